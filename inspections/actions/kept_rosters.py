"""A roster between its dry run and its import: the file is kept, so that nobody chooses it twice."""

from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, dumps, loads
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.attachments import Attachment, keep
from inspections.actions.rosters import import_roster
from inspections.drawing.roster import RosterReading, read_roster
from inspections.models import Inspection, Roster

SALT = "zhijian.kept-roster"
KEPT_FOR = 12 * 60 * 60  # seconds: a working day
MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Kept:
    """What a person said about a file, and where it is kept; travels with the form, signed."""

    attachment: int
    inspection: int
    by: int
    kind: str
    title: str
    source: str

    @property
    def token(self) -> str:
        return dumps(asdict(self), salt=SALT, compress=True)


def keep_roster_file(
    *, inspection: Inspection, content: bytes, name: str, kind: str, title: str, source: str, by: User
) -> Kept:
    """Store the file of a roster that was read without a fault; nothing is imported by it."""
    media_type = MEDIA_TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    attachment = keep(content, name=name, media_type=media_type, by=by)
    return Kept(attachment.pk, inspection.pk, by.pk, kind, title, source)


def kept_roster(*, token: str, inspection: Inspection, by: User) -> Kept:
    """What `token` stands for. Raises ValidationError (`expired`) when it is old, changed, or somebody else's."""
    try:
        kept = Kept(**loads(token, salt=SALT, max_age=KEPT_FOR))
    except (BadSignature, TypeError):
        kept = None
    if kept is None or (kept.inspection, kept.by) != (inspection.pk, by.pk):
        raise ValidationError(_("上传的文件已过期，请重新选择文件。"), code="expired")
    return kept


def read_kept(kept: Kept) -> RosterReading:
    """The rows of the kept file once more."""
    attachment = Attachment.objects.get(pk=kept.attachment)
    return read_roster(attachment.path, name=attachment.name, kind=kept.kind)


@transaction.atomic
def import_kept_roster(*, inspection: Inspection, kept: Kept, by: User) -> Roster:
    """Import the kept file; pressed twice, it is one roster. Raises what `import_roster` raises."""
    attachment = Attachment.objects.select_for_update().get(pk=kept.attachment)
    if known := inspection.rosters.filter(attachment=attachment).first():
        return known
    return import_roster(
        inspection=inspection,
        reading=read_kept(kept),
        title=kept.title,
        source=kept.source,
        kind=kept.kind,
        attachment=attachment,
        by=by,
    )
