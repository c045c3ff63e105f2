from django.db import models
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from inspections.enums import DeadlineKind
from inspections.models.inspection import Inspection
from inspections.models.voidable import Voidable


class Deadline(Voidable):
    """By when something of this inspection is to be done; the law sets no number of days, the scheme does."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="deadlines")
    kind = models.CharField(max_length=12, choices=DeadlineKind.choices, verbose_name=_("事项"))
    title = Bilingual(models.CharField, max_length=160, required=False, verbose_name=_("说明"))
    due = models.DateField(verbose_name=_("期限"))
    done_on = models.DateField(null=True, blank=True, verbose_name=_("完成日期"))

    class Meta:
        ordering = ["due", "pk"]
        verbose_name = _("期限")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due}"
