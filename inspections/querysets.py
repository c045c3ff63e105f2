from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.enums import INSPECTING_ROLES, Role
from core.paging import COUNTED

if TYPE_CHECKING:
    from accounts.models import User

# Who prepares a draw and knows from what is drawn.
PREPARING = (Role.STAFF, Role.SECRETARY, Role.SUBGROUP_HEAD, Role.GROUP_HEAD)


def standing() -> Q:
    """The condition for findings that count: a draft is its writer's alone, a withdrawn one says nothing any more, and
    what began as a lead counts from its verification on."""
    return ~Q(state__in=["draft", "withdrawn"]) & (Q(lead__isnull=True) | Q(state="verified"))


class InspectionQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "InspectionQuerySet":
        """Inspections organised by a standing committee the user works in. Everybody else's do not exist for her."""
        if not user.is_active:
            return self.none()
        return self.filter(organiser__in=user.inspecting_bodies)

    def with_counts(self) -> "InspectionQuerySet":
        """Adds `problems`, `achievements` and `asked_for`: how many of each are not withdrawn. Each is counted by
        itself: joined, every finding would meet every recommendation."""
        return self.annotate(
            problems=self._number("findings", standing() & Q(kind="problem")),
            achievements=self._number("findings", standing() & Q(kind="achievement")),
            asked_for=self._number("recommendations", Q()),
        )

    def with_capped_counts(self) -> "InspectionQuerySet":
        """The same for a list, each up to one more than COUNTED: counting a million rows would be the dearest part."""
        return self.annotate(
            problems=self._capped("findings", standing() & Q(kind="problem")),
            achievements=self._capped("findings", standing() & Q(kind="achievement")),
            asked_for=self._capped("recommendations", Q()),
        )

    def _number(self, accessor: str, condition: Q) -> Coalesce:
        rows = self._behind(accessor, condition).values("inspection").annotate(number=Count("pk"))
        return Coalesce(Subquery(rows.values("number")), 0)

    def _capped(self, accessor: str, condition: Q) -> Func:
        rows = self._behind(accessor, condition).values("pk")
        return Func(ArraySubquery(rows[: COUNTED + 1]), function="cardinality", output_field=models.IntegerField())

    def _behind(self, accessor: str, condition: Q) -> models.QuerySet:
        related = self.model._meta.get_field(accessor).related_model
        return related._base_manager.filter(condition, inspection=OuterRef("pk")).order_by()  # type: ignore[union-attr]


class RosterQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "RosterQuerySet":
        """Rosters of inspections that `user` prepares: members of the committee and translators need none."""
        if not user.is_active:
            return self.none()
        return self.filter(inspection__organiser__in=user.bodies_as(*PREPARING))


class DrawQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "DrawQuerySet":
        """That a draw exists, with what was committed, is seen by all who work on the inspection; its result is not
        (`inspections.policy`, "see_result")."""
        if not user.is_active:
            return self.none()
        return self.filter(inspection__organiser__in=user.inspecting_bodies)


def entrusted_by(bodies: "frozenset[int]", prefix: str = "") -> Q:
    """The condition for delegations that one of `bodies` entrusted; `prefix` leads to them ("returned__delegation__").

    The organiser does not see whom a body entrusted in its turn: that is between those two.
    """
    first = Q(**{f"{prefix}parent__isnull": True, f"{prefix}inspection__organiser__in": bodies})
    return first | Q(**{f"{prefix}parent__body__in": bodies})


class DelegationQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "DelegationQuerySet":
        """What the bodies of `user` entrusted, and what was entrusted to them once the letter has gone out."""
        if not user.is_active:
            return self.none()
        bodies = user.bodies_as(*INSPECTING_ROLES)
        return self.filter(entrusted_by(bodies) | Q(body__in=bodies) & ~Q(state__in=["intended", "consulted"]))

    def standing(self) -> "DelegationQuerySet":
        """Those that were not declared void."""
        return self.filter(void_reason="")

    def of_the_organiser(self) -> "DelegationQuerySet":
        """Those that the organiser entrusted itself."""
        return self.filter(parent=None)

    def stated(self) -> "DelegationQuerySet":
        """What the inspection says of itself: the organiser's own, without invented examples."""
        return self.of_the_organiser().filter(is_sample=False)


class RequestQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "RequestQuerySet":
        """Requests of the bodies of `user`, and those that were put to them."""
        if not user.is_active:
            return self.none()
        bodies = user.bodies_as(*INSPECTING_ROLES)
        return self.filter(entrusted_by(bodies) | Q(pk__in=self._asked_of(bodies)))

    def _asked_of(self, bodies: "frozenset[int]") -> models.QuerySet:
        delegations: Any = self.model._meta.get_field("delegations").related_model
        return (
            delegations._base_manager.filter(body__in=bodies)
            .exclude(state__in=["intended", "consulted"])
            .values("request")
        )
