"""Proposing a topic, and recording what the chairpersons' meeting decided about an inspection."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Body, User
from core.history import record
from core.text import Text
from inspections.enums import DecisionOutcome, DecisionSubject
from inspections.models import Decision, Inspection

CODE_LENGTH = 60
FIRST_YEAR = 2007  # the Supervision Law is in force since then
YEARS_AHEAD = 5


@transaction.atomic
def propose_inspection(*, organiser: Body, values: Mapping[str, Any], by: User) -> Inspection:
    """A topic of `organiser`, in the state "proposed" under a code of its own that never changes. `values`: title,
    basis, purpose (Texts), year, instruments (may still be none).

    Raises PermissionDenied, or ValidationError by field; then nothing is written.
    """
    row = Inspection(organiser=organiser, year=values["year"])
    if not by.has_perm("inspections.propose", row):
        raise PermissionDenied
    row.title, row.basis, row.purpose = (_trimmed(values[name]) for name in ("title", "basis", "purpose"))
    Body.objects.select_for_update(no_key=True).get(pk=organiser.pk)  # two at once must not get the same number
    _check_topic(row)
    row.code = _free_code(organiser, row.year)
    row.save(force_insert=True)
    row.instruments.set(values["instruments"])
    record(row, verb="propose", by=by, target=row.state, note=row.purpose.zh)
    return row


@transaction.atomic
def record_decision(*, inspection: Inspection, values: Mapping[str, Any], by: User) -> Decision:
    """What a meeting decided, as its minutes have it. `values`: subject, outcome, meeting (Text), held_on,
    document_number, note (Text). Nothing is overwritten: of several records on a subject the last one counts.

    Raises PermissionDenied, or ValidationError by field; then nothing is written.
    """
    if not by.has_perm("inspections.record_decision", inspection):
        raise PermissionDenied
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    row = Decision(
        inspection=inspection,
        subject=values["subject"],
        outcome=values["outcome"],
        held_on=values["held_on"],
        document_number=values["document_number"].strip(),
        recorded_by=by,
    )
    row.meeting, row.note = _trimmed(values["meeting"]), _trimmed(values["note"])
    _check_decision(row)
    row.save(force_insert=True)
    told = [row.get_subject_display(), row.meeting.zh, str(row.held_on), row.get_outcome_display()]
    record(inspection, verb="record_decision", by=by, note=" · ".join([*told, *filter(None, [row.document_number])]))
    return row


def first_year_of(inspection: Inspection) -> int:
    """The year in which its topic was proposed at the earliest: topics of a year's plan are collected from the year
    before on."""
    return min(timezone.localdate(inspection.created).year, inspection.year - 1)


def _trimmed(text: Text) -> Text:
    return Text(text.zh.strip(), text.en.strip())


def _free_code(organiser: Body, year: int) -> str:
    stem = f"{slugify(organiser.code)[:CODE_LENGTH]}-{year}"
    codes = set(Inspection.objects.filter(code__startswith=stem).values_list("code", flat=True))
    number = 1
    while f"{stem}-{number}" in codes:
        number += 1
    return f"{stem}-{number}"


def _check_topic(row: Inspection) -> None:
    """ValidationError by field for what no topic can be."""
    faults = {}
    latest = timezone.localdate().year + YEARS_AHEAD
    if not row.title.zh:
        faults["title_zh"] = _("请填写检查名称。")
    if not row.purpose.zh:
        faults["purpose_zh"] = _("请写明提出议题的理由。")
    if not FIRST_YEAR <= row.year <= latest:
        faults["year"] = _("年度应在%(first)s至%(last)s之间。") % {"first": FIRST_YEAR, "last": latest}
    same = Inspection.objects.filter(organiser=row.organiser, year=row.year, title_zh=row.title.zh)
    if not faults and same.exists():
        faults["title_zh"] = _("本年度已有同名的执法检查。")
    _raise(faults)
    row.clean_fields(exclude=["code", "organiser"])


def _check_decision(row: Decision) -> None:
    """ValidationError by field for what no minutes can say."""
    faults, first = {}, first_year_of(row.inspection)
    if not row.meeting.zh:
        faults["meeting_zh"] = _("请填写会议名称。")
    if row.held_on > timezone.localdate():
        faults["held_on"] = _("会议日期不能晚于今天：决定要等会议开过以后记录。")
    elif row.held_on.year < first:
        faults["held_on"] = _("会议日期早于提出议题的年度（%(year)s年）。") % {"year": first}
    if row.outcome == DecisionOutcome.REFUSED and row.subject != DecisionSubject.SUBMISSION:
        faults["outcome"] = _("“不提请”只用于提请审议执法检查报告。")
    if not row.note.zh and _is_known(row):
        faults["note_zh"] = _("这次会议对同一事项的决定已有记录。如系更正，请在说明中写明更正什么。")
    _raise(faults)
    row.clean_fields(exclude=["inspection", "recorded_by"])


def _is_known(row: Decision) -> bool:
    rows = row.inspection.decisions.filter(subject=row.subject, held_on=row.held_on)
    return rows.filter(meeting_zh=row.meeting.zh).exists()


def _raise(faults: Mapping[str, str]) -> None:
    if faults:
        raise ValidationError({name: ValidationError(text, code="invalid") for name, text in faults.items()})
