"""What came back, body by section, on the page and as a table for a spreadsheet."""

import csv
from io import StringIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.attachments import DOWNLOAD_HEADERS
from core.pages import Page
from core.spoken import spoken
from core.templatetags.words import best
from findings.forms.reviewing import ReturnsFilter
from findings.queries.returns import Cell, Line, Matrix, matrix_of, requests_of
from findings.wording.reviewing import cell_words
from inspections.enums import ENTRUSTED_NOW
from inspections.models import Delegation, Inspection, Request
from inspections.views.drawn import harmless


class Returns(Page):
    """The returns of those whom the organiser of an inspection entrusted: bodies down, sections across."""

    template_name = "returns/reviewing/matrix.html"
    http_method_names = ["get", "head"]
    parent: Delegation | None = None

    def prepare(self) -> Inspection:
        """The inspection; 404 or 403 for whom it is not."""
        user: Any = self.request.user
        inspection = get_object_or_404(
            Inspection.objects.visible_to(user).select_related("organiser"), code=self.kwargs["code"]
        )
        if not user.has_perm("inspections.view", inspection):
            raise PermissionDenied
        return inspection

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inspection = self.prepare()
        requests = list(requests_of(inspection, self.parent))
        form = ReturnsFilter(self.request.GET or None, requests=requests_of(inspection, self.parent))
        chosen, group, is_odd = self.chosen(form, requests)
        matrix = self.matrix(inspection, chosen, group) if chosen else None
        if matrix and is_odd:
            matrix = Matrix(matrix.form, [], matrix.counts)
        user: Any = self.request.user
        asker = self.parent if self.parent else inspection
        return super().get_context_data(
            inspection=inspection,
            parent=self.parent,
            form=form,
            chosen=chosen,
            group=group,
            matrix=matrix,
            may_urge=bool(matrix and matrix.lines and user.has_perm("inspections.urge", matrix.lines[0].delegation)),
            may_accept=bool(
                matrix and matrix.lines and user.has_perm("inspections.accept_return", matrix.lines[0].delegation)
            ),
            urged=ENTRUSTED_NOW,
            asker=asker,
            reset_url=self.request.path,
            table_url=reverse("returns_below_table" if self.parent else "returns_table", args=[asker.code]),
            **kwargs,
        )

    def chosen(self, form: ReturnsFilter, requests: list[Request]) -> tuple[Request | None, str, bool]:
        """The request, the group of states, and whether something was asked for that does not exist."""
        first = requests[0] if requests else None
        if not form.is_bound:
            return first, "", False
        if not form.is_valid():
            return first, "", True
        return form.cleaned_data.get("request") or first, form.cleaned_data["state"], False

    def matrix(self, inspection: Inspection, chosen: Request, group: str) -> Matrix:
        user: Any = self.request.user
        rows = Delegation.objects.visible_to(user).filter(inspection=inspection, parent=self.parent)
        return matrix_of(rows, chosen, group)


class ReturnsBelow(Returns):
    """The same for those whom a body entrusted in its turn: for that body alone."""

    def prepare(self) -> Inspection:
        user: Any = self.request.user
        rows = Delegation.objects.visible_to(user).select_related("inspection__organiser", "body", "parent__body")
        self.parent = get_object_or_404(rows, code=self.kwargs["code"])
        if self.parent.body_id not in user.inspecting_bodies:
            raise PermissionDenied
        return self.parent.inspection


class ReturnsTable(Returns):
    """The matrix as .csv: what is on the page, in words."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data()
        matrix: Matrix | None = context["matrix"]
        file = StringIO()
        writer = csv.writer(file)
        if matrix:
            sections = [str(spoken(section.title)) for section in matrix.form.sections]
            heads = [_("受委托机关"), _("状态"), _("报送期限"), _("报送版本"), _("报送时间"), *sections]
            writer.writerows([harmless(cell) for cell in row] for row in (heads, *map(row_of, matrix.lines)))
        name = f"{context['asker'].code}-returns.csv"
        headers = {**DOWNLOAD_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
        content = ("\ufeff" + file.getvalue()).encode()
        return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


class ReturnsBelowTable(ReturnsTable, ReturnsBelow):
    """The matrix of those entrusted in turn as .csv."""


def row_of(line: Line) -> list[str]:
    """One body in words."""
    delegation, version = line.delegation, line.version
    arrived = timezone.localtime(version.submitted_at) if version and version.submitted_at else None
    return [
        best(delegation.body.name) if delegation.body else "",
        str(delegation.get_state_display()),
        f"{delegation.due:%Y-%m-%d}" if delegation.due else "",
        str(version.number) if version else "",
        f"{arrived:%Y-%m-%d %H:%M}" if arrived else "",
        *(told(cell) for cell in line.cells),
    ]


def told(cell: Cell) -> str:
    """A cell in one line."""
    state, amount = cell_words(cell)
    return f"{state}：{amount}" if amount else state
