from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Body, Locality
from core.bilingual import Bilingual
from core.periods import Dated
from inspections.enums import CommissionKind, StratumDimension
from inspections.models.inspection import Inspection
from inspections.models.voidable import Voidable


class Commission(Dated, Voidable):
    """A third party was asked to test, survey or evaluate, or to send experts (Supervision Law 2024, article 35)."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="commissions")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=CommissionKind.choices)
    body = models.ForeignKey(Body, models.PROTECT, related_name="commissions")
    bodies_open = models.BooleanField(default=False)  # 等: others sent experts too
    task = Bilingual()
    scope = Bilingual(required=False)
    selected_by = Bilingual(models.CharField, max_length=160, required=False)
    deliverable = Bilingual(models.CharField, max_length=160, required=False)
    contract_number = models.CharField(max_length=60, blank=True, verbose_name=_("委托合同编号"))
    accepted_on = models.DateField(null=True, blank=True, verbose_name=_("验收日期"))
    blind = models.BooleanField(default=False)  # the operators did not know

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "order"], name="commission_order")]
        verbose_name = _("第三方委托")

    def __str__(self) -> str:
        return f"{self.body} · {self.get_kind_display()}"


class SampleStratum(models.Model):
    """One stratum of a sample and how many were drawn from it."""

    commission = models.ForeignKey(Commission, models.CASCADE, related_name="strata")
    order = models.PositiveSmallIntegerField()
    dimension = models.CharField(max_length=6, choices=StratumDimension.choices)
    locality = models.ForeignKey(Locality, models.PROTECT, null=True, blank=True, related_name="strata")
    kind = Bilingual(models.CharField, max_length=80, required=False)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["commission", "order"], name="stratum_order")]

    def __str__(self) -> str:
        return f"{self.kind.zh or self.locality} {self.size}"
