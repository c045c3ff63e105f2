"""From a table to a roster. A sound column is seen by a few looks at the whole of it; only a faulty one is walked.

A hundred thousand rows take a fraction of a second so, about as long as PostgreSQL takes to store them.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from core.canonical import SPACES, UNSEEN, clean
from core.text import Text
from inspections.drawing.faults import MOST_ROWS, NOTES, SENTENCES, Unreadable, sentence, shown
from inspections.drawing.roster import FIELDS, INSPECTORS, UNITS, Fault, RosterReading
from inspections.drawing.table import Table

MOST_FAULTS = 100
FORMULA = frozenset("=+-@\t\r＝＋－＠")  # noqa: RUF001
SIGNS = {"\t": "TAB", "\r": "CR"}


@dataclass(frozen=True)
class Column:
    """A column that a roster has: its heads in both languages, and what its cells must keep to."""

    field: str
    zh: str
    en: str
    most: int
    required: bool = False
    barred: bool = False  # part of a stratum's key, so without "|"


COLUMNS: dict[str, tuple[Column, ...]] = {
    UNITS: (
        Column("ident", "编号", "id", 60, required=True),
        Column("name", "名称", "name", 200, required=True),
        Column("place", "地区", "place", 60, barred=True),
        Column("kind", "类别", "kind", 60, barred=True),
    ),
    INSPECTORS: (
        Column("ident", "编号", "id", 60, required=True),
        Column("name", "姓名", "name", 200, required=True),
        Column("office", "单位", "office", 200),
    ),
}

KNOWN = frozenset(head for columns in COLUMNS.values() for column in columns for head in (column.zh, column.en))

# (row, column, which fault, what fills its gaps)
Found = tuple[int, int, str, dict[str, object]]


class Tally:
    """The faults of a file: all are counted, the first hundred of each column are kept."""

    def __init__(self) -> None:
        self.count = 0
        self.kept: list[Found] = []

    def add(self, faults: Iterator[Found]) -> None:
        kept = 0
        for fault in faults:
            self.count += 1
            if kept < MOST_FAULTS:
                self.kept.append(fault)
                kept += 1

    def first(self) -> list[Found]:
        return sorted(self.kept, key=itemgetter(0, 1))[:MOST_FAULTS]


def checked(table: Table, kind: str) -> RosterReading:
    """The roster of a table, or its faults by cell."""
    columns = COLUMNS[kind]
    places, faults, notes = _heads(table, columns)
    faults += [Fault(where, SENTENCES["merged"]) for where in table.merged]
    if not faults and not table.size:
        raise Unreadable("no_rows")
    if table.size > MOST_ROWS:
        raise Unreadable("rows", limit=MOST_ROWS)
    if len(places) < len(columns):
        return RosterReading(kind, faults=tuple(faults[:MOST_FAULTS]), fault_count=len(faults), notes=notes)
    tally = Tally()
    tally.add((row, len(table.head), "wide", {}) for row in table.wide)
    tally.add((row, index, key, {}) for (row, index), key in table.odd.items() if index in places)
    cells = [_compared(table.columns[index]) for index in places]
    for column, index, values in zip(columns, places, cells, strict=True):
        _check(column, index, values, table, tally)
    faults += [_said(table, *found) for found in tally.first()]
    count = len(faults) + tally.count - len(tally.first())
    if faults:
        return RosterReading(kind, faults=tuple(faults[:MOST_FAULTS]), fault_count=count, notes=notes)
    found = dict(zip([column.field for column in columns], cells, strict=True))
    blank: list[str] = [""] * table.size
    return RosterReading(kind, columns=tuple(found.get(name, blank) for name in FIELDS), notes=notes)


def _heads(table: Table, columns: Sequence[Column]) -> tuple[list[int], list[Fault], tuple[Text, ...]]:
    """Where each column stands (fewer when one is missing), what is wrong with the head, and what is not read."""
    heads = [clean(head).lower() for head in table.head]
    places, faults = [], []
    for column in columns:
        there = [index for index, head in enumerate(heads) if head in (column.zh, column.en)]
        if len(there) > 1:
            reason = sentence(SENTENCES["two_columns"], zh=column.zh, en=column.en)
            faults.append(Fault(table.place(-1, there[1]), reason))
        if there:
            places.append(there[0])
        else:
            names = [shown(head) for head in heads if head][:20]
            values = {"there": "、".join(names), "there_en": ", ".join(names)}
            reason = sentence(SENTENCES["no_column"], zh=column.zh, en=column.en, **values)
            faults.append(Fault(table.place(-1, None), reason))
    others = [shown(head) for index, head in enumerate(heads) if head and index not in places]
    ignored = [sentence(NOTES["ignored"], names=", ".join(others[:20]))] if others and not faults else []
    return places, faults, (*table.notes, *ignored)


def _compared(column: Sequence[str]) -> list[str]:
    """The cells of a column as they are compared: composed, without spaces at their ends."""
    if not unicodedata.is_normalized("NFC", "\n".join(column)):
        return [clean(cell) for cell in column]
    return [cell.strip(SPACES) for cell in column]


def _check(column: Column, index: int, values: list[str], table: Table, tally: Tally) -> None:
    """Look at the whole column; walk it only for what is there."""
    joined = "".join(values)
    if column.required and "" in values:
        tally.add(
            (row, index, "blank", {}) for row, cell in enumerate(values) if not cell and (row, index) not in table.odd
        )
    if not FORMULA.isdisjoint({cell[:1] for cell in values}):
        tally.add(
            (row, index, "formula", {"sign": SIGNS.get(cell[0], cell[0])})
            for row, cell in enumerate(values)
            if cell[:1] in FORMULA and cell
        )
    if not joined.isprintable() and UNSEEN.search(joined):
        tally.add(
            (row, index, "unseen", {"code": f"U+{ord(match[0]):04X}"})
            for row, cell in enumerate(values)
            if cell[:1] not in ("\t", "\r") and (match := UNSEEN.search(cell))
        )
    if column.barred and "|" in joined:
        tally.add((row, index, "bar", {}) for row, cell in enumerate(values) if "|" in cell)
    if max(map(len, values), default=0) > column.most:
        tally.add(
            (row, index, "long", {"size": len(cell), "limit": column.most})
            for row, cell in enumerate(values)
            if len(cell) > column.most
        )
    if column.field == "ident" and len(set(values)) < len(values):
        tally.add(_doubles(values, index, table))


def _doubles(values: list[str], index: int, table: Table) -> Iterator[Found]:
    first: dict[str, int] = {}
    for row, cell in enumerate(values):
        if cell and (before := first.setdefault(cell, row)) != row:
            where = table.place(before, index)
            yield row, index, "double", {"text": shown(cell), "other_zh": where.zh, "other_en": where.en}


def _said(table: Table, row: int, index: int, key: str, values: dict[str, object]) -> Fault:
    place = table.place(row, None if key == "wide" else index)
    return Fault(place, sentence(SENTENCES[key], **values))
