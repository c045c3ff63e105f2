"""What a form or a filter offers to choose from."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import BodyKind
from accounts.models import Body, Locality, User
from findings.models import Finding
from inspections.models import Article, Inspection, Unit, Visit

NO_ORGAN = (BodyKind.GROUP, BodyKind.INSPECTION_GROUP)


def places_within(inspection: Inspection) -> QuerySet[Locality]:
    """Where the inspection goes: the places of its visits with all that lies within them, and those of its units."""
    visited = inspection.visits.values("locality")
    within = Q(pk__in=visited) | Q(parent__in=visited) | Q(parent__parent__in=visited)
    return Locality.objects.filter(within | Q(pk__in=inspection.units.values("locality")))


def places_with_findings(user: User, inspection: Inspection | None) -> QuerySet[Locality]:
    """Places where a finding was made, or of which one speaks, as far as `user` sees them."""
    seen = Finding.objects.visible_to(user)
    if inspection is not None:
        seen = seen.filter(inspection=inspection)
    made = Exists(seen.filter(place=OuterRef("pk")))
    return Locality.objects.filter(Q(made) | Q(pk__in=seen.filter(localities__isnull=False).values("localities")))


def places_under(place: Locality) -> list[str]:
    """The codes of `place` and of all that lies within it."""
    parts = Locality.objects.filter(Q(parent=place) | Q(parent__parent=place)).values_list("pk", flat=True)
    return [place.pk, *parts]


def visits_of(inspection: Inspection) -> QuerySet[Visit]:
    return inspection.visits.filter(void_reason="").select_related("locality")


def units_of(inspection: Inspection) -> QuerySet[Unit]:
    return inspection.units.filter(void_reason="")


def articles_of(inspection: Inspection) -> QuerySet[Article]:
    """The articles of the instruments that are inspected, in their order."""
    return Article.objects.filter(instrument__inspections=inspection).select_related("instrument")


def organs() -> QuerySet[Body]:
    """Bodies to whom a lead can be passed on: all that have an address of their own."""
    return Body.objects.exclude(kind__in=NO_ORGAN)
