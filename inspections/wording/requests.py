"""Words of requests and of the working-day calendar: their history, and what a section asks."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

REQUEST_VERBS = {
    "make_request": _("拟出委托事项"),
    "change_request": _("修改名称和期限"),
    "remove_request": _("删除委托事项"),
    "fix_request": _("固定委托事项"),
    "add_section": _("增加部分"),
    "change_section": _("修改部分"),
    "remove_section": _("删除部分"),
    "move_section": _("移动部分"),
    "add_column": _("增加列"),
    "change_column": _("修改列"),
    "remove_column": _("删除列"),
    "move_column": _("移动列"),
    "add_question": _("增加问题"),
    "change_question": _("修改问题"),
    "remove_question": _("删除问题"),
    "move_question": _("移动问题"),
}
# What a section asks is added under these words, by its kind.
ADD = {"questions": _("增加问题"), "figures": _("增加一行"), "files": _("增加一份文件"), "duties": _("增加一条")}
CHANGE = {
    "questions": _("修改问题"),
    "figures": _("修改一行数据"),
    "files": _("修改要求的文件"),
    "duties": _("修改一条职责"),
}
# What those who fill in find where a section asks nothing by itself.
FILLED_IN = {
    "text": _("填写一段或几段文字。"),
    "findings": _("逐条填写：成效或问题、标题、具体情况、地区、涉及单位、条文、数量、日期、建议，可附材料。"),
    "duties": _("逐条选择“落实、部分落实、未落实、不涉及、未查”，并可说明。"),
}
CALENDAR_VERBS = {"work_on": _("增加上班日"), "day_off": _("增加放假日"), "as_the_nation": _("取消本级安排")}
WEEKDAYS = (
    (pgettext_lazy("weekday", "一"), _("星期一")),
    (pgettext_lazy("weekday", "二"), _("星期二")),
    (pgettext_lazy("weekday", "三"), _("星期三")),
    (pgettext_lazy("weekday", "四"), _("星期四")),
    (pgettext_lazy("weekday", "五"), _("星期五")),
    (pgettext_lazy("weekday", "六"), _("星期六")),
    (pgettext_lazy("weekday", "日"), _("星期日")),
)
