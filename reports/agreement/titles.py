"""Titles of laws and documents: 《…》 in the Chinese, between quotation marks or asterisks in the English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.quantities.difference import Span
from reports.agreement.english import MINOR, near, words_of

_ZH_QUOTE = re.compile(r"“[^”“]*”|\"[^\"]*\"|「[^」]*」")
_EN_QUOTE = re.compile(
    r"“([^”“]{2,400})”|\"([^\"]{2,400})\"|(?<!\*)\*([^*\n]{2,400})\*|(?<![\w_])_([^_\n]{2,400})_(?!\w)"
)
_COUNTRY_ZH = "中华人民共和国"
_COUNTRY = ("people", "republic", "china", "prc")
ALIKE = 0.25  # share of common words from which on two English titles may name one document


@dataclass(frozen=True, slots=True)
class Naming:
    """A title in both languages, where it stands; `words` are the comparable words of the English."""

    pair: int
    title: str
    zh: Span
    en: Span
    words: frozenset[str]


def zh_titles(text: str) -> list[Span]:
    """The outermost 《…》 of a paragraph."""
    found, depth, start = [], 0, 0
    for at, char in enumerate(text):
        if char == "《":
            start = at if depth == 0 else start
            depth += 1
        elif char == "》" and depth:
            depth -= 1
            if depth == 0:
                found.append(Span(text[start : at + 1], start, at + 1))
    return found


def en_quoted(text: str) -> list[Span]:
    """What stands between quotation marks or asterisks, without them."""
    found = []
    for match in _EN_QUOTE.finditer(text):
        group = match.lastindex or 0
        if raw := match[group].strip():
            start = match.start(group) + match[group].index(raw)
            found.append(Span(raw, start, start + len(raw)))
    return found


@dataclass
class Titles:
    """The titles of a document as its pairs are read one by one."""

    namings: dict[str, list[Naming]] = field(default_factory=dict)

    def add(self, number: int, zh: str, en: str) -> None:
        """Take the titles of one pair; their order tells which belong together, where both languages have as many."""
        if "《" not in zh:
            return
        for title, span in _paired(zh, en):
            key = re.sub(r"\s", "", title.text.strip("《》")).removeprefix(_COUNTRY_ZH)
            words = frozenset(word for word in words_of(span.text) if word not in MINOR and word not in _COUNTRY)
            self.namings.setdefault(key, []).append(Naming(number, key, title, span, words))

    def differing(self) -> Iterator[tuple[Naming, Naming]]:
        """The first naming of a title and the first one that says otherwise."""
        for key, (first, *others) in self.namings.items():
            foreign = {one.words for title, namings in self.namings.items() if title != key for one in namings}
            for other in others:
                if other.words != first.words and other.words not in foreign and _alike(first.words, other.words):
                    yield first, other
                    break


def _paired(zh: str, en: str) -> list[tuple[Span, Span]]:
    titles, quoted = zh_titles(zh), en_quoted(en)
    inside = [(one.start, one.end) for one in titles]
    quotes = [
        Span(match[0], *match.span())
        for match in _ZH_QUOTE.finditer(zh)
        if not any(start < match.start() < end for start, end in inside)
    ]
    marked = sorted([*titles, *quotes], key=lambda one: one.start)
    if len(marked) == len(quoted):
        return [(one, other) for one, other in zip(marked, quoted, strict=True) if one in titles]
    named = [one for one in quoted if _is_title(one.text)]
    return list(zip(titles, named, strict=True)) if len(titles) == len(named) else []


def _is_title(text: str) -> bool:
    """Three words or more, the long ones among them mostly in capitals."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return len(text.split()) > 2 and sum(word[0].isupper() for word in words) * 2 > len(words)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    common = sum(any(near(word, each) for each in other) for word in one)
    return common >= ALIKE * max(len(one), len(other), 1)
