"""The form of a row: its fields in both languages beside each other, and what the person saw when she opened it."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _

from core.templatetags.quantities import day as written_day
from core.text import Text
from inspections.models import Inspection
from inspections.queries.registers import Known
from inspections.scheme.fields import BodyLines, OneOfOurs, Pick


class Block(NamedTuple):
    """Fields that stand beside each other: a `pair` of languages, or a `row` of short ones."""

    kind: str
    fields: list[forms.BoundField]


class Fact(NamedTuple):
    """What a field says, for reading."""

    label: Any
    value: Any


class RowForm(forms.Form):
    """Base of the forms of the scheme. `beside` are fields that share a line; `closed` ones are shown only."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    beside: Sequence[Sequence[str]] = ()

    def __init__(
        self, *args: Any, inspection: Inspection, user: Any, row: Model, closed: Sequence[str] = (), **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.inspection, self.row = inspection, row
        for name, field in self.fields.items():
            if isinstance(field, OneOfOurs | Pick | BodyLines):
                now = getattr(row, name, None) if isinstance(field, OneOfOurs) and row.pk else None
                field.open(inspection, user, now)
            if name in closed:
                field.disabled = True
        self.prepare()

    def prepare(self) -> None:
        """What else depends on the inspection or the row."""

    def clean(self) -> dict[str, Any]:
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if isinstance(field, Pick) and isinstance(value, str) and not self.cleaned_data.get(field.new):
                self.add_error(name, unknown(value, new=bool(field.new)))
            if isinstance(field, BodyLines) and not self.cleaned_data.get("new_bodies"):
                for line in [one for one in self.cleaned_data.get(name, []) if isinstance(one, str)]:
                    self.add_error(name, unknown(line, new=True))
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """What was typed, by column of the row; fields that are closed are left out."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "seen" and not self.fields[name].disabled
        }

    def in_blocks(self) -> Iterator[Block]:
        """The fields as they stand on the page."""
        lines = {names[0]: names for names in self.beside}
        inside = {name for names in self.beside for name in names[1:]}
        for name in self.fields:
            if name in inside or name == "seen" or (name.endswith("_en") and f"{name[:-3]}_zh" in self.fields):
                continue
            if name.endswith("_zh"):
                yield Block("pair", [self[name], self[f"{name[:-3]}_en"]])
            else:
                yield Block("row", [self[one] for one in lines.get(name, (name,)) if one in self.fields])

    def facts(self) -> list[Fact]:
        """What the row says, field by field, where it says something."""
        found = [Fact(self[name].label, said(self[name])) for name in self.fields if name not in ("seen", "file")]
        return [fact for fact in found if fact.value not in ("", None, False)]


def unknown(typed: str, *, new: bool) -> str:
    if new:
        return _("没有登记“%(typed)s”。请核对名称；确实没有登记的，请勾选下面的“新登记”一项。") % {"typed": typed}
    return _("没有登记“%(typed)s”。请核对名称。") % {"typed": typed}


def said(bound: forms.BoundField) -> Any:
    """The value of a field in words."""
    field, value = bound.field, bound.form.get_initial_for_field(bound.field, bound.name)
    if isinstance(field, forms.BooleanField):
        return _("是") if value else ""
    if isinstance(field, forms.DateField):
        return written_day(value) if value else ""
    if isinstance(field, OneOfOurs):
        row = field.queryset.filter(pk=value).first() if value and field.queryset is not None else None
        return field.name(row) if row else ""
    if isinstance(field, forms.ChoiceField):
        return next((label for key, label in field.choices if key == value), "") if value else ""  # type: ignore[misc,union-attr]
    if isinstance(field, Pick | BodyLines):
        return field.prepare_value(value)
    return value


def name_of(value: Known | str | None) -> Text:
    """What a new entry of a register is called."""
    return Text(value) if isinstance(value, str) else Text()
