"""What an inspection found and asked for, in numbers: as a strip, and by focus point, kind and state."""

from collections import Counter

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.charts import CountRow, Number
from core.text import Text
from inspections.models import Inspection

ACHIEVEMENT, PROBLEM, VERIFIED = "achievement", "problem", "verified"

# `inspections.querysets.STANDING`, asked of the findings themselves.
STANDING = ~Q(state__in=["draft", "withdrawn"]) & (Q(lead__isnull=True) | Q(state=VERIFIED))


def outcome_numbers(inspection: Inspection) -> list[Number]:
    """What was found and asked for, each with the way to its list; `inspection` came `with_counts`."""
    inside = f"?inspection={inspection.code}"
    findings, recommendations = reverse("findings") + inside, reverse("recommendations") + inside
    return [
        Number(str(inspection.achievements), pgettext_lazy("many", "成效"), url=f"{findings}&kind=achievement"),
        Number(str(inspection.problems), pgettext_lazy("many", "问题"), url=f"{findings}&kind=problem"),
        Number(str(inspection.asked_for), _("建议"), url=recommendations),
    ]


def focus_of(inspection: Inspection) -> list[CountRow]:
    """Achievements, of them verified, problems, of them verified: by focus point, with a last line for those that
    belong to none. Two queries."""
    counted: Counter[tuple[int | None, str, bool]] = Counter()
    given = inspection.findings.filter(STANDING).order_by()
    for point, kind, state, number in given.values_list("focus_point", "kind", "state").annotate(number=Count("pk")):
        counted[point, kind, True] += number
        counted[point, kind, False] += number if state == VERIFIED else 0

    def counts(point: int | None) -> tuple[int, ...]:
        return tuple(counted[point, kind, every] for kind in (ACHIEVEMENT, PROBLEM) for every in (True, False))

    findings = f"{reverse('findings')}?inspection={inspection.code}"
    points = list(inspection.focus_points.all())
    rows = [
        CountRow(
            Text(f"{point.order}. {point.title.zh}", f"{point.order}. {point.title.en}" if point.title.en else ""),
            counts(point.pk),
            f"{findings}&focus={point.order}",
        )
        for point in points
    ]
    rest = counts(None)
    if any(rest):
        outside = (
            Text("未归入检查重点", "Outside the focus points")
            if points
            else Text("全部（未设检查重点）", "All (no focus points set)")
        )
        rows.append(CountRow(outside, rest, "" if points else findings))
    return rows
