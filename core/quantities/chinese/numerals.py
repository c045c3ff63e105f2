"""Numerals in Chinese prose: digits with their grouping, Chinese numerals, scales, and 余 or 多 among them."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from core.quantities.chinese.lexicon import INSIDE, Meaning
from core.quantities.han import han_value
from core.quantities.reading import Irregularity

HAN = "零〇一二两三四五六七八九十百千万亿"
OLD_HAN = "壹贰叁肆伍陆柒捌玖拾佰仟萬億廿卅"
_TODAY = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億", "一二三四五六七八九十百千万亿")
_SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_DIGITS = "零一二三四五六七八九"

_ARABIC = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_STRAY_POINT = re.compile(r"([0-9]+)(?: ?\. | \.)([0-9]+)(?![0-9.,])")
_BLANK_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:,? [0-9]{3})+(?![0-9.,])")
_SPLIT = re.compile(r"([0-9]{1,3}) ([0-9]{1,3}(?:\.[0-9]+)?)(?![0-9.,])")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_POINT_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?")
_COMMA_DECIMAL = re.compile(r"[0-9]+,[0-9]{1,2}")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}(?:,(?:19|20)[0-9]{2})+")

# 千米 and 千克 are units after digits, 百分 belongs to a share.
_SCALE = re.compile("(?:[十百千]?万亿|[百千]?[万亿]|千(?![米克瓦伏升卡赫帕])|百(?!分)|十(?!分之))")
_SMALLER = re.compile(r"([0-9]+(?:\.[0-9]+)?)([百千]?万|[百千])(?![米克瓦伏升卡赫帕分])")
_INSIDE = re.compile("[" + "".join(INSIDE) + "](?=[十百千]?[万亿])")
_HAN_RUN = re.compile(f"[{HAN}{OLD_HAN}]+")
_HAN_POINT = re.compile("点([零〇一二三四五六七八九]+)(?![点分时])([万亿]*)")
_UNIT_OF_THOUSAND = re.compile("千(?=[瓦伏升卡赫帕])")
_APPROXIMATE = re.compile(
    "(?P<head>.*?[十百千万亿])?(?P<low>[一两二三四五六七八])(?P<high>[二两三四五六七八九])(?P<tail>[十百千万亿]*)"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number from `start` up to `end` of the plain text. `low` is set where the wording names two (三五个).

    `scale` is the scale as written, `inside` what 余 or 多 before it means. `han` tells of Chinese numerals, `lead`
    that a bare scale begins them (百, 千万). `places` counts decimals as written.
    """

    start: int
    end: int
    value: Decimal
    low: Decimal | None = None
    scale: str = ""
    inside: Meaning = ()
    notes: tuple[Irregularity, ...] = ()
    malformed: bool = False
    han: bool = False
    lead: bool = False
    places: int = 0

    @property
    def unscaled(self) -> Decimal:
        """What is written before the scale."""
        return self.value / size_of(self.scale)


def size_of(scale: str) -> Decimal:
    """The power of ten that a scale stands for; 1 for none."""
    size = 1
    for char in scale:
        size *= _SIZES[char]
    return Decimal(size)


def numeral_at(text: str, start: int) -> Numeral | None:
    """The number that begins there, with all of its scale; None where none does."""
    if text[start].isdigit() and text[start].isascii():
        return _scaled(text, _arabic(text, start))
    return _han(text, start)


# --- digits ---------------------------------------------------------------------------------------------------------


def _arabic(text: str, start: int) -> Numeral:
    found = _ARABIC.match(text, start)
    if found is None:
        raise ValueError("no digit there")
    written, end = found[0], found.end()
    if "," in written and text[end : end + 1] in ("年", "月", "日", "时") and not _GROUPED.fullmatch(written):
        # The end of a clause and a date: 为15.6,2017年.
        written = written[: written.rindex(",")]
        end = start + len(written)
    if (stray := _STRAY_POINT.match(text, start)) and stray.end() > end and _counts(text, stray.end()):
        return _decimal(start, stray.end(), f"{stray[1]}.{stray[2]}", (Irregularity.STRAY_BLANK,))
    if (groups := _BLANK_GROUPS.match(text, start)) and groups.end() > end and _counts(text, groups.end()):
        note = Irregularity.STRAY_BLANK if "," in groups[0] else Irregularity.GROUPING_BLANK
        return _decimal(start, groups.end(), re.sub("[, ]", "", groups[0]), (note,))
    if (split := _SPLIT.match(text, start)) and split.end() > end and _counts(text, split.end()):
        return _decimal(start, split.end(), split[1] + split[2], (Irregularity.STRAY_BLANK,))
    if "," not in written and written.count(".") <= 1:
        number = _decimal(start, end, written)
        # 00 is what a wrongly placed comma leaves behind: 1,10,00个.
        return replace(number, malformed=written.startswith("00") and _counts(text, end))
    if _GROUPED.fullmatch(written):
        return _decimal(start, end, written.replace(",", ""))
    if _YEARS.fullmatch(written):
        return _decimal(start, start + 4, written[:4])
    return _irregular(text, start, end, written)


def _irregular(text: str, start: int, end: int, written: str) -> Numeral:
    """Marks that group or divide otherwise than by the house style, or in no known way."""
    if _POINT_GROUPS.fullmatch(written) and written.count(".") > 1:
        number = written.replace(".", "").replace(",", ".")
        return _decimal(start, end, number, (Irregularity.GROUPING_POINT,))
    if _POINT_GROUPS.fullmatch(written) and "," in written:
        number = written.replace(".", "").replace(",", ".")
        return _decimal(start, end, number, (Irregularity.GROUPING_POINT, Irregularity.DECIMAL_COMMA))
    if _COMMA_DECIMAL.fullmatch(written) and re.compile("[%‰万亿]|个?百分点").match(text, end):
        return _decimal(start, end, written.replace(",", "."), (Irregularity.DECIMAL_COMMA,))
    digits = re.sub("[.,]", "", written)
    return Numeral(start, end, Decimal(digits), malformed=True)


