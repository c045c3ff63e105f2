"""An inspection and how it was conducted: inspection.yaml."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from core.history import record
from inspections.enums import BriefingForm, Part
from inspections.models import Inspection, Meeting
from reports.actions.loading.commissions import load_commissions
from reports.actions.loading.files import Row, SampleError
from reports.actions.loading.known import Known, listed
from reports.actions.loading.rows import Wanted, Writer


@dataclass(frozen=True)
class LoadedInspection:
    """The inspection, the answers whose share a figure states (by that figure), and what is known of its report."""

    row: Inspection
    shares: dict[str, int]
    report: Row


def load_inspection(file: Row, writer: Writer, known: Known) -> LoadedInspection:
    """Load one inspection.yaml. The state is set only when the inspection is made: later it belongs to its workflow."""
    inspection = _inspection(file, writer, known)
    for name, load in PARTS.items():
        load(file.rows(name), inspection, writer, known)
    _sub_groups(file.take("sub_groups", []), inspection, writer, file.where)
    _involved_bodies(file, inspection, writer, known)
    shares = load_commissions(file.rows("commissions"), inspection, writer, known)
    report = file.row("report")
    if report is None:
        raise SampleError(file.where, "“report” is missing")
    file.done()
    return LoadedInspection(inspection, shares, report)


def _inspection(file: Row, writer: Writer, known: Known) -> Inspection:
    row = file.row("inspection")
    if row is None:
        raise SampleError(file.where, "“inspection” is missing")
    code = row.take("code")
    values = {
        "code": code,
        "title": row.text("title"),
        "year": row.take("year"),
        "organiser_id": known.bodies.key(row.take("organiser"), row.where),
        "mode": row.take("mode"),
        "basis": row.text("basis"),
        "purpose": row.text("purpose"),
        "note": row.text("note"),
        "source": row.text("source"),
        "visits_open": row.take("visits_open", False),
        "is_sample": True,
        **row.period(),
    }
    once = {"state": row.take("state")}
    instruments = known.instruments.all(row.names("instruments"), row.where)
    row.done()
    before = writer.tally.created
    (inspection,) = writer.sync(Inspection.objects.filter(code=code), ["code"], [Wanted(row.where, values, once)])
    if writer.tally.created > before:
        record(inspection, verb="load_sample", by=None, target=inspection.state)
    writer.link(inspection, "instruments", instruments)
    return inspection


def kept(inspection: Inspection) -> dict[str, Any]:
    """How rows are brought in step that people add in the scheme: theirs stay."""
    return {"fixed": {"inspection": inspection}, "prune": False}


def _focus_points(rows: list[Row], inspection: Inspection, writer: Writer, known: Known) -> None:
    def read(row: Row) -> dict[str, Any]:
        return {"title_zh": row.take("zh"), "title_en": row.take("en")}

    writer.sync(inspection.focus_points.all(), ["order"], listed(rows, read), **kept(inspection))


def _participants(rows: list[Row], inspection: Inspection, writer: Writer, known: Known) -> None:
    def read(row: Row) -> dict[str, Any]:
        return {
            "person_id": known.people.key(row.take("person"), row.where),
            "capacity": row.take("capacity"),
            "rank": row.take("rank", ""),
            "post": row.text("post"),
            "note": row.text("note"),
        }

    keys = ["person_id", "capacity"]
    writer.sync(inspection.participants.all(), keys, listed(rows, read), **kept(inspection))


def _visits(rows: list[Row], inspection: Inspection, writer: Writer, known: Known) -> None:
    def read(row: Row) -> dict[str, Any]:
        return {
            "locality_id": known.localities.key(row.take("locality"), row.where),
            "note": row.text("note"),
            "no_record_reason": row.take("no_record_reason", ""),
            **row.period(),
        }

    writer.sync(inspection.visits.all(), ["locality_id"], listed(rows, read), **kept(inspection))


def _delegations(rows: list[Row], inspection: Inspection, writer: Writer, known: Known) -> None:
    orders = count(1)

    def read(row: Row) -> dict[str, Any]:
        return {
            "code": f"{inspection.code}-d{next(orders)}",
            "body_id": known.bodies.key(row.take("body"), row.where),
            "number": row.take("number"),
            "mode": row.take("mode"),
            "described": row.text("described"),
            **row.period(),
        }

    writer.sync(inspection.delegations.stated(), ["order"], listed(rows, read), **kept(inspection))


def _spot_checks(rows: list[Row], inspection: Inspection, writer: Writer, known: Known) -> None:
    def read(row: Row) -> dict[str, Any]:
        return {
            "subject": row.text("subject"),
            "selection": row.text("selection"),
            "announced": row.take("announced"),
            "units_stated": row.take("units_stated"),
        }

    writer.sync(inspection.spot_checks.all(), ["order"], listed(rows, read), **kept(inspection))


def _methods(rows: list[Row], inspection: Inspection, writer: Writer, known: Known) -> None:
    def read(row: Row) -> dict[str, Any]:
        return {"title": row.text("title"), "note": row.text("note"), "is_new": row.take("is_new", False)}

    writer.sync(inspection.methods.all(), ["order"], listed(rows, read), **kept(inspection))


def _meetings(rows: list[Row], inspection: Inspection, writer: Writer, known: Known) -> None:
    reported: list[list[tuple[str, Any]]] = []

    def read(row: Row) -> dict[str, Any]:
        oral = known.bodies.all(row.names("oral"), row.where)
        written = known.bodies.all(row.names("written"), row.where)
        reported.append([*((BriefingForm.ORAL.value, key) for key in oral),
                         *((BriefingForm.WRITTEN.value, key) for key in written)])  # fmt: skip
        return {
            "kind": row.take("kind"),
            "number": row.take("number", None),
            "title": row.text("title"),
            "note": row.text("note"),
            "many": row.take("many", False),
            "oral_open": row.take("oral_open", False),
            "written_open": row.take("written_open", False),
            **row.period(),
        }

    wanted = listed(rows, read)
    meetings: list[Meeting] = writer.sync(inspection.meetings.all(), ["order"], wanted, **kept(inspection))
    for meeting, want, briefings in zip(meetings, wanted, reported, strict=True):
        lines = [
            Wanted(want.where, {"body_id": key, "form": form, "order": order})
            for order, (form, key) in enumerate(briefings, start=1)
        ]
        writer.sync(meeting.briefings.all(), ["body_id", "form"], lines, fixed={"meeting": meeting})


PARTS: dict[str, Callable[[list[Row], Inspection, Writer, Known], None]] = {
    "focus_points": _focus_points,
    "participants": _participants,
    "meetings": _meetings,
    "visits": _visits,
    "delegations": _delegations,
    "spot_checks": _spot_checks,
    "methods": _methods,
}


def _sub_groups(numbers: list[int], inspection: Inspection, writer: Writer, where: str) -> None:
    wanted = [Wanted(where, {"number": number}) for number in numbers]
    writer.sync(inspection.sub_groups.all(), ["number"], wanted, **kept(inspection))


def _involved_bodies(file: Row, inspection: Inspection, writer: Writer, known: Known) -> None:
    row = file.row("involved_bodies")
    wanted = []
    if row is not None:
        for part in (Part.PREPARING, Part.MENTIONED):
            for order, key in enumerate(known.bodies.all(row.names(part.value), row.where), start=1):
                wanted.append(Wanted(row.where, {"body_id": key, "part": part.value, "order": order}))
        row.done()
    keys = ["body_id", "part"]
    writer.sync(inspection.involved_bodies.all(), keys, wanted, fixed={"inspection": inspection})
