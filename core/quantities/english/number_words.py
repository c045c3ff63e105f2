"""Reading English number words and ordinals: one hundred and twenty, two and a half million, twenty-first."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.quantities.english.lexicon import (
    FRACTION_SIGNS,
    MILLION_OR_METRE,
    ONES,
    ORDINAL_ENDINGS,
    ORDINALS,
    SCALES,
    SHORT_SCALES,
    TENS,
    VAGUE_PLURALS,
)
from core.quantities.english.nouns import begins_noun
from core.quantities.english.tokens import Tokens
from core.quantities.reading import Irregularity, Number

_NUMBER_WORDS = frozenset({*ONES, *TENS})
_AND_PARTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "third": Fraction(1, 3)}
_SMALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in the tokens from `start` up to `end`. `value` is None where it is vague; a fraction is in per cent.

    `mantissa` is what stands before the scale (8 in "8 million"), for ranges whose first end leaves the scale out.
    """

    start: int
    end: int
    value: Number | None
    mantissa: Number | None = None
    digits: bool = False
    scale: str = ""
    vague: bool = False
    share: bool = False
    malformed: bool = False
    notes: tuple[Irregularity, ...] = ()
    alternatives: tuple[Decimal, ...] = ()


def read_words(tokens: Tokens, at: int, between: bool) -> Numeral | None:
    """One hundred and twenty, twenty-one, eleven thousand, a dozen, two and a half million."""
    total, current, last, scale, end = Decimal(0), None, Decimal(0), "", at
    mantissa: Decimal | None = None
    current, end = _opening(tokens, at)
    if current is None:
        return None
    last = Decimal(1)
    if tokens.at(at) in ("a", "an"):
        last = Decimal(0)  # a scale must follow
    elif tokens.at(at) in TENS:
        last = Decimal(10)
    while end < tokens.count:
        step = end + 1 if tokens.hyphen(end) else end
        word = tokens.at(step)
        if word == "and" and not between and last >= _SMALL and _small_follows(tokens, step + 1, last):
            step += 1
            word = tokens.at(step)
        if word in SCALES and word not in ("score", "scores"):
            size = SCALES[word]
            mantissa, scale = (total + (current or 0)), word
            if size == _SMALL or size == SCALES["dozen"]:
                current = (current if current is not None else Decimal(1)) * size
            else:
                grown = (total + (current or 0)) * size if total < size else total + (current or 0) * size
                total, current = grown, None
            last, end = size, step + 1
        elif word in TENS and last >= _SMALL:
            current, last, end = (current or 0) + Decimal(TENS[word]), Decimal(10), step + 1
        elif word in ONES and ONES[word] and (last >= _SMALL or (last == 10 and ONES[word] < 10)):
            current, last, end = (current or 0) + Decimal(ONES[word]), Decimal(1), step + 1
        else:
            break
    value = total + (current or 0)
    part, after = and_part(tokens, end)
    if part:
        return _with_part(tokens, at, after, value, part)
    notes: tuple[Irregularity, ...] = ()
    if last >= 1000 and tokens.is_digits(end) and re.fullmatch(r"[1-9]\d{2}", tokens.at(end)):
        value, end, notes = value + Decimal(tokens.at(end)), end + 1, (Irregularity.MIXED_NUMERALS,)
    return Numeral(at, end, value, mantissa if scale else value, False, scale, notes=notes)


def _opening(tokens: Tokens, at: int) -> tuple[Decimal | None, int]:
    """What a number in words begins with, and where it goes on."""
    word = tokens.at(at)
    if word in ("a", "an"):
        step = at + 2 if tokens.hyphen(at + 1) else at + 1
        size = tokens.at(step)
        counts = size in SCALES and size not in VAGUE_PLURALS and size != "score"
        return (Decimal(1), at + 1) if counts else (None, at)
    if word in ONES:
        return Decimal(ONES[word]), at + 1
    if word in TENS:
        return Decimal(TENS[word]), at + 1
    if word in ("hundred", "thousand", "dozen", "million", "billion") and tokens.hyphen(at + 1):
        return Decimal(1), at
    return None, at


