"""From a city's return into the draft of the province that entrusted it: pieces of it, or the whole laid beside."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import record
from core.quantities import Extent, Style, write_zh
from core.spoken import spoken
from findings.actions.filling import is_open_for_writing, save_section
from findings.actions.taking import piece_for
from findings.actions.taking_figures import add_up
from findings.enums import Source
from findings.models import Return, ReturnFile, ReturnSection, ReturnVersion
from findings.queries.returning import form_of_return, places_of
from findings.queries.taking import form_of_version, is_newest, known_origins
from findings.returns.content import FILES, FINDING, MOST_FILES, ROWS, Value, label_of, last_paragraph, paragraphs_of
from findings.returns.items import PieceKind, figure_place
from findings.taking import attachments_of, name_of
from inspections.asking.model import SectionKind
from inspections.enums import CAME_BACK
from inspections.models import Delegation

ORIGIN = "origin"
COUNTED = Style(Extent.COUNT)  # "1.5万件": what can be read again without its noun


@transaction.atomic
def take_row_below(*, returned: Return, version: ReturnVersion, address: str, section: str, by: User) -> str:
    """Copy a row of findings of the next level down into `section` of the own draft, with its files; returns its full
    address there. The row keeps where it came from, and the place where it named none.

    Raises PermissionDenied; ValidationError: `wrong_state`, `newer`, `no_such_piece`, `no_such_place` for a section of
    another kind, `taken` where the draft has the row already.
    """
    _open(returned, version, by)
    piece = piece_for(version, address, PieceKind.ROW)
    row = _section(returned, section, SectionKind.FINDINGS)
    _refuse_known_row(returned, version, address)
    key = uuid.uuid4().hex[:12]
    fields: dict[str, Value] = {name: value for name, value in piece.fields.items() if name in FINDING}
    fields[ORIGIN] = f"{version.returned.delegation.key}/{version.number}/{address}"
    fields.setdefault("place", _place(returned, version))
    files = attachments_of(version, piece.files).values()
    fields[FILES] = [str(_filed(returned, file, by).key) for file in files][:MOST_FILES]
    rows = row.content.get(ROWS, [])
    added = {f"{key}.{name}": value for name, value in fields.items() if value}
    _save(row, {**row.content, ROWS: [*rows, key], **added}, by)
    return f"{section}.{key}"


@transaction.atomic
def take_paragraph_below(*, returned: Return, version: ReturnVersion, address: str, section: str, by: User) -> str:
    """Put a paragraph of the next level down behind the last one of a text of the own draft; raises the same."""
    _open(returned, version, by)
    piece = piece_for(version, address, PieceKind.PARAGRAPH)
    row = _section(returned, section, SectionKind.TEXT)
    if piece.wording in paragraphs_of(row.content):
        raise ValidationError(_("本级报送内容里已经有这一段，不能再次采用。"), code="taken")
    place = f"p{last_paragraph(row.content) + 1}"
    _save(row, {**row.content, place: piece.wording}, by)
    return f"{section}.{place}"


@transaction.atomic
def take_figure_below(
    *, returned: Return, versions: Sequence[ReturnVersion], address: str, place: str, replace: bool, by: User
) -> str:
    """Write a figure of the next level down, or what those of several versions come to, at the full address `place` of
    the own draft. What stands there already goes only with `replace`.

    Raises the same, `no_sum` with the reason, and `stands` where something else stands there.
    """
    for version in versions:
        _open(returned, version, by)
    if not versions:
        raise ValidationError(_("还没有可以相加的报送内容。"), code="too_few")
    value = _figure(versions, address)
    key, _point, rest = place.partition(".")
    form = form_of_return(returned)
    section = form.section(key)
    if section is None or figure_place(section, rest)[0] is None:
        raise ValidationError(_("请选择要填入的位置。"), code="no_such_place")
    row = _section(returned, key, section.kind)
    there = row.content.get(rest, "")
    if there == value:
        raise ValidationError(_("本级报送内容里已经是这个数据。"), code="taken")
    if there and not replace:
        sentence = _("“%(place)s”已填“%(there)s”。要换成“%(value)s”，请勾选“替换已填的数据”。")
        said = {"place": spoken(label_of(form, place)), "there": there, "value": value}
        raise ValidationError(sentence % said, code="stands")
    _save(row, {**row.content, rest: value}, by)
    return place


@transaction.atomic
def attach_below(*, returned: Return, version: ReturnVersion, by: User) -> None:
    """Lay a submitted version of the next level down beside the own return: the body above sees it once that is
    submitted. An earlier version of the same return gives way. Raises PermissionDenied, ValidationError."""
    delegation = _to_attach(returned, by)
    _one_of_ours(delegation, version)
    _stands_submitted(version)
    for other in returned.attached.filter(returned=version.returned_id).exclude(pk=version.pk):
        returned.attached.remove(other)
    if not returned.attached.filter(pk=version.pk).exists():
        returned.attached.add(version)
        record(returned, verb="attach_below", by=by, note=_told(version))


@transaction.atomic
def detach_below(*, returned: Return, version: ReturnVersion, by: User) -> None:
    """Take it away again; what was submitted with it keeps it. Raises PermissionDenied, ValidationError."""
    _to_attach(returned, by)
    if returned.attached.filter(pk=version.pk).exists():
        returned.attached.remove(version)
        record(returned, verb="detach_below", by=by, note=_told(version))


# --- What is asked each time -----------------------------------------------------------------------------------------


def _open(returned: Return, version: ReturnVersion, by: User) -> None:
    delegation = _locked(returned)
    if not by.has_perm("inspections.fill_return", delegation):
        raise PermissionDenied
    is_open_for_writing(delegation)
    _one_of_ours(delegation, version)
    _stands_submitted(version)


def _to_attach(returned: Return, by: User) -> Delegation:
    delegation = _locked(returned)
    if not by.has_perm("inspections.attach_below", delegation):
        raise PermissionDenied
    is_open_for_writing(delegation)
    return delegation


def _locked(returned: Return) -> Delegation:
    """The own delegation, the same for everybody until the end of the transaction."""
    rows = Delegation.objects.select_for_update(of=("self",)).select_related("parent", "inspection", "body__locality")
    return rows.get(pk=returned.delegation_id)


def _one_of_ours(delegation: Delegation, version: ReturnVersion) -> None:
    if version.returned.delegation.parent_id != delegation.pk:
        raise PermissionDenied  # somebody else entrusted that body


def _stands_submitted(version: ReturnVersion) -> None:
    """Raises ValidationError for what was not submitted, was sent back, or has a newer version."""
    delegation = version.returned.delegation
    if version.receipt is None or delegation.state not in CAME_BACK:
        sentence = _("现在是“%(state)s”，不能采用。已退回补充的，请等新的版本。")
        raise ValidationError(sentence % {"state": delegation.get_state_display()}, code="wrong_state")
    if not is_newest(version):
        raise ValidationError(_("该机构又报送了新的版本，请从新版本采用。"), code="newer")


def _section(returned: Return, key: str, kind: SectionKind) -> ReturnSection:
    """The section of the draft with that key, locked: what is added to it stands behind what is there."""
    rows = ReturnSection.objects.select_for_update(of=("self",)).select_related("section")
    row = rows.filter(returned=returned, section__key=key, section__kind=kind).first()
    if row is None:
        raise ValidationError(_("请选择要填入的位置。"), code="no_such_place")
    return row


def _save(row: ReturnSection, written: dict[str, Any], by: User) -> None:
    save_section(row=row, written=written, seen=row.content, by=by, source=Source.BELOW)


def _refuse_known_row(returned: Return, version: ReturnVersion, address: str) -> None:
    known = known_origins(returned)
    if (str(version.returned.delegation.key), address) in known:
        raise ValidationError(_("本级报送内容里已经有这一条，不能再次采用。"), code="taken")


def _figure(versions: Sequence[ReturnVersion], address: str) -> str:
    """The figure of one version as it was written, or what several come to as the house writes it."""
    if len(versions) == 1:
        return piece_for(versions[0], address, PieceKind.FIGURE).wording
    added = add_up(form_of_version(versions[0]), versions, address)
    if added.sum.quantity is None:
        raise ValidationError([str(spoken(note)) for note in added.sum.notes], code="no_sum")
    return write_zh(added.sum.quantity, COUNTED)


def _place(returned: Return, version: ReturnVersion) -> str:
    """The place of the body below, where it lies within the own territory."""
    body = version.returned.delegation.body
    place = body.locality if body else None
    return place.name.zh if place and place.pk in places_of(returned.delegation.body) else ""


def _filed(returned: Return, file: Any, by: User) -> ReturnFile:
    return ReturnFile.objects.create(returned=returned, attachment=file, title=file.name[:200], created_by=by)


def _told(version: ReturnVersion) -> str:
    return f"{spoken(name_of(version.returned.delegation.body))} {version.number}"
