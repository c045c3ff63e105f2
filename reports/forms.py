"""The glossary: the filter above the list, and the form of a term."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.search import containing
from inspections.forms.lists import QUERY_LENGTH, choices_with_all
from reports.enums import TermGroup

CURRENT, RETIRED, ALL = "", "retired", "all"
SEARCHED = ("zh", "zh_variants", "en", "short", "accepted", "avoided")
LIST_LENGTH = 2000


class GlossaryFilter(forms.Form):
    """By words in either language, by group, and whether a term is in use."""

    q = forms.CharField(label=_("关键词"), required=False, max_length=QUERY_LENGTH)
    group = forms.ChoiceField(label=_("分组"), required=False, choices=choices_with_all(TermGroup))
    use = forms.ChoiceField(
        label=_("使用情况"),
        required=False,
        choices=[(CURRENT, _("现用")), (RETIRED, _("已停用")), (ALL, _("全部"))],
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def narrow(self, rows: QuerySet) -> QuerySet:
        """`rows` that match what was asked; the form is valid."""
        asked = self.cleaned_data
        if asked["use"] == CURRENT:
            rows = rows.current()  # type: ignore[attr-defined]
        if asked["use"] == RETIRED:
            rows = rows.filter(valid_to__lt=timezone.localdate())
        if asked["group"]:
            rows = rows.filter(group=asked["group"])
        return containing(rows, asked["q"], SEARCHED)


def _lines(label: Any, help_text: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=LIST_LENGTH, widget=widget)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _day(label: Any, help_text: Any, *, required: bool = False) -> forms.DateField:
    errors = {"invalid": _("请按“2018-03-11”的样子填写日期。"), "required": _("请填写。")}
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=DayInput(),
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"],
        error_messages=errors,
    )


def _text(label: Any, length: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=length, error_messages={"required": _("请填写。")}
    )


class TermForm(forms.Form):
    """A term as a person writes it: what has several forms has one a line."""

    zh = _text(_("中文"), 120)
    zh_variants = _lines(_("中文别称"), _("简称和其他说法，一行一个。"))
    en = _text(_("英文译法"), 300, _("正式译法。专名首字母大写。"))
    short = _lines(_("缩写与简称"), _("一行一个。可与正式译法混用。"))
    accepted = _lines(_("也可用的译法"), _("一行一个。同一份报告里应只用一种，混用会提示。"))
    avoided = _lines(_("不采用的译法"), _("一行一个。报告里出现会提示。"))
    group = forms.ChoiceField(label=_("分组"), choices=[("", _("请选择")), *TermGroup.choices])
    checked = forms.TypedChoiceField(
        label=_("体检时核对"),
        choices=[("yes", _("核对")), ("no", _("不核对"))],
        coerce=lambda value: value == "yes",
        initial="yes",
        help_text=_("“委托”“建议”等常用词译法灵活，只收录，不核对。"),
    )
    valid_from = _day(_("启用日期"), _("不填表示一直在用。"))
    valid_to = _day(_("停用日期"), _("用到这一天为止。"))
    note = _lines(_("备注"), "")
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    rows = (
        ("zh", "zh_variants"),
        ("en", "short"),
        ("accepted", "avoided"),
        ("group", "checked"),
        ("valid_from", "valid_to"),
        ("note",),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].error_messages["required"] = _("请选择。")
        for name, language in (("zh", "zh-Hans"), ("zh_variants", "zh-Hans"), ("en", "en"), ("short", "en"),
                               ("accepted", "en"), ("avoided", "en")):  # fmt: skip
            self.fields[name].widget.attrs["lang"] = language

    def in_rows(self) -> list[list[forms.BoundField]]:
        """The fields as they stand beside each other."""
        return [[self[name] for name in row] for row in self.rows]


class RetireForm(forms.Form):
    """The last day of a term, and why."""

    last_day = _day(_("用到哪一天"), _("这一天及以前的报告仍按这条术语核对。"), required=True)
    rows = (("last_day",), ("note",))
    in_rows = TermForm.in_rows
    note = forms.CharField(
        label=pgettext_lazy("of a change", "理由"),
        required=False,
        max_length=LIST_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
