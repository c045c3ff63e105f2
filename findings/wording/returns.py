"""Words for the steps of a return: the button, and the line of the history."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

RETURN_STEP_LABELS = {
    "begin_return": _("开始填报"),
    "sign_return": _("签署"),
    "reopen_return": pgettext_lazy("return", "退回修改"),
    "submit_return": pgettext_lazy("return", "报送"),
    "accept_return": pgettext_lazy("return", "接收"),
    "send_back_return": pgettext_lazy("return", "退回补充"),
    "use_return": pgettext_lazy("return", "采用"),
    "archive_return": pgettext_lazy("return", "归档"),
}
RETURN_VERBS = {
    **RETURN_STEP_LABELS,
    "fill_return": _("填写"),
    "attach_below": _("随附下级报送"),
    "detach_below": _("取下随附的下级报送"),
    "annotate_return": _("写批注"),
    "change_remark": _("修改批注"),
    "remove_remark": _("删除批注"),
}
