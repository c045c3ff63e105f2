"""Everything that two languages of a report say differently, with the paragraphs it stands in."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from core.importing.outline import Language, Outline, Piece, Role
from core.quantities.arithmetic.check import find_faults, merge
from core.quantities.arithmetic.fault import Fault
from core.quantities.comparing.compare import compare_readings
from core.quantities.difference import Difference, DifferenceKind, Severity, Span
from core.quantities.marks import Marks
from core.quantities.reading import Reading, ReadingKind
from reports.agreement.alignment import Pair, align
from reports.agreement.missing import missing, moved
from reports.agreement.passage import HEADINGS, Passage
from reports.agreement.reader import Reader
from reports.agreement.result import Place, Result
from reports.agreement.terms import Glossary, check_terms

Found = tuple[int, Result]  # the index of the pair, and what was found there


def check_outlines(zh: Outline, en: Outline, glossary: Glossary) -> list[Result]:
    """All results for two languages of one report, in the order of the text."""
    read = Reader.of(en.pieces)
    day = _day(zh, read)
    return _check(align(zh, en, read), glossary.on(day) if day else glossary, read)


def check_paragraph(zh: str, en: str, glossary: Glossary, marks: Marks | None = None) -> list[Result]:
    """All results for one paragraph while it is written; one that is still empty in a language misses nothing.

    Places are in the two texts as given, paragraph 1. `marks` are those of the whole report's English.
    """
    results = check_pairs([Pair(_single(zh), _single(en))], glossary, marks)
    written = bool(zh.strip() and en.strip())
    return [result for result in results if written or result.kind is not DifferenceKind.MISSING]


def check_pairs(pairs: Sequence[Pair], glossary: Glossary, marks: Marks | None = None) -> list[Result]:
    """All results for aligned pieces, in the order of the pairs; one fault gives one result.

    `marks` is the evidence of the whole English text on its decimal and grouping marks; None takes that of the pairs.
    """
    return _check(pairs, glossary, Reader(marks) if marks else Reader.of(piece for pair in pairs for piece in pair.en))


def _check(pairs: Sequence[Pair], glossary: Glossary, read: Reader) -> list[Result]:
    passages = [(Passage.of(pair.zh), Passage.of(pair.en)) for pair in pairs]
    found: list[Found] = [*missing(pairs), *moved(pairs)]
    found += _differences(pairs, passages, read)
    for at, (zh, en) in enumerate(passages):
        found += ((at, result) for result in _arithmetic(zh, en, read))
    terms = check_terms([(zh.text, en.text) for zh, en in passages], glossary)
    found += ((each.pair, _result(each.difference, *passages[each.pair])) for each in terms)
    return _once([result for _, result in sorted(found, key=lambda each: (each[0], *_order(each[1])))])


def _day(zh: Outline, read: Reader) -> date | None:
    """The day on which the report was given, as the line under its title has it."""
    for piece in zh.pieces:
        if piece.role is Role.OCCASION:
            for reading in read(piece.text, "zh"):
                moment = reading.first
                if moment and moment.year and moment.month and moment.day:
                    with suppress(ValueError):  # 2017年2月30日 is for the comparison to find
                        return date(moment.year, moment.month, moment.day)
    return None


def _single(text: str) -> tuple[Piece, ...]:
    return (Piece(1, text, Role.BODY),) if text.strip() else ()


# --- Two passages ----------------------------------------------------------------------------------------------------

Passages = Sequence[tuple[Passage, Passage]]


def _differences(pairs: Sequence[Pair], passages: Passages, read: Reader) -> Iterator[Found]:
    """What `compare` finds in each pair, but for figures of a sentence that stands in the next pair."""
    compared = {
        at: _outermost(_compared(zh.text, en.text, read), read(zh.text, "zh"), read(en.text, "en"))
        for at, (zh, en) in enumerate(passages)
        if zh.text and en.text
    }
    places = [at for at in compared if not _is_heading(pairs[at])]
    elsewhere: set[int] = set()
    for first, second in zip(places, places[1:], strict=False):
        for one, other in _same_figure(compared[first], compared[second], read):
            elsewhere |= {id(one), id(other)}
            zh, en = (passages[first][0], passages[second][1]) if one.zh else (passages[second][0], passages[first][1])
            yield first, _moved_figure(zh.place(_span(one.zh, other.zh)), en.place(_span(one.en, other.en)))
    for at, differences in compared.items():
        for difference in differences:
            if id(difference) not in elsewhere:
                yield at, _result(difference, *passages[at])


def _is_heading(pair: Pair) -> bool:
    return pair.zh[0].role in HEADINGS or pair.en[0].role in HEADINGS


def _span(one: Span | None, other: Span | None) -> Span:
    span = one or other
    assert span is not None  # noqa: S101 - one language has it, or it would be no difference
    return span


def _outermost(differences: Sequence[Difference], zh: Sequence[Reading], en: Sequence[Reading]) -> list[Difference]:
    """Without the figures that are missing only because the numbered item is missing in which they stand."""
    lost = [each for each in differences if each.kind is DifferenceKind.MISSING]
    items = [(each, *_extent(each.zh or each.en, zh if each.zh else en)) for each in lost]
    return [
        each
        for each in differences
        if each not in lost or not any(_inside(each, item, start, end) for item, start, end in items)
    ]


def _extent(span: Span | None, readings: Sequence[Reading]) -> tuple[int, int]:
    """From the label of a numbered item, on which the span begins, up to the next label; of anything else nothing."""
    labels = [each.start for each in readings if each.kind is ReadingKind.ENUMERATOR]
    if span is None or span.start not in labels:
        return 0, 0
    return span.start, min((start for start in labels if start > span.start), default=sys.maxsize)


def _inside(one: Difference, item: Difference, start: int, end: int) -> bool:
    span = one.zh if item.zh else one.en
    return one is not item and span is not None and start < span.start < end


def _same_figure(
    first: Sequence[Difference], second: Sequence[Difference], read: Reader
) -> Iterator[tuple[Difference, Difference]]:
    """Figures that one pair misses in one language and the next pair in the other: their sentence stands there."""
    open_ends = [each for each in second if _is_lost_figure(each)]
    for one in first:
        if not _is_lost_figure(one):
            continue
        for other in open_ends:
            zh, en = one.zh or other.zh, one.en or other.en
            if (one.zh is None) == (other.en is None) and zh and en and _agree(zh.text, en.text, read):
                open_ends.remove(other)
                yield one, other
                break


def _is_lost_figure(difference: Difference) -> bool:
    return difference.kind is DifferenceKind.MISSING and (difference.zh is None) != (difference.en is None)


def _agree(zh: str, en: str, read: Reader) -> bool:
    """Whether both are figures, and the same one. A numbered item or an ordinal is too little to go by."""
    kinds = {reading.kind for reading in (*read(zh, "zh"), *read(en, "en"))}
    if not kinds or kinds & {ReadingKind.ENUMERATOR, ReadingKind.ORDINAL, ReadingKind.NAME, ReadingKind.VAGUE}:
        return False
    return all(each.severity is Severity.NOTE for each in _compared(zh, en, read))


def _compared(zh: str, en: str, read: Reader) -> list[Difference]:
    return compare_readings(read(zh, "zh"), read(en, "en"), zh, en)


def _moved_figure(zh: Place, en: Place) -> Result:
    return Result(
        DifferenceKind.MISSING,
        Severity.NOTE,
        zh,
        en,
        f"“{zh.text}”在中文第{zh.paragraph}段，英文“{en.text}”在第{en.paragraph}段：分段不同。",
        f"“{zh.text}” stands in paragraph {zh.paragraph} of the Chinese, “{en.text}” in paragraph {en.paragraph} of the"
        " English: the sentence stands in another paragraph.",
    )


def _result(difference: Difference, zh: Passage, en: Passage) -> Result:
    return Result(
        difference.kind,
        difference.severity,
        zh.place(difference.zh) if difference.zh else None,
        en.place(difference.en) if difference.en else None,
        difference.message_zh,
        difference.message_en,
    )


# --- One language by itself ------------------------------------------------------------------------------------------


def _arithmetic(zh: Passage, en: Passage, read: Reader) -> Iterator[Result]:
    """Sums and shares that do not come out. What both languages say alike is one result with both places."""
    ours, theirs = _reckoned(zh, "zh", read), _reckoned(en, "en", read)
    rules = {fault.numbers: fault.rule for fault in ours}  # the wording of each language may break another rule
    theirs = [replace(fault, rule=rules.get(fault.numbers, fault.rule)) for fault in theirs]
    return (_result(each, zh, en) for each in merge(ours, theirs))


def _reckoned(passage: Passage, language: Language, read: Reader) -> list[Fault]:
    return find_faults(passage.text, read(passage.text, language), language)


# --- Order -----------------------------------------------------------------------------------------------------------


def _order(result: Result) -> tuple[int, int]:
    """Within a pair by the place in the Chinese text, else in the English."""
    place = result.zh or result.en
    return (place.paragraph, place.start) if place else (0, 0)


def _once(results: Sequence[Result]) -> list[Result]:
    """Each result once; one fault at one place is not said in two ways of the same kind."""
    seen: set[tuple[DifferenceKind, Place | None, Place | None]] = set()
    kept = []
    for result in results:
        key = (result.kind, result.zh, result.en)
        if key not in seen:
            seen.add(key)
            kept.append(result)
    return kept
