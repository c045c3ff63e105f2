"""Findings: who may do what. Nobody verifies her own finding."""

from accounts.enums import Role
from core.policy import Rule
from inspections.policy import holds, sits_on_the_body

works_on_it = holds(Role.STAFF, Role.SUBGROUP_HEAD, Role.GROUP_HEAD)
leads = holds(Role.SUBGROUP_HEAD, Role.GROUP_HEAD)
wrote_it = Rule(lambda user, row: row.written_by_id == user.pk, "wrote_it")

POLICY = {
    "view": sits_on_the_body,
    "record": works_on_it & wrote_it,
    "verify": leads & ~wrote_it,
    "send_back": leads & ~wrote_it,
    "withdraw": leads | wrote_it & works_on_it,
}
