from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.pages import DetailPage, ListPage, seen_through
from inspections.enums import STAGES, stage_of
from inspections.models import Inspection
from inspections.queries.choices import may_propose_for
from inspections.queries.overview import aside_of, overview_of
from inspections.queries.steps import allowed_steps

# The parts of an inspection: name of the address, words, icon, the verb that opens it ("": all who see the inspection),
# and whether the address is a list of all inspections that is narrowed to this one.
PARTS = (
    ("scheme", _("检查方案"), "notebook-text", "", False),
    ("responsibilities", _("法律责任清单"), "list-checks", "", False),
    ("findings", _("问题与成效"), "clipboard-list", "", True),
    ("leads", _("问题线索"), "inbox", "findings.register_lead", True),
    ("draws", _("随机抽取"), "dices", "", False),
    ("delegations", _("委托检查"), "send", "", False),
    ("returns", _("报送情况"), "grid-3x3", "", False),
    ("letters", _("函件"), "mail", "", False),
    ("decisions", _("会议决定"), "gavel", "", False),
    ("field_entry", _("现场记录"), "tablet", "findings.raise", False),
)


class InspectionList(ListPage):
    """The inspections the person takes part in."""

    model = Inspection
    template_name = "inspections/inspection_list.html"
    keys = ["-year"]

    def get_rows(self) -> Any:
        return super().get_rows().select_related("organiser").with_capped_counts()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_propose=may_propose_for(self.request.user).exists(), **kwargs)


class InspectionDetail(DetailPage):
    """The overview of one inspection. Findings, recommendations and reports come through their reverse accessors."""

    model = Inspection
    template_name = "inspections/inspection_detail.html"

    def get_rows(self) -> Any:
        rows = super().get_rows().select_related("organiser").with_counts()
        return rows.prefetch_related(
            "instruments", "methods", "spot_checks", seen_through("reports", Inspection, self.request.user)
        )

    def more(self, row: Inspection) -> dict[str, Any]:
        steps = allowed_steps(row, self.request.user)
        return {
            "overview": overview_of(row),
            "stages": [(key, label) for key, label, _states in STAGES],
            "stage": stage_of(row.state) or stage_of(row.state_before),
            "aside": aside_of(row),
            "links": self.links(row),
            "steps": steps,
            "is_waiting": any(step.missing for step in steps.on_the_way),
        }

    def links(self, row: Inspection) -> list[tuple[str, Any, str]]:
        """Address, words and icon of the parts that the person may open."""
        found = []
        for name, label, icon, verb, is_list in PARTS:
            if not verb or self.request.user.has_perm(verb, row):
                url = f"{reverse(name)}?inspection={row.code}" if is_list else reverse(name, args=[row.code])
                found.append((url, label, icon))
        return found
