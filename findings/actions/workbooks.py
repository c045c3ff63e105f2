"""A workbook that came back: kept between its dry run and its confirmation, then taken into the draft."""

from collections.abc import Collection
from dataclasses import asdict, dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import BadSignature, dumps, loads
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.attachments import Attachment, keep
from core.uploads import XLSX
from findings.actions.filling import hold, save_section
from findings.enums import Source
from findings.models import Return
from findings.queries.workbook import Opened, judgement_of
from findings.workbooks.judging import Judgement

SALT = "zhijian.kept-workbook"
KEPT_FOR = 12 * 60 * 60  # seconds: a working day


class Moved(Exception):
    """The draft was changed after the dry run: what would be done now is another thing, `judgement`."""

    def __init__(self, judgement: Judgement) -> None:
        super().__init__()
        self.judgement = judgement


@dataclass(frozen=True)
class Kept:
    """Where a workbook is kept, whose it is and for which return; travels with the form, signed."""

    attachment: int
    returned: int
    by: int

    @property
    def token(self) -> str:
        return dumps(asdict(self), salt=SALT)


def keep_workbook(*, returned: Return, content: bytes, name: str, by: User) -> Kept:
    """Store a workbook that could be read; nothing is taken from it yet."""
    attachment = keep(content, name=name, media_type=XLSX, by=by)
    return Kept(attachment.pk, returned.pk, by.pk)


def kept_workbook(*, token: str, returned: Return, by: User) -> Attachment:
    """The file that `token` stands for. Raises ValidationError (`expired`) when it is old, changed, or somebody
    else's."""
    try:
        kept = Kept(**loads(token, salt=SALT, max_age=KEPT_FOR))
    except (BadSignature, TypeError):
        kept = None
    found = None
    if kept and (kept.returned, kept.by) == (returned.pk, by.pk):
        found = Attachment.objects.filter(pk=kept.attachment).first()
    if found is None or not found.path.exists():
        raise ValidationError(_("上传的工作簿已过期，请重新选择文件。"), code="expired")
    return found


@transaction.atomic
def apply_workbook(*, returned: Return, opened: Opened, taken: Collection[str], shown: str, by: User) -> Judgement:
    """Take what the workbook changes into the draft; at the conflicts `taken` the workbook counts, at others the draft.

    `shown` is the fingerprint of the judgement that the person confirmed. Raises Moved when the draft has changed so
    that she would confirm something else, PermissionDenied, or what `save_section` raises; then nothing is written.
    """
    if not by.has_perm("inspections.fill_return", returned.delegation):
        raise PermissionDenied
    hold(returned.pk)
    rows = list(returned.sections.select_for_update(of=("self",)).select_related("section").order_by("pk"))
    now = judgement_of(returned, opened)
    if now.fingerprint != shown:
        raise Moved(now)
    judgement = judgement_of(returned, opened, taken)
    for row in rows:
        wanted = judgement.sections[row.section.key]
        if wanted.seen != wanted.written:
            save_section(row=row, written=wanted.written, seen=wanted.seen, by=by, source=Source.WORKBOOK)
    return judgement
