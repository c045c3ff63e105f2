"""A file that holds both languages, one after the other or in turns, is split by the script of its paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:[’'-][A-Za-z]+)*")
LEAST_PARAGRAPHS = 3  # fewer in the other language are quotations, not a report
LEAST_SHARE = 0.1  # of the words of a file


@dataclass(frozen=True, slots=True)
class Side:
    """The paragraphs of one language and their numbers in the file, counted from 1 without the blank ones."""

    paragraphs: tuple[str, ...]
    numbers: tuple[int, ...]


def script(paragraph: str) -> str:
    """zh or en, whichever has more words (a Chinese word has about 1.7 characters); "" for no words at all."""
    han, words = len(HAN.findall(paragraph)), len(WORD.findall(paragraph))
    if not han and not words:
        return ""
    return "zh" if han >= 1.7 * words else "en"


def sides(paragraphs: Sequence[str]) -> tuple[Side, Side]:
    """The Chinese and the English side of a file. A paragraph without words goes with the one before it."""
    scripts = [script(paragraph) for paragraph in paragraphs]
    now = next((one for one in scripts if one), "zh")
    rows: dict[str, list[tuple[str, int]]] = {"zh": [], "en": []}
    for number, (paragraph, one) in enumerate(zip(paragraphs, scripts, strict=True), start=1):
        now = one or now
        rows[now].append((paragraph, number))
    zh, en = (
        Side(tuple(text for text, _number in row), tuple(number for _text, number in row)) for row in rows.values()
    )
    return zh, en


def split_by_script(paragraphs: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The Chinese paragraphs and the English ones, each in their order."""
    zh, en = sides(paragraphs)
    return zh.paragraphs, en.paragraphs


def holds_both(paragraphs: Sequence[str]) -> bool:
    """True when a file is a report in two languages and not one that only quotes the other language."""
    zh, en = sides(paragraphs)
    if min(len(zh.paragraphs), len(en.paragraphs)) < LEAST_PARAGRAPHS:
        return False
    han = sum(len(HAN.findall(text)) for text in zh.paragraphs) / 1.7
    words = sum(len(WORD.findall(text)) for text in en.paragraphs)
    return min(han, words) >= LEAST_SHARE * (han + words)
