from typing import Any

from django.utils.translation import gettext_lazy as _

from core.pages import DetailPage, ListPage
from reports.compose import compose
from reports.document.numbering import flow, walk
from reports.models import Report
from reports.queries.checks import open_errors
from reports.queries.panel import panel_of

# In what the text is read on screen; what is printed is chosen in the panel.
READINGS = (("both", _("中英对照")), ("zh", _("只看中文")), ("en", _("只看英文")))


class ReportList(ListPage):
    """Reports of the inspections the person takes part in."""

    model = Report
    template_name = "reports/report_list.html"
    keys = ["pk"]

    def get_rows(self) -> Any:
        return super().get_rows().select_related("inspection__organiser")


class ReportDetail(DetailPage):
    """The report as it will be printed, both languages side by side, and the panel that prints it."""

    model = Report
    template_name = "reports/report_detail.html"

    def get_rows(self) -> Any:
        return super().get_rows().select_related("inspection__organiser")

    def more(self, row: Report) -> dict[str, Any]:
        document = compose(row)
        reading = self.request.GET.get("text")
        may_render = self.request.user.has_perm("reports.render", row)
        return {
            "document": document,
            "both_languages": document.languages == ("zh", "en"),
            "readings": READINGS,
            "reading": reading if reading in dict(READINGS) else READINGS[0][0],
            "numbered": list(walk(document.sections)),
            "flow": list(flow(document.sections)),
            "may_render": may_render,
            "may_edit": self.request.user.has_perm("reports.edit", row),
            "open_errors": open_errors(row),
            "panel": panel_of(row),
        }
