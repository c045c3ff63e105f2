"""Words for verbs: the button, and the line of the history."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STEP_LABELS = {
    "record": _("登记"),
    "verify": _("核实通过"),
    "send_back": pgettext_lazy("button", "退回"),
    "withdraw": pgettext_lazy("button", "撤回"),
}
LEAD_STEP_LABELS = {
    "register_lead": pgettext_lazy("lead step", "登记"),
    "pass_on": _("转交"),
    "answer_lead": _("登记反馈"),
    "close_lead": _("了结"),
}
VERBS = {
    **STEP_LABELS,
    "raise": _("记录"),
    "edit": _("修改"),
    "attach": _("上传文件"),
    "replace": _("取代他人的修改"),
    "take_over": _("采用报送内容"),
    "take_out": _("移出来源"),
    "load_sample": _("载入示例"),
}
LEAD_VERBS = {
    **LEAD_STEP_LABELS,
    "receive_lead": _("收到线索"),
    "edit_lead": _("修改"),
    "raise_from_lead": _("转为检查发现"),
}
