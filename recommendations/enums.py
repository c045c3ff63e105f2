from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """Improve enforcement, or amend the law (Supervision Law 2024, article 36)."""

    ENFORCE = "enforce", _("改进执法工作")
    AMEND = "amend", _("完善法律法规")


class RecommendationState(models.TextChoices):
    PROPOSED = "proposed", _("拟提")
    IN_REPORT = "in_report", _("写入报告")
    IN_OPINIONS = "in_opinions", _("写入审议意见")
    ASSIGNED = "assigned", _("已交办")
    IN_PROGRESS = "in_progress", _("办理中")
    REPORTED = "reported", _("已报结果")
    CLOSED = "closed", _("办结")
    NOT_ADOPTED = "not_adopted", _("不予采纳")


# From here on the body it is addressed to takes part.
HANDED_OVER = (
    RecommendationState.ASSIGNED,
    RecommendationState.IN_PROGRESS,
    RecommendationState.REPORTED,
    RecommendationState.CLOSED,
)
