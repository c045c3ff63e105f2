"""An uploaded package between looking and taking: the person need not choose a file of hundreds of megabytes twice."""

import hashlib
import os
import tempfile
import time
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

from core.archives import MEGABYTE
from findings.packages.archive import LARGEST_PACKAGE
from findings.packages.manifest import HEX64
from findings.packages.refusals import refused

PIECE = 1 << 20
LONGEST = 24 * 3600  # seconds an upload waits


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def keep_waiting(file: Readable, user: int) -> str:
    """Keep `file` for the person numbered `user` and return its SHA-256, under which she finds it again; one a person,
    for a day. Raises PackageRefused where it is too large."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".part-")
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as kept:
            while piece := file.read(PIECE):
                size += len(piece)
                if size > LARGEST_PACKAGE:
                    raise refused("too_large", limit=LARGEST_PACKAGE // MEGABYTE)
                digest.update(piece)
                kept.write(piece)
        forget(user)
        Path(name).replace(folder / f"{user}-{digest.hexdigest()}")
    finally:
        Path(name).unlink(missing_ok=True)
    return digest.hexdigest()


def open_waiting(digest: str, user: int) -> BinaryIO:
    """The upload of that person again. Raises PackageRefused where it is gone, or was never hers."""
    path = _folder() / f"{user}-{digest}"
    if not HEX64.fullmatch(digest) or not path.is_file():
        raise refused("no_file")
    return path.open("rb")


def forget(user: int) -> None:
    """Remove what that person left waiting, and of everybody what has waited for a day."""
    oldest = time.time() - LONGEST
    for path in _folder().glob("*"):
        if path.name.startswith(f"{user}-") or path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "packages"
