"""Text as pasted, made plain enough to be read, with the way back to the characters it came from.

Pasted text has stray blanks inside Chinese words, full-width digits and half-width punctuation. Readers work on the
plain form and report places in the text they were given.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3007\u25cb"
_BLANK = " \t\r\n\u00a0\u2000-\u200a\u202f\u205f\u3000"
_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "，。、；：！？”’"
# A blank with Chinese (or its punctuation) on one side says nothing, nor does one before a per-cent sign.
_STRAY = re.compile(
    rf"(?<=[{_HAN}{_MARKS}）》〉」』】〕%％‰])[{_BLANK}]+|[{_BLANK}]+(?=[{_HAN}{_MARKS}（《〈「『【〔“‘%％‰℃])|[{_ZERO_WIDTH}]+"
)
_INVISIBLE = re.compile(f"[{_ZERO_WIDTH}]+")


def _narrow(char: str) -> str:
    """One character for one: full-width forms narrowed, everything else as it is."""
    narrow = unicodedata.normalize("NFKC", char)
    return narrow if len(narrow) == 1 else char


_NARROW = {code: _narrow(chr(code)) for code in range(0xFF01, 0xFFEF)} | {ord("﹪"): "%"}
_BLANKS = dict.fromkeys((*b"\t\r\n", 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_PLAIN = str.maketrans({**_NARROW, **_BLANKS, "○": "〇"})


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` is what is read; `places[i]` is where its character i stands in `raw`."""

    raw: str
    text: str
    places: tuple[int, ...]

    @classmethod
    def chinese(cls, raw: str) -> "Plain":
        """Full-width letters, digits and signs become half-width ones; blanks at Chinese characters are dropped."""
        return cls._without(raw, _STRAY)

    @classmethod
    def english(cls, raw: str) -> "Plain":
        """Every kind of blank becomes an ordinary one; full-width letters, digits and signs half-width ones."""
        return cls._without(raw, _INVISIBLE)

    @classmethod
    def _without(cls, raw: str, dropped: re.Pattern[str]) -> "Plain":
        kept: list[range] = []
        start = 0
        for match in dropped.finditer(raw):
            kept.append(range(start, match.start()))
            start = match.end()
        kept.append(range(start, len(raw)))
        text = "".join(raw[part.start : part.stop] for part in kept).translate(_PLAIN)
        return cls(raw, text, tuple(chain.from_iterable(kept)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in `raw` of the characters `start` up to `end` (one past the last) of `text`."""
        if start >= end:
            raise ValueError("an empty reading has no place")
        return self.places[start], self.places[end - 1] + 1
