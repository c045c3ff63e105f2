"""How one citation of a figure is printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Extent(StrEnum):
    """How much is printed: numeral with counter and noun, without the noun, or the numeral alone."""

    FULL = "full"
    COUNT = "count"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Style:
    """The style of a citation.

    `plain` writes Chinese without 万 and 亿, `cap` begins English with a capital letter (and spells out what can be,
    since no English sentence begins with a digit), `digits` keeps one to nine in digits, for tables.
    """

    extent: Extent = Extent.FULL
    plain: bool = False
    cap: bool = False
    digits: bool = False

    @classmethod
    def from_words(cls, words: Iterable[str]) -> Self:
        """The style those words name, in any order; ValueError for an unknown word or two that exclude each other."""
        given = list(words)
        unknown = [word for word in given if word not in STYLE_WORDS]
        if unknown:
            raise ValueError(f"unknown style {unknown[0]!r}; known: {', '.join(STYLE_WORDS)}")
        extents = list(dict.fromkeys(Extent(word) for word in given if word in set(Extent)))
        if len(extents) > 1:
            raise ValueError(f"styles {extents[0].value!r} and {extents[1].value!r} exclude each other")
        return cls(
            extent=extents[0] if extents else Extent.FULL,
            plain="plain" in given,
            cap="cap" in given,
            digits="digits" in given,
        )


FULL = Style()
STYLE_WORDS = (*(extent.value for extent in Extent), "plain", "cap", "digits")
