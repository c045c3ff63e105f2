"""Files of a return: announced by a device and sent in pieces, so that a lost connection costs one piece, or by a form.

The bytes lie in a folder of their own and are on the disk before the row says so. Only a whole file with the announced
digest, examined like every other, becomes a file of the return; its key is the one under which it was announced.
"""

import hashlib
import os
import uuid
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.attachments import HARMFUL, keep
from core.history import record
from core.payload import CLASSIFIED
from core.text import Text
from core.uploads import LARGEST_FILE, Readable, Upload, UploadRefused, examine, refusal
from findings.actions.filling import hold, save_section
from findings.models import Return, ReturnFile, ReturnSection, ReturnUpload
from findings.queries.uploading import Progress, find, finished, place_of, progress_of, received_of
from findings.returns.content import is_rows
from inspections.models import Delegation

MOST_UNFINISHED, MOST_FILES = 60, 600
LARGEST_CHUNK = 1_000_000

ANOTHER = (
    Text(
        "这个编号下已有另一个文件。请重新选择文件。", "There is another file under this number. Choose the file again."
    ),
    "another",
)
DAMAGED = (
    Text(
        "文件在传输中损坏，已删除。请重新上传。", "The file was damaged on its way and removed. Please upload it again."
    ),
    "digest",
)
CLOSED = (
    Text("报送内容现在不能填写，不能添加文件。", "The return is not being written now; no file can be added."),
    "state",
)
TOO_MUCH = (
    Text(
        "收到的内容比登记的文件大。请重新选择文件。",
        "More arrived than the announced file holds. Choose the file again.",
    ),
    "another",
)
UNFINISHED = (
    Text(
        f"还有{MOST_UNFINISHED}个文件没有传完，请先传完再添加。",
        f"{MOST_UNFINISHED} files are still on their way. Finish them before adding others.",
    ),
    "many",
)
MANY = (
    Text(f"一份报送材料最多{MOST_FILES}个文件。", f"A return holds at most {MOST_FILES} files."),
    "many",
)
MARKED = (
    Text(
        "文件名带有密级标志。涉密内容不得录入本系统。",
        "The name of the file carries a security marking. Classified content must not be entered here.",
    ),
    "classified",
)


class WrongOffset(Exception):
    """The piece does not begin where the file ends so far; `received` says where that is."""

    def __init__(self, received: int) -> None:
        super().__init__(str(received))
        self.received = received


@transaction.atomic
def announce_upload(*, returned: Return, key: uuid.UUID, name: str, size: int, digest: str, by: User) -> Progress:
    """Say that a file comes: `size` in bytes, `digest` its SHA-256. Answers how much of it is there; the same again
    changes nothing. Raises PermissionDenied, and UploadRefused: another file under `key` (`another`), too large or
    empty, too many (`many`), a marked name (`classified`), or a return that is not being written (`state`)."""
    delegation = hold(returned.pk)
    _may_fill(delegation, by)
    there = find(returned, key)
    if there:
        return _same(there, size, digest)
    _is_being_written(delegation)
    _check_announced(returned, name, size)
    if ReturnFile.objects.filter(key=key).exists():
        raise UploadRefused(*ANOTHER)
    values = {"returned": returned, "name": HARMFUL.sub("_", name)[:200], "size": size, "digest": digest}
    upload, _created = ReturnUpload.objects.get_or_create(key=key, defaults={**values, "created_by": by})
    if upload.returned_id != returned.pk:
        raise UploadRefused(*ANOTHER)
    return _same(progress_of(upload), size, digest)


def append_chunk(*, upload: ReturnUpload, offset: int, content: bytes, by: User) -> Progress:
    """Add `content` at `offset`, which must be where the file ends so far (else WrongOffset). The last piece makes it a
    file of the return, and so does an empty piece behind the last. Raises PermissionDenied, and UploadRefused: more
    than was announced (`another`), other bytes than announced (`digest`) or no file to keep – then what came is
    removed – or a return that is not being written (`state`)."""
    delegation = upload.returned.delegation
    _may_fill(delegation, by)
    _is_being_written(delegation)
    with transaction.atomic():
        row = _locked_upload(upload.key)
        if row is None:  # another device brought the last piece meanwhile
            return _finished_meanwhile(upload)
        there = received_of(row)
        if offset != there:
            raise WrongOffset(there)
        if there + len(content) > row.size:
            raise UploadRefused(*TOO_MUCH)
        _write(place_of(row.key), offset, content)
        row.received = there + len(content)
        row.save(update_fields=["received"])
    return progress_of(row) if row.received < row.size else _finish(row, by)


