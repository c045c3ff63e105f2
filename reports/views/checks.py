"""体检: what the newest check found, having it checked anew, and letting a result stand."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.pages import DetailPage
from reports.actions.checking import request_check, take_back, waive
from reports.enums import CheckKind
from reports.models import Report
from reports.queries.checks import Checks, checks_of, finding_of

RESULT = "reports/_checks_answer.html"


class ReportChecks(DetailPage):
    """The results of the newest check, by severity."""

    model = Report
    template_name = "reports/checks.html"

    def get_rows(self) -> Any:
        return super().get_rows().select_related("inspection__organiser")

    def more(self, row: Report) -> dict[str, Any]:
        return checks_context(self.request, row, checks_of(row, self.request.GET.get("kind", "")))


class ChecksProgress(ReportChecks):
    """How far the check is, for the page that asks again every two seconds; the last answer brings the results."""

    template_name = "reports/_checks_progress.html"

    def more(self, row: Report) -> dict[str, Any]:
        return {**super().more(row), "arriving": True}


def checks_context(request: HttpRequest, report: Report, checks: Checks) -> dict[str, Any]:
    user = request.user
    return {
        "checks": checks,
        "may_edit": user.has_perm("reports.edit", report),
        "may_waive": user.has_perm("reports.waive", report),
    }


@login_required
@require_POST
def check_again(request: HttpRequest, code: str) -> HttpResponse:
    """Have the report checked anew; goes back to the page, which then waits for the results."""
    report = get_object_or_404(Report.objects.visible_to(request.user), code=code)
    if not request.user.has_perm("reports.edit", report):
        raise PermissionDenied
    request_check(report=report, by=request.user)
    return redirect("report_checks", code=code)


@login_required
@require_POST
def waive_result(request: HttpRequest, code: str, wording: str) -> HttpResponse:
    """Let one result stand; the answer to htmx is that result as it stands now, with the new counts."""
    report = get_object_or_404(Report.objects.visible_to(request.user), code=code)
    reason, refused = request.POST.get("reason", ""), []
    try:
        waive(report=report, wording=wording, reason=reason, by=request.user)
    except ValidationError as error:
        refused = error.messages
    return _answer(request, report, wording, refused, reason)


@login_required
@require_POST
def take_back_waiver(request: HttpRequest, code: str, wording: str) -> HttpResponse:
    """End the waiver of one result: it is open again."""
    report = get_object_or_404(Report.objects.visible_to(request.user), code=code)
    take_back(report=report, wording=wording, by=request.user)
    return _answer(request, report, wording, [], "")


def _answer(request: HttpRequest, report: Report, wording: str, refused: list[str], reason: str) -> HttpResponse:
    finding = finding_of(report, wording)
    if request.htmx and finding is not None:
        context = {"row": report, "finding": finding, "errors": refused, "reason": reason}
        context |= checks_context(request, report, checks_of(report, request.GET.get("kind", "")))
        return render(request, RESULT, context, status=422 if refused else 200)
    for sentence in refused:
        messages.error(request, sentence)
    if not refused:
        messages.success(request, _("已放行。") if finding and finding.waiver else _("已收回放行。"))
    address = reverse("report_checks", args=[report.code])
    if (kind := request.GET.get("kind")) in CheckKind:
        address = f"{address}?kind={kind}"
    if request.htmx:  # the result is gone since the page was drawn: the whole page is drawn anew
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(f"{address}#r-{wording[:12]}" if finding else address)
