"""Forms of delegations: whom to entrust and by when, the letter, why one is void, and the joint record."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.text import Text
from inspections.actions.entrusting import REASON_LENGTH
from inspections.enums import DelegationMode
from inspections.forms.lists import in_page_language
from inspections.models import Delegation, Inspection, Request
from inspections.queries.entrusting import may_be_entrusted
from inspections.scheme.fields import choice, day, number, pair, text, yes_no

SEVERAL = {"required": _("请至少选择一个人大常委会。"), "invalid_choice": _("请从列出的人大常委会中选择。")}
ISSUED = {"required": _("请选择要发函的委托。"), "invalid_choice": _("请从列出的委托中选择。")}


class BodyBoxes(forms.ModelMultipleChoiceField):
    def label_from_instance(self, row: Any) -> str:
        return in_page_language(row.name)


class RequestChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Request) -> str:
        return in_page_language(row.title)


class InRows(forms.Form):
    """Fields stand in `rows`; a text in two languages comes as one value of `values()`."""

    rows: tuple[tuple[str, ...], ...] = ()

    def in_rows(self) -> list[list[forms.BoundField]]:
        """The fields as they stand beside each other."""
        return [[self[name] for name in row if name in self.fields] for row in self.rows]

    def values(self) -> dict[str, Any]:
        """What was typed; the form is valid."""
        asked = self.cleaned_data
        pairs = {name[:-3]: Text(asked[name], asked[f"{name[:-3]}_en"]) for name in asked if name.endswith("_zh")}
        return {name: value for name, value in asked.items() if name[:-3] not in pairs} | pairs


class ChangeForm(InRows):
    """As what a body is entrusted, what is asked of it, and by when."""

    mode = choice(_("形式"), DelegationMode)
    request = RequestChoice(
        label=_("委托事项"), queryset=None, required=False, empty_label=_("（未填）"), help_text=_("联动检查不填。")
    )
    due = day(_("报送期限"), help_text=_("不填则按委托事项的办理期限，从成文日期起算。"))
    days = number(_("或者几个工作日"), high=999, help_text=_("从今天起，按本级的工作日安排计算。"))
    seen = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    rows: tuple[tuple[str, ...], ...] = (("mode", "request"), ("due", "days"))

    def __init__(self, *args: Any, user: Any, inspection: Inspection, parent: Delegation | None, **given: Any) -> None:
        super().__init__(*args, **given)
        requests = Request.objects.visible_to(user).filter(inspection=inspection, parent=parent).order_by("pk")
        self.fields["request"].queryset = requests  # type: ignore[attr-defined]
        self.fields["mode"].initial = DelegationMode.INSPECTION
        if not self.is_bound and "request" not in self.initial and requests.count() == 1:
            self.initial["request"] = requests.get()


class NewForm(ChangeForm):
    bodies = BodyBoxes(
        label=_("受委托的人大常委会"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages=SEVERAL,
    )
    field_order = ("bodies", "mode", "request", "due", "days")

    def __init__(self, *args: Any, inspection: Inspection, parent: Delegation | None, **given: Any) -> None:
        super().__init__(*args, inspection=inspection, parent=parent, **given)
        self.fields["bodies"].queryset = may_be_entrusted(inspection, parent)  # type: ignore[attr-defined]


class IssueForm(InRows):
    """文号, date and contact of a letter to the delegations that are chosen."""

    delegations = BodyBoxes(
        label=_("受委托的人大常委会"), queryset=None, widget=forms.CheckboxSelectMultiple, error_messages=ISSUED
    )
    number = text(_("文号"), 60, help_text=_("例如：常办〔2017〕12号。"))
    issued_on = day(_("成文日期"), required=True)
    contact = text(_("联系人及电话"), 160, required=False)
    addressee_zh, addressee_en = pair(
        _("主送机关的写法"), 200, required=False, help_text=_("不填则依次写主送机关的名称。")
    )
    with_fingerprint = yes_no(_("写明文件包的核对码"), _("对方不使用本系统、以文件包往来时需要。"))
    english = yes_no(_("另附英文译文"))
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    rows = (("number", "issued_on"), ("contact",), ("addressee_zh", "addressee_en"), ("with_fingerprint", "english"))

    def __init__(self, *args: Any, delegations: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["delegations"]
        field.queryset = delegations
        field.label_from_instance = lambda row: in_page_language(row.body.name)
        if not self.is_bound:
            self.initial.setdefault("issued_on", timezone.localdate())


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=pgettext_lazy("of a change", "理由"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("双方都能看到，并写入办理记录，写入后不能更改。"),
        error_messages={"required": _("请写明理由。")},
    )


class JointForm(InRows):
    """An entry of the record that both sides keep."""

    day = day(_("日期"), required=True)
    text_zh, text_en = pair(_("情况"), 20_000, rows=6)
    file = forms.FileField(
        label=_("附件"), required=False, help_text=_("照片、PDF、Word（.docx）或Excel（.xlsx），最大20 MB。")
    )
    rows = (("day",), ("text_zh", "text_en"), ("file",))

    def clean_day(self) -> Any:
        moment = self.cleaned_data["day"]
        if moment and moment > timezone.localdate():
            self.add_error("day", _("日期不能晚于今天。"))
        return moment
