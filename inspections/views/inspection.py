from typing import Any

from core.pages import DetailPage, ListPage, seen_through
from inspections.enums import STAGES, stage_of
from inspections.models import Inspection
from inspections.queries.overview import overview_of


class InspectionList(ListPage):
    """The inspections the person takes part in."""

    model = Inspection
    template_name = "inspections/inspection_list.html"
    keys = ["-year"]

    def get_rows(self) -> Any:
        return super().get_rows().select_related("organiser").with_counts()


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
        stages = [(key, label) for key, label, _ in STAGES]
        return {"overview": overview_of(row), "stages": stages, "stage": stage_of(row.state)}
