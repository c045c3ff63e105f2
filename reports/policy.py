"""Reports: who may do what. Everybody who sees a report may take its files home and read what its check found; who
works on it may change its texts, have it checked and printed anew, and let a result of the check stand."""

from accounts.enums import Role
from core.policy import Rule
from inspections.policy import holds, sits_on_the_body

works_on_it = holds(Role.STAFF, Role.SUBGROUP_HEAD, Role.GROUP_HEAD, Role.TRANSLATOR)
# The glossary is one for the installation: its keepers are the offices' staff and translators, wherever they sit.
keeps_the_glossary = Rule(lambda user, row: bool(user.bodies_as(Role.STAFF, Role.TRANSLATOR)), "keeps_the_glossary")

POLICY = {
    "view": sits_on_the_body,
    "edit": works_on_it,
    "waive": works_on_it,
    "render": works_on_it,
    "download": sits_on_the_body,
    "add_term": keeps_the_glossary,
    "change_term": keeps_the_glossary,
    "retire_term": keeps_the_glossary,
}
