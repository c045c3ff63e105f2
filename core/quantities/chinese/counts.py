"""Counts, measures, shares and sums in Chinese prose, from the place where their number begins."""

import re
from dataclasses import replace

from core.quantities.chinese.amounts import Amount, amount_at, range_at
from core.quantities.chinese.count import EXACT, Count, combined, tidy
from core.quantities.chinese.lexicon import (
    BUILDING_COUNTERS,
    BUILDINGS,
    CASE_COUNTERS,
    COUNTED_LEVELS_AFTER,
    COUNTED_LEVELS_BEFORE,
    CURRENCY_NAMES,
    NOT_CASES,
    NOT_PARTY,
    NOT_PLACES,
    ORGANISATION_OF,
    PLACES,
    SESSIONS_OF,
    Meaning,
)
from core.quantities.chinese.numerals import Numeral, numeral_at
from core.quantities.chinese.shares import fraction_at, is_fraction
from core.quantities.chinese.units import (
    after_counter,
    before_number,
    currency_before,
    direct_noun_at,
    is_nearly,
    is_place,
    noun_after,
    noun_before,
    relative_after,
    relative_before,
    share_before,
)
from core.quantities.reading import Irregularity, ReadingKind
from core.quantities.units import MEASURES, UnitKind
from core.quantities.words import Qualifier

K, R = UnitKind, ReadingKind
_UNITS = {R.MONEY: K.MONEY, R.LEVEL: K.LEVEL, R.ORDINAL: K.ORDINAL}
_NO_NOUN = frozenset({K.DURATION, K.MULTIPLE})
_STRONG_ONE = frozenset({K.LEVEL, K.PERCENT, K.MONEY, K.MULTIPLE, K.PERCENTAGE_POINT})
_HIGHEST = ("最高", "最多")  # a sum after these is a bound: 最高50万元
_NAMED_BY = frozenset({K.AREA})  # 百亩示范片: nobody misses the number, but it may be told
_SHARES = frozenset({K.PERCENT, K.MULTIPLE})
_HOURS = ("小时", "个小时")
_ALL_DAY = re.compile("全天候?$")
_COUNTED = re.compile("(?:连续|先后|累计|共|曾|已|至少|不少于|达)[\u4e00-\u9fff]{0,4}$")
_RATE = re.compile("[A-Z\u4e00-\u9fff]{0,16}(?:死亡率|伤亡率|发病率|事故率|发案率|能耗|用水量|排放强度|排放量)")
_PHASE = re.compile("二期|[一三四]期(?=[0-9工项投改建规正])")


def count_at(text: str, start: int, floor: int) -> Count | None:
    """The count, measure, share or sum whose numeral begins at `start`; None where the numeral is no quantity.

    `floor` is where the reading before it ends: qualifiers and nouns are not looked for beyond.
    """
    number = numeral_at(text, start)
    if number is None:
        return None
    if is_fraction(text, number):
        return fraction_at(text, number, floor)
    amount = amount_at(text, number)
    amount = range_at(text, amount) or amount
    currency = currency_before(text, floor, start)
    before = before_number(text, floor, currency.start() if currency else start, scale=number.lead)
    if before and amount.counter.kind is K.MONEY and text.startswith(_HIGHEST, before[0]):
        before = before[0], before[1][:1]
    share = share_before(text, floor, start) if amount.counter.kind in _SHARES and not before else None
    before = share[:2] if share else before
    after = after_counter(text, amount.end, amount.counter.kind)
    number_like = not number.han or _is_number(text, number, amount, before, after is not None)
    named = amount.counter.kind in _NAMED_BY or (amount.counter.kind is K.MONEY and _RATE.match(text, amount.end))
    if not number_like and not (number.lead and named):
        return None
    kind = _kind(text, start, amount, currency is not None)
    count = Count(
        kind=kind,
        start=before[0] if before else currency.start() if currency else start,
        end=after[0] if after else amount.end,
        value=tidy(amount.value),
        qualifiers=combined(
            [meaning for meaning in (before and before[1], amount.inside, after and after[1]) if meaning]
        ),
        unit=_UNITS.get(kind, amount.counter.kind),
        scale=number.scale or amount.number.scale,
        counter=_currency(currency[0], amount) if currency else amount.counter.word,
        notes=(*number.notes, *amount.notes),
        malformed=number.malformed,
    )
    count = _in_time(text, floor, start, count) if count.unit is K.DURATION else _counting(text, floor, count)
    if share:
        count = replace(count, noun=share[2])
    low = amount.low if amount.low is not None else number.low
    if low is not None:
        return replace(count, kind=R.RANGE, value=None, low=tidy(low), high=tidy(amount.value))
    weak = not number_like or _is_weak(text, amount, count)
    return _settled(text, replace(count, weak=weak), number)


