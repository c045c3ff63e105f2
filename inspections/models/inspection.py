from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from core.bilingual import Bilingual
from core.models import Record
from core.periods import Dated
from inspections.enums import InspectionMode, InspectionState
from inspections.models.instrument import Instrument
from inspections.querysets import InspectionQuerySet


class Inspection(Record, Dated):
    """One law enforcement inspection of one standing committee (Supervision Law 2024, chapter 4)."""

    title = Bilingual(models.CharField, max_length=200)
    year = models.PositiveSmallIntegerField(verbose_name=_("年度"))
    organiser = models.ForeignKey(Body, models.PROTECT, related_name="inspections", verbose_name=_("组织检查的常委会"))
    mode = models.CharField(max_length=12, choices=InspectionMode.choices, default=InspectionMode.OWN)
    state = models.CharField(max_length=16, choices=InspectionState.choices, default=InspectionState.PROPOSED)
    instruments = models.ManyToManyField(
        Instrument, db_table="inspection_instruments", related_name="inspections", verbose_name=_("检查对象")
    )
    basis = Bilingual(models.CharField, max_length=200, required=False)
    purpose = Bilingual(required=False)
    note = Bilingual(required=False)  # what is special about this inspection
    source = Bilingual(models.CharField, max_length=200, required=False)  # a sample: whose facts and figures it uses
    visits_open = models.BooleanField(default=False)  # the list of localities ends with 等
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")
    state_before = models.CharField(max_length=16, blank=True)  # where a suspended inspection goes on
    is_sample = models.BooleanField(default=False)  # a rewritten example, not the official text

    if TYPE_CHECKING:  # set by InspectionQuerySet.with_counts
        achievements: int
        problems: int
        asked_for: int

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "pk"]
        verbose_name = _("执法检查")

    def __str__(self) -> str:
        return self.title.zh

    def get_absolute_url(self) -> str:
        return reverse("inspection", args=[self.code])


class Method(models.Model):
    """A way in which this inspection looked: 座谈会, 实地检查, 随机抽查 … (Supervision Law 2024, article 35)."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="methods")
    order = models.PositiveSmallIntegerField()
    title = Bilingual(models.CharField, max_length=120)
    note = Bilingual(required=False)
    is_new = models.BooleanField(default=False)  # the report calls it a first trial

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "order"], name="method_order")]

    def __str__(self) -> str:
        return self.title.zh
