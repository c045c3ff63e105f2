"""A report in two languages that agree, written for these tests, and ways to spoil it."""

import re
from collections.abc import Sequence
from pathlib import Path

from core.importing.outline import Language, Outline, Piece, Role

FOLDER = Path(__file__).parent
ZH_FILE, EN_FILE = FOLDER / "report_zh.txt", FOLDER / "report_en.txt"
ZH: tuple[str, ...] = tuple(line for line in ZH_FILE.read_text("utf-8").splitlines() if line.strip())
EN: tuple[str, ...] = tuple(line for line in EN_FILE.read_text("utf-8").splitlines() if line.strip())

_PART = {"zh": re.compile(r"[一二三四五六七八九十]+、"), "en": re.compile(r"[IVX]+\. ")}
_ITEM = {"zh": re.compile(r"（[一二三四五六七八九十]+）"), "en": re.compile(r"\(\d+\) ")}
_LEADS = {
    "老龄事业关系": Role.CLOSING, "以上报告": Role.CLOSING, "Work for the elderly concerns": Role.CLOSING,
    "This report is": Role.CLOSING, "——2023年": Role.OCCASION, "Delivered at": Role.OCCASION,
    "省人大常委会副主任": Role.PRESENTER, "Lin Shouren": Role.PRESENTER, "云岭省人民代表大会常务委员会：": Role.SALUTATION,
    "To the Standing": Role.SALUTATION, "云岭省人民代表大会常务委员会执法检查组": Role.TITLE, "关于检查": Role.TITLE,
    "Report of the Law": Role.TITLE, "on the Implementation": Role.TITLE,
}  # fmt: skip


def outlined(lines: Sequence[str], language: Language) -> Outline:
    """The pieces of lines of the sample, told by their beginnings."""
    pieces, part, item = [], 0, 0
    for number, line in enumerate(lines, start=1):
        role = next((role for lead, role in _LEADS.items() if line.startswith(lead)), Role.BODY)
        label = ""
        if found := _PART[language].match(line):
            part, item, role, label = part + 1, 0, Role.PART, found.group()
        elif found := _ITEM[language].match(line):
            item, role, label = item + 1, Role.ITEM, found.group()
        pieces.append(Piece(number, line, role, 0, part, item, label))
    return Outline(language, tuple(pieces))


def unstructured(lines: Sequence[str], language: Language) -> Outline:
    """The same with no structure found."""
    return Outline(language, tuple(Piece(at, line, Role.BODY) for at, line in enumerate(lines, start=1)))


def place(lines: Sequence[str], lead: str) -> int:
    """The index of the line that begins so."""
    return next(at for at, line in enumerate(lines) if line.startswith(lead))


def without(lines: Sequence[str], lead: str, count: int = 1) -> list[str]:
    """The lines without `count` of them from the one that begins so."""
    at = place(lines, lead)
    return [*lines[:at], *lines[at + count :]]


def swapped(lines: Sequence[str], first: str, second: str, count: int = 1) -> list[str]:
    """The lines with two neighbouring runs of `count` lines in the other order."""
    one, two = place(lines, first), place(lines, second)
    return [*lines[:one], *lines[two : two + count], *lines[one:two], *lines[two + count :]]


def split_at(lines: Sequence[str], words: str) -> list[str]:
    """The lines with the one that holds the words broken before them."""
    at = next(at for at, line in enumerate(lines) if words in line)
    head, _, tail = lines[at].partition(words)
    return [*lines[:at], head.rstrip(), words + tail, *lines[at + 1 :]]


def joined(lines: Sequence[str], lead: str, between: str = "") -> list[str]:
    """The lines with the one that begins so joined to the one before."""
    at = place(lines, lead)
    return [*lines[: at - 1], lines[at - 1] + between + lines[at], *lines[at + 1 :]]
