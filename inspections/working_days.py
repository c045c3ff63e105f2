"""Working days by the calendar of a congress: the national calendar of China, and the days that depart from it.

The national calendar (the notices of the State Council on holidays, and on weekends worked instead) comes out of
the package `holidays`. Beyond the years it knows, and before, weekends alone are days off.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from accounts.models import Body
from core.text import Text
from inspections.models import CalendarDay, Request

FIRST_KNOWN = 2001  # the oldest notice the package was checked against
SATURDAY = 5
ONE_DAY = timedelta(days=1)


@cache
def known_years() -> range:
    """The years of which the national calendar is known. A year counts once its exchanged weekends are announced."""
    from holidays.countries.china import China  # the package takes half a second: only who counts days waits for it

    announced = {day.year for day in China(years=range(FIRST_KNOWN, China.end_year + 1)).weekend_workdays}
    last = FIRST_KNOWN - 1
    while last + 1 in announced:
        last += 1
    return range(FIRST_KNOWN, last + 1)


@cache
def _national(year: int) -> tuple[Mapping[date, Text], frozenset[date]]:
    """Days off of `year` with their names, and the weekend days that are worked; both empty for an unknown year."""
    if year not in known_years():
        return {}, frozenset()
    from holidays.countries.china import China

    known, english = China(years=year, language="zh_CN"), China(years=year, language="en_US")
    names = {day: Text(name, english[day]) for day, name in known.items() if day.year == year}
    return names, frozenset(known.weekend_workdays)


def national_name(day: date) -> Text:
    """What day off it is ("国庆节"); empty for a weekend and for a working day."""
    return _national(day.year)[0].get(day, Text())


def is_exchanged(day: date) -> bool:
    """Whether it is a weekend day on which the nation works instead of another day."""
    return day in _national(day.year)[1]


def is_national_working(day: date) -> bool:
    """Whether the nation works on `day`."""
    off, worked = _national(day.year)
    return day in worked or day not in off and day.weekday() < SATURDAY


@dataclass(frozen=True)
class Calendar:
    """The working days of one congress. `own` are the days on which it departs: day → whether it works."""

    own: Mapping[date, bool] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        return self.own[day] if day in self.own else is_national_working(day)

    def add(self, start: date, number: int) -> date:
        """The `number`-th working day after `start`, which itself does not count (Civil Code, article 201); a negative
        number goes back, 0 is `start`. Raises OverflowError beyond the last year there is."""
        step, day = ONE_DAY if number > 0 else -ONE_DAY, start
        for _ in range(abs(number)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first` up to and with `last`; negative where `last` is the earlier one, so
        that `between(a, add(a, n)) == n`."""
        if last < first:
            return -sum(map(self.is_working, _days(last, first - ONE_DAY)))
        return sum(map(self.is_working, _days(first + ONE_DAY, last)))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


# --- Of a body --------------------------------------------------------------------------------------------------------


def calendar_of(body: Body) -> Calendar:
    """The calendar of `body`, in one query. A body without days of its own keeps to the national calendar, also where
    the body above it departs."""
    return Calendar(dict(CalendarDay.objects.filter(body=body).values_list("day", "is_working")))


def is_working(body: Body, day: date) -> bool:
    """Whether `body` works on `day`."""
    return calendar_of(body).is_working(day)


def add_working_days(body: Body, start: date, n: int) -> date:
    """The `n`-th working day of `body` after `start`; see `Calendar.add`."""
    return calendar_of(body).add(start, n)


def working_days_between(body: Body, a: date, b: date) -> int:
    """How many working days of `body` lie after `a` up to and with `b`; see `Calendar.between`."""
    return calendar_of(body).between(a, b)


def due_of(request: Request, issued: date) -> date | None:
    """The last day of the term that `request` sets, by the calendar of the body that asks; None where it sets none."""
    if request.days is None:
        return None
    asking = request.parent.body if request.parent and request.parent.body else request.inspection.organiser
    return add_working_days(asking, issued, request.days)