def _small_follows(tokens: Tokens, at: int, last: Decimal) -> bool:
    """Whether a lower part stands behind the "and": two hundred and twenty, not two hundred and three hundred."""
    word = tokens.at(at)
    if word in ONES and ONES[word]:
        after = at + 1
    elif word in TENS:
        after = at + 1
        if tokens.hyphen(after) or tokens.at(after) in ONES:
            after += 2 if tokens.hyphen(after) else 1
    else:
        return False
    return SCALES.get(tokens.at(after)) != last


def and_part(tokens: Tokens, at: int) -> tuple[Fraction, int]:
    """ "and a half", "-and-a-half", "½": the part and where it ends; 0 if there is none."""
    if tokens.at(at) in FRACTION_SIGNS and tokens.glued(at):
        return FRACTION_SIGNS[tokens.at(at)], at + 1
    words, places, step = list[str](), list[int](), at
    while len(words) < 3 and step < tokens.count:
        if not tokens.hyphen(step):
            words.append(tokens.at(step))
            places.append(step)
        step += 1
    if words[:2] == ["and", "a"] and len(words) == 3 and words[2] in _AND_PARTS:
        return _AND_PARTS[words[2]], places[2] + 1
    if words == ["and", "three", "quarters"]:
        return Fraction(3, 4), places[2] + 1
    return Fraction(0), at


def _with_part(tokens: Tokens, start: int, end: int, value: Decimal, part: Fraction) -> Numeral:
    mantissa = value + Decimal(part.numerator) / Decimal(part.denominator)
    scale, size, end = scale_after(tokens, end, False)
    return Numeral(start, end, mantissa * size, mantissa, False, scale)


def scale_after(tokens: Tokens, at: int, money: bool) -> tuple[str, Decimal, int]:
    """The scale words from that token on, their product, and where they end; "" and 1 if there is none."""
    scale, size = "", Decimal(1)
    word = tokens.at(at)
    if word in SHORT_SCALES and (tokens.glued(at) or len(word) > 1):
        at += 2 if tokens.at(at + 1) == "." and tokens.glued(at + 1) and tokens.is_word(at + 2) else 1
        return word, SHORT_SCALES[word], at
    if word == MILLION_OR_METRE and (money or (tokens.glued(at) and begins_noun(tokens, at + 1))):
        return word, SCALES["million"], at + 1
    while True:
        step = at + 1 if tokens.hyphen(at) else at
        word = tokens.at(step)
        if word not in SCALES or word == "score" or (word == "scores"):
            return scale, size, at
        scale, size, at = word, size * SCALES[word], step + 1


def read_ordinal(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The number of an ordinal that begins here (31st, twenty-first, one hundred and first) and where it ends."""
    word = tokens.at(at)
    if tokens.is_digits(at):
        ending = tokens.at(at + 1)
        near = tokens.glued(at + 1) or (tokens.gap(at + 1) == " " and ending in ("st", "nd", "rd", "th"))
        if ending in ORDINAL_ENDINGS and near:
            digits = word.replace(",", "")
            return (int(digits), at + 2) if digits.isdecimal() else None
        return None
    if word in ORDINALS:
        return ORDINALS[word], at + 1
    if word not in _NUMBER_WORDS and word not in ("hundred", "a"):
        return None
    before = read_words(tokens, at, between=False)
    if before is None or before.value is None or before.value >= 10**9 or before.value % 10:
        return None
    step = before.end
    if tokens.at(step) == "and" or tokens.hyphen(step):
        step += 1
    if tokens.at(step) in TENS and tokens.hyphen(step + 1) and tokens.at(step + 2) in ORDINALS:
        return int(before.value) + TENS[tokens.at(step)] + ORDINALS[tokens.at(step + 2)], step + 3
    number = ORDINALS.get(tokens.at(step), 0)
    if not number or (step != before.end and tokens.at(before.end) == "and" and before.value < _SMALL):
        return None
    if number in (100, 1000):
        return int(before.value) * number, step + 1
    return (int(before.value) + number, step + 1) if number < (before.value if before.value >= 100 else 10) else None
