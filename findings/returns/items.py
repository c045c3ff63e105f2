"""The items of a return: what is laid side by side over all bodies, and what is taken over from one of them.

An item is a question, a row of figures, a whole text or a whole list of findings. A piece is what is taken over: one
row of findings, one paragraph, one figure.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.text import Text
from findings.returns.content import FILES, FINDING, Value, Written, paragraphs_of, rows_of
from inspections.asking.model import Column, Form, Question, QuestionKind, Section, SectionKind

WHOLE = frozenset({SectionKind.TEXT, SectionKind.FINDINGS})  # sections that are one item
SENTENCE_ENDS = re.compile(r"[。！？；!?;]|\.(?=\s|$)")
# Fields of a row that say how it is kept, not what was found.
UNSAID = frozenset({"kind", "origin"})
PLAIN = frozenset({"title", "facts"})


class PieceKind(StrEnum):
    ROW = "row"
    PARAGRAPH = "paragraph"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Item:
    """A section, or one question of it; `address` is "section" or "section.question"."""

    address: str
    section: Section
    question: Question | None = None

    @property
    def title(self) -> Text:
        return self.question.prompt if self.question else self.section.title


@dataclass(frozen=True, slots=True)
class Piece:
    """One row, paragraph or figure: its full address, and how it reads. `fields` are those of a row; `question` and
    `column` say what a figure counts and when."""

    kind: PieceKind
    address: str
    section: Section
    wording: str
    fields: Mapping[str, Value]
    files: tuple[str, ...] = ()
    question: Question | None = None
    column: Column | None = None


def items_of(form: Form) -> Iterator[Item]:
    """Every item in the order of the form."""
    for section in form.sections:
        if section.kind in WHOLE:
            yield Item(section.key, section)
        else:
            yield from (Item(f"{section.key}.{each.key}", section, each) for each in section.questions)


def item_at(form: Form, address: str) -> Item | None:
    """The item that a full address lies in: "cases.all.y2016" is of "cases.all", "overview.p3" of "overview"."""
    key, _, rest = address.partition(".")
    first = rest.partition(".")[0]
    wanted = {key} if not first else {key, f"{key}.{first}"}
    return next((item for item in items_of(form) if item.address in wanted), None)


def piece_at(form: Form, written: Written, address: str) -> Piece | None:
    """What stands at a full address in `written` (its section), as something to take over; None for anything else."""
    key, _, rest = address.partition(".")
    section = form.section(key)
    if section is None or not rest:
        return None
    if section.kind == SectionKind.FINDINGS:
        return _row_at(section, written, address)
    value = written.get(rest)
    if not isinstance(value, str) or not value:
        return None
    if section.kind == SectionKind.TEXT:
        return Piece(PieceKind.PARAGRAPH, address, section, value, {})
    question, column = figure_place(section, rest)
    if question is None:
        return None
    return Piece(PieceKind.FIGURE, address, section, value, {}, question=question, column=column)


def _row_at(section: Section, written: Written, address: str) -> Piece | None:
    fields = dict(rows_of(written)).get(address.partition(".")[2])
    if not fields:
        return None
    files = fields.get(FILES, [])
    named = tuple(files) if isinstance(files, list) else ()
    return Piece(PieceKind.ROW, address, section, wording_of(fields), fields, named)


def figure_place(section: Section, rest: str) -> tuple[Question | None, Column | None]:
    """The question and the column of a figure at `rest` within `section`; (None, None) where no figure is asked."""
    first, _, second = rest.partition(".")
    question = section.question(first)
    if question is None or question.kind != QuestionKind.FIGURE:
        return None, None
    if section.kind != SectionKind.FIGURES:
        return (None, None) if second else (question, None)
    column = next((column for column in section.columns if column.key == second), None)
    return (question, column) if column else (None, None)


def figure_places(form: Form) -> Iterator[tuple[str, Section, Question, Column | None]]:
    """Every place of the form where a figure is asked, with its full address."""
    for address, section, question in form.questions():
        if question.kind == QuestionKind.FIGURE and section.kind == SectionKind.FIGURES:
            yield from ((f"{address}.{column.key}", section, question, column) for column in section.columns)
        elif question.kind == QuestionKind.FIGURE:
            yield address, section, question, None


def wording_of(fields: Mapping[str, Value]) -> str:
    """A row of findings as lines of text: title and facts, then what else it says under its name."""
    said = [(name, str(fields[name])) for name in FINDING if name not in UNSAID and fields.get(name)]
    return "\n".join(value if name in PLAIN else f"{FINDING[name].zh}：{value}" for name, value in said)


def reads_now(form: Form, written: Written, address: str, was: str) -> str:
    """How the piece at a full address reads that once read `was`; "" where it is no more.

    A paragraph is found again wherever it stands by now: one that was put in above moves all the others.
    """
    section = form.section(address.partition(".")[0])
    if section and section.kind == SectionKind.TEXT and was in paragraphs_of(written):
        return was
    piece = piece_at(form, written, address)
    return piece.wording if piece else ""


def first_sentence(text: str, limit: int) -> str:
    """The first sentence of `text` without its end, cut with an ellipsis where it is longer than `limit`."""
    sentence = SENTENCE_ENDS.split(text.strip(), maxsplit=1)[0].strip() or text.strip()
    return sentence if len(sentence) <= limit else f"{sentence[: limit - 1]}…"
