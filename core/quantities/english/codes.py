"""Names that the general table does not list: whatever has a numeral in it and is written like a code, a number of a
document, an address, a telephone number."""

import re
from dataclasses import dataclass
from decimal import Decimal

from core.quantities.english.lexicon import (
    CODED_PARTS,
    CURRENCIES_AFTER,
    CURRENCIES_BEFORE,
    LEVELS,
    MEASURE_WORDS,
    MILLION_OR_METRE,
    MONTHS,
    NAME_HEADS,
    NAME_PREFIXES,
    NEVER_CODES,
    ONES,
    ORDINAL_ENDINGS,
    PERCENTS,
    ROMAN_DIGITS,
    SCALES,
    SHORT_SCALES,
    STANDARDS,
    WORDS_TO_NAME_HEAD,
)
from core.quantities.english.noun_lexicon import (
    STOPS,
)
from core.quantities.english.tokens import DASHES, Tokens

_ROMAN = re.compile(r"(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_CHUNK = re.compile(r"[^\W_]+(?:[-–./_:+&@][^\W_]+)*")
_WEB = re.compile(r"(?:https?://|www\.)[^\s，。；、（）()“”\"]+", re.I)
_STANDARD = re.compile(rf"(?:{'|'.join(STANDARDS)})(?:/[A-Z]{{1,3}})?[ -]?\d[\d.]*(?:[-–:—]\d+)*")
_PHONE = re.compile(
    r"\+\d{1,3}[ -]\d[\d -]{6,14}\d|\(?0\d{2,3}\)?-\d{3,4} ?\d{4}|\d{3}-\d{3,4}-\d{4}|1[3-9]\d{9}|\d{3}-\d{7}"
)
_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")
_VERSION = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,}")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?")
_HOUR = re.compile(r"(?:1[0-2]|[1-9])(?:[:.][0-5]\d)? ?[ap]\.?m\b\.?", re.I)
_DOCUMENT = re.compile(r"[\[(〔【]((?:19|20)\d\d)[\])〕】] ?No\.? ?(\d+)", re.I)
_WITH_LETTERS = frozenset({*SHORT_SCALES, *ORDINAL_ENDINGS, MILLION_OR_METRE, "s", "pct", "pc"})
_STAY_NUMBERS = frozenset(
    {*MONTHS, *LEVELS, *CURRENCIES_BEFORE, *CURRENCIES_AFTER, *NEVER_CODES, *CODED_PARTS}
)  # fmt: skip
_JOINTS = frozenset({"and", "or", "to", "through", "&", *DASHES})
_LISTED = frozenset({"articles", "sections", "chapters", "paragraphs", "clauses", "annexes", "appendices", "tables",
                     "pages", "pp", "parts", "nos", "numbers", "paras", "items", "figures"})  # fmt: skip
_NEEDS_POINT = frozenset({"no", "nos", "p", "pp", "art", "fig"})


@dataclass(frozen=True, slots=True)
class Code:
    """A name in the tokens from `start` up to `end`."""

    start: int
    end: int
    key: str
    numbers: tuple[Decimal, ...]


def read_code(tokens: Tokens, at: int) -> Code | None:
    """The name that begins at that token."""
    if tokens.is_digits(at):
        return _from_digits(tokens, at)
    if tokens.is_word(at):
        return _web(tokens, at) or _standard(tokens, at) or _prefixed(tokens, at) or _glued(tokens, at)
    if tokens.at(at) == "+" and tokens.is_digits(at + 1):
        return _matching(tokens, at, _PHONE, "phone")
    return _document(tokens, at)


def _spanning(tokens: Tokens, at: int, stop: int, key: str, text: str) -> Code:
    """The name from that token up to a place in the text, its numbers being all digits in it."""
    end = at + 1
    while end < tokens.count and tokens.ends[end] <= stop:
        end += 1
    numbers = tuple(Decimal(number) for number in re.findall(r"\d+", text))
    return Code(at, end, key, numbers)


