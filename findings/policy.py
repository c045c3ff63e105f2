"""Findings: who may do what. Nobody verifies her own finding, nor words or files that she herself put there after it
was recorded: then the writer records them once more, or somebody else verifies."""

from typing import Any

from django.db.models import Max

from accounts.enums import Role
from core.policy import Rule
from findings.querysets import CHANGING
from inspections.policy import holds, sits_on_the_body

works_on_it = holds(Role.STAFF, Role.SUBGROUP_HEAD, Role.GROUP_HEAD)
leads = holds(Role.SUBGROUP_HEAD, Role.GROUP_HEAD)
wrote_it = Rule(lambda user, row: row.written_by_id == user.pk, "wrote_it")


def _changed_it(user: Any, row: Any) -> bool:
    recorded = row.history.filter(verb="record").aggregate(last=Max("pk"))["last"] or 0
    return row.history.filter(verb__in=CHANGING, by_id=user.pk, pk__gt=recorded).exists()


changed_it = Rule(_changed_it, "changed_it_since_it_was_recorded")

handles_leads = works_on_it

POLICY = {
    "raise": works_on_it,  # asked of the inspection
    "edit": works_on_it & wrote_it | leads,
    "attach": works_on_it & wrote_it | leads,
    "edit_responsibilities": works_on_it,
    "answer_responsibility": works_on_it,
    "register_lead": handles_leads,
    "edit_lead": handles_leads,
    "pass_on": handles_leads,
    "answer_lead": handles_leads,
    "close_lead": leads,
    "raise_from_lead": handles_leads,
    "view": sits_on_the_body,
    "record": works_on_it & wrote_it,
    "verify": leads & ~wrote_it & ~changed_it,
    "send_back": leads & ~wrote_it,
    "withdraw": leads | wrote_it & works_on_it,
}
