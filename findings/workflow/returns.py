"""The way of a return: written and signed below, submitted, and then accepted or sent back from above.

The state is that of the delegation; `inspections.workflow.delegations` has the way up to here.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.spoken import spoken
from core.workflow import Step
from findings.enums import RemarkKind
from findings.queries.returning import faults_of, latest_version
from inspections.enums import DelegationMode
from inspections.enums import DelegationState as State
from inspections.models import Delegation
from inspections.workflow.delegations import stands


def returns_something(delegation: Delegation) -> Iterator[str]:
    """A joint inspection is recorded together; no return is due."""
    if delegation.mode == DelegationMode.JOINT:
        yield _("联动检查共同记录，不另行报送。")


def every_section_is_finished(delegation: Delegation) -> Iterator[str]:
    for row in delegation.returned.sections.select_related("section").filter(finished=False, section__required=True):
        yield _("“%(section)s”尚未标明已填完。") % {"section": spoken(row.section.title)}


def breaks_no_rule(delegation: Delegation) -> Iterator[str]:
    errors = sum(fault.is_error for fault in faults_of(delegation.returned))
    if errors:
        yield ngettext("还有%(count)d处错误，请先改正。", "还有%(count)d处错误，请先改正。", errors) % {"count": errors}


def says_what_is_missing(delegation: Delegation) -> Iterator[str]:
    version = latest_version(delegation)
    if version is None or not version.remarks.filter(kind=RemarkKind.SEND_BACK, sent=False).exists():
        yield _("请先在要补充的内容旁逐项写明退回原因。")


BEGIN = Step(
    "begin_return",
    frozenset({State.RECEIVED, State.SCHEME_SET, State.INSPECTING, State.RETURNED}),
    State.DRAFTING,
    ready=(stands, returns_something),
)
SIGN = Step(
    "sign_return",
    frozenset({State.DRAFTING}),
    State.APPROVED,
    ready=(stands, every_section_is_finished, breaks_no_rule),
)
REOPEN = Step("reopen_return", frozenset({State.APPROVED}), State.DRAFTING, needs_note=True)
SUBMIT = Step("submit_return", frozenset({State.APPROVED}), State.SUBMITTED, ready=(stands,))
ACCEPT = Step("accept_return", frozenset({State.SUBMITTED}), State.ACCEPTED)
SEND_BACK = Step(
    "send_back_return", frozenset({State.SUBMITTED, State.ACCEPTED}), State.RETURNED, ready=(says_what_is_missing,)
)
USE = Step("use_return", frozenset({State.ACCEPTED}), State.USED)
ARCHIVE = Step("archive_return", frozenset({State.ACCEPTED, State.USED}), State.ARCHIVED)

RETURN_STEPS = {step.verb: step for step in (BEGIN, SIGN, REOPEN, SUBMIT, ACCEPT, SEND_BACK, USE, ARCHIVE)}
