from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Locality
from core.bilingual import Bilingual
from inspections.enums import Arrangement
from inspections.models.inspection import Inspection
from inspections.models.visit import Visit
from inspections.models.voidable import Voidable


class Unit(Voidable):
    """A unit that was looked at. `name` is its own and stays inside; `published` is how a report may speak of it."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="units")
    visit = models.ForeignKey(
        Visit, models.SET_NULL, null=True, blank=True, related_name="units", verbose_name=_("实地检查")
    )
    order = models.PositiveIntegerField()
    name = Bilingual(models.CharField, max_length=160, verbose_name=_("单位名称"))
    published = Bilingual(models.CharField, max_length=160, required=False, verbose_name=_("公开表述"))
    kind = Bilingual(models.CharField, max_length=80, required=False, verbose_name=_("类别"))
    locality = models.ForeignKey(
        Locality, models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("所在地区")
    )
    arrangement = models.CharField(
        max_length=10, choices=Arrangement.choices, default=Arrangement.ARRANGED, verbose_name=_("检查方式")
    )
    checked_on = models.DateField(null=True, blank=True, verbose_name=_("检查日期"))
    record = models.TextField(blank=True, verbose_name=_("检查记录"))

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "order"], name="unit_order")]
        verbose_name = _("受检单位")

    def __str__(self) -> str:
        return self.name.zh
