from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Body, Locality
from core.bilingual import Bilingual
from core.models import Record
from findings.enums import FindingKind, FindingState, QuantityWord
from findings.querysets import FindingQuerySet
from inspections.models import FocusPoint, Inspection, Instrument


class Finding(Record):
    """What the inspection found: an achievement or a problem, whose it is, and what it rests on.

    `actor` is the published wording ("some units"); `actor_internal` names the unit and never leaves the group.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings", verbose_name=_("执法检查"))
    ref = models.CharField(max_length=16, verbose_name=_("序号"))
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=FindingKind.choices, verbose_name=_("类别"))
    state = models.CharField(max_length=10, choices=FindingState.choices, default=FindingState.DRAFT)
    title = Bilingual(models.CharField, max_length=200)
    facts = Bilingual()
    actor = Bilingual(models.CharField, max_length=200, required=False)
    actor_internal = models.CharField(max_length=200, blank=True, verbose_name=_("内部名称"))
    quantity_word = models.CharField(max_length=8, choices=QuantityWord.choices, blank=True)
    focus_point = models.ForeignKey(FocusPoint, models.SET_NULL, null=True, blank=True, related_name="findings")
    bodies = models.ManyToManyField(Body, blank=True, related_name="findings")
    localities = models.ManyToManyField(Locality, blank=True, related_name="findings")
    instruments = models.ManyToManyField(Instrument, blank=True, related_name="findings")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="findings_written"
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "order"]
        indexes = [models.Index(fields=["inspection", "kind", "order"], name="finding_list")]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "ref"], name="finding_ref"),
            models.UniqueConstraint(fields=["inspection", "order"], name="finding_order"),
        ]
        verbose_name = _("检查发现")

    def __str__(self) -> str:
        return self.title.zh

    def get_absolute_url(self) -> str:
        return reverse("finding", args=[self.code])
