"""A form as JSON and back: one shape for packages, workbooks and the digest that fixes it."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from core.canonical import canonical, digest
from core.text import Text
from inspections.asking.model import Column, Form, Option, Question, QuestionKind, Section, SectionKind

DOMAIN = "zhijian request 1"


class NoForm(ValueError):
    """The data is no form of a return; the message names the spot."""


def to_data(form: Form) -> dict[str, Any]:
    """`form` as plain data: dicts, lists, strings and booleans."""
    return _plain(form)


def digest_of(form: Form) -> str:
    """SHA-256 of the canonical form; two requests with one digest ask the same."""
    return digest(DOMAIN, canonical(to_data(form)))


def from_data(data: Mapping[str, Any]) -> Form:
    """The form in `data`. Raises NoForm where a key is missing, unknown or of another kind."""
    try:
        sections = tuple(_section(section) for section in data["sections"])
        return Form(str(data["key"]), _text(data["title"]), _text(data["note"]), sections)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NoForm(str(error)) from error


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Form | Section | Question | Column | Option):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return str(value) if isinstance(value, SectionKind | QuestionKind) else value


def _section(data: Mapping[str, Any]) -> Section:
    return Section(
        key=str(data["key"]),
        kind=SectionKind(data["kind"]),
        title=_text(data["title"]),
        guidance=_text(data["guidance"]),
        required=bool(data["required"]),
        columns=tuple(
            Column(str(column["key"]), _text(column["title"]), _day(column["starts"]), _day(column["ends"]))
            for column in data["columns"]
        ),
        questions=tuple(_question(question) for question in data["questions"]),
    )


def _question(data: Mapping[str, Any]) -> Question:
    return Question(
        key=str(data["key"]),
        kind=QuestionKind(data["kind"]),
        prompt=_text(data["prompt"]),
        guidance=_text(data["guidance"]),
        required=bool(data["required"]),
        evidence=bool(data["evidence"]),
        unit=str(data["unit"]),
        options=tuple(Option(str(option["key"]), _text(option["label"])) for option in data["options"]),
        part_of=str(data["part_of"]),
        parts_complete=bool(data["parts_complete"]),
        equals=str(data["equals"]),
        counts=str(data["counts"]),
    )


def _text(data: Mapping[str, str]) -> Text:
    return Text(str(data["zh"]), str(data["en"]))


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
