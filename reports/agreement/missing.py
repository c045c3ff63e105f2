"""Pieces without partner, and pieces that stand in another order: one result each, however much they hold."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.importing.ending import is_closing_line
from core.importing.outline import Language, Piece, Role
from core.quantities.difference import DifferenceKind, Severity
from reports.agreement.alignment import Pair
from reports.agreement.numbering import jumps
from reports.agreement.passage import FRONT, HEADINGS, is_salutation, quoted, whole
from reports.agreement.result import Result
from reports.agreement.title_lines import lacking_title_lines

_OTHER = {"zh": ("英文", "English"), "en": ("中文", "Chinese")}


class _What(NamedTuple):
    zh: str
    en: str
    severity: Severity = Severity.ERROR


_ROLES = {
    Role.TITLE: _What("标题", "the title"),
    Role.OCCASION: _What("题注", "the line that says when and where the report was given"),
    Role.PRESENTER: _What("报告人", "the presenter", Severity.WARNING),
    Role.SALUTATION: _What("称谓", "the salutation"),
}
_PART = _What("整个部分", "the whole part")
_ITEM = _What("整个条目", "the numbered item")
_HEADING = _What("标题", "the heading")
_PARAGRAPH = _What("段落", "the paragraph")
_CLOSING_PARAGRAPH = _What("结尾段", "the closing paragraph")
_LINE = _What("结束语", "the closing line")


def missing(pairs: Sequence[Pair]) -> Iterator[tuple[int, Result]]:
    """A result for each thing that one language alone has, with the index of its pair: a part or item with all it
    holds, a heading, a paragraph, the salutation, the closing line, a line of the title. Nobody misses a byline. Also
    a note where the numbers of headings jump."""
    for language in ("zh", "en"):
        alone = [(at, pair) for at, pair in enumerate(pairs) if not (pair.zh and pair.en)]
        lone = [(at, piece) for at, pair in alone for piece in getattr(pair, language)]
        paired = [piece for pair in pairs if pair.zh and pair.en for piece in getattr(pair, language)]
        held: set[tuple[int, int]] = set()  # places of what a missing heading holds
        for at, piece in lone:
            if piece.role is Role.BYLINE or (piece.number, piece.start) in held:
                continue
            what = _what(piece, [each for _, each in lone], paired, held, language)
            yield at, _result(piece, what, language)
    yield from lacking_title_lines(pairs)
    yield from jumps(pairs)


def _what(
    piece: Piece, lone: Sequence[Piece], paired: Sequence[Piece], held: set[tuple[int, int]], language: Language
) -> _What:
    """What to call it. A heading whose text is missing too takes that text along, into `held`; so does the first line
    of a title the others."""
    if piece.role in FRONT:
        held |= {(each.number, each.start) for each in lone if each.role is piece.role}
    if piece.role in HEADINGS:
        if any(_holds(piece, each) for each in paired):
            return _HEADING
        held |= {(each.number, each.start) for each in lone if _holds(piece, each)}
        return _PART if piece.role is Role.PART else _ITEM
    if is_salutation(piece):
        return _ROLES[Role.SALUTATION]
    if piece.role is Role.CLOSING:
        return _LINE if is_closing_line(piece.text, language) else _CLOSING_PARAGRAPH
    return _ROLES.get(piece.role, _PARAGRAPH)


def _holds(heading: Piece, piece: Piece) -> bool:
    """Whether the piece belongs to what the heading opens."""
    if piece is heading or piece.part != heading.part or piece.role is Role.CLOSING or piece.number < heading.number:
        return False
    return heading.role is Role.PART or piece.item == heading.item


def _result(piece: Piece, what: _What, language: Language) -> Result:
    other_zh, other_en = _OTHER[language]
    return Result(
        DifferenceKind.MISSING,
        what.severity,
        whole(piece) if language == "zh" else None,
        whole(piece) if language == "en" else None,
        f"{other_zh}缺{what.zh}“{quoted(piece)}”。",
        f"The {other_en} lacks {what.en} “{quoted(piece)}”.",
    )


def moved(pairs: Sequence[Pair]) -> Iterator[tuple[int, Result]]:
    """A warning for each run of pieces that stands elsewhere in the other language, with the index of its pair."""
    both = [(at, pair) for at, pair in enumerate(pairs) if pair.zh and pair.en and pair.zh[0].role not in FRONT]
    in_order = _longest_rising([(pair.en[0].number, pair.en[0].start) for _, pair in both])
    last = -2
    for index, (at, pair) in enumerate(both):
        if index in in_order:
            continue
        follows = last == index - 1 and 0 <= pair.en[0].number - both[last][1].en[-1].number <= 1
        last = index
        if not follows:
            yield at, _out_of_order(pair.zh[0], pair.en[0])


def _out_of_order(zh: Piece, en: Piece) -> Result:
    return Result(
        DifferenceKind.MISSING,
        Severity.WARNING,
        whole(zh),
        whole(en),
        f"两种文字的顺序不同：中文第{zh.number}段“{quoted(zh)}”在英文中是第{en.number}段。",
        f"The order differs: paragraph {zh.number} of the Chinese is paragraph {en.number} of the English,"
        f" “{quoted(en)}”.",
    )


def _longest_rising(numbers: Sequence[tuple[int, int]]) -> set[int]:
    """Places of a longest run of rising numbers."""
    ends: list[tuple[int, int]] = []  # smallest last number of a run of each length
    at_end: list[int] = []  # its place
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(at_end[length - 1] if length else -1)
        ends[length:] = [number, *ends[length + 1 :]]
        at_end[length:] = [place, *at_end[length + 1 :]]
    kept = set()
    place = at_end[-1] if at_end else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept
