"""Inspections: who may do what. `holds` serves every app to the right: its rows belong to an inspection."""

from typing import Any

from accounts.enums import INSPECTING_ROLES, Role
from core.policy import Rule
from inspections.enums import ENTRUSTED_NOW


def organiser_of(row: Any) -> int:
    """Number of the standing committee whose inspection `row` is, or belongs to."""
    return getattr(row, "inspection", row).organiser_id


def holds(*roles: Role) -> Rule:
    """The user holds one of `roles` in the standing committee that organises the inspection."""
    return Rule(lambda user, row: organiser_of(row) in user.bodies_as(*roles), f"holds({', '.join(roles)})")


sits_on_the_body = holds(*INSPECTING_ROLES)


def entrusts(*roles: Role) -> Rule:
    """The user holds one of `roles` in the standing committee that entrusts: `row` is a delegation or a request."""
    return Rule(lambda user, row: row.entruster_id in user.bodies_as(*roles), f"entrusts({', '.join(roles)})")


def is_entrusted(*roles: Role) -> Rule:
    """The user holds one of `roles` in the standing committee that the delegation `row` entrusts."""
    return Rule(lambda user, row: row.body_id in user.bodies_as(*roles), f"is_entrusted({', '.join(roles)})")


# A case officer asks and looks through what comes back; the General Office, or who signs for the body, sends out.
asks = entrusts(Role.STAFF, Role.GROUP_HEAD, Role.PROVINCIAL_OFFICER)
sends_out = entrusts(Role.SECRETARY, Role.PROVINCIAL_SIGNATORY)
fills = is_entrusted(Role.STAFF, Role.PROVINCIAL_OFFICER)
signs = is_entrusted(Role.PROVINCIAL_SIGNATORY)
takes_in = fills | is_entrusted(Role.SECRETARY, Role.PROVINCIAL_SIGNATORY)
sits_above, sits_below = entrusts(*INSPECTING_ROLES), is_entrusted(*INSPECTING_ROLES)
# Whoever was entrusted may entrust in its turn, as long as its own return is not out of the house.
is_at_work = Rule(lambda user, row: row.state in ENTRUSTED_NOW, "is_at_work")

plans = holds(Role.STAFF, Role.GROUP_HEAD)
works_in_the_field = holds(Role.STAFF, Role.SUBGROUP_HEAD, Role.GROUP_HEAD)
keeps_the_minutes = holds(Role.SECRETARY)
heads_the_group = holds(Role.GROUP_HEAD)
draws = holds(Role.STAFF, Role.GROUP_HEAD)


def _is_cleared(user: Any, row: Any) -> bool:
    """The result of a draw before its embargo ends: the people named for it alone, whatever their role."""
    return row.embargo_is_over() or row.cleared.filter(pk=user.pk).exists()


is_cleared = Rule(_is_cleared, "is_cleared")

KEEPING_CALENDARS = (Role.STAFF, Role.SECRETARY, Role.PROVINCIAL_OFFICER)

# The verbs of an inspection's steps and of what is done under it; `inspections.workflow` has the steps.
POLICY = {
    "view": sits_on_the_body,
    "propose": plans,
    "edit_scheme": plans,  # before the scheme is approved
    "edit_fieldwork": works_in_the_field,  # visits, units, meetings, material, while the field work goes on
    "see_unit_names": works_in_the_field,  # others read the published wording
    "record_decision": keeps_the_minutes,
    "issue_letter": keeps_the_minutes,
    "copy": plans,
    "plan": keeps_the_minutes,
    "draft_scheme": plans,
    "submit_scheme": plans,
    "return_scheme": keeps_the_minutes | heads_the_group,
    "approve_scheme": keeps_the_minutes,
    "notify": keeps_the_minutes,
    "begin": plans,
    "close_fieldwork": heads_the_group,
    "reopen_fieldwork": heads_the_group,
    "begin_report": plans,
    "suspend": keeps_the_minutes,
    "resume": keeps_the_minutes,
    "move": keeps_the_minutes,
    "cancel": keeps_the_minutes,
    "import_roster": draws,
    "prepare_draw": draws,
    "commit_draw": draws,
    "make_draw": draws,
    "abandon_draw": heads_the_group,
    "replace_unit": draws & is_cleared,
    "see_result": sits_on_the_body & is_cleared,
    # Delegations; those with "return" in their name are steps of `findings.workflow.returns`.
    "view_delegation": sits_above | sits_below,
    "edit_calendar": Rule(lambda user, body: body.pk in user.bodies_as(*KEEPING_CALENDARS), "keeps_the_calendar"),
    "ask": plans,  # make a request for the inspection's own delegations
    "ask_below": fills & is_at_work,  # make one in the course of a delegation, and entrust with it
    "view_request": entrusts(*INSPECTING_ROLES),
    "edit_request": asks,
    "change_delegation": asks,  # before it is issued
    "consult": asks,
    "issue_delegation": sends_out,
    "void_delegation": asks,
    "urge": asks,
    "receive_delegation": takes_in,
    "set_delegated_scheme": takes_in,
    "begin_delegated": takes_in,
    "write_joint_record": asks | takes_in,
    "begin_return": fills,
    "fill_return": fills,
    "sign_return": signs,
    "reopen_return": fills | signs,
    "submit_return": takes_in,
    "attach_below": fills,
    "view_versions": sits_above | sits_below,
    "annotate_return": asks,
    "accept_return": asks,
    "send_back_return": asks,
    "use_return": asks,
    "archive_return": asks,
    "take_over": asks,
    "export_request": asks | sends_out,
    "import_answer": asks | sends_out,
    "export_answer": takes_in,
}
