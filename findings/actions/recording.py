"""Raising and changing findings. One of them at a time writes a finding, and who writes says which version she saw."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.history import record
from core.workflow import take
from findings.actions.evidence import EvidencePlan
from findings.actions.figures import FigurePlan
from findings.actions.numbering import next_number
from findings.enums import FindingState
from findings.models import Finding, Lead
from findings.recording import Entry, read_entry
from findings.workflow.findings import RECORD
from inspections.enums import OVER
from inspections.models import Inspection

EDITABLE = frozenset({FindingState.DRAFT, FindingState.SENT_BACK, FindingState.RECORDED})


class Conflict(Exception):
    """Somebody else changed the finding since; `theirs` is the finding as it stands now. Nothing was changed."""

    def __init__(self, theirs: Finding) -> None:
        super().__init__(f"version {theirs.version}")
        self.theirs = theirs


@transaction.atomic
def raise_finding(
    *, inspection: Inspection, data: Mapping[str, Any], by: User, uuid: UUID | None = None, lead: Lead | None = None
) -> Finding:
    """A draft of `by`, with the next number of the inspection, which waits for nobody and leaves no gap.

    `uuid` is the device's name for it; `lead` is linked to it. Raises PermissionDenied, and ValidationError by field,
    or with the code `over`, `taken` or `raised` where the inspection is over, the name is somebody's, the lead has
    its finding.
    """
    inspection = Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)
    if not by.has_perm("findings.raise", inspection):
        raise PermissionDenied
    if inspection.state in OVER:
        raise ValidationError(_("这项检查已经结束，不能再登记检查发现。"), code="over")
    entry = read_entry(data, inspection=inspection)
    number = next_number(inspection.findings.all(), "F")
    finding = Finding(
        inspection=inspection,
        code=_free_code(inspection, number),
        ref=f"F{number}",
        order=number,
        uuid=uuid,
        written_by=by,
        state=FindingState.DRAFT,
    )
    _write(finding, entry)
    _save_new(finding)
    FigurePlan.of(finding, entry).carry_out()
    EvidencePlan.of(finding, entry).carry_out()
    finding.articles.set(entry.articles)
    if lead is not None:
        _link_lead(lead, finding)
    record(finding, verb="raise", by=by, target=finding.state)
    return finding


@transaction.atomic
def change_finding(*, finding: Finding, data: Mapping[str, Any], base: int, by: User) -> Finding:
    """Write `data` over the finding; `base` is the version that `by` saw. What is the same already stays untouched.

    Raises PermissionDenied; Conflict, when somebody changed it since; ValidationError by field, or with the code
    `wrong_state` (verified or withdrawn), `cited` (a figure that a text cites would disappear), `taken`.
    """
    finding = Finding.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=finding.pk)
    if not by.has_perm("findings.edit", finding):
        raise PermissionDenied
    if finding.state not in EDITABLE:
        sentence = _("已是“%(state)s”状态，不能再修改。")
        raise ValidationError(sentence, code="wrong_state", params={"state": finding.get_state_display()})
    entry = read_entry(data, inspection=finding.inspection)
    figures, evidence = FigurePlan.of(finding, entry), EvidencePlan.of(finding, entry)
    articles = {article.pk for article in finding.articles.all()} != {article.pk for article in entry.articles}
    written = _write(finding, entry)
    if not (written or articles or figures.changes or evidence.changes):
        return finding
    if finding.version != base:
        raise Conflict(Finding.objects.get(pk=finding.pk))
    finding.version += 1
    finding.save()  # before the figures: whether a text still cites one is asked of the new text
    figures.carry_out()
    evidence.carry_out()
    if articles:
        finding.articles.set(entry.articles)
    record(finding, verb="edit", by=by, target=finding.state, note=evidence.note)
    return finding


def record_finding(*, finding: Finding, by: User) -> Finding:
    """Register the finding unless it is registered already; raises what `take` raises."""
    if finding.state not in RECORD.sources:
        return finding
    return take(RECORD, finding, by=by)


def _write(finding: Finding, entry: Entry) -> bool:
    """Set the finding's own columns; True when one of them became another."""
    changed = False
    for name, value in entry.columns.items():
        if getattr(finding, name) != value:
            setattr(finding, name, value)
            changed = True
    return changed


def _save_new(finding: Finding) -> None:
    """Insert the finding. The unique key decides whose `uuid` it is, when two come at once."""
    try:
        with transaction.atomic():
            finding.save(force_insert=True)
    except IntegrityError as error:
        if finding.uuid and Finding.objects.filter(uuid=finding.uuid).exists():
            raise ValidationError(_("这个编号已被使用。"), code="taken") from error
        raise


def _free_code(inspection: Inspection, number: int) -> str:
    """The address of a new finding: that of the inspection and the number, unless a sample took it."""
    code = f"{inspection.code[:64]}-f{number}"
    return f"{code}-2" if Finding.objects.filter(code=code).exists() else code


def _link_lead(lead: Lead, finding: Finding) -> None:
    lead = Lead.objects.select_for_update().get(pk=lead.pk)
    if lead.inspection_id != finding.inspection_id or lead.finding_id is not None:
        raise ValidationError(_("这条线索已经转为检查发现。"), code="raised")
    lead.finding = finding
    lead.save(update_fields=["finding", "updated"])
