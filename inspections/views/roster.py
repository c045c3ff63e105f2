"""Rosters: the dry run of a file, its import, and what was imported."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.attachments import DOWNLOAD_HEADERS
from core.pages import Page
from core.paging import page_of
from inspections.actions.kept_rosters import Kept, import_kept_roster, keep_roster_file, kept_roster
from inspections.drawing.faults import LARGEST
from inspections.drawing.roster import read_roster, to_csv
from inspections.enums import RosterKind
from inspections.forms.rosters import RosterForm
from inspections.models import Inspection, Roster
from inspections.queries.rosters import grid_of, names_of_places, rows_of

FIRST_ROWS = 10
FORM_BYTES = 64 * 1024  # what stands around the file


class RosterNew(Page):
    """Upload: first what would be imported or why not, then, from the kept file, the import."""

    template_name = "inspections/roster_new.html"
    http_method_names = ["get", "head", "post"]
    largest_request = LARGEST + FORM_BYTES

    def get_inspection(self) -> Inspection:
        row = get_object_or_404(Inspection.objects.visible_to(self.request.user), code=self.kwargs["code"])
        if not self.request.user.has_perm("inspections.import_roster", row):
            raise PermissionDenied
        return row

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"inspection": self.get_inspection(), "form": RosterForm(), **kwargs})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        inspection = self.get_inspection()
        if token := request.POST.get("kept"):
            return self.go_on(inspection, token)
        form = RosterForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.again(inspection, form)
        file = form.cleaned_data["file"]
        said = {name: form.cleaned_data[name] for name in ("kind", "title", "source")}
        reading = read_roster(file, name=file.name, kind=said["kind"])
        if reading.faults:
            return self.again(inspection, form, reading=reading, faults=reading.faults)
        file.seek(0)
        kept = keep_roster_file(inspection=inspection, content=file.read(), name=file.name, by=request.user, **said)
        return self.preview(inspection, kept, reading)

    def go_on(self, inspection: Inspection, token: str) -> HttpResponse:
        """Import what was kept; a token that is old or somebody else's brings back the form."""
        try:
            kept = kept_roster(token=token, inspection=inspection, by=self.request.user)
            roster = import_kept_roster(inspection=inspection, kept=kept, by=self.request.user)
        except ValidationError as refusal:
            return self.again(inspection, RosterForm(), errors=refusal.messages)
        messages.success(self.request, _("已导入：%(roster)s") % {"roster": roster})
        return redirect(reverse("roster", args=[roster.code]))

    def preview(self, inspection: Inspection, kept: Kept, reading: Any) -> HttpResponse:
        rows = reading.rows[:FIRST_ROWS]
        context = super().get_context_data(
            inspection=inspection,
            kept=kept,
            kind=RosterKind(kept.kind).label,
            reading=reading,
            rows=rows,
            places=names_of_places(row.place for row in rows),
            grid=grid_of(reading.counts) if kept.kind == RosterKind.UNITS else None,
        )
        return render(self.request, "inspections/roster_preview.html", context)

    def again(self, inspection: Inspection, form: RosterForm, **more: Any) -> HttpResponse:
        context = super().get_context_data(inspection=inspection, form=form, **more)
        return render(self.request, self.template_name, context, status=422)


class RosterPage(Page):
    """One roster: where it comes from, its digest, its strata, and its rows by their key."""

    template_name = "inspections/roster.html"
    size = 50

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        related = ("inspection", "attachment", "imported_by")
        row = get_object_or_404(Roster.objects.visible_to(user).select_related(*related), code=self.kwargs["code"])
        if not user.has_perm("inspections.view", row):
            raise PermissionDenied
        may_export = user.has_perm("inspections.import_roster", row)
        page = page_of(row.rows.all(), ["position"], self.request.GET, self.size)
        return super().get_context_data(
            row=row,
            page=page,
            rows=page.rows,
            places=names_of_places(one.place for one in page.rows),
            grid=grid_of(row.counts) if row.kind == RosterKind.UNITS else None,
            may_download=row.attachment is not None and may_export,
            may_export=may_export,
            draws=row.draws.visible_to(user)
            if row.kind == RosterKind.UNITS
            else row.draws_of_inspectors.visible_to(user),
            **kwargs,
        )


class OfRoster(Page):
    """A file of a roster, for those who import them."""

    http_method_names = ["get", "head"]

    def get_roster(self) -> Roster:
        row = get_object_or_404(
            Roster.objects.visible_to(self.request.user).select_related("inspection", "attachment"),
            code=self.kwargs["code"],
        )
        if not self.request.user.has_perm("inspections.import_roster", row):
            raise PermissionDenied
        return row


class RosterFile(OfRoster):
    """The file as it was uploaded."""

    def get(self, request: HttpRequest, **kwargs: Any) -> FileResponse:
        row = self.get_roster()
        if row.attachment is None:
            raise Http404
        return row.attachment.as_download()


class RosterTable(OfRoster):
    """The rows as the verifier of a draw reads them."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.get_roster()
        headers = {**DOWNLOAD_HEADERS, "Content-Disposition": f'attachment; filename="{row.code}.csv"'}
        content = to_csv(rows_of(row), row.kind).encode()
        return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
