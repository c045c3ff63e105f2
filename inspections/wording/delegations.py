"""Words of delegations: the button of each step, the lines of the history, and which notes the other side reads."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DELEGATION_STEP_LABELS = {
    "consult": pgettext_lazy("delegation", "协商"),
    "issue_delegation": pgettext_lazy("delegation", "发函"),
    "receive_delegation": pgettext_lazy("delegation", "签收"),
    "set_delegated_scheme": pgettext_lazy("delegation", "确定方案"),
    "begin_delegated": pgettext_lazy("delegation", "开始检查"),
}
DELEGATION_VERBS = {
    **DELEGATION_STEP_LABELS,
    "entrust": _("拟定委托"),
    "change_delegation": _("修改委托"),
    "void_delegation": pgettext_lazy("delegation", "作废"),
    "export_request": _("导出委托文件包"),
    "import_request": _("收到委托文件包"),
    "export_answer": _("导出回报文件包"),
    "import_answer": _("收到回报文件包"),
}
# What a step asks to be noted.
NOTES = {
    "consult": _("与谁、何时协商，结果如何"),
    "set_delegated_scheme": _("何时、由谁确定，例如：2017年9月1日主任会议"),
}
# Who wrote the note of a line: what one side notes for itself the other does not read. A verb in neither is official
# for both without its note.
NOTED_ABOVE = frozenset({"consult", "accept_return", "send_back_return", "use_return", "archive_return"})
NOTED_BELOW = frozenset(
    {
        "receive_delegation",
        "set_delegated_scheme",
        "begin_delegated",
        "begin_return",
        "sign_return",
        "reopen_return",
        "submit_return",
    }
)
NOTED_FOR_BOTH = frozenset({"issue_delegation", "void_delegation"})
# What a side does before the letter goes out, or for itself, stands in its own history alone.
SEEN_ABOVE = frozenset({"entrust", "change_delegation", "consult"})
