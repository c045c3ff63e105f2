"""The file that a device exports when it cannot send: read piece by piece, as it may be as large as its photos.

    {"format": "zhijian-field/1", "user": 7, "made": "…", "operations": [{…}, …],
     "blobs": [{"id", "name", "digest", "media_type", "base64"}, …]}

The file is walked through twice: once to see that it is whole and whose it is, then to take it over. At no time is more
of it in memory than one photo.
"""

import base64
import binascii
import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from core.text import Text
from core.uploads import LARGEST_FILE

FORMAT = "zhijian-field/1"
LARGEST_EXPORT = 150_000_000
MOST = 2000  # operations, and photos
LARGEST_ITEM = LARGEST_FILE * 4 // 3 + 10_000  # characters of one photo in base64, with its name
STEP = 1_000_000
LISTS = ("operations", "blobs")
KEYS = {"format", "user", "made", *LISTS}


class ExportFault(ValueError):
    """The file is not taken; `text` says why. Nothing of it was carried out."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


BROKEN = Text(
    "文件不完整或已损坏，没有导入任何内容。请在设备上重新导出。",
    "The file is incomplete or damaged; nothing was imported. Please export it again on the device.",
)
NO_EXPORT = Text(
    "这不是现场记录的导出文件，没有导入任何内容。",
    "This is no export of field records; nothing was imported.",
)
TOO_MANY = Text(
    f"文件中的记录或照片超过{MOST}项，没有导入任何内容。",
    f"The file holds more than {MOST} records or photos; nothing was imported.",
)


@dataclass(frozen=True, slots=True)
class Blob:
    """One photo of the export."""

    id: str
    name: str
    digest: str
    content: bytes | None  # None: its base64 is damaged


@dataclass(frozen=True, slots=True)
class Summary:
    """What an export holds: whose it is, when it was made, the titles of its operations, the names of its photos."""

    user: int
    made: str
    titles: tuple[Text, ...]
    photos: tuple[str, ...]


def look_into(file: BinaryIO) -> Summary:
    """Walk through the whole file. Raises ExportFault for one that is no export, broken, or too large."""
    found: dict[str, Any] = {}
    titles, photos = [], []
    for key, value in items_of(file):
        if key == "operations":
            titles.append(title_of(value))
        elif key == "blobs":
            photos.append(_blob_name(value))
        else:
            found[key] = value
        if max(len(titles), len(photos)) > MOST:
            raise ExportFault(TOO_MANY)
    if found.get("format") != FORMAT or not isinstance(found.get("user"), int):
        raise ExportFault(NO_EXPORT)
    return Summary(found["user"], str(found.get("made", ""))[:40], tuple(titles), tuple(photos))


def operations_in(file: BinaryIO) -> Iterator[dict[str, Any]]:
    return (value for key, value in items_of(file) if key == "operations")


def blobs_in(file: BinaryIO) -> Iterator[Blob]:
    """The photos with their bytes."""
    for key, value in items_of(file):
        if key == "blobs":
            try:
                content = base64.b64decode(str(value.get("base64", "")), validate=True)
            except (binascii.Error, ValueError):
                content = None
            yield Blob(str(value.get("id", "")), _blob_name(value), str(value.get("digest", "")), content)


def title_of(operation: dict[str, Any]) -> Text:
    """The title of the finding in an operation, for a list; empty where it has none."""
    data = operation.get("data")
    title = data.get("title") if isinstance(data, dict) else None
    said = title if isinstance(title, dict) else {}
    return Text(str(said.get("zh") or "")[:200], str(said.get("en") or "")[:200])


def _blob_name(blob: dict[str, Any]) -> str:
    return str(blob.get("name", ""))[:200]


# --- JSON, piece by piece --------------------------------------------------------------------------------------------


def items_of(file: BinaryIO) -> Iterator[tuple[str, Any]]:
    """(key, value) of the object, in the order of the file; for LISTS, one pair for each object in the list."""
    reader = _Reader(file)
    seen: set[str] = set()
    reader.expect("{")
    while True:
        key = reader.value()
        reader.expect(":")
        if key not in KEYS or key in seen:
            raise ExportFault(NO_EXPORT)
        seen.add(key)
        if key in LISTS:
            for value in reader.objects():
                yield key, value
        else:
            yield key, reader.value()
        if reader.expect(",}") == "}":
            break
    reader.end()


class _Reader:
    """What has been read of a file and not yet been used. ExportFault where it is no JSON."""

    def __init__(self, file: BinaryIO) -> None:
        file.seek(0)
        self._file, self._decoder = file, codecs.getincrementaldecoder("utf-8-sig")()
        self._json = json.JSONDecoder(parse_constant=_refuse)
        self._buffer = ""
        self._ended = False

    def _more(self, size: int = STEP) -> None:
        piece = self._file.read(size)
        self._ended = not piece
        try:
            self._buffer += self._decoder.decode(piece, final=self._ended)
        except UnicodeDecodeError as error:
            raise ExportFault(BROKEN) from error

    def _skip_blanks(self) -> None:
        while not (rest := self._buffer.lstrip(" \t\r\n")) and not self._ended:
            self._buffer = ""
            self._more()
        self._buffer = rest

    def expect(self, chars: str) -> str:
        """The next character, which is one of `chars`."""
        self._skip_blanks()
        char, self._buffer = self._buffer[:1], self._buffer[1:]
        if not char or char not in chars:
            raise ExportFault(BROKEN)
        return char

    def value(self) -> Any:
        """The next value. What does not end in the buffer may go on in the file: each time as much again is read."""
        self._skip_blanks()
        while True:
            try:
                value, end = self._json.raw_decode(self._buffer)
            except (ValueError, RecursionError) as error:
                if self._ended or len(self._buffer) > LARGEST_ITEM:
                    raise ExportFault(BROKEN) from error
            else:
                if end < len(self._buffer) or self._ended:  # 12 may be the beginning of 123
                    self._buffer = self._buffer[end:]
                    return value
            self._more(max(STEP, len(self._buffer)))

    def objects(self) -> Iterator[dict[str, Any]]:
        """The objects of a list, one after the other."""
        self.expect("[")
        self._skip_blanks()
        if self._buffer.startswith("]"):
            self.expect("]")
            return
        while True:
            value = self.value()
            if not isinstance(value, dict):
                raise ExportFault(NO_EXPORT)
            yield value
            if self.expect(",]") == "]":
                return

    def end(self) -> None:
        self._skip_blanks()
        if self._buffer:
            raise ExportFault(BROKEN)


def _refuse(constant: str) -> None:
    raise ValueError(constant)
