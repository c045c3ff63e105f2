"""A paper that exists already, attached to a return and read into it: what somebody chose, and nothing else."""

import uuid
from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.attachments import keep
from core.history import record
from core.uploads import DOCX, Readable, examine
from findings.actions.filling import hold, is_open_for_writing, save_section
from findings.actions.uploading import add_file
from findings.enums import Source
from findings.models import Return, ReturnFile, ReturnSection
from findings.queries.papers_read import proposals_of
from findings.queries.returning import content_of
from findings.returns.content import ROWS, Value, Written, digest_of, last_paragraph, paragraphs_of
from findings.returns.proposals import Proposal


@transaction.atomic
def attach_paper(*, returned: Return, content: bytes | Readable, name: str, address: str, by: User) -> ReturnFile:
    """Keep a paper (.docx) so that it can be read: at `address` as a file of the return, or ("") only to be read.

    Raises UploadRefused, PermissionDenied, ValidationError for a return that is not being written.
    """
    if address:
        return add_file(returned=returned, address=address, content=content, name=name, by=by)
    _may_write(returned, by)
    found = examine(content, name=name, allowed=(DOCX,))
    kept = keep(found.content, name=found.name, media_type=found.media_type, by=by)
    file = ReturnFile.objects.create(returned=returned, attachment=kept, created_by=by)
    record(returned, verb="attach", by=by, note=f"+ {kept.name} (SHA-256 {kept.digest})")
    return file


@transaction.atomic
def take_proposals(
    *, returned: Return, file: ReturnFile, chosen: Collection[str], by: User, seen: str | None = None
) -> int:
    """Write what was chosen out of a paper into the draft, behind what stands there; returns how much was taken.

    A paragraph or a figure that stands there already is not written again. `seen` is the digest of the draft beside
    which `by` chose. Raises PermissionDenied and ValidationError, also where the draft was changed since (`changed`):
    a figure that somebody typed meanwhile is not replaced, and who sends the page twice takes nothing twice.
    """
    _may_write(returned, by)
    hold(returned.pk)
    if seen not in (None, digest_of(content_of(returned))):
        sentence = _("您打开本页之后填报内容又有变化，没有带入。请对照现有内容再选一次。")
        raise ValidationError(sentence, code="changed")
    taken = [one for one in proposals_of(returned, file) if one.key in chosen]
    for key in dict.fromkeys(one.section for one in taken):
        row = ReturnSection.objects.get(returned=returned, section__key=key)
        own = [one for one in taken if one.section == key]
        save_section(row=row, written=_with(row.content, own), seen=row.content, by=by, source=Source.DOCUMENT)
    return len(taken)


def _with(written: Written, taken: Collection[Proposal]) -> dict[str, Value]:
    """What stands in a section, and what was taken behind it."""
    content = dict(written)
    for one in taken:
        if one.kind == "text":
            if one.text not in paragraphs_of(content):
                content[f"p{last_paragraph(content) + 1}"] = one.text
        elif one.kind == "figure":
            content[one.address] = one.written
        else:
            _add_row(content, one)
    return content


def _add_row(content: dict[str, Value], one: Proposal) -> None:
    rows = content.get(ROWS, [])
    row = f"d{uuid.uuid4().hex[:12]}"
    content[ROWS] = [*rows, row]
    content |= {f"{row}.kind": one.kind, f"{row}.title": one.title}
    if one.text:
        content[f"{row}.facts"] = one.text


def _may_write(returned: Return, by: User) -> None:
    if not by.has_perm("inspections.fill_return", returned.delegation):
        raise PermissionDenied
    is_open_for_writing(returned.delegation)
