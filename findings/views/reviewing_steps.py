"""The steps with which the body above closes a return, or sends it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.pages import NOTE_LENGTH, StepPage
from core.templatetags.words import best
from findings.actions.reviewing import accept_return, archive_return, send_back_return
from findings.queries.papers import name_of
from findings.queries.returning import form_of_return, latest_version
from findings.queries.returns import mark_of, unsent_reasons
from findings.wording.returns import RETURN_STEP_LABELS
from findings.workflow.returns import RETURN_STEPS
from inspections.models import Delegation

ACTS: dict[str, Callable[..., Delegation]] = {
    "accept_return": accept_return,
    "send_back_return": send_back_return,
    "archive_return": archive_return,
}


class ReturnStep(StepPage):
    """Confirms one step: before sending back it shows every reason that goes out."""

    model = Delegation
    steps = RETURN_STEPS
    labels = RETURN_STEP_LABELS
    template_name = "returns/reviewing/step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        row, step = context["row"], context["step"]
        version = latest_version(row)
        reasons = []
        if version:
            form, content = form_of_return(version.returned), version.content["sections"]
            reasons = [(name_of(form, content, remark.address), remark) for remark in unsent_reasons(row)]
        is_its_time = row.state in step.sources
        return {
            **context,
            "version": version,
            "seen": mark_of(row),
            "reasons": reasons,
            "is_its_time": is_its_time,
            "missing": step.missing(row) if is_its_time and self.request.method != "POST" else [],
            "back": self.after(row),
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row, step = self.prepare()
        note = request.POST.get("note", "").replace("\0", "")[:NOTE_LENGTH]
        try:
            row = ACTS[step.verb](delegation=row, by=request.user, note=note, seen=request.POST.get("seen"))
        except ValidationError as refusal:
            context = self.get_context_data(errors=refusal.messages, note=note)
            return render(request, self.template_name, context, status=422)
        name = best(row.body.name) if row.body else row.code
        messages.success(request, _("已%(verb)s：%(row)s") % {"verb": self.labels[step.verb], "row": name})
        return redirect(self.after(row))

    def after(self, row: Delegation) -> str:
        """The paper of the last version; the delegation, where none was submitted."""
        version = latest_version(row)
        return reverse("return_version", args=[row.code, version.number]) if version else row.get_absolute_url()
