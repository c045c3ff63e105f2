"""Chinese words that are numbers by themselves: 一半, 翻一番, 数百, 若干, 首次; and ordinals: 第三十一次."""

import re
from decimal import Decimal

from core.quantities.chinese.count import EXACT, Count, combined
from core.quantities.chinese.lexicon import (
    BEFORE,
    DOUBLINGS,
    FIRSTS,
    HALF_UNITS,
    HALVES,
    VAGUE_COUNTERS,
    VAGUE_MANY_NOT,
    VAGUE_MANY_NOT_AFTER,
    VAGUE_NOT_AFTER,
    VAGUE_SIZES,
    VAGUE_WORDS,
    Meaning,
)
from core.quantities.chinese.numerals import numeral_at
from core.quantities.chinese.units import (
    NO_COUNTER,
    Counter,
    after_counter,
    before_number,
    counter_at,
    is_nearly,
    noun_after,
    noun_before,
    relative_after,
    relative_before,
    share_before,
)
from core.quantities.han import han_value
from core.quantities.reading import ReadingKind
from core.quantities.units import UnitKind
from core.quantities.words import Qualifier

K, R, Q = UnitKind, ReadingKind, Qualifier
_HALF = Decimal("0.5")
_HALVES = re.compile("|".join(sorted(HALVES, key=len, reverse=True)))
_PLACE = "(?:[0-9]+|[一二三四五六七八九十]+)"
_ROW = re.compile(
    f"第{_PLACE}(?:(?:至|到|~|-|—|、)|(?P<counter>届|次|期|批|轮)(?:[、和及至]{_PLACE}(?P=counter))*[、和及至])$"
)
_ROW_REACH = 30
_MORE = re.compile("多(?=[,。;、)的]|$)")
_FOREMOST = re.compile("前(?P<n>[0-9]{1,3}|[一二三四五六七八九十百]{1,3})(?:[名位强列]|(?=[,。;、)的]|$))")


def word_at(text: str, start: int, floor: int) -> Count | None:
    """The number word or ordinal that begins there."""
    char = text[start]
    if char == "第":
        return _ordinal(text, start)
    if char in "首头开":
        return _first(text, start)
    if char == "前":
        return _leading(text, start)
    if char == "翻":
        return _multiplied(text, start, floor)
    if char in "一半过近超逾减多大对" and (found := _half(text, start, floor)):
        return found
    return _vague(text, start, floor)


def _ordinal(text: str, start: int) -> Count | None:
    """第三十一次, 第2位. A counter and what follows it belong to the ordinal."""
    return _placed(text, start, start + 1) if start + 1 < len(text) else None


def ordinal_in_row_at(text: str, start: int) -> Count | None:
    """The second numeral of 第1至3批 or 第二、三产业."""
    return _placed(text, start, start) if _ROW.search(text, max(0, start - _ROW_REACH), start) else None


def _placed(text: str, start: int, numeral: int) -> Count | None:
    number = numeral_at(text, numeral)
    if number is None or number.low is not None or number.value % 1 or number.lead:
        return None
    counter = counter_at(text, number.end) or NO_COUNTER
    end = counter.end if counter.word else number.end
    if counter.kind is K.DURATION and (text.endswith("连续", 0, start) or counter.word == "周年"):
        return Count(R.CARDINAL, start, end, number.value, unit=K.DURATION, counter=counter.word)  # 连续第六年
    noun = noun_after(text, end)
    return Count(R.ORDINAL, start, end, number.value, unit=K.ORDINAL, counter=counter.word, noun=noun)


def _first(text: str, start: int) -> Count | None:
    found = FIRSTS.match(text, start)
    if found is None:
        return None
    counter = re.sub("^(?:首|头一)", "", found[0])
    noun = noun_after(text, found.end())
    return Count(R.ORDINAL, start, found.end(), Decimal(1), unit=K.ORDINAL, counter=counter, noun=noun, weak=True)


def _leading(text: str, start: int) -> Count | None:
    """居全省前三, 进入前10名: how many stand in front; not 前三季度."""
    found = _FOREMOST.match(text, start)
    if found is None:
        return None
    return Count(R.CARDINAL, start, found.end(), Decimal(han_value(found["n"])))


