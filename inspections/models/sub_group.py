from django.db import models

from core.bilingual import Bilingual
from inspections.models.inspection import Inspection
from inspections.models.voidable import Voidable


class SubGroup(Voidable):
    """One of the small groups of an inspection; its members may be not stated."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="sub_groups")
    number = models.PositiveSmallIntegerField()
    note = Bilingual(models.CharField, max_length=200, required=False)
    members_stated = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["inspection", "number"], name="sub_group_number")]

    def __str__(self) -> str:
        return f"{self.inspection} #{self.number}"
