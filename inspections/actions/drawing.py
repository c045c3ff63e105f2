"""Preparing a draw, committing to it, and drawing once: what was committed never changes, what was drawn neither."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.canonical import UNSEEN
from core.history import record
from core.templatetags.words import best
from core.text import Text
from core.workflow import take
from inspections.drawing import protocol
from inspections.drawing.certificate import certificate_of
from inspections.drawing.plan import Plan
from inspections.drawing.refusal import Refusal
from inspections.enums import DrawState, RosterKind, TicketState
from inspections.models import Draw, Inspection, Roster, Ticket
from inspections.queries.draws import earlier_from
from inspections.queries.rosters import plan_of, problems_with, rows_of, rows_of_draw
from inspections.sealing import SealBroken, open_sealed, seal
from inspections.workflow.draws import ABANDON, COMMIT, MAKE


@dataclass(frozen=True)
class Intent:
    """What is to be drawn, as it is prepared."""

    title: Text
    roster: Roster
    plan: Plan
    public_source: str
    inspectors: Roster | None = None
    embargo_until: datetime | None = None
    cleared: Sequence[User] = ()
    reason: str = ""


@transaction.atomic
def prepare_draw(*, inspection: Inspection, intent: Intent, by: User) -> Draw:
    """A planned draw under the next number of the inspection; nothing is committed by it.

    Raises PermissionDenied, or ValidationError: a roster of another inspection, a plan that cannot be drawn, a further
    draw from the same roster without a reason.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)  # numbers are given one after another
    last = inspection.draws.order_by("-number").values_list("number", flat=True).first() or 0
    draw = Draw(inspection=inspection, number=last + 1, code=f"{inspection.code}-draw-{last + 1}"[:80])
    _write(draw, intent, by)
    record(draw, verb="prepare_draw", by=by, target=DrawState.PLANNED)
    return draw


@transaction.atomic
def change_draw(*, draw: Draw, intent: Intent, by: User, seen: datetime | None = None) -> Draw:
    """Another plan for a draw that is not committed. `seen` is when the person saw it last changed.

    Raises PermissionDenied, or ValidationError: what `prepare_draw` raises, a commitment, a change by somebody else.
    """
    draw = Draw.objects.select_for_update().get(pk=draw.pk)
    if draw.state != DrawState.PLANNED:
        raise ValidationError(_("已是“%(state)s”状态。") % {"state": draw.get_state_display()}, code="wrong_state")
    _refuse_if_changed(draw, seen)
    _write(draw, intent, by)
    record(draw, verb="change_draw", by=by)
    return draw


@transaction.atomic
def commit_draw(*, draw: Draw, by: User, seen: datetime | None = None) -> Draw:
    """Bind roster, plan, exclusions and a new secret, which is sealed; from here on only `make_draw` opens it.

    `seen` is when the person saw the plan last changed. Raises what `take` raises, and ValidationError (`changed`).
    """
    _refuse_if_changed(Draw.objects.select_for_update().get(pk=draw.pk), seen)
    draw = take(COMMIT, draw, by=by)
    rows, inspectors = rows_of_draw(draw)
    secret, now = protocol.new_secret(), timezone.now()
    try:
        draw.commitment = protocol.commit(rows, plan_of(draw), secret, inspectors, draw.public_source, at=stated(now))
    except Refusal as refusal:
        raise ValidationError([best(problem) for problem in refusal.problems], code="refused") from refusal
    draw.sealed = seal(secret, draw.code)
    draw.committed, draw.committed_by = now, by
    draw.save(update_fields=["commitment", "sealed", "committed", "committed_by", "updated"])
    record(draw, verb="commitment", by=by, note=draw.commitment["commitment"])
    return draw


