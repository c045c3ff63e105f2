"""What a reading amounts to, so that two languages can be laid side by side: 15亩 and a hectare.

Two readings can be equal only within one dimension. Units of one base are converted; days and months have no common
base, and working days stand alone.
"""

import re
from enum import StrEnum
from fractions import Fraction

from core.quantities.reading import Number, Reading, ReadingKind
from core.quantities.units import UnitKind


class Dimension(StrEnum):
    """What kind of thing a reading states. Counts of every sort share one: nouns and counters tell them apart."""

    COUNT = "count"
    SHARE = "share"
    MONEY = "money"
    DURATION = "duration"
    AREA = "area"
    LENGTH = "length"
    WEIGHT = "weight"
    VOLUME = "volume"
    POWER = "power"
    ENERGY = "energy"
    MULTIPLE = "multiple"
    ORDINAL = "ordinal"
    LEVEL = "level"
    TIME = "time"
    NAME = "name"
    ENUMERATOR = "enumerator"
    VAGUE = "vague"


D, K, U = Dimension, ReadingKind, UnitKind

_OF_KIND = {
    K.PERCENT: D.SHARE,
    K.MONEY: D.MONEY,
    K.ORDINAL: D.ORDINAL,
    K.LEVEL: D.LEVEL,
    K.DATE: D.TIME,
    K.PERIOD: D.TIME,
    K.NAME: D.NAME,
    K.ENUMERATOR: D.ENUMERATOR,
    K.VAGUE: D.VAGUE,
}
_OF_UNIT = {
    U.PERCENT: D.SHARE,
    U.PERCENTAGE_POINT: D.SHARE,
    U.MONEY: D.MONEY,
    U.DURATION: D.DURATION,
    U.AREA: D.AREA,
    U.LENGTH: D.LENGTH,
    U.WEIGHT: D.WEIGHT,
    U.VOLUME: D.VOLUME,
    U.MULTIPLE: D.MULTIPLE,
    U.LEVEL: D.LEVEL,
    U.ORDINAL: D.ORDINAL,
}

_OF_BASE = {
    "gram": D.WEIGHT,
    "metre": D.LENGTH,
    "litre": D.VOLUME,
    "square metre": D.AREA,
    "watt": D.POWER,
    "watt-hour": D.ENERGY,
}

MEASURED = frozenset({D.DURATION, D.AREA, D.LENGTH, D.WEIGHT, D.VOLUME, D.POWER, D.ENERGY})
NUMERIC = frozenset(Dimension) - {D.TIME, D.NAME, D.ENUMERATOR, D.VAGUE}


def dimension(reading: Reading) -> Dimension:
    """The dimension of a reading; a range has that of its unit."""
    found = _OF_KIND.get(reading.kind) or _OF_UNIT.get(reading.unit, D.COUNT)
    if found is D.COUNT and ("/" in reading.counter or _electric(reading.counter)):
        # 49微克/立方米 is so many micrograms.
        base, _ = _UNITS.get(reading.counter.partition("/")[0].strip().lower().removesuffix("s"), ("", 1))
        return _OF_BASE.get(base, found)
    return found


def _electric(counter: str) -> bool:
    """Whether it is a unit of power or energy, which readers leave without a kind of its own."""
    return _UNITS.get(counter.lower().removesuffix("s"), ("", 1))[0] in ("watt", "watt-hour")


