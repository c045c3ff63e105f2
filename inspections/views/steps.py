from typing import Any

from core.pages import StepPage
from inspections.models import Inspection
from inspections.wording.inspections import BACKWARDS, STEP_LABELS
from inspections.workflow.inspections import STEPS

FINAL = frozenset({"cancel", "move"})


class InspectionStep(StepPage):
    """Confirms one step of an inspection; says what is missing before anybody presses the button."""

    model = Inspection
    steps = STEPS
    labels = STEP_LABELS
    template_name = "inspections/inspection_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        row, step = context["row"], context["step"]
        there = row.state in step.sources
        context["missing"] = step.missing(row) if there and "errors" not in context else []
        context["out_of_turn"] = not there
        context["final"] = step.verb in FINAL
        context["backwards"] = step.verb in BACKWARDS
        return context
