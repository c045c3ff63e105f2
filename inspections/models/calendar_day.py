from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Body


class CalendarDay(models.Model):
    """A day on which a congress departs from the national calendar: a day off more, or one on which it works."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="calendar_days")
    day = models.DateField(verbose_name=_("日期"))
    is_working = models.BooleanField(default=False, verbose_name=_("上班"))
    note = models.CharField(max_length=80, blank=True, verbose_name=_("说明"))

    class Meta:
        ordering = ["body", "day"]
        constraints = [models.UniqueConstraint(fields=["body", "day"], name="calendar_day")]
        verbose_name = _("工作日安排")

    def __str__(self) -> str:
        return str(self.day)
