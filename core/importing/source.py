"""A file becomes paragraphs. What it is, is told from its content; its name says nothing.

Plain text in UTF-8, UTF-16, GB 18030 (and so GBK) or Windows-1252, and .docx. All else is refused with a sentence.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.importing.blanks import is_blank
from core.importing.docx import Words, read_docx
from core.importing.encodings import decoded
from core.importing.faults import LARGEST, MEGABYTE, fault

LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
MOST_PARAGRAPHS = 5000  # a report of 200 pages has a third of them
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in an OLE file, as its directory has them, and what the file then is.
STREAMS = (("EncryptedPackage", "encrypted"), ("WpsDocument", "wps"), ("WordDocument", "doc"))


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its paragraphs (blank ones left out), and all its text, from which nothing may get lost.

    `encoding` is utf-8, utf-16-le, utf-16-be, gb18030, cp1252 or docx; `digest` the SHA-256 of `content`.
    `apart` are the places of the paragraphs with a blank one before them, `notes` those of foot- and endnotes,
    `levels` the outline levels of headings from 1, where the file states them.
    """

    name: str
    content: bytes
    encoding: str
    text: str
    paragraphs: tuple[str, ...]
    apart: frozenset[int] = frozenset()
    notes: frozenset[int] = frozenset()
    levels: Mapping[int, int] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def media_type(self) -> str:
        if self.encoding == "docx":
            return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return f"text/plain; charset={self.encoding}"


def read_source(file: Path | bytes, name: str = "") -> Source:
    """Read a file, or bytes called `name`. SourceError for what is no text, too large, or holds what may do harm."""
    if isinstance(file, bytes):
        content = file
    else:
        content, name = _content(file), name or file.name
    if len(content) > LARGEST:
        raise fault("large", size=-(-len(content) // MEGABYTE))
    if not content:
        raise fault("empty")
    if kind := _foreign(content):
        raise fault(kind)
    if content[:4] == b"PK\x03\x04":
        words, encoding = read_docx(content), "docx"
        text = "\n".join(words.paragraphs)
    else:
        text, encoding = decoded(content)
        words = Words(LINE_ENDS.split(text))
    paragraphs = words.paragraphs
    written = tuple(paragraph for paragraph in paragraphs if not is_blank(paragraph))
    if not written:
        raise fault("blank")
    if len(written) > MOST_PARAGRAPHS:
        raise fault("paragraphs", count=len(written), limit=MOST_PARAGRAPHS)
    place = {at: new for new, at in enumerate(at for at, one in enumerate(paragraphs) if not is_blank(one))}
    return Source(
        name,
        content,
        encoding,
        text,
        written,
        apart=frozenset(new for at, new in place.items() if at and at - 1 not in place),
        notes=frozenset(place[at] for at in words.notes),
        levels={place[at]: level for at, level in words.levels.items() if at in place},
    )


def _content(path: Path) -> bytes:
    """The bytes of an ordinary file; one that is too large is not read at all."""
    try:
        if not path.exists():
            raise fault("missing", name=path)
        if not path.is_file():
            raise fault("unreadable", name=path)
        size = path.stat().st_size
        if size > LARGEST:
            raise fault("large", size=-(-size // MEGABYTE))
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise fault("unreadable", name=path) from error


def _foreign(content: bytes) -> str:
    """Which format that is not ours the file begins as; "" for none."""
    if content.startswith(OLE):
        for stream, kind in STREAMS:
            if stream.encode("utf-16-le") in content:
                return kind
        return "office"
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if re.match(rb"<!doctype html|<html\b", head, re.IGNORECASE):
        return "html"
    return "zip" if content[:4] in (b"PK\x05\x06", b"PK\x07\x08", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b\x08\x00") else ""
