"""How far the responsibility list was gone through: questions answered, by focus point and place."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from core.text import Text
from findings.models import ResponsibilityAnswer
from findings.queries.responsibilities import ANSWERED
from inspections.models import Inspection, Visit

COMPLETE, BEGUN, NOT_BEGUN = "complete", "begun", "none"
WORDS = {COMPLETE: _("已查完"), BEGUN: _("部分已查"), NOT_BEGUN: _("尚未查")}


@dataclass(frozen=True)
class Cell:
    """How many questions of how many were answered."""

    answered: int
    asked: int

    @property
    def state(self) -> str:
        if not self.answered:
            return NOT_BEGUN
        return COMPLETE if self.answered >= self.asked else BEGUN

    @property
    def word(self) -> Any:
        return WORDS[self.state]


@dataclass(frozen=True)
class PlaceRow:
    """One visit with a cell for each column, and one for all of them together."""

    visit: Visit
    cells: list[Cell]
    whole: Cell


@dataclass(frozen=True)
class Completeness:
    """Columns are the focus points that have questions; the last one holds those that belong to none."""

    columns: list[Text]
    rows: list[PlaceRow]
    sums: list[Cell]
    whole: Cell


def completeness_of(inspection: Inspection) -> Completeness:
    """The table of `inspection`, places in standard order; four queries for any number of lines, visits and answers.

    A question counts as answered at a place when it was answered there at all, for the visit or at one unit of it.
    """
    items = inspection.responsibility_items.filter(void_reason="")
    asked = dict(items.order_by().values_list("focus_point").annotate(Count("pk")))
    points = [point for point in inspection.focus_points.all() if point.pk in asked]
    keys: list[int | None] = [point.pk for point in points]
    columns = [Text(f"{point.order}. {point.title.zh}", _numbered(point.order, point.title.en)) for point in points]
    if None in asked:
        keys.append(None)
        columns.append(Text("未归入检查重点", "Outside the focus points") if points else Text("全部", "All"))
    answered: Counter[tuple[int, int | None]] = Counter()
    given = ResponsibilityAnswer.objects.filter(ANSWERED, item__in=items).order_by()
    for visit, point, number in given.values_list("visit", "item__focus_point").annotate(
        number=Count("item", distinct=True)
    ):
        answered[visit, point] = number
    rows = []
    for visit in inspection.visits.filter(void_reason="").select_related("locality").order_by("locality"):
        cells = [Cell(answered[visit.pk, key], asked[key]) for key in keys]
        rows.append(PlaceRow(visit, cells, _sum(cells)))
    sums = [_sum(column) for column in zip(*(row.cells for row in rows), strict=True)]
    return Completeness(columns, rows, sums, _sum(sums))


def _numbered(number: int, title: str) -> str:
    return f"{number}. {title}" if title else ""


def _sum(cells: Any) -> Cell:
    cells = list(cells)
    return Cell(sum(cell.answered for cell in cells), sum(cell.asked for cell in cells))
