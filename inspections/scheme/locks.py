"""Who may change which part, and until when."""

from typing import Any

from django.utils.translation import gettext as _

from inspections.enums import BEFORE_APPROVAL, BEFORE_NOTICE, OVER, InspectionState
from inspections.models import Inspection
from inspections.scheme.part import APPROVAL, THE_END, Part

IN_THE_FIELD = frozenset({InspectionState.SCHEME_APPROVED, InspectionState.NOTIFIED, InspectionState.IN_PROGRESS})


def may_change(user: Any, part: Part, inspection: Inspection) -> bool:
    """Whether changing `part` is for `user` at all, in the state of the inspection."""
    if part.until != APPROVAL and inspection.state not in BEFORE_APPROVAL:
        return bool(user.has_perm("inspections.edit_fieldwork", inspection))
    return bool(user.has_perm("inspections.edit_scheme", inspection))


def lock_of(part: Part, inspection: Inspection, *, adding: bool = False) -> str:
    """Why nobody changes `part` (or, when `adding`, adds to it) now; "" while it is open."""
    if inspection.state in BEFORE_APPROVAL:
        return ""
    if inspection.state in OVER:
        return _("检查已%(state)s，不再修改。") % {"state": inspection.get_state_display()}
    if inspection.state == InspectionState.SUSPENDED:
        return _("检查已中止，恢复检查后才能修改。")
    if part.until == APPROVAL or (adding and part.late):
        return _("方案已通过，如需修改请先退回。")
    if part.until == THE_END or inspection.state in IN_THE_FIELD:
        return ""
    return _("实地检查已结束，如需修改请先恢复实地检查。")


def void_lock_of(part: Part, inspection: Inspection) -> str:
    """Why no row of `part` is removed or declared void now. After the notice the scheme cannot be sent back any more:
    what has fallen away is declared void."""
    if part.voidable and inspection.state not in BEFORE_NOTICE | OVER | {InspectionState.SUSPENDED}:
        return "" if part.until == APPROVAL else lock_of(part, inspection)
    return lock_of(part, inspection, adding=True)


def closed_fields(part: Part, inspection: Inspection) -> list[str]:
    """The fields of `part` that the approval closed."""
    if inspection.state in BEFORE_APPROVAL or not part.late:
        return []
    return [name for name in part.form.base_fields if name not in (*part.late, "seen")]


def is_removed_for_good(inspection: Inspection) -> bool:
    """Before the notice a row is removed; afterwards it is declared void, or removed with a reason where it is only a
    line of another row."""
    return inspection.state in BEFORE_NOTICE
