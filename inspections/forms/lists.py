"""Filters above lists. A filter never finds a row that the queryset it narrows did not hold."""

from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.search import containing
from core.text import Text
from inspections.models import Inspection

QUERY_LENGTH = 100


def in_page_language(text: Text) -> str:
    return text.best("en" if (get_language() or "").startswith("en") else "zh")


class InspectionChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Inspection) -> str:
        return in_page_language(row.title)


class OfInspectionFilter(forms.Form):
    """By inspection and by words in either language."""

    q = forms.CharField(label=_("关键词"), required=False, max_length=QUERY_LENGTH)
    inspection = InspectionChoice(
        label=pgettext_lazy("one", "执法检查"),
        required=False,
        queryset=Inspection.objects.none(),
        to_field_name="code",
        empty_label=_("全部"),
    )
    words_in: tuple[str, ...] = ("title_zh", "title_en")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspection"].queryset = Inspection.objects.visible_to(user)  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet) -> QuerySet:
        """`rows` that match what was asked; the form is valid."""
        if inspection := self.cleaned_data["inspection"]:
            rows = rows.filter(inspection=inspection)
        return containing(rows, self.cleaned_data["q"], self.words_in)


def choices_with_all(choices: type[models.TextChoices]) -> list[tuple[str, Any]]:
    return [("", _("全部")), *choices.choices]
