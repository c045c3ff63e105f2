"""Comparing one Chinese paragraph with one English paragraph: every figure, date and numbered item on which they
disagree, one result for each fault.

What is an error and what is not:

* Other values, malformed numerals, other qualifiers, a count or date that one language lacks: errors.
* A date that lacks its year, or says this year, agrees with one that has it. One that is otherwise less exact
  (9月上旬 and September) gets a warning, as does 2015年以来 against "in 2015".
* Equal numbers of different things, percent against percentage points, currencies, metres against feet, 亩 against
  hectares, persons against participations: warnings. Units of one sort are converted first. Where the units differ by
  a power of ten, and between lengths of time, another unit is another value, an error: 5公里 against five metres,
  3个月 against three years. A number of things and an equal length of time have
  nothing to do with each other: each is missing.
* Ratios are compared as a whole, and missed. Articles, chapters and plenary sessions that a list names are compared
  number by number; names that only one language has get nothing.
* 100% may be "all", 李明等四位 "Li Ming and three others", 减少一半多 "less than half that of", 四折 "60% off", and
  the year of 同比 may be named in English.
* An exact number in Chinese against a rounder English one that says so (13.84亿, about 1.4 billion; 10370, more than
  10,000) is no difference. A rounder one that claims to be exact, and a more exact one, is another value.
* A number without a value (数百, dozens of) agrees with any other such number that could be the same, and with a number
  that it could stand for if that is itself inexact or counts the same thing. Otherwise the number is missing in the
  other language. By itself, a number without a value is never missing: some, 部分 and 若干 stand for one another.
* An ordinal, a level, a two in words, a small number that points back (这三项) or counts a list (甲、乙两个方面) gets a
  warning where the other language lacks it, because good translations leave it out. A name, a weak reading (一个,
  both), a single thing (1吨 and "a tonne") or 今年 gets nothing.
"""

import re
from collections.abc import Sequence

from core.quantities.chinese.reading import read_zh
from core.quantities.comparing import messages, moments
from core.quantities.comparing.board import How, Pair
from core.quantities.comparing.equality import is_ratio, qualified_alike
from core.quantities.comparing.indefinite import indefinite
from core.quantities.comparing.items import Item, items
from core.quantities.comparing.likeness import slip
from core.quantities.comparing.matching import match
from core.quantities.comparing.measures import MEASURED, Dimension
from core.quantities.comparing.messages import Message
from core.quantities.comparing.runs import Extra, Place, Unnumbered, clause, compare_runs
from core.quantities.difference import Difference, DifferenceKind, Severity, Span
from core.quantities.english.reading import read_en
from core.quantities.marks import Marks
from core.quantities.reading import Reading, ReadingKind
from core.quantities.units import UnitKind

K, S = DifferenceKind, Severity

_NOT_MISSED = {Dimension.NAME, Dimension.VAGUE, Dimension.ENUMERATOR}
_ON_YEAR = re.compile("同比|环比")
_TOLD = {K.VALUE, K.MALFORMED, K.MISSING}
_UNQUALIFIED = {Dimension.NAME, Dimension.TIME, Dimension.ORDINAL, Dimension.VAGUE}


def compare(zh: str, en: str, marks: Marks | None = None) -> list[Difference]:
    """What two paragraphs disagree on, in the order of the Chinese. `marks` is the whole English document's evidence on
    which mark groups digits and which is the decimal one; without it, the paragraph's own is taken."""
    return compare_readings(read_zh(zh), read_en(en, marks), zh, en)


def compare_readings(
    zh: Sequence[Reading], en: Sequence[Reading], zh_text: str = "", en_text: str = ""
) -> list[Difference]:
    """The same from readings. The paragraphs' texts make it more exact: growth, back references, extra items."""
    left, right = items(zh, "zh", zh_text), items(en, "en", en_text)
    right += indefinite(left, right, en_text, len(zh_text))
    matching = match(left, right, len(zh_text), len(en_text))
    found: list[Difference] = []
    for pair in matching.pairs:
        found += _of_pair(pair)
    places: list[Place] = [(pair.zh.reading.start, pair.en.reading.start) for pair in matching.pairs]
    on_year = bool(_ON_YEAR.search(zh_text))
    alone = [
        (item, difference) for item in matching.alone if not (on_year and item.compared) for difference in _of_one(item)
    ]
    places += [(it.reading.start, None) if it.language == "zh" else (None, it.reading.start) for it, _ in alone]
    runs = _of_runs(left, right, zh_text, en_text, places)
    # What is said inside an item that is missing as a whole is not missing once more.
    found += runs + [difference for item, difference in alone if not any(_within(item, run) for run in runs)]
    found += _notes([*left, *right], found)
    return sorted(found, key=_order)


