"""Files of a return that are still on their way."""

import uuid
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from findings.models import Return, ReturnFile, ReturnUpload


@dataclass(frozen=True)
class Progress:
    """How much of a file is there, in bytes. `done`: it is a file of the return."""

    key: uuid.UUID
    name: str
    size: int
    digest: str
    received: int
    done: bool = False

    @property
    def missing(self) -> int:
        return self.size - self.received


def place_of(key: uuid.UUID) -> Path:
    """Where the bytes of an upload lie until it is whole."""
    return Path(settings.MEDIA_ROOT) / "uploads" / str(key)


def received_of(upload: ReturnUpload) -> int:
    """How many bytes are really there: what the row says, unless the file was lost or cut off since."""
    try:
        return min(upload.received, place_of(upload.key).stat().st_size)
    except FileNotFoundError:
        return 0


def progress_of(upload: ReturnUpload) -> Progress:
    return Progress(upload.key, upload.name, upload.size, upload.digest, received_of(upload))


def finished(file: ReturnFile) -> Progress:
    kept = file.attachment
    return Progress(file.key, kept.name, kept.size, kept.digest, kept.size, done=True)


def find(returned: Return, key: uuid.UUID) -> Progress | None:
    """The file of `returned` under the device's name for it, whole or on its way."""
    file = returned.files.select_related("attachment").filter(key=key).first()
    if file:
        return finished(file)
    upload = returned.uploads.filter(key=key).first()
    return progress_of(upload) if upload else None


def unfinished(returned: Return) -> list[Progress]:
    """Files of which something is still missing, in the order in which they were begun."""
    return [progress_of(upload) for upload in returned.uploads.all()]