def _matching(tokens: Tokens, at: int, pattern: re.Pattern[str], key: str) -> Code | None:
    found = pattern.match(tokens.text, tokens.starts[at])
    if found is None or tokens.text[found.end() : found.end() + 1].isalnum():
        return None
    return _spanning(tokens, at, found.end(), key, found[0])


def _web(tokens: Tokens, at: int) -> Code | None:
    return _matching(tokens, at, _WEB, "web") if tokens.at(at) in ("http", "https", "www") else None


def _standard(tokens: Tokens, at: int) -> Code | None:
    return _matching(tokens, at, _STANDARD, "standard") if tokens.capital(at) else None


def _document(tokens: Tokens, at: int) -> Code | None:
    """[2017] No. 12."""
    found = _DOCUMENT.match(tokens.text, tokens.starts[at]) if tokens.at(at) in "[(〔【" else None
    return _spanning(tokens, at, found.end(), "document_number", f"{found[1]} {found[2]}") if found else None


def _prefixed(tokens: Tokens, at: int) -> Code | None:
    """Section 3, Articles 21 and 22, No. 4, Windows 10."""
    word = tokens.at(at)
    if word not in NAME_PREFIXES:
        return None
    key, capital = NAME_PREFIXES[word]
    if tokens.at(at + 1) == "(" and tokens.at(at + 3) == ")" and (number := _number(tokens, at + 2)) is not None:
        return Code(at, at + 4, key, (number,))
    if capital and not tokens.capital(at):
        return None
    step = at + 1
    if tokens.at(step) == "." and tokens.glued(step) and word in (*_NEEDS_POINT, "para", "paras", "vol", "ver", "tel"):
        step += 1
    elif word in _NEEDS_POINT:
        return None
    if word == "v" and not tokens.glued(step):
        return None
    if key == "phone":
        step += 1 if tokens.at(step) in (":", "no", "number", ".") else 0
        if tokens.is_digits(step) and (found := _PHONE.match(tokens.text, tokens.starts[step])):
            return _spanning(tokens, at, found.end(), key, found[0])
    number = _number(tokens, step)
    if number is None:
        return None
    more, step = rest_of_list(tokens, word, step + 1)
    return None if tokens.at(step) in PERCENTS or tokens.at(step) in SCALES else Code(at, step, key, (number, *more))


def rest_of_list(tokens: Tokens, word: str, at: int) -> tuple[tuple[Decimal, ...], int]:
    """The further numbers of a list that such a word opened, from that token on, and where they end: "and 23"."""
    numbers = list[Decimal]()
    while word in _LISTED and (more := _listed(tokens, at)):
        numbers.append(more[0])
        at = more[1]
    return tuple(numbers), at


def _listed(tokens: Tokens, at: int) -> tuple[Decimal, int] | None:
    step = at + 1 if tokens.at(at) == "," else at
    step = step + 1 if tokens.at(step) in _JOINTS else step
    number = _number(tokens, step) if step > at else None
    return (number, step + 1) if number is not None else None


def _number(tokens: Tokens, at: int) -> Decimal | None:
    """A numeral of a name: digits (also 2.0), a word with or without capital, a Roman numeral."""
    word = tokens.at(at)
    if tokens.is_digits(at):
        return Decimal(word) if re.fullmatch(r"\d+(?:\.\d+)?", word) else Decimal(re.findall(r"\d+", word)[0])
    if word in ONES:
        return Decimal(ONES[word])
    roman = roman_value(tokens, at)
    return Decimal(roman) if roman else None


def roman_value(tokens: Tokens, at: int) -> int:
    """The value of a Roman numeral in capitals at that token, 0 if there is none."""
    word = tokens.at(at)
    if not _ROMAN.fullmatch(word) or not tokens.raw(at).isupper():
        return 0
    values = [ROMAN_DIGITS[char] for char in word]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _glued(tokens: Tokens, at: int) -> Code | None:
    """A word with digits joined to it: G20, Covid-19, PM2.5, CVE-2017-0144; not RMB30 or mid-2017."""
    word, step = tokens.at(at), at + 1
    if not tokens.glued(step):
        return None
    if tokens.at(step) in DASHES or tokens.at(step) in ("/", "."):
        if tokens.at(step) == "." and not tokens.capital(at):
            return None
        step += 1
        if not tokens.glued(step):
            return None
    if not tokens.is_digits(step) or _belongs_to_number(word, step == at + 1):
        return None
    if tokens.at(at + 1) == "." and len(word) > 4:
        return None  # a full stop without its blank: "… to law.120 systems"
    found = _CHUNK.match(tokens.text, tokens.starts[at])
    key = "cve" if word == "cve" else "code"
    return _spanning(tokens, at, found.end(), key, found[0]) if found else None


