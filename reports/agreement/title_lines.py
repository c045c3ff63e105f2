"""Titles of which one language has a line only: the law that was inspected, or who reports on it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.importing.outline import Language, Piece, Role
from core.quantities.difference import DifferenceKind, Severity
from reports.agreement.alignment import Pair
from reports.agreement.passage import quoted, whole
from reports.agreement.result import Result


class _Says(NamedTuple):
    """What a title says, and the words that show it. A translator may leave out who reports: that is a warning."""

    zh: str
    en: str
    in_zh: re.Pattern[str]
    in_en: re.Pattern[str]
    severity: Severity


_ROWS = (
    _Says(
        "所检查的法律",
        "the law that was inspected",
        re.compile(
            r"《|(?<![执司])法(?![院治人官制庭])(?=[^，。；]{0,20}(?:实施|贯彻|执行|落实|情况)|》|及|和|、)|法律|条例|办法|规定|决定|决议|规则"
        ),
        re.compile(
            r"\b(?:laws?(?![- ]+enforc)|acts?|codes?|regulations?|rules?|measures?|provisions?|decisions?|resolutions?"
            r"|ordinances?|statutes?|bylaws?|decrees?|legislation)\b",
            re.IGNORECASE,
        ),
        Severity.ERROR,
    ),
    _Says(
        "“报告”一行",
        "the line that calls it a report",
        re.compile(r"报告|汇报|说明|意见|情况|总结"),
        re.compile(r"\b(?:report|findings|review|explanation|opinions?|briefing|statement|summary)", re.IGNORECASE),
        Severity.WARNING,
    ),
    _Says(
        "报告机关",
        "who reports",
        re.compile(r"检查组|调研组|常委会|常务委员会|人民代表大会|人大"),
        re.compile(r"\b(?:group|team|committee|congress|npc|npcsc|panel|delegation)\b", re.IGNORECASE),
        Severity.WARNING,
    ),
)
_NAMED = {"zh": re.compile(r"《[^》]*》"), "en": re.compile(r"“[^”]*”")}  # a law may be named after a committee


def lacking_title_lines(pairs: Sequence[Pair]) -> Iterator[tuple[int, Result]]:
    """A result for what the title says in one language only, with the index of its pair."""
    for at, pair in enumerate(pairs):
        if pair.zh and pair.en and pair.zh[0].role is pair.en[0].role is Role.TITLE:
            yield from ((at, result) for result in _lacking(pair))


def _lacking(pair: Pair) -> Iterator[Result]:
    for row in _ROWS:
        zh, en = _lines_with(row, pair.zh, "zh"), _lines_with(row, pair.en, "en")
        if zh and not en:
            yield _result(row, zh[0], "zh")
        elif en and not zh:
            yield _result(row, en[0], "en")


def _lines_with(row: _Says, pieces: Sequence[Piece], language: Language) -> list[Piece]:
    """The lines of the title that say so; the whole title where it is said across two lines."""
    pattern = row.in_zh if language == "zh" else row.in_en
    if row.severity is not Severity.WARNING:
        found = [piece for piece in pieces if pattern.search(piece.text)]
        joined = ("" if language == "zh" else " ").join(piece.text for piece in pieces)
        return found or (list(pieces) if pattern.search(joined) else [])
    return [piece for piece in pieces if pattern.search(_NAMED[language].sub("", piece.text))]


def _result(row: _Says, piece: Piece, language: Language) -> Result:
    zh, en = ("英文", "English") if language == "zh" else ("中文", "Chinese")
    return Result(
        DifferenceKind.MISSING,
        row.severity,
        whole(piece) if language == "zh" else None,
        whole(piece) if language == "en" else None,
        f"{zh}标题缺{row.zh}：“{quoted(piece)}”。",
        f"The title in the {en} lacks {row.en}: “{quoted(piece)}”.",
    )
