"""After a draw: who looked, which unit took whose place, which drawn units are inspected."""

from collections import Counter
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Locality, User
from core.history import record
from inspections.drawing.pairing import pair
from inspections.drawing.protocol import next_ticket
from inspections.drawing.roster import Row
from inspections.enums import Arrangement, DrawState, TicketState
from inspections.models import Draw, Inspection, Ticket, Unit, Visit
from inspections.queries.rosters import plan_of, rows_of_draw


@transaction.atomic
def look_at_result(*, draw: Draw, form: str, by: User) -> None:
    """Let `by` see the result in one `form` (page, json, pdf, csv …). While the embargo lasts each look is in the
    history; afterwards everybody on the inspection may look, and it would only say who reads.

    Raises PermissionDenied.
    """
    if not by.has_perm("inspections.see_result", draw):
        raise PermissionDenied
    if not draw.embargo_is_over():
        record(draw, verb="look", by=by, source=draw.state, target=form)


@transaction.atomic
def replace_unit(*, ticket: Ticket, reason: str, by: User) -> Ticket:
    """The next ticket of the stratum takes the place of `ticket`, whose unit cannot be checked; no new draw is needed.

    Raises PermissionDenied, or ValidationError: no reason, replaced already, no unit left in the stratum.
    """
    draw = Draw.objects.select_for_update().get(pk=ticket.draw_id)
    if not by.has_perm("inspections.replace_unit", draw):
        raise PermissionDenied
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("请写明理由。"), code="note_missing")
    ticket = draw.tickets.select_related("row").get(pk=ticket.pk)
    if ticket.state == TicketState.REPLACED:
        raise ValidationError(_("这个单位已经替换过了。"), code="wrong_state")
    rows, inspectors = rows_of_draw(draw)
    last = draw.tickets.filter(stratum=ticket.stratum).aggregate(last=Max("rank"))["last"]
    row = next_ticket(rows, plan_of(draw), seed_of(draw), ticket.stratum, last)
    if row is None:
        raise ValidationError(_("这一层已没有可以递补的单位。"), code="exhausted")
    ticket.state = TicketState.REPLACED
    ticket.save(update_fields=["state"])
    substitute = draw.tickets.create(
        stratum=ticket.stratum,
        rank=last + 1,
        row=draw.roster.rows.get(ident=row.ident),
        state=TicketState.SUBSTITUTE,
        replaces=ticket,
        reason=reason,
        inspectors=_inspectors_for(draw, row, inspectors),
    )
    record(draw, verb="replace_unit", by=by, note=f"{ticket.row.ident} → {row.ident}\n{reason}")
    return substitute


def seed_of(draw: Draw) -> str:
    """The seed of a draw that was made."""
    return (draw.certificate or {})["seed"]


def _inspectors_for(draw: Draw, row: Row, inspectors: list[Row] | None) -> list[str]:
    """Who goes to a unit that took the place of another: those with the fewest units, as in the draw itself."""
    if inspectors is None:
        return []
    loads: Counter[str] = Counter()
    for idents in draw.tickets.exclude(state=TicketState.REPLACED).values_list("inspectors", flat=True):
        loads.update(idents)
    per_unit = plan_of(draw).per_unit
    return pair([row], inspectors, per_unit=per_unit, seed=seed_of(draw), loads=loads)[row.ident]


@transaction.atomic
def adopt_units(*, draw: Draw, visits: Mapping[int, Visit | None], by: User) -> list[Unit]:
    """Make drawn units (ticket number → the visit on which it is checked, if known) units of the inspection.

    What already is one, or was replaced, stays as it is. Raises PermissionDenied, or ValidationError: a draw that is
    not made, an embargo that still holds, since units are seen by everybody, a visit of another inspection.
    """
    inspection = Inspection.objects.select_for_update().get(pk=draw.inspection_id)
    if not (by.has_perm("inspections.edit_fieldwork", inspection) and by.has_perm("inspections.see_result", draw)):
        raise PermissionDenied
    if draw.state != DrawState.DRAWN:
        raise ValidationError(_("尚未抽取。"), code="wrong_state")
    if not draw.embargo_is_over():
        raise ValidationError(_("受检单位对参加检查的人员都可见，保密期结束后才能转入。"), code="embargo")
    if any(visit and visit.inspection_id != inspection.pk for visit in visits.values()):
        raise ValidationError(_("请选择本次检查的实地检查。"), code="foreign_visit")
    standing = draw.tickets.exclude(state=TicketState.REPLACED).filter(pk__in=visits, unit=None)
    order = inspection.units.aggregate(last=Max("order"))["last"] or 0
    tickets = list(standing.select_related("row").select_for_update(of=("self",)))
    known = Locality.objects.in_bulk({ticket.row.place for ticket in tickets})
    units = []
    for number, ticket in enumerate(tickets, start=order + 1):
        ticket.unit = inspection.units.create(
            visit=visits[ticket.pk],
            order=number,
            name_zh=ticket.row.name[:160],
            kind_zh=ticket.row.kind,
            locality=known.get(ticket.row.place),
            arrangement=Arrangement.RANDOM,
        )
        ticket.save(update_fields=["unit"])
        units.append(ticket.unit)
    if units:
        record(draw, verb="adopt_units", by=by, note=str(len(units)))
    return units
