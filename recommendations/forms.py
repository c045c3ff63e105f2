from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from inspections.forms.lists import OfInspectionFilter, choices_with_all
from recommendations.enums import Category, RecommendationState


class RecommendationFilter(OfInspectionFilter):
    """By category, state and words."""

    category = forms.ChoiceField(label=_("类别"), required=False, choices=choices_with_all(Category))
    state = forms.ChoiceField(label=_("状态"), required=False, choices=choices_with_all(RecommendationState))
    words_in = ("title_zh", "title_en", "content_zh", "content_en")

    def narrow(self, rows: QuerySet) -> QuerySet:
        rows = super().narrow(rows)
        for name in ("category", "state"):
            if asked := self.cleaned_data[name]:
                rows = rows.filter(**{name: asked})
        return rows
