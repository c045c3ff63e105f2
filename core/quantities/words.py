"""The grammar of qualifiers, scales and Chinese numerals, as tables.

Rules after GB/T 15835-2011 (出版物上数字用法): 万 and 亿 may follow Arabic digits, 千 and 百 may not; one qualifier per
figure; ordinals of bodies and sessions in Chinese numerals.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.quantities.units import UnitKind


class Qualifier(StrEnum):
    """How a figure stands to the number it names."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    NEARLY = "nearly"
    ABOUT = "about"
    LESS_THAN = "less_than"
    AT_LEAST = "at_least"
    UP_TO = "up_to"


class Place(StrEnum):
    """Where a Chinese qualifier stands: before the numeral, at the numeral or its scale, after the counter."""

    BEFORE = "before"
    INSIDE = "inside"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class ZhWord:
    """One Chinese qualifier word."""

    qualifier: Qualifier
    text: str
    place: Place


Q, P = Qualifier, Place

# The first word of each qualifier is the house's own choice, used where a figure names none.
ZH_WORDS = (
    ZhWord(Q.MORE_THAN, "超过", P.BEFORE),
    ZhWord(Q.MORE_THAN, "逾", P.BEFORE),
    ZhWord(Q.MORE_THAN, "余", P.INSIDE),
    ZhWord(Q.MORE_THAN, "多", P.INSIDE),
    ZhWord(Q.MORE_THAN, "以上", P.AFTER),
    ZhWord(Q.NEARLY, "近", P.BEFORE),
    ZhWord(Q.NEARLY, "将近", P.BEFORE),
    ZhWord(Q.NEARLY, "接近", P.BEFORE),
    ZhWord(Q.ABOUT, "约", P.BEFORE),
    ZhWord(Q.ABOUT, "大约", P.BEFORE),
    ZhWord(Q.ABOUT, "左右", P.AFTER),
    ZhWord(Q.LESS_THAN, "不足", P.BEFORE),
    ZhWord(Q.LESS_THAN, "不满", P.BEFORE),
    ZhWord(Q.LESS_THAN, "不到", P.BEFORE),
    ZhWord(Q.LESS_THAN, "低于", P.BEFORE),
    ZhWord(Q.AT_LEAST, "至少", P.BEFORE),
    ZhWord(Q.AT_LEAST, "不少于", P.BEFORE),
    ZhWord(Q.AT_LEAST, "不低于", P.BEFORE),
    ZhWord(Q.AT_LEAST, "以上", P.AFTER),
    ZhWord(Q.UP_TO, "最多", P.BEFORE),
    ZhWord(Q.UP_TO, "至多", P.BEFORE),
    ZhWord(Q.UP_TO, "不超过", P.BEFORE),
    ZhWord(Q.UP_TO, "以下", P.AFTER),
    ZhWord(Q.UP_TO, "以内", P.AFTER),
)

# Where usage prefers another first word: a term is 不满3个月, a level 三级以上.
ZH_PREFERRED = {
    (Q.LESS_THAN, UnitKind.DURATION): "不满",
    (Q.AT_LEAST, UnitKind.LEVEL): "以上",
    (Q.UP_TO, UnitKind.LEVEL): "以下",
}

EN_WORDS = {
    Q.EXACT: "",
    Q.MORE_THAN: "more than",
    Q.NEARLY: "nearly",
    Q.ABOUT: "about",
    Q.LESS_THAN: "less than",
    Q.AT_LEAST: "at least",
    Q.UP_TO: "up to",
}

EN_LEVEL_WORDS = {Q.EXACT: "", Q.AT_LEAST: "or above", Q.UP_TO: "or below"}


@dataclass(frozen=True, slots=True)
class Scale:
    """A word that stands for a power of ten, and the step a value must be a multiple of to be written with it."""

    word: str
    size: Decimal
    step: Decimal


# Largest first. The steps leave at most two decimals before 亿 and one before 万: 13.84亿, 1.1万, but 11590.
ZH_SCALES = (
    Scale("万亿", Decimal(10) ** 12, Decimal(10) ** 10),
    Scale("亿", Decimal(10) ** 8, Decimal(10) ** 6),
    Scale("万", Decimal(10) ** 4, Decimal(10) ** 3),
)
ZH_PLAIN = Scale("", Decimal(1), Decimal(0))

EN_SCALES = (
    Scale("trillion", Decimal(10) ** 12, Decimal(10) ** 9),
    Scale("billion", Decimal(10) ** 9, Decimal(10) ** 6),
    Scale("million", Decimal(10) ** 6, Decimal(10) ** 3),
)
EN_PLAIN = Scale("", Decimal(1), Decimal(0))


def fitting_scale(value: Decimal, scales: tuple[Scale, ...], plain: Scale) -> Scale:
    """The largest scale that writes the value without losing or inventing a digit; otherwise the plain one."""
    return next((scale for scale in scales if abs(value) >= scale.size and value % scale.step == 0), plain)


_HAN_DIGITS = "零一二三四五六七八九"
_HAN_GROUPS = ((100_000_000, "亿"), (10_000, "万"))
_HAN_PLACES = ((1000, "千"), (100, "百"), (10, "十"))


def han_numeral(number: int) -> str:
    """A whole number from 0 up in Chinese numerals as it is read: 31 is 三十一, 10 is 十, 1008 is 一千零八."""
    text = _han(number)
    return text.removeprefix("一") if text.startswith("一十") else text


def _han(number: int) -> str:
    if number < 10:
        return _HAN_DIGITS[number]
    for size, word in _HAN_GROUPS + _HAN_PLACES:
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if 0 < rest < size // 10 else ""
            return _han(head) + word + (gap + _han(rest) if rest else "")
    raise ValueError(f"no Chinese numeral for {number}")
