"""What the forms of the planning offer: rows that the person may choose among, and what is known already."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from accounts.enums import BodyKind
from accounts.models import Body, User
from inspections.enums import CARRIED, DecisionSubject
from inspections.models import Delegation, Inspection


def may_propose_for(user: User) -> QuerySet[Body]:
    """The standing committees for which `user` may propose a topic."""
    committees = Body.objects.filter(pk__in=user.inspecting_bodies, kind=BodyKind.STANDING_COMMITTEE)
    allowed = [body.pk for body in committees if user.has_perm("inspections.propose", Inspection(organiser=body))]
    return committees.filter(pk__in=allowed)


def earlier_inspections(inspection: Inspection, user: User) -> QuerySet[Inspection]:
    """What `user` may copy a scheme from: inspections she sees, of the same year or an earlier one."""
    rows = Inspection.objects.visible_to(user).filter(year__lte=inspection.year).exclude(pk=inspection.pk)
    return rows.order_by("-year", "-pk")


def likely_recipients(inspection: Inspection) -> QuerySet[Body]:
    """Whom a letter of `inspection` is for, as far as its scheme tells: the standing committees and governments of the
    places visited, the bodies entrusted, and those who report to its meetings."""
    visited = inspection.visits.filter(void_reason="").values("locality")
    there = Q(kind__in=(BodyKind.STANDING_COMMITTEE, BodyKind.GOVERNMENT), locality__in=visited)
    own = inspection.delegations.of_the_organiser().standing()
    entrusted = Q(pk__in=own.exclude(body=None).values("body"))
    heard = Q(pk__in=inspection.meetings.filter(void_reason="").values("briefings__body"))
    rows = Body.objects.filter(there | entrusted | heard).exclude(pk=inspection.organiser_id)
    return rows.order_by("locality", "pk").distinct()


def delegations(inspection: Inspection) -> QuerySet[Delegation]:
    """Those of the organiser's own that a letter may belong to."""
    return inspection.delegations.of_the_organiser().standing().select_related("body")


def issuer_of(inspection: Inspection) -> Body:
    """Whose letters they are: the office of the standing committee, or the committee itself where none is known."""
    return office_of(inspection.organiser)


def office_of(committee: Body) -> Body:
    """The office that issues the letters of `committee`; the committee itself where none is known, or several are."""
    offices = list(committee.subordinates.filter(kind=BodyKind.OFFICE)[:2])
    return offices[0] if len(offices) == 1 else committee


def scheme_approved_on(inspection: Inspection) -> date | None:
    """The day of the meeting that approved the scheme, as far as it is recorded."""
    rows = inspection.decisions.filter(subject=DecisionSubject.SCHEME, outcome__in=CARRIED)
    return rows.order_by("recorded", "pk").values_list("held_on", flat=True).last()


def bodies(keys: Iterable[int]) -> dict[int, Body]:
    """Bodies by their numbers, in the order asked for."""
    keys = list(keys)
    found = Body.objects.in_bulk(keys)
    return {key: found[key] for key in keys}
