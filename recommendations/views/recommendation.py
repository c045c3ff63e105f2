from typing import Any

from django.db.models import Count, Prefetch

from core.pages import DetailPage, ListPage, seen_through
from findings.models import Finding
from findings.queries.sources import sources_of
from recommendations.enums import RecommendationState
from recommendations.forms import RecommendationFilter
from recommendations.models import Recommendation


class RecommendationList(ListPage):
    """Recommendations, with whom they address and how many problems they answer."""

    model = Recommendation
    template_name = "recommendations/recommendation_list.html"
    filter_form = RecommendationFilter
    keys = ["inspection_id", "order"]

    def get_rows(self) -> Any:
        rows = super().get_rows().select_related("inspection")
        return rows.prefetch_related("addressees__body", self.answers())

    def answers(self) -> Prefetch:
        """The problems answered, as far as this person sees them: a responsible body sees none."""
        return Prefetch("answers", Finding.objects.visible_to(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds how many recommendations the person sees in each state, whatever the filter."""
        seen = Recommendation.objects.visible_to(self.request.user)
        counts = dict(seen.order_by().values_list("state").annotate(number=Count("pk")))
        standing = [(label, counts[state]) for state, label in RecommendationState.choices if state in counts]
        return super().get_context_data(standing=standing, total=sum(counts.values()), **kwargs)


class RecommendationDetail(DetailPage):
    """One recommendation, the problems it answers and the instruments it asks for."""

    model = Recommendation
    template_name = "recommendations/recommendation_detail.html"

    def get_rows(self) -> Any:
        user = self.request.user
        rows = super().get_rows().select_related("inspection__organiser")
        return rows.prefetch_related(
            "addressees__body",
            Prefetch("answers", Finding.objects.visible_to(user)),
            "asks_for",
            seen_through("cited_in", Recommendation, user),
            "cited_in__section__report",
            "cited_in__section__parent",
        )

    def more(self, row: Recommendation) -> dict[str, Any]:
        return {
            "content": sources_of(row.inspection).printed(row.content),
            "kicker": f"{row.ref} · {row.get_category_display()}",
            "sees_inspection": self.request.user.has_perm("inspections.view", row.inspection),
        }
