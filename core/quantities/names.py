"""Where names that carry numerals stand in a text.

The names themselves are in `name_table`. Readers call this first: what a name covers is no quantity.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from core.quantities.english.numerals import CARDINAL, ORDINAL, ROMAN, en_value
from core.quantities.han import HAN_NUMERALS, han_value
from core.quantities.name_table import NAMES, Name

__all__ = ["NAMES", "Found", "Name", "en_names", "zh_names"]

Found = tuple[int, int, str, tuple[Decimal, ...]]
"""Start, end (one past the last), key of the name, its numbers."""

_SLOT = re.compile(r"<([0-9])([a-z]?)(?::((?:[^<>]|<=|<!)*))?>")
_ZH_SLOTS = {"": rf"[0-9]{{1,4}}|[{HAN_NUMERALS}]{{1,7}}", "d": "[0-9]{1,4}", "y": r"20[2-9][0-9](?![0-9])"}
_NO_MORE = r"(?!\d|[.,]\d{3})"  # "a figure 12,000 higher" is no Figure 12
_EN_SLOTS = {
    "": rf"{CARDINAL}{_NO_MORE}",
    "o": ORDINAL,
    "r": rf"{CARDINAL}{_NO_MORE}|{ROMAN}",
    "d": rf"\d{{1,4}}{_NO_MORE}",
    "y": r"20[2-9]\d(?!\d)",
}
_ROMAN_SIGNS = str.maketrans({"Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV", "Ⅴ": "V"})
_SEPARATOR = " / "
_NUMERAL = "number"  # the head of what begins with a captured numeral
_TITLE = re.compile(r"《[^《》]{1,120}》")
_TITLE_NUMERAL = re.compile(
    rf"[0-9]+(?:\.[0-9]+)?|(?<![统进])[{HAN_NUMERALS}]*[二两三四五六七八九十百千][{HAN_NUMERALS}]*"
)


@dataclass(frozen=True)
class _Row:
    """One alternative of a name, as a regular expression that is compiled when a text first asks for it."""

    name: Name
    source: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.source, re.IGNORECASE)


class _Finder:
    """The table of one language, sorted by the characters its names may begin with."""

    def __init__(
        self,
        rows: list[tuple[Name, str]],
        slots: dict[str, str],
        numeral: str,
        numeral_heads: str,
        edge: str,
        after: str,
    ) -> None:
        self._rows: dict[str, list[_Row]] = {}
        for name, alternatives in rows:
            for alternative in filter(None, alternatives.split(_SEPARATOR)):
                row = _Row(name, _source(alternative, slots) + after)
                for head in _heads(alternative):
                    self._rows.setdefault(head, []).append(row)
        heads = re.escape("".join(head for head in self._rows if head != _NUMERAL))
        self._places = re.compile(f"{edge}[{heads}{numeral_heads}]", re.IGNORECASE)
        self._numeral = re.compile(numeral, re.IGNORECASE)
        self._any: dict[str, re.Pattern[str]] = {}

    def find(self, text: str, value: Callable[[str], int]) -> Iterator[Found]:
        end = 0
        for place in self._places.finditer(text):
            start = place.start()
            if start < end or not (heads := self._heads_at(text, start)):
                continue
            found = [
                (match, row) for head in heads for row in self._rows[head] if (match := row.pattern.match(text, start))
            ]
            match, row = max(found, key=lambda one: one[0].end())
            end = match.end()
            written = (text for _, text in sorted(match.groupdict().items()) if text)
            numbers = tuple(number for one in written for number in _numbers(one, value))
            yield start, end, row.name.key, numbers or tuple(map(Decimal, row.name.numbers))

    def _heads_at(self, text: str, start: int) -> list[str]:
        """The heads under which a name begins there: one quick question each, before it is asked which name it is."""
        head = text[start].lower()
        heads = [head] if head in self._rows and self._quick(head).match(text, start) else []
        if self._numeral.match(text, start) and self._quick(_NUMERAL).match(text, start):
            heads.append(_NUMERAL)
        return heads

    def _quick(self, head: str) -> re.Pattern[str]:
        if head not in self._any:
            sources = (re.sub(r"\(\?P<n\d>", "(?:", row.source) for row in self._rows[head])
            self._any[head] = re.compile("|".join(sources), re.IGNORECASE)
        return self._any[head]


# Between two provisions, stages of a bill and the like of which one list is made: 第十九条和第二十二条, 一审、二审.
_LISTED = frozenset({
    "article", "paragraph", "item_of_article", "chapter", "section", "clause", "part", "annex", "table", "figure",
    "instance", "number",
})  # fmt: skip
_ZH_JOINT = re.compile("(?:[、和及与或至到-]|以及)")
_EN_JOINT = re.compile(r"(?:\s*[–-]|,?\s(?:and|or|to|through))\s?(?:the\s)?")


def _in_lists(found: Iterable[Found], text: str, joint: re.Pattern[str]) -> Iterator[Found]:
    """The names, those of one key that a list or a range joins made one with all numbers in order: both languages say
    第十九条、第二十二条 and "Articles 19 and 22" alike then."""
    last: Found | None = None
    for one in found:
        if last and one[2] == last[2] and one[2] in _LISTED and joint.fullmatch(text, last[1], one[0]):
            last = (last[0], one[1], last[2], (*last[3], *one[3]))
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def zh_names(text: str) -> Iterator[Found]:
    """The names in a Chinese text in order of place, the longest where several begin together.

    Numerals inside a title 《…》 are names of the key `title` unless a name of the table covers them.
    """
    found = list(_in_lists(_zh().find(text, han_value), text, _ZH_JOINT))
    yield from sorted([*found, *_titles(text, found)]) if "《" in text else found


def en_names(text: str) -> Iterator[Found]:
    """The names in an English text in order of place, the longest where several begin together."""
    return _in_lists(_en().find(text, en_value), text, _EN_JOINT)


def _titles(text: str, found: list[Found]) -> Iterator[Found]:
    """What the titles of a text still hold of numerals."""
    taken = {place for start, end, _, _ in found for place in range(start, end)}
    for title in _TITLE.finditer(text):
        for numeral in _TITLE_NUMERAL.finditer(text, title.start(), title.end()):
            if not taken.intersection(range(*numeral.span())):
                yield numeral.start(), numeral.end(), "title", tuple(_numbers(numeral[0], han_value))


def _numbers(written: str, value: Callable[[str], int]) -> Iterator[Decimal]:
    """The number of one captured numeral; nothing where the characters make none."""
    written = written.translate(_ROMAN_SIGNS)
    if re.fullmatch(r"\d+\.\d+", written):
        yield Decimal(written)
        return
    for read in (value, en_value):
        try:
            yield Decimal(read(written))
        except ValueError:
            continue
        return


@cache
def _zh() -> _Finder:
    return _Finder(
        [(name, name.zh) for name in NAMES],
        _ZH_SLOTS,
        numeral=f"[0-9{HAN_NUMERALS}]",
        numeral_heads=f"0-9{HAN_NUMERALS}",
        edge=rf"(?<![0-9.:：])(?<![{HAN_NUMERALS}](?=[{HAN_NUMERALS}]))(?<![A-Za-z](?=[A-Za-z0-9]))",
        after="",
    )


@cache
def _en() -> _Finder:
    return _Finder(
        [(name, name.en) for name in NAMES],
        _EN_SLOTS,
        numeral=f"{ORDINAL}|{CARDINAL}",
        numeral_heads="0-9efnost",
        edge=r"(?<![\w])(?<!\d[.,])",
        after=r"(?![^\W_])",
    )


# --- from the notation of the table to regular expressions


def _source(alternative: str, slots: dict[str, str]) -> str:
    blanks = [(" ?", r"\s*")]
    if slots is _EN_SLOTS:
        blanks += [("[- ]", r"[-\s]"), (" ", r"\s+")]
    for blank, spelled in blanks:
        alternative = alternative.replace(blank, spelled)

    def slot(found: re.Match[str]) -> str:
        return f"({'?:' if found[1] == '0' else f'?P<n{found[1]}>'}{found[3] or slots[found[2]]})"

    return _SLOT.sub(slot, alternative)


def _heads(alternative: str) -> set[str]:
    """The lower-case characters with which an alternative may begin; ValueError where the table's rule is broken."""
    if slot := _SLOT.match(alternative):
        return _first(slot[3]) if slot[3] else {_NUMERAL}
    return _first(alternative)


