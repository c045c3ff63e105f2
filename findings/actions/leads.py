"""What is done with a lead: written down as it came, handed on, answered; and a finding raised from it."""

from collections.abc import Mapping
from itertools import chain, count
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Body, User
from core.history import record
from core.workflow import take
from findings.actions.recording import raise_finding
from findings.enums import LeadState
from findings.models import Finding, Lead
from findings.workflow.findings import ANSWER, PASS_ON
from inspections.models import Inspection

COLUMNS = ("channel", "received_on", "content", "informant", "place", "visit")
OPEN = frozenset({LeadState.REGISTERED, LeadState.PASSED_ON, LeadState.ANSWERED})


@transaction.atomic
def receive_lead(*, inspection: Inspection, values: Mapping[str, Any], by: User) -> Lead:
    """A new lead in the state "received". `values` holds COLUMNS.

    Raises PermissionDenied, or ValidationError by column; code `repeated` for one that is there word for word.
    """
    if not by.has_perm("findings.register_lead", inspection):
        raise PermissionDenied
    inspection = Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)  # one number at a time
    ref, code = _free_number(inspection)
    lead = Lead(inspection=inspection, ref=ref, code=code, written_by=by)
    _set(lead, values)
    same = inspection.leads.exclude(state=LeadState.CLOSED).filter(**{name: values[name] for name in COLUMNS}).first()
    if same is not None:
        raise ValidationError(
            _("内容相同的线索已登记为%(ref)s，没有重复登记。确实不是同一条的，请在反映内容中写明区别。")
            % {"ref": same.ref},
            code="repeated",
        )
    lead.save(force_insert=True)
    record(lead, verb="receive_lead", by=by, target=LeadState.RECEIVED)
    return lead


@transaction.atomic
def edit_lead(*, lead: Lead, values: Mapping[str, Any], base: int, by: User) -> Lead:
    """The lead with `values`; unchanged ones write nothing. `base` is the version the person saw.

    Raises PermissionDenied, or ValidationError by column; code `closed` for a lead that is over, `changed` where
    somebody was quicker.
    """
    lead = _locked(lead)
    if not by.has_perm("findings.edit_lead", lead):
        raise PermissionDenied
    if lead.state == LeadState.CLOSED:
        raise ValidationError(_("线索已了结，不能再改。"), code="closed")
    if lead.version != base:
        raise ValidationError(_("这条线索刚被别人改过，请先核对现在的内容，再保存一次。"), code="changed")
    changed = [name for name in COLUMNS if getattr(lead, name) != values[name]]
    if not changed:
        return lead
    _set(lead, values)
    lead.version += 1
    lead.save()
    words = "、".join(str(Lead._meta.get_field(name).verbose_name) for name in changed)  # type: ignore[union-attr]
    record(lead, verb="edit_lead", by=by, note=words)  # not what they said: who told it is no matter for a history
    return lead


@transaction.atomic
def pass_on(*, lead: Lead, to: Body | None, by: User, note: str = "") -> Lead:
    """Hand the lead over to the body whom it concerns: the group itself handles no individual case.

    Raises what `take` raises; ValidationError `not_ready` without a body.
    """
    lead = _locked(lead)
    Lead.objects.filter(pk=lead.pk, state__in=PASS_ON.sources).update(passed_to=to)
    return take(PASS_ON, lead, by=by, note="\n".join(filter(None, (to.name.zh if to else "", note.strip()))))


@transaction.atomic
def answer_lead(*, lead: Lead, answer: str, by: User, note: str = "") -> Lead:
    """Write down what the body answered.

    Raises what `take` raises; ValidationError `not_ready` without an answer.
    """
    lead = _locked(lead)
    Lead.objects.filter(pk=lead.pk, state__in=ANSWER.sources).update(answer=answer.strip())
    return take(ANSWER, lead, by=by, note=note)


@transaction.atomic
def raise_from_lead(*, lead: Lead, data: Mapping[str, Any], by: User) -> Finding:
    """A draft of `by` that began as this lead; it counts nowhere before it has been verified.

    Raises PermissionDenied, ValidationError by field, or with a code: `not_open` for a lead that is not registered or
    is over, `raised` where a finding was raised from it already.
    """
    lead = _locked(lead)
    if not by.has_perm("findings.raise_from_lead", lead):
        raise PermissionDenied
    if lead.state not in OPEN:
        shown = lead.get_state_display()
        raise ValidationError(_("线索是“%(state)s”状态，不能转为检查发现。") % {"state": shown}, code="not_open")
    if lead.finding_id is not None:
        raise ValidationError(_("这条线索已转为检查发现。"), code="raised")
    finding = raise_finding(inspection=lead.inspection, data=data, by=by, lead=lead)
    record(lead, verb="raise_from_lead", by=by, note=finding.ref)
    return finding


def _free_number(inspection: Inspection) -> tuple[str, str]:
    """The next number of the inspection, as it is shown and as it stands in the address."""
    refs = set(inspection.leads.values_list("ref", flat=True))
    number = next(number for number in count(len(refs) + 1) if f"L{number}" not in refs)
    stem = f"{inspection.code[:68]}-l{number}"
    taken = set(Lead.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return f"L{number}", next(
        code for code in chain([stem], (f"{stem}-{again}" for again in count(2))) if code not in taken
    )


def _locked(lead: Lead) -> Lead:
    return Lead.objects.select_for_update().get(pk=lead.pk)


def _set(lead: Lead, values: Mapping[str, Any]) -> None:
    """Put `values` in; ValidationError by column for what belongs to another inspection or cannot be."""
    for name in COLUMNS:
        setattr(lead, name, values[name])
    if lead.visit and lead.visit.inspection_id != lead.inspection_id:
        raise ValidationError({"visit": _("这次实地检查不属于本次执法检查。")})
    lead.clean_fields(exclude=["code", "ref", "state", "inspection", "written_by", "finding"])
