"""What rests on a figure: texts that cite it, and figures that are reckoned from it or repeat it."""

from collections.abc import Iterable

from django.db.models import Q

from findings.citations import CITATION
from findings.models import Figure
from inspections.models import Inspection

# Texts that may cite figures, as paths from the inspection; those of later apps by the names they have here.
TEXTS = (
    "findings__title", "findings__facts", "recommendations__title", "recommendations__content", "reports__title",
    "reports__occasion", "reports__closing", "reports__sections__heading", "reports__sections__paragraphs__text",
)  # fmt: skip


def codes_in_use(figures: Iterable[Figure]) -> set[str]:
    """Codes of those among `figures`, all of one inspection, that something rests on."""
    rows = {row.pk: row for row in figures}
    if not rows:
        return set()
    reckoned = Figure.objects.exclude(pk__in=rows).filter(
        Q(same_as__in=rows) | Q(subset_of__in=rows) | Q(base__in=rows)
    )
    used = {key for keys in reckoned.values_list("same_as", "subset_of", "base") for key in keys if key in rows}
    used |= {row.pk for row in rows.values() if row.answer_id is not None}
    cited = codes_cited(next(iter(rows.values())).inspection_id)
    return {row.code for row in rows.values() if row.pk in used or row.code in cited}


def codes_cited(inspection: int) -> set[str]:
    """Codes of the figures that any text of the inspection cites."""
    cited: set[str] = set()
    for path in TEXTS:
        either = Q(**{f"{path}_zh__contains": "fig:"}) | Q(**{f"{path}_en__contains": "fig:"})
        texts = Inspection.objects.filter(either, pk=inspection).values_list(f"{path}_zh", f"{path}_en")
        for pair in texts:
            cited |= {code for text in pair for kind, code, _styles in CITATION.findall(text or "") if kind == "fig"}
    return cited
