"""A workbook that came back, opened with care: its sheets by name, their cells as texts with what is odd about them.

What runs and what fetches is refused before (`core.uploads.examine`). openpyxl's reader would unpack and build all of
it before anybody could say how much it is; this one stops at the first row too many.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from core.archives import Archive, ArchiveFault
from findings.workbooks import numbers
from findings.workbooks.escaping import plain, unescape
from findings.workbooks.refusals import Refused, quoted

MOST_ROWS, MOST_CELLS = 5_000, 200_000  # of one sheet that hold something
MOST_EMPTY_ROWS = 50_000
MOST_MERGED = 1000
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
TYPES = {"workbook": "xl/workbook.xml", "relations": "xl/_rels/workbook.xml.rels"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows; `fault` is a key of CELLS where it is nothing that is taken."""

    text: str
    fault: str = ""


@dataclass(slots=True)
class Cells:
    """The cells of a sheet that hold something, by (row, column), and its merged ranges."""

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)

    def text(self, row: int, column: int) -> str:
        cell = self.cells.get((row, column))
        return cell.text if cell else ""

    def merges(self) -> dict[tuple[int, int], str]:
        """Every cell of a merged range → the range. Ranges that span whole columns are cut at the last row read."""
        found = {}
        for name in self.merged:
            try:
                first_column, first_row, last_column, last_row = range_boundaries(name)
            except (ValueError, TypeError):
                continue
            for row in range(first_row or 1, min(last_row or MOST_ROWS, MOST_ROWS) + 1):
                for column in range(first_column or 1, min(last_column or 60, 60) + 1):
                    found[row, column] = name
        return found


class Book:
    """Raises Refused for what is no workbook, damaged, or too large."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = Archive(content)
            self._targets = self._relations()
            self._epoch = WINDOWS_EPOCH
            self.sheets = self._names()  # name → path, in order
            self._strings, self._formats = self._shared_strings(), self._styles()
        except ArchiveFault as fault:
            raise _refusal(fault) from fault

    def cells(self, name: str) -> Cells:
        """The cells of the sheet `name`. Raises Refused, at the first row over the limit."""
        reader = _Reader(name, self._strings, self._formats, self._epoch)
        try:
            self._parse(self.sheets[name], reader.start, reader.end, reader.data)
        except ArchiveFault as fault:
            raise _refusal(fault) from fault
        return reader.found

    def _parse(self, path: str, *handlers: Any) -> None:
        if path not in self._archive.members:
            raise Refused("broken", what=quoted(path))
        self._archive.parse(path, *handlers)

    def _relations(self) -> dict[str, tuple[str, str]]:
        """Number of a relation → (its kind, the path it leads to)."""
        found: dict[str, tuple[str, str]] = {}

        def look(tag: str, given: dict[str, str]) -> None:
            if tag == "Relationship" and given.get("TargetMode", "").lower() != "external":
                target = given.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                found[given.get("Id", "")] = given.get("Type", "").rpartition("/")[2], path

        self._parse(TYPES["relations"], look)
        return found

    def _names(self) -> dict[str, str]:
        found: dict[str, str] = {}

        def look(tag: str, given: dict[str, str]) -> None:
            kind, path = self._targets.get(given.get("id", ""), ("", ""))
            if tag == "sheet" and kind == "worksheet":
                found[unescape(given.get("name", ""))] = path
            elif tag == "workbookPr" and given.get("date1904") in ("1", "true"):
                self._epoch = MAC_EPOCH

        self._parse(TYPES["workbook"], look)
        return found

    def _part(self, kind: str) -> str:
        paths = (path for found, path in self._targets.values() if found == kind)
        return next((path for path in paths if path in self._archive.members), "")

    def _shared_strings(self) -> list[str]:
        """The shared strings: the texts of a string's runs joined, its phonetic guides left out."""
        strings: list[str] = []
        parts: list[str] = []
        depth = {"rPh": 0, "t": 0}

        def start(tag: str, _given: dict[str, str]) -> None:
            if tag == "si":
                parts.clear()
            elif tag in depth:
                depth[tag] += 1

        def end(tag: str) -> None:
            if tag == "si":
                strings.append(plain(unescape("".join(parts))))
            elif tag in depth:
                depth[tag] -= 1

        def data(text: str) -> None:
            if depth["t"] and not depth["rPh"]:
                parts.append(text)

        if path := self._part("sharedStrings"):
            self._parse(path, start, end, data)
        return strings

    def _styles(self) -> list[str]:
        """The code of the format of numbers, by number of the style."""
        codes: dict[int, str] = dict(BUILTIN_FORMATS)
        used: list[str] = []
        within: list[bool] = [False]

        def start(tag: str, given: dict[str, str]) -> None:
            if tag == "numFmt" and given.get("numFmtId", "").isdecimal():
                codes[int(given["numFmtId"])] = given.get("formatCode", "")
            elif tag == "cellXfs":
                within[0] = True
            elif tag == "xf" and within[0]:
                used.append(given.get("numFmtId", "0"))

        def end(tag: str) -> None:
            if tag == "cellXfs":
                within[0] = False

        if path := self._part("styles"):
            self._parse(path, start, end)
        return [codes.get(int(number), "General") if number.isdecimal() else "General" for number in used]


