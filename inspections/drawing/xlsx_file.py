"""Rows of an .xlsx workbook: its first visible sheet, streamed. Nothing is unpacked before its size is known.

openpyxl's own reader does not say which cells are merged in a workbook that it streams, and takes four times as long;
what it knows about formats of numbers is used.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element
from xml.parsers import expat

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string, get_column_letter

from core.archives import Archive
from core.canonical import clean
from core.text import Text
from inspections.drawing.checking import KNOWN
from inspections.drawing.faults import MEGABYTE, MOST_ROWS, NOTES, Unreadable, sentence, shown
from inspections.drawing.table import Table

LARGEST_PART = 150 * MEGABYTE  # bytes unpacked of one part that is read
LARGEST_SMALL = 20 * MEGABYTE  # of a part that is read as a whole
CHUNK = 1 << 16
MOST_COLUMNS = 100
MOST_MERGED = 1000  # named
LONGEST_CELL = 1000  # characters kept; more are too many for any column
EXACT = 15  # digits that a spreadsheet keeps of a number
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, KeyError)


def read_xlsx(file: BinaryIO) -> Table:
    """The table of the first visible sheet; Unreadable when the file is no workbook, or one that is not let in."""
    return _Workbook(_Package(file.read())).table()


# --- The package -----------------------------------------------------------------------------------------------------


class _Package(Archive):
    """The ZIP that a workbook is. A sheet may be larger than other documents: it is streamed."""

    fault = Unreadable

    def chunks(self, name: str, most: int = LARGEST_PART) -> Iterator[bytes]:
        """One part unpacked bit by bit, never more than `most` bytes whatever the directory says."""
        size = 0
        try:
            with self._zip.open(self.members[name]) as part:
                while chunk := part.read(CHUNK):
                    size += len(chunk)
                    if size > most:
                        raise Unreadable("bomb", member=shown(name), size=most // MEGABYTE)
                    yield chunk
        except BROKEN as error:
            raise Unreadable("broken", what=shown(name)) from error

    def tree(self, name: str) -> Element:
        """A small part as a tree."""
        try:
            return fromstring(b"".join(self.chunks(name, LARGEST_SMALL)), forbid_dtd=True)
        except DefusedXmlException as error:
            raise Unreadable("entities", member=shown(name)) from error
        except (ParseError, LookupError, ValueError) as error:
            raise Unreadable("broken", what=shown(name)) from error

    def stream(self, name: str, start: Callable[..., Any], end: Callable[..., Any], data: Callable[..., Any]) -> None:
        """A large part in one pass, its names with their namespaces before a "}"."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.buffer_size = CHUNK

        def refuse(*_args: object) -> None:
            raise Unreadable("entities", member=shown(name))

        parser.StartDoctypeDeclHandler = refuse
        parser.EntityDeclHandler = refuse
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
        try:
            for chunk in self.chunks(name):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError) as error:  # LookupError: a text that is not there, too
            raise Unreadable("broken", what=shown(name)) from error


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _attribute(element: Element, name: str) -> str:
    """An attribute by its local name: two namespaces of relations are in use."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


# --- The workbook ----------------------------------------------------------------------------------------------------


class _Workbook:
    def __init__(self, package: _Package) -> None:
        self.package = package
        if "xl/workbook.xml" not in package.members:
            raise Unreadable("binary")
        self._refuse_what_runs()

    def _refuse_what_runs(self) -> None:
        """No macros, and nothing that would be fetched from elsewhere; addresses that a reader may click are data."""
        types = b"".join(self.package.chunks("[Content_Types].xml", LARGEST_SMALL))
        names = {name.lower() for name in self.package.members}
        if b"macroEnabled" in types or any(name.endswith("vbaproject.bin") for name in names):
            raise Unreadable("macros")
        for name in sorted(self.package.members):
            if name.lower().startswith("xl/externallinks/"):
                raise Unreadable("external", target=shown(name))
            if name.lower().endswith(".rels"):
                for relation in self.package.tree(name):
                    outside = relation.get("TargetMode", "").lower() == "external"
                    if outside and not relation.get("Type", "").endswith("/hyperlink"):
                        raise Unreadable("external", target=shown(relation.get("Target", "")))

    def table(self) -> Table:
        relations = {one.get("Id"): one for one in self.package.tree("xl/_rels/workbook.xml.rels")}
        book = self.package.tree("xl/workbook.xml")
        sheets = [element for element in book.iter() if _local(element) == "sheet"]
        visible = []
        for sheet in sheets:
            relation = relations.get(_attribute(sheet, "id"))
            is_table = relation is not None and relation.get("Type", "").endswith("/worksheet")
            if sheet.get("state", "visible") == "visible" and is_table and relation is not None:
                visible.append((sheet.get("name", ""), relation.get("Target", "")))
        if not visible:
            raise Unreadable("no_sheet")
        name, target = visible[0]
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        sheet_reader = _Sheet(self._strings(relations.values()), self._styles(relations.values()))
        sheet_reader.read(self.package, path)
        table = sheet_reader.table()
        hidden = sum(sheet.get("state", "visible") != "visible" for sheet in sheets)
        if len(sheets) > 1:
            table.notes.append(sentence(NOTES["sheets"], name=shown(name), others=len(sheets) - 1, hidden=hidden))
        return table

    def _part(self, relations: Any, kind: str) -> str:
        """The path of the part of that kind; "" when the workbook has none."""
        found = (one.get("Target", "") for one in relations if one.get("Type", "").endswith(f"/{kind}"))
        target = next(found, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        return path if path in self.package.members else ""

    def _strings(self, relations: Any) -> list[str]:
        """The shared strings: texts of a string's runs joined, its phonetic guides left out."""
        strings: list[str] = []
        if not (path := self._part(relations, "sharedStrings")):
            return strings
        parts: list[str] = []
        depth = {"rPh": 0, "t": 0}

        def start(tag: str, _attributes: dict[str, str]) -> None:
            local = tag.rpartition("}")[2]
            if local == "si":
                parts.clear()
            elif local in depth:
                depth[local] += 1

        def end(tag: str) -> None:
            local = tag.rpartition("}")[2]
            if local == "si":
                strings.append(_text("".join(parts)))
            elif local in depth:
                depth[local] -= 1

        def data(text: str) -> None:
            if depth["t"] and not depth["rPh"]:
                parts.append(text)

        self.package.stream(path, start, end, data)
        return strings

    def _styles(self, relations: Any) -> list[str | int]:
        """What each style makes of a number: "date", so many digits to fill up with zeros, or 0 for nothing."""
        if not (path := self._part(relations, "styles")):
            return []
        root = self.package.tree(path)
        codes = dict(BUILTIN_FORMATS)
        for element in root.iter():
            if _local(element) == "numFmt" and element.get("numFmtId", "").isdigit():
                codes[int(element.get("numFmtId", ""))] = element.get("formatCode", "")
        used = next((element for element in root if _local(element) == "cellXfs"), ())
        found: list[str | int] = []
        for style in used:
            number = style.get("numFmtId", "0")
            code = codes.get(int(number), "") if number.isdigit() else ""
            zeros = min(len(code), EXACT) if code and set(code) == {"0"} else 0
            found.append("date" if is_date_format(code) else zeros)
        return found


