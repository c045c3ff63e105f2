from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from core.bilingual import Bilingual
from core.models import Record
from inspections.enums import Capacity, Rank
from inspections.models.inspection import Inspection
from inspections.models.sub_group import SubGroup
from inspections.models.voidable import Voidable


class Person(Record):
    """Somebody named in an inspection; not an account."""

    name = Bilingual(models.CharField, max_length=60)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("人物")

    def __str__(self) -> str:
        return self.name.zh


class Participant(Voidable):
    """What a person did in an inspection, with her post *at that time*."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="parts")
    order = models.PositiveSmallIntegerField()
    capacity = models.CharField(max_length=16, choices=Capacity.choices)
    rank = models.CharField(max_length=16, choices=Rank.choices, blank=True, verbose_name=_("身份"))
    post = Bilingual(models.CharField, max_length=120, required=False)
    institution = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="participants", verbose_name=_("所在单位")
    )
    institution_name = Bilingual(models.CharField, max_length=120, required=False)  # where it is no body of ours
    sub_group = models.ForeignKey(
        SubGroup, models.SET_NULL, null=True, blank=True, related_name="members", verbose_name=_("小组")
    )
    leads_sub_group = models.BooleanField(default=False, verbose_name=_("任小组组长"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="participations"
    )
    note = Bilingual(required=False)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "person", "capacity"], name="participant_once")]
        verbose_name = _("参加人员")

    def __str__(self) -> str:
        return f"{self.person} · {self.get_capacity_display()}"
