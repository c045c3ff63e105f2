"""What the texts of an inspection may cite."""

from core.quantities import Quantity, QuantityError
from findings.citations import Sources
from findings.models import Figure
from inspections.models import Inspection


def sources_of(inspection: Inspection) -> Sources:
    """Figures and dates of `inspection`, which the caller was allowed to see; two queries."""
    figures = inspection.figures.select_related("same_as")
    return Sources(
        quantities={figure.code: quantity_or_error(figure) for figure in figures},
        periods={date.code: date.period for date in inspection.cited_dates.all() if date.period},
    )


def quantity_or_error(figure: Figure) -> Quantity | QuantityError:
    try:
        return figure.quantity
    except QuantityError as error:
        return error
