from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from core.bilingual import Bilingual
from core.periods import Dated
from inspections.enums import DelegationMode
from inspections.models.inspection import Inspection


class Delegation(Dated):
    """Standing committees one level down were entrusted (Supervision Law 2024, article 34).

    `body` names one of them. Where the source names none, one row stands for all of them: `number` says how many,
    empty when not even that is stated. `parent` is the delegation under which a body entrusted others in its turn.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="delegations")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="delegations")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    mode = models.CharField(max_length=16, choices=DelegationMode.choices, default=DelegationMode.INSPECTION)
    described = Bilingual(models.CharField, max_length=200)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "order"], name="delegation_order")]
        verbose_name = _("委托检查")

    def __str__(self) -> str:
        return self.described.zh

    @property
    def names_stated(self) -> bool:
        return self.body_id is not None
