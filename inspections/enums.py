from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InspectionState(models.TextChoices):
    """The way of an inspection, in order (Supervision Law 2024, articles 31 to 37)."""

    PROPOSED = "proposed", pgettext_lazy("inspection", "建议")
    PLANNED = "planned", _("列入计划")
    SCHEME_DRAFT = "scheme_draft", _("方案起草")
    SCHEME_REVIEW = "scheme_review", _("方案送审")
    SCHEME_APPROVED = "scheme_approved", _("方案通过")
    NOTIFIED = "notified", _("已通知")
    IN_PROGRESS = "in_progress", _("检查中")
    FIELDWORK_DONE = "fieldwork_done", _("检查结束")
    REPORTING = "reporting", _("报告阶段")
    DELIBERATION = "deliberation", _("审议阶段")
    FOLLOW_UP = "follow_up", _("研究处理")
    CLOSED = "closed", _("办结")
    ARCHIVED = "archived", _("归档")
    SUSPENDED = "suspended", _("中止")
    MOVED = "moved", _("调整")
    CANCELLED = "cancelled", _("撤销")


# What the stage bar shows: thirteen states are too many to take in, so those of one stage stand together.
STAGES = (
    ("topic", _("选题"), (InspectionState.PROPOSED, InspectionState.PLANNED)),
    (
        "scheme",
        _("方案"),
        (
            InspectionState.SCHEME_DRAFT,
            InspectionState.SCHEME_REVIEW,
            InspectionState.SCHEME_APPROVED,
            InspectionState.NOTIFIED,
        ),
    ),
    ("fieldwork", _("检查"), (InspectionState.IN_PROGRESS, InspectionState.FIELDWORK_DONE)),
    ("report", _("起草报告"), (InspectionState.REPORTING,)),
    ("deliberation", _("审议"), (InspectionState.DELIBERATION,)),
    ("follow_up", _("研究处理"), (InspectionState.FOLLOW_UP,)),
    ("closing", _("办结归档"), (InspectionState.CLOSED, InspectionState.ARCHIVED)),
)


def stage_of(state: str) -> str:
    """The stage in which an inspection stands; "" for a state outside of all."""
    return next((key for key, _label, states in STAGES if state in states), "")


# The scheme may still be written; notice not yet given; field work may be recorded.
BEFORE_APPROVAL = frozenset(
    {InspectionState.PROPOSED, InspectionState.PLANNED, InspectionState.SCHEME_DRAFT, InspectionState.SCHEME_REVIEW}
)
BEFORE_NOTICE = BEFORE_APPROVAL | {InspectionState.SCHEME_APPROVED}
OVER = frozenset({InspectionState.CLOSED, InspectionState.ARCHIVED, InspectionState.MOVED, InspectionState.CANCELLED})


class DecisionSubject(models.TextChoices):
    """What a chairpersons' meeting decided about an inspection (Supervision Law 2024, articles 31, 33 and 36)."""

    PLAN = "plan", _("列入年度监督工作计划")
    SCHEME = "scheme", _("检查方案")
    SUBMISSION = "submission", _("提请审议执法检查报告")
    MOVE = "move", _("调整到其他年度")
    SUSPEND = "suspend", _("中止检查")
    RESUME = "resume", _("恢复检查")
    CANCEL = "cancel", _("撤销检查")


class DecisionOutcome(models.TextChoices):
    APPROVED = "approved", _("通过")
    AMENDED = "amended", _("修改后通过")
    RETURNED = "returned", _("退回修改")
    REFUSED = "refused", _("不提请")


# Outcomes upon which the matter goes on.
CARRIED = frozenset({DecisionOutcome.APPROVED, DecisionOutcome.AMENDED})


class LetterKind(models.TextChoices):
    NOTICE = "notice", _("通知")
    ENTRUSTMENT = "entrustment", _("委托函")


class InspectionMode(models.TextChoices):
    OWN = "own", _("本级检查")
    ENTRUSTED = "entrusted", _("受委托检查")
    JOINT = "joint", _("联动检查")
    COORDINATED = "coordinated", _("协同检查")
    FOLLOW_UP = "follow_up", _("跟踪检查")


