"""Asking for files, watching them being made, taking them home."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from core.pages import DetailPage
from reports.actions.editions import request_renderings
from reports.enums import RenderingState
from reports.models import Rendering, Report
from reports.queries.panel import panel_of

PANEL = "reports/_rendering_panel.html"


@login_required
@require_POST
def render_report(request: HttpRequest, code: str) -> HttpResponse:
    """Freeze the report and queue the layouts asked for; answers with the panel, or goes back to the report."""
    report = get_object_or_404(Report.objects.visible_to(request.user), code=code)
    if not request.user.has_perm("reports.render", report):
        raise PermissionDenied
    refused: list[str] = []
    try:
        request_renderings(report=report, layouts=request.POST.getlist("layout"), by=request.user)
    except ValidationError as error:
        refused = error.messages
    if not request.htmx:
        for sentence in refused:
            messages.error(request, sentence)
        return redirect(f"{report.get_absolute_url()}#files")
    context = {"row": report, "panel": panel_of(report), "may_render": True, "errors": refused}
    return render(request, PANEL, context, status=422 if refused else 200)


class RenderingPanel(DetailPage):
    """The panel alone, for the page that asks again every two seconds."""

    model = Report
    template_name = PANEL

    def more(self, row: Report) -> dict[str, Any]:
        return {"panel": panel_of(row), "may_render": self.request.user.has_perm("reports.render", row)}


@login_required
@require_safe
def download(request: HttpRequest, code: str, number: int, layout: str) -> HttpResponse:
    """The finished file of one layout of one edition; 404 until it is there."""
    rows = Rendering.objects.visible_to(request.user).select_related("attachment", "edition__report__inspection")
    ready = rows.filter(edition__report__code=code, edition__number=number, layout=layout, state=RenderingState.READY)
    rendering = ready.order_by("pk").last()
    if rendering is None:
        raise Http404
    if not request.user.has_perm("reports.download", rendering.edition.report):
        raise PermissionDenied
    return rendering.attachment.as_download()
