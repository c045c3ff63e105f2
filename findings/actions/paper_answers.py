"""A return that came as a workbook with a letter on paper: the letter is the signature, the workbook what it covers."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, loads
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.attachments import keep
from core.text import Text
from core.uploads import PDF, PHOTOS, XLSX, UploadRefused, examine
from findings.actions.answer_packages import outcome_of, store_version
from findings.models import Return, ReturnFile, ReturnSection
from findings.packages.answered import Answered
from findings.packages.blank import fresh_return
from findings.packages.refusals import refused
from findings.queries.returning import facts_of, frozen, latest_version
from findings.queries.workbook import SALT, Opened, open_workbook
from findings.returns import content as shape
from findings.returns.rules import Fault, faults
from findings.workbooks.book import Book
from findings.workbooks.reading import CellFault, meta_of
from findings.workbooks.refusals import Refused
from inspections.models import Delegation

SCAN = Text("签发的报送函（扫描件）", "Signed covering letter (scan)")
ON_PAPER = Text("{name}（纸质签发）", "{name} (signed on paper)")
LETTERS = (PDF, *PHOTOS)


@dataclass(frozen=True)
class Paper:
    """The covering letter: who signed it on which day, and its scan."""

    signed_name: str
    signed_on: date
    scan: bytes
    name: str


@dataclass(frozen=True)
class PaperLook:
    """What a workbook would become. `cells` were not read, `faults` are what the rules say of the rest."""

    delegation: Delegation
    number: int
    digest: str
    cells: tuple[CellFault, ...]
    faults: tuple[Fault, ...]


def look_into_workbook(*, workbook: bytes, paper: Paper, by: User) -> PaperLook:
    """What taking the workbook would do; nothing is changed. Raises PackageRefused."""
    with transaction.atomic():
        look = import_workbook(workbook=workbook, paper=paper, by=by)
        transaction.set_rollback(True)
    return look


@transaction.atomic
def import_workbook(*, workbook: bytes, paper: Paper, by: User) -> PaperLook:
    """Take the workbook as the next version of the return it was made for, signed as the letter says.

    Raises PackageRefused: no workbook of a delegation of hers, changed in what must not change, not awaited.
    """
    delegation = _delegation_of(workbook, by)
    version = latest_version(delegation)
    number = version.number + 1 if version else 1
    outcome_of(delegation, number, "")
    returned = fresh_return(delegation)
    opened = _opened(returned, workbook)
    for row in ReturnSection.objects.filter(returned=returned).select_related("section"):
        section = opened.form.section(row.section.key)
        assert section is not None  # noqa: S101  the rows are of this very form
        row.content = shape.clean(section, opened.reading.content.get(section.key, {}))
        row.save(update_fields=["content"])
    scan = _scan_of(returned, paper, by)
    content = frozen(returned, number=number)
    content["files"][str(scan.key)] = {
        "name": scan.attachment.name,
        "title": scan.title,
        "size": scan.attachment.size,
        "media_type": scan.attachment.media_type,
        "digest": scan.attachment.digest,
    }
    digest = shape.digest_of(content)
    answered = Answered(content, digest, ON_PAPER.zh.format(name=paper.signed_name), _noon(paper.signed_on))
    files = {str(row.key): row.attachment for row in returned.files.select_related("attachment")}
    kept = {key: files[key] for key in content["files"]}
    store_version(delegation, answered, kept, note=f"{XLSX}\n{digest}", by=by)
    found = faults(opened.form, content["sections"], facts_of(returned))
    return PaperLook(delegation, number, digest, tuple(opened.reading.faults), tuple(found))


def _delegation_of(workbook: bytes, by: User) -> Delegation:
    """The delegation that the workbook was made for, locked. One that `by` may not take answers to does not exist."""
    try:
        book = Book(examine(workbook, name="workbook.xlsx", allowed=(XLSX,)).content)
        binding: dict[str, Any] = loads(meta_of(book).token, salt=SALT)
    except UploadRefused as refusal:
        raise refused("workbook", why=refusal.text) from refusal
    except Refused as refusal:
        raise refused("workbook", why=refusal.text) from refusal
    except BadSignature as error:
        raise refused("workbook", why=Refused("forged").text) from error
    rows = Delegation.objects.visible_to(by).select_for_update(of=("self",))
    delegation = rows.filter(key=UUID(str(binding["delegation"]))).first()
    if delegation is None or not by.has_perm("inspections.import_answer", delegation):
        raise refused("no_delegation")
    return delegation


def _opened(returned: Return, workbook: bytes) -> Opened:
    try:
        return open_workbook(returned, workbook, "workbook.xlsx")
    except (Refused, UploadRefused) as refusal:
        raise refused("workbook", why=refusal.text) from refusal


def _scan_of(returned: Return, paper: Paper, by: User) -> ReturnFile:
    try:
        upload = examine(paper.scan, name=paper.name, allowed=LETTERS)
    except UploadRefused as refusal:
        raise refused("file", name=paper.name[:80], why=refusal.text) from refusal
    attachment = keep(upload.content, name=upload.name, media_type=upload.media_type, by=by)
    return ReturnFile.objects.create(returned=returned, attachment=attachment, title=SCAN.zh, created_by=by)


def _noon(day: date) -> datetime:
    """A letter names a day and no hour."""
    return timezone.make_aware(datetime.combine(day, time(12)))