class InstrumentKind(models.TextChoices):
    LAW = "law", _("法律")
    DECISION = "decision", _("决定")
    REGULATION = "regulation", _("行政法规")
    LOCAL_REGULATION = "local_regulation", _("地方性法规")
    RULES = "rules", _("规章")
    POLICY = "policy", _("政策文件")
    STRATEGY = "strategy", _("战略")
    PLAN = "plan", _("预案与规划")
    INTERPRETATION = "interpretation", _("司法解释")
    PROGRAMME = "programme", _("专项与计划")


class InstrumentState(models.TextChoices):
    IN_FORCE = "in_force", _("施行")
    ISSUED = "issued", _("已出台")
    PLANNED = "planned", _("拟制定")
    TO_STUDY = "to_study", _("拟研究")


class Capacity(models.TextChoices):
    """What a person did in or for the inspection, with her post at that time."""

    GROUP_HEAD = "group_head", _("检查组组长")
    DEPUTY_HEAD = "deputy_head", _("检查组副组长")
    GROUP_MEMBER = "group_member", _("检查组成员")
    PRESENTER = "presenter", _("报告人")
    MANDATE = "mandate", _("作出批示")
    LOCAL_LEADER = "local_leader", _("当地负责人")
    CITED = "cited", _("引述")


class Rank(models.TextChoices):
    """As what a person sits in the group (Supervision Law 2024, article 33)."""

    SC_LEADER = "sc_leader", _("常委会领导")
    SC_MEMBER = "sc_member", _("常委会组成人员")
    COMMITTEE_MEMBER = "committee_member", _("专门委员会组成人员")
    DEPUTY = "deputy", _("人大代表")
    STAFF = "staff", _("工作人员")
    EXPERT = "expert", _("专家")


class Part(models.TextChoices):
    """What a body did that no other record says."""

    PREPARING = "preparing", _("前期研究")
    MENTIONED = "mentioned", _("报告提及")


class MeetingKind(models.TextChoices):
    PLENARY = "plenary", _("全体会议")
    BRIEFING = "briefing", _("汇报会")
    DISCUSSION = "discussion", _("座谈会")
    LOCAL = "local", _("当地会议")
    FEEDBACK = "feedback", _("反馈会")


class BriefingForm(models.TextChoices):
    ORAL = "oral", _("口头汇报")
    WRITTEN = "written", _("书面汇报")


class DelegationMode(models.TextChoices):
    INSPECTION = "inspection", _("受委托检查")
    SELF_INSPECTION = "self_inspection", _("自查")
    JOINT = "joint", _("联动")


class DelegationState(models.TextChoices):
    """The way of a delegation: up to 已委托 the body above moves it, from 已签收 to 已报送 the body entrusted, and then
    the one above again. The return is the official act of the body entrusted (Supervision Law 2024, article 34)."""

    INTENDED = "intended", _("拟委托")
    CONSULTED = "consulted", _("已协商")
    ISSUED = "issued", _("已委托")
    RECEIVED = "received", _("已签收")
    SCHEME_SET = "scheme_set", _("方案已定")
    INSPECTING = "inspecting", pgettext_lazy("delegation", "检查中")
    DRAFTING = "drafting", _("起草中")
    APPROVED = "approved", _("本级审定")
    SUBMITTED = "submitted", _("已报送")
    RETURNED = "returned", _("退回补充")
    ACCEPTED = "accepted", _("已接收")
    USED = "used", _("已采用")
    ARCHIVED = "archived", pgettext_lazy("delegation", "归档")


# What the body entrusted has in hand; what has come back; what is no longer waited for.
ENTRUSTED_NOW = frozenset(
    {
        DelegationState.ISSUED,
        DelegationState.RECEIVED,
        DelegationState.SCHEME_SET,
        DelegationState.INSPECTING,
        DelegationState.DRAFTING,
        DelegationState.APPROVED,
        DelegationState.RETURNED,
    }
)
CAME_BACK = frozenset(
    {DelegationState.SUBMITTED, DelegationState.ACCEPTED, DelegationState.USED, DelegationState.ARCHIVED}
)


