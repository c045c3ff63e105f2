"""Headings whose number does not follow the one before: a note each, as the text under them may well be right."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from core.importing.labels import labels
from core.importing.outline import Language, Piece, Role
from core.quantities.difference import DifferenceKind, Severity
from reports.agreement.alignment import Pair
from reports.agreement.result import Place, Result

_IN = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}


def jumps(pairs: Sequence[Pair]) -> Iterator[tuple[int, Result]]:
    """A note for each heading where the numbering of parts, or of the items of one part, jumps, with the index of its
    pair. Where it begins anew with 1, it does not jump."""
    for language in ("zh", "en"):
        rows = [(at, piece) for at, pair in enumerate(pairs) for piece in getattr(pair, language) if piece.label]
        rows.sort(key=lambda row: (row[1].number, row[1].start))
        yield from _jumps([row for row in rows if row[1].role is Role.PART], language)
        items = (row for row in rows if row[1].role is Role.ITEM)
        for _part, row in groupby(items, key=lambda row: row[1].part):
            yield from _jumps(list(row), language)


def _jumps(rows: Sequence[tuple[int, Piece]], language: Language) -> Iterator[tuple[int, Result]]:
    numbers = _numbers([piece.label for _, piece in rows], language)
    expected = 1
    for place, ((at, piece), number) in enumerate(zip(rows, numbers, strict=True)):
        # one wrong number between two right ones does not shift those after it
        goes_on = numbers[place + 1 : place + 2] == [expected + 1]
        begins_anew = place > 0 and numbers[place : place + 2] == [1, 2] and not goes_on
        if number != expected and not begins_anew:
            yield at, _result(piece, rows[place - 1][1] if place else None, language)
        expected = expected + 1 if goes_on else number + 1


def _numbers(texts: Sequence[str], language: Language) -> list[int]:
    """What the labels say, each read as the family that most of them have, and of several the one that counts on:
    (i) is a numeral or a letter."""
    read = [{label.family: label.number for label in labels(f"{text} ", language)} for text in texts]
    families = [family for each in read for family in each]

    def unusual(family: str) -> tuple[int, int]:
        out_of_place = sum(each.get(family) != place for place, each in enumerate(read, 1))
        return -families.count(family), out_of_place

    usual = sorted(dict.fromkeys(families), key=unusual)
    return [next((each[family] for family in usual if family in each), place) for place, each in enumerate(read, 1)]


def _result(piece: Piece, before: Piece | None, language: Language) -> Result:
    place = Place(piece.label, piece.number, piece.start, piece.start + len(piece.label))
    zh, en = _IN[language]
    return Result(
        DifferenceKind.NOTATION,
        Severity.NOTE,
        place if language == "zh" else None,
        place if language == "en" else None,
        f"{zh}序号不连续：“{before.label}”之后是“{piece.label}”。" if before else f"{zh}序号从“{piece.label}”开始。",
        f"The numbering in the {en} jumps from “{before.label}” to “{piece.label}”."
        if before
        else f"The numbering in the {en} begins with “{piece.label}”.",
    )
