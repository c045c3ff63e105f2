from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Attachment, Record
from inspections.enums import RosterKind
from inspections.models.inspection import Inspection
from inspections.querysets import RosterQuerySet


class Roster(Record):
    """The register from which units (or inspectors) are drawn, as it was imported. Its rows never change: another file
    is another roster. `digest` is over the rows in their order (`inspections.drawing.roster.digest_of`)."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="rosters")
    kind = models.CharField(max_length=12, choices=RosterKind.choices, verbose_name=_("种类"))
    title = models.CharField(max_length=160, verbose_name=_("名称"))
    source = models.CharField(max_length=200, blank=True, verbose_name=_("来源"))
    digest = models.CharField(max_length=64, verbose_name=_("摘要"))
    size = models.PositiveIntegerField(verbose_name=_("行数"))
    counts = models.JSONField(default=dict)  # stratum key "place|kind" → number of rows
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="rosters")
    imported = models.DateTimeField(default=timezone.now, editable=False)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="rosters_imported"
    )

    objects = RosterQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("名录")

    def __str__(self) -> str:
        return self.title


class RosterRow(models.Model):
    """One unit of a roster as the file has it; `office` is where an inspector works, `position` counts from 1."""

    roster = models.ForeignKey(Roster, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    ident = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    office = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["roster", "position"]
        constraints = [
            models.UniqueConstraint(fields=["roster", "position"], name="roster_position"),
            models.UniqueConstraint(fields=["roster", "ident"], name="roster_ident"),
        ]

    def __str__(self) -> str:
        return self.ident
