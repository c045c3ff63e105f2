"""Dates as sources state them: a day, a month, a year, the first third of a month, open at the end, or not stated."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.bilingual import Bilingual
from core.quantities import Period
from core.text import Text


class Precision(models.TextChoices):
    DAY = "day", _("日")
    MONTH = "month", _("月")
    YEAR = "year", _("年")
    THIRD = "third", _("旬")
    PLAN = "plan", _("规划期")


class Dated(models.Model):
    """A record with a period. `starts` empty: not stated. `ends` empty: that day, or open when `open_ended`."""

    starts = models.DateField(null=True, blank=True, verbose_name=_("起"))
    ends = models.DateField(null=True, blank=True, verbose_name=_("止"))
    precision = models.CharField(max_length=5, choices=Precision.choices, blank=True, verbose_name=_("精度"))
    end_precision = models.CharField(max_length=5, choices=Precision.choices, blank=True)
    open_ended = models.BooleanField(default=False)
    relative = models.BooleanField(default=False)  # the source says "this year", "in the past two years"
    wording = Bilingual(models.CharField, max_length=120, required=False)

    class Meta:
        abstract = True

    @property
    def period(self) -> Period | None:
        """The period as a value that writes itself in both languages; None where none is stated."""
        if not self.period_stated:
            return None
        return Period.from_record(
            {
                "start": self.starts,
                "end": self.ends,
                "precision": self.precision,
                "end_precision": self.end_precision,
                "open_ended": self.open_ended,
                "relative": self.relative,
                "wording": {"zh": self.wording.zh, "en": self.wording.en},
            }
        )

    @property
    def period_text(self) -> Text:
        """The period in words, empty where none is stated."""
        period = self.period
        return Text(period.zh(), period.en()) if period else Text()

    @property
    def period_stated(self) -> bool:
        return self.starts is not None or bool(self.wording)
