"""Saving what a form holds, at once: the finding, its files, and its registration."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from accounts.models import User
from core.history import record
from core.text import Text
from core.uploads import UploadRefused, examine
from findings.actions.attaching import attach_file
from findings.actions.leads import raise_from_lead
from findings.actions.recording import change_finding, raise_finding, record_finding
from findings.enums import FindingState
from findings.figuring import written_of
from findings.models import Finding, Lead
from findings.recording import RELATED, Entry, name_of, read_entry
from inspections.forms.lists import in_page_language
from inspections.models import Inspection

RECENT = 20  # findings of one person among which a form that was sent twice is looked for


@dataclass(frozen=True)
class Typed:
    """What a form holds: the entry, the files by the place of their row of evidence, and `base`, the version it was
    begun with. `gave_way` are the words of somebody else that this one replaces, knowingly, after a conflict."""

    data: Mapping[str, Any]
    files: Mapping[int, File] = field(default_factory=dict)
    base: int = 0
    gave_way: Iterable[tuple[str, str]] = ()


@dataclass(frozen=True)
class Saved:
    """The finding as it stands, and why it was not registered where that was asked for."""

    finding: Finding
    not_recorded: tuple[str, ...] = ()


@transaction.atomic
def enter_finding(*, inspection: Inspection, typed: Typed, by: User, lead: Lead | None = None) -> Finding:
    """A new draft with its files, raised from `lead` where there is one.

    A form that was sent twice is one finding: the one that `by` has from it comes back. Raises what `raise_finding` and
    `raise_from_lead` raise, and ValidationError by field for a file that is refused; then nothing is written.
    """
    inspection = Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)
    if again := _raised_from(inspection, typed, by):
        return again
    if lead is None:
        finding = raise_finding(inspection=inspection, data=typed.data, by=by)
    else:
        finding = raise_from_lead(lead=lead, data=typed.data, by=by)
    _attach(finding, typed, by)
    return finding


@transaction.atomic
def reenter_finding(*, finding: Finding, typed: Typed, by: User) -> Finding:
    """The finding as it was typed, with its new files. What gave way stays in the history.

    Raises what `change_finding` raises, Conflict included, and ValidationError by field for a file that is refused.
    """
    finding = change_finding(finding=finding, data=typed.data, base=typed.base, by=by)
    _attach(finding, typed, by)
    if lost := [f"{label}：{words}" for label, words in typed.gave_way]:
        record(finding, verb="replace", by=by, note="\n".join(lost))
    return finding


def try_to_record(*, finding: Finding, by: User) -> Saved:
    """Register the finding, which is saved; what is missing for that is no reason to lose it."""
    try:
        return Saved(record_finding(finding=finding, by=by))
    except ValidationError as refusal:
        return Saved(finding, tuple(refusal.messages))


def _raised_from(inspection: Inspection, typed: Typed, by: User) -> Finding | None:
    """Of the findings that `by` wrote here last, the one that says all that is typed, with the same files."""
    mine = inspection.findings.filter(written_by=by).exclude(state=FindingState.WITHDRAWN).order_by("-pk")
    title = str(typed.data["title"]["zh"]).strip()
    alike = [pk for pk, one in mine.values_list("pk", "title_zh")[:RECENT] if one == title]
    if not alike:
        return None
    entry = read_entry(typed.data, inspection=inspection)
    files = [_digest(typed.files.get(place)) for place in range(len(entry.evidence))]
    rows = mine.filter(pk__in=alike).prefetch_related(*RELATED)
    return next((one for one in rows if _says(one, entry, files)), None)


def _says(finding: Finding, entry: Entry, files: list[str]) -> bool:
    kept = [(row.kind, row.source, row.attachment.digest if row.attachment else "") for row in finding.evidence.all()]
    figures = [(row.population, written_of(row)) for row in finding.figures.all()]
    return (
        all(getattr(finding, name) == value for name, value in entry.columns.items())
        and {row.pk for row in finding.articles.all()} == {row.pk for row in entry.articles}
        and Counter(figures) == Counter((each.what, each.written) for each in entry.figures)
        and Counter(kept)
        == Counter((row.kind, row.source, file) for row, file in zip(entry.evidence, files, strict=True))
    )


def _digest(file: File | None) -> str:
    """The digest of what would be kept of `file`; "" for none, "refused" for one that would not be."""
    if file is None:
        return ""
    try:
        return sha256(examine(file.read(), name=file.name or "", keep_original=False).content).hexdigest()
    except UploadRefused:
        return "refused"
    finally:
        file.seek(0)


def _attach(finding: Finding, typed: Typed, by: User) -> None:
    rows = {str(name_of(row)): row for row in finding.evidence.all()}
    faults: dict[str, Any] = {}
    for place, file in typed.files.items():
        row = rows[str(UUID(typed.data["evidence"][place]["id"]))]  # however it was spelled
        try:
            attach_file(evidence=row, content=file.read(), name=file.name or "", by=by)
        except UploadRefused as refusal:
            text = Text(f"“{file.name}”：{refusal.text.zh}", f"“{file.name}”: {refusal.text.en}")
            faults[f"evidence.{place}.file"] = ValidationError(in_page_language(text), code=refusal.code)
    if faults:
        raise ValidationError(faults)
