"""What a letter of an inspection says, from its scheme and from what was typed."""

from collections.abc import Iterable, Mapping
from typing import Any

from accounts.models import Body
from core.text import Text
from inspections.enums import DeadlineKind, LetterKind
from inspections.letters.entrusting import entrustment
from inspections.letters.model import Facts, Letter, Stop
from inspections.letters.wording import lacking_english, listed, notice
from inspections.models import Inspection
from inspections.queries.choices import issuer_of

# By when what is to be there: the deadline of the scheme that a letter of the kind names.
DUE = {LetterKind.NOTICE: DeadlineKind.MATERIAL, LetterKind.ENTRUSTMENT: DeadlineKind.RETURNS}


def letter_of(inspection: Inspection, values: Mapping[str, Any]) -> Letter:
    """The letter as it would be issued. `values`: kind, number, issued_on, recipients, delegation (or None), addressee
    (a Text, empty where it lists the recipients), contact."""
    facts = facts_of(inspection, values)
    return notice(facts) if values["kind"] == LetterKind.NOTICE else entrustment(facts)


def missing_english(inspection: Inspection, values: Mapping[str, Any]) -> list[str]:
    """Chinese texts without which its translation would have gaps."""
    return lacking_english(facts_of(inspection, values))


def facts_of(inspection: Inspection, values: Mapping[str, Any]) -> Facts:
    instruments = list(inspection.instruments.all())
    visits = list(inspection.visits.filter(void_reason="").select_related("locality"))
    recipients, organiser = list(values["recipients"]), inspection.organiser
    return Facts(
        organiser=called(organiser),
        issuer=issuer_of(inspection).name,
        number=values["number"],
        day=values["issued_on"],
        addressee=values["addressee"] or addressee_of(recipients, values["delegation"]),
        basis=inspection.basis or basis_of(inspection),
        period=inspection.period_text,
        instruments=tuple(row.title for row in instruments),
        short_titles=tuple(Text(row.short.zh or row.title.zh, row.short.en or row.title.en) for row in instruments),
        focus=tuple(row.title for row in inspection.focus_points.all()),
        stops=tuple(Stop(row.locality.name, row.period_text) for row in visits),
        stops_open=inspection.visits_open,
        due=_due(inspection, values),
        to_one=len(recipients) == 1,
        contact=values["contact"],
    )


def addressee_of(recipients: Iterable[Body], delegation: Any) -> Text:
    """How a letter addresses its recipients where nothing else was typed."""
    names = [called(body) for body in recipients]
    if not names and delegation is not None:
        names = [called(delegation.body) if delegation.body else delegation.described]
    return listed(names)


def called(body: Body) -> Text:
    """The standard short name (规范化简称) where a body has one."""
    return Text(body.short.zh or body.name.zh, body.short.en or body.name.en)


def basis_of(inspection: Inspection) -> Text:
    """The plan of the year, where the inspection names no other basis."""
    organiser = called(inspection.organiser)
    return Text(
        f"{organiser.zh}{inspection.year}年度监督工作计划",
        f"supervision work plan of the {organiser.en} for {inspection.year}" if organiser.en else "",
    )


def _due(inspection: Inspection, values: Mapping[str, Any]) -> Any:
    delegation = values["delegation"]
    if delegation is not None and delegation.due:
        return delegation.due
    kind = DUE[LetterKind(values["kind"])]
    deadlines = inspection.deadlines.filter(kind=kind, void_reason="").order_by("due")
    return deadlines.values_list("due", flat=True).first()
