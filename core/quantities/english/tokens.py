"""English text cut into words, numerals and signs, each with its place."""

import re
from collections.abc import Iterable

# A numeral keeps the marks inside it; an apostrophe groups digits only before three of them.
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+|['’]\d{3}(?!\d))*"
    r"|[QqHh][1-4](?!\w)|[km]?m[23](?!\w)"  # Q3, H1: parts of a year; m2, km2, m3: measures
    r"|[^\W\d_]+(?:['’](?:s|S|t|re|ve|ll|d)(?![^\W_]))?"
    r"|[^\w\s]|_"
)
_LONGEST = 25
DASHES = frozenset("-–—‐‑−")


class Tokens:
    """The tokens of a text: `low` in lower case, with their places. Past either end stands the empty token."""

    __slots__ = ("count", "ends", "low", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        spans = [match.span() for match in _TOKEN.finditer(text)]
        # A longer run of digits is no figure of any report, and past what arithmetic keeps exact.
        spans = [(start, end) for start, end in spans if end - start < _LONGEST or not text[start].isdecimal()]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.low = [text[start:end].lower() for start, end in spans]
        self.count = len(spans)

    def at(self, place: int) -> str:
        """The token in lower case; "" outside the text."""
        return self.low[place] if 0 <= place < self.count else ""

    def raw(self, place: int) -> str:
        return self.text[self.starts[place] : self.ends[place]]

    def glued(self, place: int) -> bool:
        """Whether no blank stands before this token."""
        return 0 < place < self.count and self.ends[place - 1] == self.starts[place]

    def hyphen(self, place: int) -> bool:
        """Whether a hyphen without blanks on either side stands here."""
        return self.at(place) in DASHES and self.glued(place) and self.glued(place + 1)

    def is_digits(self, place: int) -> bool:
        return 0 <= place < self.count and self.low[place][0].isdecimal()

    def is_word(self, place: int) -> bool:
        return 0 <= place < self.count and self.low[place][0].isalpha()

    def capital(self, place: int) -> bool:
        return 0 <= place < self.count and self.text[self.starts[place]].isupper()

    def gap(self, place: int) -> str:
        """What stands between the token before and this one."""
        return self.text[self.ends[place - 1] : self.starts[place]] if 0 < place < self.count else ""

    def phrase(self, place: int, length: int) -> str:
        """That many tokens joined as they stand, blanks made single: "per cent", "u.s. dollars", "percentage-point"."""
        parts = []
        for at in range(place, min(place + length, self.count)):
            parts.append(self.low[at] if at == place or self.glued(at) else " " + self.low[at])
        return "".join(parts)

    def starts_with(self, place: int, words: tuple[str, ...]) -> bool:
        """Whether the tokens of those words stand here."""
        return tuple(self.low[place : place + len(words)]) == words


class Phrases:
    """Word groups looked up in a text by their tokens, the longest first."""

    def __init__(self, phrases: Iterable[str], from_end: bool = False) -> None:
        self._rows: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._from_end = from_end
        for phrase in phrases:
            words = tuple(Tokens(phrase).low)
            self._rows.setdefault(words[-1] if from_end else words[0], []).append((words, phrase))
        for rows in self._rows.values():
            rows.sort(key=lambda row: -len(row[0]))

    def at(self, tokens: Tokens, place: int) -> tuple[str, int] | None:
        """The longest phrase that begins here (from the end: that ends before `place`) and how many tokens it has."""
        if self._from_end:
            for words, phrase in self._rows.get(tokens.at(place - 1), ()):
                if place >= len(words) and tokens.starts_with(place - len(words), words):
                    return phrase, len(words)
            return None
        for words, phrase in self._rows.get(tokens.at(place), ()):
            if tokens.starts_with(place, words):
                return phrase, len(words)
        return None
