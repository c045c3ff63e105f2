"""A judgement in the words of the page: what is changed from what into what, in which cell, and under which name."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.text import Text
from findings.returns.changes import Change
from findings.returns.content import FINDING, ROWS, Value, is_rows, label_of
from findings.workbooks.judging import Judgement
from findings.workbooks.reading import Reading
from findings.workbooks.words import Words, of_finding, of_question
from inspections.asking.model import Form, SectionKind

GONE = Text("（整行删去）", "(row removed)")
ROW = Text("整行", "whole row")
ORDER = Text("顺序", "order")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table. `before` is what the draft says, `after` what the workbook says; `reason` is of a fault."""

    address: str
    where: str
    label: Text
    before: str = ""
    after: str = ""
    reason: Text = Text()


@dataclass(frozen=True, slots=True)
class Told:
    """The tables of the page."""

    changed: list[Line]
    conflicts: list[Line]
    errors: list[Line]
    left: list[Line]


def told(form: Form, judgement: Judgement, reading: Reading, lang: str) -> Told:
    """Everything that `judgement` says, in the language `lang`."""
    teller = _Teller(form, reading, lang)
    left = [
        Line(fault.address, reading.cells.get(fault.address, ""), label_of(form, fault.address), reason=fault.message)
        for fault in judgement.left
    ]
    errors = [
        Line(one.address, one.where, label_of(form, one.address) if one.address else Text(), after=one.text,
             reason=one.message)
        for one in judgement.errors
    ]  # fmt: skip
    errors.sort(key=lambda line: _sheet(line.where))
    conflicts = [teller.line(one.address, one.ours, one.theirs) for one in judgement.conflicts]
    return Told(teller.changes(judgement.changed), conflicts, errors, left)


def notes(found: Told, lang: str) -> list[tuple[str, str]]:
    """Cell and reason of everything that is wrong, for the file that goes back."""
    return [(line.where, line.reason.best(lang)) for line in (*found.errors, *found.left) if line.where]


def _both(one: Change) -> tuple[list[str], list[str]]:
    """The rows that stand there before and after, in the order of each."""
    before, after = list(one.before), list(one.after)
    return [row for row in before if row in after], [row for row in after if row in before]


def _is_moved(one: Change) -> bool:
    before, after = _both(one)
    return before != after


def _sheet(where: str) -> int:
    """The number of the sheet, with which its name begins."""
    number = where.partition(" ")[0]
    return int(number) if number.isdecimal() else 0


class _Teller:
    def __init__(self, form: Form, reading: Reading, lang: str) -> None:
        self.form, self.reading, self.lang = form, reading, lang

    def changes(self, changed: list[Change]) -> list[Line]:
        """Fields one by one; a finding that is taken away is one line."""
        gone: dict[str, None] = {}
        for one in changed:
            if is_rows(one.address):
                section = one.address.partition(".")[0]
                gone |= {f"{section}.{row}": None for row in one.before if row not in one.after}
        fields = [one for one in changed if not is_rows(one.address)]
        lines = [
            self.line(one.address, one.before, one.after)
            for one in fields
            if one.address.rpartition(".")[0] not in gone
        ]
        titles = {one.address: one.before for one in fields}
        moved = [self.order(one) for one in changed if is_rows(one.address) and _is_moved(one)]
        return [*lines, *(self.line(row, titles.get(f"{row}.title", "…"), "") for row in gone), *moved]

    def order(self, one: Change) -> Line:
        """The rows that stay stand in another order: the titles as they stood and as they will stand."""
        key = one.address.partition(".")[0]
        section = self.form.section(key)
        title = section.title if section else Text()
        label = Text(f"{title.zh} › {ORDER.zh}", f"{title.en or title.zh} › {ORDER.en}")
        written = self.reading.content.get(key, {})
        before, after = ("；".join(str(written.get(f"{row}.title", "…")) for row in rows) for rows in _both(one))
        places = (where for address, where in self.reading.cells.items() if address.startswith(f"{key}."))
        return Line(one.address, next(places, "").partition("!")[0], label, before, after)

    def line(self, address: str, before: Value, after: Value) -> Line:
        where = self.reading.cells.get(address, "")
        if self._is_row(address):
            where = self.reading.cells.get(f"{address}.title", "")
            section = self.form.section(address.partition(".")[0])
            title = section.title if section else Text()
            label = Text(f"{title.zh} › {ROW.zh}", f"{title.en or title.zh} › {ROW.en}")
            gone = GONE.best(self.lang)
            return Line(address, where, label, self.say(address, before) or gone, self.say(address, after) or gone)
        return Line(address, where, label_of(self.form, address), self.say(address, before), self.say(address, after))

    def say(self, address: str, value: Value) -> str:
        if isinstance(value, list):
            return str(len(value)) if value else ""
        chosen = self._words(address)
        return chosen.show(value) if chosen else value

    def _is_row(self, address: str) -> bool:
        section = self.form.section(address.partition(".")[0])
        is_of_findings = section is not None and section.kind == SectionKind.FINDINGS
        return is_of_findings and address.count(".") == 1 and not address.endswith(f".{ROWS}")

    def _words(self, address: str) -> Words | None:
        section = self.form.section(address.partition(".")[0])
        rest = address.split(".")[1:]
        if section is None or not rest:
            return None
        if section.kind == SectionKind.FINDINGS:
            return of_finding(rest[-1], (), self.lang) if rest[-1] in FINDING else None
        question = section.question(rest[0])
        answered: Mapping[SectionKind, bool] = {
            SectionKind.QUESTIONS: len(rest) == 1, SectionKind.DUTIES: rest[-1] == "answer",
        }  # fmt: skip
        return of_question(question, address, self.lang) if question and answered.get(section.kind) else None
