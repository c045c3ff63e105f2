"""A return as a paper: every part and item of a submitted content in words, under the address it has there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.quantities import QuantityError, write_en, write_zh
from core.spoken import spoken
from core.text import Text
from findings.enums import Answer, FindingKind, QuantityWord
from findings.returns.content import DUTY, FILES, FINDING, ROWS, Content, Value, Written, label_of, rows_of
from findings.returns.rules import figure_at
from inspections.asking.model import Column, Form, Question, QuestionKind, Section, SectionKind

PROSE = ("facts", "suggestion")  # fields of a finding that are read, not looked up
OF_THE_HEAD = ("kind", "title")  # fields that stand at its head


@dataclass(frozen=True, slots=True)
class File:
    """A file that a return names."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """What stands at a full address: `value` as it was written, or `words` where it is one of fixed answers.

    `understood` is the figure that was read in it, where that says it in other words. `parts` are the cells of a row of
    figures, the fields of a finding.
    """

    address: str
    label: Text
    value: str = ""
    words: str = ""
    understood: str = ""
    guidance: Text = field(default_factory=Text)
    files: tuple[File, ...] = ()
    parts: tuple["Item", ...] = ()
    is_part: bool = False  # of the row that stands before it: 其中

    @property
    def is_given(self) -> bool:
        return bool(self.value or self.words or self.files or any(part.is_given for part in self.parts))

    @property
    def name(self) -> str:
        """The last part of the address: which field, which column."""
        return self.address.rpartition(".")[2]

    @property
    def prose(self) -> list["Item"]:
        """Of a finding: the fields that are texts."""
        return [part for part in self.parts if part.name in PROSE]

    @property
    def facts(self) -> list["Item"]:
        """Of a finding: the fields that stand neither at its head nor as texts."""
        return [part for part in self.parts if part.name not in (*PROSE, *OF_THE_HEAD)]

    @property
    def kind(self) -> "Item | None":
        return next((part for part in self.parts if part.name == "kind"), None)


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the paper."""

    section: Section
    items: tuple[Item, ...]

    @property
    def address(self) -> str:
        return self.section.key

    @property
    def is_given(self) -> bool:
        return any(item.is_given for item in self.items)

    @property
    def has_files(self) -> bool:
        return any(item.files for item in self.items)


def paper_of(form: Form, frozen: Mapping[str, Any]) -> list[Part]:
    """The parts of a version in the order of its form; `frozen` is the content of the version."""
    content, names = frozen["sections"], names_of(frozen)
    return [Part(section, tuple(_items(form, section, content, names))) for section in form.sections]


def names_of(frozen: Mapping[str, Any]) -> dict[str, str]:
    """Key → name of each file of a version."""
    return {key: one["title"] or one["name"] for key, one in frozen.get("files", {}).items()}


def addresses_of(form: Form, content: Content) -> set[str]:
    """Every address of a version beside which something can be noted: sections, and items with or without an answer."""
    found = set()
    for section in form.sections:
        found.add(section.key)
        for item in _items(form, section, content, {}):
            found |= {item.address, *(part.address for part in item.parts)}
    return found


def item_at(form: Form, frozen: Mapping[str, Any], address: str) -> Item | None:
    """The item at `address`; None for a section, a part of an item, and what is not there."""
    section = form.section(address.partition(".")[0])
    items = _items(form, section, frozen["sections"], names_of(frozen)) if section else ()
    return next((item for item in items if item.address == address), None)


def name_of(form: Form, content: Content, address: str) -> Text:
    """What stands at `address`, in words; of a finding also which one it is."""
    section, _dot, rest = address.partition(".")
    asked = form.section(section)
    if asked is None or asked.kind != SectionKind.FINDINGS or not rest or rest == ROWS:
        return label_of(form, address)
    row, _dot, name = rest.partition(".")
    rows = dict(rows_of(content.get(section, {})))
    title = str(rows.get(row, {}).get("title", ""))
    number = list(rows).index(row) + 1 if row in rows else 0
    parts = [
        asked.title,
        Text(f"第{number}条 {title}".strip(), f"No. {number} {title}".strip()) if number else Text(row),
    ]
    parts += [_label_of_field(name)] if name else []
    return Text(" › ".join(part.zh for part in parts), " › ".join(part.en or part.zh for part in parts))


def paragraph_addresses(written: Written) -> list[str]:
    """Where the paragraphs of a text section stand within it, in order."""
    return [f"p{number}" for number in sorted(int(address[1:]) for address in written)]


def words_of(form: Form, address: str, value: Value, names: Mapping[str, str]) -> str:
    """A value as a reader sees it: the words of a fixed answer, the names of files, or the text as it was written."""
    if isinstance(value, list):
        return "、".join(names.get(key, key) for key in value)
    return _fixed(form, address, value) or value


# --- Items by kind of section -----------------------------------------------------------------------------------------


