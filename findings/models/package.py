from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from findings.enums import PackageKind
from inspections.models import Delegation


class KnownKey(models.Model):
    """The key with which a body's installation signs its packages; somebody compared the fingerprint with the paper."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="known_keys")
    public_key = models.CharField(max_length=64)  # Ed25519, 32 bytes in hexadecimal
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="keys_confirmed")
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["body", "pk"]
        constraints = [models.UniqueConstraint(fields=["body", "public_key"], name="known_key_once")]
        verbose_name = _("签名公钥")

    def __str__(self) -> str:
        return self.public_key[:16]


class Package(models.Model):
    """A file package that left or came in. One that came in is taken once: its digest stands here."""

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="packages")
    kind = models.CharField(max_length=8, choices=PackageKind.choices)
    number = models.PositiveSmallIntegerField(default=1)  # of an answer: which version it brings
    digest = models.CharField(max_length=64)
    came_in = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="packages")
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["delegation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["digest"], condition=models.Q(came_in=True), name="package_taken_once")
        ]
        verbose_name = _("文件包")

    def __str__(self) -> str:
        return self.digest[:16]
