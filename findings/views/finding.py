from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from core.pages import DetailPage, ListPage, StepPage, seen_through
from core.workflow import Step
from findings.actions.recording import EDITABLE
from findings.actions.verifying import take_step
from findings.enums import FindingState
from findings.forms.lists import GROUPS, FindingFilter
from findings.models import Figure, Finding, Lead
from findings.previews import PHOTOS
from findings.queries.grouping import groups_of
from findings.queries.sources import sources_of
from findings.queries.taking import came_from, takes_over
from findings.querysets import HANDLING_LEADS
from findings.wording.findings import STEP_LABELS, VERBS
from findings.workflow.findings import STEPS
from inspections.enums import OVER


class FindingList(ListPage):
    """Achievements and problems, of all inspections the person sees or of one."""

    model = Finding
    template_name = "findings/finding_list.html"
    filter_form = FindingFilter
    keys = ["inspection_id", "order"]

    def get_rows(self) -> Any:
        rows = super().get_rows().select_related("inspection", "focus_point", "place")
        return rows.prefetch_related("evidence").marked()

    def get_keys(self, form: Any) -> list[str]:
        """In one inspection its own order is enough, and the only one that the database plans well."""
        one = form is not None and form.is_bound and form.is_valid() and form.cleaned_data["inspection"]
        return ["order"] if one else self.keys

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
        inspection = asked.get("inspection")
        may = self.request.user.has_perm
        return {
            **context,
            "asked": inspection,
            "may_raise": inspection and inspection.state not in OVER and may("findings.raise", inspection),
            "handles_leads": bool(self.request.user.bodies_as(*HANDLING_LEADS)),
            "group_links": self.group_links(asked.get("group", "")) if inspection else [],
            "grouped": self.grouped(asked) if inspection and asked.get("group") else None,
        }

    def group_links(self, chosen: str) -> list[dict[str, Any]]:
        return [{"label": label, "url": self.narrower(group=key), "here": key == chosen} for key, label in GROUPS]

    def grouped(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The table of the chosen grouping, over all rows that the filter leaves."""
        form = FindingFilter(self.request.GET, user=self.request.user)
        form.is_valid()
        rows = form.narrow(Finding.objects.visible_to(self.request.user))
        group = asked["group"]
        lines = groups_of(rows, group, lambda **more: self.narrower(group="", **more))
        return {"lines": lines, "label": dict(GROUPS)[group]}

    def narrower(self, **more: Any) -> str:
        """The address of this list with other or further conditions, on its first page."""
        query = self.request.GET.copy()
        for name in ("after", "before", *more):
            query.pop(name, None)
        query.update({name: str(value) for name, value in more.items() if value != ""})
        return f"{reverse('findings')}?{query.urlencode()}#results"


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
            .marked()
            .select_related("inspection__organiser", "focus_point", "written_by", "place", "unit", "visit__locality")
            .prefetch_related(
                "evidence__attachment",
                Prefetch("figures", figures),
                "articles__instrument",
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
        may_edit = user.has_perm("findings.edit", row)
        origins = came_from(row, user)
        allowed = [
            (verb, STEP_LABELS[verb])
            for verb, step in STEPS.items()
            if row.state in step.sources and user.has_perm(f"findings.{verb}", row)
        ]
        return {
            "facts": sources_of(row.inspection).printed(row.facts),
            "allowed_steps": allowed,
            "may_edit": may_edit and row.state in EDITABLE,
            "may_raise": row.inspection.state not in OVER and user.has_perm("findings.raise", row.inspection),
            "sees_internal": may_edit,
            "waits_for_another": row.state == FindingState.RECORDED and may_edit and "verify" not in dict(allowed),
            "origins": origins,
            "may_change_origins": may_edit and row.state in EDITABLE and bool(origins) and takes_over(origins, user),
            "lead": Lead.objects.visible_to(user).filter(finding=row).first(),
            "kicker": f"{row.ref} · {row.get_kind_display()}",
            "verbs": VERBS,
            "states": dict(FindingState.choices),
            "photos": PHOTOS,
        }


class FindingStep(StepPage):
    """Confirms one step of a finding."""

    model = Finding
    steps = STEPS
    labels = STEP_LABELS
    template_name = "findings/finding_step.html"

    def act(self, row: Finding, step: Step, note: str) -> Finding:
        seen = self.request.POST.get("seen", "")
        version = int(seen) if seen.isdecimal() and len(seen) < 9 else row.version
        return take_step(step=step, finding=row, seen=version, by=self.request.user, note=note)  # type: ignore[arg-type]