class SectionKind(models.TextChoices):
    """What a section of a return holds."""

    TEXT = "text", _("文字")
    QUESTIONS = "questions", _("问题提纲")
    FIGURES = "figures", _("数据表")
    FINDINGS = "findings", _("发现清单")
    DUTIES = "duties", _("法定职责清单")
    FILES = "files", _("附件")


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    TEXT = "text", pgettext_lazy("answer", "文字")
    YES_NO = "yes_no", _("是或否")
    CHOICE = "choice", _("选择")
    DATE = "date", pgettext_lazy("answer", "日期")
    FIGURE = "figure", pgettext_lazy("answer", "数据")
    FILE = "file", pgettext_lazy("answer", "文件")
    DUTY = "duty", _("落实情况")


class CountedRows(models.TextChoices):
    """Which rows of the return a figure must count."""

    PROBLEMS = "problems", _("问题条数")
    ACHIEVEMENTS = "achievements", _("成效条数")
    FINDINGS = "findings", _("发现条数")
    FILES = "files", _("附件个数")


class ReminderKind(models.TextChoices):
    SOON = "soon", _("临近期限")
    TODAY = "today", _("今日到期")
    OVERDUE = "overdue", _("已过期限")
    URGED = "urged", _("催办")


class CommissionKind(models.TextChoices):
    TEST = "test", _("检测")
    SURVEY = "survey", _("问卷调查")
    EVALUATION = "evaluation", _("评估")
    SCAN = "scan", _("扫描")
    EXPERTS = "experts", _("专家参与")


class StratumDimension(models.TextChoices):
    PLACE = "place", _("按地区")
    KIND = "kind", _("按类别")


class ShareBase(models.TextChoices):
    """Of whom a survey share speaks. `ambiguous`: the source says 其中 and leaves it open."""

    RESPONDENTS = "respondents", _("全体受访者")
    AMBIGUOUS = "ambiguous", _("原文未明")


class MaterialKind(models.TextChoices):
    """What the group received, named by what it is."""

    SELF_INSPECTION = "self_inspection", _("自查报告")
    ORAL_TEXT = "oral_text", _("口头汇报稿")
    WRITTEN_REPORT = "written_report", _("书面汇报")
    STATISTICS = "statistics", _("统计资料")
    RULES = "rules", _("制度文件")
    LEDGER = "ledger", _("台账清单")
    CASE_FILE = "case_file", _("执法案卷")
    TEST_REPORT = "test_report", _("检测报告")
    SURVEY_REPORT = "survey_report", _("调查报告")
    EVALUATION_REPORT = "evaluation_report", _("评估报告")
    MINUTES = "minutes", _("会议记录")
    PROPOSAL = "proposal", _("意见建议")
    MEDIA_REPORT = "media_report", _("新闻报道")


class Arrangement(models.TextChoices):
    """How a unit came to be looked at."""

    ARRANGED = "arranged", _("安排检查")
    RANDOM = "random", _("随机抽查")
    COVERT = "covert", _("暗访")
    REMOTE = "remote", _("远程检测")


class DrawState(models.TextChoices):
    """A draw is committed before its public value exists, then drawn; an abandoned one stays on record."""

    PLANNED = "planned", _("已拟定")
    COMMITTED = "committed", _("已承诺")
    DRAWN = "drawn", _("已抽取")
    ABANDONED = "abandoned", _("已作废")


class RosterKind(models.TextChoices):
    UNITS = "units", _("检查对象名录")
    INSPECTORS = "inspectors", _("检查人员名录")


class TicketState(models.TextChoices):
    DRAWN = "drawn", _("抽中")
    REPLACED = "replaced", _("已替换")
    SUBSTITUTE = "substitute", _("递补")


class DeadlineKind(models.TextChoices):
    NOTICE = "notice", _("发出通知")
    FIELDWORK = "fieldwork", _("完成实地检查")
    RETURNS = "returns", _("报送受委托检查情况")
    MATERIAL = "material", _("报送材料")
    REPORT = "report", _("提交检查报告")
    DELIBERATION = "deliberation", _("提请审议")
    OTHER = "other", _("其他")
