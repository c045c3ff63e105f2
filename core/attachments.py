"""Files kept under their SHA-256, outside the web root, served only through a view that has asked who may.

The stored name is made by us; the name a person gave is data. The same bytes are stored once.
"""

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

DOWNLOAD_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


# Separators of paths, what ends a header, and marks that turn the direction of writing ("fdp.exe" read from the right).
HARMFUL = re.compile("[\\\\/\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Attachment(models.Model):
    """One file: its digest, its size in bytes, what it is, and the name it is offered under."""

    digest = models.CharField(max_length=64, db_index=True, verbose_name=_("摘要"))
    size = models.PositiveBigIntegerField(verbose_name=_("字节数"))
    media_type = models.CharField(max_length=100, verbose_name=_("类型"))
    name = models.CharField(max_length=200, verbose_name=_("文件名"))
    created = models.DateTimeField(default=timezone.now)
    created_by_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return place_of(self.digest)

    def is_whole(self) -> bool:
        """True when the stored bytes still have the recorded digest."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == self.digest

    def as_download(self) -> FileResponse:
        """The file as an attachment that no browser will run; the caller has asked the policy."""
        return FileResponse(
            self.path.open("rb"),
            as_attachment=True,
            filename=self.name,
            content_type=self.media_type,
            headers=DOWNLOAD_HEADERS,
        )


def place_of(digest: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "files" / digest[:2] / digest


def keep(content: bytes, *, name: str, media_type: str, by: "User | None" = None) -> Attachment:
    """Store `content` and return its row; the bytes are on the disk before the row is written.

    `name` loses what could harm in a folder or a header, and is cut at 200 characters. Raises OSError when the disk
    refuses; then no row and no half file is left.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = place_of(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    return Attachment.objects.create(
        digest=digest,
        size=len(content),
        media_type=media_type,
        name=HARMFUL.sub("_", name)[:200],
        created_by_id=by.pk if by else None,
    )


def write_whole(path: Path, content: bytes) -> None:
    """Write to a neighbour, flush to the disk, rename: a reader sees the whole file or none."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    neighbour = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        neighbour.chmod(0o640)
        neighbour.replace(path)
    except BaseException:
        neighbour.unlink()
        raise
