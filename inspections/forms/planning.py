"""Forms of the planning: a topic, a decision from the minutes, a letter, and where to copy from."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.text import Text
from inspections.enums import DecisionOutcome, DecisionSubject, LetterKind
from inspections.forms.lists import in_page_language
from inspections.models import Delegation, Inspection
from inspections.queries import choices, registers
from inspections.scheme.fields import CHOOSE, BodyLines, choice, day, number, pair, text, yes_no
from inspections.scheme.form import unknown


class PlanningForm(forms.Form):
    """Base: fields stand in `rows`; a text in two languages comes as one value of `values()`."""

    rows: tuple[tuple[str, ...], ...] = ()

    def __init__(self, *args: Any, user: Any, inspection: Inspection | None = None, **given: Any) -> None:
        super().__init__(*args, **given)
        self.user, self.inspection = user, inspection
        for field in self.fields.values():
            if isinstance(field, BodyLines):
                field.open(inspection, user, None)
        self.prepare()

    def prepare(self) -> None:
        """What depends on the person or the inspection."""

    def clean(self) -> dict[str, Any]:
        for name in [name for name, field in self.fields.items() if isinstance(field, BodyLines)]:
            for line in [line for line in self.cleaned_data.get(name, []) if isinstance(line, str)]:
                self.add_error(name, unknown(line, new=False))
        return self.cleaned_data

    def in_rows(self) -> list[list[forms.BoundField]]:
        """The fields as they stand beside each other."""
        return [[self[name] for name in row if name in self.fields] for row in self.rows]

    def values(self) -> dict[str, Any]:
        """What was typed; the form is valid."""
        asked = self.cleaned_data
        pairs = {name[:-3]: Text(asked[name], asked[f"{name[:-3]}_en"]) for name in asked if name.endswith("_zh")}
        return {name: value for name, value in asked.items() if name[:-3] not in pairs} | pairs

    def keys(self, name: str) -> list[Any]:
        """The keys of the rows that were named in a field of lines."""
        return [row.pk for row in self.cleaned_data[name]]


class BodyChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Any) -> str:
        return in_page_language(row.name)


class ProposeForm(PlanningForm):
    title_zh, title_en = pair(_("检查名称"), 200)
    organiser = BodyChoice(label=_("组织检查的常委会"), queryset=None, empty_label=None, error_messages=CHOOSE)
    year = number(_("年度"), low=1900, high=2999, required=True)
    instruments = BodyLines(_("检查的法律法规"), registers.instruments)
    purpose_zh, purpose_en = pair(_("提出议题的理由"), rows=4)
    basis_zh, basis_en = pair(_("检查依据"), 200, required=False)
    rows = (
        ("title_zh", "title_en"),
        ("organiser", "year"),
        ("instruments",),
        ("purpose_zh", "purpose_en"),
        ("basis_zh", "basis_en"),
    )

    def prepare(self) -> None:
        self.fields["organiser"].queryset = choices.may_propose_for(self.user)  # type: ignore[attr-defined]
        self.fields["instruments"].help_text = _("一行一个，写全称或简称。还没有登记的，可以在起草方案时再补。")
        self.fields["basis_zh"].help_text = _("不填则按年度监督工作计划。")


class DecisionForm(PlanningForm):
    subject = choice(_("事项"), DecisionSubject)
    outcome = choice(pgettext_lazy("decision", "结果"), DecisionOutcome)
    meeting_zh, meeting_en = pair(
        pgettext_lazy("decision", "会议"), 160, help_text=_("写全称，例如：第十二届全国人大常委会第八十次委员长会议。")
    )
    held_on = day(_("会议日期"), required=True)
    document_number = text(_("文号"), 60, required=False, help_text=_("会议纪要或者批准文件的文号。"))
    note_zh, note_en = pair(pgettext_lazy("remark", "说明"), required=False, rows=3)
    rows = (
        ("subject", "outcome"),
        ("meeting_zh", "meeting_en"),
        ("held_on", "document_number"),
        ("note_zh", "note_en"),
    )

    def prepare(self) -> None:
        self.fields["note_zh"].help_text = _("更正此前误记的决定时，请在这里写明。")


class DelegationChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Delegation) -> str:
        return in_page_language(row.body.name if row.body else row.described)


class LetterForm(PlanningForm):
    kind = choice(pgettext_lazy("sort", "种类"), LetterKind)
    number = text(_("文号"), 60, help_text=_("例如：常办〔2017〕12号。"))
    issued_on = day(_("成文日期"), required=True)
    recipients = BodyLines(_("主送机关"), registers.bodies)
    delegation = DelegationChoice(
        label=_("对应的委托"), queryset=None, required=False, empty_label=_("（未填）"), help_text=_("只用于委托函。")
    )
    addressee_zh, addressee_en = pair(
        _("主送机关的写法"), 200, required=False, help_text=_("不填则依次写主送机关的名称。")
    )
    contact = text(_("联系人及电话"), 160, required=False)
    english = yes_no(_("另附英文译文"))
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    rows = (
        ("kind", "number", "issued_on"),
        ("recipients",),
        ("delegation",),
        ("addressee_zh", "addressee_en"),
        ("contact",),
        ("english",),
    )

    def prepare(self) -> None:
        self.fields["delegation"].queryset = choices.delegations(self.inspection)  # type: ignore[attr-defined, arg-type]

    @staticmethod
    def begin(inspection: Inspection) -> dict[str, Any]:
        """What stands in a new form: whom the scheme names, and today."""
        recipients = [body.pk for body in choices.likely_recipients(inspection)]
        return {"kind": LetterKind.NOTICE, "issued_on": timezone.localdate(), "recipients": recipients}

    def letter_values(self, bodies: Mapping[Any, Any]) -> dict[str, Any]:
        """What `letter_of` takes; `bodies` are the rows of the recipients by their keys."""
        return {**self.values(), "recipients": [bodies[key] for key in self.keys("recipients")]}


class InspectionChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Inspection) -> str:
        return f"{row.year} · {in_page_language(row.title)}"


class CopyForm(PlanningForm):
    source = InspectionChoice(
        label=_("从哪一次检查复制"), queryset=None, empty_label=_("请选择"), to_field_name="code", error_messages=CHOOSE
    )
    rows = (("source",),)

    def prepare(self) -> None:
        self.fields["source"].queryset = choices.earlier_inspections(self.inspection, self.user)  # type: ignore[attr-defined, arg-type]
