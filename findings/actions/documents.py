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
from findings.actions.filling import save_section
from findings.actions.uploading import add_file
from findings.enums import Source
from findings.models import Return, ReturnFile, ReturnSection
from findings.queries.papers_read import proposals_of
from findings.returns.content import ROWS, Value, Written, paragraphs_of
from findings.returns.proposals import Proposal
from inspections.enums import DelegationState


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
def take_proposals(*, returned: Return, file: ReturnFile, chosen: Collection[str], by: User) -> int:
    """Write what was chosen out of a paper into the draft, behind what stands there; returns how much was taken.

    A paragraph or a figure that stands there already is not written again. Raises PermissionDenied and ValidationError.
    """
    _may_write(returned, by)
    taken = [one for one in proposals_of(returned, file) if one.key in chosen]
    for key in dict.fromkeys(one.section for one in taken):
        row = ReturnSection.objects.select_for_update(of=("self",)).get(returned=returned, section__key=key)
        own = [one for one in taken if one.section == key]
        save_section(row=row, written=_with(row.content, own), seen=row.content, by=by, source=Source.DOCUMENT)
    return len(taken)


def _with(written: Written, taken: Collection[Proposal]) -> dict[str, Value]:
    """What stands in a section, and what was taken behind it."""
    content = dict(written)
    for one in taken:
        if one.kind == "text":
            there = paragraphs_of(content)
            if one.text not in there:
                content[f"p{len(there) + 1}"] = one.text
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
    if returned.delegation.state != DelegationState.DRAFTING:
        state = returned.delegation.get_state_display()
        raise ValidationError(_("现在是“%(state)s”，不能填写。") % {"state": state}, code="wrong_state")
