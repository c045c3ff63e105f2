"""Entrusting the standing committees one level down: delegations are made, changed while nothing has gone out, and
declared void; `inspections.actions.issuing` sends the letter."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Body, User
from core.history import record
from core.text import Text
from inspections.enums import CAME_BACK, ENTRUSTED_NOW, OVER, DelegationMode, DelegationState, InspectionState
from inspections.models import Delegation, Inspection
from inspections.queries.entrusting import may_be_entrusted, next_place
from inspections.working_days import add_working_days

# Nothing has gone out yet.
BEFORE_ISSUE = frozenset({DelegationState.INTENDED, DelegationState.CONSULTED})
REASON_LENGTH = 300
FARTHEST = timedelta(days=5 * 366)


def may_entrust(user: Any, inspection: Inspection, parent: Delegation | None) -> bool:
    """Whether `user` makes delegations of `inspection`, or, in the course of `parent`, further ones."""
    if parent is not None:
        return bool(user.has_perm("inspections.ask_below", parent))
    return bool(user.has_perm("inspections.ask", inspection))


@transaction.atomic
def entrust(
    *,
    inspection: Inspection,
    parent: Delegation | None,
    bodies: Iterable[Body],
    values: Mapping[str, Any],
    by: User,
) -> list[Delegation]:
    """One delegation for each of `bodies`, in the order given. `values`: mode, request (or None), due (or None), days
    (working days from today by the calendar of who entrusts, or None).

    Raises PermissionDenied, or ValidationError by field (`over`; `bodies` names those that are entrusted already or do
    not stand one level down); then nothing is written.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if parent is not None:
        parent = Delegation.objects.select_for_update(of=("self",)).get(pk=parent.pk)
    if not may_entrust(by, inspection, parent):
        raise PermissionDenied
    bodies = list(bodies)
    _check_open(inspection)
    known = set(may_be_entrusted(inspection, parent).values_list("pk", flat=True))
    if wrong := [body.name.zh for body in bodies if body.pk not in known]:
        sentence = _("已经委托，或者不是下一级人大常委会：%(names)s。") % {"names": "、".join(wrong)}
        raise ValidationError({"bodies": ValidationError(sentence, code="invalid")})
    if not bodies:
        raise ValidationError({"bodies": ValidationError(_("请至少选择一个人大常委会。"), code="required")})
    made = []
    for body in bodies:
        order, code = next_place(inspection)
        row = Delegation(inspection=inspection, parent=parent, body=body, order=order, code=code)
        row.described = words_for(body)
        _assign(row, values)
        row.save(force_insert=True)
        record(row, verb="entrust", by=by, note=_told(row))
        made.append(row)
    return made


@transaction.atomic
def change_delegation(*, delegation: Delegation, values: Mapping[str, Any], seen: str, by: User) -> Delegation:
    """Mode, request and time limit, while nothing has gone out. `seen` is the mark of what the person saw.

    Raises PermissionDenied, or ValidationError (`issued`, `void`, `changed`, or by field).
    """
    delegation = locked(delegation)
    if not by.has_perm("inspections.change_delegation", delegation):
        raise PermissionDenied
    if delegation.is_void:
        raise ValidationError(_("这项委托已作废。"), code="void")
    if delegation.state not in BEFORE_ISSUE:
        raise ValidationError(_("委托函已经发出，不能再修改；确需更正的，请作废后重新委托。"), code="issued")
    _check_open(delegation.inspection)
    if seen != mark_of(delegation):
        raise ValidationError(_("刚被别人改过，请先核对现在的内容，再保存一次。"), code="changed")
    before = mark_of(delegation)
    _assign(delegation, values)
    if mark_of(delegation) != before:
        delegation.save(update_fields=["mode", "request", "due", "updated"])
        record(delegation, verb="change_delegation", by=by, note=_told(delegation))
    return delegation


@transaction.atomic
def void_delegation(*, delegation: Delegation, reason: str, by: User) -> Delegation:
    """Declares the delegation void; it stays on record with its reason, and nobody is reminded of it any more.

    Raises PermissionDenied, or ValidationError (`void`, `came_back`, and by field where there is no reason).
    """
    delegation = locked(delegation)
    if not by.has_perm("inspections.void_delegation", delegation):
        raise PermissionDenied
    if delegation.is_void:
        raise ValidationError(_("已经作废。"), code="void")
    if delegation.state in CAME_BACK:
        shown = delegation.get_state_display()
        raise ValidationError(_("已是“%(state)s”状态，不能作废。") % {"state": shown}, code="came_back")
    reason = reason.strip()[:REASON_LENGTH]
    if not reason:
        raise ValidationError({"reason": ValidationError(_("请写明理由。"), code="reason_missing")})
    delegation.void_reason = reason
    delegation.save(update_fields=["void_reason", "updated"])
    record(delegation, verb="void_delegation", by=by, note=reason)
    return delegation


# --- What stands in a row --------------------------------------------------------------------------------------------


def locked(delegation: Delegation) -> Delegation:
    related = ("inspection__organiser", "parent__body", "body", "request")
    rows = Delegation.objects.select_for_update(of=("self",)).select_related(*related)
    return rows.get(pk=delegation.pk)


def words_for(body: Body) -> Text:
    return Text(body.name.zh, body.name.en)


def mark_of(delegation: Delegation) -> str:
    """What stands in mode, request and time limit."""
    return f"{delegation.mode}|{delegation.request_id or ''}|{delegation.due or ''}"


def _assign(row: Delegation, values: Mapping[str, Any]) -> None:
    """A joint inspection asks for no return and has no time limit for one."""
    row.mode = values["mode"]
    joint = row.mode == DelegationMode.JOINT
    row.request = None if joint else values["request"]
    row.due = None if joint else _due(row, values)
    request = row.request
    if request and (request.inspection_id, request.parent_id) != (row.inspection_id, row.parent_id):
        raise ValidationError({"request": ValidationError(_("请选择本次委托的委托事项。"), code="invalid")})


def _due(row: Delegation, values: Mapping[str, Any]) -> date | None:
    """The day that was set, or the last of so many working days from today."""
    if values["due"] and values["days"]:
        raise ValidationError({"days": ValidationError(_("报送期限和工作日数只填一项。"), code="invalid")})
    due: date | None = values["due"]
    if values["days"]:
        due = add_working_days(row.entruster, timezone.localdate(), values["days"])
    if due and due < timezone.localdate() and due != row.due:
        raise ValidationError({"due": ValidationError(_("报送期限已经过去，请填写今天或者以后的日期。"), code="past")})
    if due and due > timezone.localdate() + FARTHEST:
        raise ValidationError({"due": ValidationError(_("报送期限太远，请填写五年以内的日期。"), code="too_far")})
    return due


def _check_open(inspection: Inspection) -> None:
    if inspection.state in OVER | {InspectionState.SUSPENDED}:
        shown = inspection.get_state_display()
        raise ValidationError(_("本次检查已是“%(state)s”状态，不能委托。") % {"state": shown}, code="over")


def _told(row: Delegation) -> str:
    """What the history keeps: mode, what is asked, by when."""
    parts = [row.get_mode_display(), row.request.title.zh if row.request else "", str(row.due or "")]
    return " · ".join(filter(None, parts))


def is_in_hand(parent: Delegation | None) -> bool:
    """Whether who was entrusted may still entrust others."""
    return parent is None or parent.state in ENTRUSTED_NOW and not parent.is_void
