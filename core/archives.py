"""The ZIP that a .docx or .xlsx is: what may be unpacked of it, and XML without declarations that could do harm.

Pure Python, no Django. Nothing is unpacked before its size is known to be harmless.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import ClassVar
from xml.parsers import expat

MEGABYTE = 1_000_000
MOST_MEMBERS = 3000
LARGEST_PART = 30 * MEGABYTE  # bytes unpacked of one XML part that is read
LARGEST_WHOLE = 300 * MEGABYTE  # of all members, as the package declares them
HIGHEST_RATIO = 200  # unpacked to packed, of a member of more than LEAST bytes; text packs to a tenth, rarely more
# What a damaged file makes the library raise; a directory that points before the file ends in ValueError.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, struct.error)
LEAST = 5 * MEGABYTE
ENTRY = b"PK\x01\x02"  # begins an entry of the central directory
ENCRYPTED = 0x1

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Data = Callable[[str], None]


class ArchiveFault(ValueError):
    """The archive is not read. `kind`: broken, members, encrypted, bomb, entities; `values` say where and how much."""

    def __init__(self, kind: str, **values: object) -> None:
        super().__init__(f"{kind} {values}")
        self.kind, self.values = kind, values


class Archive:
    """A ZIP whose directory has been looked at. A subclass may set `fault` to raise errors of its own."""

    fault: ClassVar[Callable[..., Exception]] = ArchiveFault

    def __init__(self, content: bytes) -> None:
        # Counted before the directory is read: reading a hundred thousand entries takes longer than refusing them.
        if (count := content.count(ENTRY)) > MOST_MEMBERS:
            raise self.fault("members", count=count, limit=MOST_MEMBERS)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise self.fault("broken", what=error) from error
        self.members = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        self._weigh()

    def _weigh(self) -> None:
        """A fault when a member, or all of them, would become too large, or is encrypted."""
        whole = 0
        for name, info in self.members.items():
            if info.flag_bits & ENCRYPTED:
                raise self.fault("encrypted")
            whole += info.file_size
            steep = info.file_size > LEAST and info.file_size > HIGHEST_RATIO * max(info.compress_size, 1)
            if steep or whole > LARGEST_WHOLE:
                raise self.fault("bomb", member=shown(name), size=-(-info.file_size // MEGABYTE))

    def read(self, name: str) -> bytes:
        """One member unpacked, never more than LARGEST_PART of it whatever the directory says; KeyError if missing."""
        info = self.members[name]
        if info.file_size > LARGEST_PART:
            raise self.fault("bomb", member=shown(name), size=-(-info.file_size // MEGABYTE))
        try:
            with self._zip.open(info) as member:
                content = member.read(LARGEST_PART + 1)
        except (*BROKEN, NotImplementedError, RuntimeError, OSError) as error:
            raise self.fault("broken", what=shown(name)) from error
        if len(content) > LARGEST_PART:
            raise self.fault("bomb", member=shown(name), size=LARGEST_PART // MEGABYTE)
        return content

    def parse(self, name: str, start: Start, end: End | None = None, data: Data | None = None) -> None:
        """Read one XML member in one pass; names come without their namespace, attributes too. A fault for a DTD or an
        entity of its own, and for XML that is not well-formed."""
        content, place = self.read(name), shown(name)
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        refused = self.fault("entities", member=place)

        def refuse(*_args: object) -> None:
            raise refused

        parser.StartDoctypeDeclHandler = refuse
        parser.EntityDeclHandler = refuse
        parser.StartElementHandler = lambda tag, given: start(
            tag.rpartition("}")[2], {key.rpartition("}")[2]: value for key, value in given.items()}
        )
        if end is not None:
            parser.EndElementHandler = lambda tag: end(tag.rpartition("}")[2])
        if data is not None:
            parser.CharacterDataHandler = data
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            if isinstance(error, type(refused)):  # a fault that a handler raised
                raise
            raise self.fault("broken", what=f"{place}: {error}") from error

    def relations(self) -> list[str]:
        """The members that say what belongs to what."""
        return sorted(name for name in self.members if name.lower().endswith(".rels"))


def shown(name: str) -> str:
    """A member's name as a sentence may hold it."""
    return "".join(char if char.isprintable() else "?" for char in name)[:120]
