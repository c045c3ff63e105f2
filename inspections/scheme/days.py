"""Days and periods in the forms of the scheme: how exactly they are known, and within what they must lie."""

from calendar import monthrange
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.periods import Dated, Precision
from core.text import Text
from inspections.models import Inspection, Visit
from inspections.scheme.fields import day

PLAIN = [Precision.DAY, Precision.MONTH, Precision.YEAR]


def period(label_from: Any, label_to: Any) -> tuple[forms.DateField, forms.DateField, forms.ChoiceField]:
    """From, to, and how exactly."""
    exactly = forms.ChoiceField(
        label=gettext_lazy("写到"),
        choices=[(one.value, one.label) for one in PLAIN],
        required=False,
        help_text=gettext_lazy("只知道月份的，选任一日并写到“月”。"),
    )
    return day(label_from), day(label_to), exactly


class WithPeriod:
    """A form with `starts`, `ends` and `precision`; a precision that only imported records have stays possible."""

    def prepare(self) -> None:
        super().prepare()  # type: ignore[misc]
        now = getattr(self.row, "precision", "")  # type: ignore[attr-defined]
        if now and now not in PLAIN:
            field = self.fields["precision"]  # type: ignore[attr-defined]
            field.choices = [*field.choices, (now, Precision(now).label)]


def settle(row: Dated, before: tuple[Any, ...] | None) -> None:
    """After a change of the dates nothing stays that described the old ones."""
    row.precision = row.precision or (Precision.DAY if row.starts else "")
    if before is not None and before != dates_of(row):
        row.wording, row.relative, row.open_ended, row.end_precision = Text(), False, False, ""


def dates_of(row: Dated) -> tuple[Any, ...]:
    return row.starts, row.ends, row.precision


def has_new_dates(row: Dated) -> bool:
    """Whether its dates are others than the stored ones: what stood before this was asked is no fault of hers."""
    stored = type(row)._base_manager.filter(pk=row.pk).first()
    return stored is None or dates_of(stored) != dates_of(row)


def wrong_order(row: Dated) -> dict[str, str]:
    if row.ends and not row.starts:
        return {"starts": _("写了结束日期，也请写开始日期。")}
    if row.starts and row.ends and row.ends < row.starts:
        return {"ends": _("结束日期不能早于开始日期。")}
    return {}


def bounds(row: Dated) -> tuple[date | None, date | None]:
    """The first and the last day of the period; None where it is open or not stated."""
    if row.starts is None:
        return None, None
    first = first_day(row.starts, row.precision)
    if row.open_ended:
        return first, None
    return first, last_day(row.ends or row.starts, row.end_precision or row.precision)


def first_day(moment: date, precision: str) -> date:
    if precision in (Precision.YEAR, Precision.PLAN):
        return moment.replace(month=1, day=1)
    return moment.replace(day=1) if precision == Precision.MONTH else moment


def last_day(moment: date, precision: str) -> date:
    if precision in (Precision.YEAR, Precision.PLAN):
        return moment.replace(month=12, day=31)
    if precision == Precision.MONTH:
        return moment.replace(day=monthrange(moment.year, moment.month)[1])
    if precision == Precision.THIRD:
        tenths = {1: 10, 11: 20}.get(moment.day // 10 * 10 + 1 if moment.day < 21 else 21, 0)
        return moment.replace(day=tenths or monthrange(moment.year, moment.month)[1])
    return moment


def outside(inspection: Inspection, visit: Visit | None, **days: date | None) -> dict[str, str]:
    """A sentence for each field whose day lies outside of the visit, or of the inspection where there is no visit or
    its days are not stated."""
    frame, what = (visit, visit.locality.name) if visit and visit.starts else (inspection, None)
    first, last = bounds(frame)
    faults = {}
    for name, moment in days.items():
        if moment and ((first and moment < first) or (last and moment > last)):
            when = frame.period_text.best("en" if (get_language() or "").startswith("en") else "zh")
            if what is None:
                faults[name] = _("不在检查时间（%(period)s）之内。") % {"period": when}
            else:
                place = what.best("en" if (get_language() or "").startswith("en") else "zh")
                faults[name] = _("不在%(place)s实地检查时间（%(period)s）之内。") % {"place": place, "period": when}
    return faults
