"""从责任清单带入: which lines of the responsibility list a section of a request asks about."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext_lazy, ngettext

from core.templatetags.words import best
from findings.actions.asking import ask_duties, words_of
from findings.queries.asking import duties_for
from inspections.enums import SectionKind
from inspections.views.request_editing import SectionPage


class DutiesForm(forms.Form):
    """The lines to be taken over."""

    numbers = forms.MultipleChoiceField(
        label=gettext_lazy("责任清单的条目"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少选择一条。")},
    )  # fmt: skip

    def __init__(self, data: Any, *, choices: list[tuple[str, str]], chosen: list[str]) -> None:
        super().__init__(data, initial={"numbers": chosen})
        self.fields["numbers"].choices = choices  # type: ignore[attr-defined]


class DutiesFromList(SectionPage):
    """All lines that are not asked yet, chosen; those asked already are only counted."""

    template_name = "requests/duties.html"
    label = gettext_lazy("从责任清单带入")

    def prepare(self) -> None:
        super().prepare()
        if self.section.kind != SectionKind.DUTIES:
            raise Http404

    def form(self, data: Any = None) -> DutiesForm:
        user: Any = self.request.user
        items = list(duties_for(self.row, user))
        there = set(self.section.questions.values_list("prompt_zh", flat=True))
        new = [item for item in items if item.question.zh not in there]
        self.already = len(items) - len(new)
        choices = [(str(item.order), " — ".join(best(words) for words in words_of(item))) for item in new]
        return DutiesForm(data, choices=choices, chosen=[number for number, _label in choices])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.already = 0
        return {**super().get_context_data(**kwargs), "already": self.already}

    def act(self, form: Any) -> str:
        user: Any = self.request.user
        numbers = [int(number) for number in form.cleaned_data["numbers"]]
        added = ask_duties(section=self.section, numbers=numbers, by=user)
        messages.success(
            self.request, ngettext("已带入%(number)s条。", "已带入%(number)s条。", added) % {"number": added}
        )
        return f"{self.back}#questions"
