"""Which cell of a workbook holds what: one description, by which it is written and read.

A sheet has its title in row 1, guidance in row 2, the head of the table in row 3, and the table from row 4 on. Rows of
findings carry their key in the hidden column A, so that a row that is moved stays the same finding; the key of a row
that is new is made of the workbook's own stem and the number of the row, so that the same file read twice adds nothing
twice.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from core.quantities.units import UNITS
from core.text import Text
from findings.returns.content import DUTY, FILES, FINDING, MOST_PARAGRAPHS, MOST_ROWS, ROWS, Content, Value, Written
from findings.workbooks.words import Words, of_finding, of_question
from inspections.asking.model import Form, Question, QuestionKind, Section, SectionKind

VERSION = 1  # of this layout; a workbook of another one is not read
HEAD, FIRST = 3, 4  # rows
KEY = 1  # column of the key of a finding
LINES = 500  # rows for findings, when fewer are written
PARAGRAPHS = 30
SPARE = 20  # rows that stay free where more is written than that
NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_NAME = 31  # characters of the name of a sheet

WIDE, MIDDLE, NARROW, TINY = 62.0, 30.0, 14.0, 7.0
# Widths of the fields of a finding; all of them go on one A4 page across.
WIDTHS = {
    "kind": 9.0, "title": 24.0, "facts": 42.0, "place": 13.0, "actor": 18.0, "articles": 17.0, "counted": 9.0,
    "counted_of": 9.0, "word": 9.0, "found_on": 12.0, "suggestion": 28.0, "origin": 10.0,
}  # fmt: skip
FIXED_FIELD = "origin"  # said by the system, not typed

NUMBER, FILED = Text("序号", "No."), Text("附件（在网页上传）", "Files (upload on the website)")
TAKEN = Text("取自下级报送", "Taken from a return from below")
DAY = Text("（如2017-10-31）", " (like 2017-10-31)")
HINTS = {
    QuestionKind.TEXT: Text("填写文字", "Write a text"),
    QuestionKind.YES_NO: Text("选“是”或“否”", "Choose yes or no"),
    QuestionKind.CHOICE: Text("从列表中选一项", "Choose one of the list"),
    QuestionKind.DATE: Text("填写日期，如2017-10-31", "Give a date, like 2017-10-31"),
    QuestionKind.FIGURE: Text("填写一个数据，如“12”“1000余万”", "Give one figure, like “12” or “1000余万”"),
    QuestionKind.FILE: Text("在网页上传文件", "Upload the file on the website"),
    QuestionKind.DUTY: Text("从列表中选一项", "Choose one of the list"),
}
UNIT = Text("（{}）", " ({})")
REQUIRED = Text("（必填）", " (required)")


@dataclass(frozen=True, slots=True)
class Input:
    """A cell to be filled in: its address within the section, what was written into it, and what it is chosen from."""

    address: str
    shown: str = ""
    words: Words | None = None


@dataclass(slots=True)
class Sheet:
    """One section. `fixed` cells must come back as they went out, `told` ones are for information only."""

    key: str
    name: str
    title: str
    guidance: str
    head: list[str]
    widths: list[float]
    fixed: dict[tuple[int, int], str] = field(default_factory=dict)
    told: dict[tuple[int, int], str] = field(default_factory=dict)
    inputs: dict[tuple[int, int], Input] = field(default_factory=dict)
    rows: dict[int, str] = field(default_factory=dict)  # of findings: number of the row → key, "" for a free one
    last: int = FIRST

    @property
    def is_of_findings(self) -> bool:
        return bool(self.rows)


def place(sheet: str, row: int, column: int) -> str:
    """Where a cell is, as a person looks for it: "3 数据表!C7"."""
    return f"{sheet}!{get_column_letter(column)}{row}"


def sheets(
    form: Form,
    content: Content,
    lang: str,
    *,
    stem: str,
    places: Iterable[str] = (),
    files: Mapping[str, str] | None = None,
) -> list[Sheet]:
    """The sheets of the sections in order, as they are written for `content`. `files`: key → name."""
    made = []
    for number, section in enumerate(form.sections, start=1):
        draw = _Drawing(section, content.get(section.key, {}), lang, stem, tuple(places), files or {})
        made.append(draw.sheet(number))
    return made


def name_of(number: int, title: str) -> str:
    """The name of a sheet: a spreadsheet takes 31 characters and not all of them; the number keeps names apart."""
    return f"{number} {NO_NAME.sub(' ', title).strip()}"[:LONGEST_NAME].rstrip(" '")


def shown(value: Value | None, chosen: Words | None = None) -> str:
    """A value as a cell shows it."""
    text = value if isinstance(value, str) else ""
    return chosen.show(text) if chosen else text


class _Drawing:
    """One section being laid out."""

    def __init__(
        self,
        section: Section,
        written: Written,
        lang: str,
        stem: str,
        places: tuple[str, ...],
        files: Mapping[str, str],
    ) -> None:
        self.section, self.written, self.lang, self.stem = section, written, lang, stem
        self.places, self.files = places, files

    def sheet(self, number: int) -> Sheet:
        title = self.say(self.section.title)
        sheet = Sheet(self.section.key, name_of(number, title), title, self.say(self.section.guidance), [], [])
        ways: dict[SectionKind, Callable[[Sheet], None]] = {
            SectionKind.TEXT: self.text,
            SectionKind.QUESTIONS: self.questions,
            SectionKind.FIGURES: self.figures,
            SectionKind.FINDINGS: self.findings,
            SectionKind.DUTIES: self.duties,
            SectionKind.FILES: self.papers,
        }
        ways[self.section.kind](sheet)
        sheet.last = max([FIRST, *(row for row, _ in (*sheet.fixed, *sheet.inputs))])
        return sheet

    # --- By kind -----------------------------------------------------------------------------------------------------

    def text(self, sheet: Sheet) -> None:
        self.columns(sheet, (Text("段落", "Paragraph"), 12.0), (Text("正文", "Text"), 118.0))
        numbers = [int(address[1:]) for address in self.written if re.fullmatch(r"p[1-9]\d*", address)]
        lines = min(MOST_PARAGRAPHS, max(PARAGRAPHS, max(numbers, default=0) + SPARE))
        for number in range(1, lines + 1):
            row = FIRST + number - 1
            sheet.fixed[row, 1] = self.say(Text(f"第{number}段", f"Paragraph {number}"))
            self.input(sheet, row, 2, f"p{number}")

    def questions(self, sheet: Sheet) -> None:
        titles = (
            (Text("问题", "Question"), 46.0),
            (Text("填写说明", "Guidance"), MIDDLE),
            (Text("答复", "Answer"), WIDE),
        )
        self.columns(sheet, (NUMBER, TINY), *titles, (FILED, 22.0))
        for row, question in self.lines(sheet):
            sheet.fixed[row, 3] = self.guided(question)
            if question.kind != QuestionKind.FILE:
                self.input(sheet, row, 4, question.key, self.choice(question))
            sheet.told[row, 5] = self.filed(f"{question.key}.{FILES}")

    def figures(self, sheet: Sheet) -> None:
        columns = [(column.title, 18.0) for column in self.section.columns]
        titles = (Text("项目", "Item"), 42.0), (Text("填写说明", "Guidance"), 34.0)
        self.columns(sheet, (NUMBER, TINY), *titles, *columns, (FILED, 22.0))
        for row, question in self.lines(sheet):
            sheet.fixed[row, 3] = self.guided(question)
            for place_, column in enumerate(self.section.columns, start=4):
                self.input(sheet, row, place_, f"{question.key}.{column.key}")
            sheet.told[row, 4 + len(columns)] = self.filed(f"{question.key}.{FILES}")

    def duties(self, sheet: Sheet) -> None:
        titles = (Text("责任条款", "Duty"), 46.0), (Text("填写说明", "Guidance"), MIDDLE)
        answers = (DUTY["answer"], NARROW), (DUTY["note"], 50.0)
        self.columns(sheet, (NUMBER, TINY), *titles, *answers, (FILED, 22.0))
        for row, question in self.lines(sheet):
            sheet.fixed[row, 3] = self.guided(question)
            self.input(sheet, row, 4, f"{question.key}.answer", self.choice(question))
            self.input(sheet, row, 5, f"{question.key}.note")
            sheet.told[row, 6] = self.filed(f"{question.key}.{FILES}")

    def papers(self, sheet: Sheet) -> None:
        titles = (Text("材料", "Paper"), 46.0), (Text("填写说明", "Guidance"), 40.0)
        self.columns(sheet, (NUMBER, TINY), *titles, (Text("已上传的文件", "Files uploaded"), 40.0))
        for row, question in self.lines(sheet):
            sheet.fixed[row, 3] = self.guided(question)
            sheet.told[row, 4] = self.filed(question.key)

    def findings(self, sheet: Sheet) -> None:
        titles = [
            (Text(title.zh + DAY.zh, (title.en or name) + DAY.en) if name == "found_on" else title, WIDTHS[name])
            for name, title in FINDING.items()
        ]
        self.columns(sheet, (Text("编号", "Key"), TINY), (NUMBER, TINY), *titles, (FILED, 16.0))
        given = self.written.get(ROWS, [])
        keys = list(given) if isinstance(given, list) else []
        chosen = {name: of_finding(name, self.places, self.lang) for name in FINDING}
        lines = min(MOST_ROWS, max(LINES, len(keys) + SPARE))
        for number in range(1, lines + 1):
            row, key = FIRST + number - 1, keys[number - 1] if number <= len(keys) else ""
            sheet.rows[row] = key
            sheet.told[row, 2] = str(number)
            if key:
                sheet.told[row, KEY] = key
                sheet.told[row, 3 + len(FINDING)] = self.filed(f"{key}.{FILES}")
            for column, name in enumerate(FINDING, start=3):
                address = f"{key or self.new_key(row)}.{name}"
                if name == FIXED_FIELD:
                    sheet.told[row, column] = self.say(TAKEN) if self.written.get(address) else ""
                else:
                    self.input(sheet, row, column, address, chosen[name])

    # --- Parts -------------------------------------------------------------------------------------------------------

    def columns(self, sheet: Sheet, *columns: tuple[Text, float]) -> None:
        sheet.head = [self.say(title) for title, _ in columns]
        sheet.widths = [width for _, width in columns]
        sheet.fixed |= {(HEAD, column): word for column, word in enumerate(sheet.head, start=1)}

    def lines(self, sheet: Sheet) -> Iterator[tuple[int, Question]]:
        """The questions with their rows; number and prompt are written."""
        for number, question in enumerate(self.section.questions, start=1):
            row = FIRST + number - 1
            sheet.fixed[row, 1] = str(number)
            sheet.fixed[row, 2] = self.heading(question)
            yield row, question

    def input(self, sheet: Sheet, row: int, column: int, address: str, chosen: Words | None = None) -> None:
        sheet.inputs[row, column] = Input(address, shown(self.written.get(address), chosen), chosen)

    def choice(self, question: Question) -> Words | None:
        return of_question(question, f"{self.section.key}.{question.key}", self.lang)

    def guided(self, question: Question) -> str:
        return "\n".join(filter(None, (self.say(question.guidance), self.say(HINTS[question.kind]))))

    def heading(self, question: Question) -> str:
        """The prompt, with the unit of a figure, and whether it must be filled in."""
        unit = UNITS.get(question.unit)
        counter = unit and self.say(Text(unit.counter or unit.noun.zh, unit.noun.en_plural or unit.noun.en))
        said = self.say(question.prompt) + (self.say(UNIT).format(counter) if counter else "")
        return said + (self.say(REQUIRED) if question.required else "")

    def filed(self, address: str) -> str:
        keys = self.written.get(address, [])
        return "\n".join(self.files.get(key, key) for key in keys) if isinstance(keys, list) else ""

    def new_key(self, row: int) -> str:
        return new_key(self.stem, row)

    def say(self, text: Text) -> str:
        return text.best(self.lang)


def new_key(stem: str, row: int) -> str:
    """The key of a finding that somebody wrote into a free row."""
    return f"{stem}-{row}"
