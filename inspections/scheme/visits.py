"""Where the group goes: visits, their days, and the units that are looked at."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.templatetags.words import best
from core.text import Text
from inspections.enums import Arrangement
from inspections.models import Inspection, Unit, Visit, VisitDay
from inspections.queries import registers
from inspections.scheme.basics import WHERE
from inspections.scheme.days import WithPeriod, bounds, dates_of, has_new_dates, outside, period, settle, wrong_order
from inspections.scheme.fields import LONG, OneOfOurs, Pick, choice, pair, text
from inspections.scheme.fields import day as on_day
from inspections.scheme.form import RowForm
from inspections.scheme.group import sub_group_choice, sub_group_name
from inspections.scheme.part import FIELD_WORK, Column, Part, Sight

SOME_UNIT = Text("受检单位", "inspected unit")
NAMING = ("name_zh", "name_en", "record")


def visit_choice(**given: Any) -> OneOfOurs:
    return OneOfOurs(
        gettext_lazy("实地检查"),
        lambda inspection: inspection.visits.select_related("locality"),
        lambda row: row.locality.name,
        **given,
    )


def period_of(row: Any, sight: Sight) -> Any:
    return row.period_text


class VisitForm(WithPeriod, RowForm):
    locality = Pick(
        gettext_lazy("地区"),
        registers.localities,
        required=True,
        help_text=gettext_lazy("输入名称、简称、拼音或代码。"),
    )
    sub_group = sub_group_choice()
    starts, ends, precision = period(gettext_lazy("开始日期"), gettext_lazy("结束日期"))
    note_zh, note_en = pair(pgettext_lazy("remark", "说明"), required=False, rows=2)
    record = text(gettext_lazy("检查记录"), LONG, required=False, rows=8, help_text=gettext_lazy("检查后填写。"))
    no_record_reason = text(gettext_lazy("没有记录的理由"), 300, required=False)
    beside = (("locality", "sub_group"), ("starts", "ends", "precision"))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if (values.get("record") or "").strip() and (values.get("no_record_reason") or "").strip():
            self.add_error("no_record_reason", _("已有检查记录，不必再写没有记录的理由。"))
        return values


class Visits(Part):
    key, group, title, one = "visits", WHERE, gettext_lazy("实地检查"), gettext_lazy("实地检查")
    hint = gettext_lazy("去哪些地区、哪个小组、什么时间")
    icon = "map-pin"
    model, form = Visit, VisitForm
    until = FIELD_WORK
    related = ("locality", "sub_group")
    columns = (
        Column(gettext_lazy("小组"), lambda row, sight: sub_group_name(row.sub_group) if row.sub_group else ""),
        Column(pgettext_lazy("when", "时间"), period_of),
        Column(pgettext_lazy("remark", "说明"), lambda row, sight: row.note),
        Column(gettext_lazy("检查记录"), lambda row, sight: recorded(row)),
    )
    children = ("days", "units")

    def name(self, row: Any, sight: Sight) -> Any:
        return row.locality.name

    def assign(self, row: Any, values: Mapping[str, Any]) -> None:
        before = dates_of(row)
        super().assign(row, values)
        settle(row, before)

    def check(self, row: Any) -> dict[str, str]:
        if faults := wrong_order(row):
            return faults
        faults = outside(row.inspection, None, starts=row.starts, ends=row.ends)
        if self.siblings(row).filter(locality_id=row.locality_id).exclude(pk=row.pk).exists():
            faults["locality"] = _("方案中已有到这个地区的实地检查。")
        first, last = bounds(row)
        days = VisitDay.objects.filter(visit_id=row.pk) if row.pk else VisitDay.objects.none()
        if first and days.filter(day__lt=first).exists() or last and days.filter(day__gt=last).exists():
            faults["starts"] = _("有的行程不在这段时间内。请先改行程。")
        elif row.pk and has_new_dates(row) and (what := left_outside(row, first, last)):
            faults["starts"] = what
        return faults


def left_outside(row: Visit, first: date | None, last: date | None) -> str:
    """A sentence where a unit was checked, or a meeting held, on a day that would no longer lie within the visit."""
    days = [(unit.checked_on, unit.checked_on, None) for unit in row.units.filter(void_reason="")]
    days += [(*bounds(meeting), meeting.title) for meeting in row.meetings.filter(void_reason="")]
    for begins, ends, title in days:
        if (first and begins and begins < first) or (last and ends and ends > last):
            if title is None:
                return _("有的受检单位的检查日期不在这段时间内。请先改受检单位。")
            return _("会议“%(title)s”不在这段时间内。请先改会议。") % {"title": best(title)}
    return ""


def recorded(row: Visit) -> str:
    if row.record:
        return _("已有记录")
    return _("没有记录：%(reason)s") % {"reason": row.no_record_reason} if row.no_record_reason else ""


# --- Days -------------------------------------------------------------------------------------------------------------


class VisitDayForm(RowForm):
    visit = visit_choice(required=True)
    day = on_day(gettext_lazy("日期"), required=True)
    plan_zh, plan_en = pair(gettext_lazy("安排"), rows=4)
    beside = (("visit", "day"),)


class VisitDays(Part):
    key, group, title, one = "days", WHERE, gettext_lazy("行程"), pgettext_lazy("of an itinerary", "一天的行程")
    hint = gettext_lazy("每一天的安排")
    icon = "calendar-days"
    model, form = VisitDay, VisitDayForm
    path, parent, ordered = "visit__inspection", "visit", False
    until = FIELD_WORK
    keys = ("visit__order", "day")
    related = ("visit__locality", "visit__sub_group", "visit__inspection")
    columns = (
        Column(gettext_lazy("实地检查"), lambda row, sight: row.visit.locality.name, "above"),
        Column(gettext_lazy("安排"), lambda row, sight: row.plan),
    )

    def name(self, row: Any, sight: Sight) -> Any:
        return row.day

    def check(self, row: Any) -> dict[str, str]:
        if self.siblings(row).filter(day=row.day).exclude(pk=row.pk).exists():
            return {"day": _("这一天已有行程，请在那里补充。")}
        return outside(row.visit.inspection, row.visit, day=row.day)


# --- Units ------------------------------------------------------------------------------------------------------------


class UnitForm(RowForm):
    visit = visit_choice()
    arrangement = choice(gettext_lazy("检查方式"), Arrangement)
    name_zh, name_en = pair(gettext_lazy("单位名称（内部）"), 160, help_text=gettext_lazy("只给实地检查的人员看。"))
    published_zh, published_en = pair(
        gettext_lazy("公开表述"), 160, required=False, help_text=gettext_lazy("报告中怎样说，如“某省级部门”。")
    )
    kind_zh, kind_en = pair(gettext_lazy("类别"), 80, required=False)
    locality = Pick(gettext_lazy("所在地区"), registers.localities, help_text=gettext_lazy("不填即为实地检查的地区。"))
    checked_on = on_day(gettext_lazy("检查日期"))
    record = text(gettext_lazy("检查记录"), LONG, required=False, rows=8)
    beside = (("visit", "arrangement"), ("locality", "checked_on"))


class Units(Part):
    key, group, title, one = "units", WHERE, pgettext_lazy("many", "受检单位"), pgettext_lazy("one", "受检单位")
    hint = gettext_lazy("安排、抽查、暗访、远程检测的单位")
    icon = "building-2"
    model, form = Unit, UnitForm
    alike = ("visit_id", "name_zh", "arrangement", "locality_id", "checked_on")
    under = "visit"
    until = FIELD_WORK
    related = ("visit__locality", "visit__inspection", "locality", "inspection")
    columns = (
        Column(gettext_lazy("公开表述"), lambda row, sight: row.published if sight.names else ""),
        Column(gettext_lazy("类别"), lambda row, sight: row.kind),
        Column(gettext_lazy("检查方式"), lambda row, sight: row.get_arrangement_display()),
        Column(gettext_lazy("所在地区"), lambda row, sight: row.locality.name if row.locality else ""),
        Column(gettext_lazy("检查日期"), lambda row, sight: row.checked_on),
    )

    def rows(self, inspection: Inspection, user: Any = None) -> QuerySet:
        """Without the units that a draw brought and still keeps back from `user`."""
        rows = inspection.units.all()
        if user is None:
            return rows
        free = Q(ticket=None) | Q(ticket__draw__embargo_until=None)
        free |= Q(ticket__draw__embargo_until__lte=timezone.now()) | Q(ticket__draw__cleared=user)
        return rows.filter(pk__in=inspection.units.filter(free).values("pk"))

    def name(self, row: Any, sight: Sight) -> Any:
        return row.name if sight.names else row.published or SOME_UNIT

    def hidden(self, sight: Sight) -> tuple[str, ...]:
        return () if sight.names else NAMING

    def assign(self, row: Any, values: Mapping[str, Any]) -> None:
        super().assign(row, values)
        if row.locality_id is None and row.visit is not None:
            row.locality_id = row.visit.locality_id

    def check(self, row: Any) -> dict[str, str]:
        return outside(row.inspection, row.visit, checked_on=row.checked_on)
