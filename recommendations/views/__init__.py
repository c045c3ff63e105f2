from recommendations.views.recommendation import RecommendationDetail, RecommendationList

__all__ = ["RecommendationDetail", "RecommendationList"]
