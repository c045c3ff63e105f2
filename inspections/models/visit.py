from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Locality
from core.bilingual import Bilingual
from core.periods import Dated
from inspections.models.inspection import Inspection
from inspections.models.sub_group import SubGroup
from inspections.models.voidable import Voidable


class Visit(Dated, Voidable):
    """The group went to a locality. What was seen there and when may be not stated."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="visits")
    locality = models.ForeignKey(Locality, models.PROTECT, related_name="visits")
    sub_group = models.ForeignKey(SubGroup, models.SET_NULL, null=True, blank=True, related_name="visits")
    order = models.PositiveSmallIntegerField()
    note = Bilingual(required=False)
    record = models.TextField(blank=True, verbose_name=_("检查记录"))
    no_record_reason = models.CharField(max_length=300, blank=True, verbose_name=_("没有记录的理由"))

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "locality"], name="visit_once")]
        verbose_name = _("实地检查")

    def __str__(self) -> str:
        return str(self.locality)
