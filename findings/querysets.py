from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from accounts.enums import INSPECTING_ROLES, Role
from core.models import Entry
from inspections.models import Inspection
from inspections.querysets import entrusted_by

if TYPE_CHECKING:
    from accounts.models import User


# Verbs of the history by which a finding becomes another than was recorded.
CHANGING = ("edit", "attach")
HANDLING_LEADS = (Role.STAFF, Role.SUBGROUP_HEAD, Role.GROUP_HEAD)


class OfInspection(models.QuerySet):
    """Rows that belong to an inspection and are seen with it."""

    def visible_to(self, user: "User") -> Self:
        """Rows of the inspections that `user` may see."""
        return self.filter(inspection__in=Inspection.objects.visible_to(user))


class FindingQuerySet(OfInspection):
    def visible_to(self, user: "User") -> Self:
        """Findings of visible inspections; a draft is seen by its writer alone."""
        return super().visible_to(user).filter(~Q(state="draft") | Q(written_by=user.pk))

    def marked(self) -> Self:
        """Adds `from_lead`: it began as a lead, and counts from its verification on."""
        return self.annotate(from_lead=Q(lead__isnull=False))

    def of_places(self, codes: Iterable[str]) -> Self:
        """Those that were made in one of the places, or speak of one of them."""
        codes = list(codes)
        here, speaking = Q(place__in=codes), self.filter(localities__in=codes)
        if speaking.exists():  # rarely: without them the index by place gives the rows in their order
            here |= Q(pk__in=speaking.values("pk"))
        return self.filter(here)

    def not_changed_by(self, user: "User") -> Self:
        """Without those that `user` changed since they were recorded: the same rule as in the policy."""
        entries = Entry.objects.order_by().filter(
            subject=Concat(Value("findings.finding:"), Cast(OuterRef("pk"), models.CharField()))
        )
        recorded = entries.filter(verb="record").values("subject").annotate(last=Max("pk")).values("last")
        changes = entries.filter(verb__in=CHANGING, by_id=user.pk)
        return self.annotate(recorded=Coalesce(Subquery(recorded), 0)).exclude(
            Exists(changes.filter(pk__gt=OuterRef("recorded")))
        )


class FigureQuerySet(OfInspection):
    """Figures."""


class CitedDateQuerySet(OfInspection):
    """Dates."""


class ResponsibilityItemQuerySet(OfInspection):
    """Lines of the responsibility list."""


class LeadQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        """Leads are for those who handle them: what somebody told the group in confidence is no reading matter."""
        if not user.is_active:
            return self.none()
        return self.filter(inspection__organiser__in=user.bodies_as(*HANDLING_LEADS))


class ReturnQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        """Drafts are seen by the body that writes them, and by nobody above or beside it."""
        if not user.is_active:
            return self.none()
        written = Q(delegation__body__in=user.bodies_as(*INSPECTING_ROLES))
        return self.filter(written & ~Q(delegation__state__in=["intended", "consulted"]))


class ReturnVersionQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        """Own versions, submitted ones of the bodies one entrusted, and of the next level down what those attached."""
        if not user.is_active:
            return self.none()
        bodies = user.bodies_as(*INSPECTING_ROLES)
        own = Q(returned__delegation__body__in=bodies)
        submitted = Q(submitted_at__isnull=False)
        below = submitted & entrusted_by(bodies, "returned__delegation__")
        received = self.model._base_manager.filter(submitted & entrusted_by(bodies, "returned__delegation__"))
        attached = Q(pk__in=received.values("attached"))
        return self.filter(own | below | attached)

    def submitted(self) -> Self:
        return self.filter(submitted_at__isnull=False)
