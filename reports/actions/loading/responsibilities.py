"""The responsibility list of an inspection with what was answered on its visits: responsibilities.yaml."""

from typing import Any

from findings.models import ResponsibilityItem
from inspections.models import Article, Inspection
from reports.actions.loading.fieldwork import units_of, visits_of
from reports.actions.loading.files import Row, SampleError
from reports.actions.loading.known import Known, listed
from reports.actions.loading.rows import Codes, Wanted, Writer


def load_responsibilities(file: Row, inspection: Inspection, findings: Codes, writer: Writer, known: Known) -> None:
    """Load one responsibilities.yaml; lines and answers that people added stay."""
    focus_points = Codes.of(inspection.focus_points.all(), "focus point", name="order")
    articles = _articles()
    answers: list[list[Row]] = []

    def read(row: Row) -> dict[str, Any]:
        answers.append(row.rows("answers"))
        return {
            "article_id": _article(row, articles),
            "focus_point_id": focus_points.key(row.take("focus_point", None), row.where),
            "holder_name": row.text("holder"),
            "question": row.text("question"),
        }

    wanted = listed(file.rows("items"), read)
    file.done()
    rows = inspection.responsibility_items.all()
    fixed = {"inspection": inspection}
    items = writer.sync(rows, ["order"], wanted, fixed=fixed, prune=False)
    visits, units = visits_of(inspection), units_of(inspection)
    for item, lines in zip(items, answers, strict=True):
        _answers(lines, item, visits, units, findings, writer)


def _articles() -> Codes:
    rows = Article.objects.filter(insertion=0).values_list("instrument__code", "number", "pk")
    return Codes(((f"{code} {number}", pk) for code, number, pk in rows), "article")


def _article(row: Row, articles: Codes) -> int:
    named = row.row("article")
    if named is None:
        raise SampleError(row.where, "“article” is missing")
    key = articles.key(f"{named.take('instrument')} {named.take('number')}", named.where)
    named.done()
    return int(key)


def _answers(
    rows: list[Row], item: ResponsibilityItem, visits: Codes, units: Codes, findings: Codes, writer: Writer
) -> None:
    wanted = []
    for row in rows:
        values = {
            "visit_id": visits.key(row.take("visit"), row.where),
            "unit_id": units.key(row.take("unit", None), row.where),
            "answer": row.take("answer"),
            "evidence": row.take("evidence", ""),
            "finding_id": findings.key(row.take("finding", None), row.where),
        }
        wanted.append(Wanted(row.where, values))
        row.done()
    writer.sync(item.answers.all(), ["visit_id", "unit_id"], wanted, fixed={"item": item}, prune=False)
