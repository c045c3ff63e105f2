"""How far the scheme is: what each part holds, and what is still missing before it can be submitted."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from inspections.models import Inspection
from inspections.scheme.part import Part
from inspections.scheme.registry import GROUPS, PARTS
from inspections.workflow.inspections import SUBMIT_SCHEME


@dataclass(frozen=True)
class Entry:
    """A part in the outline: how many rows it has."""

    part: Part
    url: str
    count: int | None  # None: the part is one row


def missing_for_submission(inspection: Inspection) -> list[str]:
    """A sentence for each thing that the scheme must have before it is submitted, as the step asks it."""
    return [problem for check in SUBMIT_SCHEME.ready for problem in check(inspection)]


def outline_of(inspection: Inspection, user: Any) -> list[tuple[Any, list[Entry]]]:
    """The parts by group; the counts are read in one query."""
    counted = {f"of_{part.key}": counting(part.rows(inspection, user)) for part in PARTS.values() if not part.single}
    counts = Inspection.objects.filter(pk=inspection.pk).values(**counted).get()
    entries = [
        Entry(part, reverse("scheme_part", args=[inspection.code, part.key]), counts.get(f"of_{part.key}"))
        for part in PARTS.values()
    ]
    return [(label, [entry for entry in entries if entry.part.group == key]) for key, label in GROUPS.items()]


def counting(rows: QuerySet) -> Coalesce:
    """The number of `rows` as a column."""
    if any(field.name == "void_reason" for field in rows.model._meta.concrete_fields):
        rows = rows.filter(void_reason="")
    alone = rows.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk", distinct=True))
    return Coalesce(Subquery(alone.values("number")), 0)
