"""Who did what to which row, when and why: append-only, in the transaction of the change, chained by digests.

A database trigger refuses UPDATE, DELETE and TRUNCATE of the table. Each entry holds the digest of the one before
it; `verify` walks the chain. Cutting off the tail is only seen against a head that was noted elsewhere
(printed in an edition, exported daily), which is why `verify` takes an anchor.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

GENESIS = "0" * 64
CHAIN_LOCK = 2_017_1224  # any constant: the advisory lock under which entries are appended, else the chain forks


class Entry(models.Model):
    """One line of the history. People are kept by number *and* by name: the line must outlive the account."""

    subject = models.CharField(max_length=80, verbose_name=_("对象"))  # "findings.finding:12"
    label = models.CharField(max_length=200, verbose_name=_("名称"))
    verb = models.CharField(max_length=40, verbose_name=_("动作"))
    source = models.CharField(max_length=40, blank=True, verbose_name=_("原状态"))
    target = models.CharField(max_length=40, blank=True, verbose_name=_("新状态"))
    note = models.TextField(blank=True, verbose_name=_("说明"))
    by_id = models.BigIntegerField(null=True, verbose_name=_("人员编号"))
    by_name = models.CharField(max_length=150, verbose_name=_("人员"))
    at = models.DateTimeField(default=timezone.now, verbose_name=_("时间"))
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject", "id"], name="entry_subject")]
        verbose_name = _("历史记录")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_name} {self.verb} {self.label}"

    def compute_digest(self) -> str:
        """SHA-256 over the previous digest and the canonical JSON of every other column."""
        body = {
            name: getattr(self, name)
            for name in ("subject", "label", "verb", "source", "target", "note", "by_id", "by_name")
        }
        body["at"] = self.at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")
        canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(f"{self.previous}\n{canonical}".encode()).hexdigest()


def subject_of(row: models.Model) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def record(
    row: models.Model, *, verb: str, by: "User | None", source: str = "", target: str = "", note: str = ""
) -> Entry:
    """Append one entry about `row`; must run inside the transaction of the change it describes.

    `by=None` is the system itself (loading samples, the sweeper).
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("history is written in the transaction of the change")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = Entry.objects.order_by("-pk").values_list("digest", flat=True).first()
    entry = Entry(
        subject=subject_of(row),
        label=str(row)[:200],
        verb=verb,
        source=source,
        target=target,
        note=note,
        by_id=by.pk if by else None,
        by_name=by.get_full_name() if by else "system",
        previous=last or GENESIS,
    )
    entry.digest = entry.compute_digest()
    entry.save(force_insert=True)
    return entry


def entries_of(row: models.Model) -> models.QuerySet[Entry]:
    """The history of one row, oldest first. The caller must already have been allowed to see the row."""
    return Entry.objects.filter(subject=subject_of(row))


@dataclass(frozen=True)
class Verdict:
    """What a walk along the chain found: how many entries, the last digest, and the first fault ("" when whole)."""

    entries: int
    head: str
    fault: str = ""


def verify(anchor: str = "", entries: Iterable[Any] | None = None) -> Verdict:
    """Walk the chain from its beginning; `anchor` is a digest noted earlier that must still be in it."""
    previous, count, anchored = GENESIS, 0, not anchor
    for entry in Entry.objects.iterator(chunk_size=2000) if entries is None else entries:
        count += 1
        if entry.previous != previous:
            return Verdict(count, previous, f"entry {entry.pk}: does not follow the entry before it")
        if entry.compute_digest() != entry.digest:
            return Verdict(count, previous, f"entry {entry.pk}: was changed")
        previous = entry.digest
        anchored = anchored or previous == anchor
    if not anchored:
        return Verdict(count, previous, "the anchor is not in the chain: entries were cut off")
    return Verdict(count, previous)
