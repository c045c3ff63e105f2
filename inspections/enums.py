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
    GROUP_MEMBER = "group_member", _("检查组成员")
    PRESENTER = "presenter", _("报告人")
    MANDATE = "mandate", _("作出批示")
    LOCAL_LEADER = "local_leader", _("当地负责人")
    CITED = "cited", _("引述")


class Part(models.TextChoices):
    """What a body did that no other record says."""

    PREPARING = "preparing", _("前期研究")
    MENTIONED = "mentioned", _("报告提及")


class MeetingKind(models.TextChoices):
    PLENARY = "plenary", _("全体会议")
    BRIEFING = "briefing", _("汇报会")
    DISCUSSION = "discussion", _("座谈会")
    LOCAL = "local", _("当地会议")


class BriefingForm(models.TextChoices):
    ORAL = "oral", _("口头汇报")
    WRITTEN = "written", _("书面汇报")


class DelegationMode(models.TextChoices):
    INSPECTION = "inspection", _("受委托检查")
    SELF_INSPECTION = "self_inspection", _("自查")
    JOINT = "joint", _("联动")


class CommissionKind(models.TextChoices):
    TEST = "test", _("检测")
    SURVEY = "survey", _("问卷调查")
    EVALUATION = "evaluation", _("评估")
    EXPERTS = "experts", _("专家参与")


class StratumDimension(models.TextChoices):
    PLACE = "place", _("按地区")
    KIND = "kind", _("按类别")


class ShareBase(models.TextChoices):
    """Of whom a survey share speaks. `ambiguous`: the source says 其中 and leaves it open."""

    RESPONDENTS = "respondents", _("全体受访者")
    AMBIGUOUS = "ambiguous", _("原文未明")
