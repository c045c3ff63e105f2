from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q

if TYPE_CHECKING:
    from accounts.models import User

# Findings that count: a draft is its writer's alone, a withdrawn one says nothing any more.
STANDING = ~Q(findings__state__in=["draft", "withdrawn"])


class InspectionQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "InspectionQuerySet":
        """Inspections organised by a standing committee the user works in. Everybody else's do not exist for her."""
        if not user.is_active:
            return self.none()
        return self.filter(organiser__in=user.inspecting_bodies)

    def with_counts(self) -> "InspectionQuerySet":
        """Adds `problems`, `achievements` and `asked_for`: how many of each are not withdrawn."""
        return self.annotate(
            problems=Count("findings", filter=STANDING & Q(findings__kind="problem"), distinct=True),
            achievements=Count("findings", filter=STANDING & Q(findings__kind="achievement"), distinct=True),
            asked_for=Count("recommendations", distinct=True),
        )
