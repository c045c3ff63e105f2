"""Reading English dates and periods: one date, a span between two, an open one, a decade."""

from dataclasses import dataclass, replace

from core.quantities.english.lexicon import (
    MONTHS,
    ONES,
    PARTS,
    PRESENT,
    UNTIL,
)
from core.quantities.english.moments import AFTER_THE, after_month, day_of_month, read_moment
from core.quantities.english.tokens import DASHES, Phrases, Tokens
from core.quantities.english.years import YEAR, Found, is_year, with_year, year_after
from core.quantities.reading import Moment

_PRESENT = Phrases(PRESENT)
_UNTIL = Phrases(UNTIL)
_OPENLY = frozenset({"onwards", "onward", "on", "forward"})
_LEADS = frozenset({"since", "from", "between"})


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, or a period from `first` to `last` (None while it goes on), in the tokens from `start` up to `end`."""

    start: int
    end: int
    first: Moment
    last: Moment | None = None
    period: bool = False


def read_date(tokens: Tokens, at: int) -> Dated | None:
    """The date or period that begins at that token."""
    word = tokens.at(at)
    if word in _LEADS:
        return _led(tokens, at, word)
    if word == "the" and tokens.at(at + 1) not in _LEADS:
        inner = read_date(tokens, at + 1) if tokens.at(at + 1) in AFTER_THE else None
        if inner is None and (found := read_moment(tokens, at)):
            return _spanned(tokens, at, found, False)
        return replace(inner, start=at) if inner else None
    if span := _opening_months(tokens, at) or decade(tokens, at) or _days(tokens, at) or short_years(tokens, at):
        return span
    found = read_moment(tokens, at)
    return _spanned(tokens, at, found, False) if found else None


def _led(tokens: Tokens, at: int, word: str) -> Dated | None:
    """Since 2015; from August to October 2017; from 2015 onwards; between 2014 and September 2017."""
    inner = read_date(tokens, at + 1)
    if inner is None:
        return None
    if word == "since":
        return None if inner.period and inner.last else Dated(at, inner.end, inner.first, None, True)
    if inner.period:
        return replace(inner, start=at) if word == "from" else inner
    if word == "from":
        step = inner.end
        if tokens.at(step) in _OPENLY and not (tokens.at(step) == "on" and tokens.is_word(step + 1)):
            return Dated(at, step + 1, inner.first, None, True)
        return inner
    found = read_moment(tokens, inner.end + 1) if tokens.at(inner.end) == "and" else None
    return _joined(at, inner.first, found) if found else inner


def _spanned(tokens: Tokens, at: int, found: Found, bare: bool) -> Dated:
    """That date, or the period from it to the date behind to, until, through or a dash."""
    moment, end = found
    if tokens.at(end) in ("onwards", "onward"):
        return Dated(at, end + 1, moment, None, True)
    joint = _UNTIL.at(tokens, end)
    if joint is None:
        return Dated(at, end, moment)
    step = end + joint[1]
    if tokens.at(step) == "the" and read_moment(tokens, step) is None and tokens.at(step + 1) != "present":
        step += 1
    present = _PRESENT.at(tokens, step)
    if present and tokens.at(step + present[1]) != "of":
        return Dated(at, step + present[1], moment, None, True)
    last = read_moment(tokens, step, second=True)
    if last is None or tokens.at(end) in DASHES and not _comparable(moment, last[0]):
        return Dated(at, end, moment)
    return _joined(at, moment, last) or Dated(at, end, moment)


def _comparable(first: Moment, last: Moment) -> bool:
    return bool(first.year or first.month) and bool(last.year or last.month or last.year_offset is not None)


def _joined(at: int, first: Moment, found: Found) -> Dated | None:
    """The period from one to the other. A year that only one of them states holds for both."""
    last, end = found
    if first.year is None and first.year_offset is None and (first.month or first.part):
        first = replace(first, year=last.year, year_offset=last.year_offset)
    elif last.year is None and last.year_offset is None and last.month:
        last = replace(last, year=first.year, year_offset=first.year_offset)
    if first.year and last.year and (last.year, last.month or 12) < (first.year, first.month or 1):
        return None
    return Dated(at, end, first, last, True)


def short_years(tokens: Tokens, at: int) -> Dated | None:
    """2014-17 and 2016/17; 2014–2017 is read as two dates."""
    if not (YEAR.fullmatch(tokens.at(at)) and is_year(tokens, at)) or tokens.at(at + 1) not in (*DASHES, "/"):
        return None
    year, short = int(tokens.at(at)), tokens.at(at + 2)
    if not (tokens.glued(at + 1) and tokens.glued(at + 2) and short.isdecimal()):
        return None
    if tokens.at(at + 1) == "/" and YEAR.fullmatch(short):
        last = int(short)
    elif len(short) == 2 and (tokens.at(at + 3) not in DASHES or not tokens.glued(at + 3)):
        last = year // 100 * 100 + int(short)
    else:
        return None
    return Dated(at, at + 3, Moment(year=year), Moment(year=last), True) if year < last else None


def decade(tokens: Tokens, at: int) -> Dated | None:
    """The 1990s, the late 1990s, the 90s."""
    step = at + 2 if tokens.at(at) in ("late", "early", "mid") and tokens.hyphen(at + 1) else at
    step = at + 1 if step == at and tokens.at(at) in ("late", "early", "mid") else step
    word, ending = tokens.at(step), tokens.at(step + 1)
    quote = 1 if ending in ("'", "’") else 0
    if not word.isdecimal() or tokens.at(step + 1 + quote) != "s" or not tokens.glued(step + 1):
        return None
    short = tokens.at(at - 1) == "the" or ("s" in (tokens.at(at - 2), tokens.at(at - 3)))
    if len(word) == 2 and word.endswith("0") and short:
        year = 1900 + int(word)
    elif YEAR.fullmatch(word) and word.endswith("0"):
        year = int(word)
    else:
        return None
    part = PARTS[tokens.at(at)] if step != at else ""
    return Dated(at, step + 2 + quote, Moment(year=year, part=part), Moment(year=year + 9), True)


def _days(tokens: Tokens, at: int) -> Dated | None:
    """10–13 October 2017, 10 to 13 October; October 10–13, 2017."""
    month_first = tokens.at(at) in MONTHS and tokens.capital(at)
    start = after_month(tokens, at) if month_first else at
    first = day_of_month(tokens, start)
    if first is None:
        return None
    joint = _UNTIL.at(tokens, first[1])
    last = day_of_month(tokens, first[1] + joint[1]) if joint else None
    if last is None or last[0] <= first[0]:
        return None
    step = last[1] + 1 if tokens.at(last[1]) == "of" else last[1]
    if month_first:
        month, end = MONTHS[tokens.at(at)], last[1]
    elif tokens.at(step) in MONTHS and tokens.capital(step):
        month, end = MONTHS[tokens.at(step)], after_month(tokens, step)
    else:
        return None
    moment, end = with_year(tokens, Moment(month=month, day=last[0]), end)
    return Dated(at, end, replace(moment, day=first[0]), moment, True)


def _opening_months(tokens: Tokens, at: int) -> Dated | None:
    """The first nine months of 2017, the first three quarters of this year: from January on."""
    if tokens.at(at) != "first" or tokens.at(at + 2) not in ("months", "quarters"):
        return None
    word = tokens.at(at + 1)
    number = ONES.get(word, int(word) if word.isdecimal() and len(word) <= 2 else 0)
    year = year_after(tokens, at + 3)
    if year is None or not 1 < number <= 12:
        return None
    if tokens.at(at + 2) == "months":
        return Dated(at, year[1], replace(year[0], month=1), replace(year[0], month=number), True)
    if number > 4:
        return None
    return Dated(at, year[1], replace(year[0], part="q1"), replace(year[0], part=f"q{number}"), True)
