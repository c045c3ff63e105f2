from django.db import models
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from inspections.models.inspection import Inspection


class SpotCheck(models.Model):
    """Random checks (随机抽查); how many units is a figure, which ones may be not stated."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="spot_checks")
    order = models.PositiveSmallIntegerField()
    subject = Bilingual(models.CharField, max_length=200)
    selection = Bilingual(models.CharField, max_length=200, required=False)
    announced = models.BooleanField(default=False)
    units_stated = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "order"], name="spot_check_order")]
        verbose_name = _("随机抽查")

    def __str__(self) -> str:
        return self.subject.zh
