"""Changes that a device made without a network, perhaps days ago: each is carried out once, whatever the network does.

The ledger `Operation` is written in the transaction of the change; its primary key decides which of several requests
with the same operation carries it out. Conflicts and refusals are not kept: nothing was changed by them, and the same
operation may come again after the reason is gone.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from core.payload import Faults, Payload
from core.spoken import LOCALES, faults_of, in_both, spoken
from core.text import Text
from findings.actions.recording import Conflict, change_finding, raise_finding, record_finding
from findings.models import Finding, Operation
from findings.recording import entry_of, pair
from inspections.models import Inspection

APPLIED, CONFLICT, REFUSED = "applied", "conflict", "refused"
MOST_AT_ONCE = 50
YEARS = range(2000, 2100)  # a device's clock may say anything; beyond this it is not even noted

FORBIDDEN = _("您没有这样做的权限。")
TAKEN = _("这个编号已被使用。")
OTHER_CONTENT = _("同一编号下已收到过不同的内容。")
NO_INSPECTION = _("没有这项执法检查，或者您不参加这项检查。")


@dataclass(frozen=True, slots=True)
class Sent:
    """One operation as it was sent."""

    uuid: UUID
    record: UUID
    inspection: str
    base: int
    parent: UUID | None
    made_at: datetime | None
    submit: bool
    data: dict[str, Any]
    digest: str


def apply_operations(*, operations: list[Mapping[str, Any]], by: User) -> list[dict[str, Any]]:
    """Carry out one after the other, each in a transaction of its own; a result for each, in the same order."""
    return [apply_operation(operation=operation, by=by) for operation in operations]


def apply_operation(*, operation: Mapping[str, Any], by: User) -> dict[str, Any]:
    """Carry out `operation` once; asked again, its stored result. Raises nothing that the sender could have caused."""
    name = str(operation.get("id", ""))[:60]
    try:
        return _once(_read(operation), by)
    except Conflict as conflict:
        return {**_result(name, CONFLICT, conflict.theirs), "theirs": _theirs(conflict.theirs)}
    except ValidationError as error:
        faults = [{"field": field, "message": pair(text)} for field, text in faults_of(error)]
        return {**_result(name, REFUSED), "errors": faults}
    except PermissionDenied:
        return {**_result(name, REFUSED), "errors": [{"field": "", "message": pair(in_both(FORBIDDEN))}]}


def _read(operation: Mapping[str, Any]) -> Sent:
    """The operation with its own keys checked; `data` is checked where it is used."""
    faults = Faults()
    sent = Payload(operation, faults)
    uuid, record = sent.uuid("id"), sent.uuid("record")
    read: dict[str, Any] = {
        "inspection": sent.text("inspection", 80, required=True),
        "base": sent.whole("base", 2**31 - 1) or 0,
        "parent": sent.uuid("parent"),
        "made_at": _moment(sent.take("made_at")),
        "submit": sent.flag("submit"),
    }
    data = sent.take("data")
    if not isinstance(data, Mapping):
        sent.fault("data", _("格式不对。"))
    for name, value in (("id", uuid), ("record", record)):
        if value is None and name not in faults.found:
            sent.fault(name, _("请填写此项。"), "required")
    sent.done()
    faults.raise_any()
    assert uuid is not None and record is not None  # noqa: S101  a fault otherwise
    canonical = json.dumps(operation, sort_keys=True, separators=(",", ":"))
    return Sent(uuid, record, data=data, digest=hashlib.sha256(canonical.encode()).hexdigest(), **read)


def _moment(value: object) -> datetime | None:
    """When the device says that it was; None where that cannot be."""
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if moment is None or moment.year not in YEARS:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@transaction.atomic
def _once(sent: Sent, by: User) -> dict[str, Any]:
    """Write the ledger and do it, or give the answer that was given before. Whoever comes second waits for the first.

    Raises Conflict, ValidationError and PermissionDenied; then neither the ledger nor the finding was written.
    """
    row = Operation(uuid=sent.uuid, user=by, parent=sent.parent, payload_digest=sent.digest, made_at=sent.made_at)
    row.status = APPLIED
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return _again(Operation.objects.select_related("finding").get(pk=sent.uuid), sent, by)
    finding = _apply(sent, by)
    row.finding, row.version = finding, finding.version
    row.result = _result(str(sent.uuid), APPLIED, finding)
    row.save()
    return row.result


def _again(row: Operation, sent: Sent, by: User) -> dict[str, Any]:
    """The stored result; only which files have arrived and which are missing is told anew."""
    if row.user_id != by.pk:
        raise ValidationError({"id": ValidationError(TAKEN, code="taken")})
    if row.payload_digest != sent.digest:
        raise ValidationError({"id": ValidationError(OTHER_CONTENT, code="other_content")})
    return {**row.result, **_files(row.finding)}


def _apply(sent: Sent, by: User) -> Finding:
    """Raise or change the finding, and register it if asked to."""
    inspection = Inspection.objects.visible_to(by).filter(code=sent.inspection).first()
    if inspection is None:
        raise ValidationError({"inspection": ValidationError(NO_INSPECTION, code="foreign")})
    # Before the finding is looked for: two first operations on one record must not both find nothing.
    Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)
    finding = Finding.objects.filter(uuid=sent.record).first()
    if finding is None:  # with a base, too: what a restored database no longer knows comes back from the device
        finding = raise_finding(inspection=inspection, data=sent.data, by=by, uuid=sent.record)
    else:
        _check_ownership(finding, inspection, by)
        finding = change_finding(finding=finding, data=sent.data, base=_base(sent, by), by=by)
    return _register(finding, by) if sent.submit else finding


def _check_ownership(finding: Finding, inspection: Inspection, by: User) -> None:
    """The record is one of this inspection that the person may change; else its name is taken, and no more is said."""
    visible = Finding.objects.visible_to(by).filter(pk=finding.pk, inspection=inspection).exists()
    if not (visible and by.has_perm("findings.edit", finding)):
        raise ValidationError({"record": ValidationError(TAKEN, code="taken")})


def _base(sent: Sent, by: User) -> int:
    """The version that the person saw: at least what her own operation before this one made, whose answer was lost."""
    own = Operation.objects.filter(pk=sent.parent, user=by, finding__uuid=sent.record) if sent.parent else None
    parent = own.first() if own is not None else None
    return max(sent.base, parent.version or 0) if parent else sent.base


def _register(finding: Finding, by: User) -> Finding:
    """Take the step of the workflow. Its sentences come in the language that is active: so it is asked in both."""
    said: dict[str, list[str]] = {}
    for lang, locale in LOCALES.items():
        try:
            with override(locale), transaction.atomic():
                return record_finding(finding=finding, by=by)
        except ValidationError as error:
            said[lang] = error.messages
    pairs = zip(said["zh"], said["en"], strict=True)
    raise ValidationError([ValidationError(spoken(Text(*both)), code="not_ready") for both in pairs])


# --- Answers ---------------------------------------------------------------------------------------------------------


def _result(name: str, status: str, finding: Finding | None = None) -> dict[str, Any]:
    """The answer to one operation."""
    result: dict[str, Any] = {
        "id": name,
        "status": status,
        "version": None,
        "code": "",
        "url": "",
        "state": "",
    }
    if finding is not None:
        result |= {"version": finding.version, "code": finding.code, "url": finding.get_absolute_url()}
        result |= {"state": finding.state}
    return {**result, **_files(finding), "errors": []}


def _files(finding: Finding | None) -> dict[str, Any]:
    """The announced files of the finding: `missing` ones, and by their names the digests of those that `arrived`. One
    that is neither, because somebody took it out, does not leave the device."""
    rows = finding.evidence.exclude(announced_digest="").select_related("attachment") if finding else []
    named = [row for row in rows if row.uuid]
    arrived = {str(row.uuid): row.attachment.digest for row in named if row.attachment}
    return {"missing": [str(row.uuid) for row in named if not row.attachment], "arrived": arrived}


def _theirs(finding: Finding) -> dict[str, Any]:
    """The finding as somebody else left it, for the screen where a person decides."""
    last = finding.history.filter(verb__in=["raise", "edit"]).order_by("-pk").first()
    person = User.objects.filter(pk=last.by_id).first() if last and last.by_id else None
    name = person.name if person else Text(last.by_name if last else "")
    return {
        "version": finding.version,
        "data": entry_of(finding),
        "by": pair(name),
        "at": (last.at if last else finding.updated).isoformat(),
    }
