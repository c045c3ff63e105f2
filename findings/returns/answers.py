"""What a single answer may be: a figure in its unit, a day. Each says what is wrong with it, in both languages."""

from datetime import date

from core.quantities import Qualifier, Quantity
from core.quantities.single import NotOne, single_quantity
from core.quantities.units import UNITS, UnitKind
from core.text import Text
from findings.returns.typed import day_of, is_negative

ANYTHING = "piece"  # 个 counts firms, systems and cases alike
# A figure of these qualifiers says no exact number: what is compared with it can only be noted.
EXACT = frozenset({Qualifier.EXACT})
COUNTED = frozenset({
    UnitKind.PERSON, UnitKind.PERSON_TIME, UnitKind.CASE, UnitKind.ORGANISATION, UnitKind.ITEM, UnitKind.BATCH,
    UnitKind.PLACE, UnitKind.SESSION,
})  # fmt: skip
UNREADABLE = {
    "none": Text(
        "这里看不出数字。请写成“12起”“1000余万”这样。", "No figure can be read here. Write it like “12” or “1000余万”."
    ),
    "several": Text("一栏只填一个数据。", "Give one figure only."),
    "unsure": Text("这不是确定的数据。", "This is not a definite figure."),
    "unkept": Text(
        "这样的写法无法保存，请换用阿拉伯数字。", "This spelling cannot be kept; please use Arabic numerals."
    ),
}


def no_figure(value: str, unit: str) -> Text | None:
    """Why no figure in `unit` can be read in what was typed; None when one can."""
    if is_negative(value):
        return Text(
            "不能填负数；减少、下降的，请在文字部分写明。",
            "No negative figure can be given here; say in words what has decreased.",
        )
    try:
        quantity = single_quantity(value)
    except NotOne as error:
        return UNREADABLE[error.reason]
    asked = UNITS[unit].kind if unit in UNITS else UnitKind.NONE
    kind = quantity.unit.kind
    if quantity.unit.key != ANYTHING and UnitKind.NONE not in (asked, kind) and kind != asked:
        counter = UNITS[unit].counter or UNITS[unit].noun.zh
        return Text(
            f"这里应填以“{counter}”计的数据。", f"A figure in {UNITS[unit].key.replace('_', ' ')} is asked here."
        )
    if (asked if asked != UnitKind.NONE else kind) in COUNTED and _is_broken(quantity):
        return Text("按个计数的，请填写整数。", "What is counted one by one is given as a whole number.")
    return None


def _is_broken(quantity: Quantity) -> bool:
    """Whether an exact number has a fraction: half a case is none. 1.1万 is eleven thousand."""
    value = quantity.value
    return quantity.qualifier in EXACT and value is not None and value != value.to_integral_value()


def no_day(value: str, today: date | None) -> Text | None:
    """Why what was typed is no day, or one that is still to come; None for a day up to today."""
    day = day_of(value)
    if day is None:
        return Text("请填写日期，如2017-10-31。", "Give a date, like 2017-10-31.")
    if today and day > today:
        return Text("日期不能晚于今天。", "The date cannot be later than today.")
    return None
