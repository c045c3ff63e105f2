"""Decisions of the chairpersons' meeting: the list, and the form for what its minutes say."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.pages import DetailPage
from inspections.actions.planning import record_decision
from inspections.enums import CARRIED, InspectionState
from inspections.forms.planning import DecisionForm
from inspections.models import Inspection
from inspections.views.planning import PlanningFormPage
from inspections.wording.inspections import VERBS


class DecisionList(DetailPage):
    """What was decided about an inspection, the newest first."""

    model = Inspection
    template_name = "inspections/decision_list.html"

    def more(self, row: Inspection) -> dict[str, Any]:
        return {
            "decisions": row.decisions.select_related("recorded_by").order_by("-recorded", "-pk"),
            "carried": CARRIED,
            "entries": row.history.filter(verb__in=VERBS),
            "verbs": VERBS,
            "states": dict(InspectionState.choices),
            "may_record": self.request.user.has_perm("inspections.record_decision", row),
        }


class DecisionNew(PlanningFormPage):
    template_name = "inspections/decision_form.html"
    verb = "record_decision"
    form = DecisionForm

    def act(self, row: Inspection, form: DecisionForm) -> str:
        made = record_decision(inspection=row, values=form.values(), by=self.request.user)  # type: ignore[arg-type]
        return _("已记录会议决定：%(subject)s，%(outcome)s") % {
            "subject": made.get_subject_display(),
            "outcome": made.get_outcome_display(),
        }

    def after(self, row: Inspection) -> str:
        return reverse("decisions", args=[row.code])
