"""Forms of taking over: which rows are shown, and what becomes of those that were picked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from findings.enums import FindingKind, QuantityWord
from findings.recording import LONG, MOST_COUNTED, SHORT
from inspections.forms.lists import QUERY_LENGTH, choices_with_all

# Fields of an entry → those of this form, for what is refused.
PLACES = {"title.zh": "title", "facts.zh": "facts", "counted_of": "counted_of"}


class RowFilter(forms.Form):
    """Which rows of findings are shown: by section, body, kind and words."""

    q = forms.CharField(label=_("关键词"), required=False, max_length=QUERY_LENGTH)
    kind = forms.ChoiceField(label=_("类别"), required=False)
    section = forms.ChoiceField(label=pgettext_lazy("return", "部分"), required=False)
    body = forms.ChoiceField(label=_("机构"), required=False)

    def __init__(
        self, *args: Any, sections: list[tuple[str, Any]], bodies: list[tuple[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("全部"))]
        self.fields["kind"].choices = choices_with_all(FindingKind)  # type: ignore[attr-defined]
        self.fields["section"].choices = [*everything, *sections]  # type: ignore[attr-defined]
        self.fields["body"].choices = [*everything, *bodies]  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """What a merged finding says: the proposal, as somebody left it."""

    kind = forms.ChoiceField(label=_("类别"), choices=FindingKind.choices)
    title = forms.CharField(label=_("标题"), max_length=SHORT)
    facts = forms.CharField(
        label=_("具体情况"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 10}), required=False
    )
    counted = forms.IntegerField(label=_("存在此情况的数量"), min_value=0, max_value=MOST_COUNTED, required=False)
    counted_of = forms.IntegerField(
        label=_("检查总数"),
        min_value=0,
        max_value=MOST_COUNTED,
        required=False,
        help_text=_("已报送的机构数，可以按实际核对过的数量修改。"),
    )
    word = forms.ChoiceField(
        label=_("数量词"),
        choices=[("", _("不用数量词")), *QuantityWord.choices],
        required=False,
        help_text=_("按数量建议；与数量不符的词不能保存。"),
    )

    def entry(self) -> dict[str, Any]:
        """The entry of the finding, without what it rests on."""
        said = self.cleaned_data
        return {
            "kind": said["kind"],
            "title": {"zh": said["title"]},
            "facts": {"zh": said["facts"]},
            "counted": said["counted"],
            "counted_of": said["counted_of"],
            "quantity_word": said["word"],
        }

    def refuse(self, refusal: ValidationError) -> None:
        """Put what the action refused beside its field."""
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        places = {**PLACES, "quantity_word": "word"}
        for name, errors in refusal.error_dict.items():
            place = places.get(name, name)
            self.add_error(place if place in self.fields else None, errors)
