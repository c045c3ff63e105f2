"""The working-day calendar of a congress, as a page shows a year of it."""

from calendar import Calendar as Weeks
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import Body, User
from core.text import Text
from inspections.models import CalendarDay
from inspections.working_days import SATURDAY, calendar_of, is_exchanged, is_national_working, national_name


@dataclass(frozen=True)
class Day:
    """A day in the year of a body. `mark` is what sets it apart: "off" and "worked" by the nation, "own-off" and
    "own-worked" by the body alone, "" for an ordinary day."""

    day: date
    is_working: bool
    mark: str
    name: Text


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday on; None stands for the days of its neighbours."""

    first: date
    weeks: list[list[Day | None]]
    working: int


def bodies_of(user: User) -> QuerySet[Body]:
    """The congresses whose calendar `user` may see, in standard order: those she works in."""
    return Body.objects.filter(pk__in=user.inspecting_bodies).order_by("locality", "pk")


def kept_by(user: User) -> list[Body]:
    """Those of them whose calendar she keeps."""
    return [body for body in bodies_of(user) if user.has_perm("inspections.edit_calendar", body)]


def year_of(body: Body, year: int) -> list[Month]:
    """The twelve months of `year` as `body` works in them, in two queries."""
    own = calendar_of(body)
    notes = dict(body.calendar_days.filter(day__year=year).values_list("day", "note"))

    def shown(day: date) -> Day:
        is_working = own.is_working(day)
        if day in own.own:
            mark, name = f"own-{'worked' if is_working else 'off'}", Text(notes[day], notes[day])
        elif is_exchanged(day):
            mark, name = "worked", Text("调休上班", "Worked instead of another day")
        elif not is_national_working(day) and (national_name(day) or day.weekday() < SATURDAY):
            mark, name = "off", national_name(day)
        else:
            mark, name = "", Text()
        return Day(day, is_working, mark, name)

    return [_month(date(year, month, 1), shown) for month in range(1, 13)]


def _month(first: date, shown: Callable[[date], Day]) -> Month:
    weeks = [
        [shown(day) if day.month == first.month else None for day in week]
        for week in Weeks().monthdatescalendar(first.year, first.month)
    ]
    return Month(first, weeks, sum(day.is_working for week in weeks for day in week if day))


def own_days(body: Body, year: int) -> QuerySet[CalendarDay]:
    """The days of `year` on which `body` departs from the national calendar."""
    return body.calendar_days.filter(day__year=year).order_by("day")
