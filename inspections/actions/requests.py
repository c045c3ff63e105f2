"""委托事项: what those entrusted are asked for is put together, copied, and fixed once the first letter goes out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import record
from core.spoken import spoken
from core.text import Text
from inspections.actions.request_rows import mark, opened, write_sections
from inspections.asking.faults import faults_of
from inspections.asking.model import Section
from inspections.asking.standard import standard_sections
from inspections.asking.store import digest_of
from inspections.enums import OVER
from inspections.models import Delegation, Inspection, Request
from inspections.queries.asking import form_of

YEARS = 3  # columns of the standard table: the year of the inspection and the two before
CODE_LENGTH = 70  # leaves room for the number


@transaction.atomic
def make_request(
    *,
    inspection: Inspection,
    values: Mapping[str, Any],
    by: User,
    parent: Delegation | None = None,
    source: Request | None = None,
) -> Request:
    """A new request with the standard outline, or with what `source` asks. `values`: title and note (Texts), days.

    Without `parent` the organiser asks; with it, the body which that delegation entrusts. Raises PermissionDenied, also
    for a source that is not hers to see, or ValidationError where the inspection is over; then nothing is written.
    """
    if not (by.has_perm("inspections.ask_below", parent) if parent else by.has_perm("inspections.ask", inspection)):
        raise PermissionDenied
    if source and not Request.objects.visible_to(by).filter(pk=source.pk).exists():
        raise PermissionDenied
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)  # one code after another
    if inspection.state in OVER:
        shown = inspection.get_state_display()
        raise ValidationError(_("本次检查已是“%(state)s”状态，不能再提出委托事项。") % {"state": shown}, code="over")
    request = Request(inspection=inspection, parent=parent, code=_free_code(parent.code if parent else inspection.code))
    _write(request, values)
    request.save(force_insert=True)
    write_sections(request, form_of(source).sections if source else _standard(inspection, parent))
    record(request, verb="make_request", by=by, note=source.code if source else "")
    return request


@transaction.atomic
def change_request(*, request: Request, values: Mapping[str, Any], seen: str, by: User) -> Request:
    """The request under another title, note or term; its sections stay as they are.

    `seen` is the mark of what the person saw. Raises PermissionDenied, or ValidationError (`fixed`, `changed`).
    """
    request = opened(request, by=by)
    if seen != mark_of(request):
        raise ValidationError(_("刚被别人改过，请先核对现在的内容，再保存一次。"), code="changed")
    before = mark_of(request)
    _write(request, values)
    if mark_of(request) != before:
        request.save()
        record(request, verb="change_request", by=by, note=request.title.zh)
    return request


@transaction.atomic
def remove_request(*, request: Request, by: User) -> None:
    """Removes a request that no delegation refers to.

    Raises PermissionDenied, or ValidationError (`fixed`, `in_use`).
    """
    request = opened(request, by=by)
    if request.delegations.exists():
        raise ValidationError(_("已有委托使用这份委托事项，不能删除。"), code="in_use")
    record(request.parent or request.inspection, verb="remove_request", by=by, note=request.title.zh)
    request.delete()


@transaction.atomic
def fix_request(*, request: Request, by: User) -> Request:
    """Fixes what is asked, for the first letter that goes out; a request fixed before stays as it was.

    Raises PermissionDenied for who may not issue letters for the body that asks, or ValidationError (`not_ready`) with
    a sentence for each thing that is missing.
    """
    request = Request.objects.select_for_update().get(pk=request.pk)
    if not by.has_perm("inspections.issue_delegation", request):
        raise PermissionDenied
    if request.is_fixed:
        return request
    if faults := request_faults(request):
        raise ValidationError([ValidationError(fault, code="not_ready") for fault in faults])
    request.fixed_at, request.digest = timezone.now(), digest_of(form_of(request))
    request.save(update_fields=["fixed_at", "digest", "updated"])
    record(request, verb="fix_request", by=by, note=request.digest)
    return request


def request_faults(request: Request) -> list[str]:
    """A sentence for each thing without which `request` cannot be sent, in the language of the page."""
    return [str(spoken(fault)) for fault in faults_of(form_of(request))]


def mark_of(request: Request) -> str:
    """What stands in title, note and term: two people who change it at once do not overwrite each other."""
    return mark(request.title, request.note, request.days)


def _write(request: Request, values: Mapping[str, Any]) -> None:
    request.title, request.note, request.days = values["title"], values["note"], values["days"]
    request.clean_fields(exclude=["inspection", "parent", "code"])


def _standard(inspection: Inspection, parent: Delegation | None) -> Sequence[Section]:
    """The standard outline. The scheme belongs to the organiser: for whom was entrusted, its focus points are those of
    the request that was put to it."""
    points: list[Text] = [] if parent else [point.title for point in inspection.focus_points.all()]
    return standard_sections(points, range(inspection.year - YEARS + 1, inspection.year + 1))


def _free_code(begin: str) -> str:
    begin, number = f"{begin[:CODE_LENGTH]}-r", 1
    taken = set(Request.objects.filter(code__startswith=begin).values_list("code", flat=True))
    while f"{begin}{number}" in taken:
        number += 1
    return f"{begin}{number}"
