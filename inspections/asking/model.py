"""The form of a return: sections, questions, columns. All have keys; keys joined by a point are addresses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.text import Text


class SectionKind(StrEnum):
    """What a section holds; the same words as in `inspections.enums`."""

    TEXT = "text"
    QUESTIONS = "questions"
    FIGURES = "figures"
    FINDINGS = "findings"
    DUTIES = "duties"
    FILES = "files"


class QuestionKind(StrEnum):
    """How a question is answered; the same words as in `inspections.enums`."""

    TEXT = "text"
    YES_NO = "yes_no"
    CHOICE = "choice"
    DATE = "date"
    FIGURE = "figure"
    FILE = "file"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to a choice."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of figures, and the period that its figures speak of."""

    key: str
    title: Text
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question, a row of a table, a file asked for, or a line of the responsibility list.

    `part_of` and `equals` are addresses ("figures.cases") of the row whose part it is and of the row that must say the
    same; `counts` says which rows of the return the figure must count ("problems", "achievements", "findings",
    "files").
    """

    key: str
    kind: QuestionKind
    prompt: Text
    guidance: Text = Text()
    required: bool = False
    evidence: bool = False
    unit: str = ""
    options: tuple[Option, ...] = ()
    part_of: str = ""
    parts_complete: bool = False
    equals: str = ""
    counts: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One page to fill."""

    key: str
    kind: SectionKind
    title: Text
    guidance: Text = Text()
    required: bool = True
    columns: tuple[Column, ...] = ()
    questions: tuple[Question, ...] = ()

    def question(self, key: str) -> Question | None:
        return next((question for question in self.questions if question.key == key), None)


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked, whole. `key` is the request's UUID as text."""

    key: str
    title: Text
    note: Text
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)

    def question(self, address: str) -> Question | None:
        """The question at "section.question"; what follows (a column, "files") is left aside."""
        section, _, rest = address.partition(".")
        found = self.section(section)
        return found.question(rest.partition(".")[0]) if found else None

    def questions(self) -> Iterator[tuple[str, Section, Question]]:
        """Every question with its address and its section, in order."""
        for section in self.sections:
            for question in section.questions:
                yield f"{section.key}.{question.key}", section, question
