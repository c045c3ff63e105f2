"""Everything a report is printed from, one query a table however long the report."""

from dataclasses import dataclass

from core.quantities import Period, Quantity, QuantityError
from findings.models import CitedDate, Figure
from findings.queries.sources import quantity_or_error
from inspections.models import Delegation, Survey, Visit
from reports.models import Paragraph, Report, Section


@dataclass(frozen=True)
class Content:
    """The rows of one report: `top` are its sections without a parent, `items` the children by parent."""

    report: Report
    top: list[Section]
    items: dict[int, list[Section]]
    paragraphs: dict[int, list[Paragraph]]
    figures: dict[str, Figure]
    dates: dict[str, CitedDate]
    visits: list[Visit]
    delegations: list[Delegation]
    survey: Survey | None

    @property
    def quantities(self) -> dict[str, Quantity | QuantityError]:
        """Figures by code; one whose record contradicts itself stands as its error."""
        return {code: quantity_or_error(figure) for code, figure in self.figures.items()}

    @property
    def periods(self) -> dict[str, Period]:
        return {code: date.period for code, date in self.dates.items() if date.period}


def content_of(report: Report) -> Content:
    """Read the rows of `report`; the caller was allowed to see it. nine queries for any length."""
    top: list[Section] = []
    items: dict[int, list[Section]] = {}
    for section in report.sections.all():
        (top if section.parent_id is None else items.setdefault(section.parent_id, [])).append(section)
    paragraphs: dict[int, list[Paragraph]] = {}
    rows = Paragraph.objects.filter(section__report=report)
    for paragraph in rows.order_by("section__order", "order"):
        paragraphs.setdefault(paragraph.section_id, []).append(paragraph)
    inspection = report.inspection
    figures = inspection.figures.select_related("same_as", "answer__question", "claimant_body")
    survey = Survey.objects.filter(commission__inspection=inspection).prefetch_related("questions__answers").first()
    return Content(
        report=report,
        top=top,
        items=items,
        paragraphs=paragraphs,
        figures={figure.code: figure for figure in figures},
        dates={date.code: date for date in inspection.cited_dates.all()},
        delegations=list(inspection.delegations.stated().standing().select_related("body")),
        visits=list(inspection.visits.select_related("locality")),
        survey=survey,
    )
