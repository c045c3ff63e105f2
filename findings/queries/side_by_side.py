"""One item of the returns over all bodies: what each of them gave, and what that comes to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.quantities import Extent, Quantity, QuantityError, Style, write_en, write_zh
from core.quantities.single import NotOne
from core.spoken import spoken
from core.text import Text
from findings.enums import Answer, QuantityWord
from findings.ladder import word_for
from findings.queries.taking import Standing
from findings.returns.answers import UNREADABLE
from findings.returns.content import FILES, Value, paragraphs_of, rows_of
from findings.returns.items import Item
from findings.returns.sums import Sum, read, total
from findings.understanding import understood
from inspections.asking.model import Column, Question, QuestionKind, SectionKind

COUNTED = Style(Extent.COUNT)
NUMBER = Style(Extent.NUMBER, digits=True)


@dataclass(frozen=True)
class Cell:
    """What stands at one address: as written, how it is understood or why it is not, what was taken over from it."""

    address: str
    value: str = ""
    understood: str = ""
    quantity: Quantity | None = None
    is_wrong: bool = False
    taken: Any = None


@dataclass(frozen=True)
class Row:
    """A row of findings or a paragraph."""

    address: str
    fields: Mapping[str, Value]
    files: tuple[str, ...] = ()
    taken: Any = None


@dataclass(frozen=True)
class Line:
    """One body. `note` is what stands beside its answer, `files` are the names of what it attached."""

    standing: Standing
    cells: tuple[Cell, ...] = ()
    rows: tuple[Row, ...] = ()
    note: str = ""
    files: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (any(cell.value for cell in self.cells) or self.rows or self.files)


@dataclass(frozen=True)
class Summed:
    """A column with what its figures come to: `given` of `asked` bodies gave one."""

    column: Column | None
    address: str
    sum: Sum
    given: int
    asked: int
    taken: Any = None

    @property
    def written(self) -> Text:
        """The sum in both languages; empty where there is none."""
        return written_sum(self.sum)


def written_sum(added: Sum) -> Text:
    """What figures come to, in both languages; empty where they come to nothing."""
    quantity = added.quantity
    try:
        return Text(write_zh(quantity, COUNTED), write_en(quantity, NUMBER)) if quantity else Text()
    except QuantityError:
        return Text()


@dataclass(frozen=True)
class Count:
    """How many bodies gave one answer, of those that submitted, and the word that the ladder has for it."""

    label: Any
    number: int
    of: int
    word: str = ""


@dataclass(frozen=True)
class Sheet:
    """An item over all bodies, in standard order; those that submitted nothing are in it too."""

    item: Item
    shape: str  # figures, answers, texts, paragraphs, findings, files
    lines: Sequence[Line]
    columns: Sequence[Summed] = ()
    counts: Sequence[Count] = ()
    submitted: int = 0
    missing: int = field(default=0)


def sheet_of(item: Item, standings: Sequence[Standing], taken: Mapping[tuple[int, str], Any]) -> Sheet:
    """`item` as `standings` (with its section) answer it; no query."""
    submitted = [each for each in standings if each.version is not None]
    shape = shape_of(item)
    lines = [_line(item, shape, each, taken) for each in standings]
    counting = [line for line in lines if line.standing.is_open]
    return Sheet(
        item,
        shape,
        lines,
        columns=_columns(item, counting) if shape == "figures" else (),
        counts=_counts(item, counting) if shape == "answers" else (),
        submitted=len(submitted),
        missing=len(standings) - len(submitted),
    )


def shape_of(item: Item) -> str:
    """How an item is laid out: by the kind of its section, or of its question."""
    if item.question is None:
        return "findings" if item.section.kind == SectionKind.FINDINGS else "paragraphs"
    kinds = {
        QuestionKind.FIGURE: "figures",
        QuestionKind.YES_NO: "answers",
        QuestionKind.CHOICE: "answers",
        QuestionKind.DUTY: "answers",
        QuestionKind.FILE: "files",
    }
    return kinds.get(item.question.kind, "texts")


def addresses_of(item: Item) -> list[tuple[str, Column | None]]:
    """The addresses within its section at which a question is answered, each with its column."""
    question = item.question
    if question is None:
        return []
    if item.section.kind == SectionKind.FIGURES:
        return [(f"{question.key}.{column.key}", column) for column in item.section.columns]
    return [(f"{question.key}.answer" if item.section.kind == SectionKind.DUTIES else question.key, None)]


def _line(item: Item, shape: str, standing: Standing, taken: Mapping[tuple[int, str], Any]) -> Line:
    written, key = standing.written, item.section.key
    own = standing.delegation.pk

    def known(rest: str) -> Any:
        return taken.get((own, f"{key}.{rest}"))

    if shape == "findings":
        rows = [
            Row(f"{key}.{row}", fields, _names(standing, fields.get(FILES)), known(row))
            for row, fields in rows_of(written)
        ]
        return Line(standing, rows=tuple(rows))
    if shape == "paragraphs":
        numbered = [f"p{number}" for number in sorted(int(address[1:]) for address in written)]
        texts = zip(numbered, paragraphs_of(written), strict=True)
        return Line(standing, rows=tuple(Row(f"{key}.{at}", {"text": text}, taken=known(at)) for at, text in texts))
    assert item.question is not None  # noqa: S101  only whole sections have none
    question = item.question
    cells = [_cell(item, question, rest, written, known(rest)) for rest, _column in addresses_of(item)]
    at = question.key if shape == "files" else f"{question.key}.{FILES}"
    return Line(
        standing,
        tuple(cells) if shape != "files" else (),
        note=str(written.get(f"{question.key}.note", "")),
        files=_names(standing, written.get(at)),
    )


def _cell(item: Item, question: Question, rest: str, written: Mapping[str, Value], taken: Any) -> Cell:
    address, value = f"{item.section.key}.{rest}", written.get(rest, "")
    if not isinstance(value, str) or not value:
        return Cell(address)
    if question.kind != QuestionKind.FIGURE:
        label = labels_of(question).get(value)
        return Cell(address, value, str(label) if label else "", taken=taken)
    try:
        quantity = read(value, question.unit)
    except NotOne as error:
        return Cell(address, value, str(spoken(UNREADABLE[error.reason])), is_wrong=True)
    return Cell(address, value, understood(quantity), quantity, taken=taken)


def labels_of(question: Question) -> dict[str, Any]:
    """Key → words of every answer that a question offers."""
    if question.kind == QuestionKind.YES_NO:
        return {"yes": _("是"), "no": _("否")}
    if question.kind == QuestionKind.DUTY:
        return dict(Answer.choices)
    return {option.key: spoken(option.label) for option in question.options}


def _names(standing: Standing, keys: object) -> tuple[str, ...]:
    listed = keys if isinstance(keys, list) else []
    found = (standing.files.get(key, {}) for key in listed)
    return tuple(str(each.get("title") or each.get("name") or "") for each in found if each)


def _columns(item: Item, counting: Sequence[Line]) -> list[Summed]:
    found = []
    for place, (rest, column) in enumerate(addresses_of(item)):
        cells = [line.cells[place] for line in counting]
        quantities = [cell.quantity for cell in cells if cell.quantity is not None]
        unread = any(cell.is_wrong for cell in cells)
        added = Sum(None, notes=(UNREAD,)) if unread else total(quantities)
        found.append(Summed(column, f"{item.section.key}.{rest}", added, len(quantities), len(counting)))
    return found


UNREAD = Text("有的数据看不出数字，不能相加。", "One of the figures cannot be read, so there is no sum.")


def _counts(item: Item, counting: Sequence[Line]) -> list[Count]:
    """Every answer with how many gave it; then those that left it open."""
    assert item.question is not None  # noqa: S101  only questions have answers
    given = [cell.value for line in counting for cell in line.cells]
    whole = len(counting)
    counts = []
    for key, label in labels_of(item.question).items():
        number = given.count(key)
        word = word_for(number, whole) if number else ""
        counts.append(Count(label, number, whole, str(QuantityWord(word).label) if word else ""))
    if empty := given.count(""):
        counts.append(Count(_("未填"), empty, whole))
    return counts


def neighbours(items: Iterable[Item], address: str) -> tuple[Item | None, Item | None]:
    """The item before and the item after the one at `address`."""
    ordered = list(items)
    place = next(number for number, item in enumerate(ordered) if item.address == address)
    before = ordered[place - 1] if place else None
    return before, ordered[place + 1] if place + 1 < len(ordered) else None
