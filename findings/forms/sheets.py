"""A section of a return as a page shows it: its fields with what stands there, what is wrong, how a figure was
understood, and what is the same as last time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.quantities import Kind, Qualifier, Quantity
from core.quantities.single import NotOne, single_quantity
from core.quantities.units import UNITS
from core.spoken import spoken
from core.templatetags.words import page_language
from findings.enums import Answer, FindingKind, QuantityWord
from findings.forms.filling import Part
from findings.models import ReturnFile
from findings.returns.content import DUTY, FILES, FINDING, ROWS, Value, Written, paragraphs_of
from findings.returns.rules import Fault
from findings.understanding import LARGE, understood
from inspections.asking.model import Question, QuestionKind, Section, SectionKind

Choices = tuple[tuple[str, Any], ...]
YES_NO: Choices = (("yes", _("是")), ("no", _("否")))
OF_FINDING: dict[str, Choices] = {"kind": tuple(FindingKind.choices), "word": tuple(QuantityWord.choices)}
LONG = frozenset({"facts", "suggestion"})  # fields of a finding that take several lines
WIDGETS = {"kind": "radio", "word": "select", "found_on": "date", "place": "place"}
QUESTION_WIDGETS = {
    QuestionKind.YES_NO: "radio", QuestionKind.CHOICE: "radio", QuestionKind.DUTY: "radio", QuestionKind.DATE: "date",
    QuestionKind.FIGURE: "figure",
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One field. `address` is its name and stands within the section, `key` the full address."""

    address: str
    key: str
    label: Any
    value: str = ""
    widget: str = "line"  # line, lines, radio, select, date, place, figure
    choices: Choices = ()
    help: Any = ""
    required: bool = False
    errors: list[Any] = field(default_factory=list)
    warnings: list[Any] = field(default_factory=list)
    understood: str = ""
    as_before: bool = False

    @property
    def column(self) -> str:
        """The key of the column of a figure."""
        return self.address.partition(".")[2]

    @property
    def shown(self) -> Any:
        """The value in words, for reading."""
        return dict(self.choices).get(self.value, self.value) if self.value else ""


@dataclass(frozen=True)
class Files:
    """A place for files: those that are named there, each with its row as far as it arrived."""

    address: str
    key: str
    label: Any
    files: tuple[tuple[str, ReturnFile | None], ...]
    required: bool = False
    errors: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """What belongs together: a question with its answer and files, a row of figures, a finding (`row` is its key)."""

    question: Question | None
    fields: tuple[Field, ...]
    files: Files
    row: str = ""
    number: int = 0
    unit: str = ""
    origin: str = ""

    @property
    def title(self) -> str:
        return next((one.value for one in self.fields if one.address.endswith(".title")), "")

    @property
    def as_before(self) -> bool:
        """Everything that is filled in reads as it did last time."""
        filled = [one for one in self.fields if one.value]
        return bool(filled) and all(one.as_before for one in filled)


