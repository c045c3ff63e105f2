"""Taking over what a return says into the organiser's own findings. What comes of it is a draft like any other."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import record
from core.spoken import spoken
from core.workflow import take
from findings.actions.recording import raise_finding
from findings.models import Figure, Finding, Origin, ReturnVersion
from findings.queries.taking import form_of_version, is_newest, piece_of, taken_by
from findings.returns.content import label_of
from findings.returns.items import Piece, PieceKind
from findings.taking import attachments_of, entry_of_paragraph, entry_of_row, name_of
from findings.workflow.returns import USE
from inspections.enums import CAME_BACK, DelegationState
from inspections.models import Delegation


class Taken(ValidationError):
    """It was taken over before; `by` is the finding or the figure that came of it."""

    def __init__(self, by: Finding | Figure) -> None:
        super().__init__(_("这一项已经采用，不能再次采用：%(ref)s") % {"ref": by.ref}, code="taken")
        self.by = by


@transaction.atomic
def take_finding(*, version: ReturnVersion, address: str, by: User) -> Finding:
    """Raise a draft of `by` out of a row of findings, with its counts, its place and its files.

    Raises PermissionDenied for who may not take over or raise findings; Taken; ValidationError (`wrong_state`, `newer`,
    `no_such_piece`), and whatever `raise_finding` refuses.
    """
    open_for_taking(version, by)
    piece = piece_for(version, address, PieceKind.ROW)
    data = entry_of_row(piece, version, version.returned.delegation.inspection)
    return _raised(version, piece, data, by)


@transaction.atomic
def take_paragraph(*, version: ReturnVersion, address: str, kind: str, by: User) -> Finding:
    """Raise a draft of `by` out of a paragraph, as an achievement or a problem; raises what `take_finding` raises."""
    open_for_taking(version, by)
    piece = piece_for(version, address, PieceKind.PARAGRAPH)
    return _raised(version, piece, entry_of_paragraph(piece, version, kind), by)


def _raised(version: ReturnVersion, piece: Piece, data: Mapping[str, Any], by: User) -> Finding:
    refuse_twice(version, piece.address)
    finding = raise_finding(inspection=version.returned.delegation.inspection, data=data, by=by)
    link(finding, version, piece, by)
    put_to_use(version, by)
    return finding


# --- What every taking over asks and leaves behind -------------------------------------------------------------------


def open_for_taking(version: ReturnVersion, by: User) -> Delegation:
    """Lock the delegation of `version`, which is then the same for everybody until the end of the transaction.

    Raises PermissionDenied, also where somebody else than the organiser entrusted: what comes back to that one goes
    into its own return. ValidationError where the return was sent back or a newer version has come.
    """
    rows = Delegation.objects.select_for_update(of=("self",)).select_related("inspection", "parent", "body__locality")
    delegation = rows.get(pk=version.returned.delegation_id)
    if delegation.parent_id is not None or not by.has_perm("inspections.take_over", delegation):
        raise PermissionDenied
    if version.receipt is None or delegation.state not in CAME_BACK:
        sentence = _("现在是“%(state)s”，不能采用。已退回补充的，请等新的版本。")
        raise ValidationError(sentence % {"state": delegation.get_state_display()}, code="wrong_state")
    if not is_newest(version):
        raise ValidationError(_("该机构又报送了新的版本，请从新版本采用。"), code="newer")
    version.returned.delegation = delegation
    return delegation


def piece_for(version: ReturnVersion, address: str, kind: PieceKind) -> Piece:
    """The piece at `address`. Raises ValidationError where there is none of that kind."""
    piece = piece_of(version, address)
    if piece is None or piece.kind != kind:
        raise ValidationError(_("报送的内容里没有这一项。"), code="no_such_piece")
    return piece


def refuse_twice(version: ReturnVersion, address: str) -> None:
    """Raises Taken where a finding came of that piece before, of this version or an earlier one."""
    if finding := taken_by(version, address):
        raise Taken(finding)


def link(finding: Finding, version: ReturnVersion, piece: Piece, by: User) -> None:
    """Say where `finding` came from: the origin with its wording, the place of the body, the files of the evidence."""
    Origin.objects.create(finding=finding, version=version, address=piece.address, wording=piece.wording)
    body = version.returned.delegation.body
    if body and body.locality:
        finding.localities.add(body.locality)
    files = attachments_of(version, piece.files).values()
    for row in finding.evidence.filter(attachment=None, announced_digest__in=[file.digest for file in files]):
        row.attachment = next(file for file in files if file.digest == row.announced_digest)
        row.save(update_fields=["attachment"])
    record(finding, verb="take_over", by=by, note=told(version, piece.address))


def told(version: ReturnVersion, address: str) -> str:
    """Where something was taken from, for the history."""
    where = label_of(form_of_version(version), address)
    return f"{spoken(name_of(version.returned.delegation.body))} {version.number} {spoken(where)}"


def put_to_use(version: ReturnVersion, by: User) -> None:
    """With the first piece that is taken from an accepted return, it is one that was used."""
    delegation = Delegation.objects.get(pk=version.returned.delegation_id)
    if delegation.state == DelegationState.ACCEPTED:
        take(USE, delegation, by=by)
