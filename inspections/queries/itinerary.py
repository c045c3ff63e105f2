"""The days of all visits in one table: who is where, with which plan, at which units and in which meetings."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from core.periods import Precision
from core.text import Text
from inspections.models import Inspection, Meeting, SubGroup, Unit, Visit

LONGEST = 60  # days: a visit that is stated to last longer is no itinerary


@dataclass
class Stop:
    """A sub-group at a locality on one day."""

    visit: Visit
    plan: Text = field(default_factory=Text)
    units: list[Unit] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)


@dataclass(frozen=True)
class DayRow:
    """One day, with the stops of each sub-group in the order of the columns."""

    day: date
    cells: list[tuple[SubGroup | None, list[Stop]]]


@dataclass(frozen=True)
class Itinerary:
    """Columns are sub-groups; the last one is None where visits belong to no sub-group. `undated` have no days yet."""

    groups: list[SubGroup | None]
    days: list[DayRow]
    undated: list[Visit]


def itinerary_of(inspection: Inspection, units: Iterable[Unit]) -> Itinerary:
    """Of visits and meetings that are not void; `units` are those that the reader may see."""
    visits = list(
        inspection.visits.filter(void_reason="").select_related("locality", "sub_group").prefetch_related("days")
    )
    stops: dict[tuple[date, int], Stop] = {}
    for visit in visits:
        for moment in days_of(visit):
            stops[moment, visit.pk] = Stop(visit)
        for row in visit.days.all():
            stops.setdefault((row.day, visit.pk), Stop(visit)).plan = row.plan
    for unit in units:
        if unit.checked_on and (stop := stops.get((unit.checked_on, unit.visit_id or 0))):
            stop.units.append(unit)
    for meeting in inspection.meetings.filter(void_reason="").exclude(visit=None):
        if meeting.starts and (stop := stops.get((meeting.starts, meeting.visit_id or 0))):
            stop.meetings.append(meeting)
    there: dict[Any, SubGroup | None] = {visit.sub_group_id: visit.sub_group for visit in visits}
    groups = sorted(there.values(), key=lambda group: (group is None, group.number if group else 0))
    placed = {pk for _day, pk in stops}
    return Itinerary(
        groups=groups,
        days=[DayRow(moment, cells_of(moment, groups, stops)) for moment in sorted({moment for moment, _pk in stops})],
        undated=[visit for visit in visits if visit.pk not in placed],
    )


def cells_of(
    moment: date, groups: list[SubGroup | None], stops: dict[tuple[date, int], Stop]
) -> list[tuple[SubGroup | None, list[Stop]]]:
    today = sorted((stop for (on, _pk), stop in stops.items() if on == moment), key=lambda stop: stop.visit.order)
    return [
        (group, [stop for stop in today if stop.visit.sub_group_id == (group.pk if group else None)])
        for group in groups
    ]


def days_of(visit: Visit) -> list[date]:
    """The days of the visit, where both its ends are known to the day."""
    if not visit.starts or visit.open_ended or visit.precision not in ("", Precision.DAY) or visit.end_precision:
        return []
    last = visit.ends or visit.starts
    length = (last - visit.starts).days + 1
    return [visit.starts + timedelta(days=number) for number in range(length)] if length <= LONGEST else []
