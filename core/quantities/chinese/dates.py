"""Dates and periods in Chinese prose: 2017年8月至10月, 今年6月1日, 二〇一七年, 2015年以来, 9月上旬, 2017.12.24."""

import calendar
import re
from dataclasses import dataclass, replace

from core.quantities.chinese.lexicon import PARTS, RELATIVE_YEARS
from core.quantities.chinese.numerals import han_year
from core.quantities.han import han_value
from core.quantities.reading import Moment

_Y = (
    "(?:(?:1[5-9]|20|21)[0-9]{2}(?![0-9])"
    "|[一二][〇零一八九][〇零一二三四五六七八九]{2}(?![〇零一二三四五六七八九十百千万]))"
)
_N = "(?:[0-9]{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_TO = "(?:至|到|——?|–|--?|~)"
_TO_OR_AND = f"(?:{_TO}|[、和及与])"
_NOT_MIDDLE = "(?=[,。、;:!)”前后以时,]|$)"
_YEAR_PART = f"(?:上半年|下半年|年?底|年?末|年?初|年?中{_NOT_MIDDLE})"
_MONTH_PART = f"(?:上旬|中旬|下旬|初|底|末|上半月|下半月|中{_NOT_MIDDLE})"
_QUARTER = "前?第?(?:[1-4]|[一二三四])季度"


def _point(n: str) -> str:
    """The regular expression of one date as far as it is stated; group names end in `n`."""
    relative = "|".join(sorted(RELATIVE_YEARS, key=len, reverse=True))
    return (
        rf"(?:(?P<y{n}>{_Y})(?:年度?(?![代级])|(?=(?:{_TO_OR_AND}|,){_Y}年(?![代级])))|(?P<r{n}>{relative})(?:的)?|(?P<s{n}>[0-9]{{2}})年(?={_N}月))?"
        rf"(?:(?P<q{n}>{_QUARTER})|(?P<h{n}>{_YEAR_PART}(?!级|步|次|始|中|期|部|线|层|端)))?"
        rf"(?:(?P<m{n}>{_N})(?:月份?(?!饼|嫂|球|薪|龄|经)|(?={_TO_OR_AND}{_N}月(?!龄)))"
        rf"(?:(?P<d{n}>{_N})(?:[日号](?!常|均|报|线|楼)|(?={_TO_OR_AND}{_N}[日号]))|(?P<p{n}>{_MONTH_PART}(?!级|步|次|始|期|部|线)))?)?"
    )


