from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class LeadState(models.TextChoices):
    """The way of a lead (问题线索). It is passed on to whom it concerns: a group handles no individual case."""

    RECEIVED = "received", _("收到")
    REGISTERED = "registered", pgettext_lazy("lead", "登记")
    PASSED_ON = "passed_on", _("已转交")
    ANSWERED = "answered", _("已反馈")
    CLOSED = "closed", _("了结")


class LeadChannel(models.TextChoices):
    LETTER = "letter", _("来信")
    VISITOR = "visitor", _("来访")
    PHONE = "phone", _("来电")
    ON_LINE = "on_line", _("网上反映")
    ON_SITE = "on_site", _("现场反映")
    MEDIA = "media", _("媒体反映")
    PASSED_DOWN = "passed_down", _("上级转来")


class Answer(models.TextChoices):
    """What was found to a question of the responsibility list."""

    MET = "met", _("落实")
    PARTLY = "partly", _("部分落实")
    NOT_MET = "not_met", _("未落实")
    NOT_APPLICABLE = "not_applicable", _("不涉及")
    NOT_SEEN = "not_seen", _("未查")


class Source(models.TextChoices):
    """Where what stands in a section of a return came from last."""

    WEB = "web", _("网页填写")
    WORKBOOK = "workbook", _("工作簿")
    DOCUMENT = "document", _("文稿读取")
    PACKAGE = "package", _("文件包")
    BELOW = "below", _("下级报送")
    BEFORE = "before", _("上次填报")


class RemarkKind(models.TextChoices):
    NOTE = "note", _("批注")
    SEND_BACK = "send_back", _("退回原因")


class PackageKind(models.TextChoices):
    REQUEST = "request", _("委托文件包")
    ANSWER = "answer", _("回报文件包")
