from django.conf import settings
from django.db import models
from django.utils import timezone

from findings.models.finding import Finding


class Operation(models.Model):
    """One change that a device made, perhaps days ago, and what became of it. Asked again, the stored answer is given
    again: a lost reply makes neither a duplicate nor a conflict. Written in the transaction of the change itself."""

    uuid = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="operations")
    finding = models.ForeignKey(Finding, models.SET_NULL, null=True, blank=True, related_name="operations")
    parent = models.UUIDField(null=True, blank=True)
    payload_digest = models.CharField(max_length=64)
    status = models.CharField(max_length=10)  # applied, conflict, refused
    version = models.PositiveIntegerField(null=True, blank=True)  # of the finding after it
    result = models.JSONField(default=dict)
    made_at = models.DateTimeField(
        null=True, blank=True
    )  # by the device's clock: information, nothing is decided by it
    received = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["received"], name="operation_received")]

    def __str__(self) -> str:
        return str(self.uuid)
