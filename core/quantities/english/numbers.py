"""Reading the number itself in English: digits with their marks and scales, words, fractions, open numbers."""

import re
from dataclasses import replace
from decimal import Decimal

from core.quantities.english.fractions import read_half, read_share
from core.quantities.english.lexicon import (
    MEASURE_WORDS,
    PERCENTS,
    SCALES,
    VAGUE_COUNTS,
    VAGUE_PLURALS,
)
from core.quantities.english.nouns import begins_noun
from core.quantities.english.number_words import Numeral, and_part, read_words, scale_after
from core.quantities.english.tokens import Phrases, Tokens
from core.quantities.marks import Follows, Marks, read_digits
from core.quantities.reading import Irregularity

_VAGUE = Phrases(VAGUE_COUNTS)
_SIGNS_OF_SHARE = PERCENTS | {"&", "‰", "per", "percentage"}


def read_numeral(tokens: Tokens, at: int, marks: Marks, money: bool = False, between: bool = False) -> Numeral | None:
    """The number that begins at that token. `money` says that a currency stands before it; `between`, that an "and"
    behind it joins two ends of a range."""
    if tokens.is_digits(at):
        return read_share(tokens, at) or _digits(tokens, at, marks, money)
    word = tokens.at(at)
    if found := _VAGUE.at(tokens, at):
        end = at + found[1]
        if tokens.at(end) in SCALES:
            return _vague(tokens, at, end)
    if word in VAGUE_PLURALS:
        return _vague(tokens, at, at) if _counts_openly(tokens, at) else None
    return read_half(tokens, at) or read_share(tokens, at) or read_words(tokens, at, between)


def _vague(tokens: Tokens, start: int, end: int) -> Numeral:
    """Several hundred thousand, tens of thousands: the last scale word is kept."""
    scale = ""
    while tokens.at(end) in SCALES or tokens.at(end) in VAGUE_PLURALS:
        scale = tokens.at(end)
        end += 1
        if tokens.at(end) == "of" and tokens.at(end + 1) in VAGUE_PLURALS:
            end += 1
    return Numeral(start, end, None, scale=scale, vague=True)


def _counts_openly(tokens: Tokens, at: int) -> bool:
    """Whether "hundreds" counts something: dozens of firms, in the thousands. "The scores" and "tens" alone do not."""
    return tokens.at(at) not in ("scores", "tens") or (tokens.at(at + 1) == "of" and tokens.at(at - 1) != "the")


def _digits(tokens: Tokens, at: int, marks: Marks, money: bool) -> Numeral | None:
    numeral, end, blanks = _joined(tokens, at)
    scale, size, after = scale_after(tokens, end, money)
    read = read_digits(numeral, Follows.SCALE if scale else _follows(tokens, end, money), marks)
    notes = tuple(dict.fromkeys((*blanks, *(note for note in read.notes if not blanks or "." in numeral))))
    value = read.value
    part, end = and_part(tokens, after)
    if part:
        value = value + Decimal(part.numerator) / Decimal(part.denominator)
    found = Numeral(
        at, end, value * size, value, True, scale, False, False, read.malformed, notes,
        tuple(other * size for other in read.alternatives),
    )  # fmt: skip
    return _with_lower_part(tokens, found, marks, size) if scale and not part else found


def _joined(tokens: Tokens, at: int) -> tuple[str, int, tuple[Irregularity, ...]]:
    """The numeral with groups parted by blanks joined (10 000), and one torn by a stray blank mended (63. 5%)."""
    numeral, end = tokens.at(at), at + 1
    if re.fullmatch(r"[1-9]\d{0,2}", numeral) and not tokens.is_digits(at - 1):
        while tokens.gap(end) == " " and re.fullmatch(r"\d{3}(?:\.\d+)?", tokens.at(end)):
            numeral, end = numeral + tokens.at(end), end + 1
        if end > at + 1:
            return numeral, end, (Irregularity.GROUPING_BLANK,)
    mark, rest = tokens.at(at + 1), tokens.at(at + 2)
    blank_after = tokens.glued(at + 1) and tokens.gap(at + 2) == " "
    blank_before = tokens.gap(at + 1) == " " and tokens.glued(at + 2)
    if mark in (".", ",") and rest.isdecimal() and (blank_after or blank_before):
        torn = tokens.at(at + 3) in _SIGNS_OF_SHARE or tokens.at(at + 3) in SCALES if mark == "." else False
        if torn or (re.fullmatch(r"0\d\d", rest) and numeral.isdecimal() and len(numeral) <= 3 and mark == ","):
            return numeral + mark + rest, at + 3, (Irregularity.STRAY_BLANK,)
    return numeral, end, ()


def _with_lower_part(tokens: Tokens, found: Numeral, marks: Marks, size: Decimal) -> Numeral:
    """2 million 300 thousand: the lower part is added."""
    if not tokens.is_digits(found.end) or not isinstance(found.value, Decimal):
        return found
    lower = _digits(tokens, found.end, marks, False)
    if lower is None or not lower.scale or not isinstance(lower.value, Decimal) or lower.value >= size:
        return found
    return replace(found, end=lower.end, value=found.value + lower.value, scale=lower.scale)


def _follows(tokens: Tokens, at: int, money: bool) -> Follows:
    word = tokens.at(at)
    if word in _SIGNS_OF_SHARE and not (word == "&" and not tokens.glued(at)):
        return Follows.SHARE
    if money or word in ("yuan", "rmb", "cny", "renminbi", "dollars", "euros", "usd"):
        return Follows.MEASURE
    if word in MEASURE_WORDS or word in ("square", "cubic", "times", "fold", "sq", "°", "℃", "working", "metric"):
        return Follows.MEASURE
    if tokens.hyphen(at):
        return Follows.MEASURE
    return Follows.COUNT if begins_noun(tokens, at) else Follows.NOTHING
