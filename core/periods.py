"""Dates as sources state them: a day, a month, a year, the first third of a month, open at the end, or not stated."""

from calendar import monthrange
from datetime import date

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

    @property
    def span(self) -> tuple[date | None, date | None]:
        """The first and the last day of the period; None at an end that is open or not stated."""
        if self.starts is None or self.open_ended:
            return self.starts, None
        return self.starts, last_day_of(self.ends or self.starts, self.end_precision or self.precision)


def last_day_of(day: date, precision: str) -> date:
    """The last day that "August 2017" or "2017" means, where `day` lies in it."""
    if precision == Precision.THIRD and day.day <= 20:
        return day.replace(day=10 if day.day <= 10 else 20)
    if precision in (Precision.MONTH, Precision.THIRD):
        return day.replace(day=monthrange(day.year, day.month)[1])
    if precision in (Precision.YEAR, Precision.PLAN):
        return date(day.year, 12, 31)
    return day
