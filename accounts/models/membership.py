from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models.body import Body


class MembershipQuerySet(models.QuerySet):
    def current(self) -> "MembershipQuerySet":
        """Memberships that have begun and not ended by today; the last day still counts."""
        today = timezone.localdate()
        return self.filter(models.Q(until=None) | models.Q(until__gte=today), since__lte=today)


class Membership(models.Model):
    """A person holds a role in a body, from a day on and, once it has ended, until a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=24, choices=Role.choices, verbose_name=_("角色"))
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "body", "role"], name="membership_once")]
        verbose_name = _("任职")

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
