from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from findings.enums import EvidenceKind, FindingKind, FindingState
from inspections.forms import OfInspectionFilter, choices_with_all


class FindingFilter(OfInspectionFilter):
    """By kind, state, evidence, focus point and words."""

    kind = forms.ChoiceField(label=_("类别"), required=False, choices=choices_with_all(FindingKind))
    evidence = forms.ChoiceField(label=_("依据"), required=False, choices=choices_with_all(EvidenceKind))
    state = forms.ChoiceField(label=_("状态"), required=False, choices=choices_with_all(FindingState))
    focus = forms.IntegerField(required=False, min_value=1, max_value=99, widget=forms.HiddenInput)
    words_in = ("title_zh", "title_en", "facts_zh", "facts_en", "actor_zh", "actor_en")

    def narrow(self, rows: QuerySet) -> QuerySet:
        rows = super().narrow(rows)
        asked = self.cleaned_data
        if asked["kind"]:
            rows = rows.filter(kind=asked["kind"])
        if asked["state"]:
            rows = rows.filter(state=asked["state"])
        if asked["focus"]:
            rows = rows.filter(focus_point__order=asked["focus"])
        if asked["evidence"]:
            rows = rows.filter(pk__in=rows.filter(evidence__kind=asked["evidence"]).values("pk"))
        return rows
