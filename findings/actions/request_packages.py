"""Taking a request out of a package: the delegation begins here as it stands above, or its return was sent back."""

from typing import Any
from uuid import UUID

from django.db.models import Max

from accounts.models import Body, User
from core.attachments import Attachment, keep
from core.history import record
from core.uploads import DOCX, PDF, UploadRefused, examine
from core.workflow import take
from findings.enums import RemarkKind
from findings.models import ReturnRemark, ReturnVersion
from findings.packages.asked import Asked, asked_in, day, remarks_in, words
from findings.packages.looking import Look, Outcome, ends_of, is_entrusted_here, key_state_of
from findings.packages.opening import Package
from findings.packages.refusals import refused
from findings.packages.rows import both, checked, free_code, make_inspection, make_request
from findings.packages.steps import TAKE_BACK
from findings.queries.returning import latest_version
from inspections.asking.store import digest_of
from inspections.enums import DelegationMode, DelegationState
from inspections.models import Delegation, Inspection, Letter, Request

LETTERS = {"letter.pdf": PDF, "letter.docx": DOCX}
REMARKS = "remarks.json"


def look_at_request(package: Package, by: User) -> Look:
    """What a request package would do here. Raises PackageRefused."""
    sender, recipient = ends_of(package)
    if not is_entrusted_here(by, recipient):
        raise refused("not_yours", to=recipient.name)
    if recipient.pk == sender.pk or (recipient.parent_id is not None and recipient.parent_id != sender.pk):
        raise refused("not_below", to=recipient.name, sender=sender.name)
    asked = asked_in(package.json("request.json"))
    manifest = package.manifest
    if asked.form.key != manifest.request or digest_of(asked.form) != manifest.request_digest:
        raise refused("request_digest")
    if asked.delegation["mode"] not in (DelegationMode.INSPECTION, DelegationMode.SELF_INSPECTION):
        raise refused("joint" if asked.delegation["mode"] == DelegationMode.JOINT else "meaning", what="mode")
    remarks = remarks_in(package.json(REMARKS)) if package.has(REMARKS) else None
    here = _here(package, recipient)
    return Look(
        package=package,
        outcome=_outcome(here, remarks),
        key_state=key_state_of(package, sender),
        sender=sender,
        recipient=recipient,
        title=words(asked.inspection["title"]),
        delegation=here,
        asked=asked,
        remarks=remarks,
    )


def take_request(look: Look, by: User) -> Delegation:
    """Carry out what was looked at; runs inside the transaction of `import_package`."""
    if look.outcome == Outcome.SENT_BACK and look.delegation is not None:
        return _take_back(look, look.delegation, by)
    return _begin(look, by)


def _here(package: Package, recipient: Body) -> Delegation | None:
    """The delegation of the package where it is here already. Raises PackageRefused where it is another one."""
    manifest = package.manifest
    rows = Delegation.objects.select_related("request", "inspection", "parent__body", "body")
    here = rows.filter(key=UUID(manifest.delegation)).first()
    if here is None:
        if Request.objects.filter(key=UUID(manifest.request)).exclude(digest=manifest.request_digest).exists():
            raise refused("another_request")
        return None
    ends = (here.body_id, here.entruster.code)
    request = here.request
    if ends != (recipient.pk, manifest.sender) or request is None:
        raise refused("another_request")
    if (str(request.key), request.digest) != (manifest.request, manifest.request_digest):
        raise refused("another_request")
    return here


def _outcome(here: Delegation | None, remarks: Any) -> Outcome:
    """A package with remarks is for a body whose last version is the one they speak of."""
    if remarks is None:
        return Outcome.SAME if here else Outcome.DELEGATION
    version = latest_version(here) if here else None
    last = version.number if version else 0
    if version is None or remarks["number"] != last or remarks["digest"] != version.digest:
        raise refused("old_remarks", number=remarks["number"], last=last)
    assert here is not None  # noqa: S101  it has a version
    return Outcome.SENT_BACK if here.state in TAKE_BACK.sources else Outcome.SAME


