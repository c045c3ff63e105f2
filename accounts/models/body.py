from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import BodyKind
from accounts.models.locality import Locality
from core.bilingual import Bilingual
from core.models import Record


class Body(Record):
    """An organisation: a standing committee, a department, a third party. `parent` is the body one level up."""

    name = Bilingual(models.CharField, max_length=120)
    short = Bilingual(models.CharField, max_length=60, required=False)
    kind = models.CharField(max_length=20, choices=BodyKind.choices)
    locality = models.ForeignKey(Locality, models.PROTECT, null=True, blank=True, related_name="bodies")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subordinates")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("机构")
        verbose_name_plural = _("机构")

    def __str__(self) -> str:
        return self.name.zh
