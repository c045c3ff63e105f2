from django.db import models
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from inspections.models.visit import Visit


class VisitDay(models.Model):
    """One day of a visit and what is planned or was done on it (行程)."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="days")
    day = models.DateField(verbose_name=_("日期"))
    plan = Bilingual(verbose_name=_("安排"))

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["visit", "day"], name="visit_day_once")]
        verbose_name = _("行程")

    def __str__(self) -> str:
        return f"{self.visit} {self.day}"
