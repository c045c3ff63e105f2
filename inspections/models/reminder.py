from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from inspections.enums import ReminderKind
from inspections.models.delegation import Delegation


class Reminder(models.Model):
    """A body was reminded of its return. One of each kind a day: the day stands in the row, so two processes that
    remind at the same time remind once."""

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=8, choices=ReminderKind.choices)
    day = models.DateField()
    text = Bilingual()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reminders_sent"
    )
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["delegation", "pk"]
        constraints = [models.UniqueConstraint(fields=["delegation", "day"], name="reminder_once_a_day")]
        verbose_name = _("催办")

    def __str__(self) -> str:
        return f"{self.delegation} {self.day}"
