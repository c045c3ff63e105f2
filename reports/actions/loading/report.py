"""The report of an inspection, its sections and paragraphs: report.yaml."""

from dataclasses import dataclass

from core.history import record
from inspections.models import Inspection
from reports.actions.loading.figures import LoadedFigures
from reports.actions.loading.files import Row
from reports.actions.loading.rows import Codes, Wanted, Writer
from reports.actions.loading.texts import check_citations, cited_text
from reports.models import Report, Section

HEAD = ("title", "occasion", "presenter", "salutation", "closing")


@dataclass(frozen=True)
class Refs:
    """What the texts of a report refer to."""

    figures: LoadedFigures
    findings: Codes
    recommendations: Codes


@dataclass(frozen=True)
class Planned:
    """A section as the file has it: its place in the report, the order of the section it stands in, its rows."""

    row: Row | None  # None is the opening, which has no heading
    order: int
    inside: int | None
    paragraphs: list[Row]


def load_report(file: Row, known_of_it: Row, inspection: Inspection, refs: Refs, writer: Writer) -> Report:
    """Load one report.yaml; `known_of_it` is what inspection.yaml states of the report: its state, day and session."""
    values = {"code": file.take("code"), **{name: cited_text(file, name, refs.figures) for name in HEAD}}
    for name in ("presented_on", "term", "session"):
        values[name] = known_of_it.take(name, None)
    once = {"state": known_of_it.take("state")}
    known_of_it.done()
    plan = _plan(file)
    file.done()
    before = writer.tally.created
    (report,) = writer.sync(
        inspection.reports.filter(code=values["code"]), ["code"], [Wanted(file.where, values, once)],
        fixed={"inspection": inspection},
    )  # fmt: skip
    if writer.tally.created > before:
        record(report, verb="load_sample", by=None, target=report.state)
    _sections(plan, report, refs, writer)
    return report


def _plan(file: Row) -> list[Planned]:
    """All sections in reading order, numbered through."""
    plan = [Planned(None, 1, None, file.rows("opening"))]
    for part in file.rows("parts"):
        plan.append(Planned(part, len(plan) + 1, None, part.rows("paragraphs")))
        inside = len(plan)
        for item in part.rows("items"):
            plan.append(Planned(item, len(plan) + 1, inside, item.rows("paragraphs")))
            item.take("heading")
            item.done()
        part.take("heading")
        part.done()
    return plan


def _sections(plan: list[Planned], report: Report, refs: Refs, writer: Writer) -> None:
    fixed = {"report": report}
    made: dict[int, Section] = {}
    for planned in plan:
        where = planned.row.where if planned.row else f"{report.code}, opening"
        heading = {"heading": cited_text(planned.row, "heading", refs.figures)} if planned.row else {}
        parent = made[planned.inside].pk if planned.inside else None
        values = {"order": planned.order, "parent_id": parent, **heading}
        there = report.sections.filter(order=planned.order)
        (section,) = writer.sync(there, ["order"], [Wanted(where, values)], fixed=fixed)
        made[planned.order] = section
        _paragraphs(planned.paragraphs, section, refs, writer)
    for surplus in report.sections.filter(order__gt=len(plan)):
        surplus.delete()
        writer.tally.removed += 1


def _paragraphs(rows: list[Row], section: Section, refs: Refs, writer: Writer) -> None:
    wanted, links = [], []
    for order, row in enumerate(rows, start=1):
        values = {"order": order, "text_zh": row.take("zh").strip(), "text_en": (row.take("en", None) or "").strip()}
        names = row.names("findings")
        stated = [name for name in names if name in refs.recommendations.keys]
        rests_on = refs.findings.all([name for name in names if name not in stated], row.where)
        links.append((rests_on, refs.recommendations.all(stated, row.where)))
        wanted.append(Wanted(row.where, values))
        row.done()
    paragraphs = writer.sync(section.paragraphs.all(), ["order"], wanted, fixed={"section": section})
    for paragraph, (rests_on, states), want in zip(paragraphs, links, wanted, strict=True):
        check_citations(paragraph.text, want.where, refs.figures)
        writer.link(paragraph, "findings", rests_on)
        writer.link(paragraph, "recommendations", states)
