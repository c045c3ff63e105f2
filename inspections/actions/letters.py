"""Issuing letters of notice and of entrustment: what was previewed becomes a file that is kept, and a row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Body, User
from core.attachments import keep
from core.history import record
from inspections.enums import InspectionState, LetterKind
from inspections.letters.docx import write
from inspections.letters.numbers import read_number
from inspections.models import Inspection, Letter
from inspections.queries.choices import scheme_approved_on
from inspections.queries.entrusting import numbers_of
from inspections.queries.letters import letter_of, missing_english

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Once the scheme is approved; a further letter may become necessary while the group is on its way.
ISSUING = frozenset({InspectionState.SCHEME_APPROVED, InspectionState.NOTIFIED, InspectionState.IN_PROGRESS})


@transaction.atomic
def issue_letter(*, inspection: Inspection, values: Mapping[str, Any], english: bool = False, by: User) -> Letter:
    """The letter under its number, with its file; what it says is taken from the scheme as it stands. `values` as
    `letter_of` takes them; `english` puts a translation behind it. A letter is never changed: another one follows.

    Raises PermissionDenied, or ValidationError by field; then nothing is written.
    """
    if not by.has_perm("inspections.issue_letter", inspection):
        raise PermissionDenied
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    # Numbers are given once by a committee, over all of its inspections: its letters are issued one after another.
    Body.objects.select_for_update(no_key=True).get(pk=inspection.organiser_id)
    values = checked(inspection, values, english=english)
    letter = letter_of(inspection, values)
    row = Letter(
        inspection=inspection,
        kind=values["kind"],
        number=values["number"],
        issued_on=values["issued_on"],
        delegation=values["delegation"],
        contact=values["contact"],
        issued_by=by,
    )
    row.addressee = letter.addressee
    row.clean_fields(exclude=["inspection", "delegation", "issued_by"])
    name = f"{letter.number} {letter.title.zh}.docx"
    row.attachment = keep(write(letter, english=english), name=name, media_type=WORD, by=by)
    row.save(force_insert=True)
    row.recipients.set(values["recipients"])
    record(
        inspection, verb="issue_letter", by=by, note=f"{row.get_kind_display()} {row.number} · {letter.addressee.zh}"
    )
    return row


def checked(inspection: Inspection, values: Mapping[str, Any], *, english: bool) -> dict[str, Any]:
    """`values` with the number in its standard form; ValidationError by field for what cannot be issued.

    Asked before a preview as well: what is shown there could be issued.
    """
    if inspection.state not in ISSUING:
        shown = inspection.get_state_display()
        raise ValidationError(_("检查处于“%(state)s”状态，不能印发函件。") % {"state": shown}, code="wrong_state")
    faults = (
        _number_faults(inspection, values) | _date_faults(inspection, values) | _recipient_faults(inspection, values)
    )
    if faults:
        raise ValidationError({name: ValidationError(text, code="invalid") for name, text in faults.items()})
    values = {**values, "number": str(read_number(values["number"])), "contact": values["contact"].strip()}
    if english and (missing := missing_english(inspection, values)):
        texts = "、".join(missing[:5])
        raise ValidationError({"english": _("还没有英文，不能附译文：%(texts)s。") % {"texts": texts}})
    return values


def _number_faults(inspection: Inspection, values: Mapping[str, Any]) -> dict[str, str]:
    fault = number_fault(inspection, inspection.organiser, values["number"], values["issued_on"])
    return {"number": fault} if fault else {}


def number_fault(inspection: Inspection, committee: Body, typed: str, day: date) -> str:
    """Why a letter of `committee` cannot have the number `typed` on `day`: "" or a sentence."""
    number = read_number(typed)
    if number is None:
        return _("请按“常办〔2017〕12号”的样子填写文号：年份用四位数字，序号前不加“第”，不补零。")
    if number.year != day.year:
        return _("文号中的年份与成文日期不一致。")
    same = {"number": str(number)}
    is_used = numbers_of(committee).filter(**same).exists() or inspection.letters.filter(**same).exists()
    return _("文号“%(number)s”已经用过。") % {"number": number} if is_used else ""


def _date_faults(inspection: Inspection, values: Mapping[str, Any]) -> dict[str, str]:
    approved = scheme_approved_on(inspection)
    if values["issued_on"] > timezone.localdate():
        return {"issued_on": _("成文日期不能晚于今天。")}
    if approved and values["issued_on"] < approved:
        return {"issued_on": _("成文日期早于方案通过的日期（%(day)s）。") % {"day": approved}}
    return {}


def _recipient_faults(inspection: Inspection, values: Mapping[str, Any]) -> dict[str, str]:
    delegation = values["delegation"]
    if delegation is not None and delegation.inspection_id != inspection.pk:
        return {"delegation": _("这不是本次检查的委托。")}
    if values["kind"] == LetterKind.NOTICE and delegation is not None:
        return {"delegation": _("通知不对应委托；委托请用委托函。")}
    if not values["recipients"] and delegation is None:
        return {"recipients": _("请选择主送机关。")}
    return {}