# base, its size, Chinese and English words for it; a plural s and 个 before a counter are read through
_ROWS = (
    ("minute", Fraction(1), "分钟/分", "minute/min"),
    ("minute", Fraction(60), "小时/钟头", "hour/hr"),
    ("minute", Fraction(1440), "天/日/昼夜/日内", "day/calendar day"),
    ("minute", Fraction(10080), "周/星期/礼拜", "week"),
    ("working day", Fraction(1), "工作日", "working day/business day/workday/work day"),
    ("month", Fraction(1), "月", "month"),
    ("month", Fraction(3), "季度/季", "quarter"),
    ("month", Fraction(6), "半年", "half-year/half year"),
    ("month", Fraction(12), "年/周年/年度/周岁/岁", "year/yr/year of age/years of age/year old/years old"),
    ("month", Fraction(120), "年代", "decade"),
    ("square metre", Fraction(1), "平方米/平米/㎡/m²", "square metre/square meter/sq m/m²"),
    ("square metre", Fraction(2000, 3), "亩", "mu"),
    ("square metre", Fraction(10_000), "公顷", "hectare/ha"),
    ("square metre", Fraction(1_000_000), "平方公里/平方千米", "square kilometre/square kilometer/sq km/km²"),
    ("metre", Fraction(1), "米", "metre/meter/m"),
    ("metre", Fraction(1, 100), "厘米", "centimetre/centimeter/cm"),
    ("metre", Fraction(1, 1000), "毫米", "millimetre/millimeter/mm"),
    ("metre", Fraction(1000), "公里/千米/km", "kilometre/kilometer/km"),
    ("metre", Fraction(500), "里", "li"),
    ("metre", Fraction(3048, 10_000), "英尺", "foot/feet/ft"),
    ("metre", Fraction(254, 10_000), "英寸", "inch/inches"),
    ("metre", Fraction(9144, 10_000), "码", "yard"),
    ("metre", Fraction(1_609_344, 1000), "英里", "mile"),
    ("metre", Fraction(1852), "海里", "nautical mile"),
    ("square metre", Fraction(40_468_564, 10_000), "英亩", "acre"),
    ("square metre", Fraction(9_290_304, 100_000_000), "平方英尺", "square foot/square feet/sq ft"),
    ("square metre", Fraction(2_589_988), "平方英里", "square mile/sq mi"),
    ("gram", Fraction(1, 1_000_000), "微克", "microgram/microgramme/µg/μg/ug"),
    ("gram", Fraction(45_359_237, 100_000), "磅", "pound/lb"),
    ("gram", Fraction(1), "克/g", "gram/gramme/g"),
    ("gram", Fraction(1, 1000), "毫克/mg", "milligram/mg"),
    ("gram", Fraction(500), "斤/市斤", "jin/catty/cattie"),
    ("gram", Fraction(1000), "公斤/千克/kg", "kilogram/kilogramme/kg/kilo"),
    ("gram", Fraction(1_000_000), "吨/t", "tonne/ton/metric ton/metric tonne"),
    ("watt", Fraction(1), "瓦", "watt"),
    ("watt", Fraction(1000), "千瓦/kw", "kilowatt/kw"),
    ("watt", Fraction(10**6), "兆瓦/mw", "megawatt/mw"),
    ("watt", Fraction(10**9), "吉瓦/gw", "gigawatt/gw"),
    ("watt-hour", Fraction(1000), "千瓦时/度/度电/kwh", "kilowatt-hour/kilowatt hour/kwh"),
    ("watt-hour", Fraction(10**6), "兆瓦时/mwh", "megawatt-hour/megawatt hour/mwh"),
    ("watt-hour", Fraction(10**9), "吉瓦时/gwh", "gigawatt-hour/gigawatt hour/gwh"),
    ("watt-hour", Fraction(10**12), "太瓦时/twh", "terawatt-hour/terawatt hour/twh"),
    ("litre", Fraction(1), "升", "litre/liter"),
    ("litre", Fraction(1000), "立方米/立方/方", "cubic metre/cubic meter/m³"),
)
_UNITS = {word: (base, size) for base, size, zh, en in _ROWS for word in f"{zh}/{en}".split("/")}
_CURRENCIES = (
    (re.compile(r"美元|US\$|U\.S\. ?dollar|\bUSD\b|\bdollar", re.I), "USD"),
    (re.compile(r"欧元|€|\beuro|\bEUR\b", re.I), "EUR"),
    (re.compile(r"港元|港币|HK\$|\bHKD\b", re.I), "HKD"),
    (re.compile(r"日元|¥en|\byen\b|\bJPY\b", re.I), "JPY"),
    (re.compile(r"英镑|£|\bpounds? sterling|\bGBP\b", re.I), "GBP"),
)


def unit_of(reading: Reading) -> tuple[str, Fraction]:
    """The base and the size of the unit in it; ("", 1) where the unit is not in the table or none is needed."""
    found = dimension(reading)
    if found is D.MONEY:
        text = f"{reading.raw} {reading.counter}"
        return next((name for pattern, name in _CURRENCIES if pattern.search(text)), "CNY"), Fraction(1)
    if found is D.SHARE:
        return ("point" if reading.unit is U.PERCENTAGE_POINT else "percent"), Fraction(1)
    if found not in MEASURED:
        return "", Fraction(1)
    word = reading.counter.partition("/")[0].strip().lower().removeprefix("个").removeprefix("多").removeprefix("余")
    return _UNITS.get(word) or _UNITS.get(word.removesuffix("s")) or ("", Fraction(1))


def step(number: Number) -> Fraction:
    """The last digit's worth: 0.1 for 33.3, 100000 for 8.2 million; 0 for a fraction, which is exact."""
    if isinstance(number, Fraction):
        return Fraction(0)
    return Fraction(10) ** int(number.normalize().as_tuple().exponent)


def agree_in_conversion(zh: Number, zh_size: Fraction, en: Number, en_size: Fraction) -> bool:
    """Whether two spellings in different units, or a fraction and a decimal, name one amount within the rounding of
    the coarser: 100亩 and 6.67 hectares, 三分之一 and 33.3%."""
    gap = abs(Fraction(zh) * zh_size - Fraction(en) * en_size)
    slack = max(step(zh) * zh_size, step(en) * en_size)
    if isinstance(zh, Fraction) or isinstance(en, Fraction):
        slack = min(slack, Fraction(1))
    else:
        slack = min(slack, max(Fraction(zh) * zh_size, Fraction(en) * en_size) / 50)
    # 66.6% is two thirds too, cut off rather than rounded.
    return gap <= slack * (Fraction(7, 10) if slack < 1 else Fraction(1, 2))


def rounds_to(exact: Number, rounded: Number) -> bool:
    """Whether a rounder number stands for an exact one: 13.84亿 and 1.4 billion, not 13 and 12."""
    if step(rounded) <= step(exact) or not exact:
        return False
    gap = abs(Fraction(exact) - Fraction(rounded))
    return gap <= step(rounded) and gap / Fraction(exact) <= Fraction(1, 20)
