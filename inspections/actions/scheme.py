"""Writing the scheme: rows of its parts are added, changed, moved, removed or declared void.

Every change of a scheme waits for the one before it (the inspection is locked), asks again who may and whether the part
is still open, and is written into the history of its row.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import record
from inspections.models import Inspection
from inspections.scheme.locks import closed_fields, is_removed_for_good, lock_of, may_change, void_lock_of
from inspections.scheme.part import Part

REASON_LENGTH = 300


@transaction.atomic
def add_row(*, part: Part, inspection: Inspection, values: Mapping[str, Any], by: User) -> models.Model:
    """A new row of `part` behind the others. `values` are those of its form.

    Raises PermissionDenied, or ValidationError by field (codes `locked` where the part is closed, `repeated` for what
    stands there already); then nothing is written.
    """
    inspection = _open(part, inspection, by)
    _refuse(lock_of(part, inspection, adding=True), "locked")
    row = part.new(inspection)
    known = part.enter(row, values, by)
    part.assign(row, known)
    if part.ordered:
        row.order = _last(part.places(row)) + 1
    _check(part, row)
    if part.twins(row).exists():
        raise ValidationError(
            _("方案中已有内容相同的一条，这一条没有重复保存。确实不是同一条的，请在文字上加以区别。"), code="repeated"
        )
    part.store(row, inspection, by)
    part.keep(row, known, by)
    record(part.subject(row, inspection), verb="scheme_add", by=by, note=_told({}, part.told(row)))
    return row


@transaction.atomic
def change_row(
    *, part: Part, inspection: Inspection, number: int, values: Mapping[str, Any], seen: str, by: User
) -> models.Model:
    """The row with `values`; unchanged ones write nothing. `seen` is the digest of what the person saw: what somebody
    else wrote since is not overwritten.

    Raises DoesNotExist, PermissionDenied, or ValidationError by field (codes `locked`, `void`, and `changed` where
    somebody was quicker); then nothing is written.
    """
    inspection = _open(part, inspection, by)
    _refuse(lock_of(part, inspection), "locked")
    row = part.rows(inspection, by).get(pk=number)
    _refuse(part.check_change(row, inspection), "locked")
    if getattr(row, "void_reason", ""):
        raise ValidationError(_("已作废，不能修改。"), code="void")
    if seen != part.seen(row):
        raise ValidationError(_("这一条刚被别人改过，请先核对现在的内容，再保存一次。"), code="changed")
    before, parent = part.told(row), _parent(part, row)
    closed = closed_fields(part, inspection)
    known = part.enter(row, {name: value for name, value in values.items() if name not in closed}, by)
    part.assign(row, known)
    if part.ordered and _parent(part, row) != parent:
        row.order = _last(part.places(row)) + 1
    _check(part, row)
    part.store(row, inspection, by)
    part.keep(row, known, by)
    row = part.rows(inspection).get(pk=number)
    if (after := part.told(row)) != before:
        record(row, verb="scheme_change", by=by, note=_told(before, after))
    return row


@transaction.atomic
def remove_row(*, part: Part, inspection: Inspection, number: int, reason: str, seen: str, by: User) -> bool:
    """Removes the row for good before the notice; afterwards declares it void. Returns whether it was removed.

    After the notice a reason is needed. What other records refer to is not removed. Raises DoesNotExist,
    PermissionDenied, or ValidationError (`locked`, `void`, `changed`, `reason_missing`, `in_use`).
    """
    inspection = _open(part, inspection, by)
    _refuse(void_lock_of(part, inspection), "locked")
    row = part.rows(inspection, by).get(pk=number)
    _refuse(part.check_void(row, inspection), "locked")
    if getattr(row, "void_reason", ""):
        raise ValidationError(_("已经作废。"), code="void")
    if seen != part.seen(row):
        raise ValidationError(_("这一条刚被别人改过，请先核对现在的内容。"), code="changed")
    reason, for_good = reason.strip()[:REASON_LENGTH], is_removed_for_good(inspection)
    if not for_good and not reason:
        raise ValidationError({"reason": ValidationError(_("请写明理由。"), code="reason_missing")})
    if part.voidable and not for_good:
        row.void_reason = reason
        row.save(update_fields=["void_reason"])
        record(row, verb="scheme_void", by=by, note=reason)
        return False
    _refuse(part.in_use(row, inspection), "in_use")
    said = "\n".join(filter(None, (reason, _told({}, part.told(row)))))
    record(part.subject(row, inspection), verb="scheme_remove", by=by, note=said)
    try:
        part.remove(row, inspection)
    except ProtectedError as refusal:
        raise ValidationError(_("已被其他记录引用，不能删除。"), code="in_use") from refusal
    return True


@transaction.atomic
def restore_row(*, part: Part, inspection: Inspection, number: int, by: User) -> models.Model:
    """The void row stands again.

    Raises DoesNotExist, PermissionDenied, or ValidationError (`locked`, `not_void`; by field where the row
    contradicts what was written since).
    """
    inspection = _open(part, inspection, by)
    _refuse(void_lock_of(part, inspection), "locked")
    row = part.rows(inspection, by).get(pk=number)
    _refuse(part.check_void(row, inspection), "locked")
    if not getattr(row, "void_reason", ""):
        raise ValidationError(_("这一条没有作废。"), code="not_void")
    row.void_reason = ""
    _check(part, row)
    row.save(update_fields=["void_reason"])
    record(row, verb="scheme_restore", by=by)
    return row


@transaction.atomic
def move_row(*, part: Part, inspection: Inspection, number: int, up: bool, by: User) -> models.Model:
    """Exchanges the row with the one before (after) it; the first stays first and the last stays last.

    Raises DoesNotExist, PermissionDenied, or ValidationError (`locked`).
    """
    inspection = _open(part, inspection, by)
    _refuse(lock_of(part, inspection, adding=True), "locked")
    row = part.rows(inspection, by).get(pk=number)
    siblings = part.siblings(row)
    beside = (
        siblings.filter(order__lt=row.order).order_by("-order").first()
        if up
        else siblings.filter(order__gt=row.order).order_by("order").first()
    )
    if beside is None:
        return row
    place, other, free = row.order, beside.order, _last(part.places(row)) + 1
    for one, order in ((row, free), (beside, place), (row, other)):  # no two may share a place meanwhile
        one.order = order
        one.save(update_fields=["order"])
    record(row, verb="scheme_move", by=by, note=f"order: {place} → {other}")
    return row


def _open(part: Part, inspection: Inspection, by: User) -> Inspection:
    """The inspection, locked; PermissionDenied for whom `part` is not."""
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if not may_change(by, part, inspection):
        raise PermissionDenied
    return inspection


def _refuse(sentence: str, code: str) -> None:
    if sentence:
        raise ValidationError(sentence, code=code)


def _check(part: Part, row: models.Model) -> None:
    if faults := part.check(row):
        raise ValidationError({name: ValidationError(text, code="invalid") for name, text in faults.items()})


def _parent(part: Part, row: models.Model) -> Any:
    return getattr(row, f"{part.parent}_id") if part.parent else None


def _last(rows: models.QuerySet) -> int:
    return rows.aggregate(last=models.Max("order"))["last"] or 0


def _told(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """What changed, a line for each field: `ends: old → new`; a new row tells what it holds."""
    lines = []
    for name, value in after.items():
        old = before.get(name, "")
        if value != old:
            lines.append(f"{name}: {_line(old)} → {_line(value)}" if before else f"{name}: {_line(value)}")
    return "\n".join(lines)


def _line(text: str) -> str:
    return " | ".join(text.splitlines())
