"""The way of a finding: recorded by its writer, verified or sent back by somebody else, withdrawn but never deleted."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.workflow import Step
from findings.enums import FindingState as State
from findings.models import Finding


def rests_on_evidence(finding: Finding) -> Iterator[str]:
    if not finding.evidence.exists():
        yield _("尚未写明依据。")


RECORD = Step("record", frozenset({State.DRAFT, State.SENT_BACK}), State.RECORDED, ready=(rests_on_evidence,))
VERIFY = Step("verify", frozenset({State.RECORDED}), State.VERIFIED, ready=(rests_on_evidence,))
SEND_BACK = Step("send_back", frozenset({State.RECORDED}), State.SENT_BACK, needs_note=True)
WITHDRAW = Step(
    "withdraw",
    frozenset({State.DRAFT, State.RECORDED, State.VERIFIED, State.SENT_BACK}),
    State.WITHDRAWN,
    needs_note=True,
)

STEPS = {step.verb: step for step in (RECORD, VERIFY, SEND_BACK, WITHDRAW)}
