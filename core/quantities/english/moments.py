"""Reading one English date: both orders, with and without a year, parts of months and years."""

import re
from dataclasses import replace

from core.quantities.english.lexicon import (
    AMBIGUOUS_MONTHS,
    BEFORE_A_MONTH,
    CODED_PARTS,
    HALVES,
    MONTHS,
    ORDINAL_ENDINGS,
    ORDINALS,
    PARTS,
    PERCENTS,
    QUARTERS,
    SCALES,
    TEN_DAYS,
    UNTIL,
    YEAR_FROM,
    YEAR_TO,
)
from core.quantities.english.noun_lexicon import (
    STOPS,
)
from core.quantities.english.tokens import DASHES, Tokens
from core.quantities.english.years import (
    YEAR,
    Found,
    bare_year,
    is_year,
    relative_year,
    with_year,
    year_after,
    year_with_part,
)
from core.quantities.reading import Moment

_DOTTED = re.compile(r"([12]\d{3})\.(\d{1,2})\.(\d{1,2})|(\d{1,2})\.(\d{1,2})\.([12]\d{3})")
AFTER_THE = frozenset({*PARTS, *TEN_DAYS, *QUARTERS, *ORDINALS, "latter", "year", "end"}) | {
    f"{n}" for n in range(1, 32)
}


def read_moment(tokens: Tokens, at: int, second: bool = False) -> Found | None:
    """The one date that begins here. `second` tells that a date stands before, so that a bare year is surely one."""
    if tokens.is_digits(at):
        return (
            _numeric(tokens, at)
            or _day_month(tokens, at)
            or year_with_part(tokens, at)
            or bare_year(tokens, at, second)
        )
    word = tokens.at(at)
    if word in TEN_DAYS and (found := _ten_days(tokens, at)):
        return found
    if word in MONTHS:
        return _month(tokens, at)
    if word == "the":
        return relative_year(tokens, at) or (read_moment(tokens, at + 1) if tokens.at(at + 1) in AFTER_THE else None)
    if word in ("last", "this", "next") and tokens.at(at + 1) in MONTHS:
        return _month(tokens, at + 1)
    if word in ORDINALS or word in ("latter", "last"):
        return _part_of_year(tokens, at) or _worded_day(tokens, at) or (relative_year(tokens, at))
    if word in CODED_PARTS:
        year = year_after(tokens, at + 1)
        return (replace(year[0], part=CODED_PARTS[word]), year[1]) if year else (Moment(part=CODED_PARTS[word]), at + 1)
    if word in PARTS or word == "year":
        return _part(tokens, at)
    return relative_year(tokens, at)


def _numeric(tokens: Tokens, at: int) -> Found | None:
    """2017-12-24, 2017.12.24, 24/12/2017, 2017-12. Of 05/06/2017 only the year is sure."""
    if dotted := _DOTTED.fullmatch(tokens.at(at)):
        year, month, day, first, middle, last = dotted.groups()
        return _checked(year or last, month or middle, day or first, at + 1)
    if tokens.at(at + 1) not in ("-", "/") or not (tokens.glued(at + 1) and tokens.glued(at + 2)):
        return None
    if not tokens.is_digits(at + 2) or tokens.at(at - 1) in ("-", "/") and tokens.glued(at):
        return None
    first, middle = tokens.at(at), tokens.at(at + 2)
    if tokens.at(at + 3) == tokens.at(at + 1) and tokens.glued(at + 3) and tokens.is_digits(at + 4):
        last = tokens.at(at + 4)
        if YEAR.fullmatch(first):
            return _checked(first, middle, last, at + 5)
        found = _checked(last, middle, first, at + 5)
        unsure = found and first != middle and first.isdecimal() and int(first) <= 12 and int(middle) <= 12
        return (Moment(int(last)), at + 5) if unsure else found
    if YEAR.fullmatch(first) and re.fullmatch(r"0[1-9]|1[0-2]", middle) and tokens.at(at + 1) != "-":
        return Moment(int(first), int(middle)), at + 3
    if YEAR.fullmatch(middle) and re.fullmatch(r"0?[1-9]|1[0-2]", first) and tokens.at(at + 1) == "/":
        return Moment(int(middle), int(first)), at + 3
    return None


def _checked(year: str, month: str, day: str, end: int) -> Found | None:
    """The date if there is such a one; a month above 12 is the day in American order."""
    if not (YEAR.fullmatch(year) and month.isdecimal() and day.isdecimal() and YEAR_FROM <= int(year) <= YEAR_TO):
        return None
    if int(month) > 12 and int(day) <= 12:
        month, day = day, month
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return Moment(int(year), int(month), int(day)), end