def _decimal(start: int, end: int, number: str, notes: tuple[Irregularity, ...] = ()) -> Numeral:
    return Numeral(start, end, Decimal(number), notes=notes, places=len(number.partition(".")[2]))


def _counts(text: str, end: int) -> bool:
    """Whether what follows makes it a number: Chinese, or a per-cent sign."""
    return end < len(text) and ("\u4e00" <= text[end] <= "\u9fff" or text[end] in "%‰") and text[end] not in "年月"


def _scaled(text: str, number: Numeral) -> Numeral:
    """The number with 余 or 多 and its scale: 3000, 5980多万, 1亿2千万."""
    inner = _INSIDE.match(text, number.end)
    scale = _SCALE.match(text, inner.end() if inner else number.end)
    if scale is None:
        return number
    word, value = scale[0], number.value * size_of(scale[0])
    end, inside = scale.end(), INSIDE[inner[0]] if inner else ()
    if not inside and (late := _INSIDE.match(text, end)) and (second := _SCALE.match(text, late.end())):
        # 6千多万
        word, inside, end = word + second[0], INSIDE[late[0]], second.end()
        return replace(number, end=end, value=value * size_of(second[0]), scale=word, inside=inside)
    notes = number.notes
    if word in ("百", "千", "十"):
        notes += (Irregularity.MIXED_NUMERALS,)
    smaller = _SMALLER.match(text, end)
    while smaller and not inside and size_of(smaller[2]) * Decimal(smaller[1]) < size_of(word):
        value += Decimal(smaller[1]) * size_of(smaller[2])
        end, word = smaller.end(), smaller[2]
        smaller = _SMALLER.match(text, end)
    return replace(number, end=end, value=value, scale=scale[0], inside=inside, notes=notes)


# --- Chinese numerals -----------------------------------------------------------------------------------------------


def _han(text: str, start: int) -> Numeral | None:
    found = _HAN_RUN.match(text, start)
    if found is None:
        return None
    run, end = found[0], found.end()
    if len(run) > 1 and _UNIT_OF_THOUSAND.match(text, end - 1):
        run, end = run[:-1], end - 1
    if any(char in OLD_HAN for char in run):
        # 陆 and 伍 are names, too.
        if sum(char in OLD_HAN for char in run) < 2 and not any(char in "廿卅" for char in run):
            return None
        run = run.translate(_TODAY)
    number = _spelled(run, start, end)
    if number is None:
        return None
    if number.low is None and not number.scale and (point := _HAN_POINT.match(text, end)):
        places = "".join(str(han_value(char)) for char in point[1])
        value = Decimal(f"{number.value}.{places}") * size_of(point[2])
        return replace(number, end=point.end(), value=value, places=len(places), scale=point[2])
    return _han_scaled(text, number)


def _han_scaled(text: str, number: Numeral) -> Numeral:
    """两百多万, 三十余亿."""
    inner = _INSIDE.match(text, number.end)
    scale = _SCALE.match(text, inner.end()) if inner else None
    if inner is None or scale is None:
        return _with_digits(text, number)
    return replace(
        number,
        end=scale.end(),
        value=number.value * size_of(scale[0]),
        low=number.low * size_of(scale[0]) if number.low else None,
        scale=scale[0],
        inside=INSIDE[inner[0]],
    )


def _with_digits(text: str, number: Numeral) -> Numeral:
    """一万2千, whose end is written in digits."""
    smaller = _SMALLER.match(text, number.end) if number.scale and number.low is None else None
    if smaller is None or size_of(smaller[2]) * Decimal(smaller[1]) >= size_of(number.scale):
        return number
    value = number.value + Decimal(smaller[1]) * size_of(smaller[2])
    return replace(number, end=smaller.end(), value=value, notes=(Irregularity.MIXED_NUMERALS,))


def _spelled(run: str, start: int, end: int) -> Numeral | None:
    lead = run[0] in "百千万亿"
    scale = re.search("[万亿]*$", run)
    written = scale[0] if scale else ""
    if pair := _APPROXIMATE.fullmatch(run):
        low, high = _DIGITS.index(pair["low"].replace("两", "二")), _DIGITS.index(pair["high"].replace("两", "二"))
        if high == low + 1 or (low, high) == (3, 5):
            head, tail = pair["head"] or "", pair["tail"]
            ends = [_value(head + pair[name] + tail) for name in ("low", "high")]
            if ends[0] is not None and ends[1] is not None:
                return Numeral(start, end, ends[1], low=ends[0], han=True, scale=written)
    value = _value(run)
    if value is None:
        return None
    return Numeral(start, end, value, han=True, lead=lead, scale=written)


def _value(run: str) -> Decimal | None:
    """A numeral with places, a single digit, or a row of digits that shows by its zero that it is one (一〇一家)."""
    if len(run) > 1 and not any(char in "十百千万亿廿卅" for char in run) and not any(c in "零〇" for c in run[1:]):
        return None
    try:
        return Decimal(han_value(run))
    except ValueError:
        return None


def han_year(text: str) -> int | None:
    """The year those four digits say, Arabic or Chinese (二〇一七); None for another number."""
    try:
        year = int(text) if text.isascii() else han_value(text)
    except ValueError:
        return None
    return year if 1500 <= year <= 2199 else None
