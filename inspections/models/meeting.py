from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from core.bilingual import Bilingual
from core.periods import Dated
from inspections.enums import BriefingForm, MeetingKind
from inspections.models.inspection import Inspection
from inspections.models.visit import Visit
from inspections.models.voidable import Voidable


class Meeting(Dated, Voidable):
    """A meeting of the inspection. A row may stand for many of one kind ("over 30"): then its number is a figure."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="meetings")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=MeetingKind.choices)
    number = models.PositiveSmallIntegerField(null=True, blank=True)  # "first plenary"
    title = Bilingual(models.CharField, max_length=160)
    note = Bilingual(required=False)
    visit = models.ForeignKey(
        Visit, models.SET_NULL, null=True, blank=True, related_name="meetings", verbose_name=_("实地检查")
    )
    place = Bilingual(models.CharField, max_length=120, required=False, verbose_name=_("地点"))
    chaired_by = Bilingual(models.CharField, max_length=120, required=False, verbose_name=_("主持人"))
    many = models.BooleanField(default=False)
    oral_open = models.BooleanField(default=False)  # the list of those who reported ends with 等
    written_open = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "order"], name="meeting_order")]
        verbose_name = _("会议")

    def __str__(self) -> str:
        return self.title.zh


class Briefing(models.Model):
    """A body reported to a meeting, orally or in writing."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="briefings")
    body = models.ForeignKey(Body, models.PROTECT, related_name="briefings")
    form = models.CharField(max_length=8, choices=BriefingForm.choices)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["form", "order"]
        constraints = [models.UniqueConstraint(fields=["meeting", "body", "form"], name="briefing_once")]
        verbose_name = _("汇报")

    def __str__(self) -> str:
        return f"{self.body} · {self.get_form_display()}"
