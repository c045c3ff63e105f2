from django.db import models
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.periods import Dated
from findings.models.finding import Finding
from findings.querysets import CitedDateQuerySet
from inspections.models import Inspection


class CitedDate(Dated):
    """A date or period that a report cites, resolved ("1 June of this year" is 2017-06-01)."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="cited_dates")
    code = models.SlugField(max_length=60, verbose_name=_("编号"))
    ref = models.CharField(max_length=8, verbose_name=_("序号"))
    order = models.PositiveIntegerField()
    subject = Bilingual(models.CharField, max_length=160)
    note = Bilingual(required=False)
    findings = models.ManyToManyField(Finding, blank=True, related_name="cited_dates")

    objects = CitedDateQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "order"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "code"], name="cited_date_code"),
            models.UniqueConstraint(fields=["inspection", "ref"], name="cited_date_ref"),
        ]
        verbose_name = _("日期")

    def __str__(self) -> str:
        return self.code
