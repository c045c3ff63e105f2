from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import LocalityKind
from core.bilingual import Bilingual


class Locality(models.Model):
    """An administrative division under its six-digit code (GB/T 2260), in the standard order of the codes."""

    code = models.CharField(max_length=6, primary_key=True, verbose_name=_("代码"))
    name = Bilingual(models.CharField, max_length=60)
    short = Bilingual(models.CharField, max_length=40)
    kind = models.CharField(max_length=12, choices=LocalityKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    class Meta:
        ordering = ["code"]
        verbose_name = _("行政区划")

    def __str__(self) -> str:
        return self.name.zh
