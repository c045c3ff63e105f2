"""Taking a return out of a package: the version as it was signed below, its receipt made here."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from core.attachments import Attachment, keep
from core.spoken import in_both
from core.uploads import UploadRefused, examine
from core.workflow import take
from findings.actions.submitting import receipt_of
from findings.enums import Source
from findings.models import Return, ReturnFile, ReturnSection, ReturnVersion
from findings.packages.answered import Answered, answered_in, check_content
from findings.packages.looking import Look, Outcome, ends_of, key_state_of
from findings.packages.opening import Package
from findings.packages.refusals import refused
from findings.packages.steps import IMPORT_ANSWER
from findings.queries import clock
from findings.queries.returning import latest_version, places_of
from findings.returns.rules import Facts, faults
from inspections.enums import DelegationMode, DelegationState
from inspections.models import Delegation
from inspections.queries.asking import form_of, request_of


def look_at_answer(package: Package, by: User) -> Look:
    """What an answer package would do here. Raises PackageRefused; whose delegation is not visible does not exist."""
    sender, recipient = ends_of(package)
    manifest = package.manifest
    rows = Delegation.objects.visible_to(by).select_related("request", "inspection__organiser", "parent__body", "body")
    delegation = rows.filter(key=UUID(manifest.delegation)).first()
    if delegation is None or delegation.entruster.pk != recipient.pk:
        raise refused("no_delegation")
    if not by.has_perm("inspections.import_answer", delegation):
        raise refused("not_yours", to=recipient.name)
    if delegation.body_id != sender.pk:
        raise refused("another_sender", sender=sender.name, body=delegation.body.name if delegation.body else "—")
    request = delegation.request
    if request is None or (str(request.key), request.digest) != (manifest.request, manifest.request_digest):
        raise refused("another_request")
    answered = answered_in(package.json("answer.json"), manifest)
    form = form_of(request)
    check_content(answered.content, form)
    outcome = outcome_of(delegation, manifest.number, answered.digest)
    if outcome == Outcome.VERSION:
        for key, file in answered.content["files"].items():
            _examined(package, delegation, key, file)
    names = {key: file["title"] or file["name"] for key, file in answered.content["files"].items()}
    facts = Facts(files=names, places=places_of(delegation.body), today=timezone.localdate())
    return Look(
        package=package,
        outcome=outcome,
        key_state=key_state_of(package, sender),
        sender=sender,
        recipient=recipient,
        title=delegation.inspection.title,
        delegation=delegation,
        answered=answered,
        faults=tuple(faults(form, answered.content["sections"], facts)),
    )


def outcome_of(delegation: Delegation, number: int, digest: str) -> Outcome:
    """Whether version `number` with `digest` comes in now. Raises PackageRefused where it is old, early or not awaited,
    and where the body is writing on this server: its draft is not overwritten by a file."""
    if delegation.is_void:
        raise refused("void")
    if delegation.mode == DelegationMode.JOINT:
        raise refused("joint")
    version = latest_version(delegation)
    last = version.number if version else 0
    if version and number == last and digest == version.digest:
        return Outcome.SAME
    if number <= last:
        raise refused("replayed", number=number, last=last)
    if number > last + 1:
        raise refused("gap", number=number, wanted=last + 1)
    if delegation.state == DelegationState.APPROVED or _is_written_here(delegation):
        raise refused("filled_here")
    if delegation.state not in IMPORT_ANSWER.sources:
        raise refused("not_awaited", state=in_both(delegation.get_state_display()))
    return Outcome.VERSION


def take_answer(look: Look, by: User) -> Delegation:
    """Keep the version and its files, and move the delegation; runs inside the transaction of `import_package`."""
    assert look.delegation is not None and look.answered is not None  # noqa: S101, PT018  it is an answer
    # Asked once more of the locked row: what was looked at may have changed since.
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=look.delegation.pk)
    outcome_of(delegation, look.package.manifest.number, look.answered.digest)
    returned, _created = Return.objects.get_or_create(delegation=delegation)
    kept = _keep_files(look, returned, by)
    note = f"{look.sender.code} {look.fingerprint}\n{look.digest}"
    store_version(delegation, look.answered, kept, note=note, by=by)
    return delegation


def store_version(
    delegation: Delegation, answered: Answered, files: Mapping[str, Attachment], *, note: str, by: User
) -> ReturnVersion:
    """The version as it came in, with a receipt of here by the clock of the database; the sections stand as it says."""
    moment, number = clock.now(), answered.content["number"]
    try:
        take(IMPORT_ANSWER, delegation, by=by, note=note)
    except ValidationError as refusal:
        raise refused("meaning", what="; ".join(refusal.messages)) from refusal
    returned = delegation.returned
    version = ReturnVersion.objects.create(
        returned=returned,
        number=number,
        content=answered.content,
        digest=answered.digest,
        request_digest=answered.content["request_digest"],
        signed_name=answered.signed_name,
        signed_at=answered.signed_at,
        submitted_at=moment,
        receipt=receipt_of(delegation.code, number, moment),
        on_time=None if delegation.due is None else timezone.localdate(moment) <= delegation.due,
    )
    version.files.set(files.values())
    _write_sections(returned, answered.content["sections"])
    return version


def _write_sections(returned: Return, sections: Mapping[str, Any]) -> None:
    """What was submitted is also what the body finds when it writes on here after it was sent back."""
    for section in request_of(returned.delegation).sections.all():
        row, _created = ReturnSection.objects.get_or_create(returned=returned, section=section)
        row.content, row.source, row.finished = sections.get(section.key, {}), Source.PACKAGE, True
        row.version += 1
        row.updated, row.updated_by = timezone.now(), None
        row.save()


def _is_written_here(delegation: Delegation) -> bool:
    """The body began to write on this server, and something stands there."""
    if delegation.state != DelegationState.DRAFTING:
        return False
    return ReturnSection.objects.filter(returned__delegation=delegation).exclude(content={}).exists()


def _keep_files(look: Look, returned: Return, by: User) -> dict[str, Attachment]:
    assert look.answered is not None  # noqa: S101  it is an answer
    kept = {}
    for key, file in look.answered.content["files"].items():
        content, media_type = _examined(look.package, returned.delegation, key, file)
        row = ReturnFile.objects.filter(returned=returned, key=UUID(key)).select_related("attachment").first()
        if row is None:
            attachment = keep(content, name=file["name"], media_type=media_type, by=by)
            row = ReturnFile.objects.create(
                returned=returned, key=UUID(key), attachment=attachment, title=file["title"], created_by=by
            )
        kept[key] = row.attachment
    return kept


def _examined(package: Package, delegation: Delegation, key: str, file: Mapping[str, Any]) -> tuple[bytes, str]:
    """The bytes of a file that may be kept, and what it really is. Raises PackageRefused."""
    content, name = package.read(f"files/{file['digest']}"), file["name"][:80]
    try:
        upload = examine(content, name=file["name"])
    except UploadRefused as refusal:
        raise refused("file", name=name, why=refusal.text) from refusal
    if len(content) != file["size"] or upload.media_type != file["media_type"]:
        raise refused("altered", name=name)
    taken = ReturnFile.objects.filter(key=UUID(key)).select_related("attachment", "returned").first()
    if taken and (taken.returned.delegation_id != delegation.pk or taken.attachment.digest != file["digest"]):
        raise refused("file_taken", name=name)
    return content, upload.media_type
