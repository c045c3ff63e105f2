from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class CheckState(models.TextChoices):
    WAITING = "waiting", _("等待体检")
    RUNNING = "running", _("正在体检")
    DONE = "done", _("已体检")
    FAILED = "failed", _("未能体检")


class CheckKind(models.TextChoices):
    """What a check finds: the kinds of a comparison, and citations that cannot be printed."""

    VALUE = "value", _("数值")
    MALFORMED = "malformed", _("数字写错")
    QUALIFIER = "qualifier", _("限定词")
    MISSING = "missing", _("缺漏")
    CITATION = "citation", _("数据引用")
    UNIT = "unit", _("单位或对象")
    TERM = "term", _("术语")
    ARITHMETIC = "arithmetic", _("算术")
    NOTATION = "notation", _("写法")


class CheckSeverity(models.TextChoices):
    """An error keeps a report from approval, a warning asks for a look, a note only informs."""

    ERROR = "error", _("错误")
    WARNING = "warning", _("警告")
    NOTE = "note", _("提示")


class TermGroup(models.TextChoices):
    """Of what kind a term of the glossary is."""

    INSTITUTIONS = "institutions", pgettext_lazy("terms", "机构")
    ROLES = "roles", _("职务")
    PERSONS = "persons", _("人名")
    LAWS = "laws", _("法律法规")
    PROCEDURE = "procedure", _("程序")
    DOCUMENTS = "documents", _("文书")
    CONTENT = "content", _("报告用语")
    CYBERSECURITY = "cybersecurity", _("网络安全")
    QUANTITIES = "quantities", pgettext_lazy("terms", "数量")
    DIVISIONS = "divisions", pgettext_lazy("terms", "行政区划")
    OTHER = "other", _("其他")


class SourceLanguage(models.TextChoices):
    """Which languages of a report an imported file holds."""

    ZH = "zh", _("中文")
    EN = "en", _("英文")
    BOTH = "both", _("中英文")
