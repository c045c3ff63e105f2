"""Where an inspection reached: the places visited and entrusted, as tiles and as a table, in standard order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Locality
from core.charts import ENTRUSTED, NONE, UNKNOWN, VISITED, Place
from core.text import Text
from core.tiles import TILES
from inspections.models import Delegation, Inspection, Visit

WORDS = {VISITED: _("实地检查"), ENTRUSTED: _("委托检查")}


@dataclass(frozen=True)
class Reached:
    """One place of the table: how it was reached and when, as far as that is stated."""

    code: str
    name: Text
    word: Any
    when: Text


def places_of(visits: Iterable[Visit], delegations: Iterable[Delegation]) -> list[Place]:
    """The provinces with what happened there, in standard order; empty for an inspection below the national level.

    An entrusted standing committee marks its province. Where some were entrusted without being named, all that were
    neither visited nor named are "not stated", not "none".
    """
    delegations = list(delegations)
    states = {row.body.locality_id: ENTRUSTED for row in delegations if row.body and row.body.locality_id}
    states |= {visit.locality_id: VISITED for visit in visits}
    if not states or not states.keys() <= TILES.keys():
        return []
    rest = NONE if all(row.names_stated for row in delegations) else UNKNOWN
    provinces = Locality.objects.filter(code__in=TILES).order_by("code")
    return [Place(row.code, row.name, states.get(row.code, rest)) for row in provinces]


def reached_of(inspection: Inspection, visits: Iterable[Visit], delegations: Iterable[Delegation]) -> list[Reached]:
    """The places visited and those entrusted by name, in standard order; a place may have been both."""
    rows = [Reached(row.locality_id, short_of(row.locality), WORDS[VISITED], when_of(row)) for row in visits]
    for row in delegations:
        if row.body is None:
            continue
        place = row.body.locality
        name = short_of(place) if place else row.body.name
        rows.append(Reached(place.code if place else "", name, WORDS[ENTRUSTED], row.period_text))
    return sorted(rows, key=lambda row: row.code or "999999")


def short_of(place: Locality) -> Text:
    """The short name (内蒙古), where a place has one."""
    return place.short or place.name


def when_of(visit: Visit) -> Text:
    """When the group was there: the period of the visit, else from its first day to its last one; empty: not stated."""
    if visit.period_stated:
        return visit.period_text
    days = [row.day for row in visit.days.all()]
    if not days:
        return Text()
    return Visit(starts=days[0], ends=days[-1] if days[-1] != days[0] else None, precision="day").period_text
