from django.db import models

from accounts.models import Body
from inspections.enums import Part
from inspections.models.inspection import Inspection


class InvolvedBody(models.Model):
    """A body that prepared the inspection or is mentioned in it, where no briefing, commission or visit says so."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="involved_bodies")
    body = models.ForeignKey(Body, models.PROTECT, related_name="involvements")
    part = models.CharField(max_length=12, choices=Part.choices)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["part", "order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "body", "part"], name="involved_body_once")]

    def __str__(self) -> str:
        return f"{self.body} · {self.get_part_display()}"
