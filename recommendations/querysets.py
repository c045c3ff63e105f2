from typing import TYPE_CHECKING

from django.db import models

from accounts.enums import Role
from inspections.models import Inspection
from recommendations.enums import HANDED_OVER

if TYPE_CHECKING:
    from accounts.models import User


class RecommendationQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "RecommendationQuerySet":
        """Recommendations of visible inspections, and those handed over to a body for which the user answers."""
        own = models.Q(inspection__in=Inspection.objects.visible_to(user))
        bodies = user.bodies_as(Role.RESPONSIBLE_BODY) if user.is_active else frozenset()
        addressed = self.model._default_manager.filter(addressees__body__in=bodies, state__in=HANDED_OVER)
        return self.filter(own | models.Q(pk__in=addressed.values("pk")))