def _multiplied(text: str, start: int, floor: int) -> Count | None:
    """翻一番 is twice as much, 翻两番 four times."""
    found = DOUBLINGS.match(text, start)
    if found is None:
        return None
    times = han_value(found["han"]) if found["han"] else 1
    counter = "倍" if found["bei"] else "番"
    before = before_number(text, floor, start, scale=False)  # 将近翻了一番
    meaning = BEFORE[found["word"]] if found["word"] else before[1] if before else EXACT
    begin = before[0] if before else start
    return Count(
        R.CARDINAL, begin, found.end(), Decimal(2) ** min(times, 20), qualifiers=meaning, unit=K.MULTIPLE,
        counter=counter,
    )  # fmt: skip


def _half(text: str, start: int, floor: int) -> Count | None:
    if text[start] == "半" and (unit := HALF_UNITS.match(text, start + 1)):
        return _half_of(text, start, floor, unit)
    found = _HALVES.match(text, start)
    if found is None or (
        found[0] in ("大半", "多半", "过半", "近半", "超半", "减半") and HALF_UNITS.match(text, found.end())
    ):
        return None
    if found[0] == "过半" and text[start - 1 : start] in ("通", "经"):
        return None
    before = before_number(text, floor, start, scale=False)
    share = None if before else share_before(text, floor, start)
    before = share[:2] if share else before
    after = after_counter(text, found.end(), K.PERCENT) or _half_and_more(text, found.end())
    begin, end = before[0] if before else start, after[0] if after else found.end()
    sources = [place[1] for place in (before, after) if place]
    meaning = combined(sources) if sources else HALVES[found[0]]
    after_it = noun_after(text, end + text.startswith("的", end))
    noun = share[2] if share else after_it or noun_before(text, floor, begin)
    return Count(R.PERCENT, begin, end, Decimal(50), qualifiers=meaning, unit=K.PERCENT, noun=noun)


def _half_and_more(text: str, end: int) -> tuple[int, Meaning] | None:
    """减少了一半多."""
    return (end + 1, (Q.MORE_THAN,)) if _MORE.match(text, end) else None


def _half_of(text: str, start: int, floor: int, unit: re.Match[str]) -> Count | None:
    """半年, 半个多月, 近半年来."""
    word = unit[0].replace("多", "")
    counter: Counter = counter_at(word, 0) or NO_COUNTER
    inside: Meaning = (Q.MORE_THAN,) if "多" in unit[0] else ()
    end = unit.end()
    if not inside and text[end : end + 1] in ("多", "余") and counter.kind is K.DURATION:
        inside, end = (Q.MORE_THAN,), end + 1
    before = before_number(text, floor, start, scale=False)
    after = after_counter(text, end, counter.kind)
    begin, end = before[0] if before else start, after[0] if after else end
    meaning = before[1] if before else inside or (after[1] if after else EXACT)
    if counter.kind is K.DURATION:
        near = relative_before(text, floor, start)
        if near and near[0] <= begin:
            nearly = text[near[0]] == "近" and is_nearly(text, near[0], end, counter.word)
            begin, meaning = near[0], (Q.NEARLY,) if nearly else near[1]
        end = relative_after(text, end)
    return Count(R.CARDINAL, begin, end, _HALF, qualifiers=meaning, unit=counter.kind, counter=counter.word)


def _vague(text: str, start: int, floor: int) -> Count | None:
    """数百家, 上千万元, 若干, 多个. Those that name a size are missed, the others are weak."""
    if text[start - 1 : start] and text[start - 1] in VAGUE_NOT_AFTER.get(text[start], ""):
        return None
    if found := VAGUE_SIZES.match(text, start):
        counter = counter_at(text, found.end())
        end = counter.end if counter else found.end()
        kind = counter.kind if counter else K.NONE
        if after := after_counter(text, end, kind):
            end = after[0]
        noun = noun_after(text, end)
        return Count(R.VAGUE, start, end, unit=kind, counter=counter.word if counter else "", noun=noun)
    word = VAGUE_WORDS.match(text, start)
    if word is None:
        return None
    counter_word = VAGUE_COUNTERS.match(text, word.end())
    if word[0] == "若干":
        end = counter_word.end() if counter_word else word.end()
    elif counter_word is None:
        return None
    else:
        end = counter_word.end()
        if word[0] == "多" and (
            text[start - 1 : start] in (*VAGUE_MANY_NOT_AFTER,) or VAGUE_MANY_NOT.match(text, start)
        ):
            return None
    counter = counter_at(text, word.end()) or NO_COUNTER
    return Count(R.VAGUE, start, end, unit=counter.kind, counter=counter.word, noun=noun_after(text, end), weak=True)
