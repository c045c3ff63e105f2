from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Body, Locality
from core.bilingual import Bilingual
from core.models import Record
from findings.enums import FindingKind, FindingState, QuantityWord
from findings.querysets import FindingQuerySet
from inspections.models import Article, FocusPoint, Inspection, Instrument, Unit, Visit


class Finding(Record):
    """What the inspection found: an achievement or a problem, whose it is, and what it rests on.

    `actor` is the published wording ("some units"); `actor_internal` names the unit and never leaves the group.
    `counted` of `counted_of` units stand behind the quantity word (9 of 13: 多数). `version` counts the changes: who
    changes a finding says which version she saw. `uuid` is the device's name for a finding entered without a network.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings", verbose_name=_("执法检查"))
    ref = models.CharField(max_length=16, verbose_name=_("序号"))
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=FindingKind.choices, verbose_name=_("类别"))
    state = models.CharField(max_length=10, choices=FindingState.choices, default=FindingState.DRAFT)
    title = Bilingual(models.CharField, max_length=200)
    facts = Bilingual()
    actor = Bilingual(models.CharField, max_length=200, required=False)
    actor_internal = models.CharField(max_length=200, blank=True, verbose_name=_("内部名称"))
    quantity_word = models.CharField(max_length=8, choices=QuantityWord.choices, blank=True)
    counted = models.PositiveIntegerField(null=True, blank=True, verbose_name=_("存在此情况的数量"))
    counted_of = models.PositiveIntegerField(null=True, blank=True, verbose_name=_("检查总数"))
    suggestion = models.TextField(blank=True, verbose_name=_("现场建议"))
    may_be_named = models.BooleanField(default=False, verbose_name=_("可以点名"))
    found_on = models.DateField(null=True, blank=True, verbose_name=_("发现日期"))
    visit = models.ForeignKey(
        Visit, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("实地检查")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("受检单位")
    )
    place = models.ForeignKey(
        Locality, models.PROTECT, null=True, blank=True, related_name="findings_made", verbose_name=_("所在地区")
    )
    articles = models.ManyToManyField(Article, blank=True, related_name="findings")
    uuid = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    focus_point = models.ForeignKey(FocusPoint, models.SET_NULL, null=True, blank=True, related_name="findings")
    bodies = models.ManyToManyField(Body, blank=True, related_name="findings")
    localities = models.ManyToManyField(Locality, blank=True, related_name="findings")
    instruments = models.ManyToManyField(Instrument, blank=True, related_name="findings")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="findings_written"
    )

    is_searched = True  # the table has the pairs of characters of its texts (migration 0004)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "order"]
        indexes = [
            models.Index(fields=["inspection", "kind", "order"], name="finding_list"),
            models.Index(fields=["inspection", "place", "order"], name="finding_by_place"),
            models.Index(fields=["inspection", "focus_point", "order"], name="finding_by_focus"),
            models.Index(fields=["inspection", "place", "focus_point", "order"], name="finding_place_focus"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "ref"], name="finding_ref"),
            # With what decides who sees a row, the index alone can count up to a thousand of a million.
            models.UniqueConstraint(
                fields=["inspection", "order"], include=["state", "written_by"], name="finding_order"
            ),
            models.CheckConstraint(
                name="finding_counted",
                condition=Q(counted__isnull=True) | Q(counted_of__isnull=True) | Q(counted__lte=F("counted_of")),
            ),
        ]
        verbose_name = _("检查发现")

    def __str__(self) -> str:
        return self.title.zh

    def get_absolute_url(self) -> str:
        return reverse("finding", args=[self.code])
