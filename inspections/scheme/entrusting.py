"""Whom the inspection entrusts, and by when things are to be done."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.text import Text
from inspections.actions.entrusting import BEFORE_ISSUE
from inspections.enums import DeadlineKind, DelegationMode
from inspections.models import Deadline, Delegation, Inspection
from inspections.queries import registers
from inspections.queries.entrusting import next_place
from inspections.scheme.basics import ENTRUSTED
from inspections.scheme.fields import Pick, choice, day, pair
from inspections.scheme.fields import number as whole
from inspections.scheme.form import RowForm
from inspections.scheme.part import THE_END, Column, Part, Sight


class DelegationForm(RowForm):
    mode = choice(gettext_lazy("形式"), DelegationMode)
    due = day(gettext_lazy("报送期限"))
    body = Pick(
        gettext_lazy("受委托的人大常委会"),
        registers.bodies,
        help_text=gettext_lazy("逐个列名的填这里；只说数量的写在下面。"),
    )
    described_zh, described_en = pair(
        gettext_lazy("委托对象的表述"), 200, required=False, help_text=gettext_lazy("如“其他省（区、市）人大常委会”。")
    )
    number = whole(gettext_lazy("数量"), help_text=gettext_lazy("没有列名时填写。"))
    beside = (("mode", "due"),)

    def prepare(self) -> None:
        self.fields["mode"].initial = DelegationMode.INSPECTION

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if "body" in self.errors:
            return values
        if not values.get("body") and not values.get("described_zh"):
            self.add_error("body", _("请填写受委托的人大常委会，或者写明委托对象。"))
        if values.get("body") and values.get("number"):
            self.add_error("number", _("已列名的不填数量。"))
        return values


class Delegations(Part):
    key, group, title, one = "delegations", ENTRUSTED, gettext_lazy("委托检查"), gettext_lazy("委托检查")
    hint = gettext_lazy("委托哪些人大常委会、何时报送")
    icon = "send"
    model, form = Delegation, DelegationForm
    alike = ("mode", "body_id", "described_zh", "number")
    related = ("body",)
    columns = (
        Column(gettext_lazy("状态"), lambda row, sight: row, "delegation"),
        Column(gettext_lazy("形式"), lambda row, sight: row.get_mode_display()),
        Column(gettext_lazy("数量"), lambda row, sight: row.number, "number"),
        Column(gettext_lazy("报送期限"), lambda row, sight: row.due),
    )

    def rows(self, inspection: Inspection, user: Any = None) -> QuerySet:
        """The organiser's own: whom a body entrusts in its turn is between those two."""
        return super().rows(inspection, user).filter(parent=None)

    def siblings(self, row: Any) -> QuerySet:
        return super().siblings(row).filter(parent=None)

    def places(self, row: Any) -> QuerySet:
        """Those of other bodies are numbered with them."""
        return super().siblings(row)

    def store(self, row: Any, inspection: Inspection, by: Any) -> None:
        """Rows are moved and codes stay: the code of a new one may not be that of its place."""
        if not row.code:
            row.code = next_place(inspection)[1]
        super().store(row, inspection, by)

    def check_change(self, row: Any, inspection: Inspection) -> str:
        if row.state in BEFORE_ISSUE:
            return ""
        return _("委托函已经发出，请在“委托检查”页办理。")

    check_void = check_change

    def name(self, row: Any, sight: Sight) -> Any:
        return row.body.name if row.body else row.described

    def assign(self, row: Any, values: Mapping[str, Any]) -> None:
        """A body that is named needs no description of its own."""
        super().assign(row, values)
        if row.body and not row.described:
            row.described = Text(row.body.name.zh, row.body.name.en)

    def check(self, row: Any) -> dict[str, str]:
        if row.body_id and self.siblings(row).filter(body_id=row.body_id, void_reason="").exclude(pk=row.pk).exists():
            return {"body": _("已委托这个人大常委会。")}
        return {}


class DeadlineForm(RowForm):
    kind = choice(gettext_lazy("事项"), DeadlineKind)
    due = day(gettext_lazy("期限"), required=True)
    title_zh, title_en = pair(pgettext_lazy("remark", "说明"), 160, required=False)
    done_on = day(gettext_lazy("完成日期"))
    beside = (("kind", "due"),)

    def clean_done_on(self) -> Any:
        moment = self.cleaned_data["done_on"]
        if moment and moment > timezone.localdate():
            self.add_error("done_on", _("完成日期不能晚于今天。"))
        return moment


class Deadlines(Part):
    key, group, title, one = "deadlines", ENTRUSTED, pgettext_lazy("many", "期限"), pgettext_lazy("one", "期限")
    hint = gettext_lazy("通知、实地检查、材料、报告等的时限")
    icon = "alarm-clock"
    model, form = Deadline, DeadlineForm
    alike = ("kind", "due", "title_zh")
    keys, ordered = ("due",), False
    until, late = THE_END, ("done_on",)
    columns = (
        Column(pgettext_lazy("remark", "说明"), lambda row, sight: row.title),
        Column(gettext_lazy("期限"), lambda row, sight: row.due),
        Column(gettext_lazy("完成情况"), lambda row, sight: row, "done"),
    )

    def name(self, row: Any, sight: Sight) -> Any:
        return row.get_kind_display()
