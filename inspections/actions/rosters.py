"""Taking a roster into the database. Its rows go in by COPY: a hundred thousand of them in the time of a page."""

import io

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import record
from core.models import Attachment
from inspections.drawing.roster import RosterReading
from inspections.enums import OVER, RosterKind
from inspections.models import Inspection, Roster

INTO = "COPY inspections_rosterrow (roster_id, position, ident, name, place, kind, office) FROM STDIN (ENCODING 'UTF8')"


@transaction.atomic
def import_roster(
    *,
    inspection: Inspection,
    reading: RosterReading,
    title: str,
    source: str = "",
    kind: str = RosterKind.UNITS,
    attachment: Attachment | None = None,
    by: User | None,
) -> Roster:
    """Store a roster that was read without a fault, with the file it came from; `by=None` is the loader of samples.

    Raises PermissionDenied, or ValidationError: the file has faults (`faulty`), is a roster of the other kind
    (`kind`), or the inspection is over (`wrong_state`); then nothing is written.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)  # numbers are given one after another
    if by is not None and not by.has_perm("inspections.import_roster", inspection):
        raise PermissionDenied
    if inspection.state in OVER:
        raise ValidationError(
            _("已是“%(state)s”状态。") % {"state": inspection.get_state_display()}, code="wrong_state"
        )
    if reading.fault_count or not reading.size:
        raise ValidationError(_("名录有错误，未导入。"), code="faulty")
    if reading.kind != kind:
        raise ValidationError(_("这不是所选种类的名录。"), code="kind")
    roster = Roster.objects.create(
        inspection=inspection,
        code=_code(inspection),
        kind=kind,
        title=title,
        source=source,
        digest=reading.digest,
        size=reading.size,
        counts=reading.counts,
        attachment=attachment,
        imported_by=by,
    )
    with connection.cursor() as cursor:
        cursor.copy_expert(INTO, copied(reading, roster.pk))
    record(roster, verb="import_roster", by=by, note=f"{roster.digest} {roster.size}")
    return roster


def copied(reading: RosterReading, roster: int) -> io.BytesIO:
    """The rows as PostgreSQL's COPY takes them. No cell holds a tab or a line break; backslashes are doubled."""
    text = "".join([f"{roster}\t{position}\t{line}\n" for position, line in enumerate(reading.lines, start=1)])
    return io.BytesIO((text.replace("\\", "\\\\") if "\\" in text else text).encode())


def _code(inspection: Inspection) -> str:
    number = inspection.rosters.count() + 1
    while Roster.objects.filter(code=(code := f"{inspection.code[:60]}-roster-{number}")).exists():
        number += 1
    return code
