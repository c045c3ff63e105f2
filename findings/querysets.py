from typing import TYPE_CHECKING, Self

from django.db import models

from inspections.models import Inspection

if TYPE_CHECKING:
    from accounts.models import User


class OfInspection(models.QuerySet):
    """Rows that belong to an inspection and are seen with it."""

    def visible_to(self, user: "User") -> Self:
        """Rows of the inspections that `user` may see."""
        return self.filter(inspection__in=Inspection.objects.visible_to(user))


class FindingQuerySet(OfInspection):
    def visible_to(self, user: "User") -> Self:
        """Findings of visible inspections; a draft is seen by its writer alone."""
        drafts_of_others = models.Q(state="draft") & ~models.Q(written_by=user.pk)
        return super().visible_to(user).exclude(drafts_of_others)


class FigureQuerySet(OfInspection):
    """Figures."""


class CitedDateQuerySet(OfInspection):
    """Dates."""