# --- what makes a number, and of which kind -------------------------------------------------------------------------


def _is_number(text: str, number: Numeral, amount: Amount, qualifier: tuple[int, Meaning] | None, after: bool) -> bool:
    """Whether Chinese numerals there are a number, and not a part of a word."""
    before = qualifier is not None
    start, simple = number.start, number.end - number.start == 1
    if number.lead:
        # 百余名, 近千家, 百万元, 万元以上, 每千人; not 百姓, 万户.
        each = text[start - 1 : start] == "每"
        return bool(amount.inside) or before or (not amount.is_bare and (after or each or not simple))
    if not amount.is_bare:
        return not (amount.counter.loose and simple) or amount.half
    if direct_noun_at(text, amount.end) and text[start : number.end] != "二":
        return True
    whole = (qualifier[0] if qualifier else start) == 0 and amount.end == len(text)
    return bool(amount.inside or number.places) or whole or (not simple and (before or number.value >= 100))


def _kind(text: str, start: int, amount: Amount, currency: bool) -> ReadingKind:
    counter = amount.counter
    if counter.kind is K.MONEY or currency:
        return R.MONEY
    if counter.kind is K.PERCENT:
        return R.PERCENT
    if counter.word == "级" and _is_grade(text, start, amount):
        return R.LEVEL
    if counter.word == "届" and SESSIONS_OF.match(text, amount.end - 1):
        return R.ORDINAL
    if counter.kind is K.ORDINAL:
        return R.ORDINAL
    if (counter.word == "世纪" and amount.value > 10) or (counter.word == "期" and _PHASE.match(text, start)):
        return R.ORDINAL
    return R.CARDINAL


def _is_grade(text: str, start: int, amount: Amount) -> bool:
    """三级以上 is a grade; 省市县三级 and 四级人大 count levels, as 两级 always does."""
    if text[start] == "两" or amount.value % 1 or amount.inside:
        return False
    if after_counter(text, amount.end, K.LEVEL):
        return True
    counted = COUNTED_LEVELS_BEFORE.search(text, max(0, start - 1), start) or COUNTED_LEVELS_AFTER.match(
        text, amount.end
    )
    return counted is None


def _currency(named: str, amount: Amount) -> str:
    """The currency of a sum that names it in front: 港币80万元 is in Hong Kong dollars."""
    word = amount.counter.word
    return CURRENCY_NAMES.get(named.strip().upper(), "元") if word in ("", "元") else word


def _is_weak(text: str, amount: Amount, count: Count) -> bool:
    """One of a thing, 全天候24小时, the label of a century or phase, 每千人, 百万吨死亡率, a "secondary" 二次."""
    number = amount.number
    if number.lead and text[count.start - 1 : count.start] == "每":
        return True
    if count.kind is R.CARDINAL and number.han and not number.value % 100 and _RATE.match(text, count.end):
        return True
    if count.kind is R.ORDINAL:
        return amount.counter.word in ("世纪", "期")
    if (
        number.value == 24
        and amount.counter.word in _HOURS
        and _ALL_DAY.search(text, max(0, number.start - 3), number.start)
    ):
        return True  # 全天候24小时 is "round the clock"
    simple = number.han and number.end - number.start == 1 and not amount.half
    if not simple or count.unit in _STRONG_ONE or count.qualifiers[0] is not Qualifier.EXACT:
        return False
    if number.value == 1:
        return True
    # 二次 is often "secondary", but 连续订立二次 counts.
    counted = _COUNTED.search(text, max(0, number.start - 7), number.start)
    return text[number.start] == "二" and amount.counter.word == "次" and not counted


