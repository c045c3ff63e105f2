"""Findings of an inspection with their evidence, subjects and figures: findings.yaml."""

from dataclasses import dataclass
from typing import Any

from findings.enums import FindingState
from findings.models import Finding
from inspections.models import Inspection
from reports.actions.loading.figures import LoadedFigures
from reports.actions.loading.files import Row
from reports.actions.loading.known import Known
from reports.actions.loading.rows import Codes, Wanted, Writer
from reports.actions.loading.texts import cited_text


@dataclass(frozen=True)
class Links:
    """What a finding refers to, as keys of the rows; evidence as its kinds in order."""

    bodies: list[int]
    localities: list[str]
    instruments: list[int]
    figures: list[int]
    cited_dates: list[int]
    evidence: list[str]


def load_findings(file: Row, inspection: Inspection, figures: LoadedFigures, writer: Writer, known: Known) -> Codes:
    """Load one findings.yaml; returns the findings by their number in the inventory. They count as verified."""
    focus_points = Codes.of(inspection.focus_points.all(), "focus point", name="order")
    wanted, links = [], []
    for order, row in enumerate(file.rows("findings"), start=1):
        links.append(_links(row, figures, known))
        wanted.append(
            Wanted(row.where, _values(row, order, figures, focus_points), {"state": FindingState.VERIFIED.value})
        )
        row.done()
    file.done()
    rows = writer.sync(
        inspection.findings.all(), ["code"], wanted, fixed={"inspection": inspection}, prune=False, unique_order=True
    )
    for finding, linked, want in zip(rows, links, wanted, strict=True):
        _link(finding, linked, want.where, writer)
    return Codes(((row.ref, row.pk) for row in rows), "finding")


def _values(row: Row, order: int, figures: LoadedFigures, focus_points: Codes) -> dict[str, Any]:
    focus_point = row.take("focus_point", None)
    return {
        "order": order,
        "code": row.take("code"),
        "ref": row.take("ref"),
        "kind": row.take("kind"),
        "title": cited_text(row, "title", figures),
        "facts": cited_text(row, "facts", figures),
        "actor": row.text("actor"),
        "quantity_word": row.take("quantity_word", ""),
        "focus_point_id": focus_points.key(None if focus_point is None else str(focus_point), row.where),
    }


def _links(row: Row, figures: LoadedFigures, known: Known) -> Links:
    """What the row names. Its figures may be dates, too: the inventory numbers both in one list."""
    names = row.names("figures")
    dates = [name for name in names if name in figures.dates.keys]
    return Links(
        bodies=known.bodies.all(row.names("bodies"), row.where),
        localities=known.localities.all(row.names("localities"), row.where),
        instruments=known.instruments.all(row.names("instruments"), row.where),
        figures=figures.figures.all([name for name in names if name not in dates], row.where),
        cited_dates=figures.dates.all(dates, row.where),
        evidence=row.names("evidence"),
    )


def _link(finding: Finding, links: Links, where: str, writer: Writer) -> None:
    for name in ("bodies", "localities", "instruments", "figures", "cited_dates"):
        writer.link(finding, name, getattr(links, name))
    evidence = [Wanted(where, {"order": order, "kind": kind}) for order, kind in enumerate(links.evidence, start=1)]
    writer.sync(finding.evidence.all(), ["order"], evidence, fixed={"finding": finding})
