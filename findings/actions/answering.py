"""Filling in the responsibility list on a visit. Two people may fill the same visit: nobody's words are lost unseen."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.attachments import keep
from core.history import record
from core.models import Attachment
from core.templatetags.words import best
from core.uploads import Upload, UploadRefused, examine
from findings.actions.responsibilities import opened
from findings.enums import Answer
from findings.models import ResponsibilityAnswer, ResponsibilityItem
from inspections.models import Unit, Visit

LONGEST = 4000  # characters of evidence
COLUMNS = ["answer", "evidence", "attachment", "written_by", "written", "version"]


@dataclass(frozen=True)
class Filled:
    """What the form held for one line. `seen` is the mark (`mark_of`) of what stood there when the form was opened;
    `keep_theirs` says that what somebody else wrote meanwhile shall stand."""

    answer: str
    evidence: str = ""
    seen: str = ""
    keep_theirs: bool = False
    file: UploadedFile | None = None

    @property
    def said(self) -> str:
        return _digest(self.answer, self.evidence)

    @property
    def is_touched(self) -> bool:
        """Whether the person changed what she saw."""
        return bool(self.file) or self.said != self.seen.partition(".")[2]


@dataclass
class Outcome:
    """How many lines were written, and those that somebody else wrote otherwise meanwhile, with what she wrote."""

    saved: int = 0
    conflicts: dict[int, ResponsibilityAnswer] = field(default_factory=dict)


def mark_of(answer: ResponsibilityAnswer | None) -> str:
    """Which version of an answer, and what it said: two forms with the same mark showed the same."""
    if answer is None:
        return f"0.{_digest(Answer.NOT_SEEN, '')}"
    return f"{answer.version}.{_digest(answer.answer, answer.evidence)}"


def _digest(answer: str, evidence: str) -> str:
    return hashlib.sha256(f"{answer}|{evidence.strip()}".encode()).hexdigest()[:16]


@transaction.atomic
def answer_items(*, visit: Visit, unit: Unit | None, filled: Mapping[int, Filled], by: User) -> Outcome:
    """Write what `by` filled in for lines of the list (by their keys) on `visit`, at `unit` or for the whole visit.

    A line she left alone is left alone, whatever stands there by now; one that she and somebody else changed stays as
    the other wrote it and comes back among the conflicts. Raises PermissionDenied, or ValidationError (by line, for
    what cannot be taken); then nothing is written.
    """
    inspection = opened(visit.inspection, by=by, verb="answer_responsibility")
    if visit.is_void or (unit is not None and (unit.visit_id != visit.pk or unit.is_void)):
        raise ValidationError(_("这次走访或者受检单位已不在方案中。"), code="gone")
    items = {item.pk: item for item in inspection.responsibility_items.filter(pk__in=filled)}
    there = {row.item_id: row for row in _standing(visit, unit, items)}
    touched = {pk: one for pk, one in filled.items() if one.is_touched and not one.keep_theirs}
    uploads = _checked(touched, items)
    outcome, told = Outcome(), []
    made: list[ResponsibilityAnswer] = []
    changed: list[ResponsibilityAnswer] = []
    for pk, one in touched.items():
        row = there.get(pk)
        if not one.file and mark_of(row).partition(".")[2] == one.said:
            continue
        if row is not None and mark_of(row) != one.seen:
            outcome.conflicts[pk] = row
            continue
        told.append(_told(items[pk], row, one))
        upload = uploads.get(pk)
        kept = keep(upload.content, name=upload.name, media_type=upload.media_type, by=by) if upload else None
        (changed if row else made).append(
            _written(row or ResponsibilityAnswer(item=items[pk], visit=visit, unit=unit, version=0), one, kept, by)
        )
    ResponsibilityAnswer.objects.bulk_create(made)
    ResponsibilityAnswer.objects.bulk_update(changed, COLUMNS)
    outcome.saved = len(told)
    if told:
        head = [unit.name.zh] if unit else []
        record(visit, verb="answer_responsibility", by=by, note="\n".join([*head, *told]))
    return outcome


def _standing(visit: Visit, unit: Unit | None, items: Mapping[int, Any]) -> QuerySet[ResponsibilityAnswer]:
    rows = ResponsibilityAnswer.objects.filter(visit=visit, unit=unit, item__in=items.values())
    return rows.select_related("written_by", "attachment")


def _checked(touched: Mapping[int, Filled], items: Mapping[int, ResponsibilityItem]) -> dict[int, Upload]:
    """The files that came along; ValidationError by line for what cannot be taken."""
    faults: dict[str, Any] = {}
    uploads = {}
    for pk, one in touched.items():
        if pk not in items or items[pk].is_void:
            faults[str(pk)] = ValidationError(_("这一条已不在清单中。"), code="void")
        elif one.answer not in Answer.values:
            faults[str(pk)] = ValidationError(_("请选择落实情况。"), code="invalid")
        elif len(one.evidence) > LONGEST:
            faults[str(pk)] = ValidationError(_("依据不超过%(most)s个字符。") % {"most": LONGEST}, code="too_long")
        elif one.file:
            try:
                uploads[pk] = examine(one.file, name=one.file.name or "")
            except UploadRefused as refusal:
                faults[str(pk)] = ValidationError(best(refusal.text), code=refusal.code)
    if faults:
        raise ValidationError(faults)
    return uploads


def _written(row: ResponsibilityAnswer, one: Filled, kept: Attachment | None, by: User) -> ResponsibilityAnswer:
    """The row with what was typed; a file that stood there stays unless another one was sent."""
    row.answer, row.evidence = one.answer, one.evidence.strip()
    row.attachment = kept or row.attachment
    row.written_by, row.written = by, timezone.now()
    row.version += 1
    return row


def _told(item: ResponsibilityItem, row: ResponsibilityAnswer | None, one: Filled) -> str:
    """One line of the history: the number of the line, the answer before and after, and what else is new."""
    parts = [f"{item.order}. {row.answer if row else Answer.NOT_SEEN.value} → {one.answer}"]
    before = row.evidence if row else ""
    if before != one.evidence.strip():
        parts.append(f"“{before}” → “{one.evidence.strip()}”")
    if one.file:
        parts.append(str(one.file.name))
    return "; ".join(parts)
