"""Equal findings of several bodies: found, picked, made into one, and changed later."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.pages import Page
from core.spoken import spoken
from findings.actions.merging import MOST, Picked, add_to_merged, merge_findings, take_out
from findings.actions.recording import EDITABLE, Conflict
from findings.forms.taking import MergeForm, RowFilter
from findings.models import Finding, ReturnVersion
from findings.queries.merging import SHOWN, Rows, grouped, narrowed, nearest, rows_in
from findings.queries.taking import came_from, piece_of
from findings.taking import draft_of
from findings.views.answering import number_in
from findings.views.taking import inspection_at
from findings.views.taking_over import sentences_of
from inspections.models import Delegation, Inspection

RELATED = (
    "returned__delegation__body__locality",
    "returned__delegation__request",
    "returned__delegation__inspection__organiser",
    "returned__delegation__parent",
)
CANDIDATES = 50


class MergeFindings(Page):
    """GET lists the rows of all returns, the alike together. POST with rows that were picked shows what they would
    become, POST with `save` makes it."""

    template_name = "returns/taking/merge.html"
    http_method_names = ["get", "head", "post"]

    def prepare(self) -> Inspection:
        inspection = inspection_at(self)
        may_take(self.request.user, inspection)
        return inspection

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inspection = kwargs.pop("inspection", None) or self.prepare()
        rows = rows_in(self.request.user, inspection)
        form = filter_of(self.request.GET or None, rows)
        found = list(rows.found)
        if form.is_bound:
            found = narrowed(found, form.cleaned_data) if form.is_valid() else []
        return super().get_context_data(
            inspection=inspection,
            rows=rows,
            form=form,
            groups=grouped(found[:SHOWN]),
            found=len(found),
            shown=SHOWN,
            picked=set(self.request.POST.getlist("row")),
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        inspection = self.prepare()
        picked = picked_in(request, inspection)
        if len(picked) < 2:
            errors = [_("请至少选择两条。")]
            context = self.get_context_data(inspection=inspection, errors=errors)
            return render(request, self.template_name, context, status=422)
        return self.saved(inspection, picked) if "save" in request.POST else self.draft(inspection, picked)

    def draft(self, inspection: Inspection, picked: Picked, form: MergeForm | None = None) -> HttpResponse:
        """What the picked rows would become, as a form."""
        pieces = [(version, piece_of(version, address)) for version, address in picked]
        there = [(version, piece) for version, piece in pieces if piece is not None]
        if len(there) < len(pieces):
            raise Http404
        submitted = rows_in(self.request.user, inspection).submitted
        form = form or MergeForm(initial=draft_of(there, submitted))
        context = super().get_context_data(inspection=inspection, form=form, pieces=there, submitted=submitted)
        status = 422 if form.errors else 200
        return render(self.request, "returns/taking/merge_draft.html", context, status=status)

    def saved(self, inspection: Inspection, picked: Picked) -> HttpResponse:
        form, by = MergeForm(self.request.POST), self.request.user
        if not form.is_valid():
            return self.draft(inspection, picked, form)
        try:
            finding = merge_findings(inspection=inspection, picked=picked, data=form.entry(), by=by)  # type: ignore[arg-type]
        except ValidationError as refusal:
            form.refuse(refusal)
            return self.draft(inspection, picked, form)
        messages.success(self.request, _("已合并为草稿：%(ref)s。英文待译。") % {"ref": finding.ref})
        return redirect(finding)


class MergeChange(Page):
    """The rows of one merged finding: further ones come in, others go out, and the count follows."""

    template_name = "returns/taking/merge_change.html"
    http_method_names = ["get", "head", "post"]

    def prepare(self) -> tuple[Inspection, Finding]:
        inspection = inspection_at(self)
        rows = Finding.objects.visible_to(self.request.user).filter(inspection=inspection)
        finding = get_object_or_404(rows.select_related("inspection__organiser"), code=self.kwargs["finding"])
        may_take(self.request.user, inspection)
        if not self.request.user.has_perm("findings.edit", finding):
            raise PermissionDenied
        if not finding.origins.exists():
            raise Http404
        return inspection, finding

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inspection, finding = kwargs.pop("prepared", None) or self.prepare()
        kwargs.pop("finding", None)  # its code, out of the address
        rows = rows_in(self.request.user, inspection)
        form = filter_of(self.request.GET or None, rows)
        found = narrowed(rows.found, form.cleaned_data) if form.is_bound and form.is_valid() else rows.found
        return super().get_context_data(
            inspection=inspection,
            finding=finding,
            origins=came_from(finding, self.request.user),
            form=form,
            candidates=nearest(found, finding.title.zh, CANDIDATES),
            submitted=rows.submitted,
            basis=max(finding.counted_of or 0, rows.submitted),
            may_change=finding.state in EDITABLE,
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        inspection, finding = self.prepare()
        try:
            self.act(inspection, finding)
        except (ValidationError, Conflict) as refusal:
            fresh = Finding.objects.visible_to(request.user).select_related("inspection__organiser").get(pk=finding.pk)
            conflict = isinstance(refusal, Conflict)
            errors = [_("别人刚刚改过这条发现，请核对后再试。")] if conflict else sentences_of(refusal)  # type: ignore[arg-type]
            context = self.get_context_data(prepared=(inspection, fresh), errors=errors)
            return render(request, self.template_name, context, status=409 if conflict else 422)
        messages.success(request, _("已修改：%(ref)s") % {"ref": finding.ref})
        return redirect("merge_change", code=inspection.code, finding=finding.code)

    def act(self, inspection: Inspection, finding: Finding) -> None:
        sent, by = self.request.POST, self.request.user
        basis = sent.get("counted_of", "")
        common: dict[str, Any] = {
            "counted_of": number_in(basis) if basis else None,
            "seen": number_in(sent.get("seen", "")),
            "by": by,
        }
        if "add" in sent:
            picked = versions_of(by, inspection, [sent["add"]])
            if not picked:
                raise ValidationError(_("报送的内容里没有这一项。"), code="no_such_piece")
            add_to_merged(finding=finding, version=picked[0][0], address=picked[0][1], **common)
            return
        origin = finding.origins.select_related(*(f"version__{path}" for path in RELATED))
        row = origin.filter(pk=number_in(sent.get("remove", ""))).first()
        if row is None:
            raise ValidationError(_("这条来源已不在其中。"), code="gone")
        take_out(finding=finding, origin=row, **common)


def may_take(user: Any, inspection: Inspection) -> None:
    """Raises PermissionDenied unless she may take over from what came back to the organiser and raise findings."""
    one = Delegation.objects.visible_to(user).of_the_organiser().filter(inspection=inspection).first()
    takes = one is not None and user.has_perm("inspections.take_over", one)
    if not (takes and user.has_perm("findings.raise", inspection)):
        raise PermissionDenied


def filter_of(data: Any, rows: Rows) -> RowFilter:
    sections = [(key, spoken(title)) for key, title in rows.sections]
    return RowFilter(data, sections=sections, bodies=[(body.code, spoken(body.name)) for body in rows.bodies])


def picked_in(request: HttpRequest, inspection: Inspection) -> list[tuple[ReturnVersion, str]]:
    """The rows that a form names, or one group of them whole; at most a few more than one finding takes."""
    keys = request.POST.get("group", "").split() or request.POST.getlist("row")
    return versions_of(request.user, inspection, keys[: MOST + 1])


def versions_of(user: Any, inspection: Inspection, keys: Sequence[str]) -> list[tuple[ReturnVersion, str]]:
    """(version, address) of every key ("12:problems.a") that names a submitted version she sees; others are none."""
    named = [(number_in(number), address) for number, _point, address in (key.partition(":") for key in keys)]
    rows = ReturnVersion.objects.visible_to(user).submitted().filter(
        pk__in={number for number, _address in named},
        returned__delegation__inspection=inspection,
        returned__delegation__parent=None,
    )  # fmt: skip
    found = {row.pk: row for row in rows.select_related(*RELATED)}
    return list(dict.fromkeys((found[number], address) for number, address in named if number in found))
