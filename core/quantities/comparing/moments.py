"""Whether two dates, or two periods, say the same as far as both state it."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from core.quantities.reading import Moment, Reading, ReadingKind

Fields = tuple[tuple[str, int | str], ...]


# The first and the last month of what is a part of a year by itself.
MONTHS = {"h1": (1, 6), "h2": (7, 12), "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12)}


class Agreement(NamedTuple):
    """`cost` grows with what only one side states. `loose` where that is more than the year: 2017年9月 and 2017."""

    cost: float
    loose: bool = False


def agreement(zh: Reading, en: Reading) -> Agreement | None:
    """How two dates or periods agree; None where they differ or have nothing in common."""
    if zh.first is None or en.first is None:
        return Agreement(0) if zh.first == en.first and zh.last == en.last else None
    zh, en = _in_months(zh), _in_months(en)
    if zh.first is None or en.first is None:
        return None
    if zh.kind is not en.kind and (spelled := _spelled_out(zh, en)):
        return spelled
    if zh.kind is en.kind is ReadingKind.PERIOD and zh.last is en.last is None:
        # 今年以来 goes on from the beginning of the year, whether that is said or not.
        first = agree(_from_the_start(zh.first), _from_the_start(en.first))
    else:
        first = agree(zh.first, en.first)
    if first is None:
        return None
    if (zh.last is None) != (en.last is None):
        return None
    if zh.kind is not en.kind:
        # 2015年以来 and "in 2015": an open period against a point.
        return Agreement(first.cost + 0.5, first.loose)
    if zh.last is None or en.last is None:
        return first
    last = agree(zh.last, en.last)
    return Agreement(first.cost + last.cost, first.loose or last.loose) if last else None


def _spelled_out(zh: Reading, en: Reading) -> Agreement | None:
    """上半年 and "from January to June": a part of the year, and the months it has."""
    date, period = (zh, en) if zh.kind is ReadingKind.DATE else (en, zh)
    if date.first is None or period.first is None or period.last is None or date.first.part not in MONTHS:
        return None
    months = (period.first.month, period.last.month)
    if months != MONTHS[date.first.part] or period.first.day or period.last.day:
        return None
    years = [one for one in (period.first, period.last) if one.year is not None or one.year_offset is not None]
    found = [agree(date.first, replace(one, month=None, part=date.first.part)) for one in years]
    return None if None in found else Agreement(0.3)


def _in_months(reading: Reading) -> Reading:
    """前三季度 as the months from January to September."""
    first, last = reading.first, reading.last
    if first is None or last is None or first.part not in MONTHS or last.part not in MONTHS:
        return reading
    begins, ends = MONTHS[first.part][0], MONTHS[last.part][1]
    return replace(reading, first=replace(first, part="", month=begins), last=replace(last, part="", month=ends))


def _from_the_start(moment: Moment) -> Moment:
    return replace(moment, part="") if moment.part == "early" and not moment.month else moment


def says_since(reading: Reading) -> bool:
    """Whether an open period is one that goes on (以来, since), not a day from which a rule applies (起)."""
    return reading.kind is ReadingKind.PERIOD and reading.last is None and (
        "来" in reading.raw or "since" in reading.raw.lower()
    )  # fmt: skip


def agree(one: Moment, other: Moment) -> Agreement | None:
    """How two dates agree; None where they differ or have nothing in common."""
    cost, loose, common = 0.0, False, False
    if one.year is not None and other.year is not None:
        if one.year != other.year:
            return None
        common = True
    elif one.year_offset is not None and other.year_offset is not None:
        if one.year_offset != other.year_offset:
            return None
        common = True
    elif (one.year, one.year_offset) != (other.year, other.year_offset):
        cost += 0.3
        # 今年 and 2017 are both years, though nobody can tell here which year this one is.
        common = (one.year is not None or one.year_offset is not None) and (
            other.year is not None or other.year_offset is not None
        )
    for name in ("month", "day", "part"):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine and theirs:
            if mine != theirs:
                return None
            common = True
        elif mine or theirs:
            cost, loose = cost + 0.6, True
    return Agreement(cost, loose) if common else None


def moments(reading: Reading) -> tuple[Moment, ...]:
    """The dates a reading names."""
    return tuple(moment for moment in (reading.first, reading.last) if moment is not None)


def shape(reading: Reading) -> tuple[bool, ...]:
    """Which parts are stated."""
    return tuple(
        bool(getattr(moment, name)) for moment in moments(reading) for name in ("year", "month", "day", "part")
    )


def bare(reading: Reading) -> bool:
    """Whether only 今年, this year, 年初 or the like is said; a half or a quarter of a year is a date."""
    return all(
        one.year is None and not one.month and not one.day and one.part not in MONTHS for one in moments(reading)
    )


def only_part(moment: Moment) -> bool:
    """Whether a half or a quarter is named without its year."""
    return moment.part in MONTHS and moment.year is None and moment.year_offset is None and not moment.month


def stated(dates: Iterable[Moment]) -> frozenset[Fields]:
    """Everything those dates say, each with every way of saying less: what a vaguer date may be asked for."""
    found: set[Fields] = set()
    for one in dates:
        fields = _fields(one)
        for length in range(1, len(fields) + 1):
            found.update(combinations(fields, length))
    return frozenset(found)


def implied(moment: Moment, others: frozenset[Fields]) -> bool:
    """Whether another date says at least as much: 2017年 beside 10 September 2017. A bare 今年 always is."""
    fields = _fields(moment)
    return not fields or fields in others


def _fields(moment: Moment) -> Fields:
    return tuple((name, value) for name in ("year", "month", "day", "part") if (value := getattr(moment, name)))


def shared(zh: Reading, en: Reading) -> int:
    """How many years, months and days two dates or periods that differ have in common."""
    pairs = zip(moments(zh), moments(en), strict=False)
    return sum(
        getattr(one, name) is not None and getattr(one, name) == getattr(other, name)
        for one, other in pairs
        for name in ("year", "month", "day")
    )


def numbers(reading: Reading) -> set[int]:
    """The numbers of a date, as a name may carry them: 九三 and 3 September."""
    return {
        number
        for moment in moments(reading)
        for number in (moment.year, moment.month, moment.day)
        if number is not None
    }