_POINT = re.compile(_point(""))
_DAY_ALONE = re.compile(f"(?P<d>{_N})[日号](?!常|均|报|线|楼|内|以|之)")
_PART_ALONE = re.compile("(?P<p>[上中下]旬|底|末)")
_JOIN = re.compile(_TO)
_SINCE = re.compile("(?:以来|来(?=[,。;、])|至今|迄今|到现在|至目前|到目前)")
_NUMERIC = re.compile(r"(?P<y>(?:19|20)[0-9]{2})(?P<sep>[-./])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})(?![0-9.])")
_YEARS = re.compile("(?P<y>(?:19|20)[0-9]{2})(?:——?|–|-)(?P<z>(?:19|20)[0-9]{2})(?![0-9年.万亿个])")
_DECADE = re.compile(
    "(?:(?:(?P<c>上个?|本|[12][0-9]|十九|二十一?)世纪)(?P<x>[0-9]0|[一二三四五六七八九]{1,2}十)年代|(?P<full>(?:19|20)[0-9]0)年代|(?P<alone>[2-9]0|[二三四五六七八九]{1,2}十)年代)"
    "(?P<p>初|中期|末|后期|前期)?"
)
_NO_DATE_BEFORE = re.compile(r"[0-9A-Za-z.]$|星期$|礼拜$|周$")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or period from `start` up to `end` of the plain text; `last` only for a period with an end."""

    start: int
    end: int
    first: Moment
    last: Moment | None = None
    is_period: bool = False
    malformed: bool = False


def date_at(text: str, start: int, before: Dated | None) -> Dated | None:
    """The date or period that begins there. `before` is the last one read, from which a day alone takes its month."""
    if _NO_DATE_BEFORE.search(text, max(0, start - 2), start):
        return None
    found = (
        _numeric(text, start) or _decade(text, start, before) or _worded(text, start) or _following(text, start, before)
    )
    if found is None:
        return None
    found = found if found.is_period else _until(text, found)
    if found.last is None and (since := _SINCE.match(text, found.end)):
        return replace(found, end=since.end(), is_period=True)
    return found


def _worded(text: str, start: int) -> Dated | None:
    match = _POINT.match(text, start)
    if match is None or match.end() == start:
        return None
    if match["r"] and RELATIVE_YEARS[match["r"]] is None and not match["m"]:
        return None
    if match["h"] and not (match["y"] or match["r"]) and not match["h"].endswith("半年"):
        return None
    first, last = _moments(match)
    if first is None:
        return None
    return Dated(start, match.end(), first, last, last is not None, not _possible(first))


def _moments(match: re.Match[str]) -> tuple[Moment | None, Moment | None]:
    """The date of a match; with 前三季度 also the last quarter."""
    year = _year(match)
    offset = RELATIVE_YEARS[match["r"]] if match["r"] else None
    if match["y"] and year is None:
        return None, None
    part = PARTS.get(match["h"] or match["p"] or "", "")
    last = None
    if quarter := match["q"]:
        number = han_value(next(char for char in quarter if char in "1234一二三四"))
        if number > 4:
            return None, None
        part = f"q{number}"
        if quarter.startswith("前"):
            if number == 1:
                return None, None
            last = Moment(year, part=part, year_offset=offset)
            part = "q1"
    first = Moment(year, _number(match["m"]), _number(match["d"]), part, offset)
    return first, last


def _year(match: re.Match[str]) -> int | None:
    if match["s"]:
        short = int(match["s"])
        return short + (1900 if short > 49 else 2000)
    return han_year(match["y"]) if match["y"] else None


def _number(text: str | None) -> int | None:
    return han_value(text) if text else None


def _possible(moment: Moment) -> bool:
    if moment.month is not None and not 1 <= moment.month <= 12:
        return False
    if moment.day is None:
        return True
    days = calendar.monthrange(moment.year or 2000, moment.month)[1] if moment.month else 31
    return 1 <= moment.day <= days


def _until(text: str, found: Dated) -> Dated:
    """The date with the end of its period, which takes year and month from the beginning where it leaves them out."""
    join = _JOIN.match(text, found.end)
    if join is None:
        return found
    first = found.first
    if first.day and (day := _DAY_ALONE.match(text, join.end())):
        last = replace(first, day=han_value(day["d"]))
        end = day.end()
    elif first.part and first.month and (part := _PART_ALONE.match(text, join.end())):
        last, end = replace(first, part=PARTS[part["p"]]), part.end()
    elif first.month and (day := _DAY_ALONE.match(text, join.end())):
        last, end = replace(first, day=han_value(day["d"]), part=""), day.end()
    else:
        second = _numeric(text, join.end()) or _worded(text, join.end())
        if second is None or second.is_period:
            return found
        last, end = second.first, second.end
        if last.year is None and last.year_offset is None and (last.month or last.part):
            later = text.startswith(("次年", "翌年"), join.end())
            last = replace(last, year=_later(first.year, later), year_offset=_later(first.year_offset, later))
    if not _in_order(first, last):
        return found
    return Dated(found.start, end, first, last, True, found.malformed or not _possible(last))


def _later(year: int | None, by_one: bool) -> int | None:
    return None if year is None else year + by_one


def _in_order(first: Moment, last: Moment) -> bool:
    if first.year and last.year and first.year != last.year:
        return first.year < last.year
    if (first.year is None) != (last.year is None) or first.year_offset != last.year_offset:
        return True
    if first.month and last.month and first.month != last.month:
        return first.month < last.month or first.year is None
    return not (first.month and first.day and last.day) or first.day <= last.day


def _following(text: str, start: int, before: Dated | None) -> Dated | None:
    """A day alone in a row (8月10日、13日) or, in a text that dates what it tells, between commas."""
    day = _DAY_ALONE.match(text, start)
    if day is None or not (1 <= han_value(day["d"]) <= 31):
        return None
    if before is not None and before.last is None and before.first.day and text[before.end : start] in "、,和及与":
        return Dated(start, day.end(), replace(before.first, day=han_value(day["d"])))
    dated = before is not None and before.first.month is not None
    led = text.endswith(("每月", "当月", "次月", "本月", "同月"), 0, start)
    if led or (dated and text[start - 1 : start] in ",。;于" and text[day.end() : day.end() + 1] in ",上下晚至"):
        return Dated(start, day.end(), Moment(day=han_value(day["d"])))
    return None


def _numeric(text: str, start: int) -> Dated | None:
    if (years := _YEARS.match(text, start)) and years["y"] < years["z"]:
        return Dated(start, years.end(), Moment(int(years["y"])), Moment(int(years["z"])), True)
    match = _NUMERIC.match(text, start)
    if match is None:
        return None
    moment = Moment(int(match["y"]), int(match["m"]), int(match["d"]))
    return Dated(start, match.end(), moment) if _possible(moment) else None


def _decade(text: str, start: int, before: Dated | None) -> Dated | None:
    """A decade as the period of its ten years. 八九十年代 is two: 八 up to its first digit, then 九十年代."""
    match = _DECADE.match(text, start)
    if match is None:
        return None
    if match["full"]:
        return _ten_years(start, match.end(), int(match["full"]))
    tens, group = (match["x"], "x") if match["x"] else (match["alone"], "alone")
    century = _century(match["c"])
    if before is not None and before.end == start and before.first.year and match["c"] is None:
        century = before.first.year // 100 * 100  # the second of two decades
    if len(tens) == 3:
        if han_value(tens[0]) >= han_value(tens[1]):
            return None
        end = match.start(group) + 1
        return _ten_years(start, end, century + 10 * han_value(tens[0]))
    return _ten_years(start, match.end(), century + han_value(tens))


def _ten_years(start: int, end: int, first: int) -> Dated:
    return Dated(start, end, Moment(first), Moment(first + 9), True)


def _century(name: str | None) -> int:
    """The first year of the century: 1900 where none is named."""
    if name is None or name.startswith("上"):
        return 1900
    return 2000 if name == "本" else (han_value(name) - 1) * 100
