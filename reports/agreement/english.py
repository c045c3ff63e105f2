"""English prose as words that can be compared: case, number, spelling, articles, hyphens and possessives put aside.

`Words` is a paragraph, `Form` one way of saying something. A form is found where its letters stand between the bounds
of words, so "cyber security", "cyber-security" and "Cybersecurity" are one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*|&", re.ASCII)
_SENTENCE_END = re.compile(r"[;!?。；]|\.(?=\s+[“\"‘(]?[A-Z]|\s*$)|\n")
_BRACKETS = re.compile(r"\s*[\[(（]([^)\]）]*)[\])）]")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]+")

ARTICLES = {"the", "a", "an"}
MINOR = {"of", "and", "or", "for", "on", "in", "to", "with", "by", "at", "from", "under", "against"}
# Head words of names: "Standing Committee of the X" and "X Standing Committee" are one name.
HEADS = (
    "standing committee", "general office", "administrative office", "research office", "leading group",
    "party committee", "ministry", "department", "bureau", "commission", "committee", "administration", "academy",
    "association", "federation", "council", "court", "procuratorate", "government", "congress", "center",
)  # fmt: skip
_SPELLING = {
    "and": "and", "&": "and", "centre": "center", "theatre": "theater", "metre": "meter", "litre": "liter",
    "fibre": "fiber", "defence": "defense", "offence": "offense", "licence": "license", "programme": "program",
    "judgement": "judgment", "catalogue": "catalog", "dialogue": "dialog", "grey": "gray", "ageing": "aging",
    "acknowledgement": "acknowledgment", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "children": "child",
    "men": "man", "women": "woman",
    "enquiry": "inquiry",
}  # fmt: skip
# Endings that British and American writers spell differently; both sides are changed alike, so over-reach is harmless.
_ENDINGS = (
    (re.compile(r"is(e|er|ing|ed|ation|ational)$"), r"iz\1"),
    (re.compile(r"(?<=\w{2})our(able|al|ed|ing|)$"), r"or\1"),
    (re.compile(r"ll(ed|ing|er)$"), r"l\1"),
    (re.compile(r"ys(e|ed|ing)$"), r"yz\1"),
)
_DERIVED = (
    "ization", "ational", "ation", "ition", "ional", "ment", "ness", "able", "ible", "ance", "ence", "ally", "ing",
    "ion", "ity", "ive", "ial", "ize", "ory", "ed", "er", "or", "al", "ly", "ic", "y", "e",
)  # fmt: skip


@lru_cache(maxsize=20_000)
def norm(word: str) -> str:
    """`word` in lower case, singular, in American spelling and without its possessive; "" for an article."""
    word = re.sub(r"['’ʼ]s?$", "", word.lower())
    if word in ARTICLES:
        return ""
    word = _singular(_SPELLING.get(word, word))
    word = _SPELLING.get(word, word)
    for ending, spelling in _ENDINGS:
        word = ending.sub(spelling, word)
    return word


def _singular(word: str) -> str:
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """A comparable word without the endings that make another kind of word of it; four letters at least remain."""
    for ending in _DERIVED:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return root(word[: -len(ending)])
    return word


@lru_cache(maxsize=50_000)
def near(one: str, other: str) -> bool:
    """Are these words of one root, as transport and transportation, finance and financial are?"""
    one, other = root(one), root(other)
    short, long = sorted((one, other), key=len)
    if one == other or len(short) < 4:
        return one == other
    shared = max(5, -(-len(short) * 7 // 10))
    return len(short) >= shared and short[:shared] == long[:shared]


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of words: numbers of the first and of the one after the last."""

    first: int
    last: int

    def inside(self, other: "Hit") -> bool:
        return other.first <= self.first and self.last <= other.last

    def meets(self, other: "Hit") -> bool:
        return self.first < other.last and other.first < self.last


@dataclass(frozen=True)
class Form:
    """One way of writing a rendering: its words made comparable. An `acronym` is found in capitals only."""

    words: tuple[str, ...]
    acronym: bool = False

    @cached_property
    def key(self) -> str:
        return "".join(self.words)

    @cached_property
    def content(self) -> tuple[str, ...]:
        """The words that carry the meaning, each once."""
        return tuple(dict.fromkeys(word for word in self.words if word not in MINOR))


def words_of(rendering: str) -> tuple[str, ...]:
    return tuple(word for token in _WORD.findall(rendering) if (word := norm(token)))


