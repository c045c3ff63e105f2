"""Reading an English amount: number, unit and currency, and the range that two of them make."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from core.quantities.english.fractions import read_slash
from core.quantities.english.lexicon import BEFORE
from core.quantities.english.number_words import Numeral
from core.quantities.english.numbers import read_numeral
from core.quantities.english.tokens import DASHES, Phrases, Tokens
from core.quantities.english.units import Qualified, Unit, currency_before, grows, qualifier_after, unit_after
from core.quantities.marks import Marks
from core.quantities.reading import Irregularity, Number, ReadingKind
from core.quantities.units import UnitKind

_TO = frozenset({"to", "~", *DASHES})
_PER = frozenset({"per", "a", "an", "each", "every"})
_QUALIFIERS = Phrases(BEFORE)
_KINDS = {UnitKind.PERCENT: ReadingKind.PERCENT, UnitKind.MONEY: ReadingKind.MONEY}


@dataclass(frozen=True, slots=True)
class Amount:
    """Numbers with their unit in the tokens from `start` up to `end`; a range has `low` and `high`. `after` is a
    qualifier that stands behind (or more), already inside the amount."""

    start: int
    end: int
    kind: ReadingKind
    numeral: Numeral
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: UnitKind = UnitKind.NONE
    counter: str = ""
    scale: str = ""
    hyphened: bool = False
    prefixed: bool = False
    weak: bool = False
    after: Qualified | None = None
    notes: tuple[Irregularity, ...] = ()
    alternatives: tuple[Decimal, ...] = ()
    factor: Decimal = Decimal(1)

    @property
    def vague(self) -> bool:
        return self.numeral.vague

    @property
    def malformed(self) -> bool:
        return self.numeral.malformed


def read_amount(tokens: Tokens, at: int, marks: Marks, between: bool = False) -> Amount | None:
    """The amount or the range that begins at that token. After "between" an "and" joins the ends."""
    low = _single(tokens, at, marks, between)
    if low is None or low.vague:
        return low
    if _shares_percent(tokens, low, marks):
        # 22 and 19 percent: the sign is said once for both.
        return replace(low, kind=ReadingKind.PERCENT, unit=UnitKind.PERCENT, counter="percent")
    step = _joint(tokens, low, between)
    high = _single(tokens, step, marks, False) if step else None
    if high is None or high.vague or low.value is None or high.value is None or not _of_one_kind(low, high):
        return low
    if found := _range(tokens, low, high, step):
        return found
    # From 72 to 46 micrograms: the unit is said once for both.
    changed = tokens.at(step - 1) == "to" and (tokens.at(at - 1) == "from" or grows(tokens, at, reach=6))
    return replace(low, kind=high.kind, unit=high.unit, counter=high.counter) if changed else low


def _shares_percent(tokens: Tokens, amount: Amount, marks: Marks) -> bool:
    """Whether a bare numeral stands in a list of numerals whose last one has the sign of per cent."""
    bare = amount.unit is UnitKind.NONE and not (
        amount.counter or amount.numeral.scale or amount.hyphened or amount.after
    )
    end = amount.end
    while bare and (step := _behind_join(tokens, end)):
        last = tokens.at(step - 1) == "and"
        if qualifier := _QUALIFIERS.at(tokens, step):
            step += qualifier[1]  # 18, 22 and about 30 per cent
        if not tokens.is_digits(step):
            return False
        numeral = read_numeral(tokens, step, marks)
        if numeral is None or numeral.scale or numeral.share:
            return False
        unit = unit_after(tokens, numeral.end, step, True, True)
        if unit is not None:
            return unit.kind is UnitKind.PERCENT and last
        end = numeral.end
    return False


def _behind_join(tokens: Tokens, at: int) -> int:
    """Behind the "and" or the comma of a list; 0 where there is neither."""
    step = at + (tokens.at(at) == ",")
    step += tokens.at(step) == "and"
    return step if step > at else 0


def _single(tokens: Tokens, at: int, marks: Marks, between: bool) -> Amount | None:
    money = currency_before(tokens, at)
    number_at = money or at
    numeral = read_slash(tokens, number_at) if tokens.is_digits(number_at) else None
    numeral = numeral or read_numeral(tokens, number_at, marks, bool(money), between)
    if numeral is None:
        return None
    if numeral.share:
        return _shared(tokens, numeral)
    end, after = numeral.end, None
    if not numeral.vague and (after := qualifier_after(tokens, end)):
        end = after.place
    whole = not isinstance(numeral.value, Decimal) or numeral.value == numeral.value.to_integral_value()
    unit = unit_after(tokens, end, number_at, numeral.digits, whole)
    amount = _with_unit(tokens, at, end, numeral, unit, tokens.phrase(at, money - at) if money else "")
    if after is None and not amount.hyphened and not numeral.vague and (after := qualifier_after(tokens, amount.end)):
        amount = replace(amount, end=after.place)
    if after is None and tokens.at(end) not in _PER and tokens.at(amount.end) in _PER:
        after = qualifier_after(tokens, amount.end + 2)  # 100 yuan per person or more, 40 hours a week or more
        amount = replace(amount, end=after.place) if after else amount
    return replace(amount, after=after)


def _shared(tokens: Tokens, numeral: Numeral) -> Amount:
    """A fraction, in per cent; a whole or decimal share as a decimal."""
    value = numeral.value
    if isinstance(value, Fraction) and not 10**6 % value.denominator:
        value = Decimal(value.numerator) / Decimal(value.denominator)
    amount = Amount(numeral.start, numeral.end, ReadingKind.PERCENT, numeral, value, unit=UnitKind.PERCENT)
    after = qualifier_after(tokens, numeral.end)
    return replace(amount, end=after.place, after=after) if after else amount


def _with_unit(tokens: Tokens, at: int, end: int, numeral: Numeral, unit: Unit | None, currency: str) -> Amount:
    kind, counter, hyphened, notes, factor = UnitKind.NONE, "", tokens.hyphen(end), numeral.notes, Decimal(1)
    if hyphened and not (unit is None and tokens.is_word(end + 1)):
        hyphened = False
    if unit is not None:
        kind, counter, end, hyphened = unit.kind, unit.counter, unit.end, unit.hyphened
        notes, factor = (*notes, *unit.notes), unit.factor
    if currency and kind in (UnitKind.NONE, UnitKind.MONEY):
        kind, counter = UnitKind.MONEY, currency
    value = _shown(numeral.value, factor)
    reading = ReadingKind.VAGUE if numeral.vague else _KINDS.get(kind, ReadingKind.CARDINAL)
    small = not numeral.digits and value in (0, 1) and not numeral.vague
    return Amount(
        at, end, reading, numeral, value, unit=kind, counter=counter,
        scale=numeral.scale, hyphened=hyphened, prefixed=bool(currency), weak=small, notes=notes,
        alternatives=numeral.alternatives, factor=factor,
    )  # fmt: skip


def _shown(value: Number | None, factor: Decimal) -> Number | None:
    """The value times a factor, without the zeros that scales leave behind the point: 1.384 billion is whole."""
    if not isinstance(value, Decimal):
        return value
    value = value * factor
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and abs(value) < 10**25 else value


# --- ranges ---------------------------------------------------------------------------------------------------------


def _range(tokens: Tokens, low: Amount, high: Amount, step: int) -> Amount | None:
    """The range of both, or None where they only stand side by side: a change from 12 to 18, a rise by 12 to 301."""
    first = _scaled(low, high)
    if low.value is None or high.value is None or (tokens.at(step - 1) == "to" and _changes(tokens, low, high)):
        return None
    if first >= high.value or (
        tokens.at(step - 1) == "or" and Fraction(high.value) - Fraction(first) != _next_step(first)
    ):
        return None
    named = high if high.counter or high.unit is not UnitKind.NONE else low
    return Amount(
        low.start, high.end, ReadingKind.RANGE, high.numeral, None, first, high.value, named.unit, named.counter,
        high.scale, high.hyphened, low.prefixed, weak=tokens.at(step - 1) == "or" and first == 1, after=high.after,
        notes=tuple(dict.fromkeys((*low.notes, *high.notes))),
    )  # fmt: skip


def _joint(tokens: Tokens, low: Amount, between: bool) -> int:
    """Where the second number begins; 0 if nothing joins one."""
    end, word = low.end, tokens.at(low.end)
    if between:
        return end + 1 if word == "and" else 0
    if word in _TO and tokens.at(end + 1) not in _TO:
        return end + 1
    return end + 1 if word == "or" and low.unit is UnitKind.NONE else 0


def _changes(tokens: Tokens, low: Amount, high: Amount) -> bool:
    """Whether the numbers are the ends of a change. By 10 to 15 per cent is a range still, by 10% to 15% is not."""
    if not grows(tokens, low.start, reach=6):
        return False
    near = high.value is not None and low.value is not None and Fraction(high.value) <= 3 * Fraction(low.value)
    return not (tokens.at(low.start - 1) == "by" and low.unit is UnitKind.NONE is not high.unit and near)


def _of_one_kind(low: Amount, high: Amount) -> bool:
    if low.unit is high.unit or low.unit is UnitKind.NONE:
        return True
    return high.unit is UnitKind.NONE and low.prefixed


def _scaled(low: Amount, high: Amount) -> Number:
    """The first end, in the scale of the second where it states none: 8 to 12 million, 3-5 billion."""
    value, mantissa = low.value, high.numeral.mantissa
    if value is None:
        raise ValueError("a range needs a number at its first end")
    if not high.numeral.scale or low.numeral.scale or mantissa is None or high.value is None or value >= mantissa:
        return value
    if not (isinstance(value, Decimal) and isinstance(mantissa, Decimal) and isinstance(high.value, Decimal)):
        return value
    return _shown(value * high.value / mantissa, Decimal(1)) or value


def _next_step(first: Number) -> int:
    """Three or four, 20 or 30, two or three hundred: alternatives that are neighbours."""
    digits = re.sub(r"\..*", "", f"{Decimal(str(first)):f}") if not isinstance(first, Fraction) else ""
    zeros = len(digits) - len(digits.rstrip("0"))
    return 10**zeros
