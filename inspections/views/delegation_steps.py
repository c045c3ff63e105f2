"""Steps of a delegation, 催办, whom the day's reminders would reach, and the joint record."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from core.pages import DetailPage, StepPage
from core.uploads import LARGEST_FILE
from inspections.actions.joint import write_joint_record
from inspections.actions.reminding import planned, preview_of_urging, urge
from inspections.enums import DelegationMode
from inspections.forms.delegations import JointForm
from inspections.models import Delegation
from inspections.views.delegation_making import OneDelegation, way_to
from inspections.views.delegations import PlacePage
from inspections.views.planning import refuse
from inspections.wording.delegations import DELEGATION_STEP_LABELS, NOTES
from inspections.workflow.delegations import STEPS

FORM_BYTES = 256 * 1024  # what stands around a file


class DelegationStep(StepPage):
    """Confirms one step; the letter has a page of its own (`DelegationIssue`)."""

    model = Delegation
    steps = STEPS
    labels = DELEGATION_STEP_LABELS
    template_name = "delegations/step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        row, step = context["row"], context["step"]
        in_turn = row.state in step.sources
        missing = step.missing(row) if self.request.method != "POST" and in_turn else []
        note_label = NOTES.get(step.verb, "")
        return {**context, **way_to(row), "missing": missing, "note_label": note_label, "out_of_turn": not in_turn}


class DelegationUrge(OneDelegation):
    """催办 with a fixed text: GET shows it, POST sends it, at most once a day."""

    template_name = "delegations/urge.html"
    verb = "urge"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = kwargs.pop("row", None) or self.row()
        text, refusal = preview_of_urging(row)
        return super().get_context_data(row=row, **{"text": text, "errors": [], "refusal": refusal, **kwargs})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.row()
        try:
            urge(delegation=row, by=request.user)  # type: ignore[arg-type]  # signed in, says the mixin
        except ValidationError as refusal:
            return self.again(row=row, errors=refusal.messages)
        messages.success(request, _("已催办：%(row)s") % {"row": row})
        return redirect(row)


class Reminders(PlacePage):
    """Whom today's reminders reach if they went out now: nothing is sent from here."""

    template_name = "delegations/reminders.html"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inspection, parent = self.place
        rows = planned(inspection=inspection, parent=parent)
        return super().get_context_data(rows=rows, day=timezone.localdate(), **kwargs)


class RemindersBelow(Reminders):
    """The same of what a body entrusted in its turn."""

    below = True


class JointRecordNew(OneDelegation):
    """A further entry of the record that both sides keep."""

    template_name = "delegations/joint.html"
    verb = "write_joint_record"
    largest_request = LARGEST_FILE + FORM_BYTES

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = kwargs.pop("row", None) or self.row()
        form = kwargs.pop("form", None) or JointForm(initial={"day": timezone.localdate()})
        is_joint = row.mode == DelegationMode.JOINT and not row.is_void
        return super().get_context_data(row=row, form=form, is_joint=is_joint, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row, form = self.row(), JointForm(request.POST, request.FILES)
        if form.is_valid():
            given = form.values()
            file = given.pop("file")
            try:
                write_joint_record(delegation=row, values=given, file=file, by=request.user)  # type: ignore[arg-type]
            except ValidationError as refusal:
                refuse(form, refusal)  # type: ignore[arg-type]
            else:
                messages.success(request, _("已记录。"))
                return redirect(row)
        return self.again(row=row, form=form, lost=list(request.FILES))


class JointRecordFile(DetailPage):
    """The file of an entry, for both sides."""

    model = Delegation
    verb = "view_delegation"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.get_context_data()["row"]
        records = row.joint_records.select_related("attachment").exclude(attachment=None)
        return get_object_or_404(records, pk=self.kwargs["number"]).attachment.as_download()
