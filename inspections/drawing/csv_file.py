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
_QUOTED = re.compile('"[^"]*"')


def read_csv(content: bytes) -> Table:
    """The table of one file; Unreadable when it is no text, or no table."""
    text, notes = _decoded(content)
    delimiter = delimiter_of(text)
    if text.count(delimiter) + text.count("\n") > MOST_CELLS:
        raise Unreadable("cells")
    records = _records(text, delimiter)
    if not records:
        raise Unreadable("empty")

    @cache
    def lines() -> list[int]:
        """The line on which each row ends; only counted when somebody asks."""
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [reader.line_num for record in reader if not is_blank(record)]

    head = records[0]

    def place(row: int, column: int | None) -> Text:
        line = lines()[row + 1]
        if column is None:
            return Text(f"第{line}行", f"line {line}")
        name = head[column].strip() if column < len(head) else ""
        return Text(f"第{line}行“{name}”列", f"line {line}, column {name}")

    return Table(head, records[1:], place, notes)


def delimiter_of(text: str) -> str:
    """Whichever of comma, semicolon and tab occurs most often in the first line, outside of quotation marks."""
    first = _QUOTED.sub("", re.split("[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0])
    return max(DELIMITERS, key=first.count)


def is_blank(record: list[str]) -> bool:
    """A row with nothing but spaces: it does not count."""
    return not "".join(record).strip(SPACES)


def _records(text: str, delimiter: str) -> list[list[str]]:
    """The rows that are not blank. A quotation mark that is not closed would swallow the rest: that is an error."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    good = 0  # lines read well
    try:
        while some := list(islice(reader, 10_000)):
            # A row that holds something may begin with a blank, but seldom does: only then look at all of it.
            sound = all(record and record[0].strip(SPACES) for record in some)
            records += some if sound else [record for record in some if not is_blank(record)]
            good = reader.line_num
            if len(records) > MOST_ROWS + 1:
                raise Unreadable("rows", limit=MOST_ROWS)
    except csv.Error as error:
        raise Unreadable("quotes", line=_last_good_line(text, delimiter, good) + 1) from error
    return records


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
