from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from inspections.enums import DecisionOutcome, DecisionSubject
from inspections.models.inspection import Inspection


class Decision(models.Model):
    """What a chairpersons' meeting decided, as the secretary recorded it from the minutes. Rows are only added: a wrong
    one is corrected by a later one, which says so."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="decisions")
    subject = models.CharField(max_length=12, choices=DecisionSubject.choices, verbose_name=_("事项"))
    meeting = Bilingual(models.CharField, max_length=160, verbose_name=_("会议"))
    held_on = models.DateField(verbose_name=_("会议日期"))
    outcome = models.CharField(max_length=10, choices=DecisionOutcome.choices, verbose_name=_("结果"))
    document_number = models.CharField(max_length=60, blank=True, verbose_name=_("文号"))
    note = Bilingual(required=False, verbose_name=_("说明"))
    recorded = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decisions_recorded"
    )

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = _("会议决定")

    def __str__(self) -> str:
        return f"{self.meeting.zh} {self.get_subject_display()}"
