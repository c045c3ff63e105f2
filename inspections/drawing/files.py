"""From a file to a reading: its size is known before it is read, and its content says what it is, not its name."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from inspections.drawing.checking import checked
from inspections.drawing.csv_file import read_csv
from inspections.drawing.faults import LARGEST, MEGABYTE, Unreadable
from inspections.drawing.roster import RosterReading
from inspections.drawing.table import Table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and .xlsx with a password
ZIP = b"PK\x03\x04"
BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"PK\x05\x06", b"\x7fELF")


def read_table(source: Path | BinaryIO, *, name: str, kind: str) -> RosterReading:
    """The reading of one file; whatever is wrong with it stands among the faults."""
    try:
        with _opened(source, name) as file:
            return checked(_table(file, name), kind)
    except Unreadable as error:
        return RosterReading(kind, faults=(error.fault,), fault_count=1)


@contextmanager
def _opened(source: Path | BinaryIO, name: str) -> Iterator[BinaryIO]:
    if not isinstance(source, Path):
        yield source
        return
    try:
        file = source.open("rb")
    except FileNotFoundError as error:
        raise Unreadable("missing", name=name or source.name) from error
    except OSError as error:
        raise Unreadable("unreadable", name=name or source.name) from error
    with file:
        yield file


def _table(file: BinaryIO, name: str) -> Table:
    if not file.seekable():  # a pipe
        file = io.BytesIO(file.read(LARGEST + 1))
    file.seek(0, os.SEEK_END)
    size = file.tell()
    if size > LARGEST:
        raise Unreadable("large", size=-(-size // MEGABYTE), limit=LARGEST // MEGABYTE)
    if size == 0:
        raise Unreadable("empty")
    file.seek(0)
    begin = file.read(8)
    file.seek(0)
    if begin.startswith(OLE):
        raise Unreadable("xls")
    if name.lower().endswith(".xlsm"):
        raise Unreadable("macros")
    if begin.startswith(BINARY):
        raise Unreadable("binary")
    if begin.startswith(ZIP):
        from inspections.drawing.xlsx_file import read_xlsx  # openpyxl is slow to load, and most rosters are .csv

        return read_xlsx(file)
    return read_csv(file.read())
