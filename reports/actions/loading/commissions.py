"""Third parties of an inspection: what they were asked, their samples, and what a survey found."""

from typing import Any

from inspections.enums import StratumDimension
from inspections.models import Commission, Inspection, Survey
from reports.actions.loading.files import Row
from reports.actions.loading.known import Known, listed
from reports.actions.loading.rows import Wanted, Writer


def load_commissions(rows: list[Row], inspection: Inspection, writer: Writer, known: Known) -> dict[str, int]:
    """The commissions with their samples and surveys; returns the answers by the figure that states their share."""
    parts: list[tuple[list[Row], Row | None]] = []

    def read(row: Row) -> dict[str, Any]:
        parts.append((row.rows("strata"), row.row("survey")))
        return {
            "kind": row.take("kind"),
            "body_id": known.bodies.key(row.take("body"), row.where),
            "bodies_open": row.take("bodies_open", False),
            "task": row.text("task"),
            "scope": row.text("scope"),
            "selected_by": row.text("selected_by"),
            "deliverable": row.text("deliverable"),
            "blind": row.take("blind", False),
            **row.period(),
        }

    wanted = listed(rows, read)
    fixed = {"inspection": inspection}
    commissions = writer.sync(inspection.commissions.all(), ["order"], wanted, fixed=fixed, prune=False)
    shares: dict[str, int] = {}
    for commission, (strata, survey) in zip(commissions, parts, strict=True):
        _strata(strata, commission, writer, known)
        if survey is not None:
            shares |= _survey(survey, commission, writer)
    return shares


def _strata(rows: list[Row], commission: Commission, writer: Writer, known: Known) -> None:
    def read(row: Row) -> dict[str, Any]:
        locality, kind = row.take("locality", None), row.text("kind")
        return {
            "dimension": (StratumDimension.PLACE if locality else StratumDimension.KIND).value,
            "locality_id": known.localities.key(locality, row.where),
            "kind": kind,
            "size": row.take("size"),
        }

    writer.sync(commission.strata.all(), ["order"], listed(rows, read), fixed={"commission": commission})


def _survey(row: Row, commission: Commission, writer: Writer) -> dict[str, int]:
    values = {name: row.text(name) for name in ("title", "territory", "topics")}
    answers: list[list[Row]] = []

    def read(question: Row) -> dict[str, Any]:
        answers.append(question.rows("answers"))
        return {"text": question.text("text")}

    wanted = listed(row.rows("questions"), read)
    row.done()
    fixed = {"commission": commission}
    surveys = Survey.objects.filter(commission=commission)
    (survey,) = writer.sync(surveys, [], [Wanted(row.where, values)], fixed=fixed)
    questions = writer.sync(survey.questions.all(), ["order"], wanted, fixed={"survey": survey})
    shares: dict[str, int] = {}
    for question, rows in zip(questions, answers, strict=True):
        figures: list[str] = []

        def read_answer(answer: Row, figures: list[str] = figures) -> dict[str, Any]:
            figures.append(answer.take("figure"))
            return {"text": answer.text("text"), "base": answer.take("base")}

        lines = listed(rows, read_answer)
        made = writer.sync(question.answers.all(), ["order"], lines, fixed={"question": question})
        shares |= {figure: answer.pk for figure, answer in zip(figures, made, strict=True)}
    return shares
