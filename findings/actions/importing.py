"""Taking over what a device exported: the same way as if it had sent it, so a second time changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.spoken import in_both
from core.text import Text
from core.uploads import UploadRefused
from findings.actions.attaching import attach_file
from findings.actions.syncing import FORBIDDEN, apply_operation
from findings.exports import Blob, ExportFault, Summary, blobs_in, look_into, operations_in, title_of
from findings.models import Evidence, Finding

SOMEBODY_ELSE = _("这是另一个人的导出文件，没有导入任何内容。请由本人登录后导入。")
UNKNOWN = _("没有等待这张照片的检查发现。")
DAMAGED = _("照片在文件中已损坏。")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one operation: its result as a device gets it, and the title it is known by."""

    title: Text
    result: dict[str, Any]

    @property
    def errors(self) -> list[Text]:
        return [Text(**error["message"]) for error in self.result["errors"]]


@dataclass(frozen=True, slots=True)
class ImportedPhoto:
    """What became of one photo; `refusal` is empty where it is kept."""

    name: str
    refusal: Text


def summary_of(*, file: BinaryIO, by: User) -> Summary:
    """What is in the file. Raises ExportFault, also for that of another person."""
    summary = look_into(file)
    if summary.user != by.pk:
        raise ExportFault(in_both(SOMEBODY_ELSE))
    return summary


def import_export(*, file: BinaryIO, by: User) -> tuple[list[Imported], list[ImportedPhoto]]:
    """Carry out every operation and keep every photo, each on its own. Raises ExportFault before anything is done."""
    summary_of(file=file, by=by)
    done = [Imported(title_of(each), apply_operation(operation=each, by=by)) for each in operations_in(file)]
    return done, list(_photos(file, by))


def _photos(file: BinaryIO, by: User) -> Iterator[ImportedPhoto]:
    for blob in blobs_in(file):
        try:
            _keep(blob, by)
        except UploadRefused as refusal:
            yield ImportedPhoto(blob.name, refusal.text)
        except PermissionDenied:
            yield ImportedPhoto(blob.name, in_both(FORBIDDEN))
        else:
            yield ImportedPhoto(blob.name, Text())


def _keep(blob: Blob, by: User) -> None:
    if blob.content is None:
        raise UploadRefused(in_both(DAMAGED), "damaged")
    try:
        name = UUID(blob.id)
    except ValueError as error:
        raise UploadRefused(in_both(UNKNOWN), "unknown") from error
    visible = Finding.objects.visible_to(by)
    evidence = Evidence.objects.select_related("finding__inspection").filter(uuid=name, finding__in=visible).first()
    if evidence is None:
        raise UploadRefused(in_both(UNKNOWN), "unknown")
    attach_file(
        evidence=evidence, content=blob.content, name=blob.name, by=by, digest=blob.digest.lower(), keep_original=True
    )
