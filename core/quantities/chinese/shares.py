"""Fractions in Chinese prose: 三分之一, 百分之二十, 千分之三, 百分之十至二十."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from core.quantities.chinese.amounts import JOIN
from core.quantities.chinese.count import Count, combined, tidy
from core.quantities.chinese.lexicon import INSIDE, PER_OF, Meaning
from core.quantities.chinese.numerals import Numeral, numeral_at
from core.quantities.chinese.units import (
    after_counter,
    before_number,
    counter_at,
    noun_after,
    noun_before,
    share_before,
)
from core.quantities.reading import Irregularity, Number, ReadingKind
from core.quantities.units import UnitKind
from core.quantities.words import Qualifier

_PARTS_OF = "分之"
_ONE_DIGIT = frozenset("一二两三四五六七八九")
_DOUBLE = re.compile("%|个?百分点")
_STRESSED = re.compile("(?P<word>[强弱])(?=[,。;、)]|$)")
_STRESS: dict[str, Meaning] = {
    "强": (Qualifier.MORE_THAN, Qualifier.EXACT),
    "弱": (Qualifier.NEARLY, Qualifier.LESS_THAN),
}


def is_fraction(text: str, number: Numeral) -> bool:
    """Whether the number is the lower one of a fraction."""
    return text.startswith(_PARTS_OF, number.end)


def fraction_at(text: str, whole: Numeral, floor: int) -> Count | None:
    """The share whose lower number is `whole`, in per cent; None where no upper one follows."""
    parts = _upper(text, whole.end + len(_PARTS_OF))
    if parts is None:
        return None
    value, notes = _of(text, whole, parts), parts.notes
    inside, end = _inside(text, parts.end)
    if double := _DOUBLE.match(text, end):
        notes, end = (*notes, Irregularity.DOUBLE_PERCENT), double.end()
    low = _of(text, whole, replace(parts, value=parts.low)) if parts.low is not None else None
    if high := _high_end(text, whole, end, value):
        low, (value, end) = value, high
    before = before_number(text, floor, whole.start, scale=False)
    share = None if before else share_before(text, floor, whole.start)
    before = share[:2] if share else before
    after = after_counter(text, end, UnitKind.PERCENT)
    begin = before[0] if before else whole.start
    end = after[0] if after else end
    sources = [meaning for meaning in (before and before[1], inside, after and after[1]) if meaning]
    count = Count(
        ReadingKind.PERCENT,
        begin,
        end,
        tidy(value),
        qualifiers=combined(sources),
        unit=UnitKind.PERCENT,
        noun=share[2]
        if share
        else noun_after(text, end + text.startswith("的", end)) or noun_before(text, floor, begin),
        notes=notes,
    )
    if low is None:
        return count
    return replace(count, kind=ReadingKind.RANGE, value=None, low=tidy(low), high=tidy(value))


def _upper(text: str, start: int) -> Numeral | None:
    """The upper number; one digit of two that make no number, as in 三分之一一年接待."""
    if (found := _numeral(text, start)) is not None or text[start : start + 1] not in _ONE_DIGIT:
        return found
    digit = numeral_at(text[start], 0) if start < len(text) else None
    return replace(digit, start=start, end=start + 1) if digit else None


def _inside(text: str, end: int) -> tuple[Meaning, int]:
    """多 or 强 behind the fraction, and where it ends."""
    if text[end : end + 1] in ("多", "余"):
        return INSIDE[text[end]], end + 1
    if _STRESSED.match(text, end):
        return _STRESS[text[end]], end + 1
    return (), end


def _high_end(text: str, whole: Numeral, end: int, low: Number) -> tuple[Number, int] | None:
    """The other end of a range, with or without its own lower number."""
    join = JOIN.match(text, end)
    parts = _numeral(text, join.end()) if join else None
    if parts is not None and is_fraction(text, parts):
        whole, parts = parts, _numeral(text, parts.end + len(_PARTS_OF))
    if parts is None or counter_at(text, parts.end):
        return None
    high = _of(text, whole, parts)
    return (high, parts.end) if high > low else None


def _numeral(text: str, start: int) -> Numeral | None:
    return numeral_at(text, start) if start < len(text) else None


def _of(text: str, whole: Numeral, parts: Numeral) -> Number:
    """So many parts of a whole, in per cent; exact as a Decimal where it can be."""
    if divisor := PER_OF.get(text[whole.start : whole.end]):
        return parts.value / divisor
    if not whole.value:
        return Decimal(0)
    share = Fraction(parts.value) * 100 / Fraction(whole.value)
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return exact if Fraction(exact) == share else share
