"""Reports: who may do what. Everybody who sees a report may take its files home; who works on it may print anew."""

from accounts.enums import Role
from inspections.policy import holds, sits_on_the_body

POLICY = {
    "view": sits_on_the_body,
    "render": holds(Role.STAFF, Role.SUBGROUP_HEAD, Role.GROUP_HEAD, Role.TRANSLATOR),
    "download": sits_on_the_body,
}
