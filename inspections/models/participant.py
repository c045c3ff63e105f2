from django.db import models
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.models import Record
from inspections.enums import Capacity
from inspections.models.inspection import Inspection


class Person(Record):
    """Somebody named in an inspection; not an account."""

    name = Bilingual(models.CharField, max_length=60)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("人物")

    def __str__(self) -> str:
        return self.name.zh


class Participant(models.Model):
    """What a person did in an inspection, with her post *at that time*."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="parts")
    order = models.PositiveSmallIntegerField()
    capacity = models.CharField(max_length=16, choices=Capacity.choices)
    post = Bilingual(models.CharField, max_length=120, required=False)
    note = Bilingual(required=False)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "person", "capacity"], name="participant_once")]
        verbose_name = _("参加人员")

    def __str__(self) -> str:
        return f"{self.person} · {self.get_capacity_display()}"
