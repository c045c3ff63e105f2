"""The time of an inspection: the days of its field work with today's place among them, and its deadlines as facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.periods import Precision
from core.text import Text
from inspections.models import Deadline, Inspection, Visit

MOST = 31  # days that are drawn one by one; a longer field work is told by its places alone
PAST, TODAY, AHEAD = "past", "today", "ahead"


@dataclass(frozen=True)
class Day:
    """One day of the field work and where the group is on it; no places: not stated."""

    day: date
    place: str  # PAST, TODAY, AHEAD
    where: list[Text]


@dataclass(frozen=True)
class Due:
    """A deadline: `kind` is done, late, today or ahead, `words` say it as a fact."""

    row: Deadline
    kind: str
    words: str


def days_of(inspection: Inspection, visits: Iterable[Visit], today: date) -> list[Day]:
    """The days on which somebody was somewhere, or all days of an inspection whose period is stated by the day."""
    where: dict[date, list[Text]] = {}
    for visit in visits:
        for day in days_of_visit(visit):
            where.setdefault(day, []).append(visit.locality.short or visit.locality.name)
    if not where and inspection.precision == Precision.DAY and inspection.starts:
        where = {day: [] for day in between(inspection.starts, inspection.ends or inspection.starts)}
    if len(where) > MOST:
        return []
    return [Day(day, PAST if day < today else AHEAD if day > today else TODAY, where[day]) for day in sorted(where)]


def days_of_visit(visit: Visit) -> list[date]:
    """The days of its period where that is stated by the day, planned yet or not, and those of the programme."""
    planned = {row.day for row in visit.days.all()}
    if visit.starts is not None and visit.precision == Precision.DAY:
        planned |= set(between(visit.starts, visit.ends or visit.starts))
    return sorted(planned)


def between(first: date, last: date) -> list[date]:
    """All days from `first` to `last`, up to one more than are ever drawn."""
    return [first + timedelta(days=number) for number in range(min((last - first).days, MOST) + 1)]


def deadlines_of(inspection: Inspection, today: date) -> list[Due]:
    """The deadlines that are not void, in their order; one query."""
    return [Due(row, *state_of(row, today)) for row in inspection.deadlines.filter(void_reason="")]


def state_of(row: Deadline, today: date) -> tuple[str, Any]:
    """How a deadline stands today, as a key and in words."""
    if row.done_on is not None:
        late = (row.done_on - row.due).days
        if late > 0:
            said = ngettext("已完成，晚%(days)s天", "已完成，晚%(days)s天", late)
            return "done", said % {"days": late}
        return "done", _("已完成")
    left = (row.due - today).days
    if left < 0:
        return "late", ngettext("已过期%(days)s天", "已过期%(days)s天", -left) % {"days": -left}
    if left == 0:
        return "today", _("今天到期")
    return "ahead", ngettext("还有%(days)s天", "还有%(days)s天", left) % {"days": left}
