"""The way of an inspection, from topic to report; what gates a step is checked in `inspections.readiness`."""

from core.workflow import Step
from inspections.enums import DecisionSubject as Subject
from inspections.enums import InspectionState as State
from inspections.readiness import (
    accounts_for_every_visit,
    carried,
    gave_notice,
    has_begun,
    names_what_is_inspected,
    names_where_and_when,
    names_who_inspects,
    remembers_where_it_stood,
)

# Between the plan and the end of the matter: from here an inspection can be suspended.
RUNNING = frozenset(
    {
        State.PLANNED,
        State.SCHEME_DRAFT,
        State.SCHEME_REVIEW,
        State.SCHEME_APPROVED,
        State.NOTIFIED,
        State.IN_PROGRESS,
        State.FIELDWORK_DONE,
        State.REPORTING,
        State.DELIBERATION,
        State.FOLLOW_UP,
    }
)
# Field work has not begun, or stands still: from here an inspection can be moved to another year.
BEFORE_FIELDWORK = frozenset(
    {
        State.PROPOSED,
        State.PLANNED,
        State.SCHEME_DRAFT,
        State.SCHEME_REVIEW,
        State.SCHEME_APPROVED,
        State.NOTIFIED,
        State.SUSPENDED,
    }
)
A_SCHEME = (names_what_is_inspected, names_who_inspects, names_where_and_when)

PLAN = Step("plan", frozenset({State.PROPOSED}), State.PLANNED, ready=(carried(Subject.PLAN),))
DRAFT_SCHEME = Step("draft_scheme", frozenset({State.PLANNED}), State.SCHEME_DRAFT)
SUBMIT_SCHEME = Step("submit_scheme", frozenset({State.SCHEME_DRAFT}), State.SCHEME_REVIEW, ready=A_SCHEME)
# An approved one goes back, too, as long as nobody was given notice: it is then decided on anew.
RETURN_SCHEME = Step(
    "return_scheme", frozenset({State.SCHEME_REVIEW, State.SCHEME_APPROVED}), State.SCHEME_DRAFT, needs_note=True
)
# While it is under review a scheme may still be mended: what it must hold is asked again.
APPROVE_SCHEME = Step(
    "approve_scheme",
    frozenset({State.SCHEME_REVIEW}),
    State.SCHEME_APPROVED,
    ready=(*A_SCHEME, carried(Subject.SCHEME, after="submit_scheme")),
)
NOTIFY = Step("notify", frozenset({State.SCHEME_APPROVED}), State.NOTIFIED, ready=(gave_notice,))
BEGIN = Step("begin", frozenset({State.NOTIFIED}), State.IN_PROGRESS, ready=(has_begun,))
CLOSE_FIELDWORK = Step(
    "close_fieldwork", frozenset({State.IN_PROGRESS}), State.FIELDWORK_DONE, ready=(accounts_for_every_visit,)
)
REOPEN_FIELDWORK = Step("reopen_fieldwork", frozenset({State.FIELDWORK_DONE}), State.IN_PROGRESS, needs_note=True)
BEGIN_REPORT = Step("begin_report", frozenset({State.FIELDWORK_DONE}), State.REPORTING)
# A decision serves once: after going on, suspending again needs another one.
SUSPEND = Step(
    "suspend",
    RUNNING,
    State.SUSPENDED,
    ready=(carried(Subject.SUSPEND, after="suspend"),),
    needs_note=True,
    memory="state_before",
)
RESUME = Step(
    "resume",
    frozenset({State.SUSPENDED}),
    "",
    ready=(carried(Subject.RESUME, after="suspend"), remembers_where_it_stood),
    memory="state_before",
)
MOVE = Step("move", BEFORE_FIELDWORK, State.MOVED, ready=(carried(Subject.MOVE),), needs_note=True)
CANCEL = Step(
    "cancel",
    RUNNING | {State.PROPOSED, State.SUSPENDED},
    State.CANCELLED,
    ready=(carried(Subject.CANCEL),),
    needs_note=True,
)

STEPS = {
    step.verb: step
    for step in (
        PLAN,
        DRAFT_SCHEME,
        SUBMIT_SCHEME,
        RETURN_SCHEME,
        APPROVE_SCHEME,
        NOTIFY,
        BEGIN,
        CLOSE_FIELDWORK,
        REOPEN_FIELDWORK,
        BEGIN_REPORT,
        SUSPEND,
        RESUME,
        MOVE,
        CANCEL,
    )
}
