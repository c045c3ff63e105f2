"""What is on somebody's desk: what waits for her, what she can read, what is under way."""

from dataclasses import dataclass

from accounts.enums import Role
from accounts.models import User
from findings.models import Finding, Lead
from findings.queries import returns
from findings.queries.waiting import waiting_for
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
    leads: list[Lead]
    handed_over: list[Recommendation]
    owed: list[returns.Owed]  # what our body was entrusted with and has in hand
    arrived: list[returns.Arrived]  # what came back to us
    inspections: list[Inspection]
    files: list[Rendering]
    runs_the_system: bool

    @property
    def more_to_verify(self) -> bool:
        """The list was cut: there may be more."""
        return len(self.to_verify) == SHOWN

    @property
    def nothing_waits(self) -> bool:
        waiting = (self.to_verify, self.sent_back, self.leads, self.handed_over, self.owed, self.arrived)
        return not any(waiting)


def desk_of(user: User) -> Desk:
    """The desk of `user`: a fixed number of queries, each list cut at eight lines."""
    waiting = waiting_for(user, SHOWN)
    answering = user.bodies_as(Role.RESPONSIBLE_BODY)
    addressed = Recommendation.objects.visible_to(user).filter(addressees__body__in=answering)
    files = Rendering.objects.visible_to(user).select_related("edition__report", "job", "attachment")
    return Desk(
        to_verify=waiting.to_verify,
        sent_back=waiting.sent_back,
        leads=waiting.leads,
        handed_over=list(addressed.select_related("inspection").distinct()[:SHOWN]),
        owed=returns.owed_by(user, SHOWN),
        arrived=returns.waiting_for(user, SHOWN),
        inspections=list(Inspection.objects.visible_to(user).select_related("organiser")[:SHOWN]),
        files=list(files.defer("edition__content").order_by("-pk")[:SHOWN]),
        runs_the_system=bool(user.bodies_as(*CONTENT_BLIND)) and not user.inspecting_bodies,
    )
