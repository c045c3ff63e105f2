"""联动: the record that two standing committees keep together."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.attachments import keep
from core.history import record
from core.spoken import spoken
from core.uploads import UploadRefused, examine
from inspections.actions.entrusting import locked
from inspections.enums import DelegationMode, DelegationState
from inspections.models import Delegation, JointRecord
from inspections.policy import asks

BEFORE = frozenset({DelegationState.INTENDED, DelegationState.CONSULTED})


@transaction.atomic
def write_joint_record(
    *, delegation: Delegation, values: Mapping[str, Any], file: UploadedFile | None, by: User
) -> JointRecord:
    """An entry on the side of the body in which the person works; an entry is never changed, a further one follows.
    `values`: day, text (a Text).

    Raises PermissionDenied, or ValidationError (`void`, `not_joint`, `not_issued`, and by field for the file).
    """
    delegation = locked(delegation)
    if not by.has_perm("inspections.write_joint_record", delegation):
        raise PermissionDenied
    if delegation.is_void:
        raise ValidationError(_("这项委托已作废。"), code="void")
    if delegation.mode != DelegationMode.JOINT:
        raise ValidationError(_("只有联动检查由双方共同记录。"), code="not_joint")
    if delegation.state in BEFORE or delegation.body is None:
        raise ValidationError(_("函还没有发出。"), code="not_issued")
    row = JointRecord(
        delegation=delegation,
        body=delegation.entruster if asks(by, delegation) else delegation.body,
        day=values["day"],
        written_by=by,
    )
    row.text = values["text"]
    row.clean_fields(exclude=["delegation", "body", "written_by", "attachment"])
    if file is not None:
        row.attachment = kept(file, by)
    row.save(force_insert=True)
    record(delegation, verb="write_joint_record", by=by, note=str(row.day))
    return row


def kept(file: UploadedFile, by: User) -> Any:
    """The attachment, told by its content; ValidationError at `file` for what is not kept."""
    try:
        upload = examine(file, name=file.name or "")
    except UploadRefused as refusal:
        raise ValidationError({"file": ValidationError(spoken(refusal.text), code=refusal.code)}) from refusal
    return keep(upload.content, name=upload.name, media_type=upload.media_type, by=by)