def _order(difference: Difference) -> tuple[int, int, int]:
    """By severity last: results stand in the order of the text, the Chinese first."""
    zh, en = difference.zh, difference.en
    return (zh.start if zh else en.start if en else 0, 0 if zh else 1, list(Severity).index(difference.severity))


def _of_pair(pair: Pair) -> list[Difference]:
    zh, en = pair.zh.reading, pair.en.reading
    if zh.malformed or en.malformed:
        bad, other, language = (en, zh, "en") if en.malformed else (zh, en, "zh")
        return [_difference(K.MALFORMED, S.ERROR, zh, en, messages.malformed(bad, language, other))]
    if pair.how is How.VALUE and not _other_unit(pair):
        return [_difference(K.VALUE, S.ERROR, zh, en, messages.value(pair.zh, pair.en))]
    lasting = pair.how is How.UNIT and pair.zh.dimension is pair.en.dimension is Dimension.DURATION
    if lasting and "working day" not in (pair.zh.base, pair.en.base):
        # Days and months: one number, but certainly another length of time.
        return [_difference(K.VALUE, S.ERROR, zh, en, messages.value(pair.zh, pair.en))]
    found = []
    if pair.how in (How.SUBJECT, How.UNIT) or _other_unit(pair):
        found.append(_difference(K.UNIT, S.WARNING, zh, en, messages.subject(pair.zh, pair.en)))
    if pair.how is How.LOOSE:
        found.append(_difference(K.QUALIFIER, S.WARNING, zh, en, messages.less_exact(zh, en)))
    elif pair.how is not How.ROUNDED and _other_qualifier(pair):
        found.append(_difference(K.QUALIFIER, S.ERROR, zh, en, messages.qualifier(pair.zh, pair.en)))
    return found


def _other_unit(pair: Pair) -> bool:
    """Whether one number stands in two units of one sort: metres and feet, 亩 and hectares. Of lengths of time another
    unit is another value."""
    zh, en = pair.zh, pair.en
    measured = zh.dimension is en.dimension and zh.dimension in MEASURED and zh.dimension is not Dimension.DURATION
    if not measured or not zh.numbers or zh.numbers != en.numbers:
        return False
    # Kilometres and metres differ by a power of ten, as slips of the scale do: another value.
    return zh.base != en.base or (zh.size != en.size and not slip(zh.size, en.size))


def _other_qualifier(pair: Pair) -> bool:
    """Whether no meaning of one wording is a meaning of the other."""
    if {pair.zh.dimension, pair.en.dimension} & _UNQUALIFIED and not (is_ratio(pair.zh) and is_ratio(pair.en)):
        return False
    # 一年 against "more than one year": nobody misses a weak one, but a qualifier makes it a number.
    weak = pair.zh.reading.weak and pair.en.reading.weak and pair.zh.exact and pair.en.exact
    return not weak and not qualified_alike(pair.zh, pair.en)


def _of_one(item: Item) -> list[Difference]:
    """A reading without partner."""
    reading, language = item.reading, item.language
    zh, en = (reading, None) if language == "zh" else (None, reading)
    if reading.malformed:
        return [_difference(K.MALFORMED, S.ERROR, zh, en, messages.malformed(reading, language, None))]
    named = item.dimension in _NOT_MISSED and not is_ratio(item)
    levels = item.sums_up and reading.counter == "级"  # 省、市、县三级: the levels are there by name
    if reading.weak or named or _is_relative(item) or _is_one(item) or item.idiom or levels:
        return []
    severity = S.WARNING if _mild(item) else S.ERROR
    return [_difference(K.MISSING, severity, zh, en, messages.missing(item))]


