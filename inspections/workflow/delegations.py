"""The way of a delegation until the body entrusted is at work; `findings.workflow.returns` has that of its return."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.workflow import Step
from inspections.enums import DelegationMode
from inspections.enums import DelegationState as State
from inspections.models import Delegation


def names_one_body(delegation: Delegation) -> Iterator[str]:
    if delegation.body_id is None:
        yield _("没有列名的委托只作记录，不能发出。")


def stands(delegation: Delegation) -> Iterator[str]:
    if delegation.is_void:
        yield _("这项委托已作废。")


def is_one_level_down(delegation: Delegation) -> Iterator[str]:
    """Supervision Law 2024, article 34: the standing committee one level down."""
    if delegation.body and delegation.body.parent_id != delegation.entruster_id:
        yield _("只能委托下一级人大常委会。")


def asks_something(delegation: Delegation) -> Iterator[str]:
    if delegation.mode == DelegationMode.JOINT:
        return  # a shared record, no return
    if delegation.request is None or not delegation.request.sections.exists():
        yield _("尚未写明委托事项：请先填写要报送哪些内容。")


def says_by_when(delegation: Delegation) -> Iterator[str]:
    if delegation.mode != DelegationMode.JOINT and delegation.due is None:
        yield _("尚未写明报送期限。")


CONSULT = Step("consult", frozenset({State.INTENDED}), State.CONSULTED, ready=(stands, names_one_body))
ISSUE = Step(
    "issue_delegation",
    frozenset({State.INTENDED, State.CONSULTED}),
    State.ISSUED,
    ready=(stands, names_one_body, is_one_level_down, asks_something, says_by_when),
)
RECEIVE = Step("receive_delegation", frozenset({State.ISSUED}), State.RECEIVED, ready=(stands,))
SET_SCHEME = Step("set_delegated_scheme", frozenset({State.RECEIVED}), State.SCHEME_SET, ready=(stands,))
# A body that checks itself needs no scheme of its own.
BEGIN = Step("begin_delegated", frozenset({State.RECEIVED, State.SCHEME_SET}), State.INSPECTING, ready=(stands,))

STEPS = {step.verb: step for step in (CONSULT, ISSUE, RECEIVE, SET_SCHEME, BEGIN)}