@transaction.atomic
def make_draw(*, draw: Draw, public_value: str, by: User) -> Draw:
    """Draw with the value the public source gave: seed, tickets and certificate in one transaction.

    Raises what `take` raises (two people at once: the second finds it drawn), ValidationError for a value that is
    none, a sealed secret that does not open, and rosters or a plan that are not what was committed.
    """
    draw = take(MAKE, draw, by=by)
    try:
        secret = open_sealed(bytes(draw.sealed or b""), draw.code)
        rows, inspectors = rows_of_draw(draw)
        result = protocol.draw(rows, plan_of(draw), secret, public_value, draw.commitment, inspectors)
    except SealBroken as broken:
        raise ValidationError(_("封存的秘密无法打开：密钥可能已更换。请联系系统管理员。"), code="sealed") from broken
    except Refusal as refusal:
        raise ValidationError([best(problem) for problem in refusal.problems], code="refused") from refusal
    _write_tickets(draw, result)
    now = timezone.now()
    draw.public_value = result.public_value
    draw.certificate = certificate_of(draw.commitment, secret, result, rows, inspectors, at=stated(now))
    draw.drawn, draw.drawn_by = now, by
    draw.save(update_fields=["public_value", "certificate", "drawn", "drawn_by", "updated"])
    record(draw, verb="certificate", by=by, note=draw.certificate["digest"])
    return draw


@transaction.atomic
def abandon_draw(*, draw: Draw, note: str, by: User) -> Draw:
    """Give a draw up before it is made; it stays on record with its reason and counts. Raises what `take` raises."""
    return take(ABANDON, draw, by=by, note=note)


def stated(moment: datetime) -> str:
    """A time as commitments and certificates state it: local, to the second."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _refuse_if_changed(draw: Draw, seen: datetime | None) -> None:
    if seen is not None and seen != draw.updated:
        raise ValidationError(_("拟定的内容刚被别人改过，请先核对现在的内容，再做一次。"), code="changed")


def _write(draw: Draw, intent: Intent, by: User) -> None:
    """Hold `intent` against the rosters and store it."""
    if not by.has_perm("inspections.prepare_draw", draw):
        raise PermissionDenied
    draw.title, draw.reason, draw.public_source = intent.title, intent.reason, intent.public_source
    draw.roster, draw.inspectors = intent.roster, intent.inspectors
    draw.plan, draw.embargo_until = intent.plan.to_json(), intent.embargo_until
    if faults := dict(_faults(draw, intent)):
        raise ValidationError(faults)
    draw.save()
    draw.cleared.set(intent.cleared)


def _faults(draw: Draw, intent: Intent) -> Any:
    """(field, sentences) for each thing that cannot be prepared so."""
    for name, roster, kind in (
        ("roster", intent.roster, RosterKind.UNITS),
        ("inspectors", intent.inspectors, RosterKind.INSPECTORS),
    ):
        if roster and (roster.inspection_id, roster.kind) != (draw.inspection_id, kind):
            yield name, [_("这份名录不能用于本次抽取。")]
            return
    inspectors = rows_of(intent.inspectors) if intent.inspectors else None
    if problems := problems_with(intent.plan, rows_of(intent.roster), inspectors):
        yield "plan", [best(problem) for problem in problems]
    if UNSEEN.search(intent.public_source):
        yield "public_source", [_("请写成一行，不含不可见字符。")]
    if not intent.reason and earlier_from(intent.roster, draw):
        yield "reason", [_("这份名录已经用于抽取，请写明再次抽取的理由。")]
    if intent.embargo_until and not intent.cleared:
        yield "cleared", [_("请指定保密期内可以查看结果的人员。")]
    if intent.embargo_until and intent.embargo_until <= timezone.now():
        yield "embargo_until", [_("请填写将来的时间。")]


def _write_tickets(draw: Draw, result: protocol.Result) -> None:
    idents = [ident for drawn in result.drawn.values() for ident in drawn]
    rows = dict(draw.roster.rows.filter(ident__in=idents).values_list("ident", "pk"))
    Ticket.objects.bulk_create(
        Ticket(
            draw=draw,
            stratum=stratum,
            rank=rank,
            row_id=rows[ident],
            state=TicketState.DRAWN,
            inspectors=result.pairs.get(ident, []),
        )
        for stratum, drawn in result.drawn.items()
        for rank, ident in enumerate(drawn, start=1)
    )
