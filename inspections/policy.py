"""Inspections: who may do what. `holds` serves every app to the right: its rows belong to an inspection."""

from typing import Any

from accounts.enums import INSPECTING_ROLES, Role
from core.policy import Rule


def organiser_of(row: Any) -> int:
    """Number of the standing committee whose inspection `row` is, or belongs to."""
    return getattr(row, "inspection", row).organiser_id


def holds(*roles: Role) -> Rule:
    """The user holds one of `roles` in the standing committee that organises the inspection."""
    return Rule(lambda user, row: organiser_of(row) in user.bodies_as(*roles), f"holds({', '.join(roles)})")


sits_on_the_body = holds(*INSPECTING_ROLES)

POLICY = {
    "view": sits_on_the_body,
}
