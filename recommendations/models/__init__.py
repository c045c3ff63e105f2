from recommendations.models.recommendation import Addressee, Recommendation

__all__ = ["Addressee", "Recommendation"]
