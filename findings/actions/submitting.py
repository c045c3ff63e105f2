"""Signing and submitting a return: the act of the body entrusted (Supervision Law 2024, article 34)."""

import hashlib
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from core.attachments import Attachment
from core.spoken import in_both
from core.text import Text
from core.workflow import take
from findings.actions.passwords import confirm_password
from findings.models import Return, ReturnVersion
from findings.queries import clock
from findings.queries.returning import frozen, latest_version
from findings.queries.submitting import is_as_signed, next_number
from findings.returns.content import digest_of
from findings.workflow.returns import REOPEN, SIGN, SUBMIT
from inspections.enums import DelegationState
from inspections.models import Delegation

RECEIPT = Text("回执〔{year}〕{code}-{number}号", "Receipt [{year}] {code}-{number}")  # the Chinese one is the number
LONGEST_CODE = 44  # so that the number fits into its column


def sign_return(*, delegation: Delegation, password: str, by: User, seen: str | None = None) -> ReturnVersion:
    """Put one's name to the return as it stands: it is frozen into a new version, not submitted yet.

    `seen` is the digest of what she had before her, which must be what stands there. Raises PermissionDenied, and
    ValidationError for a wrong password, a return that is not being written or was changed since (`changed`), or what
    is still missing; then nothing changed but the count of wrong passwords.
    """
    if not by.has_perm("inspections.sign_return", delegation):
        raise PermissionDenied
    confirm_password(by=by, password=password)
    return _freeze(delegation, by, seen)


@transaction.atomic
def reopen_return(*, delegation: Delegation, note: str, by: User) -> Delegation:
    """Take the signature back, with a reason, to write on: the version that was not submitted is gone."""
    delegation = take(REOPEN, delegation, by=by, note=note)
    ReturnVersion.objects.filter(returned__delegation=delegation, receipt=None).delete()
    return delegation


@transaction.atomic
def submit_return(*, delegation: Delegation, by: User, seen: str | None = None) -> ReturnVersion:
    """Submit what was signed, as it was signed; the version carries its receipt then, and never changes again.

    The moment is that of the database before anything was waited for, so that every process has one clock; on time is
    who submits by the end of the day that was set (Asia/Shanghai). Submitting again answers with the same version. A
    further version settles the reasons for which earlier ones were sent back. `seen` is the digest of the version that
    `by` had before her. Raises PermissionDenied and ValidationError, also when the draft is no longer what was signed,
    or was signed anew since she looked; then nothing changed.
    """
    moment = clock.now()
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if not by.has_perm("inspections.submit_return", delegation):
        raise PermissionDenied
    submitted = latest_version(delegation)
    if submitted and delegation.state == DelegationState.SUBMITTED:
        return submitted
    version = ReturnVersion.objects.filter(returned__delegation=delegation, receipt=None).last()
    if delegation.state == DelegationState.APPROVED and not (version and is_as_signed(version)):
        raise ValidationError(_("签署之后内容有变化，请重新填写并签署。"), code="changed")
    take(SUBMIT, delegation, by=by)
    if seen is not None and version and version.digest != seen:
        raise ValidationError(_("您打开本页之后又重新签署过，没有报送。请核对现在的内容再报送。"), code="changed")
    assert version is not None  # noqa: S101  the state is that of a signed return
    version.submitted_at, version.submitted_by = moment, by
    version.receipt = receipt_of(delegation.code, version.number, moment)
    version.on_time = timezone.localdate(moment) <= delegation.due if delegation.due else None
    version.save(update_fields=["submitted_at", "submitted_by", "receipt", "on_time"])
    return version


def receipt_of(code: str, number: int, moment: datetime) -> str:
    """The number of a receipt, which follows from delegation, version and year; a long code is cut and told apart by
    the beginning of its SHA-256."""
    if len(code) > LONGEST_CODE:
        code = f"{code[: LONGEST_CODE - 9]}~{hashlib.sha256(code.encode()).hexdigest()[:8]}"
    return RECEIPT.zh.format(year=timezone.localdate(moment).year, code=code, number=number)


def name_and_post(person: User, delegation: Delegation) -> str:
    """As whom `person` signs for the body of `delegation`: name, body and post of today, in Chinese."""
    posts = [each for each in person.memberships.current().select_related("body") if each.body_id == delegation.body_id]
    by_rank = sorted(posts, key=lambda each: each.role != Role.PROVINCIAL_SIGNATORY)
    post = f"{by_rank[0].body.name.zh} {in_both(Role(by_rank[0].role).label).zh}" if by_rank else ""
    return f"{person.name.zh or person.get_full_name()} {post}".strip()[:160]


@transaction.atomic
def _freeze(delegation: Delegation, by: User, seen: str | None) -> ReturnVersion:
    delegation = take(SIGN, delegation, by=by)
    returned = delegation.returned
    content = frozen(returned, number=next_number(returned))
    digest = digest_of(content)
    if seen not in (None, digest):
        raise ValidationError(_("您打开本页之后内容又有变化，没有签署。请核对现在的内容再签署。"), code="changed")
    files = _files_of(returned, list(content["files"]))
    version = ReturnVersion.objects.create(
        returned=returned,
        number=content["number"],
        content=content,
        digest=digest,
        request_digest=content["request_digest"],
        signed_by=by,
        signed_name=name_and_post(by, delegation),
        signed_at=clock.now(),
    )
    version.files.set(files)
    version.attached.set(returned.attached.all())
    return version


def _files_of(returned: Return, keys: list[str]) -> list[Attachment]:
    """What the content names, as far as its bytes are there: nobody signs for a file that is lost."""
    kept = [file.attachment for file in returned.files.select_related("attachment").filter(key__in=keys)]
    lost = [each.name for each in kept if not each.path.is_file() or each.path.stat().st_size != each.size]
    if lost:
        raise ValidationError(_("文件已丢失，请重新上传：%(names)s") % {"names": "；".join(lost)}, code="lost")
    return kept
