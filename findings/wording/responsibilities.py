"""Words for what happens to the responsibility list, and for what its history tells."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from core.history import Entry
from findings.enums import Answer

RESPONSIBILITY_VERBS = {
    "add_responsibility": _("添加责任清单条目"),
    "change_responsibility": _("修改责任清单条目"),
    "void_responsibility": _("作废责任清单条目"),
    "answer_responsibility": _("填写落实情况"),
    "load_sample": _("载入示例"),
}
COLUMNS = {
    "article_id": _("条文"),
    "holder_id": _("责任主体"),
    "holder_name_zh": _("责任主体"),
    "holder_name_en": _("责任主体（英文）"),
    "question_zh": _("检查内容"),
    "question_en": _("检查内容（英文）"),
    "focus_point_id": _("检查重点"),
}
KEYS = re.compile(rf"\b(?:{'|'.join(Answer.values)})\b(?= →|;|$)", re.MULTILINE)


def told(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with the keys in their notes as words of the reader's language."""
    lines = list(entries)
    for entry in lines:
        if entry.verb == "answer_responsibility":
            entry.note = KEYS.sub(lambda found: str(Answer(found.group()).label), entry.note)
        elif entry.verb == "change_responsibility":
            entry.note = "\n".join(map(_change, entry.note.splitlines()))
    return lines


def _change(line: str) -> str:
    name, colon, rest = line.partition(": ")
    return f"{COLUMNS[name]}{colon}{rest}" if name in COLUMNS else line
