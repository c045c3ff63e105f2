"""The filter above the list of findings."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from findings.enums import EvidenceKind, FindingKind, FindingState
from findings.forms.fields import Choice
from findings.queries.choices import articles_of, places_under, places_with_findings, visits_of
from inspections.forms.lists import OfInspectionFilter, choices_with_all, in_page_language
from inspections.models import Article, Inspection, Visit

GROUPS = (("focus", _("检查重点")), ("place", _("地区")), ("article", _("条文")))


class ArticleChoice(Choice):
    def label_from_instance(self, row: Article) -> str:
        return f"{in_page_language(row.instrument.short or row.instrument.title)} {in_page_language(row.label)}"


class FindingFilter(OfInspectionFilter):
    """By kind, state, evidence, place and words; within one inspection by focus point, article and visit, too."""

    kind = forms.ChoiceField(label=_("类别"), required=False, choices=choices_with_all(FindingKind))
    evidence = forms.ChoiceField(label=_("依据"), required=False, choices=choices_with_all(EvidenceKind))
    state = forms.ChoiceField(label=_("状态"), required=False, choices=choices_with_all(FindingState))
    place = Choice(_("地区"), _("全部"))
    focus = forms.IntegerField(
        label=pgettext_lazy("one", "检查重点"), required=False, min_value=1, max_value=99, widget=forms.HiddenInput
    )
    article = ArticleChoice(_("条文"), _("全部"))
    visit = Choice(_("实地检查"), _("全部"))
    group = forms.ChoiceField(required=False, choices=[("", ""), *GROUPS], widget=forms.HiddenInput)
    words_in = ("title_zh", "title_en", "facts_zh", "facts_en", "actor_zh", "actor_en")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        inspection = self.chosen(user)
        self.fields["place"].queryset = places_with_findings(user, inspection)  # type: ignore[attr-defined]
        self.fields["article"].queryset = Article.objects.none()  # type: ignore[attr-defined]
        self.fields["visit"].queryset = Visit.objects.none()  # type: ignore[attr-defined]
        if inspection is None:
            for name in ("article", "visit"):
                self.fields[name].widget = forms.HiddenInput()
        else:
            self.offer(inspection)

    def chosen(self, user: Any) -> Inspection | None:
        code = str(self.data.get("inspection", "")).replace("\0", "")
        return Inspection.objects.visible_to(user).filter(code=code).first() if code else None

    def offer(self, inspection: Inspection) -> None:
        """What there is in `inspection` to choose from; what was chosen in another one is chosen no more."""
        points = [
            (point.order, f"{point.order}. {in_page_language(point.title)}") for point in inspection.focus_points.all()
        ]
        self.fields["focus"].widget = forms.Select(choices=[("", _("全部")), *points])
        self.fields["article"].queryset = articles_of(inspection)  # type: ignore[attr-defined]
        self.fields["visit"].queryset = visits_of(inspection)  # type: ignore[attr-defined]
        self.data = self.data.copy()
        for name in ("article", "visit"):
            try:
                self.fields[name].clean(self.data.get(name, ""))
            except forms.ValidationError:
                self.data.pop(name)

    def narrow(self, rows: QuerySet) -> QuerySet:
        rows = super().narrow(rows)
        asked = self.cleaned_data
        for name in ("kind", "state", "visit"):
            if asked[name]:
                rows = rows.filter(**{name: asked[name]})
        if asked["focus"]:
            rows = self.of_focus(rows, asked["focus"])
        if asked["place"]:
            rows = rows.of_places(places_under(asked["place"]))  # type: ignore[attr-defined]
        if asked["article"]:
            rows = rows.filter(articles=asked["article"])
        if asked["evidence"]:
            rows = rows.filter(pk__in=rows.filter(evidence__kind=asked["evidence"]).values("pk"))
        return rows

    def of_focus(self, rows: QuerySet, order: int) -> QuerySet:
        """Those of the focus point with that number. Within an inspection it is one row, which the index can be asked
        for; over several inspections the number has to be looked up behind each finding."""
        inspection = self.cleaned_data["inspection"]
        if inspection is None:
            return rows.filter(focus_point__order=order)
        return rows.filter(focus_point__in=list(inspection.focus_points.filter(order=order)[:1]))