def _items(form: Form, section: Section, content: Content, names: Mapping[str, str]) -> Iterator[Item]:
    written = content.get(section.key, {})
    match section.kind:
        case SectionKind.TEXT:
            for place in sorted(int(address[1:]) for address in written if address[1:].isdecimal()):
                address = f"{section.key}.p{place}"
                yield Item(address, label_of(form, address), value=str(written[f"p{place}"]))
        case SectionKind.FINDINGS:
            for number, (row, fields) in enumerate(rows_of(written), start=1):
                yield _finding(form, f"{section.key}.{row}", number, fields, names)
        case SectionKind.FIGURES:
            for question in section.questions:
                yield _row(section, question, content, names)
        case SectionKind.DUTIES:
            for question in section.questions:
                yield _duty(form, section, question, written, names)
        case _:
            for question in section.questions:
                yield _answer(form, section, question, content, names)


def _answer(form: Form, section: Section, question: Question, content: Content, names: Mapping[str, str]) -> Item:
    address, written = f"{section.key}.{question.key}", content.get(section.key, {})
    value = written.get(question.key, "")
    if isinstance(value, list):
        return Item(address, question.prompt, guidance=question.guidance, files=_files(value, names))
    return Item(
        address,
        question.prompt,
        value=value,
        words=_fixed(form, address, value),
        understood=_understood(content, address) if question.kind == QuestionKind.FIGURE else "",
        guidance=question.guidance,
        files=_files(written.get(f"{question.key}.{FILES}"), names),
    )


def _row(section: Section, question: Question, content: Content, names: Mapping[str, str]) -> Item:
    address, written = f"{section.key}.{question.key}", content.get(section.key, {})
    return Item(
        address,
        question.prompt,
        guidance=question.guidance,
        files=_files(written.get(f"{question.key}.{FILES}"), names),
        parts=tuple(_cell(f"{address}.{column.key}", column, content) for column in section.columns),
        is_part=bool(question.part_of),
    )


def _cell(address: str, column: Column, content: Content) -> Item:
    section, _dot, rest = address.partition(".")
    value = str(content.get(section, {}).get(rest, ""))
    return Item(address, column.title, value=value, understood=_understood(content, address))


def _duty(form: Form, section: Section, question: Question, written: Written, names: Mapping[str, str]) -> Item:
    address = f"{section.key}.{question.key}"
    parts = []
    for name, label in DUTY.items():
        value = str(written.get(f"{question.key}.{name}", ""))
        parts.append(Item(f"{address}.{name}", label, value=value, words=_fixed(form, f"{address}.{name}", value)))
    files = _files(written.get(f"{question.key}.{FILES}"), names)
    return Item(address, question.prompt, guidance=question.guidance, files=files, parts=tuple(parts))


def _finding(form: Form, address: str, number: int, fields: Written, names: Mapping[str, str]) -> Item:
    parts = tuple(
        Item(f"{address}.{name}", label, value=str(fields[name]), words=_fixed(form, f"{address}.{name}", fields[name]))
        for name, label in FINDING.items()
        if fields.get(name)
    )
    title = str(fields.get("title", ""))
    return Item(address, Text(str(number)), value=title, files=_files(fields.get(FILES), names), parts=parts)


# --- Words ------------------------------------------------------------------------------------------------------------


def _fixed(form: Form, address: str, value: Value) -> str:
    """The words of a value that is a key: yes or no, one of the choices, the kind of a finding …"""
    if not isinstance(value, str) or not value:
        return ""
    section = form.section(address.partition(".")[0])
    last = address.rpartition(".")[2]
    if section and section.kind == SectionKind.FINDINGS:
        return _fixed_of_finding(last, value)
    if section and section.kind == SectionKind.DUTIES and last == "answer":
        return str(dict(Answer.choices).get(value, value))
    question = form.question(address)
    if question and question.kind == QuestionKind.YES_NO:
        return {"yes": _("是"), "no": _("否")}.get(value, value)
    if question and question.kind == QuestionKind.CHOICE:
        return next((str(spoken(option.label)) for option in question.options if option.key == value), value)
    return ""


def _fixed_of_finding(name: str, value: str) -> str:
    if name == "kind":
        return str(dict(FindingKind.choices).get(value, value))
    if name == "word":
        return str(dict(QuantityWord.choices).get(value, ""))
    if name == "origin":
        return _("取自下级报送第%(number)s版") % {"number": (value.split("/") + ["", ""])[1]}
    return ""


def _label_of_field(name: str) -> Text:
    return FINDING.get(name, Text("附件", "Files"))


def _understood(content: Content, address: str) -> str:
    """The figure that was read, in the language of the page; "" where that is what was typed, or none was read."""
    quantity = figure_at(content, address)
    if quantity is None:
        return ""
    section, _dot, rest = address.partition(".")
    try:
        said = str(spoken(Text(write_zh(quantity), write_en(quantity))))
    except QuantityError:
        return ""
    return "" if said == str(content[section][rest]).strip() else said


def _files(keys: Value | None, names: Mapping[str, str]) -> tuple[File, ...]:
    return tuple(File(key, names.get(key, key)) for key in keys) if isinstance(keys, list) else ()