@transaction.atomic
def add_file(*, returned: Return, address: str, content: bytes | Readable, name: str, by: User) -> ReturnFile:
    """Keep a file and name it at `address` ("papers.statistics"). Raises PermissionDenied, UploadRefused, and
    ValidationError for an address where no files are asked for; then nothing is kept."""
    _may_fill(returned.delegation, by)
    if CLASSIFIED.search(name):
        raise UploadRefused(*MARKED)
    found = examine(content, name=name)
    section, _point, rest = address.partition(".")
    delegation = hold(returned.pk)
    row = ReturnSection.objects.select_for_update(of=("self",)).filter(returned=returned, section__key=section).first()
    if row is None or not rest or is_rows(address):
        raise ValidationError(_("这里不能添加文件。"), code="no_such_place")
    _is_being_written(delegation)
    if returned.files.count() >= MOST_FILES:
        raise UploadRefused(*MANY)
    file = _keep(returned, uuid.uuid4(), found, by)
    named = row.content.get(rest, [])
    if not isinstance(named, list):
        raise ValidationError(_("这里不能添加文件。"), code="no_such_place")
    save_section(row=row, written={**row.content, rest: [*named, str(file.key)]}, seen=row.content, by=by)
    return file


# --- Parts -----------------------------------------------------------------------------------------------------------


def _locked_upload(key: uuid.UUID) -> ReturnUpload | None:
    return ReturnUpload.objects.select_for_update(of=("self",)).select_related("returned").filter(key=key).first()


def _may_fill(delegation: Delegation, by: User) -> None:
    if not by.has_perm("inspections.fill_return", delegation):
        raise PermissionDenied


def _is_being_written(delegation: Delegation) -> None:
    if not delegation.is_being_written:
        raise UploadRefused(*CLOSED)


def _same(there: Progress, size: int, digest: str) -> Progress:
    if (there.size, there.digest) != (size, digest):
        raise UploadRefused(*ANOTHER)
    return there


def _check_announced(returned: Return, name: str, size: int) -> None:
    if CLASSIFIED.search(name):
        raise UploadRefused(*MARKED)
    if size > LARGEST_FILE:
        raise refusal("too_large", limit=LARGEST_FILE // 1_000_000)
    if size < 1:
        raise refusal("empty")
    coming = returned.uploads.count()
    if coming >= MOST_UNFINISHED:
        raise UploadRefused(*UNFINISHED)
    if coming + returned.files.count() >= MOST_FILES:
        raise UploadRefused(*MANY)


def _finished_meanwhile(upload: ReturnUpload) -> Progress:
    """UploadRefused where it was no file to keep, and is gone."""
    there = find(upload.returned, upload.key)
    if there is None:
        raise UploadRefused(*DAMAGED)
    return there


def _write(path: Path, offset: int, content: bytes) -> None:
    """`content` at `offset`, and nothing behind it: what a dead process may have left there is cut off."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o640)
    with os.fdopen(handle, "r+b") as file:
        file.seek(offset)
        file.write(content)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def _finish(upload: ReturnUpload, by: User) -> Progress:
    """Examine the whole file and keep it. Only its own row is locked while that takes its time."""
    refused: UploadRefused | None = None
    with transaction.atomic():
        row = _locked_upload(upload.key)
        if row is None:
            return _finished_meanwhile(upload)
        try:
            found = _examined(row)
        except UploadRefused as error:
            refused = error
        else:
            _is_being_written(hold(row.returned_id))
            done = finished(_keep(row.returned, row.key, found, by))
        row.delete()
    place_of(upload.key).unlink(missing_ok=True)
    if refused:
        raise refused
    return done


def _examined(row: ReturnUpload) -> Upload:
    content = place_of(row.key).read_bytes()
    if hashlib.sha256(content).hexdigest() != row.digest:
        raise UploadRefused(*DAMAGED)
    if ReturnFile.objects.filter(key=row.key).exists():
        raise UploadRefused(*ANOTHER)
    return examine(content, name=row.name)


def _keep(returned: Return, key: uuid.UUID, found: Upload, by: User) -> ReturnFile:
    kept = keep(found.content, name=found.name, media_type=found.media_type, by=by)
    file = ReturnFile.objects.create(returned=returned, key=key, attachment=kept, created_by=by)
    record(returned, verb="attach", by=by, note=f"+ {kept.name} (SHA-256 {kept.digest})")
    return file
