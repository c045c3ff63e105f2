from django.db import models
from django.utils.translation import gettext_lazy as _


class FindingKind(models.TextChoices):
    ACHIEVEMENT = "achievement", _("成效")
    PROBLEM = "problem", _("问题")


class FindingState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    RECORDED = "recorded", _("已登记")
    VERIFIED = "verified", _("已核实")
    SENT_BACK = "sent_back", _("退回")
    WITHDRAWN = "withdrawn", _("撤回")


class EvidenceKind(models.TextChoices):
    """What a finding rests on. The first five are the forms named by the Supervision Law 2024, article 35."""

    DISCUSSION = "discussion", _("座谈会")
    INSPECTION = "inspection", _("实地检查")
    THIRD_PARTY_TEST = "third_party_test", _("第三方检测")
    SURVEY = "survey", _("问卷调查")
    SPOT_CHECK = "spot_check", _("随机抽查")
    ORAL_REPORT = "oral_report", _("口头汇报")
    WRITTEN_REPORT = "written_report", _("书面汇报")
    POLICE_CASES = "police_cases", _("公安案件")
    COURT_STATISTICS = "court_statistics", _("司法统计")
    REPORTED_BY_UNITS = "reported_by_units", _("单位反映")
    DOCUMENT = "document", _("文件资料")


class QuantityWord(models.TextChoices):
    """How many, in words: a closed ladder from the fewest to all; each word has its own English."""

    INDIVIDUAL = "个别", _("个别")
    SOME_ONE = "有的", _("有的")
    SOME = "一些", _("一些")
    PART = "部分", _("部分")
    QUITE_A_FEW = "不少", _("不少")
    MANY = "许多", _("许多")
    WIDESPREAD = "较普遍", _("较普遍")
    MOST = "多数", _("多数")
    GREAT_MAJORITY = "绝大多数", _("绝大多数")
    GENERAL = "普遍", _("普遍")
    ALL = "均", _("均")


class FigureKind(models.TextChoices):
    CARDINAL = "cardinal", _("数量")
    PERCENT = "percent", _("百分比")
    MONEY = "money", _("金额")
    ORDINAL = "ordinal", _("序数")
    LEVEL = "level", _("等级")
    NAME = "name", _("含数字的名称")


class Qualifier(models.TextChoices):
    EXACT = "exact", _("确数")
    MORE_THAN = "more_than", _("多于")
    NEARLY = "nearly", _("接近")
    ABOUT = "about", _("大约")
    LESS_THAN = "less_than", _("少于")
    AT_LEAST = "at_least", _("不少于")
    UP_TO = "up_to", _("至多")
