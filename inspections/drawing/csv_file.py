"""Rows of a .csv file: UTF-8 with or without a byte order mark, or GB 18030; commas, semicolons or tabs."""

import codecs
import csv
import io
import re
from functools import cache
from itertools import islice

from core.canonical import SPACES
from core.text import Text
from inspections.drawing.faults import MOST_ROWS, NOTES, Unreadable
from inspections.drawing.table import Table

DELIMITERS = ",;\t"
MOST_CELLS = 10_000_000
AT_ONCE = 2000  # rows
_QUOTED = re.compile('"[^"]*"')


def read_csv(content: bytes) -> Table:
    """The table of one file; Unreadable when it is no text, or no table."""
    text, notes = _decoded(content)
    delimiter = delimiter_of(text)
    if text.count(delimiter) + text.count("\n") > MOST_CELLS:
        raise Unreadable("cells")
    body = _Body()
    body.read(text, delimiter)
    if not body.head:
        raise Unreadable("empty")
    head = body.head

    @cache
    def lines() -> list[int]:
        """The line on which each row ends; only counted when somebody asks."""
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [reader.line_num for record in reader if not is_blank(record)]

    def place(row: int, column: int | None) -> Text:
        line = lines()[row + 1]
        if column is None:
            return Text(f"第{line}行", f"line {line}")
        name = head[column].strip() if column < len(head) else ""
        return Text(f"第{line}行“{name}”列", f"line {line}, column {name}")

    return Table(head, body.columns, body.size, place, body.wide, notes)


def delimiter_of(text: str) -> str:
    """Whichever of comma, semicolon and tab occurs most often in the first line, outside of quotation marks."""
    first = _QUOTED.sub("", re.split("[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0])
    return max(DELIMITERS, key=first.count)


def is_blank(record: list[str]) -> bool:
    """A row with nothing but spaces: it does not count."""
    return not "".join(record).strip(SPACES)


class _Body:
    """The rows that are not blank, turned into columns some thousand at a time: a list for each would keep Python's
    collector busy."""

    def __init__(self) -> None:
        self.head: list[str] = []
        self.columns: list[list[str]] = []
        self.size = 0
        self.wide: list[int] = []

    def read(self, text: str, delimiter: str) -> None:
        """A quotation mark that is not closed would swallow the rest: that is an error."""
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        good = 0  # lines read well
        try:
            while some := list(islice(reader, AT_ONCE)):
                self._add(some)
                good = reader.line_num
                if self.size > MOST_ROWS:
                    raise Unreadable("rows", limit=MOST_ROWS)
        except csv.Error as error:
            raise Unreadable("quotes", line=_last_good_line(text, delimiter, good) + 1) from error

    def _add(self, some: list[list[str]]) -> None:
        # A row that holds something may begin with a blank, but seldom does: only then look at all of it.
        if not all(record and record[0].strip(SPACES) for record in some):
            some = [record for record in some if not is_blank(record)]
        if some and not self.head:
            self.head = some.pop(0)
            self.columns = [[] for _ in self.head]
        width = len(self.head)
        if any(size != width for size in set(map(len, some))):
            self.wide += [row for row, record in enumerate(some, start=self.size) if any(record[width:])]
            some = [(record + [""] * (width - len(record)))[:width] for record in some]
        for column, cells in zip(self.columns, zip(*some, strict=True), strict=False):
            column += cells
        self.size += len(some)


def _last_good_line(text: str, delimiter: str, at_least: int) -> int:
    """The line up to which the file reads well."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = at_least
    try:
        for _record in reader:
            line = reader.line_num
    except csv.Error:
        pass
    return line


def _decoded(content: bytes) -> tuple[str, list[Text]]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable("utf16")
    if b"\0" in content:
        raise Unreadable("binary")
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("gb18030"), [NOTES["gb18030"]]
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", line=content.count(b"\n", 0, error.start) + 1) from error
