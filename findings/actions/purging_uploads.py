"""Files that never arrived whole."""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from findings.models import ReturnUpload
from findings.queries.uploading import place_of

FEWEST_DAYS = 1


@dataclass(frozen=True)
class Removed:
    """How many uploads went, and how many bytes of them and of files without a row."""

    uploads: int
    bytes: int


def purge_uploads(*, days: int, dry_run: bool = False) -> Removed:
    """Remove uploads that were begun, and got their last piece, more than `days` ago, and pieces without a row as old.
    With `dry_run` nothing is removed. ValueError for fewer than FEWEST_DAYS."""
    if not FEWEST_DAYS <= days <= 36_500:
        raise ValueError(f"days must be {FEWEST_DAYS} to 36500, not {days}")
    limit = timezone.now() - timedelta(days=days)
    uploads = size = 0
    for key in list(ReturnUpload.objects.filter(created__lt=limit).values_list("key", flat=True)):
        found = _purge(key, limit, dry_run)
        if found is not None:
            uploads, size = uploads + 1, size + found
    return Removed(uploads, size + sum(_unlink(path, dry_run) for path in _strangers(limit)))


@transaction.atomic
def _purge(key: uuid.UUID, limit: datetime, dry_run: bool) -> int | None:
    """The bytes of one upload; None for one that somebody goes on with, or that is done by now."""
    row = ReturnUpload.objects.select_for_update().filter(key=key).first()
    path = place_of(key)
    if row is None or path.exists() and _changed(path) >= limit:
        return None
    if not dry_run:
        row.delete()
    return _unlink(path, dry_run)


def _strangers(limit: datetime) -> Iterator[Path]:
    folder = place_of(uuid.UUID(int=0)).parent
    if not folder.is_dir():
        return
    old = [Path(entry) for entry in os.scandir(folder) if _changed(Path(entry)) < limit]
    known = set(map(str, ReturnUpload.objects.values_list("key", flat=True)))
    yield from (path for path in old if path.name not in known)


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _unlink(path: Path, dry_run: bool) -> int:
    if not path.exists():
        return 0
    size = path.stat().st_size
    if not dry_run:
        path.unlink()
    return size
