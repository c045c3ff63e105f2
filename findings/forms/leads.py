"""Leads: the filter above the list, and the forms by which one is written down, passed on and answered."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from findings.enums import LeadChannel, LeadState
from findings.forms.fields import CHOOSE, Choice, day, words
from findings.models import Lead
from findings.queries.choices import organs, places_within, visits_of
from inspections.forms.lists import OfInspectionFilter, choices_with_all
from inspections.models import Inspection

LONGEST = 4000


class LeadFilter(OfInspectionFilter):
    """By inspection, state, channel and words."""

    state = forms.ChoiceField(label=_("状态"), required=False, choices=choices_with_all(LeadState))
    channel = forms.ChoiceField(label=_("来源"), required=False, choices=choices_with_all(LeadChannel))
    words_in = ("content", "informant", "answer")

    def narrow(self, rows: QuerySet) -> QuerySet:
        rows = super().narrow(rows)
        for name in ("state", "channel"):
            if asked := self.cleaned_data[name]:
                rows = rows.filter(**{name: asked})
        return rows


class LeadForm(forms.Form):
    """A lead as it came."""

    channel = forms.ChoiceField(
        label=_("来源"), choices=[("", _("请选择")), *LeadChannel.choices], error_messages=CHOOSE
    )
    received_on = day(_("收到日期"), required=True)
    content = words(_("反映内容"), LONGEST, _("按原意写明。不评判，不定性。"), rows=6, required=True)
    informant = words(_("反映人"), 160, _("只有办理线索的人员看得到。匿名的不填。"))
    place = Choice(_("所在地区"), _("未确定"))
    visit = Choice(_("实地检查"), _("不是在实地检查中收到的"))
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    rows = (("channel", "received_on"), ("content",), ("informant",), ("visit", "place"))

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places_within(inspection)  # type: ignore[attr-defined]
        self.fields["visit"].queryset = visits_of(inspection)  # type: ignore[attr-defined]

    def clean_received_on(self) -> Any:
        if self.cleaned_data["received_on"] > timezone.localdate():
            raise forms.ValidationError(_("收到日期不能晚于今天。"))
        return self.cleaned_data["received_on"]

    def in_rows(self) -> list[list[forms.BoundField]]:
        """The fields as they stand beside each other."""
        return [[self[name] for name in row] for row in self.rows]


class PassOnForm(forms.Form):
    """To whom a lead is handed over."""

    to = Choice(_("转交机构"), _("请选择"), required=True)

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        super().__init__(*args, initial={"to": lead.passed_to_id}, **kwargs)
        self.fields["to"].queryset = organs()  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the body answered."""

    answer = words(_("反馈情况"), LONGEST, _("写明转交机构如何处理、结果如何。"), rows=6, required=True)

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        super().__init__(*args, initial={"answer": lead.answer}, **kwargs)


class NoForm(forms.Form):
    """A step that asks for nothing but a note."""

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
