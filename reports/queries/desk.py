"""What is on somebody's desk: what waits for her, what she can read, what is under way."""

from dataclasses import dataclass

from accounts.enums import Role
from accounts.models import User
from findings.enums import FindingState
from findings.models import Finding
from inspections.models import Inspection
from recommendations.models import Recommendation
from reports.models import Rendering

SHOWN = 8
CONTENT_BLIND = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.AUDITOR)


@dataclass(frozen=True)
class Desk:
    """The lists of the first page. `runs_the_system`: an administrator or auditor, who sees no content."""

    to_verify: list[Finding]
    sent_back: list[Finding]
    handed_over: list[Recommendation]
    inspections: list[Inspection]
    files: list[Rendering]
    runs_the_system: bool

    @property
    def more_to_verify(self) -> bool:
        """The list was cut: there may be more."""
        return len(self.to_verify) == SHOWN

    @property
    def nothing_waits(self) -> bool:
        return not (self.to_verify or self.sent_back or self.handed_over)


def desk_of(user: User) -> Desk:
    """The desk of `user`: a fixed number of queries, each list cut at eight lines."""
    leading = user.bodies_as(Role.SUBGROUP_HEAD, Role.GROUP_HEAD)
    findings = Finding.objects.visible_to(user).select_related("inspection")
    recorded = findings.filter(state=FindingState.RECORDED, inspection__organiser__in=leading)
    answering = user.bodies_as(Role.RESPONSIBLE_BODY)
    addressed = Recommendation.objects.visible_to(user).filter(addressees__body__in=answering)
    files = Rendering.objects.visible_to(user).select_related("edition__report", "job", "attachment")
    return Desk(
        to_verify=list(recorded.exclude(written_by=user)[:SHOWN]),
        sent_back=list(findings.filter(state=FindingState.SENT_BACK, written_by=user)[:SHOWN]),
        handed_over=list(addressed.select_related("inspection").distinct()[:SHOWN]),
        inspections=list(Inspection.objects.visible_to(user).select_related("organiser")[:SHOWN]),
        files=list(files.defer("edition__content").order_by("-pk")[:SHOWN]),
        runs_the_system=bool(user.bodies_as(*CONTENT_BLIND)) and not user.inspecting_bodies,
    )
