"""Several bodies found the same: their rows become one finding, which says how many of them it stands for."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import record
from findings.actions.recording import change_finding, raise_finding
from findings.actions.taking import link, open_for_taking, piece_for, put_to_use, refuse_twice, told
from findings.ladder import fits, word_for
from findings.models import Finding, Origin, ReturnVersion
from findings.queries.taking import piece_of
from findings.recording import LONG, MOST_COUNTED, RELATED, entry_of
from findings.returns.items import Piece, PieceKind
from findings.taking import evidence_of, line_of
from inspections.models import Inspection

NUMBERED = re.compile(r"^\d+\. ")
Picked = Sequence[tuple[ReturnVersion, str]]
MOST = 200  # rows of one finding: more than any inspection entrusts bodies


@transaction.atomic
def merge_findings(*, inspection: Inspection, picked: Picked, data: Mapping[str, Any], by: User) -> Finding:
    """Raise one draft of `by` out of rows of several returns. `data` is what she made of the proposal: kind, title,
    facts, counted, counted_of, quantity_word, as `read_entry` takes them.

    Raises what `take_finding` raises, for each of them; nothing is taken then. ValidationError (`too_few`, `too_many`).
    """
    rows = list(dict.fromkeys(picked))  # each once, as they were picked
    if len(rows) < 2:
        raise ValidationError(_("请至少选择两条。"), code="too_few")
    if len(rows) > MOST:
        raise ValidationError(_("一次最多合并%(most)s条。") % {"most": MOST}, code="too_many")
    for version, _address in sorted(rows, key=lambda row: row[0].returned.delegation_id):  # locked in one order
        delegation = open_for_taking(version, by)
        if delegation.inspection_id != inspection.pk:
            raise ValidationError(_("报送的内容里没有这一项。"), code="no_such_piece")
    pieces = [(version, piece_for(version, address, PieceKind.ROW)) for version, address in rows]
    for version, piece in pieces:
        refuse_twice(version, piece.address)
    finding = raise_finding(inspection=inspection, data={**data, "evidence": evidence_of(pieces)}, by=by)
    for version, piece in pieces:
        link(finding, version, piece, by)
        put_to_use(version, by)
    return finding


@transaction.atomic
def add_to_merged(
    *, finding: Finding, version: ReturnVersion, address: str, counted_of: int | None, seen: int, by: User
) -> Finding:
    """Add a further row: its body counts unless it counts already, its text is a further line of the facts.

    `counted_of` is the new basis (None leaves it), `seen` the version of the finding that `by` saw. Raises what
    `take_finding` and `change_finding` raise.
    """
    open_for_taking(version, by)
    piece = piece_for(version, address, PieceKind.ROW)
    refuse_twice(version, address)
    finding = _fresh(finding)
    if version.returned.delegation.inspection_id != finding.inspection_id:
        raise ValidationError(_("报送的内容里没有这一项。"), code="no_such_piece")
    is_new = not _of_body(finding, version).exists()
    data = entry_of(finding)
    known = [_same(row) for row in data["evidence"]]
    data["evidence"] += [row for row in evidence_of([(version, piece)]) if _same(row) not in known]
    lines = data["facts"]["zh"].split("\n") if data["facts"]["zh"] else []
    data["facts"]["zh"] = "\n".join([*lines, f"{_last_number(lines) + 1}. {line_of(version, piece)}"])
    if len(data["facts"]["zh"]) > LONG:
        raise ValidationError(_("事实过长，请先精简。"), code="too_long")
    _count(data, 1 if is_new else 0, counted_of)
    finding = change_finding(finding=finding, data=data, base=seen, by=by)
    link(finding, version, piece, by)
    put_to_use(version, by)
    return finding


@transaction.atomic
def take_out(*, finding: Finding, origin: Origin, counted_of: int | None, seen: int, by: User) -> Finding:
    """Take a row out again: its body counts no more unless another row of it stays, its evidence and its line of the
    facts go where they stand there as they were put. Raises what `change_finding` raises; ValidationError (`last`)."""
    finding = _fresh(finding)
    version = origin.version
    others = [(row.version, piece_of(row.version, row.address)) for row in finding.origins.exclude(pk=origin.pk)]
    staying = [(each, piece) for each, piece in others if piece is not None]
    if not staying:
        raise ValidationError(_("至少要留一个来源；不需要这条发现时可以撤回。"), code="last")
    data = entry_of(finding)
    piece = piece_of(version, origin.address)
    if piece is not None:
        data["evidence"] = _without(data["evidence"], version, piece, staying)
        data["facts"]["zh"] = without_line(data["facts"]["zh"], line_of(version, piece))
    is_last = not _of_body(finding, version).exclude(pk=origin.pk).exists()
    _count(data, -1 if is_last else 0, counted_of)
    finding = change_finding(finding=finding, data=data, base=seen, by=by)
    origin.delete()
    body = version.returned.delegation.body
    if is_last and body and body.locality:
        finding.localities.remove(body.locality)
    record(finding, verb="take_out", by=by, note=told(version, origin.address))
    return finding


def without_line(facts: str, line: str) -> str:
    """`facts` without the numbered `line`, the others numbered anew; as they are where the line was changed by hand."""
    lines = facts.split("\n")
    kept = [each for each in lines if NUMBERED.sub("", each) != line]
    if len(kept) == len(lines):
        return facts
    number, found = 0, []
    for each in kept:
        if NUMBERED.match(each):
            number += 1
            each = NUMBERED.sub(f"{number}. ", each)
        found.append(each)
    return "\n".join(found)


def _fresh(finding: Finding) -> Finding:
    """The finding as it stands, locked, with what `entry_of` walks through."""
    rows = Finding.objects.select_for_update(of=("self",)).select_related("inspection").prefetch_related(*RELATED)
    return rows.get(pk=finding.pk)


def _of_body(finding: Finding, version: ReturnVersion) -> QuerySet[Origin]:
    return finding.origins.filter(version__returned__delegation__body=version.returned.delegation.body_id)


def _count(data: dict[str, Any], step: int, counted_of: int | None) -> None:
    """The new count with its basis; a word that it contradicts gives way to the one that the ladder proposes."""
    if counted_of is not None:
        data["counted_of"] = min(counted_of, MOST_COUNTED)
    if data["counted"] is not None:
        data["counted"] = max(0, data["counted"] + step)
    part, whole, word = data["counted"], data["counted_of"], data["quantity_word"]
    if word and part is not None and whole and part <= whole and not fits(word, part, whole):
        data["quantity_word"] = word_for(part, whole)


def _last_number(lines: Sequence[str]) -> int:
    return sum(bool(NUMBERED.match(line)) for line in lines)


def _same(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(row["kind"]), (row.get("source") or {}).get("zh", ""), row.get("digest", "")


def _without(
    evidence: list[dict[str, Any]],
    version: ReturnVersion,
    piece: Piece,
    staying: Sequence[tuple[ReturnVersion, Piece]],
) -> list[dict[str, Any]]:
    needed = {_same(row) for row in evidence_of(staying)}
    gone = {_same(row) for row in evidence_of([(version, piece)])} - needed
    return [row for row in evidence if _same(row) not in gone]
