"""Fields of forms that findings and leads share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Body, Locality
from inspections.forms.fields import Day, Words
from inspections.forms.lists import in_page_language
from inspections.models import FocusPoint, Unit, Visit

REQUIRED = {"required": _("请填写。")}
CHOOSE = {"required": _("请选择。"), "invalid_choice": _("请从列表中选择。")}


def day(label: Any, help_text: Any = "", *, required: bool = False) -> Day:
    return Day(
        label=label,
        help_text=help_text,
        required=required,
        error_messages={"invalid": _("请按“2017-09-18”的样子填写日期。"), **REQUIRED},
    )


def words(
    label: Any, length: int, help_text: Any = "", *, lang: str = "", rows: int = 0, required: bool = False
) -> Any:
    """A text of at most `length` characters, in several lines where `rows` says so."""
    attrs: dict[str, Any] = {"lang": lang} if lang else {}
    widget = forms.Textarea(attrs={**attrs, "rows": rows}) if rows else forms.TextInput(attrs=attrs)
    return Words(
        label=label,
        help_text=help_text,
        max_length=length,
        required=required,
        widget=widget,
        error_messages=REQUIRED,
    )


class Choice(forms.ModelChoiceField):
    """One row by its name in the language of the page; which rows there are, the form says."""

    def __init__(self, label: Any, none: Any, *, required: bool = False, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            queryset=None,
            required=required,
            empty_label=none,
            help_text=help_text,
            error_messages=CHOOSE,
        )

    def label_from_instance(self, row: Any) -> str:
        if isinstance(row, Visit):
            when = in_page_language(row.period_text)
            name = in_page_language(row.locality.name)
            return f"{name}（{when}）" if when else name
        if isinstance(row, FocusPoint):
            return f"{row.order}. {in_page_language(row.title)}"
        if isinstance(row, Locality | Body | Unit):
            return in_page_language(row.name)
        return str(row)
