from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from core.bilingual import Bilingual
from core.models import Attachment
from inspections.models.delegation import Delegation


class JointRecord(models.Model):
    """One entry of the record that two standing committees keep together when they inspect jointly (联动, Supervision
    Law 2024, article 34): both write, both read, and no return is due."""

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="joint_records")
    body = models.ForeignKey(Body, models.PROTECT, related_name="joint_records")
    day = models.DateField(verbose_name=_("日期"))
    text = Bilingual()
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="joint_records")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="joint_records")
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["delegation", "day", "pk"]
        verbose_name = _("联动记录")

    def __str__(self) -> str:
        return f"{self.delegation} {self.day}"
