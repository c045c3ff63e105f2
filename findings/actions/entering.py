"""Saving what a form holds, at once: the finding, its files, and its registration."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction

from accounts.models import User
from core.history import record
from core.text import Text
from core.uploads import UploadRefused
from findings.actions.attaching import attach_file
from findings.actions.leads import raise_from_lead
from findings.actions.recording import change_finding, raise_finding, record_finding
from findings.models import Finding, Lead
from findings.recording import name_of
from inspections.forms import in_page_language
from inspections.models import Inspection


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

    Raises what `raise_finding` and `raise_from_lead` raise, and ValidationError by field for a file that is refused;
    then nothing is written.
    """
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


def _attach(finding: Finding, typed: Typed, by: User) -> None:
    rows = {str(name_of(row)): row for row in finding.evidence.all()}
    faults: dict[str, Any] = {}
    for place, file in typed.files.items():
        row = rows[typed.data["evidence"][place]["id"]]
        try:
            attach_file(evidence=row, content=file.read(), name=file.name or "", by=by)
        except UploadRefused as refusal:
            text = Text(f"“{file.name}”：{refusal.text.zh}", f"“{file.name}”: {refusal.text.en}")
            faults[f"evidence.{place}.file"] = ValidationError(in_page_language(text), code=refusal.code)
    if faults:
        raise ValidationError(faults)
