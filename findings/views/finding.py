from typing import Any

from django.db.models import Prefetch

from core.pages import DetailPage, ListPage, StepPage, seen_through
from findings.enums import FindingState
from findings.forms import FindingFilter
from findings.models import Figure, Finding
from findings.queries.sources import sources_of
from findings.wording import STEP_LABELS, VERBS
from findings.workflow import STEPS


class FindingList(ListPage):
    """Achievements and problems, of all inspections the person sees or of one."""

    model = Finding
    template_name = "findings/finding_list.html"
    filter_form = FindingFilter
    keys = ["inspection_id", "order"]

    def get_rows(self) -> Any:
        return super().get_rows().select_related("inspection", "focus_point").prefetch_related("evidence")


class FindingDetail(DetailPage):
    """One finding: evidence, figures, the recommendations that answer it and the paragraphs it stands in."""

    model = Finding
    template_name = "findings/finding_detail.html"

    def get_rows(self) -> Any:
        user = self.request.user
        figures = Figure.objects.visible_to(user).select_related("same_as")
        return (
            super()
            .get_rows()
            .select_related("inspection__organiser", "focus_point", "written_by")
            .prefetch_related(
                "evidence__attachment",
                Prefetch("figures", figures),
                "bodies",
                "localities",
                "instruments",
                seen_through("answered_by", Finding, user),
                seen_through("cited_in", Finding, user),
                "cited_in__section__report",
                "cited_in__section__parent",
            )
        )

    def more(self, row: Finding) -> dict[str, Any]:
        user = self.request.user
        allowed = [
            (verb, STEP_LABELS[verb])
            for verb, step in STEPS.items()
            if row.state in step.sources and user.has_perm(f"findings.{verb}", row)
        ]
        return {
            "facts": sources_of(row.inspection).printed(row.facts),
            "allowed_steps": allowed,
            "sees_internal": row.written_by_id == user.pk or user.has_perm("findings.verify", row),
            "kicker": f"{row.ref} · {row.get_kind_display()}",
            "verbs": VERBS,
            "states": dict(FindingState.choices),
        }


class FindingStep(StepPage):
    """Confirms one step of a finding."""

    model = Finding
    steps = STEPS
    labels = STEP_LABELS
    template_name = "findings/finding_step.html"