def _text(text: str) -> str:
    """A text as the workbook means it; a string that is used a million times is cleaned once."""
    if "_x" in text:
        text = ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return clean(text[: 2 * LONGEST_CELL])[:LONGEST_CELL]


# --- The sheet -------------------------------------------------------------------------------------------------------


class _Sheet:
    """The rows of a sheet that hold something, with the numbers they have in it."""

    def __init__(self, strings: list[str], styles: list[str | int]) -> None:
        self.strings, self.styles = strings, styles
        self.records: list[list[str]] = []
        self.numbers: list[int] = []
        self.odd: dict[tuple[int, int], str] = {}
        self.merged: list[Text] = []
        self.hidden = 0

    def table(self) -> Table:
        if not self.records:
            raise Unreadable("empty")
        numbers = self.numbers

        def place(row: int, column: int | None) -> Text:
            number = numbers[row + 1]
            if column is None:
                return Text(f"第{number}行", f"row {number}")
            cell = f"{get_column_letter(column + 1)}{number}"
            return Text(cell, cell)

        # A head over fewer columns than the rows have says nothing about those: they are not read.
        width = max(map(len, self.records))
        head = self.records[0] + [""] * (width - len(self.records[0]))
        odd = {(row - 1, column): key for (row, column), key in self.odd.items() if row}
        notes = [sentence(NOTES["hidden_rows"], count=self.hidden)] if self.hidden else []
        return Table(head, self.records[1:], place, notes, self.merged, odd)

    def read(self, package: _Package, path: str) -> None:
        """Stream the sheet. The callbacks share their variables: half a million cells pass through them."""
        records, numbers, odd = self.records, self.numbers, self.odd
        columns: dict[str, int] = {}  # letters → place
        wanted: set[int] = set()  # columns whose head is known; of the others only that they hold something
        cells: list[str] = []
        parts: list[str] = []
        number, column, kind, style = 0, -1, "n", 0
        formula = inside = phonetic = hidden = filled = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal number, column, kind, style, formula, inside, phonetic, hidden, filled
            tag = tag[tag.rfind("}") + 1 :]
            if tag == "c":
                letters = attributes.get("r", "").rstrip("0123456789")
                if letters in columns:
                    column = columns[letters]
                elif letters:
                    column = columns[letters] = column_index_from_string(letters) - 1
                else:
                    column += 1
                kind = attributes.get("t", "n")
                style = int(attributes.get("s", "0"))
                formula = False
                parts.clear()
            elif tag == "v" or tag == "t":
                inside = True
            elif tag == "f":
                formula = True
            elif tag == "row":
                number = int(attributes.get("r", number + 1))
                hidden = attributes.get("hidden") in ("1", "true")
                column, filled = -1, False
                cells.clear()
            elif tag == "rPh":
                phonetic = True
            elif tag == "mergeCell" and len(self.merged) < MOST_MERGED:
                self.merged.append(Text(shown(attributes.get("ref", "")), shown(attributes.get("ref", ""))))

        def data(text: str) -> None:
            if inside and not phonetic:
                parts.append(text)

        def end(tag: str) -> None:
            nonlocal inside, phonetic, filled
            tag = tag[tag.rfind("}") + 1 :]
            if tag == "v" or tag == "t":
                inside = False
            elif tag == "c":
                if not (parts or formula):
                    return
                if records and column not in wanted:
                    filled = True
                    return
                value, fault = ("=", "") if formula else self._value("".join(parts), kind, style)
                if value and column < MOST_COLUMNS:
                    cells.extend([""] * (column - len(cells)))
                    cells[column:] = [value]
                    filled = True
                    if fault:
                        odd[len(records), column] = fault
            elif tag == "row" and filled:
                if not records:
                    wanted.update(index for index, head in enumerate(cells) if head.lower() in KNOWN)
                records.append(cells.copy())
                numbers.append(number)
                self.hidden += hidden
                if len(records) > MOST_ROWS + 1:
                    raise Unreadable("rows", limit=MOST_ROWS)
            elif tag == "rPh":
                phonetic = False

        package.stream(path, start, end, data)

    def _value(self, text: str, kind: str, style: int) -> tuple[str, str]:
        """A cell as text, and which fault it is ("" for none)."""
        if kind == "s":
            return self.strings[int(text)], ""
        if kind == "n":
            return self._number(text, self.styles[style] if style < len(self.styles) else 0)
        if kind == "e" or kind == "d":
            return text, "error" if kind == "e" else "date"
        if kind == "b":
            return "TRUE" if text == "1" else "FALSE", ""
        return _text(text), ""

    def _number(self, text: str, form: str | int) -> tuple[str, str]:
        if form == "date":
            return text, "date"
        try:
            value = Decimal(text[:LONGEST_CELL])
            if not value.is_finite() or abs(value.adjusted()) > 30:
                return text[:LONGEST_CELL], "digits"
            whole = value == value.to_integral_value()
        except InvalidOperation:
            return text[:LONGEST_CELL], "error"
        plain = str(int(value)) if whole else format(value.normalize(), "f")
        if whole and len(plain.lstrip("-")) > EXACT:
            return plain, "digits"
        return plain.zfill(int(form)), ""
