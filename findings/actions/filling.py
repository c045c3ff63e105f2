"""Filling a return: the draft of the body entrusted, section by section, from whatever side it comes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import record
from core.payload import CLASSIFIED
from core.workflow import take
from findings.enums import Source
from findings.models import Return, ReturnSection
from findings.queries.returning import form_of_return
from findings.returns.changes import Conflict, merge
from findings.returns.content import NoContent, Value, clean
from findings.returns.together import rows_kept
from findings.workflow.returns import BEGIN
from inspections.models import Delegation
from inspections.queries.asking import request_of


@dataclass(frozen=True)
class Saved:
    """A section after saving. `conflicts` are addresses where somebody else had changed the same thing meanwhile: there
    the earlier words stand, and the later ones are in `theirs`."""

    row: ReturnSection
    conflicts: tuple[Conflict, ...]


@transaction.atomic
def begin_return(*, delegation: Delegation, by: User) -> Return:
    """Begin to write, or to supplement what was sent back; every section of the request has its row then."""
    delegation = take(BEGIN, delegation, by=by)
    returned, _created = Return.objects.get_or_create(delegation=delegation)
    for section in request_of(delegation).sections.all():
        ReturnSection.objects.get_or_create(returned=returned, section=section)
    return returned


def is_open_for_writing(delegation: Delegation) -> None:
    """ValidationError where nobody writes in the return now: it is not begun, signed, out of the house, or void."""
    if delegation.is_void:
        raise ValidationError(_("这项委托已作废，不能填写。"), code="void")
    if not delegation.is_being_written:
        sentence = _("现在是“%(state)s”，不能填写。") % {"state": delegation.get_state_display()}
        raise ValidationError(sentence, code="wrong_state")


def hold(returned_id: int) -> Delegation:
    """The delegation of a return, locked. Whoever writes in a draft takes this lock before that of a section: in
    another order two people who write at once would wait for each other until the database ends one of them."""
    return Delegation.objects.select_for_update(of=("self",)).get(returned=returned_id)


@transaction.atomic
def save_section(
    *,
    row: ReturnSection,
    written: Mapping[str, Value],
    seen: Mapping[str, Value],
    by: User,
    source: str = Source.WEB,
    finished: bool | None = None,
) -> Saved:
    """Write a section. `written` is the whole section as somebody left it, `seen` as she found it.

    What others changed meanwhile is kept: the two changes are brought together address by address, and where both
    changed the same thing the earlier one stands and is reported as a conflict. `finished` None leaves the mark alone.
    Raises ValidationError when the return is not being written, for an address that the form does not have, or a mark
    of secrecy; PermissionDenied for who may not fill it.
    """
    delegation = hold(row.returned_id)
    row = ReturnSection.objects.select_for_update(of=("self",)).select_related("returned__delegation").get(pk=row.pk)
    _refuse(delegation, written, by)
    section = form_of_return(row.returned).section(row.section.key)
    if section is None:
        raise ValueError(row.section.key)  # the row is of this very form
    try:
        typed, seen = rows_kept(seen, there=row.content, typed=clean(section, written))
        merged = merge(seen, row.content, typed, section=section.key)
        content = clean(section, merged.written)
    except NoContent as stranger:
        raise ValidationError(
            _("委托事项中没有这一项，或者内容过长：%(address)s") % {"address": stranger}, code="no_such_place"
        ) from stranger
    changed = content != row.content or (finished is not None and finished != row.finished)
    if changed:
        row.content, row.source = content, source
        row.finished = row.finished if finished is None else finished
        row.version += 1
        row.updated, row.updated_by = timezone.now(), by
        row.save()
        if finished is not None or source != Source.WEB:  # what saves itself while one types is no event
            record(row.returned, verb="fill_return", by=by, note=f"{row.section.key} {row.version} {source}")
    return Saved(row, merged.conflicts)


def _refuse(delegation: Delegation, written: Mapping[str, Value], by: User) -> None:
    """Raises PermissionDenied for who may not fill it, ValidationError where nothing may be written, or not this."""
    if not by.has_perm("inspections.fill_return", delegation):
        raise PermissionDenied
    is_open_for_writing(delegation)
    if any(isinstance(value, str) and CLASSIFIED.search(value) for value in written.values()):
        raise ValidationError(_("文字带有密级标志。涉密内容不得录入本系统。"), code="classified")
