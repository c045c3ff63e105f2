from django.db import models
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.models import Attachment
from findings.enums import EvidenceKind
from findings.models.finding import Finding


class Evidence(models.Model):
    """One thing a finding rests on: of which kind, from where, and the file if there is one.

    A photo taken without a network is announced under its `uuid` with digest and name, and stays missing until its
    bytes have arrived.
    """

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="evidence")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=EvidenceKind.choices)
    source = Bilingual(models.CharField, max_length=200, required=False)
    uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    announced_digest = models.CharField(max_length=64, blank=True, editable=False)
    announced_name = models.CharField(max_length=200, blank=True, editable=False)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="evidence")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["finding", "order"], name="evidence_order")]
        verbose_name = _("依据")

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_missing(self) -> bool:
        """True while a file was announced and has not arrived."""
        return bool(self.announced_digest) and self.attachment_id is None
