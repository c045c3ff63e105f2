"""What is asked beside returns: which of them to show, and a remark."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.templatetags.words import best
from core.text import Text
from findings.actions.reviewing import LONGEST_REMARK
from findings.enums import RemarkKind
from inspections.models import Request

GROUP_CHOICES = (
    ("", _("全部")),
    ("awaited", _("未报送")),
    ("submitted", _("已报送，待接收")),
    ("returned", _("退回补充")),
    ("accepted", _("已接收")),
)


class RequestChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Request) -> str:
        return best(row.title)


class ReturnsFilter(forms.Form):
    """Which request, where there are several, and how far the returns are."""

    request = RequestChoice(
        label=_("委托事项"), queryset=Request.objects.none(), to_field_name="code", empty_label=None, required=False
    )
    state = forms.ChoiceField(label=_("进展"), choices=GROUP_CHOICES, required=False)

    def __init__(self, *args: Any, requests: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request"].queryset = requests  # type: ignore[attr-defined]
        if len(requests) < 2:
            del self.fields["request"]


class RemarkForm(forms.Form):
    """A note or a reason beside an item. Where the item has parts (the columns of a row, the fields of a finding),
    `address` asks beside which of them."""

    address = forms.ChoiceField(label=_("针对"))
    kind = forms.ChoiceField(label=_("种类"), choices=RemarkKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("内容"),
        max_length=LONGEST_REMARK,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明内容。")},
    )

    def __init__(self, *args: Any, places: list[tuple[str, Text]], may_send_back: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        address: Any = self.fields["address"]
        address.choices = [(place, best(label)) for place, label in places]
        if len(places) == 1:
            address.widget, address.required = forms.HiddenInput(), False
        if not may_send_back:
            kind: Any = self.fields["kind"]
            kind.choices = [(RemarkKind.NOTE.value, RemarkKind.NOTE.label)]

    def clean_address(self) -> str:
        """The item itself, where there is nothing to choose."""
        return self.cleaned_data["address"] or self.initial["address"]
