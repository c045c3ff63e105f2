from django.db import models
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.models import Attachment
from findings.enums import EvidenceKind
from findings.models.finding import Finding


class Evidence(models.Model):
    """One thing a finding rests on: of which kind, from where, and the file if there is one."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="evidence")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=EvidenceKind.choices)
    source = Bilingual(models.CharField, max_length=200, required=False)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="evidence")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["finding", "order"], name="evidence_order")]
        verbose_name = _("依据")

    def __str__(self) -> str:
        return self.get_kind_display()
