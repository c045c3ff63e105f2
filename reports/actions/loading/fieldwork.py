"""The papers of an inspection: decisions, letters, deadlines, units, material, leads: fieldwork.yaml.

What people added to a sample stays: nothing is removed here.
"""

from collections.abc import Callable
from typing import Any

from findings.enums import LeadState
from inspections.models import Inspection
from reports.actions.loading.files import Row
from reports.actions.loading.known import Known, listed
from reports.actions.loading.rows import Codes, Wanted, Writer


def load_fieldwork(file: Row, inspection: Inspection, writer: Writer, known: Known) -> None:
    """Load one fieldwork.yaml; visits and meetings stand already."""
    for name, load in PARTS.items():
        load(file.rows(name), inspection, writer, known)
    file.done()


def visits_of(inspection: Inspection) -> Codes:
    return Codes.of(inspection.visits.all(), "visit", name="locality_id")


def units_of(inspection: Inspection) -> Codes:
    return Codes.of(inspection.units.all(), "unit", name="order")


def _decisions(rows: list[Row], inspection: Inspection, writer: Writer, known: Known) -> None:
    def read(row: Row) -> dict[str, Any]:
        names = ("subject", "held_on", "outcome")
        return {name: row.take(name) for name in names} | {name: row.text(name) for name in ("meeting", "note")}

    writer.sync(
        inspection.decisions.all(), ["subject", "held_on"], read_all(rows, read),
        fixed={"inspection": inspection}, prune=False,
    )  # fmt: skip


def _letters(rows: list[Row], inspection: Inspection, writer: Writer, known: Known) -> None:
    recipients: list[list[int]] = []

    def read(row: Row) -> dict[str, Any]:
        recipients.append(known.bodies.all(row.names("recipients"), row.where))
        return {
            "kind": row.take("kind"),
            "number": row.take("number"),
            "issued_on": row.take("issued_on"),
            "addressee": row.text("addressee"),
            "contact": row.take("contact", ""),
        }

    wanted = read_all(rows, read)
    fixed = {"inspection": inspection}
    letters = writer.sync(inspection.letters.all(), ["number"], wanted, fixed=fixed, prune=False)
    for letter, bodies in zip(letters, recipients, strict=True):
        writer.link(letter, "recipients", bodies)


def _deadlines(rows: list[Row], inspection: Inspection, writer: Writer, known: Known) -> None:
    def read(row: Row) -> dict[str, Any]:
        dates = {"due": row.take("due"), "done_on": row.take("done_on", None)}
        return {"kind": row.take("kind"), "title": row.text("title"), **dates}

    fixed = {"inspection": inspection}
    writer.sync(inspection.deadlines.all(), ["kind", "due"], read_all(rows, read), fixed=fixed, prune=False)


def _units(rows: list[Row], inspection: Inspection, writer: Writer, known: Known) -> None:
    visits = visits_of(inspection)

    def read(row: Row) -> dict[str, Any]:
        place = row.take("visit")
        return {
            "visit_id": visits.key(place, row.where),
            "locality_id": known.localities.key(place, row.where),
            "name": row.text("name"),
            "published": row.text("published"),
            "kind": row.text("kind"),
            "arrangement": row.take("arrangement"),
        }

    fixed = {"inspection": inspection}
    writer.sync(inspection.units.all(), ["order"], listed(rows, read), fixed=fixed, prune=False)


def _materials(rows: list[Row], inspection: Inspection, writer: Writer, known: Known) -> None:
    meetings = Codes.of(inspection.meetings.all(), "meeting", name="order")

    def read(row: Row) -> dict[str, Any]:
        return {
            "kind": row.take("kind"),
            "title": row.text("title"),
            "sender_id": known.bodies.key(row.take("sender"), row.where),
            "meeting_id": meetings.key(row.take("meeting", None), row.where),
            "received_on": row.take("received_on", None),
            "on_paper_only": True,
        }

    fixed = {"inspection": inspection}
    writer.sync(inspection.materials.all(), ["order"], listed(rows, read), fixed=fixed, prune=False)


def _leads(rows: list[Row], inspection: Inspection, writer: Writer, known: Known) -> None:
    """The state of a lead is set only when it is made: later it belongs to its workflow."""
    visits = visits_of(inspection)
    wanted = []
    for row in rows:
        visit = row.take("visit", None)
        values = {name: row.take(name) for name in ("code", "ref", "channel", "received_on", "content")}
        values["visit_id"] = visits.key(visit, row.where)
        values["place_id"] = known.localities.key(visit, row.where)
        values["passed_to_id"] = known.bodies.key(row.take("passed_to", None), row.where)
        wanted.append(Wanted(row.where, values, {"state": row.take("state", LeadState.RECEIVED.value)}))
        row.done()
    fixed = {"inspection": inspection}
    writer.sync(inspection.leads.all(), ["code"], wanted, fixed=fixed, prune=False)


def read_all(rows: list[Row], read: Callable[[Row], dict[str, Any]]) -> list[Wanted]:
    """The rows as they are wanted, each emptied of its keys; of lists that have no order of their own."""
    wanted = []
    for row in rows:
        wanted.append(Wanted(row.where, read(row)))
        row.done()
    return wanted


PARTS: dict[str, Callable[[list[Row], Inspection, Writer, Known], None]] = {
    "decisions": _decisions,
    "letters": _letters,
    "deadlines": _deadlines,
    "units": _units,
    "materials": _materials,
    "leads": _leads,
}
