"""What a letter of entrustment says, whom a body may entrust, and which letters are a body's own."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet

from accounts.enums import BodyKind
from accounts.models import Body
from core.quantities.units import unit
from core.signing import fingerprint, public_key
from core.text import Text
from inspections.enums import SectionKind
from inspections.letters.entrusting import entrustment
from inspections.letters.model import Asked, Facts, Letter, Mode
from inspections.letters.wording import lacking_english
from inspections.models import Delegation, Inspection, Request
from inspections.models import Letter as LetterRow
from inspections.queries.asking import form_of
from inspections.queries.choices import office_of
from inspections.queries.letters import addressee_of, basis_of, called
from inspections.working_days import due_of

NAMED = (SectionKind.QUESTIONS, SectionKind.FIGURES, SectionKind.DUTIES, SectionKind.FILES)


# --- Whom ------------------------------------------------------------------------------------------------------------


def in_standard_order(delegations: QuerySet[Delegation]) -> QuerySet[Delegation]:
    """By the codes of the administrative divisions; those that name nobody stand last."""
    return delegations.order_by("body__locality", "body", "order")


def delegations_of(inspection: Inspection, parent: Delegation | None) -> QuerySet[Delegation]:
    """What the organiser entrusted, or, under `parent`, the body that was entrusted itself."""
    return in_standard_order(inspection.delegations.filter(parent=parent))


def may_be_entrusted(inspection: Inspection, parent: Delegation | None) -> QuerySet[Body]:
    """The standing committees one level down that are not entrusted yet (Supervision Law 2024, article 34)."""
    above = parent.body_id if parent else inspection.organiser_id
    entrusted = inspection.delegations.filter(parent=parent, void_reason="").exclude(body=None).values("body")
    rows = Body.objects.filter(parent=above, kind=BodyKind.STANDING_COMMITTEE).exclude(pk__in=entrusted)
    return rows.order_by("locality", "pk")


def next_place(inspection: Inspection) -> tuple[int, str]:
    """Place and code of a further delegation. Rows are moved, codes stay: the code of a place may be in use."""
    place = (inspection.delegations.aggregate(last=Max("order"))["last"] or 0) + 1
    number = place
    while Delegation.objects.filter(code=f"{inspection.code}-d{number}").exists():
        number += 1
    return place, f"{inspection.code}-d{number}"


# --- The letter ------------------------------------------------------------------------------------------------------


def letter_to(delegations: list[Delegation], values: Mapping[str, Any]) -> Letter:
    """The letter by which `delegations` go out together: all of one inspection, from one body, and asking alike.
    `values`: number, issued_on, addressee (a Text, empty where it lists the bodies), contact, with_fingerprint."""
    return entrustment(facts_to(delegations, values))


def missing_english_to(delegations: list[Delegation], values: Mapping[str, Any]) -> list[str]:
    """Chinese texts without which its translation would have gaps."""
    return lacking_english(facts_to(delegations, values))


def facts_to(delegations: list[Delegation], values: Mapping[str, Any]) -> Facts:
    """Focus points, period and basis are the organiser's: a body that was entrusted does not write them on."""
    first, bodies = delegations[0], [row.body for row in delegations if row.body]
    inspection, parent = first.inspection, first.parent
    instruments = list(inspection.instruments.all())
    return Facts(
        organiser=called(first.entruster),
        issuer=office_of(first.entruster).name,
        number=values["number"],
        day=values["issued_on"],
        addressee=values["addressee"] or addressee_of(bodies, None),
        basis=Text() if parent else inspection.basis or basis_of(inspection),
        period=Text() if parent else inspection.period_text,
        instruments=tuple(row.title for row in instruments),
        short_titles=tuple(Text(row.short.zh or row.title.zh, row.short.en or row.title.en) for row in instruments),
        focus=() if parent else tuple(row.title for row in inspection.focus_points.all()),
        due=due_on(first, values["issued_on"]),
        to_one=len(bodies) == 1,
        contact=values["contact"],
        mode=Mode(first.mode),
        asked=asked_by(first.request) if first.request else (),
        above=called(parent.entruster) if parent else Text(),
        fingerprint=fingerprint(public_key()) if values["with_fingerprint"] else "",
    )


def due_on(delegation: Delegation, issued: date) -> date | None:
    """By when the return is due if the letter goes out on `issued`: what was set, or the term of the request."""
    if delegation.due or delegation.request is None:
        return delegation.due
    return due_of(delegation.request, issued)


def asked_by(request: Request) -> tuple[Asked, ...]:
    """The sections of `request`, with the questions, rows, duties or files that they name."""
    found = []
    for section in form_of(request).sections:
        rows = section.questions if section.kind in NAMED else ()
        found.append(Asked(section.title, tuple(_with_unit(row.prompt, row.unit) for row in rows)))
    return tuple(found)


def _with_unit(prompt: Text, key: str) -> Text:
    """立案数（件）, as it stands in a table."""
    if not key:
        return prompt
    one = unit(key)
    zh, en = one.counter or one.noun.zh, one.noun.en_plural or one.noun.en
    return Text(f"{prompt.zh}（{zh}）" if zh else prompt.zh, f"{prompt.en} ({en})" if prompt.en and en else prompt.en)


# --- Letters that went out --------------------------------------------------------------------------------------------


def letters_of(inspection: Inspection) -> QuerySet[LetterRow]:
    """The organiser's own: what a body below wrote in its turn is between those two."""
    return inspection.letters.filter(Q(entrusted=None) | Q(entrusted__parent=None)).distinct()


def numbers_of(committee: Body) -> QuerySet[LetterRow]:
    """Every letter of `committee`: a number is given once, over all of them."""
    own = Q(inspection__organiser=committee) & (Q(entrusted=None) | Q(entrusted__parent=None))
    return LetterRow.objects.filter(own | Q(entrusted__parent__body=committee))


def recipients(delegations: Iterable[Delegation]) -> list[Body]:
    return [row.body for row in delegations if row.body]