def _first(expression: str) -> set[str]:
    return set().union(*(_first_of_one(part) for part in _split(expression)))


def _first_of_one(part: str) -> set[str]:
    """The characters a part without alternatives of its own begins with: a class, a group, a digit, or a character."""
    part = re.sub(r"^\(\?<!.\)", "", part)
    if part.startswith("(?:"):
        inner = _group(part)
        rest = part[len(inner) + 4 :]
        return _first(inner) | (_first(rest[1:]) if rest.startswith("?") else set())
    if part.startswith("["):
        chars = part[1 : part.index("]", 2)].lower()
        return set(map(chr, range(ord(chars[0]), ord(chars[2]) + 1))) if chars[1:2] == "-" else set(chars)
    if part.startswith(r"\d"):
        return set("0123456789")
    if not (part[0].isalnum() or part[0] in "〔“"):
        raise ValueError(f"{part!r} does not begin with a plain character")
    return {part[0].lower()} | (_heads(part[2:]) if part[1:2] == "?" else set())


def _group(part: str) -> str:
    """What stands inside the group a part begins with."""
    depth = 0
    for at, char in enumerate(part):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return part[3:at]
    raise ValueError(f"{part!r} has an open bracket")


def _split(expression: str) -> list[str]:
    """The alternatives of an expression, those inside its groups left alone."""
    parts, depth = [""], 0
    for char in expression:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts
