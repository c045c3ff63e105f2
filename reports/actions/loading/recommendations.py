"""Recommendations of an inspection, whom they address and what they answer: recommendations.yaml."""

from typing import Any

from inspections.models import Inspection
from recommendations.enums import RecommendationState
from reports.actions.loading.figures import LoadedFigures
from reports.actions.loading.files import Row, SampleError
from reports.actions.loading.known import Known, listed
from reports.actions.loading.rows import Codes, Wanted, Writer
from reports.actions.loading.texts import cited_text


def load_recommendations(
    file: Row, inspection: Inspection, figures: LoadedFigures, findings: Codes, writer: Writer, known: Known
) -> Codes:
    """Load one recommendations.yaml; returns them by their number in the inventory. They stand in the report."""
    addressees: list[list[Row]] = []
    links: list[tuple[list[int], list[int]]] = []

    def read(row: Row) -> dict[str, Any]:
        ref, part = row.take("ref"), row.take("part")
        if not str(ref).startswith(str(part)):
            raise SampleError(row.where, f"does not belong to part {part}")
        addressees.append(row.rows("addressees"))
        links.append(
            (findings.all(row.names("answers"), row.where), known.instruments.all(row.names("asks_for"), row.where))
        )
        return {
            "code": row.take("code"),
            "ref": ref,
            "category": row.take("category"),
            "title": cited_text(row, "title", figures),
            "content": cited_text(row, "content", figures),
        }

    wanted = [
        Wanted(want.where, want.values, {"state": RecommendationState.IN_REPORT.value})
        for want in listed(file.rows("recommendations"), read)
    ]
    file.done()
    rows = writer.sync(
        inspection.recommendations.all(), ["code"], wanted, fixed={"inspection": inspection}, prune=False,
        unique_order=True,
    )  # fmt: skip
    for recommendation, (answers, asks_for), lines in zip(rows, links, addressees, strict=True):
        writer.link(recommendation, "answers", answers)
        writer.link(recommendation, "asks_for", asks_for)

        def read_addressee(row: Row) -> dict[str, Any]:
            return {"body_id": known.bodies.key(row.take("body"), row.where), "wording": row.text("wording")}

        fixed = {"recommendation": recommendation}
        writer.sync(recommendation.addressees.all(), ["order"], listed(lines, read_addressee), fixed=fixed)
    return Codes(((row.ref, row.pk) for row in rows), "recommendation")
