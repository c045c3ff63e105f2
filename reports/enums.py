from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    DRAFT = "draft", _("初稿")
    CONSULTATION = "consultation", _("征求意见稿")
    FINAL_DRAFT = "final_draft", _("送审稿")
    FOR_DELIBERATION = "for_deliberation", _("提请审议稿")
    PRESENTED = "presented", _("已报告")


class Layout(models.TextChoices):
    """How an edition is set. The language of a report is chosen here, never taken from the interface."""

    ZH = "zh", _("中文版")
    EN = "en", _("英文版")
    FACING = "facing", _("中英对照版（左右）")
    STACKED = "stacked", _("中英对照版（上下）")


class RenderingState(models.TextChoices):
    WAITING = "waiting", _("等待生成")
    READY = "ready", _("已生成")
    FAILED = "failed", _("未能生成")
