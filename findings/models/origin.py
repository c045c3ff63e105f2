from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from findings.models.figure import Figure
from findings.models.finding import Finding
from findings.models.returned import ReturnVersion


class Origin(models.Model):
    """Where a finding or a figure was taken from: which return, which version, which item, and how it read there.

    A finding merged of several has one row for each; a sum has one for each figure that went into it.
    """

    finding = models.ForeignKey(Finding, models.CASCADE, null=True, blank=True, related_name="origins")
    figure = models.ForeignKey(Figure, models.CASCADE, null=True, blank=True, related_name="origins")
    version = models.ForeignKey(ReturnVersion, models.PROTECT, related_name="taken")
    address = models.CharField(max_length=200)
    wording = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="origin_of_one",
                condition=Q(finding__isnull=False, figure__isnull=True) | Q(finding__isnull=True, figure__isnull=False),
            ),
            models.UniqueConstraint(fields=["finding", "version", "address"], name="origin_finding_once"),
            models.UniqueConstraint(fields=["figure", "version", "address"], name="origin_figure_once"),
        ]
        verbose_name = _("来源")

    def __str__(self) -> str:
        return f"{self.version} {self.address}"
