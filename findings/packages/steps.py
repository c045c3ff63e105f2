"""The steps that a package takes: an answer that came in, and a return that was sent back by file.

They are no verbs of a page: who imports takes them, and the history says that a file was the reason.
"""

from core.workflow import Step
from findings.workflow.returns import returns_something
from inspections.enums import DelegationState as State
from inspections.workflow.delegations import stands

# A body that is writing on this server is not overwritten: see `findings.actions.answer_packages`.
IMPORT_ANSWER = Step(
    "import_answer",
    frozenset({State.ISSUED, State.RECEIVED, State.SCHEME_SET, State.INSPECTING, State.DRAFTING, State.RETURNED}),
    State.SUBMITTED,
    ready=(stands, returns_something),
)
# The body entrusted signs for what came back to it, as it does for a delegation.
TAKE_BACK = Step("receive_delegation", frozenset({State.SUBMITTED, State.ACCEPTED}), State.RETURNED, ready=(stands,))