def day_of_month(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A day of the month in digits, with or without its ending, and where it ends."""
    word = tokens.at(at)
    if not (word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31):
        return None
    ending = tokens.at(at + 1) in ORDINAL_ENDINGS and (tokens.glued(at + 1) or tokens.at(at + 2) in (*MONTHS, "of"))
    return int(word), at + 2 if ending else at + 1


def _day_month(tokens: Tokens, at: int) -> Found | None:
    """24 December 2017, 24th of December, 1 June of this year."""
    day = day_of_month(tokens, at)
    if day is None:
        return None
    step = day[1] + 1 if tokens.at(day[1]) in ("of", "-", "day") else day[1]
    if tokens.at(day[1]) == "day" and tokens.at(step) == "of":
        step += 1
    if tokens.at(step) not in MONTHS or not tokens.capital(step):
        return None
    return with_year(tokens, Moment(month=MONTHS[tokens.at(step)], day=day[0]), after_month(tokens, step))


def _worded_day(tokens: Tokens, at: int) -> Found | None:
    """The first of October."""
    number = ORDINALS.get(tokens.at(at), 0)
    of_month = tokens.at(at + 1) == "of" and tokens.at(at + 2) in MONTHS and tokens.capital(at + 2)
    if not of_month or not 0 < number <= 31:
        return None
    return with_year(tokens, Moment(month=MONTHS[tokens.at(at + 2)], day=number), at + 3)


def after_month(tokens: Tokens, at: int) -> int:
    """Behind the month, and behind the point of its abbreviation."""
    short = len(tokens.at(at)) <= 4 and tokens.at(at + 1) == "." and tokens.glued(at + 1)
    return at + 2 if short and (tokens.is_digits(at + 2) or tokens.at(at + 2) in (",", "-", "–", "to")) else at + 1


def _month(tokens: Tokens, at: int) -> Found | None:
    """December 24, 2017; December 2012; December. May and March need company to be months."""
    if not tokens.capital(at):
        return None
    month, end = Moment(month=MONTHS[tokens.at(at)]), after_month(tokens, at)
    day = day_of_month(tokens, end)
    if day and not _counted(tokens, at, day[1]):
        dated = replace(month, day=day[0])
        return with_year(tokens, dated, day[1])
    found = with_year(tokens, month, end)
    lone = found[1] == end and tokens.at(at - 1) not in BEFORE_A_MONTH
    spans = tokens.at(end) in UNTIL and (tokens.at(end + 1) in MONTHS or tokens.at(end + 1) in PARTS)
    if lone and not spans and tokens.at(at) in AMBIGUOUS_MONTHS:
        return None
    return None if tokens.at(end) == "day" and tokens.capital(end) else found


def _counted(tokens: Tokens, month: int, after: int) -> bool:
    """Whether the digits behind a month count things: "In May 12 provinces …", "June 2.5", "in July 30%"."""
    if tokens.at(after) in PERCENTS or tokens.at(after) in SCALES:
        return True
    word = tokens.at(after)
    return tokens.at(month - 1) == "in" and tokens.is_word(after) and word not in STOPS and not tokens.glued(after)


def _ten_days(tokens: Tokens, at: int) -> Found | None:
    """The first ten days of August, the last ten days of September 2017: 上旬, 中旬, 下旬."""
    step = at + 1
    if tokens.at(step) not in ("ten", "10") or tokens.at(step + 1 + tokens.hyphen(step + 1)) not in ("days", "day"):
        return None
    step += 3 if tokens.hyphen(step + 1) else 2
    step += 1 if tokens.at(step) in ("period", "span") else 0
    step += 1 if tokens.at(step) in ("of", "in") else 0
    if tokens.at(step) not in MONTHS or not tokens.capital(step):
        return None
    month = Moment(month=MONTHS[tokens.at(step)], part=TEN_DAYS[tokens.at(at)])
    return with_year(tokens, month, after_month(tokens, step))


def _part_of_year(tokens: Tokens, at: int) -> Found | None:
    """The third quarter of 2017, the first half of this year."""
    names = {"quarter": QUARTERS, "half": HALVES}.get(tokens.at(at + 1))
    part = names.get(tokens.at(at)) if names else None
    if part is None:
        return None
    step = at + 2
    year = year_after(tokens, step)
    if year:
        return replace(year[0], part=part), year[1]
    return (Moment(part=part), step) if tokens.at(step) != "of" and not tokens.hyphen(step) else None


def _part(tokens: Tokens, at: int) -> Found | None:
    """Early September, mid-October 2017, the end of 2016, late last year, year-end 2016."""
    if tokens.at(at) == "year":
        if not (tokens.hyphen(at + 1) and tokens.at(at + 2) in ("end", "start", "beginning")):
            return None
        part, step = PARTS[tokens.at(at + 2)], at + 3
        year = year_after(tokens, step)
        return (replace(year[0], part=part), year[1]) if year else (Moment(part=part), step)
    part, step = PARTS[tokens.at(at)], at + 1
    nouns = tokens.at(at) in ("beginning", "start", "middle", "end", "close")
    if tokens.at(step) in DASHES or (tokens.at(step) == "in" and not nouns):
        step += 1
    elif nouns:
        if tokens.at(step) != "of":
            return None
        step += 1
    if tokens.at(step) in MONTHS and tokens.capital(step):
        month = Moment(month=MONTHS[tokens.at(step)], part=part)
        return with_year(tokens, month, after_month(tokens, step))
    if is_year(tokens, step):
        return Moment(year=int(tokens.at(step)), part=part), step + 1
    found = relative_year(tokens, step, unnamed=True)
    return (replace(found[0], part=part), found[1]) if found else None
