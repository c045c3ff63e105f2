"""The values out of the cells of a workbook that came back, after it was made sure that it is the one that went out."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.text import Text
from findings.returns.content import LONGEST, ROWS, Content, Value
from findings.workbooks import cover, meta
from findings.workbooks.book import Book, Cell, Cells
from findings.workbooks.escaping import plain
from findings.workbooks.layout import FIRST, KEY, Input, Sheet, new_key, place, sheets
from findings.workbooks.refusals import CELLS, EXTRA, Refused, filled, quoted
from inspections.asking.model import Form

# 秘密★, 机密★ and 绝密★: the same marks as `core.payload`, which needs Django; a test holds the two together.
SECRET = re.compile(r"[\u79d8\u673a\u7edd]\s*\u5bc6\s*[\u2605\u2606]")
MOST_OUTSIDE = 50  # cells outside of the table that are named


@dataclass(frozen=True, slots=True)
class CellFault:
    """Why a cell was not taken. `where` is as a person looks for it, `address` in full, "" for a cell without one."""

    where: str
    message: Text
    address: str = ""
    text: str = ""  # what stands in the cell


@dataclass(slots=True)
class Reading:
    """What a workbook says: its content, where each value stands (full address → "3 数据表!C7"), what was not taken."""

    content: dict[str, dict[str, Value]] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


def meta_of(book: Book) -> meta.Meta:
    """What the hidden sheet says. Raises Refused when there is none."""
    if meta.NAME not in book.sheets:
        raise Refused("no_token")
    found = book.cells(meta.NAME).cells
    names = {row: cell.text for (row, column), cell in found.items() if column == 1}
    given = dict.fromkeys(names.values(), "")
    for (row, column), cell in sorted(found.items()):
        if column > 1 and row in names:
            given[names[row]] += cell.text
    return meta.read(given)


def read(book: Book, form: Form, base: Content, *, lang: str, stem: str) -> Reading:
    """The content of `book`, which was written for `form` and `base`. What is not touched is as it was in `base`,
    to the letter; a cell with a fault leaves its value as it was. Raises Refused when the workbook is not as it went
    out."""
    made = sheets(form, base, lang, stem=stem)
    reading = Reading()
    _compare_sheets(book, made, reading)
    for sheet in made:
        _Sheet(sheet, book.cells(sheet.name), dict(base.get(sheet.key, {})), stem, reading).read()
    return reading


def _compare_sheets(book: Book, made: list[Sheet], reading: Reading) -> None:
    wanted = [sheet.name for sheet in made]
    for name in wanted:
        if name not in book.sheets:
            raise Refused("no_sheet", sheet=name)
    there = [name for name in book.sheets if name in set(wanted)]
    for name, found in zip(wanted, there, strict=True):
        if name != found:
            raise Refused("order", sheet=found)
    known = {*wanted, meta.NAME, meta.LISTS, *cover.NAME}
    if extra := [quoted(name) for name in book.sheets if name not in known]:
        reading.notes.append(filled(EXTRA, names="、".join(extra[:5])))


class _Sheet:
    """One section being read."""

    def __init__(self, sheet: Sheet, cells: Cells, base: dict[str, Value], stem: str, reading: Reading) -> None:
        self.sheet, self.cells, self.base, self.stem, self.reading = sheet, cells, base, stem, reading
        self.merges = cells.merges() if cells.merged else {}
        self.seen: set[str] = set()

    def read(self) -> None:
        self._compare()
        content = self._findings() if self.sheet.is_of_findings else self._values()
        self.reading.content[self.sheet.key] = {address: value for address, value in content.items() if value}
        self._name_strangers()

    def _compare(self) -> None:
        for (row, column), wanted in self.sheet.fixed.items():
            found = self.cells.cells.get((row, column), Cell(""))
            if found.fault or found.text != plain(wanted):
                where = place(self.sheet.name, row, column)
                raise Refused("changed", place=where, wanted=quoted(wanted), found=quoted(found.text or found.fault))

    def _values(self) -> dict[str, Value]:
        content = dict(self.base)
        for at, one in self.sheet.inputs.items():
            content[one.address] = self._value(at, one)
        return content

    def _value(self, at: tuple[int, int], one: Input) -> Value:
        """What a cell says: the value as it was when nothing was changed, else what was chosen or typed."""
        address = f"{self.sheet.key}.{one.address}"
        where = self.reading.cells[address] = place(self.sheet.name, *at)
        was = self.base.get(one.address, "")
        cell = self.cells.cells.get(at, Cell(""))
        fault = self._fault(at, cell)
        if fault:
            self.reading.faults.append(CellFault(where, fault, address, cell.text))
            return was
        if cell.text == plain(one.shown):
            return was
        return one.words.mean(cell.text) if one.words else cell.text

    def _fault(self, at: tuple[int, int], cell: Cell) -> Text | None:
        if at in self.merges:
            return filled(CELLS["merged"], range=self.merges[at])
        if cell.fault:
            return CELLS[cell.fault]
        if SECRET.search(cell.text):
            return CELLS["secret"]
        return filled(CELLS["long"], limit=LONGEST) if len(cell.text) > LONGEST else None

    # --- Findings ----------------------------------------------------------------------------------------------------

    def _findings(self) -> dict[str, Value]:
        """Rows by their keys. A row whose cells were all cleared is a finding taken away."""
        given = self.base.get(ROWS, [])
        known = set(given) if isinstance(given, list) else set()
        before: dict[str, dict[str, Value]] = defaultdict(dict)
        for address, value in self.base.items():
            before[address.partition(".")[0]][address] = value
        keys: list[str] = []
        content: dict[str, Value] = {}
        for row in self.sheet.rows:
            key = self._key(row, known)
            faults = len(self.reading.faults)
            fields = self._row(row, key)
            was = before[key] if key in known else {}
            is_faulty = len(self.reading.faults) > faults
            stays = key in known and (is_faulty or all(was.get(at, "") == value for at, value in fields.items()))
            if stays or any(fields.values()):
                keys.append(key)
                content |= was | fields
        content[ROWS] = keys
        return content

    def _key(self, row: int, known: set[str]) -> str:
        found = self.cells.text(row, KEY)
        if found and found not in known:
            raise Refused("key", place=place(self.sheet.name, row, KEY), found=quoted(found))
        if not found or found in self.seen:  # a free row, or a row that was copied
            return new_key(self.stem, row)
        self.seen.add(found)
        return found

    def _row(self, row: int, key: str) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        for (number, column), one in self._inputs_of(row):
            name = one.address.partition(".")[2]
            address = f"{key}.{name}"
            was = self.base.get(address, "")
            there = one.words.show(str(was)) if one.words else str(was)
            fields[address] = self._value((number, column), Input(address, there, one.words))
        return fields

    def _inputs_of(self, row: int) -> Iterator[tuple[tuple[int, int], Input]]:
        for column in range(KEY + 1, len(self.sheet.head) + 1):
            if one := self.sheet.inputs.get((row, column)):
                yield (row, column), one

    # --- The rest ----------------------------------------------------------------------------------------------------

    def _name_strangers(self) -> None:
        """What stands outside of the table is not read, and not passed over in silence either."""
        ours = {*self.sheet.inputs, *self.sheet.fixed, *self.sheet.told}
        if self.sheet.is_of_findings:
            width = len(self.sheet.head)
            ours |= {(row, column) for row in self.sheet.rows for column in (KEY, KEY + 1, width - 1, width)}
        strangers = [at for at in sorted(self.cells.cells) if at not in ours and at[0] >= FIRST]
        if self.sheet.is_of_findings:  # a row that was put in pushes the numbers of the last ones out of the table
            strangers = [at for at in strangers if at[1] > KEY + 1]
        for at in strangers[:MOST_OUTSIDE]:
            cell = self.cells.cells[at]
            self.reading.faults.append(CellFault(place(self.sheet.name, *at), CELLS["outside"], "", cell.text))
