"""A part of the scheme: which rows it has, what its form asks, what it refuses, and when it may still be changed."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from core.text import Text
from inspections.models import Inspection, SubGroup
from inspections.models.voidable import Voidable
from inspections.scheme.form import RowForm

# Until when a part is open: the approval of the scheme, the end of the field work, the end of the inspection.
APPROVAL, FIELD_WORK, THE_END = "approval", "field_work", "the_end"


@dataclass(frozen=True)
class Sight:
    """What the reader may see of the rows."""

    user: Any
    names: bool  # of the units that were looked at


@dataclass(frozen=True)
class Column:
    """A column of a list: its head, and what stands in it for a row."""

    label: Any
    value: Callable[[Any, Sight], Any]
    kind: str = ""  # "number": aligned to the right; "above": the row it hangs under, left out on the page of that row


class Part:
    """Rows of one kind. `parent` is what they hang under and are put in order below; "" for the inspection itself.

    After the approval `late` are the only fields that stay open; () leaves all of them open, for as long as `until`.
    """

    key: str
    group: str
    title: Any
    one: Any
    hint: Any = ""
    icon = "list"
    model: type[Model]
    form: type[RowForm]
    path = "inspection"
    parent = ""
    keys: tuple[str, ...] = ("order",)
    ordered = True
    until = APPROVAL
    late: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    fetched: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    alike: tuple[str, ...] = ()  # columns in which no new row may equal one that stands: the form was sent twice
    children: tuple[str, ...] = ()  # parts whose rows hang under a row of this one
    under = ""  # by which column they do; `parent` unless said otherwise
    single = False
    own_tables: tuple[type[Model], ...] = ()  # stored and removed with the row
    called: ClassVar[dict[type[Model], Any]] = {}  # what one row of each model is called

    def __init_subclass__(cls, **given: Any) -> None:
        super().__init_subclass__(**given)
        cls.under = cls.under or cls.parent
        if "model" in vars(cls):
            Part.called[cls.model] = cls.one

    # --- Rows ---------------------------------------------------------------------------------------------------------

    def rows(self, inspection: Inspection, user: Any = None) -> QuerySet:
        """The rows of `inspection`, those of them that `user` may see."""
        return self.model._default_manager.filter(**{self.path: inspection})

    def listed(self, inspection: Inspection, user: Any) -> QuerySet:
        """The rows with what their list shows."""
        return self.rows(inspection, user).select_related(*self.related).prefetch_related(*self.fetched)

    def new(self, inspection: Inspection) -> Any:
        """A row that is not stored yet."""
        return self.model(inspection=inspection) if self.path == "inspection" else self.model()

    def siblings(self, row: Any) -> QuerySet:
        """The rows among which `row` has its place."""
        owner = self.parent or self.path
        return self.model._default_manager.filter(**{f"{owner}_id": getattr(row, f"{owner}_id")})

    def places(self, row: Any) -> QuerySet:
        """The rows with which `row` may not share a place."""
        return self.siblings(row)

    def name(self, row: Any, sight: Sight) -> Any:
        """What `row` is called."""
        return row.title

    def lacks_english(self, row: Any) -> bool:
        """Whether a text of the row that will be printed has no English yet."""
        fields = {field.name for field in row._meta.concrete_fields}
        texts = [name[:-3] for name in fields if name.endswith("_zh") and name[:-3] not in ("wording", "source")]
        return any(getattr(row, f"{name}_zh") and not getattr(row, f"{name}_en") for name in texts)

    def hidden(self, sight: Sight) -> tuple[str, ...]:
        """Fields that the reader does not get to see."""
        return ()

    # --- Values -------------------------------------------------------------------------------------------------------

    @property
    def names(self) -> list[str]:
        """The fields of the form that are columns of the row."""
        columns = {field.name for field in self.model._meta.concrete_fields}
        return [name for name in self.form.base_fields if name in columns]

    def values(self, row: Any) -> dict[str, Any]:
        """What stands in the row, by field of the form."""
        return {name: getattr(row, row._meta.get_field(name).attname) for name in self.names}

    def begin(self, row: Any) -> dict[str, Any]:
        """With what the form of `row` begins."""
        return self.values(row)

    def seen(self, row: Any) -> str:
        """A digest of what stands in the row: whoever changes it says what she saw."""
        return digest_of(self.values(row))

    def told(self, row: Any) -> dict[str, str]:
        """What stands in the row in words, for the history."""
        found = {}
        for name in self.names:
            value = getattr(row, name)
            if isinstance(value, SubGroup):
                value = f"#{value.number}"
            found[name] = "" if value is None or value is False else "yes" if value is True else str(value)
        return found

    def assign(self, row: Any, values: Mapping[str, Any]) -> None:
        """Set `values` in `row`; a value of a relation is a row or a known one of a register."""
        for name, value in values.items():
            if name not in self.names:
                continue
            field = row._meta.get_field(name)
            if field.is_relation:
                setattr(row, field.attname, getattr(value, "pk", None))
            else:
                setattr(row, name, value.strip() if isinstance(value, str) else value)

    def enter(self, row: Any, values: Mapping[str, Any], by: Any) -> Mapping[str, Any]:
        """Enter what is new into the registers and put it in place of its name."""
        return values

    def check(self, row: Any) -> dict[str, str]:
        """What the row cannot say, by field: sentences."""
        return {}

    def twins(self, row: Any) -> QuerySet:
        """The rows that say already what the new `row` says."""
        if not self.alike:
            return self.model._default_manager.none()
        rows = self.siblings(row).filter(**{name: getattr(row, name) for name in self.alike})
        return rows.filter(void_reason="") if self.voidable else rows

    def keep(self, row: Any, values: Mapping[str, Any], by: Any) -> None:
        """Store what stands in other tables, once the row itself is stored."""

    def store(self, row: Any, inspection: Inspection, by: Any) -> None:
        row.save()

    def subject(self, row: Any, inspection: Inspection) -> Model:
        """In whose history adding and removing `row` stand."""
        return row

    def check_change(self, row: Any, inspection: Inspection) -> str:
        """Why this row in particular is not changed here: "" or a sentence."""
        return ""

    def check_void(self, row: Any, inspection: Inspection) -> str:
        """Why this row in particular is neither removed, nor declared void, nor restored here: "" or a sentence."""
        return ""

    # --- Removing -----------------------------------------------------------------------------------------------------

    @property
    def voidable(self) -> bool:
        return issubclass(self.model, Voidable)

    def in_use(self, row: Any, inspection: Inspection) -> str:
        """Why the row cannot be removed: "" or a sentence that names what refers to it."""
        for relation in row._meta.related_objects:
            if relation.related_model in self.own_tables:
                continue
            if relation.related_model._base_manager.filter(**{relation.field.name: row}).exists():
                return in_use_by(relation.related_model)
        return ""

    def remove(self, row: Any, inspection: Inspection) -> None:
        row.delete()


def in_use_by(model: type[Model]) -> str:
    """That rows of `model` refer to a row: not which, nor how many, as the reader may not see all of them."""
    name = Part.called.get(model, model._meta.verbose_name)
    return _("已被“%(name)s”引用，不能删除。请先从那里移除。") % {"name": name}


def digest_of(values: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def joined(texts: list[Text]) -> Text:
    """Texts as a list in both languages."""
    if not texts:
        return Text()
    return Text("、".join(text.zh for text in texts), "; ".join(text.en or text.zh for text in texts))
