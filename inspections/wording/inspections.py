"""Words for verbs: the button, and the line of the history."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STEP_LABELS = {
    "plan": pgettext_lazy("step", "列入计划"),
    "draft_scheme": _("开始起草方案"),
    "submit_scheme": _("送审方案"),
    "return_scheme": pgettext_lazy("step", "退回修改"),
    "approve_scheme": _("通过方案"),
    "notify": _("确认已通知"),
    "begin": _("开始检查"),
    "close_fieldwork": _("结束实地检查"),
    "reopen_fieldwork": _("恢复实地检查"),
    "begin_report": _("进入报告阶段"),
    "suspend": _("中止检查"),
    "resume": _("恢复检查"),
    "move": _("调整到其他年度"),
    "cancel": _("撤销检查"),
}
# Steps that leave the way of an inspection, and steps that go back on it.
ASIDE = frozenset({"suspend", "move", "cancel"})
BACKWARDS = frozenset({"return_scheme", "reopen_fieldwork"})
# Where what a step lacks is seen to: name of the address.
REMEDIES = {
    "plan": "decisions",
    "submit_scheme": "scheme",
    "approve_scheme": "decisions",
    "notify": "letters",
    "begin": "scheme",
    "close_fieldwork": "scheme",
    "resume": "decisions",
}

VERBS = {
    **STEP_LABELS,
    "propose": _("提出议题"),
    "copy": pgettext_lazy("scheme", "复制方案"),
    "record_decision": _("记录会议决定"),
    "issue_letter": _("印发函件"),
    "take_figure": _("采用报送数据"),
    "take_sum": _("采用合计"),
    "load_sample": _("载入示例"),
}
