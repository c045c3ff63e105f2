from django.db import models
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from inspections.models.inspection import Inspection


class FocusPoint(models.Model):
    """One of the things the inspection looks at first (检查重点), in the order of the scheme."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="focus_points")
    order = models.PositiveSmallIntegerField()
    title = Bilingual(models.CharField, max_length=200)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "order"], name="focus_point_order")]
        verbose_name = _("检查重点")

    def __str__(self) -> str:
        return self.title.zh
