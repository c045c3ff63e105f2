"""Rows of an .xlsx workbook: its first visible sheet, streamed. Nothing is unpacked before its size is known.

openpyxl's own reader does not say which cells are merged in a workbook that it streams, and takes four times as long;
what it knows about formats of numbers is used.
"""

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element
from xml.parsers import expat

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from core.archives import Archive
from core.canonical import SPACES
from inspections.drawing.faults import MEGABYTE, NOTES, Unreadable, sentence, shown
from inspections.drawing.table import Table
from inspections.drawing.xlsx_sheet import EXACT, LONGEST_CELL, LONGEST_READ, Sheet, text_of
from inspections.drawing.xml_stream import Declared, Handlers, stream

LARGEST_PART = 150 * MEGABYTE  # bytes unpacked of one part that is read
LARGEST_SMALL = 20 * MEGABYTE  # of a part that is read as a whole
CHUNK = 1 << 16
# A text of one run; its last branch swallows what is none.
STRING = re.compile(
    '(<si>)<t(?: xml:space="preserve")?>([^<&\r]*)</t>(?:<phoneticPr[^<>]*/>)?</si>\\s*|(?s:.+)', re.ASCII
)

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

    def stream(self, name: str, handlers: Handlers, end: bytes, plain: Callable[[bytes], bool]) -> None:
        """A large part in one pass; see `xml_stream`."""
        try:
            stream(self.chunks(name), handlers, end, plain)
        except Declared as error:
            raise Unreadable("entities", member=shown(name)) from error
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
        sheet_reader = Sheet(self._strings(relations.values()), self._styles(relations.values()))
        self.package.stream(path, sheet_reader.handlers(), b"</row>", sheet_reader.plain)
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

        def close(tag: str) -> None:
            local = tag.rpartition("}")[2]
            if local == "si":
                strings.append(text_of("".join(parts)))
            elif local in depth:
                depth[local] -= 1

        def data(text: str) -> None:
            if depth["t"] and not depth["rPh"]:
                parts.append(text)

        def plain(piece: bytes) -> bool:
            found = STRING.findall(text := piece.decode())
            if not found[-1][0]:
                return False
            if "_x" in text or not unicodedata.is_normalized("NFC", text):
                strings.extend([text_of(one) for _mark, one in found])
            else:
                strings.extend([one[:LONGEST_READ].strip(SPACES)[:LONGEST_CELL] for _mark, one in found])
            return True

        self.package.stream(path, (start, close, data), b"</si>", plain)
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