def forms_of(rendering: str) -> tuple[Form, ...]:
    """The ways of writing `rendering`: as given, and its of-phrase turned round. What stands in brackets is a remark,
    unless it is an abbreviation, which is a form of its own."""
    plain = _BRACKETS.sub("", rendering)
    acronyms = [text for text in _BRACKETS.findall(rendering) if _ACRONYM.fullmatch(text)]
    words = words_of(plain)
    if not words:
        return ()
    found = [Form(words, bool(_ACRONYM.fullmatch(plain.strip())))]
    found += [Form(turned) for turned in _turned(words)]
    found += [Form((norm(text),), acronym=True) for text in acronyms]
    return tuple(dict.fromkeys(found))


def first_form(rendering: str) -> Form | None:
    """`rendering` as given, without remarks."""
    return next(iter(forms_of(rendering)), None)


def is_name(rendering: str) -> bool:
    """Two words or more that are written with capitals, or one."""
    words = [word for word in _WORD.findall(_BRACKETS.sub("", rendering)) if word.lower() not in MINOR | ARTICLES]
    return bool(words) and all(not word[0].islower() for word in words)


def _turned(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for place, word in enumerate(words):
        if word in ("of", "for", "on") and 0 < place < len(words) - 1:
            yield (*words[place + 1 :], *words[:place])
            return
    for head in HEADS:
        parts = tuple(head.split())
        if len(words) > len(parts) and words[-len(parts) :] == parts:
            yield (*parts, "of", *words[: -len(parts)])
            return


class Words:
    """The words of one English paragraph, with their places in it."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        found = [(word, match.span()) for match in _WORD.finditer(raw) if (word := norm(match[0]))]
        self.norms = [word for word, _ in found]
        self.places = [place for _, place in found]
        self._joined = "".join(self.norms)
        bounds = accumulate(map(len, self.norms), initial=0)
        self._bounds = {bound: number for number, bound in enumerate(bounds)}  # in the joined letters: word behind it

    def find(self, form: Form) -> Iterator[Hit]:
        """Where `form` stands, within one sentence each time."""
        key, at = form.key, -1
        while (at := self._joined.find(key, at + 1)) >= 0:
            first, last = self._bounds.get(at), self._bounds.get(at + len(key))
            if first is None or last is None:
                continue
            hit = Hit(first, last)
            if self.sentence(first) == self.sentence(last - 1) and (not form.acronym or self._capitals(hit)):
                yield hit

    def _capitals(self, hit: Hit) -> bool:
        return self.text(hit).rstrip("s").isupper()

    def text(self, hit: Hit) -> str:
        start, end = self.span(hit)
        return self.raw[start:end]

    def span(self, hit: Hit) -> tuple[int, int]:
        """The place of `hit` in the paragraph as given."""
        return self.places[hit.first][0], self.places[hit.last - 1][1]

    @cached_property
    def _breaks(self) -> list[int]:
        return [match.start() for match in _SENTENCE_END.finditer(self.raw)]

    def sentence(self, number: int) -> int:
        """The sentence in which word `number` stands, counted from 0."""
        return bisect_right(self._breaks, self.places[number][0])

    @cached_property
    def _by_beginning(self) -> dict[str, dict[str, list[int]]]:
        """First letters of a root → the words that begin with them → where those stand."""
        found: dict[str, dict[str, list[int]]] = {}
        for number, word in enumerate(self.norms):
            found.setdefault(root(word)[:4], {}).setdefault(word, []).append(number)
        return found

    def like(self, word: str) -> Iterator[int]:
        """Numbers of the words of the same root as `word`."""
        for other, numbers in self._by_beginning.get(root(word)[:4], {}).items():
            if near(word, other):
                yield from numbers

    def numbers(self, word: str) -> list[int]:
        """Numbers of the places where `word` itself stands."""
        return self._by_beginning.get(root(word)[:4], {}).get(word, [])

    def capital(self, number: int) -> bool:
        return self.raw[self.places[number][0]].isupper()

    def plural(self, number: int) -> bool:
        start, end = self.places[number]
        return self.raw[start:end].lower().endswith("s") and not self.norms[number].endswith("s")

    def between(self, number: int) -> str:
        """What stands between word `number` and the next one, dropped articles included."""
        return self.raw[self.places[number][1] : self.places[number + 1][0]]
