import uuid
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from core.bilingual import Bilingual
from core.models import Record
from core.periods import Dated
from inspections.enums import DelegationMode, DelegationState
from inspections.models.inspection import Inspection
from inspections.models.request import Request
from inspections.models.voidable import Voidable
from inspections.querysets import DelegationQuerySet


class Delegation(Record, Dated, Voidable):
    """Standing committees one level down were entrusted (Supervision Law 2024, article 34).

    `body` names one of them. Where the source names none, one row stands for all of them: `number` says how many,
    empty when not even that is stated; such a row stays as it was intended. `parent` is the delegation under which a
    body entrusted others in its turn. `key` names the delegation on every installation. `due` is the last day; it ends
    at midnight by the clock of the database.
    """

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="delegations")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="delegations")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    mode = models.CharField(max_length=16, choices=DelegationMode.choices, default=DelegationMode.INSPECTION)
    state = models.CharField(max_length=12, choices=DelegationState.choices, default=DelegationState.INTENDED)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, null=True, blank=True, related_name="delegations")
    described = Bilingual(models.CharField, max_length=200)
    due = models.DateField(null=True, blank=True, verbose_name=_("报送期限"))
    order = models.PositiveSmallIntegerField()
    # The letter that went out; several delegations may share one.
    letter = models.ForeignKey("Letter", models.PROTECT, null=True, blank=True, related_name="entrusted")
    is_sample = models.BooleanField(default=False)  # an invented example: the report does not name this body

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "order"], name="delegation_order")]
        verbose_name = _("委托检查")

    @property
    def is_being_written(self) -> bool:
        """Whether the body entrusted writes in its return: it was begun, is not signed, and the delegation stands."""
        return self.state == DelegationState.DRAFTING and not self.is_void

    def __str__(self) -> str:
        return self.described.zh

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A delegation is known under its inspection's code and its place."""
        self.code = self.code or f"{self.inspection.code}-d{self.order}"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("delegation", args=[self.code])

    @property
    def names_stated(self) -> bool:
        return self.body_id is not None

    @property
    def entruster_id(self) -> int | None:
        """Number of the standing committee that entrusts: the organiser, or the one that was entrusted itself."""
        return self.parent.body_id if self.parent else self.inspection.organiser_id

    @property
    def entruster(self) -> Body:
        """The standing committee that entrusts, and to which the return is submitted."""
        return self.parent.body if self.parent and self.parent.body else self.inspection.organiser