@dataclass
class Sheet:
    """Makes the lines of one page of a section. `before` is what the body wrote there last time, `files` the files of
    the return by key, `broken` what was refused, by address within the section."""

    part: Part
    written: Written
    faults: list[Fault] = field(default_factory=list)
    files: Mapping[str, ReturnFile] = field(default_factory=dict)
    before: Written = field(default_factory=dict)
    broken: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def section(self) -> Section:
        return self.part.section

    @property
    def paragraphs(self) -> list[str]:
        return paragraphs_of(self.written)

    @property
    def text(self) -> str:
        """The paragraphs of a text section, one on a line."""
        return "\n".join(self.paragraphs)

    @property
    def count(self) -> int:
        """How many findings the section has in all."""
        return len(self.written.get(ROWS, []))

    @property
    def has_files(self) -> bool:
        """Whether the rows of a table have a column for files: where evidence is asked for, or was given."""
        asked = any(question.evidence for question in self.section.questions)
        return asked or any(address.endswith(f".{FILES}") for address in self.written)

    @property
    def whole(self) -> Field:
        """The section as one field: what is said about it and not about one of its places."""
        return self._field("", self.section.title)

    def lines(self) -> Iterator[Line]:
        """What stands on the page, in order."""
        for question in self.part.questions:
            yield Line(question, tuple(self._answers(question)), self._files(question), unit=unit_of(question))
        rows = list(self.written.get(ROWS, []))
        for row in self.part.rows:
            fields = tuple(self._of_finding(row, name) for name in FINDING if name != "origin")
            origin = str(self.written.get(f"{row}.origin", ""))
            number = rows.index(row) + 1 if row in rows else len(rows)
            yield Line(None, fields, self._place(f"{row}.{FILES}", _("依据文件")), row, number, origin=origin)

    def _answers(self, question: Question) -> Iterator[Field]:
        if self.section.kind == SectionKind.FIGURES:
            for column in self.section.columns:
                yield self._field(f"{question.key}.{column.key}", column.title, "figure", required=question.required)
        elif self.section.kind == SectionKind.DUTIES:
            yield self._field(f"{question.key}.answer", DUTY["answer"], "radio", required=question.required)
            yield self._field(f"{question.key}.note", DUTY["note"], "lines")
        elif question.kind != QuestionKind.FILE:
            widget = QUESTION_WIDGETS.get(question.kind, "lines")
            yield self._field(question.key, question.prompt, widget, question.guidance, question.required)

    def _of_finding(self, row: str, name: str) -> Field:
        widget = WIDGETS.get(name, "lines" if name in LONG else "line")
        return self._field(f"{row}.{name}", FINDING[name], widget, required=name in ("kind", "title"))

    def _field(
        self,
        address: str,
        label: Any,
        widget: str = "line",
        guidance: Any = "",
        required: bool = False,
    ) -> Field:
        choices = choices_at(self.section, address)
        value = self.written.get(address, "")
        value = value if isinstance(value, str) else ""
        key = f"{self.section.key}.{address}" if address else self.section.key
        wrong = [fault for fault in self.faults if fault.address == key]
        return Field(
            address, key, label, value, widget, choices, guidance, required,
            errors=[*self.broken.get(address, []), *(spoken(one.message) for one in wrong if one.is_error)],
            warnings=[spoken(one.message) for one in wrong if not one.is_error],
            understood=reading_of(value) if widget == "figure" else "",
            as_before=bool(value) and value == self.before.get(address),
        )  # fmt: skip

    def _files(self, question: Question) -> Files:
        if self.section.kind == SectionKind.FILES:
            return self._place(question.key, question.prompt, question.required)
        return self._place(f"{question.key}.{FILES}", _("依据文件"), question.evidence)

    def _place(self, address: str, label: Any, required: bool = False) -> Files:
        keys = self.written.get(address, [])
        named = tuple((key, self.files.get(key)) for key in keys) if isinstance(keys, list) else ()
        key = f"{self.section.key}.{address}"
        wrong = [spoken(one.message) for one in self.faults if one.address == key]
        return Files(address, key, label, named, required, [*self.broken.get(address, []), *wrong])


def choices_at(section: Section, address: str) -> Choices:
    """What may be chosen at an address within `section`; nothing where something is typed."""
    first, _point, rest = address.partition(".")
    if section.kind == SectionKind.FINDINGS:
        return OF_FINDING.get(rest, ())
    question = section.question(first)
    if question is None or rest not in ("", "answer"):
        return ()
    match question.kind:
        case QuestionKind.YES_NO:
            return YES_NO
        case QuestionKind.CHOICE:
            return tuple((option.key, spoken(option.label)) for option in question.options)
        case QuestionKind.DUTY:
            return tuple(Answer.choices)
    return ()


def in_words(section: Section, address: str, value: Value, files: Mapping[str, ReturnFile]) -> Any:
    """What stands at a full address, as a person reads it: the words of a choice, the names of files."""
    if isinstance(value, list):
        return "\n".join(str(files.get(key, key)) for key in value)
    return dict(choices_at(section, address.partition(".")[2])).get(value, value)


def unit_of(question: Question) -> str:
    """What the figures of a row count, in the language of the page."""
    unit = UNITS.get(question.unit)
    if unit is None:
        return ""
    return unit.noun.en_plural if page_language() == "en" else unit.counter or unit.noun.zh


def reading_of(value: str) -> str:
    """How a figure was understood, where that is more than what stands there; "" for a plain number and for none."""
    try:
        quantity = single_quantity(value) if value else None
    except NotOne:
        return ""
    return understood(quantity) if quantity and not _is_plain(quantity) else ""


def _is_plain(quantity: Quantity) -> bool:
    small = quantity.value is not None and quantity.value < LARGE
    return small and quantity.qualifier is Qualifier.EXACT and quantity.kind in (Kind.CARDINAL, Kind.PERCENT)
