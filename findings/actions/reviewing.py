"""What the body above does with a return: it notes, accepts, or sends back item by item. It never edits."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.canonical import clean
from core.history import record
from core.workflow import Step, take
from findings.enums import RemarkKind
from findings.models import ReturnRemark, ReturnVersion
from findings.queries.papers import addresses_of
from findings.queries.returning import form_of_return, latest_version
from findings.queries.returns import mark_of, unsent_reasons
from findings.workflow.returns import ACCEPT, ARCHIVE, SEND_BACK
from inspections.models import Delegation

LONGEST_REMARK = 2000  # characters


@transaction.atomic
def add_remark(*, version: ReturnVersion, address: str, kind: str, text: str, by: User) -> ReturnRemark:
    """Write a note or a reason for sending back beside the item at `address` of a submitted version.

    A note stays above. A reason is about the last version, only while the return can still be sent back, and goes out
    with that step. Raises ValidationError, by field, or PermissionDenied.
    """
    delegation = _locked(version, by)
    text = _checked(version, kind, text)
    if address not in addresses_of(form_of_return(version.returned), version.content["sections"]):
        raise ValidationError({"address": _("这一版中没有这一项。")})
    if kind == RemarkKind.SEND_BACK:
        _can_be_sent_back(version, delegation)
    remark = ReturnRemark.objects.create(version=version, address=address, kind=kind, text=text, written_by=by)
    record(version, verb="annotate_return", by=by, target=kind, note=address)
    return remark


@transaction.atomic
def change_remark(*, remark: ReturnRemark, kind: str, text: str, by: User) -> ReturnRemark:
    """Write it otherwise, or make a note a reason; what was sent stays as it was sent. Raises as `add_remark` does."""
    delegation = _locked(remark.version, by)
    remark = _unsent(remark)
    text = _checked(remark.version, kind, text)
    if kind == RemarkKind.SEND_BACK:
        _can_be_sent_back(remark.version, delegation)
    if (remark.kind, remark.text) == (kind, text):
        return remark
    remark.kind, remark.text = kind, text
    remark.save(update_fields=["kind", "text"])
    record(remark.version, verb="change_remark", by=by, target=kind, note=remark.address)
    return remark


@transaction.atomic
def remove_remark(*, remark: ReturnRemark, by: User) -> None:
    """Take away a note, or a reason that was not sent. Raises ValidationError or PermissionDenied."""
    _locked(remark.version, by)
    remark = _unsent(remark)
    version, kind, address = remark.version, remark.kind, remark.address
    remark.delete()
    record(version, verb="remove_remark", by=by, source=kind, note=address)


@transaction.atomic
def accept_return(*, delegation: Delegation, by: User, note: str = "", seen: str | None = None) -> Delegation:
    """The return is taken in as it is; reasons that were written and not sent stay above.

    `seen`, here and below, is `mark_of` what the person had before her. Raises as `take` does, and ValidationError
    (`changed`) where a newer version has come since, or somebody wrote a reason.
    """
    return _take_seen(ACCEPT, delegation, by, note, seen)


@transaction.atomic
def send_back_return(*, delegation: Delegation, by: User, note: str = "", seen: str | None = None) -> Delegation:
    """The return goes back for supplement, with every reason written beside its last version: from now on the body
    entrusted reads them, and nobody changes them. Raises as `accept_return` does."""
    delegation = _take_seen(SEND_BACK, delegation, by, note, seen)
    unsent_reasons(delegation).select_related(None).update(sent=True)
    return delegation


@transaction.atomic
def archive_return(*, delegation: Delegation, by: User, note: str = "", seen: str | None = None) -> Delegation:
    """The matter is done; nothing of it is sent back any more. Raises as `accept_return` does."""
    return _take_seen(ARCHIVE, delegation, by, note, seen)


def _take_seen(step: Step, delegation: Delegation, by: User, note: str, seen: str | None) -> Delegation:
    delegation = take(step, delegation, by=by, note=note)
    if seen not in (None, mark_of(delegation)):
        sentence = _("您打开本页之后又有变化（新的一版，或者退回原因），没有办理。请核对现在的内容再办理。")
        raise ValidationError(sentence, code="changed")
    return delegation


def _locked(version: ReturnVersion, by: User) -> Delegation:
    """The delegation, held against a step that is being taken meanwhile."""
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=version.returned.delegation_id)
    if not by.has_perm("inspections.annotate_return", delegation):
        raise PermissionDenied
    return delegation


def _unsent(remark: ReturnRemark) -> ReturnRemark:
    found = ReturnRemark.objects.select_related("version__returned").filter(pk=remark.pk).first()
    if found is None:
        raise ValidationError(_("这条批注已被删除。"), code="gone")
    if found.sent:
        raise ValidationError(_("退回原因已随退回发出，不能再改。"), code="sent")
    return found


def _checked(version: ReturnVersion, kind: str, text: str) -> str:
    text = clean(text.replace("\r\n", "\n").replace("\0", "")).strip()
    if version.submitted_at is None:
        raise ValidationError(_("这一版没有报送。"), code="not_submitted")
    if kind not in RemarkKind.values:
        raise ValidationError({"kind": _("请选择“批注”或“退回原因”。")})
    if not text:
        raise ValidationError({"text": _("请写明内容。")})
    if len(text) > LONGEST_REMARK:
        raise ValidationError({"text": _("内容过长：不超过%(most)d个字。") % {"most": LONGEST_REMARK}})
    return text


def _can_be_sent_back(version: ReturnVersion, delegation: Delegation) -> None:
    if latest_version(delegation) != version:
        raise ValidationError({"kind": _("已有更新的版本，退回原因请写在最新一版旁。")})
    if delegation.state not in SEND_BACK.sources:
        state = delegation.get_state_display()
        raise ValidationError({"kind": _("现在是“%(state)s”，不能再退回；可以写批注。") % {"state": state}})
