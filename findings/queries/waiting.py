"""What of the findings and leads waits for a person."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.enums import Role
from accounts.models import User
from findings.enums import FindingState, LeadState
from findings.models import Finding, Lead

HEADS = (Role.SUBGROUP_HEAD, Role.GROUP_HEAD)
TO_HANDLE = (LeadState.RECEIVED, LeadState.REGISTERED)


@dataclass(frozen=True)
class Waiting:
    """Findings to verify and sent back to their writer, leads to handle; each list is cut."""

    to_verify: list[Finding]
    sent_back: list[Finding]
    leads: list[Lead]


def waiting_for(user: User, shown: int) -> Waiting:
    """At most `shown` of each, in three queries."""
    leading = user.bodies_as(*HEADS)
    findings = Finding.objects.visible_to(user).select_related("inspection")
    recorded = findings.filter(state=FindingState.RECORDED, inspection__organiser__in=leading)
    answered = Q(state=LeadState.ANSWERED, inspection__organiser__in=leading)  # heads close what is answered
    leads = Lead.objects.visible_to(user).filter(Q(state__in=TO_HANDLE) | answered)
    return Waiting(
        to_verify=list(recorded.exclude(written_by=user).not_changed_by(user)[:shown]),
        sent_back=list(findings.filter(state=FindingState.SENT_BACK, written_by=user)[:shown]),
        leads=list(leads.select_related("inspection").order_by("received_on", "pk")[:shown]),
    )