# --- what stands around it ------------------------------------------------------------------------------------------


def _in_time(text: str, floor: int, start: int, count: Count) -> Count:
    """With the words that say which span of time it is: 近两年, 五年来. 近 may be either, so both meanings stand."""
    end = relative_after(text, count.end)
    near = relative_before(text, floor, start)
    if near and near[0] <= count.start and text[near[0]] == "近" and is_nearly(text, near[0], count.end, count.counter):
        return replace(count, start=near[0], end=end, qualifiers=(Qualifier.NEARLY,))
    if near is None or near[0] > count.start:
        return replace(count, end=end)
    begin, meaning = near
    plain = count.qualifiers in (EXACT, (Qualifier.NEARLY,))
    return replace(count, start=begin, end=end, qualifiers=meaning if plain else count.qualifiers)


def _counting(text: str, floor: int, count: Count) -> Count:
    """With what is counted, and with a qualifier behind a place: 3个省以上."""
    place = PLACES.match(text, count.end) if not count.counter else None
    noun = place[0] if place else _noun(text, floor, count)
    if not place and not (count.unit is K.NONE and count.counter == "个" and is_place(noun)):
        return replace(count, noun=noun)
    after = after_counter(text, count.end + len(noun), K.PLACE) if text.startswith(noun, count.end) else None
    if after is None:
        return replace(count, noun=noun, unit=K.PLACE)
    return replace(count, noun=noun, unit=K.PLACE, end=after[0], qualifiers=combined([count.qualifiers, after[1]]))


def _noun(text: str, floor: int, count: Count) -> str:
    if count.unit in _NO_NOUN:
        return ""
    skip = text.startswith("的", count.end) and (count.unit is K.PERCENT or text[count.end - 1] in "上下内右")
    if after := noun_after(text, count.end + skip):
        return _thing_after(after, count)
    return _thing_before(noun_before(text, floor, count.start), count)


def _thing_after(noun: str, count: Count) -> str:
    """The noun behind a counter where the counter can count it: not 19栋自动消防设施 nor 49微克/立方米浓度."""
    word = count.counter
    if "/" in word or (word in BUILDING_COUNTERS and not BUILDINGS.search(noun)):
        return ""
    if word == "个" and NOT_PLACES.match(noun):
        return ""
    firms = ORGANISATION_OF.match(noun) if count.unit is K.ORGANISATION else None
    return firms[0] if firms else noun


def _thing_before(noun: str, count: Count) -> str:
    """The noun in front of a number where it can be what is counted: not 移送公安机关29起, 检查组一行14人."""
    if count.counter == "级":  # 市县两级
        return ""
    if NOT_PARTY.search(noun) or (count.counter in CASE_COUNTERS and NOT_CASES.search(noun)):
        return ""
    return noun


def _settled(text: str, count: Count, number: Numeral) -> Count:
    """Decimals of what is counted are groups of thousands or slips; a bare year is a date."""
    if number.han or number.scale or count.unit in MEASURES or number.notes or not number.places:
        return count
    if count.counter and number.places == 3 and 1 <= number.value < 1000:
        notes = (*count.notes, Irregularity.GROUPING_POINT)
        return replace(count, value=tidy(number.value * 1000), notes=notes, alternatives=(number.value.normalize(),))
    if number.places > 3 and text[number.end - 1] == "0":
        return replace(count, malformed=True)
    return count
