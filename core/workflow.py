"""The only way a state changes: *when* (sources), *who* (policy) and *ready* (checks) are asked in three places."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from core.history import record

if TYPE_CHECKING:
    from accounts.models import User

Row = TypeVar("Row", bound=models.Model)
Check = Callable[[Any], Iterable[str]]


@dataclass(frozen=True)
class Step:
    """A verb that moves a row from one of `sources` to `target`.

    `ready` are checks: functions of the row that yield one sentence for each thing still missing.
    `needs_note` makes the reason compulsory (sending back, withdrawing).
    `memory` names a column that keeps the state which the step leaves. A step without a target goes back to the state
    kept there and empties it (suspending, going on).
    """

    verb: str
    sources: frozenset[str]
    target: str
    ready: tuple[Check, ...] = ()
    needs_note: bool = False
    memory: str = ""

    def target_for(self, row: Any) -> str:
        """The state in which `row` will stand."""
        return self.target or getattr(row, self.memory)

    def missing(self, row: Any) -> list[str]:
        """A sentence for each thing without which `row` cannot take the step."""
        return [problem for check in self.ready for problem in check(row)]


@transaction.atomic
def take(step: Step, row: Row, *, by: "User", note: str = "") -> Row:
    """Move `row` by `step` and write it into the history; returns the locked, changed row.

    Raises ValidationError (`wrong_state`, `note_missing`, `not_ready`) or PermissionDenied; then nothing changed.
    """
    row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    state = row.state  # type: ignore[attr-defined]
    if state not in step.sources:
        shown = row.get_state_display()  # type: ignore[attr-defined]
        raise ValidationError(_("已是“%(state)s”状态。") % {"state": shown}, code="wrong_state")
    if not by.has_perm(f"{row._meta.app_label}.{step.verb}", row):
        raise PermissionDenied
    if step.needs_note and not note.strip():
        raise ValidationError(_("请写明理由。"), code="note_missing")
    if problems := step.missing(row):
        raise ValidationError([ValidationError(problem, code="not_ready") for problem in problems])
    target = step.target_for(row)
    row.state = target  # type: ignore[attr-defined]
    if step.memory:
        setattr(row, step.memory, state if step.target else "")
    row.save(update_fields=["state", "updated", *filter(None, [step.memory])])
    record(row, verb=step.verb, by=by, source=state, target=target, note=note)
    return row