def _belongs_to_number(word: str, direct: bool) -> bool:
    return word in _STAY_NUMBERS or (not direct and word in NAME_PREFIXES)


def _from_digits(tokens: Tokens, at: int) -> Code | None:
    word = tokens.at(at)
    if code := _matching(tokens, at, _PHONE, "phone"):
        return code
    if _ADDRESS.fullmatch(word) and all(int(part) < 256 for part in word.split(".")):
        return _spanning(tokens, at, tokens.ends[at], "address", word)
    if _VERSION.fullmatch(word) and not re.fullmatch(r"[12]\d{3}.*", word):
        return _spanning(tokens, at, tokens.ends[at], "version", word)
    timed = tokens.at(at + 1) == ":" and tokens.glued(at + 1) and tokens.glued(at + 2)
    if timed and (clock := _matching(tokens, at, _CLOCK, "clock")):
        return clock
    if tokens.at(at + 1)[:1] in ("a", "p") and (hour := _matching(tokens, at, _HOUR, "clock")):
        return hour
    if len(word) > 1 and word[0] == "0" and word.isdecimal():
        return _spanning(tokens, at, tokens.ends[at], "code", word)
    return _lettered(tokens, at) or _hotline(tokens, at) or _release(tokens, at)


def _lettered(tokens: Tokens, at: int) -> Code | None:
    """Digits with letters joined behind: 5G, 3D, 2B01; not 31st, 3bn, 20km or a lost blank (30people)."""
    after = tokens.at(at + 1)
    if not tokens.glued(at + 1) or not tokens.is_word(at + 1):
        return None
    unit = after in _WITH_LETTERS or after in MEASURE_WORDS or after in CURRENCIES_AFTER or after in PERCENTS
    if (unit and not tokens.capital(at + 1)) or after in (*CURRENCIES_AFTER, *ORDINAL_ENDINGS, *SHORT_SCALES):
        return None
    if len(after) > 3 and not tokens.glued(at + 2):
        return None
    found = _CHUNK.match(tokens.text, tokens.starts[at])
    return _spanning(tokens, at, found.end(), "code", found[0]) if found else None


def _hotline(tokens: Tokens, at: int) -> Code | None:
    """The 12345 government service hotline."""
    if not (tokens.at(at).isdecimal() and 3 <= len(tokens.at(at)) <= 5):
        return None
    for step in range(at + 1, at + 1 + WORDS_TO_NAME_HEAD):
        word = tokens.at(step)
        if word in NAME_HEADS:
            return _spanning(tokens, at, tokens.ends[at], NAME_HEADS[word], tokens.at(at)) if _alone(word) else None
        if not tokens.is_word(step) or word in STOPS:
            return None
    return None


def _alone(head: str) -> bool:
    """120 hotlines are counted; the 12345 hotline is called so."""
    return not head.endswith("s")


def _release(tokens: Tokens, at: int) -> Code | None:
    """MLPS 2.0, Web 2.0: a number with .0 behind a name, and no scale or unit behind it."""
    word, after = tokens.at(at), tokens.at(at + 1)
    if not re.fullmatch(r"\d\.0", word) or not tokens.capital(at - 1) or tokens.at(at - 1) in CURRENCIES_BEFORE:
        return None
    if after in PERCENTS or after in SCALES or after in MEASURE_WORDS or tokens.hyphen(at + 1):
        return None
    return _spanning(tokens, at, tokens.ends[at], "version", word) if tokens.at(at - 2) not in ("", ".") else None
