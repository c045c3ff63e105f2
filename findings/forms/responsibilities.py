"""Forms of the responsibility list: the filter above it, a line, and the sheet that is filled in on a visit."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.search import any_contains
from core.text import Text
from findings.enums import Answer
from findings.models import ResponsibilityItem
from findings.queries.responsibilities import answered_with
from inspections.forms.fields import Words
from inspections.forms.lists import QUERY_LENGTH, choices_with_all, in_page_language

ARTICLE, HOLDER = "", "holder"
REQUIRED = {"required": _("请填写。")}
CHOOSE = {"required": _("请选择。")}


class TitleChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Any) -> str:
        return in_page_language(row.title)


class ResponsibilityFilter(forms.Form):
    """By focus point, holder, answer and words; `group` is what the lines stand under."""

    q = forms.CharField(label=_("关键词"), required=False, max_length=QUERY_LENGTH)
    focus = forms.ChoiceField(label=pgettext_lazy("one", "检查重点"), required=False)
    holder = forms.ChoiceField(label=_("责任主体"), required=False)
    answer = forms.ChoiceField(label=_("落实情况"), required=False, choices=choices_with_all(Answer))
    group = forms.ChoiceField(
        label=_("分组"), required=False, choices=[(ARTICLE, _("按条文")), (HOLDER, _("按责任主体"))]
    )
    words_in = ("question_zh", "question_en", "holder_name_zh", "holder__name_zh", "answers__evidence")

    def __init__(self, data: Any, *, points: Iterable[Any], holders: Iterable[tuple[str, Text]]) -> None:
        super().__init__(data)
        titles = [(str(point.order), f"{point.order}. {in_page_language(point.title)}") for point in points]
        self.fields["focus"].choices = [("", _("全部")), *titles]  # type: ignore[attr-defined]
        names = [(key, in_page_language(name)) for key, name in holders]
        self.fields["holder"].choices = [("", _("全部")), *names]  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet) -> QuerySet:
        """`rows` that match what was asked; the form is valid."""
        asked = self.cleaned_data
        if asked["focus"]:
            rows = rows.filter(focus_point__order=asked["focus"])
        if asked["holder"]:
            rows = rows.filter(holder_label=asked["holder"])
        if asked["answer"]:
            rows = answered_with(rows, asked["answer"])
        for word in asked["q"].split():
            rows = rows.filter(pk__in=rows.filter(any_contains(self.words_in, word)).values("pk"))
        return rows


class LineForm(forms.Form):
    """One line: which article, whose duty, what to look at."""

    instrument = TitleChoice(label=_("法律文件"), queryset=None, empty_label=_("请选择"), error_messages=CHOOSE)
    number = forms.IntegerField(
        label=_("第几条"), min_value=1, max_value=1999, error_messages=REQUIRED,
        help_text=_("只写数字：第二十一条写21。"),
    )  # fmt: skip
    insertion = forms.IntegerField(
        label=_("之几"), min_value=1, max_value=99, required=False, help_text=_("第二十条之一写1，一般不填。")
    )
    focus_point = TitleChoice(
        label=pgettext_lazy("one", "检查重点"), queryset=None, required=False, empty_label=_("不归入检查重点")
    )
    holder_zh = Words(
        label=_("责任主体"), max_length=120, error_messages=REQUIRED,
        help_text=_("机构写全称或简称；一类单位照方案的说法写，如“网络运营者”。"),
    )  # fmt: skip
    holder_en = Words(label=_("责任主体（英文）"), max_length=160, required=False)
    question_zh = Words(
        label=_("检查内容"), max_length=300, error_messages=REQUIRED, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写成能用“落实”或“未落实”回答的问题。"),
    )  # fmt: skip
    question_en = Words(
        label=_("检查内容（英文）"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    base = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    rows = (
        ("instrument", "focus_point"),
        ("number", "insertion"),
        ("holder_zh", "holder_en"),
        ("question_zh", "question_en"),
    )

    def __init__(
        self, data: Any = None, *, instruments: QuerySet, points: QuerySet, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.fields["instrument"].queryset = instruments  # type: ignore[attr-defined]
        self.fields["focus_point"].queryset = points  # type: ignore[attr-defined]
        for name in ("holder", "question"):
            self.fields[f"{name}_zh"].widget.attrs["lang"] = "zh-Hans"
            self.fields[f"{name}_en"].widget.attrs["lang"] = "en"

    def in_rows(self) -> list[list[forms.BoundField]]:
        """The fields as they stand beside each other."""
        return [[self[name] for name in row] for row in self.rows]

    def values(self) -> dict[str, Any]:
        """What the actions take; the form is valid."""
        typed = self.cleaned_data
        both = {name: Text(typed[f"{name}_zh"], typed[f"{name}_en"]) for name in ("holder", "question")}
        return {name: typed[name] for name in ("instrument", "number", "insertion", "focus_point")} | both


def begin_with(item: ResponsibilityItem) -> dict[str, Any]:
    """What the form of `item` starts with."""
    texts: dict[str, str] = {}
    for name, text in (("holder", item.holder_text), ("question", item.question)):
        texts |= {f"{name}_zh": text.zh, f"{name}_en": text.en}
    return {
        "instrument": item.article.instrument,
        "number": item.article.number,
        "insertion": item.article.insertion or None,
        "focus_point": item.focus_point,
        "base": item.version,
        **texts,
    }
