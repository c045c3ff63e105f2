"""Words for the history of the scheme's rows."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.history import Entry
from inspections.scheme.part import Part

VERBS = {
    "scheme_add": pgettext_lazy("done", "新增"),
    "scheme_change": pgettext_lazy("done", "修改"),
    "scheme_move": pgettext_lazy("done", "调整顺序"),
    "scheme_remove": pgettext_lazy("done", "删除"),
    "scheme_void": pgettext_lazy("done", "作废"),
    "scheme_restore": pgettext_lazy("done", "撤销作废"),
}

LABELS = {"order": gettext_lazy("顺序"), "instruments": gettext_lazy("检查对象")}


def told(entries: Iterable[Entry], part: Part) -> list[Entry]:
    """The lines of the history with the fields' names in the language of the page; not to be saved."""
    entries = list(entries)
    for entry in entries:
        if entry.verb in VERBS:
            entry.note = "\n".join(_told(line, part) for line in entry.note.splitlines())
    return entries


def _told(line: str, part: Part) -> str:
    name, colon, values = line.partition(": ")
    field = part.form.base_fields.get(name)
    if not colon or (field is None and name not in LABELS):
        return line
    words: dict[str, Any] = {"yes": _("是"), "": "—"}
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        words |= {str(key): label for key, label in field.choices if key}
    label = field.label if field else LABELS[name]
    said = " → ".join(str(words.get(value, value)) for value in values.split(" → "))
    return _("%(label)s：%(said)s") % {"label": label, "said": said}
