"""A roster: rows in the order of the file, read from .csv or .xlsx, and the digests over them.

`docs/draw.md` says every rule to the byte; `scripts/verify_draw.py` reads by the same rules.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, NamedTuple

from core.canonical import digest
from core.text import Text

UNITS, INSPECTORS = "units", "inspectors"
FIELDS = ("ident", "name", "place", "kind", "office")


class Row(NamedTuple):
    """One unit, or one inspector (`office` is where she works; `place` and `kind` are empty)."""

    position: int  # from 1, in the order of the file
    ident: str
    name: str
    place: str = ""
    kind: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: a cell, a line, or (empty) the file as a whole."""

    place: Text
    reason: Text

    @property
    def cell(self) -> str:
        return self.place.en

    def __str__(self) -> str:
        return f"{self.place.en}: {self.reason.en}" if self.place else self.reason.en


@dataclass(frozen=True)
class RosterReading:
    """What was found in a file: columns of equal length when there is no fault, else nothing but the faults.

    `faults` are the first hundred of `fault_count`; `notes` say what was left aside.
    """

    kind: str
    columns: tuple[Sequence[str], ...] = ((), (), (), (), ())  # in the order of FIELDS
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0
    notes: tuple[Text, ...] = field(default=())

    @property
    def size(self) -> int:
        return len(self.columns[0])

    @cached_property
    def rows(self) -> list[Row]:
        return [Row._make(row) for row in zip(range(1, self.size + 1), *self.columns, strict=True)]

    @cached_property
    def lines(self) -> list[str]:
        """The rows as they are hashed, and, but for backslashes, as PostgreSQL's COPY takes them."""
        return list(map("\t".join, zip(*self.columns, strict=True)))

    @cached_property
    def digest(self) -> str:
        return digest_of_lines(self.lines)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows each pair "place|kind" has; of inspectors, each office."""
        if self.kind == INSPECTORS:
            return dict(sorted(Counter(self.columns[4]).items()))
        return dict(sorted(Counter(map("|".join, zip(self.columns[2], self.columns[3], strict=True))).items()))


def read_roster(source: Path | BinaryIO, *, name: str = "", kind: str = UNITS) -> RosterReading:
    """Read .csv (UTF-8 or GB 18030) or .xlsx; never raises for what a file holds: faults say what is wrong and where.

    `kind` is "units" (columns id, name, place, kind) or "inspectors" (id, name, office), Chinese heads too.
    """
    from inspections.drawing.files import read_table  # the readers are only loaded where files come in

    return read_table(source, name=name, kind=kind)


# --- Digests ---------------------------------------------------------------------------------------------------------


def lines_of(rows: Iterable[Row]) -> list[str]:
    """Each row without its position, cells joined by tabs. ValueError for a cell that holds a tab or a break."""
    lines = ["\t".join(row[1:]) for row in rows]
    text = "\n".join(lines)
    if text.count("\t") != 4 * len(lines) or text.count("\n") != max(len(lines) - 1, 0):
        raise ValueError("a cell of a roster holds no tab and no line break")
    return lines


def digest_of(rows: Iterable[Row]) -> str:
    """SHA-256 over the rows in their order: changes with any cell and with the order."""
    return digest_of_lines(lines_of(rows))


def frame_of(rows: Iterable[Row]) -> str:
    """SHA-256 over the rows sorted by their bytes: what the ranking depends on, whatever the order of the file."""
    return frame_of_lines(lines_of(rows))


def frame_of_lines(lines: Sequence[str]) -> str:
    """The same from the rows as `lines_of` gives them."""
    return digest("zhijian-frame/v1", _joined(sorted(lines)))


def row_digests(rows: Iterable[Row]) -> str:
    """The first eight digits of each row's own SHA-256, joined: they say later *which* row was changed."""
    sha256 = hashlib.sha256
    return "".join([sha256(line.encode()).hexdigest()[:8] for line in lines_of(rows)])


def digest_of_lines(lines: Sequence[str]) -> str:
    """What `digest_of` gives, from the rows as `lines_of` gives them."""
    return digest("zhijian-roster/v1", _joined(lines))


def _joined(lines: Sequence[str]) -> bytes:
    return "".join([f"{line}\n" for line in lines]).encode()


# --- Writing ---------------------------------------------------------------------------------------------------------

HEADS: dict[str, tuple[str, ...]] = {UNITS: ("id", "name", "place", "kind"), INSPECTORS: ("id", "name", "office")}
_CELLS: dict[str, Callable[[Row], tuple[str, ...]]] = {
    UNITS: lambda row: row[1:5],
    INSPECTORS: lambda row: (row.ident, row.name, row.office),
}
_QUOTED = re.compile('[",;\r\n\t]')


def to_csv(rows: Iterable[Row], kind: str = UNITS) -> str:
    """The rows as a file that `read_roster` and the verifier read back as they are."""
    cells = _CELLS[kind]
    return "".join([f"{_record(line)}\r\n" for line in (HEADS[kind], *map(cells, rows))])


def _record(cells: tuple[str, ...]) -> str:
    return ",".join(map(quoted, cells) if _QUOTED.search("".join(cells)) else cells)


def quoted(cell: str) -> str:
    """A cell of a .csv file, in quotes where it needs them."""
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell
