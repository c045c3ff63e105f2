"""Between readings and records: whether a reading says what a record writes, and the record that a reading makes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from core.quantities.chinese.writing import write_zh
from core.quantities.model import Kind, Numerals, Quantity, QuantityError, Wording
from core.quantities.period import Period, Precision
from core.quantities.plain import Plain
from core.quantities.style import Extent, Style
from core.quantities.units import UNITS, Unit, UnitKind
from core.quantities.words import ZH_WORDS, Qualifier

if TYPE_CHECKING:
    from core.quantities.reading import Moment, Number, Reading

_COUNT = Style(extent=Extent.COUNT)
_THIRDS = ("early", "mid", "late")
_HAN = re.compile("[\u4e00-\u9fff]")
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
# The unit for a reading whose counter leaves it open, by the kind of reading.
_DEFAULT_UNITS = {
    UnitKind.NONE: "none",
    UnitKind.PERCENT: "percent",
    UnitKind.PERCENTAGE_POINT: "percentage_point",
    UnitKind.MULTIPLE: "multiple",
    UnitKind.LEVEL: "level",
    UnitKind.MONEY: "cny",
}


# --- whether a reading says a record --------------------------------------------------------------------------------


def says_quantity(reading: "Reading", item: Quantity) -> bool:
    """Whether the reading states number, qualifier, kind and a compatible unit; nouns are not compared."""
    if item.kind is Kind.NAME:
        return reading.kind == "name" and _same_wording(reading.raw, item.as_written)
    if item.is_range:
        return (
            reading.kind == "range"
            and reading.low == item.low
            and reading.high == item.high
            and item.qualifier in reading.qualifiers
            and _fits(reading, item.unit)
        )
    return (
        reading.kind == item.kind
        and _is_value(reading, item.value)
        and item.qualifier in reading.qualifiers
        and _fits(reading, item.unit)
    )


def _is_value(reading: "Reading", value: "Number | None") -> bool:
    return value is not None and (reading.value == value or value in reading.alternatives)


def _fits(reading: "Reading", unit: Unit) -> bool:
    """Units agree in kind, or by the counter as written; 个 and a bare number leave the kind open."""
    kinds = {reading.unit, unit.kind}
    if len(kinds) == 1 or UnitKind.NONE in kinds:
        return True
    return _plain(reading.counter) in _words(unit)


def _plain(word: str) -> str:
    return Plain.chinese(word).text.strip().lower()


def _same_wording(raw: str, wording: Wording) -> bool:
    text = _plain(raw)
    return any(text and (text in _plain(own) or _plain(own) in text) for own in (wording.zh, wording.en) if own)


def says_period(reading: "Reading", item: Period) -> bool:
    """Whether the reading states the dates of the period, as far as it states any; a worded period by its wording."""
    if item.keeps_wording and _same_wording(reading.raw, item.wording):
        return True
    if item.start is None or reading.first is None:
        return False
    first = (item.start, item.precision)
    last = (item.end or item.start, item.end_precision or item.precision)
    if item.open_ended:
        return reading.kind == "period" and reading.last is None and _agrees(reading.first, *first)
    if _parts(*first) == _parts(*last):
        return reading.last is None and reading.kind == "date" and _agrees(reading.first, *first)
    return reading.last is not None and _agrees(reading.first, *first) and _agrees(reading.last, *last)


def _parts(moment: object, precision: Precision) -> tuple[int, int, int, str]:
    year, month, day = (int(part) for part in str(moment).split("-"))
    third = _THIRDS[min((day - 1) // 10, 2)] if precision is Precision.THIRD else ""
    month = 0 if precision in (Precision.YEAR, Precision.PLAN) else month
    return year, month, day if precision is Precision.DAY else 0, third


def _agrees(moment: "Moment", date: object, precision: Precision) -> bool:
    """A moment without a year agrees with any year, as does a relative one."""
    year, month, day, part = _parts(date, precision)
    return moment.year in (None, year) and (moment.month or 0, moment.day or 0, moment.part) == (month, day, part)


# --- the record of a reading ----------------------------------------------------------------------------------------


def quantity_of(reading: "Reading") -> Quantity:
    """The figure that was read, as a record that prints as it was written. QuantityError where it cannot be one."""
    kind = str(reading.kind)
    wording = Wording(zh=reading.raw) if _is_chinese(reading) else Wording(en=reading.raw)
    if reading.malformed:
        raise QuantityError(f"{reading.raw!r} fits no way of writing numbers")
    if kind == "name":
        return Quantity(kind=Kind.NAME, as_written=wording)
    if kind not in {"range", *(str(one) for one in Kind)}:
        raise QuantityError(f"{reading.raw!r} is no figure but a {kind}")
    unit = _unit(reading)
    numbers = [_decimal(reading, number) for number in (reading.value, reading.low, reading.high)]
    qualifier = _qualifier(reading)
    record = Quantity(
        value=numbers[0],
        low=numbers[1],
        high=numbers[2],
        qualifier=qualifier,
        unit=unit,
        kind=_kind(reading, unit),
        zh_qualifier=_word(reading, qualifier),
        significant=_significant(reading, numbers[0]),
        as_written=wording,
    )
    return _in_chinese_numerals(record, reading.raw)


def _in_chinese_numerals(record: Quantity, raw: str) -> Quantity:
    """The record with Chinese numerals fixed where those alone print what was written, as for 一万."""
    if (
        record.value is None
        or record.value % 1
        or re.search("[0-9]", _plain(raw))
        or write_zh(record, _COUNT).startswith(raw)
    ):
        return record
    spelled = replace(record, zh_numerals=Numerals.HAN)
    return spelled if write_zh(spelled, _COUNT).startswith(raw) else record


def _is_chinese(reading: "Reading") -> bool:
    return bool(_HAN.search(reading.raw + reading.counter + reading.noun)) or not re.search("[A-Za-z]", reading.raw)


def _decimal(reading: "Reading", number: "Number | None") -> Decimal | None:
    if isinstance(number, Fraction):
        raise QuantityError(f"{reading.raw!r} has no exact decimal: give the share in per cent")
    return number


def _kind(reading: "Reading", unit: Unit) -> Kind:
    if reading.kind != "range":
        return Kind(str(reading.kind))
    return {UnitKind.PERCENT: Kind.PERCENT, UnitKind.MONEY: Kind.MONEY}.get(unit.kind, Kind.CARDINAL)


def _qualifier(reading: "Reading") -> Qualifier:
    """The plainest meaning, but 近 is not lost; a range takes the first that a record of ranges may have."""
    if reading.kind == "range":
        return next(
            (one for one in reading.qualifiers if one in (Qualifier.EXACT, Qualifier.ABOUT)), reading.qualifiers[0]
        )
    return Qualifier.NEARLY if Qualifier.NEARLY in reading.qualifiers else reading.qualifiers[0]


def _word(reading: "Reading", qualifier: Qualifier) -> str | None:
    """The Chinese word of the qualifier as it stands there, where the writer knows it."""
    words = [word.text for word in ZH_WORDS if word.qualifier is qualifier and word.text in reading.raw]
    return max(words, key=len, default=None)


def _unit(reading: "Reading") -> Unit:
    """The unit of the table with that counter; the one whose noun is the counted thing before all others."""
    if reading.kind == "ordinal":
        candidates = [unit for unit in UNITS.values() if unit.kind is UnitKind.ORDINAL]
        return next((one for one in candidates if one.counter == reading.counter), UNITS["rank"])
    found = list(_units(reading))
    best = [unit for unit in found if unit.noun.zh and unit.noun.zh == reading.noun]
    plain = [unit for unit in found if not unit.noun.zh or not _is_chinese(reading)]
    for units in (best, plain, found):
        if units:
            return units[0]
    if reading.unit in _DEFAULT_UNITS and (not reading.counter or reading.unit is not UnitKind.NONE):
        return UNITS[_DEFAULT_UNITS[reading.unit]]
    if not reading.counter:
        return UNITS["none"]
    raise QuantityError(f"no unit is written {reading.counter!r}")


def _units(reading: "Reading") -> Iterator[Unit]:
    word = _plain(reading.counter)
    if reading.unit is UnitKind.MONEY and word in ("元", "¥", "rmb", "yuan", "cny", "人民币", ""):
        yield UNITS["cny"]
    for unit in UNITS.values():
        if UnitKind.NONE not in (reading.unit, unit.kind) and reading.unit is not unit.kind:
            continue
        # 个 and a bare number may have their unit in the noun: 31个省（区、市）.
        with_noun = word in ("", "个") and reading.noun and _plain(unit.counter) == word + _plain(reading.noun)
        if with_noun or (word and word in _words(unit)):
            yield unit


def _words(unit: Unit) -> set[str]:
    return {_plain(word) for word in (unit.counter, unit.noun.en, unit.noun.en_plural)} - {""}


def _significant(reading: "Reading", value: Decimal | None) -> int | None:
    """How many digits were given where zeros after the point are among them: 3 for 50.0%."""
    written = _DIGITS.search(_plain(reading.raw))
    if value is None or written is None or not written[0].endswith("0") or "." not in written[0]:
        return None
    digits = written[0].replace(".", "").lstrip("0")
    return max(len(digits), len(value.normalize().as_tuple().digits))