class _Reader:
    """One pass over a sheet."""

    def __init__(self, name: str, strings: list[str], formats: list[str], epoch: Any) -> None:
        self.name, self.strings, self.formats, self.epoch = name, strings, formats, epoch
        self.found = Cells()
        self.row = self.column = self.rows = 0
        self.given: Mapping[str, str] = {}
        self.parts: list[str] = []
        self.is_inside = self.is_phonetic = self.is_formula = False

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "c":
            self._begin(given)
        elif tag in ("v", "t"):
            self.is_inside = True
        elif tag == "f":
            self.is_formula = True
        elif tag == "rPh":
            self.is_phonetic = True
        elif tag == "row":
            number = given.get("r", "")
            self.row = int(number) if number.isdecimal() and len(number) < 9 else self.row + 1
            self.column, self.rows = 0, self.rows + 1
            if self.rows > MOST_EMPTY_ROWS:
                raise Refused("rows", sheet=quoted(self.name), limit=MOST_ROWS)
        elif tag == "mergeCell" and len(self.found.merged) < MOST_MERGED:
            self.found.merged.append(quoted(given.get("ref", "")))

    def _begin(self, given: dict[str, str]) -> None:
        self.given, self.is_formula = given, False
        self.parts.clear()
        match = REFERENCE.fullmatch(given.get("r", ""))
        self.column = column_index_from_string(match[1]) if match else self.column + 1
        if match:
            self.row = int(match[2])

    def data(self, text: str) -> None:
        if self.is_inside and not self.is_phonetic:
            self.parts.append(text)

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self.is_inside = False
        elif tag == "rPh":
            self.is_phonetic = False
        elif tag == "c" and (self.parts or self.is_formula):
            cell = Cell("=…", "formula") if self.is_formula else self._cell("".join(self.parts))
            if cell.text or cell.fault:
                self._keep(cell)

    def _keep(self, cell: Cell) -> None:
        if self.row > MOST_ROWS:
            raise Refused("rows", sheet=quoted(self.name), limit=MOST_ROWS)
        self.found.cells[self.row, self.column] = cell
        if len(self.found.cells) > MOST_CELLS:
            raise Refused("cells", sheet=quoted(self.name))

    def _cell(self, text: str) -> Cell:
        match self.given.get("t", "n"):
            case "s":
                return Cell(self._string(text))
            case "n":
                style = self.given.get("s", "0")
                place = int(style) if style.isdecimal() and len(style) < 9 else 0
                code = self.formats[place] if place < len(self.formats) else "General"
                return Cell(*numbers.shown(text, code, self.epoch))
            case "b":
                return Cell("TRUE" if text == "1" else "FALSE")
            case "e":
                return Cell(text, "error")
            case "d":
                return Cell(text[:10])
        return Cell(plain(unescape(text)))

    def _string(self, text: str) -> str:
        place = int(text) if text.isdecimal() and len(text) < 9 else -1
        if not 0 <= place < len(self.strings):
            raise Refused("broken", what=quoted(self.name))
        return self.strings[place]


def _refusal(fault: ArchiveFault) -> Refused:
    return Refused(fault.kind, what=quoted(str(fault.values.get("what", ""))))
