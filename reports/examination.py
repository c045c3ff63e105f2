"""The one bridge from the texts of a stored report to the check of two languages, and back to rows."""

import hashlib
import json
from collections.abc import Iterable, Sequence

from core.importing.outline import Piece
from core.quantities.marks import Marks
from core.text import LANGUAGES, Text
from reports.agreement.alignment import Pair
from reports.agreement.check import check_pairs, check_paragraph
from reports.agreement.result import Place, Result
from reports.agreement.terms import Glossary
from reports.enums import CheckKind, CheckSeverity
from reports.models import CheckResult
from reports.passages import Passage

RANK = {severity: rank for rank, severity in enumerate(CheckSeverity.values)}


def examine(passages: Sequence[Passage], glossary: Glossary, *, bilingual: bool) -> list[CheckResult]:
    """What there is to say about `passages`, errors first, then in the order of the page; rows without a run.

    Both languages of a passage are a pair: nothing has to be aligned. A report that is not `bilingual` has no English
    yet, and nobody misses it.
    """
    pairs = [_pair(number, passage) for number, passage in enumerate(passages, start=1)]
    found = [
        _row(result, passages)
        for result in check_pairs(pairs, glossary)
        if bilingual or not _is_untranslated(result, passages)
    ]
    found += [row for passage in passages for row in _unwritten(passage)]
    return _in_order(found, passages)


def examine_one(passage: Passage, glossary: Glossary, english: Iterable[str] = ()) -> list[CheckResult]:
    """What there is to say about one passage while it is written. `english` is that of the whole report: it tells which
    mark is the decimal one. A language that is still empty misses nothing."""
    marks = Marks.of([*english, passage.text.en])
    found = [_row(result, [passage]) for result in check_paragraph(passage.text.zh, passage.text.en, glossary, marks)]
    return _in_order([*found, *_unwritten(passage)], [passage])


def _in_order(rows: list[CheckResult], passages: Sequence[Passage]) -> list[CheckResult]:
    """Errors first, then in the order of the page; each with its number and the digest of its wording."""
    places = {passage.key: number for number, passage in enumerate(passages)}
    rows.sort(key=lambda row: (RANK[row.severity], places[row.place.zh or row.place.en], row.start_zh or 0))
    for order, row in enumerate(rows):
        row.order = order
        row.wording = row.digest_of_wording()
    return rows


def digest_of(passages: Iterable[Passage], glossary: Glossary, *, bilingual: bool) -> str:
    """SHA-256 of all that a check depends on: the texts as printed and the terms."""
    texts = [[one.key, *one.text, sorted(one.faults)] for one in passages]
    terms = [
        [one.zh, one.zh_variants, one.en, one.short, one.accepted, one.avoided, one.checked] for one in glossary.terms
    ]
    body = json.dumps([bilingual, texts, terms], ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()


def _pair(number: int, passage: Passage) -> Pair:
    zh, en = (
        (Piece(number, text, passage.role, part=passage.part, item=passage.item),) if text else ()
        for text in passage.text
    )
    return Pair(zh, en)


def _is_untranslated(result: Result, passages: Sequence[Passage]) -> bool:
    """Only the English of a text is missing."""
    return result.kind == CheckKind.MISSING and result.zh is not None and not _passage(result.zh, passages).text.en


def _passage(place: Place, passages: Sequence[Passage]) -> Passage:
    return passages[place.paragraph - 1]


def _row(result: Result, passages: Sequence[Passage]) -> CheckResult:
    """`result` with the texts it stands in. A language without a reading shows the text beside the other's."""
    row = CheckResult(kind=CheckKind(result.kind.value), severity=CheckSeverity(result.severity.value))
    row.message = Text(result.message_zh, result.message_en)
    either = result.zh or result.en
    assert either is not None, "a result stands somewhere"  # noqa: S101
    labels = []
    for lang, place in zip(LANGUAGES, (result.zh, result.en), strict=True):
        passage = _passage(place or either, passages)
        labels.append(passage.label)
        _show(row, lang, passage)
        if place:
            _mark(row, lang, place.text, place.start, place.end)
    row.label = labels[0] if labels[0] == labels[1] else Text(*(" / ".join(pair) for pair in zip(*labels, strict=True)))
    return row


def _unwritten(passage: Passage) -> Iterable[CheckResult]:
    """Citations that cannot be printed: each is an error, as the reader would see a code instead of a figure."""
    for lang, faults in passage.faults.items():
        for fault in faults:
            row = CheckResult(kind=CheckKind.CITATION, severity=CheckSeverity.ERROR)
            row.message, row.label = fault.sentence, passage.label
            for each in LANGUAGES:
                _show(row, each, passage)
            _mark(row, lang, fault.shown, fault.start, fault.end)
            yield row


def _show(row: CheckResult, lang: str, passage: Passage) -> None:
    if text := passage.text.get(lang):
        setattr(row, f"text_{lang}", text)
        setattr(row, f"place_{lang}", passage.key)


def _mark(row: CheckResult, lang: str, reading: str, start: int, end: int) -> None:
    setattr(row, f"reading_{lang}", reading)
    setattr(row, f"start_{lang}", start)
    setattr(row, f"end_{lang}", end)
