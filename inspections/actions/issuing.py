"""发函: what was previewed becomes a letter with its files, the request is fixed, and each delegation is issued."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Body, User
from core.attachments import keep
from core.history import record
from core.workflow import take
from inspections.actions.entrusting import is_in_hand
from inspections.actions.letters import WORD, number_fault
from inspections.actions.requests import fix_request, request_faults
from inspections.enums import BEFORE_APPROVAL, OVER, InspectionState, LetterKind
from inspections.letters import docx
from inspections.letters.html import letter_html
from inspections.letters.numbers import read_number
from inspections.models import Delegation, Letter
from inspections.printing import print_html
from inspections.queries.choices import scheme_approved_on
from inspections.queries.entrusting import due_on, letter_to, missing_english_to, recipients
from inspections.workflow.delegations import ISSUE

LETTER_STYLE = Path(__file__).parents[1] / "letter.css"
PRINT_TYPE = "application/pdf"
LONGEST_ADDRESS = 200


@transaction.atomic
def issue_delegations(
    *, delegations: list[Delegation], values: Mapping[str, Any], english: bool = False, by: User
) -> Letter:
    """One letter to all of `delegations`, which must be alike; each of them is issued with it. `values` as `letter_to`
    takes them; `english` puts a translation behind it.

    Raises PermissionDenied, or ValidationError by field; then nothing is written.
    """
    delegations = _locked(delegations, by)
    entruster = delegations[0].entruster
    # Numbers are given once by a committee, over all of its inspections: its letters are issued one after another.
    Body.objects.select_for_update(no_key=True).get(pk=entruster.pk)
    values = checked(delegations, values, english=english)
    for delegation in delegations:
        delegation.due = due_on(delegation, values["issued_on"])
    if delegations[0].request:
        fix_request(request=delegations[0].request, by=by)
    letter = _kept_letter(delegations, values, english=english, by=by)
    note = f"{letter.number} {letter.issued_on}"
    for delegation in delegations:
        delegation.letter = letter
        delegation.save(update_fields=["due", "letter", "updated"])
        take(ISSUE, delegation, by=by, note=note)
    if delegations[0].parent is None:
        inspection = delegations[0].inspection
        record(inspection, verb="issue_letter", by=by, note=f"{letter.get_kind_display()} {letter.number}")
    return letter


def checked(delegations: list[Delegation], values: Mapping[str, Any], *, english: bool) -> dict[str, Any]:
    """`values` with the number in its standard form; ValidationError by field for what cannot go out.

    Asked before a preview as well: what is shown there could be issued.
    """
    faults = [*_unlike(delegations), *_out_of_time(delegations[0]), *_missing(delegations, values)]
    if faults:
        raise ValidationError([ValidationError(fault, code="not_ready") for fault in dict.fromkeys(faults)])
    by_field = _date_faults(delegations, values)
    number = number_fault(delegations[0].inspection, delegations[0].entruster, values["number"], values["issued_on"])
    if number:
        by_field["number"] = number
    if by_field:
        raise ValidationError({name: ValidationError(text, code="invalid") for name, text in by_field.items()})
    values = {**values, "number": str(read_number(values["number"])), "contact": values["contact"].strip()}
    if english and (missing := missing_english_to(delegations, values)):
        texts = "、".join(missing[:5])
        raise ValidationError({"english": _("还没有英文，不能附译文：%(texts)s。") % {"texts": texts}})
    return values


def _locked(delegations: list[Delegation], by: User) -> list[Delegation]:
    """The rows in their order, nobody else touching them; PermissionDenied where one is not hers to issue."""
    keys = [row.pk for row in delegations]
    related = ("inspection__organiser", "parent__body", "parent__inspection__organiser", "body", "request")
    rows = Delegation.objects.select_for_update(of=("self",)).select_related(*related).order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=keys)}
    if not found:
        raise ValidationError({"delegations": ValidationError(_("请选择要发函的委托。"), code="required")})
    if not all(by.has_perm("inspections.issue_delegation", row) for row in found.values()):
        raise PermissionDenied
    return [found[key] for key in keys if key in found]


def _unlike(delegations: list[Delegation]) -> list[str]:
    """One letter says one thing: the same mode, the same request, the same time limit."""
    alike = {(row.inspection_id, row.parent_id, row.mode, row.request_id, row.due) for row in delegations}
    return [_("一份函只能委托同样的事项：形式、委托事项和报送期限须相同，请分别发函。")] if len(alike) > 1 else []


def _out_of_time(delegation: Delegation) -> list[str]:
    """The organiser entrusts on an approved scheme, the body entrusted while it has the inspection in hand."""
    if delegation.parent is not None:
        return [] if is_in_hand(delegation.parent) else [_("本级受委托的检查已经报送或者作废，不能再委托下一级。")]
    state = delegation.inspection.state
    if state in BEFORE_APPROVAL | OVER | {InspectionState.SUSPENDED}:
        shown = delegation.inspection.get_state_display()
        return [_("检查处于“%(state)s”状态，不能发函。方案通过以后才能发函。") % {"state": shown}]
    return []


def _missing(delegations: list[Delegation], values: Mapping[str, Any]) -> list[str]:
    """What the step and the request still need. A term counted from the letter is a time limit."""
    faults = []
    for row in delegations:
        if row.state not in ISSUE.sources:
            state = row.get_state_display()
            faults.append(_("%(name)s：已是“%(state)s”状态。") % {"name": row.described.zh, "state": state})
            continue
        kept, row.due = row.due, due_on(row, values["issued_on"])
        faults += ISSUE.missing(row)
        row.due = kept
    request = delegations[0].request
    if request is not None and not request.is_fixed:
        faults += request_faults(request)
    return faults


def _date_faults(delegations: list[Delegation], values: Mapping[str, Any]) -> dict[str, str]:
    day, first = values["issued_on"], delegations[0]
    approved = scheme_approved_on(first.inspection) if first.parent is None else None
    due = due_on(first, day)
    if day > timezone.localdate():
        return {"issued_on": _("成文日期不能晚于今天。")}
    if approved and day < approved:
        return {"issued_on": _("成文日期早于方案通过的日期（%(day)s）。") % {"day": approved}}
    if due and due <= day:
        return {"issued_on": _("报送期限（%(due)s）不晚于成文日期。") % {"due": due}}
    if len(letter_to(delegations, values).addressee.zh) > LONGEST_ADDRESS and not values["addressee"]:
        return {"addressee_zh": _("主送机关太多，写不下全部名称，请概括填写。")}
    return {}


def _kept_letter(delegations: list[Delegation], values: Mapping[str, Any], *, english: bool, by: User) -> Letter:
    letter = letter_to(delegations, values)
    row = Letter(
        inspection=delegations[0].inspection,
        kind=LetterKind.ENTRUSTMENT,
        number=values["number"],
        issued_on=values["issued_on"],
        contact=values["contact"],
        issued_by=by,
    )
    row.addressee = letter.addressee
    row.clean_fields(exclude=["inspection", "issued_by"])
    name = f"{letter.number} {letter.title.zh}"
    row.attachment = keep(docx.write(letter, english=english), name=f"{name[:190]}.docx", media_type=WORD, by=by)
    printed = print_html(letter_html(letter, english=english), LETTER_STYLE)
    row.pdf = keep(printed, name=f"{name[:190]}.pdf", media_type=PRINT_TYPE, by=by)
    row.save(force_insert=True)
    row.recipients.set(recipients(delegations))
    return row
