"""Fields of which the forms of the scheme are made."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.text import Text
from inspections.forms.fields import Day, Words
from inspections.forms.lists import in_page_language
from inspections.models import Inspection
from inspections.queries.registers import Known, Register

LONG = 20_000  # characters of a record or a note
REQUIRED = {"required": gettext_lazy("请填写。")}
CHOOSE = {"required": gettext_lazy("请选择。")}
ZH, EN = gettext_lazy("（中文）"), gettext_lazy("（英文）")
CANDIDATES = 5


def text(label: Any, length: int = LONG, *, required: bool = True, rows: int = 0, help_text: Any = "") -> Words:
    """A line of text, or several (`rows`)."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return Words(
        label=label, max_length=length, required=required, widget=widget, help_text=help_text, error_messages=REQUIRED
    )


def pair(
    label: Any, length: int = LONG, *, required: bool = True, rows: int = 0, help_text: Any = ""
) -> tuple[Words, Words]:
    """One text in both languages; the English may come later."""
    fields = (
        text(format_lazy("{}{}", label, ZH), length, required=required, rows=rows, help_text=help_text),
        text(format_lazy("{}{}", label, EN), length, required=False, rows=rows),
    )
    for field, lang in zip(fields, ("zh-Hans", "en"), strict=True):
        field.widget.attrs["lang"] = lang
    return fields


def day(label: Any, *, required: bool = False, help_text: Any = "") -> Day:
    return Day(
        label=label,
        required=required,
        help_text=help_text,
        error_messages={**REQUIRED, "invalid": gettext_lazy("请按“2018-03-11”的样子填写日期。")},
    )


def number(
    label: Any, *, low: int = 1, high: int = 32_767, required: bool = False, help_text: Any = ""
) -> forms.IntegerField:
    wrong = gettext_lazy("请填写整数。")
    return forms.IntegerField(
        label=label,
        min_value=low,
        max_value=high,
        required=required,
        help_text=help_text,
        error_messages={**REQUIRED, "invalid": wrong},
    )


def choice(label: Any, choices: Any, *, required: bool = True, help_text: Any = "") -> forms.ChoiceField:
    options = [("", gettext_lazy("请选择") if required else gettext_lazy("（未填）")), *choices.choices]
    return forms.ChoiceField(
        label=label, choices=options, required=required, help_text=help_text, error_messages=CHOOSE
    )


def yes_no(label: Any, help_text: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, help_text=help_text)


# --- Rows ------------------------------------------------------------------------------------------------------------


class OneOfOurs(forms.ModelChoiceField):
    """A row of the same inspection: a visit, a sub-group. Void ones are not offered, but the present one stays."""

    def __init__(
        self, label: Any, rows: Callable[[Inspection], QuerySet], name: Callable[[Any], Text], **given: Any
    ) -> None:
        self.rows, self.name = rows, name
        given = {"required": False, "empty_label": gettext_lazy("（未填）"), "error_messages": CHOOSE, **given}
        super().__init__(queryset=None, label=label, **given)

    def open(self, inspection: Inspection, user: Any, now: Model | None) -> None:
        rows = self.rows(inspection)
        if any(field.name == "void_reason" for field in rows.model._meta.concrete_fields):
            rows = rows.filter(void_reason="") | rows.filter(pk=now.pk if now else None)
        self.queryset = rows

    def label_from_instance(self, row: Any) -> str:
        return in_page_language(self.name(row))


class PickInput(forms.TextInput):
    """A line to type a name in, with the known names offered below it."""

    template_name = "inspections/_scheme_pick.html"
    register: Register | None = None

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, {**(attrs or {}), "autocomplete": "off", "list": f"{name}_known"})
        context["widget"]["known"] = self.register.shown if self.register else []
        return context


class Pick(Words):
    """A row of a register, chosen by typing its name; see `inspections.queries.registers`.

    `new` is the box beside it that says a name nobody knows is to be entered into the register: then the typed name
    itself is the value.
    """

    def __init__(self, label: Any, source: Callable[[Any], Register], *, new: str = "", **given: Any) -> None:
        self.source, self.new = source, new
        given = {"required": False, "error_messages": REQUIRED, "max_length": 200, **given}
        super().__init__(label=label, widget=PickInput(), **given)

    def open(self, inspection: Inspection, user: Any, now: Model | None) -> None:
        self.register = self.widget.register = self.source(user)

    def prepare_value(self, value: Any) -> Any:
        known = self.register.by_pk.get(str(value))
        return known.label if known else value

    def clean(self, value: Any) -> Known | str | None:
        if self.disabled:
            return self.register.by_pk.get(str(value))
        typed = super().clean(value)
        return one_of(self.register, typed) or typed if typed else None


class BodyLines(Words):
    """Bodies, one a line, in their order."""

    def __init__(self, label: Any, source: Callable[[Any], Register], **given: Any) -> None:
        self.source = source
        help_text = gettext_lazy("一行一个，按顺序填写。可写全称、简称或英文名称。")
        super().__init__(
            label=label,
            required=False,
            max_length=LONG,
            help_text=help_text,
            widget=forms.Textarea(attrs={"rows": 4}),
            **given,
        )

    def open(self, inspection: Inspection, user: Any, now: Model | None) -> None:
        self.register = self.source(user)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(self.register.by_pk[str(pk)].label for pk in value)
        return value

    def clean(self, value: Any) -> list[Known | str]:
        """Rows, and what was typed where no row has that name."""
        if self.disabled:
            return [self.register.by_pk[str(pk)] for pk in value or []]
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        return list(dict.fromkeys(one_of(self.register, line) or line for line in lines))


def one_of(register: Register, typed: str) -> Known | None:
    """The one row that `typed` means, None where nobody has that name; ValidationError where several have it."""
    found = register.find(typed)
    if len(found) > 1:
        names = _("、").join(row.label for row in found[:CANDIDATES])
        said = ngettext(
            "“%(typed)s”可指%(number)s条：%(names)s。请写全名。",
            "“%(typed)s”可指%(number)s条：%(names)s。请写全名。",
            len(found),
        )
        more = "…" if len(found) > CANDIDATES else ""
        raise ValidationError(said % {"typed": typed, "number": len(found), "names": names + more}, code="ambiguous")
    return found[0] if found else None
