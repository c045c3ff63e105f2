"""Words of the glossary's pages: its verbs, its columns, and its history as it is read."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.history import Entry
from reports.enums import TermGroup

TERM_VERBS = {
    "add_term": _("新增术语"),
    "change_term": _("修改术语"),
    "retire_term": _("停用术语"),
}
COLUMN_LABELS = {
    "group": _("分组"),
    "zh": _("中文"),
    "zh_variants": _("中文别称"),
    "en": _("英文译法"),
    "short": _("缩写与简称"),
    "accepted": _("也可用的译法"),
    "avoided": _("不采用的译法"),
    "checked": _("体检时核对"),
    "valid_from": _("启用日期"),
    "valid_to": _("停用日期"),
    "note": _("备注"),
}
VALUES: dict[str, Any] = {"True": _("核对"), "False": _("不核对")} | dict(TermGroup.choices)


def told(entries: Iterable[Entry]) -> list[Entry]:
    """The lines of the history with the columns' names in the language of the page; not to be saved."""
    entries = list(entries)
    for entry in entries:
        entry.note = "\n".join(map(_told, entry.note.splitlines()))
    return entries


def _told(line: str) -> str:
    name, colon, values = line.partition(": ")
    if not colon or name not in COLUMN_LABELS:
        return line
    words = VALUES if name in ("group", "checked") else {}
    said = " → ".join(str(words.get(value, value) or "—") for value in values.split(" → "))
    return f"{COLUMN_LABELS[name]}: {said}"
