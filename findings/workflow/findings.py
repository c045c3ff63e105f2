"""The way of a finding: recorded by its writer, verified or sent back by somebody else, withdrawn but never deleted.
And that of a lead: registered, passed on to whom it concerns, answered, closed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.workflow import Step
from findings.enums import FindingState as State
from findings.enums import LeadState
from findings.models import Finding, Lead


def rests_on_evidence(finding: Finding) -> Iterator[str]:
    if not finding.evidence.exists():
        yield _("尚未写明依据。")


RECORD = Step("record", frozenset({State.DRAFT, State.SENT_BACK}), State.RECORDED, ready=(rests_on_evidence,))
VERIFY = Step("verify", frozenset({State.RECORDED}), State.VERIFIED, ready=(rests_on_evidence,))
SEND_BACK = Step("send_back", frozenset({State.RECORDED, State.VERIFIED}), State.SENT_BACK, needs_note=True)
WITHDRAW = Step(
    "withdraw",
    frozenset({State.DRAFT, State.RECORDED, State.VERIFIED, State.SENT_BACK}),
    State.WITHDRAWN,
    needs_note=True,
)

STEPS = {step.verb: step for step in (RECORD, VERIFY, SEND_BACK, WITHDRAW)}


def names_a_body(lead: Lead) -> Iterator[str]:
    if lead.passed_to_id is None:
        yield _("尚未写明转交给哪个机构。")


def has_an_answer(lead: Lead) -> Iterator[str]:
    if not lead.answer.strip():
        yield _("尚未写明反馈情况。")


REGISTER = Step("register_lead", frozenset({LeadState.RECEIVED}), LeadState.REGISTERED)
PASS_ON = Step("pass_on", frozenset({LeadState.REGISTERED}), LeadState.PASSED_ON, ready=(names_a_body,))
ANSWER = Step("answer_lead", frozenset({LeadState.PASSED_ON}), LeadState.ANSWERED, ready=(has_an_answer,))
# Told anonymously or told twice, a lead may end without having been passed on; why is written down either way.
CLOSE = Step("close_lead", frozenset({LeadState.REGISTERED, LeadState.ANSWERED}), LeadState.CLOSED, needs_note=True)

LEAD_STEPS = {step.verb: step for step in (REGISTER, PASS_ON, ANSWER, CLOSE)}
