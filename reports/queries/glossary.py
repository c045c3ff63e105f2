"""The glossary as the comparison uses it: the office's terms, and the names that the house knows in both languages."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from inspections.models import Instrument, Person
from reports.agreement.glossary import PERSONS
from reports.agreement.terms import Glossary, Term
from reports.enums import TermGroup
from reports.models import GlossaryTerm, Report


def office_glossary() -> Glossary | None:
    """The terms of the office, those out of use among them (ask `on` for a day); None while it has none."""
    rows = list(GlossaryTerm.objects.order_by("pk"))
    return Glossary(tuple(map(term_of, rows))) if rows else None


def glossary_of(report: Report) -> Glossary:
    """What holds for `report`: the office's terms on the day it was presented (today, while it is not), the laws and
    documents known to the house, and the people of its inspection. Three queries."""
    day: date = report.presented_on or timezone.localdate()
    terms = [term_of(row) for row in GlossaryTerm.objects.order_by("pk") if row.valid_on(day)]
    known = {form for term in terms for form in (term.zh, *term.zh_variants)}
    people = Person.objects.filter(parts__inspection=report.inspection_id).distinct()
    named = [*_instruments(), *_people(people.order_by("pk"))]
    return Glossary((*terms, *(term for term in named if known.isdisjoint((term.zh, *term.zh_variants)))))


def term_of(row: GlossaryTerm) -> Term:
    """The row as a value."""
    return Term(
        zh=row.zh,
        en=row.en,
        zh_variants=row.zh_forms,
        short=row.short_forms,
        accepted=row.accepted_forms,
        avoided=row.avoided_forms,
        group=row.group,
        checked=row.checked,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        note=row.note,
    )


def _instruments() -> Iterable[Term]:
    for row in Instrument.objects.order_by("pk"):
        if row.title.complete:
            yield Term(
                row.title.zh,
                row.title.en,
                zh_variants=(row.short.zh,) if row.short.complete else (),
                short=(row.short.en,) if row.short.complete else (),
                group=TermGroup.LAWS.value,
            )


def _people(rows: Iterable[Person]) -> Iterable[Term]:
    for row in rows:
        if row.name.complete:
            yield Term(row.name.zh, row.name.en, group=PERSONS)
