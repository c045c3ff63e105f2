from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Body
from core.bilingual import Bilingual
from core.models import Record
from core.periods import Dated
from inspections.enums import InstrumentKind, InstrumentState


class Instrument(Record, Dated):
    """A law, decision, regulation, rule, policy or programme; `starts` is the day it was adopted, as far as stated."""

    title = Bilingual(models.CharField, max_length=160)
    short = Bilingual(models.CharField, max_length=80, required=False)
    kind = models.CharField(max_length=20, choices=InstrumentKind.choices)
    state = models.CharField(max_length=12, choices=InstrumentState.choices)
    in_force_on = models.DateField(null=True, blank=True, verbose_name=_("施行日期"))
    issuers = models.ManyToManyField(Body, blank=True, related_name="instruments")
    issuer = Bilingual(models.CharField, max_length=160, required=False)  # as stated, where no body is named
    implements = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="implemented_by")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("法律文件")

    def __str__(self) -> str:
        return self.title.zh
