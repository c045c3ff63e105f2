"""Names of the parts of a scheme, for the sentence that says what was copied."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PARTS = {
    "instruments": _("检查对象"),
    "focus_points": _("检查重点"),
    "methods": _("检查方式"),
    "sub_groups": pgettext_lazy("many", "检查小组"),
    "participants": pgettext_lazy("many", "检查组成员"),
    "visits": _("检查地点"),
    "commissions": pgettext_lazy("many", "第三方委托"),
    "deadlines": pgettext_lazy("many", "期限"),
    "responsibilities": _("法律责任清单"),
}