def _begin(look: Look, by: User) -> Delegation:
    asked, manifest = look.asked, look.package.manifest
    assert asked is not None  # noqa: S101  it is a request
    if look.recipient.parent_id is None:
        look.recipient.parent = look.sender
        look.recipient.save(update_fields=["parent", "updated"])
        record(look.recipient, verb="set_parent", by=by, note=look.sender.code)
    inspection = make_inspection(asked, look.sender)
    request = Request.objects.filter(key=UUID(manifest.request)).first()
    if request is None:
        request = make_request(inspection, asked, manifest.request_digest)
        record(request, verb="import_request", by=by, note=manifest.digest)
    elif request.inspection_id != inspection.pk:
        raise refused("another_request")
    row = Delegation(
        inspection=inspection,
        body=look.recipient,
        mode=asked.delegation["mode"],
        state=DelegationState.ISSUED,
        key=UUID(manifest.delegation),
        request=request,
        **both(described=words(asked.delegation["described"])),
        due=asked.due,
        order=_place(inspection, asked),
    )
    row.code = free_code(Delegation, f"{inspection.code}-d{row.order}", look.sender.code)
    checked(row, "delegation").save(force_insert=True)
    _keep_letter(look, row, by)
    # Who signed is part of what is said: the line stands for an act of the body above, seen through its file.
    note = f"{look.sender.code} {look.fingerprint}\n{manifest.digest}"
    record(row, verb="import_request", by=by, target=row.state, note=note)
    return row


def _place(inspection: Inspection, asked: Asked) -> int:
    """The place the delegation has above, where it is free here, so that both sides know it under one code."""
    taken = inspection.delegations.filter(order=asked.delegation["order"]).exists()
    last = inspection.delegations.aggregate(last=Max("order"))["last"] or 0
    return last + 1 if taken else asked.delegation["order"]


def _keep_letter(look: Look, delegation: Delegation, by: User) -> None:
    """The letter of entrustment with its files, once for all delegations that it speaks of."""
    about = look.asked.letter if look.asked else None
    issued_on = day(about["issued_on"]) if about else None
    if about is None or issued_on is None:
        return
    inspection = delegation.inspection
    letter = inspection.letters.filter(number=about["number"]).first()
    if letter is None:
        kept = {entry: _kept(look.package, entry, name, by) for entry, name in about["files"].items()}
        letter = Letter(
            inspection=inspection,
            kind=about["kind"],
            number=about["number"],
            issued_on=issued_on,
            **both(addressee=words(about["addressee"])),
            contact=about["contact"],
            attachment=kept.get("letter.docx"),
            pdf=kept.get("letter.pdf"),
        )
        checked(letter, "letter").save(force_insert=True)
    letter.recipients.add(look.recipient)
    delegation.letter = letter
    delegation.save(update_fields=["letter", "updated"])


def _kept(package: Package, entry: str, name: str, by: User) -> Attachment:
    if entry not in LETTERS:
        raise refused("meaning", what="letter.files")
    try:
        upload = examine(package.read(entry), name=name, allowed=[LETTERS[entry]])
    except UploadRefused as refusal:
        raise refused("file", name=name[:80], why=refusal.text) from refusal
    return keep(upload.content, name=upload.name, media_type=upload.media_type, by=by)


def _take_back(look: Look, delegation: Delegation, by: User) -> Delegation:
    """The return goes back to its body with the reasons, under the items they speak of."""
    version = ReturnVersion.objects.get(returned__delegation=delegation, number=look.remarks["number"])
    note = f"{look.sender.code} {look.fingerprint}\n{look.digest}"
    delegation = take(TAKE_BACK, delegation, by=by, note=note)
    for remark in look.remarks["remarks"]:
        ReturnRemark.objects.create(
            version=version, address=remark["address"], text=remark["text"], kind=RemarkKind.SEND_BACK, sent=True
        )
    return delegation
