"""Recommendations: who may do what."""

from accounts.enums import Role
from core.policy import Rule
from inspections.policy import sits_on_the_body
from recommendations.enums import HANDED_OVER


def is_addressed(user: object, row: object) -> bool:
    """The recommendation was handed over to a body for which the user answers."""
    bodies = user.bodies_as(Role.RESPONSIBLE_BODY)
    return row.state in HANDED_OVER and row.addressees.filter(body__in=bodies).exists()


POLICY = {
    "view": sits_on_the_body | Rule(is_addressed),
}
