"""A number with its counter in Chinese prose, and two of them as a range."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from core.quantities.chinese.lexicon import INSIDE, Meaning
from core.quantities.chinese.numerals import Numeral, numeral_at, size_of
from core.quantities.chinese.units import NO_COUNTER, Counter, counter_at, direct_noun_at
from core.quantities.reading import Irregularity
from core.quantities.units import MEASURES, UnitKind

JOIN = re.compile("~|至|到|——?|–|−|-")

_HALF = Decimal("0.5")
_MIDDLE = re.compile("个(?P<word>[多余来半])(?P<unit>月|百分点|小时|工作日|星期|学期|世纪|学年|季度|钟头)")
_LATE = re.compile("[多余](?![次个种项家年名方元样数少部层边头额款亩人])")
_NO_INNER = re.compile("余(?:额|款|热|量|粮|地|杭|姚)|多(?:元化|样)")
_TENTHS = re.compile("成(?P<fifth>[一二三四五六七八九半])(?![一二三四五六七八九十百])")
_JIAO = re.compile("(?P<jiao>[0-9一二三四五六七八九])角(?:(?P<fen>[0-9一二三四五六七八九])分)?")
_SECONDS = re.compile("[0-9一二三四五六七八九十]{1,3}秒")
_HOURS = re.compile("(?:小时|钟头|[0-9]时)零?$")
_SLIPS = {"%%": (Irregularity.DOUBLE_PERCENT,), "&": (Irregularity.MISTYPED_SIGN,)}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its counter, up to `end`; for a range the high end, and `low`.

    `inside` is what 余 or 多 in or behind the number means, `half` tells of a 半 behind it.
    """

    number: Numeral
    value: Decimal
    counter: Counter
    end: int
    inside: Meaning = ()
    half: bool = False
    low: Decimal | None = None
    notes: tuple[Irregularity, ...] = ()

    @property
    def is_bare(self) -> bool:
        return not self.counter.word


def amount_at(text: str, number: Numeral) -> Amount:
    """The number with what follows it and belongs to it: 余 or 多, the counter, 半, 角."""
    inside, end = number.inside, number.end
    if not inside and _takes_inner(text, number):
        inside, end = INSIDE[text[end]], end + 1
    if middle := _MIDDLE.match(text, end):
        counter = counter_at(f"个{middle['unit']}", 0) or NO_COUNTER
        if middle["word"] == "半":
            return Amount(number, number.value + _HALF, counter, middle.end(), inside, half=True)
        return Amount(number, number.value, counter, middle.end(), INSIDE[middle["word"]])
    if tenths := _tenths(text, number, end):
        return replace(tenths, inside=inside or tenths.inside)
    counter = counter_at(text, end) or NO_COUNTER
    if not counter.word:
        return Amount(number, number.value, counter, end, inside)
    if counter.word == "分" and _is_minute(text, number.start, counter.end):
        counter = replace(counter, kind=UnitKind.DURATION)
    return _behind(text, Amount(number, number.value, counter, counter.end, inside))


def _behind(text: str, amount: Amount) -> Amount:
    """What follows the unit of a measure and still belongs to the number: 两年半, 3年多, 5元3角, 52.1%%."""
    kind, end = amount.counter.kind, amount.end
    if kind is UnitKind.PERCENT:
        return _share(text, amount)
    if kind not in MEASURES:
        return amount
    if amount.counter.word.endswith("基点"):
        return replace(amount, value=amount.value / 100)
    if amount.counter.word.startswith("%"):  # 1%个百分点
        return replace(amount, notes=(Irregularity.DOUBLE_PERCENT,))
    if kind in (UnitKind.DURATION, UnitKind.MULTIPLE) and text.startswith("半", end):
        return replace(amount, value=amount.value + _HALF, end=end + 1, half=True)
    if amount.counter.word == "元" and (jiao := _JIAO.match(text, end)):
        tenth, hundredth = (numeral_at(jiao[name], 0) if jiao[name] else None for name in ("jiao", "fen"))
        value = amount.value + (tenth.value / 10 if tenth else 0) + (hundredth.value / 100 if hundredth else 0)
        return replace(amount, value=value, end=jiao.end())
    return _late(text, amount)


def _is_minute(text: str, start: int, end: int) -> bool:
    """Whether the 分 between the two places is a minute and no mark: 8分40秒, 2小时15分."""
    return _SECONDS.match(text, end) is not None or _HOURS.search(text, max(0, start - 3), start) is not None


def _share(text: str, amount: Amount) -> Amount:
    """Signs of a share, slips among them; ‰ is told in per cent."""
    word = amount.counter.word
    value = amount.value / 10 if word == "‰" else amount.value
    return _late(text, replace(amount, value=value, notes=_SLIPS.get(word, ())))


def _late(text: str, amount: Amount) -> Amount:
    """With 多 or 余 behind the unit: 3年多, 2元多."""
    if amount.inside or not _LATE.match(text, amount.end):
        return amount
    return replace(amount, inside=INSIDE[text[amount.end]], end=amount.end + 1)


def _tenths(text: str, number: Numeral, end: int) -> Amount | None:
    """七成 is 70 per cent, 七成五 and 七成半 are 75; 四折 is 40 per cent of the price."""
    counter = counter_at(text, end)
    if counter is None or counter.word not in ("成", "折"):
        return None
    if not 0 < number.value <= 10 or (not number.han and number.end - number.start > 3):
        return None
    value, low, stop = number.value * 10, number.low, counter.end
    if number.han and (fifth := _TENTHS.match(text, end)):
        last = numeral_at("五" if fifth["fifth"] == "半" else fifth["fifth"], 0)
        value, stop = value + (last.value if last else 0), fifth.end()
    return _late(text, Amount(number, value, counter, stop, low=low * 10 if low else None))


def _takes_inner(text: str, number: Numeral) -> bool:
    """Whether the 余, 多, 来 or 几 behind the digits says something of the number."""
    end = number.end
    word = text[end : end + 1]
    if word not in INSIDE or not word:
        return False
    follows = counter_at(text, end + 1) is not None or _MIDDLE.match(text, end + 1) is not None
    if word in "来几":
        return follows and _is_round(text, number)
    if _NO_INNER.match(text, end):
        return False
    if follows or number.scale or number.lead or direct_noun_at(text, end + 1):
        return True
    return _is_round(text, number) or text[end + 1 : end + 2] in ("", *",。;、)")


def _is_round(text: str, number: Numeral) -> bool:
    return text[number.end - 1] in "0十百千万亿"


def range_at(text: str, first: Amount) -> Amount | None:
    """Both ends of 3～5名, 10%至20%, 1.5万～2万; the low end takes the scale of the high one where it has none."""
    join = JOIN.match(text, first.end)
    if join is None or first.inside or first.low is not None or first.number.malformed or join.end() >= len(text):
        return None
    number = numeral_at(text, join.end())
    if number is None or number.lead or text.startswith("分之", number.end):
        return None
    second = amount_at(text, number)
    if not first.is_bare and (first.counter.kind is not second.counter.kind or second.is_bare):
        return None
    if second.is_bare and not number.scale and (join[0] not in "~至到" or number.han):
        return None
    low, high = first.value, second.value
    if first.is_bare and not first.number.scale and number.scale and low < number.unscaled:
        low *= size_of(number.scale)
    if first.is_bare and second.counter.kind is UnitKind.PERCENT:
        low *= high / number.value if number.value else 1
    return replace(second, low=low) if low < high else None
