"""Numbers of headings: computed in one walk, shown as 一、（一）1.（1） or I. (1) 1. (1) (GB/T 9704-2012, 7.3.3)."""

from collections.abc import Iterator
from dataclasses import dataclass

from .model import Block, Document, Items, Language, Paragraph, Section

DIGITS = "〇一二三四五六七八九"
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
         (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
LEVELS = 4


@dataclass(frozen=True, slots=True)
class Number:
    """The place of a heading: (2, 3) is the third item of the second part. Levels below the fourth look like it."""

    path: tuple[int, ...]

    @property
    def level(self) -> int:
        """1 for 一、, 4 for （1） and everything below."""
        return min(len(self.path), LEVELS)

    def shown(self, lang: Language) -> str:
        """The number with its marks, and in English the blank before the heading."""
        n = self.path[-1]
        if lang == "zh":
            return (f"{chinese(n)}、", f"（{chinese(n)}）", f"{n}.", f"（{n}）")[self.level - 1]
        return (f"{roman(n)}. ", f"({n}) ", f"{n}. ", f"({n}) ")[self.level - 1]


def chinese(n: int) -> str:
    """1 to 999 in Chinese numerals as headings write them: 十, 十一, 二十, 一百零一."""
    if not 0 < n < 1000:
        raise ValueError(f"no heading has the number {n}")
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


def roman(n: int) -> str:
    """1 to 3999 in Roman numerals."""
    if not 0 < n < 4000:
        raise ValueError(f"no heading has the number {n}")
    text = ""
    for value, letters in ROMAN:
        count, n = divmod(n, value)
        text += letters * count
    return text


def walk(blocks: tuple[Block, ...], path: tuple[int, ...] = ()) -> Iterator[tuple[Block, Number]]:
    """Every section and list with the number of the section, of a list the number of the section it stands in."""
    count = 0
    for block in blocks:
        if isinstance(block, Section):
            count += 1
            yield block, Number((*path, count))
            yield from walk(block.blocks, (*path, count))
        elif isinstance(block, Items):
            yield block, Number(path)


def flow(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, Number | None]]:
    """Headings with their numbers and the paragraphs between them, in the order of printing."""
    numbers = {id(block): number for block, number in walk(blocks)}

    def within(inner: tuple[Block, ...]) -> Iterator[tuple[Block, Number | None]]:
        for block in inner:
            if isinstance(block, Section):
                yield block, numbers[id(block)]
                yield from within(block.blocks)
            elif isinstance(block, Paragraph):
                yield block, None

    return within(blocks)


def outline(document: Document) -> tuple[tuple[Section, Number], ...]:
    """Every numbered section of the document in order; annexes number their own sections anew."""
    parts = (document.sections, *(annex.blocks for annex in document.annexes))
    return tuple((block, number) for part in parts for block, number in walk(part) if isinstance(block, Section))
