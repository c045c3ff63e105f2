"""Who may use file packages, and which keys are known of the bodies she has to do with."""

from django.db.models import Q, QuerySet

from accounts.enums import Role
from accounts.models import Body, User
from findings.models import KnownKey

# Who asks, sends out, fills in or signs: the roles behind the verbs of packages in `inspections.policy`.
HANDLING = (Role.STAFF, Role.GROUP_HEAD, Role.SECRETARY, Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_SIGNATORY)


def handles_packages(user: User) -> bool:
    return bool(user.bodies_as(*HANDLING))


def keys_known_to(user: User) -> QuerySet[KnownKey]:
    """The confirmed keys of the bodies one level above and below those in which `user` handles packages, in the order
    of their places."""
    own = user.bodies_as(*HANDLING)
    around = Body.objects.filter(Q(parent__in=own) | Q(subordinates__in=own)).values("pk")
    rows = KnownKey.objects.filter(body__in=around).select_related("body", "confirmed_by")
    return rows.order_by("body__locality__code", "body", "pk")