def _mild(item: Item) -> bool:
    """What good translations may leave out: an ordinal, a level, or a small number in words that only sums up what is
    named beside it anyway (两个方面, these two documents) or opens a slogan; persons are always counted."""
    reading = item.reading
    if reading.kind in (ReadingKind.ORDINAL, ReadingKind.LEVEL) or item.dimension is Dimension.LEVEL:
        return True
    if reading.kind is ReadingKind.DATE and reading.first and moments.only_part(reading.first):
        # The second quarter against the first
        return True
    spelled = not any(char.isdigit() for char in reading.raw) and reading.kind is ReadingKind.CARDINAL
    few = spelled and bool(reading.value) and item.numbers[0] < 10 and item.dimension is Dimension.COUNT
    return (
        few and reading.unit is not UnitKind.PERSON and (reading.value == 2 or item.back or item.sums_up or item.quoted)
    )


def _is_one(item: Item) -> bool:
    """1吨 and 1家 may be "a ton" and "an enterprise", which nobody reads as numbers."""
    return item.reading.value == 1 and (item.dimension is Dimension.COUNT or item.dimension in MEASURED)


def _is_relative(item: Item) -> bool:
    """Only 今年 or last year, or an English "first" that says the first what: what the other language may leave out."""
    reading = item.reading
    if item.dimension is Dimension.TIME:
        return moments.bare(reading)
    return item.dimension is Dimension.ORDINAL and item.language == "en" and reading.value == 1 and not reading.noun


def _of_runs(
    zh: Sequence[Item], en: Sequence[Item], zh_text: str, en_text: str, places: Sequence[Place]
) -> list[Difference]:
    one, other = ([item.reading for item in side if item.dimension is Dimension.ENUMERATOR] for side in (zh, en))
    lengths = _length(zh, zh_text), _length(en, en_text)
    return [
        _of_extra(extra, zh_text if extra.language == "zh" else en_text)
        for extra in compare_runs(one, other, lengths, places)
    ]


def _within(item: Item, run: Difference) -> bool:
    span = run.zh if item.language == "zh" else run.en
    return span is not None and span.start <= item.reading.start < span.end


def _length(side: Sequence[Item], text: str) -> int:
    return len(text) or max((item.reading.end for item in side), default=0)


def _of_extra(extra: Extra | Unnumbered, text: str) -> Difference:
    if isinstance(extra, Unnumbered):
        first, last = extra.run[0].label, extra.run[-1].label
        span, severity = Span.of(first), S.WARNING
        message = messages.unnumbered_run(first.raw, last.raw, extra.language)
    else:
        start, end = clause(extra.entry, text, extra.language) if text else (extra.entry.start, extra.entry.label.end)
        span = Span(text[start:end], start, end) if text else Span.of(extra.entry.label)
        severity, message = S.ERROR, messages.unnumbered_item(span.text, extra.language)
    return _spans(K.MISSING, severity, extra.language, span, message)


def _spans(kind: DifferenceKind, severity: Severity, language: str, span: Span, message: Message) -> Difference:
    zh, en = (span, None) if language == "zh" else (None, span)
    return Difference(kind, severity, zh, en, message.zh, message.en)


def _notes(found_items: Sequence[Item], found: Sequence[Difference]) -> list[Difference]:
    """One note for each irregular spelling; what has another value, or no partner, has its result already."""
    told = {(language, span.start) for one in found if one.kind in _TOLD for language, span in _sides(one)}
    notes = []
    for item in found_items:
        reading = item.reading
        if not reading.notes or (item.language, reading.start) in told:
            continue
        partner = next((other.reading for other in item.partners if other.language != item.language), None)
        zh, en = (reading, partner) if item.language == "zh" else (partner, reading)
        notes.append(_difference(K.NOTATION, S.NOTE, zh, en, messages.notation(reading, item.language, partner)))
    return notes


def _sides(difference: Difference) -> list[tuple[str, Span]]:
    return [(language, span) for language, span in (("zh", difference.zh), ("en", difference.en)) if span]


def _difference(
    kind: DifferenceKind, severity: Severity, zh: Reading | None, en: Reading | None, message: Message
) -> Difference:
    return Difference(kind, severity, Span.of(zh) if zh else None, Span.of(en) if en else None, message.zh, message.en)
