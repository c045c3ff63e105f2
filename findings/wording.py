"""Words for verbs: the button, and the line of the history."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STEP_LABELS = {
    "record": _("登记"),
    "verify": _("核实通过"),
    "send_back": pgettext_lazy("button", "退回"),
    "withdraw": pgettext_lazy("button", "撤回"),
}
VERBS = {**STEP_LABELS, "load_sample": _("载入示例")}
