from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from core.bilingual import Bilingual
from core.models import Record
from findings.models import Finding
from inspections.models import Inspection, Instrument
from recommendations.enums import Category, RecommendationState
from recommendations.querysets import RecommendationQuerySet


class Recommendation(Record):
    """What the inspection asks for, of whom, and which problems it answers."""

    inspection = models.ForeignKey(
        Inspection, models.CASCADE, related_name="recommendations", verbose_name=_("执法检查")
    )
    ref = models.CharField(max_length=16, verbose_name=_("序号"))
    order = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=RecommendationState.choices, default=RecommendationState.PROPOSED)
    category = models.CharField(max_length=8, choices=Category.choices, default=Category.ENFORCE)
    title = Bilingual(models.CharField, max_length=200)
    content = Bilingual()
    answers = models.ManyToManyField(
        Finding,
        blank=True,
        db_table="recommendation_answers",
        related_name="answered_by",
        verbose_name=_("针对的问题"),
    )
    asks_for = models.ManyToManyField(
        Instrument, blank=True, db_table="recommendation_asks_for", related_name="asked_for_by"
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "order"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "ref"], name="recommendation_ref"),
            models.UniqueConstraint(fields=["inspection", "order"], name="recommendation_order"),
        ]
        verbose_name = _("建议")

    def __str__(self) -> str:
        return self.title.zh

    def get_absolute_url(self) -> str:
        return reverse("recommendation", args=[self.code])


class Addressee(models.Model):
    """Whom a recommendation addresses: a named body, or the report's wording where it names a kind of body."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="addressees")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="addressed")
    wording = Bilingual(models.CharField, max_length=160)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["recommendation", "order"], name="addressee_order")]
        verbose_name = _("责任单位")

    def __str__(self) -> str:
        return self.wording.zh
