"""Draws beside each other, and what one of them brought."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts.enums import INSPECTING_ROLES
from accounts.models import Membership, User
from core.text import Text
from inspections.enums import DrawState, TicketState
from inspections.models import Draw, Inspection, Roster, RosterRow, Ticket
from inspections.queries.rosters import names_of_strata


def earlier_from(roster: Roster, draw: Draw) -> list[Draw]:
    """Other draws that were committed upon the same register, abandoned ones too."""
    same = Draw.objects.filter(inspection_id=roster.inspection_id, roster__digest=roster.digest)
    return list(same.exclude(committed=None).exclude(pk=draw.pk).order_by("number"))


def earlier_of(draw: Draw) -> list[Draw]:
    return earlier_from(draw.roster, draw)


def counted(inspection: Inspection) -> str:
    """How often was drawn, in words: the abandoned ones are said."""
    states = list(inspection.draws.values_list("state", flat=True))
    abandoned = states.count(DrawState.ABANDONED)
    if not abandoned:
        return _("共%(all)s次") % {"all": len(states)}
    return _("共%(all)s次，其中作废%(abandoned)s次") % {"all": len(states), "abandoned": abandoned}


def place_among(draw: Draw, draws: Sequence[Draw]) -> str:
    """第3次，其中1次作废: the number of a draw, and how many up to it were abandoned."""
    abandoned = sum(one.state == DrawState.ABANDONED for one in draws if one.number <= draw.number)
    if not abandoned:
        return _("第%(number)s次") % {"number": draw.number}
    return _("第%(number)s次，其中%(abandoned)s次作废") % {"number": draw.number, "abandoned": abandoned}


@dataclass(frozen=True)
class Line:
    """A ticket with the names of who goes there, and the ticket that took its place."""

    ticket: Ticket
    inspectors: list[str]
    replaced_by: Ticket | None


@dataclass(frozen=True)
class Stratum:
    """One stratum of a result: tickets in their order, then who would come next."""

    key: str
    name: Text
    lines: list[Line]
    reserves: list[RosterRow]
    size: int

    @property
    def standing(self) -> int:
        return sum(line.ticket.state != TicketState.REPLACED for line in self.lines)


def result_of(draw: Draw) -> list[Stratum]:
    """The result by stratum, in a fixed number of queries; the caller was allowed to see it."""
    tickets = list(draw.tickets.select_related("row", "unit").order_by("stratum", "rank"))
    stated = (draw.certificate or {}).get("strata", {})
    people = names_of_inspectors(draw, {ident for ticket in tickets for ident in ticket.inspectors})
    places_of = {ticket.replaces_id: ticket for ticket in tickets if ticket.replaces_id}
    taken = {ticket.row.ident for ticket in tickets}
    waiting = {key: [ident for ident in one["reserves"] if ident not in taken] for key, one in stated.items()}
    wanted = [ident for idents in waiting.values() for ident in idents]
    rows = {row.ident: row for row in draw.roster.rows.filter(ident__in=wanted)} if wanted else {}
    names = names_of_strata(stated, draw.plan.get("strata", []))
    lines: dict[str, list[Line]] = {key: [] for key in stated}
    for ticket in tickets:
        inspectors = [people.get(ident, ident) for ident in ticket.inspectors]
        lines[ticket.stratum].append(Line(ticket, inspectors, places_of.get(ticket.pk)))
    return [
        Stratum(key, names[key], lines[key], [rows[ident] for ident in waiting[key]], one["rows"])
        for key, one in stated.items()
    ]


def names_of_inspectors(draw: Draw, idents: Iterable[str]) -> dict[str, str]:
    """Number of an inspector → name and office."""
    if draw.inspectors is None:
        return {}
    rows = draw.inspectors.rows.filter(ident__in=idents).values_list("ident", "name", "office")
    return {ident: " · ".join(filter(None, (name, office))) for ident, name, office in rows}


@dataclass(frozen=True)
class Excluded:
    """A unit that was not drawn from, and why."""

    ident: str
    name: str
    reason: str


def exclusions_of(draw: Draw) -> list[Excluded]:
    """What the plan leaves out, with the names of the roster."""
    stated = draw.plan.get("exclusions", [])
    names = dict(draw.roster.rows.filter(ident__in=[one["id"] for one in stated]).values_list("ident", "name"))
    return [Excluded(one["id"], names.get(one["id"], ""), one["reason"]) for one in stated]


def people_on(inspection: Inspection) -> QuerySet[User]:
    """Who works on the inspection today, with the roles in its standing committee: the people one may clear."""
    current = Membership.objects.current().filter(body=inspection.organiser_id, role__in=INSPECTING_ROLES)
    people = User.objects.filter(is_active=True, memberships__in=current).distinct().order_by("pk")
    return people.prefetch_related(Prefetch("memberships", current))
