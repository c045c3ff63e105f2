"""Adding up the figures of several bodies.

What may be added: counts of one kind (5件 and 3起 are both cases), measures in one unit. Shares, percentage points,
multiples, levels and places in a row never are. What the sum then says is never more than its parts together say:

| Among the parts | The sum is |
|---|---|
| exact figures alone | exact |
| 余, 多, 超过 (more than), beside exact ones and 至少 | more than the sum |
| 至少 (at least), beside exact ones | at least the sum |
| 不足, 不到 (less than), beside exact ones and 至多 | less than the sum |
| 至多 (up to), beside exact ones | up to the sum |
| 约 (about) or 近 (nearly), beside exact ones and 余, 多, 超过 | about the sum: 余 is above it, 近 below it |
| 约 or 近 beside 至少, 至多 or 不足 | none: a bound and an approximation make neither |
| something from below (余, 至少) beside something from above (不足, 至多) | none: they bound nothing together |
| a range | from the low ends to the high ends; beside a bound from below its low end counts, from above its high end |
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.quantities import UNITS, Kind, Qualifier, Quantity, QuantityError, UnitKind
from core.quantities.single import single_quantity
from core.quantities.units import MEASURES, Noun, Unit
from core.text import Text

NEVER = {
    UnitKind.PERCENT: Text("百分比不能相加。", "Percentages cannot be added up."),
    UnitKind.PERCENTAGE_POINT: Text("百分点不能相加。", "Percentage points cannot be added up."),
    UnitKind.MULTIPLE: Text("倍数不能相加。", "Multiples cannot be added up."),
    UnitKind.LEVEL: Text("等级不能相加。", "Levels cannot be added up."),
    UnitKind.ORDINAL: Text("序数不能相加。", "Ordinal numbers cannot be added up."),
}
NOTHING = Text("没有可以相加的数据。", "There is no figure to add up.")
NO_NUMBER = Text("有的内容不是数量。", "Something among them is no quantity.")
UNLIKE = Text("计量单位不同，不能相加。", "The figures are in different units and cannot be added up.")
OPPOSED = Text(
    "有的数据只说下限，有的只说上限或者只是约数，合起来得不出一个数。",
    "Some figures are bounds and others are approximate or bound the other side: together they say no number.",
)
TOO_LARGE = Text("合计过大，无法保存。", "The sum is too large to be kept.")
ROUNDED = Text("其中有约数，合计也是约数。", "Some of the figures are approximate, and so is the sum.")
RANGED = Text("其中有范围，按两端分别相加。", "Some of the figures are ranges; their ends are added up separately.")

# Columns of figures hold sixteen digits before the point and four behind it.
LARGEST = Decimal(10) ** 16

Q = Qualifier
FROM_BELOW, FROM_ABOVE = frozenset({Q.MORE_THAN, Q.AT_LEAST}), frozenset({Q.LESS_THAN, Q.UP_TO})
ROUGH = frozenset({Q.ABOUT, Q.NEARLY})
BOUNDS = frozenset({Q.AT_LEAST, Q.LESS_THAN, Q.UP_TO})
KIND_OF = {
    UnitKind.MONEY: Kind.MONEY,
    UnitKind.PERCENT: Kind.PERCENT,
    UnitKind.LEVEL: Kind.LEVEL,
    UnitKind.ORDINAL: Kind.ORDINAL,
}


@dataclass(frozen=True, slots=True)
class Sum:
    """What several figures come to: `quantity` None where they come to nothing, with the reason in `notes`. `exact`
    says that the sum is the number itself."""

    quantity: Quantity | None
    exact: bool = False
    notes: tuple[Text, ...] = ()


def read(value: str, unit: str = "") -> Quantity:
    """The figure that was written, in the unit asked for where it names none. Raises NotOne."""
    return in_unit(single_quantity(value), unit)


def in_unit(quantity: Quantity, unit: str) -> Quantity:
    """A bare number in the unit with the key `unit`; what names a unit of its own keeps it."""
    asked = UNITS.get(unit)
    if asked is None or quantity.unit.kind is not UnitKind.NONE or quantity.kind is not Kind.CARDINAL:
        return quantity
    try:
        return replace(quantity, unit=asked, kind=KIND_OF.get(asked.kind, Kind.CARDINAL))
    except QuantityError:
        return quantity


def total(quantities: Iterable[Quantity]) -> Sum:
    """All of `quantities` together; their order does not matter."""
    parts = list(quantities)
    if reason := _hindrance(parts):
        return Sum(None, notes=(reason,))
    low = sum((_low(part) for part in parts), Decimal(0))
    high = sum((_high(part) for part in parts), Decimal(0))
    qualifier = _qualifier({part.qualifier for part in parts})
    if qualifier is None:
        return Sum(None, notes=(OPPOSED,))
    if high >= LARGEST:
        return Sum(None, notes=(TOO_LARGE,))
    is_range = low < high and qualifier not in FROM_BELOW | FROM_ABOVE
    number = high if qualifier in FROM_ABOVE else low
    value, low_end, high_end = (None, low, high) if is_range else (number, None, None)
    unit, kind, noun = _unit(parts), parts[0].kind, _noun(parts)
    try:
        quantity = Quantity(value, low_end, high_end, qualifier=qualifier, unit=unit, kind=kind, noun=noun)
    except QuantityError:
        return Sum(None, notes=(TOO_LARGE,))
    notes = [note for note, applies in ((ROUNDED, qualifier in ROUGH), (RANGED, low < high)) if applies]
    return Sum(quantity, qualifier is Q.EXACT and low == high, tuple(notes))


def _hindrance(parts: Sequence[Quantity]) -> Text | None:
    """Why the parts cannot be added up."""
    if not parts:
        return NOTHING
    for part in parts:
        if part.kind is Kind.NAME:
            return NO_NUMBER
        if never := NEVER.get(UnitKind.ORDINAL if part.kind is Kind.ORDINAL else part.unit.kind):
            return never
    kinds = {part.unit.kind for part in parts}
    units = {part.unit.key for part in parts}
    if len(kinds) > 1 or (kinds & MEASURES and len(units) > 1):  # 3亩 and 2公顷 measure one thing, in two sizes
        return UNLIKE
    return None


def _qualifier(said: set[Qualifier]) -> Qualifier | None:
    """What may be said of a sum whose parts say `said`; None where nothing may."""
    if said & ROUGH:
        return None if said & BOUNDS else Q.ABOUT
    if said & FROM_BELOW and said & FROM_ABOVE:
        return None
    return next((one for one in (Q.MORE_THAN, Q.AT_LEAST, Q.LESS_THAN, Q.UP_TO) if one in said), Q.EXACT)


def _low(part: Quantity) -> Decimal:
    return part.low if part.low is not None else part.value or Decimal(0)


def _high(part: Quantity) -> Decimal:
    return part.high if part.high is not None else part.value or Decimal(0)


def _unit(parts: Sequence[Quantity]) -> Unit:
    """The unit of all, or the first in the table of those that occur: never a matter of who stands first."""
    keys = {part.unit.key for part in parts}
    return next(unit for key, unit in UNITS.items() if key in keys)


def _noun(parts: Sequence[Quantity]) -> Noun | None:
    nouns = {part.noun for part in parts}
    return nouns.pop() if len(nouns) == 1 else None
