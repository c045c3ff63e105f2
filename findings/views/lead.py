"""问题线索: the list, one lead, the forms that write it down and change it, and its steps."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.pages import DetailPage, ListPage, Page, StepPage
from core.workflow import Step
from findings.actions.leads import COLUMNS, OPEN, answer_lead, edit_lead, pass_on, receive_lead
from findings.enums import FindingState, LeadState
from findings.forms.leads import AnswerForm, LeadFilter, LeadForm, NoForm, PassOnForm
from findings.models import Lead
from findings.wording.findings import LEAD_STEP_LABELS, LEAD_VERBS
from findings.workflow.findings import LEAD_STEPS
from inspections.models import Inspection


class LeadList(ListPage):
    """Leads of the inspections whose leads the person handles, the newest first."""

    model = Lead
    template_name = "findings/lead_list.html"
    filter_form = LeadFilter
    keys = ["-received_on"]

    def get_rows(self) -> Any:
        return super().get_rows().select_related("inspection", "place", "passed_to", "finding")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        asked = context["form"].cleaned_data.get("inspection") if context["form"].is_bound else None
        may_register = asked is not None and self.request.user.has_perm("findings.register_lead", asked)
        return {**context, "asked": asked, "may_register": may_register}


class LeadDetail(DetailPage):
    """One lead: what was told, where it went, what came of it."""

    model = Lead
    template_name = "findings/lead_detail.html"

    def get_rows(self) -> Any:
        rows = super().get_rows()
        return rows.select_related(
            "inspection__organiser", "place", "visit__locality", "passed_to", "finding", "written_by"
        )

    def more(self, row: Lead) -> dict[str, Any]:
        may = self.request.user.has_perm
        allowed = [
            (verb, LEAD_STEP_LABELS[verb])
            for verb, step in LEAD_STEPS.items()
            if row.state in step.sources and may(f"findings.{verb}", row)
        ]
        finding = row.finding
        hidden = finding and finding.state == FindingState.DRAFT and finding.written_by_id != self.request.user.pk
        return {
            "allowed_steps": allowed,
            "may_edit": row.state != LeadState.CLOSED and may("findings.edit_lead", row),
            "may_raise": row.state in OPEN and not row.finding_id and may("findings.raise_from_lead", row),
            "finding_hidden": hidden,
            "verbs": LEAD_VERBS,
            "states": dict(LeadState.choices),
        }


class LeadPage(Page):
    """A form of a lead: GET shows it, POST acts; what cannot be taken comes back as it was typed, with sentences."""

    template_name = "findings/lead_form.html"
    http_method_names = ["get", "head", "post"]

    def prepare(self) -> Any:
        """The row the form is about; 404 or 403 for whom it is not."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        row = self.prepare()
        form = LeadForm(request.POST, inspection=getattr(row, "inspection", row))
        if form.is_valid():
            values = {name: form.cleaned_data[name] for name in COLUMNS}
            try:
                lead = self.act(row, values, form.cleaned_data["base"] or 0)
            except ValidationError as refusal:
                form.add_error(None, refusal)
                if getattr(refusal, "code", "") == "changed":
                    return self.conflict(form)
            else:
                messages.success(request, _("已保存：%(row)s") % {"row": lead})
                return redirect(lead.get_absolute_url())
        return render(request, self.template_name, self.get_context_data(row=row, form=form), status=422)

    def act(self, row: Any, values: dict[str, Any], base: int) -> Lead:
        raise NotImplementedError

    def conflict(self, form: forms.Form) -> HttpResponse:
        """Somebody was quicker: her words beside what was typed, which a second try puts in their place."""
        current = self.prepare()
        form.data = form.data.copy()
        form.data["base"] = str(current.version)
        there = {"row": current, "current": current, "by": current.history.last()}
        return render(self.request, self.template_name, self.get_context_data(form=form, **there), status=409)


class LeadNew(LeadPage):
    """A lead is written down as it came: from the inspection, or from the visit on which it was told."""

    def prepare(self) -> Inspection:
        inspection = get_object_or_404(Inspection.objects.visible_to(self.request.user), code=self.kwargs["code"])
        if not self.request.user.has_perm("findings.register_lead", inspection):
            raise PermissionDenied
        return inspection

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inspection = kwargs.pop("row", None) or self.prepare()
        form = kwargs.pop("form", None) or LeadForm(initial=self.begin(inspection), inspection=inspection)
        back = f"{reverse('leads')}?inspection={inspection.code}"
        return super().get_context_data(inspection=inspection, form=form, back=back, **kwargs)

    def begin(self, inspection: Inspection) -> dict[str, Any]:
        """Today; the visit from which one came, and its place."""
        asked = self.request.GET.get("visit", "")
        visit = inspection.visits.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 10 else None
        where = {"visit": visit.pk, "place": visit.locality_id} if visit else {}
        return {"received_on": timezone.localdate(), **where}

    def act(self, row: Inspection, values: dict[str, Any], base: int) -> Lead:
        return receive_lead(inspection=row, values=values, by=self.request.user)  # type: ignore[arg-type]  # signed in


class LeadEdit(LeadPage):
    """A lead is changed; a closed one is not."""

    model = Lead

    def prepare(self) -> Lead:
        lead = get_object_or_404(
            Lead.objects.visible_to(self.request.user).select_related("inspection", "place", "visit__locality"),
            code=self.kwargs["code"],
        )
        if not self.request.user.has_perm("findings.edit_lead", lead):
            raise PermissionDenied
        return lead

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = kwargs.pop("row", None) or self.prepare()
        form = kwargs.pop("form", None)
        if form is None:
            now = {name: getattr(lead, name) for name in COLUMNS}
            form = LeadForm(initial={**now, "base": lead.version}, inspection=lead.inspection)
        back = lead.get_absolute_url()
        return super().get_context_data(row=lead, inspection=lead.inspection, form=form, back=back, **kwargs)

    def act(self, row: Lead, values: dict[str, Any], base: int) -> Lead:
        return edit_lead(lead=row, values=values, base=base, by=self.request.user)  # type: ignore[arg-type]  # signed in


class LeadStep(StepPage):
    """One step of a lead; passing on asks to whom, an answer asks what it says."""

    model = Lead
    steps = LEAD_STEPS
    labels = LEAD_STEP_LABELS
    template_name = "findings/lead_step.html"
    asking = {"pass_on": PassOnForm, "answer_lead": AnswerForm}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        row, step = context["row"], context["step"]
        if "form" not in context:
            context["form"] = self.form_of(row, step)
        return context

    def form_of(self, row: Lead, step: Step) -> forms.Form:
        sent = (self.request.POST,) if self.request.method == "POST" else ()
        return self.asking.get(step.verb, NoForm)(*sent, lead=row)

    def act(self, row: Lead, step: Step, note: str) -> Lead:
        form = self.form_of(row, step)
        if not form.is_valid():
            raise ValidationError([])  # the form says what is wrong, beside its field
        by: Any = self.request.user
        if step.verb == "pass_on":
            return pass_on(lead=row, to=form.cleaned_data["to"], by=by, note=note)
        if step.verb == "answer_lead":
            return answer_lead(lead=row, answer=form.cleaned_data["answer"], by=by, note=note)
        return super().act(row, step, note)  # type: ignore[no-any-return]
