"""Bringing the evidence of a finding in step with what was entered."""

import uuid
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from findings.models import Evidence, Finding
from findings.recording import Entry, EvidenceEntry, announced, name_of


@dataclass
class EvidencePlan:
    """What has to happen: the rows in their new order, each with its entry, and those that go.

    A row is found again by its name; without one, by being the same.
    """

    finding: Finding
    rows: list[tuple[Evidence | None, EvidenceEntry]] = field(default_factory=list)
    dropped: list[Evidence] = field(default_factory=list)
    before: list[int] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        there = [row.pk if row and _is_same(row, each) else None for row, each in self.rows]
        return there != self.before

    @property
    def note(self) -> str:
        """The files that went away with their rows, for the history: nothing that had arrived goes in silence."""
        files = [row.attachment for row in self.dropped if row.attachment]
        return "\n".join(f"− {file.name} (SHA-256 {file.digest})" for file in files)

    @classmethod
    def of(cls, finding: Finding, entry: Entry) -> "EvidencePlan":
        """The plan for `entry`. Raises ValidationError where a file that has arrived would become another."""
        rows = list(finding.evidence.select_related("attachment")) if not finding._state.adding else []
        plan = cls(finding, dropped=list(rows), before=[row.pk for row in rows])
        named = {name_of(row): row for row in rows}
        found = [plan._claim(named.get(each.uuid)) if each.uuid else None for each in entry.evidence]
        for each, row in zip(entry.evidence, found, strict=True):
            if row is None and each.uuid is None:
                row = plan._claim(next((one for one in plan.dropped if _is_same(one, each)), None))
            plan.rows.append((row, each))
        for number, (row, each) in enumerate(plan.rows):
            if row and row.attachment_id and each.digest not in ("", announced(row)[1]):
                sentence = _("这项依据已有文件，不能换成另一个。请另加一项依据。")
                raise ValidationError({f"evidence.{number}.digest": ValidationError(sentence, code="digest")})
        return plan

    def _claim(self, row: Evidence | None) -> Evidence | None:
        if row is None or row not in self.dropped:
            return None
        self.dropped.remove(row)
        return row

    def carry_out(self) -> None:
        """Do it. Raises ValidationError (`taken`) for a name that evidence of another finding has."""
        if not self.changes:
            return
        Evidence.objects.filter(pk__in=[row.pk for row in self.dropped]).delete()
        # Out of the way first: at no moment may two rows stand at one place.
        self.finding.evidence.update(order=F("order") + max(self._orders(), default=0) + len(self.rows) + 1)
        for order, (row, each) in enumerate(self.rows, start=1):
            row = row or Evidence(finding=self.finding)
            row.uuid = row.uuid or each.uuid or uuid.uuid4()
            row.order, row.kind, row.source = order, each.kind, each.source
            if row.attachment_id is None:
                row.announced_name, row.announced_digest = each.name, each.digest
            _save(row, order - 1)

    def _orders(self) -> list[int]:
        return list(self.finding.evidence.values_list("order", flat=True))


def _is_same(row: Evidence, each: EvidenceEntry) -> bool:
    return (row.kind, row.source, *announced(row)) == (each.kind, each.source, each.name, each.digest)


def _save(row: Evidence, number: int) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if Evidence.objects.filter(uuid=row.uuid).exclude(finding=row.finding_id).exists():
            taken = ValidationError(_("这个编号已被使用。"), code="taken")
            raise ValidationError({f"evidence.{number}.id": taken}) from error
        raise
