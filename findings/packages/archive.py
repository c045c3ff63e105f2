"""The .zip around a package: written always to the same bytes, read only where nothing in it could do harm."""

import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from core.archives import ENTRY, LARGEST_WHOLE, MEGABYTE, MOST_MEMBERS, Archive, ArchiveFault, shown
from core.uploads import LINK
from findings.packages.refusals import PackageRefused, refused

LARGEST_PACKAGE = LARGEST_WHOLE  # bytes of the file as well as of everything in it
PIECE = 1 << 20
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest day a .zip can name


class PackageArchive(Archive):
    """A package whose directory has been looked at; nothing was unpacked yet. The file stays on the disk."""

    def __init__(self, file: BinaryIO) -> None:
        if file.seek(0, 2) > LARGEST_PACKAGE:
            raise refused("too_large", limit=LARGEST_PACKAGE // MEGABYTE)
        if _entries_in(file) > MOST_MEMBERS:
            raise refused("members")
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise refused("broken", what="ZIP") from error
        infos = [info for info in self._zip.infolist() if not (info.is_dir() and info.file_size == 0)]
        for info in infos:
            _check_name(info)
        self.members = {info.filename: info for info in infos}
        if len(self.members) != len(infos):
            names = [info.filename for info in infos]
            raise refused("twice", name=shown(next(name for name in names if names.count(name) > 1)))
        try:
            self._weigh()
        except ArchiveFault as fault:
            raise _translated(fault) from fault

    def read(self, name: str) -> bytes:
        """One entry unpacked, held to what the directory says of its size. Raises PackageRefused."""
        try:
            return super().read(name)
        except ArchiveFault as fault:
            raise _translated(fault) from fault
        except KeyError as error:
            raise refused("missing", name=shown(name)) from error


def pack(file: BinaryIO, entries: Iterable[tuple[str, bytes]]) -> None:
    """Write the entries into `file` in the order given. The same entries make the same bytes on every machine."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            archive.writestr(info, content)


def _entries_in(file: BinaryIO) -> int:
    """How often a mark of the directory stands in the file: counted before anything reads the directory itself."""
    file.seek(0)
    count, kept = 0, b""
    while piece := file.read(PIECE):
        count += (kept + piece).count(ENTRY)
        kept = piece[-(len(ENTRY) - 1) :]
    file.seek(0)
    return count


def _check_name(info: zipfile.ZipInfo) -> None:
    """Paths out of the folder, absolute ones, drives and links are refused by name, whatever else the file holds."""
    name, mode = info.filename, info.external_attr >> 16 & 0o170000
    parts = info.orig_filename.replace("\\", "/").split("/")
    if name.startswith("/") or ".." in parts or "\\" in info.orig_filename or ":" in parts[0] or mode == LINK:
        raise refused("name", name=shown(info.orig_filename))


def _translated(fault: ArchiveFault) -> PackageRefused:
    if fault.kind == "bomb":
        return refused("bomb", name=fault.values.get("member", ""))
    if fault.kind == "encrypted":
        return refused("encrypted")
    return refused("broken", what=fault.values.get("what", "ZIP"))
