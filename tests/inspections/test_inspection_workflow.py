"""The way of an inspection: every state and step, every person, and each thing without which a step is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from core.workflow import take
from inspections.enums import DecisionSubject as Subject
from inspections.enums import InspectionState as State
from inspections.models import Decision, Meeting
from inspections.workflow.inspections import STEPS
from tests import make
from tests.inspections_planning import ready_inspection

# state → what each step leads to; everything that is not here is refused as `wrong_state`.
ASIDE = {"suspend": State.SUSPENDED, "cancel": State.CANCELLED}
LEADS_TO = {
    State.PROPOSED: {"plan": State.PLANNED, "cancel": State.CANCELLED, "move": State.MOVED},
    State.PLANNED: {"draft_scheme": State.SCHEME_DRAFT, "move": State.MOVED, **ASIDE},
    State.SCHEME_DRAFT: {"submit_scheme": State.SCHEME_REVIEW, "move": State.MOVED, **ASIDE},
    State.SCHEME_REVIEW: {
        "return_scheme": State.SCHEME_DRAFT,
        "approve_scheme": State.SCHEME_APPROVED,
        "move": State.MOVED,
        **ASIDE,
    },
    State.SCHEME_APPROVED: {
        "return_scheme": State.SCHEME_DRAFT,
        "notify": State.NOTIFIED,
        "move": State.MOVED,
        **ASIDE,
    },
    State.NOTIFIED: {"begin": State.IN_PROGRESS, "move": State.MOVED, **ASIDE},
    State.IN_PROGRESS: {"close_fieldwork": State.FIELDWORK_DONE, **ASIDE},
    State.FIELDWORK_DONE: {"reopen_fieldwork": State.IN_PROGRESS, "begin_report": State.REPORTING, **ASIDE},
    State.REPORTING: ASIDE,
    State.DELIBERATION: ASIDE,
    State.FOLLOW_UP: ASIDE,
    State.CLOSED: {},
    State.ARCHIVED: {},
    State.SUSPENDED: {"resume": State.NOTIFIED, "cancel": State.CANCELLED, "move": State.MOVED},
    State.MOVED: {},
    State.CANCELLED: {},
}
# verb → who of the cast may; everybody else is refused.
MAY = {
    "plan": {"sun"},
    "draft_scheme": {"liu", "zhang"},
    "submit_scheme": {"liu", "zhang"},
    "return_scheme": {"zhang", "sun"},
    "approve_scheme": {"sun"},
    "notify": {"sun"},
    "begin": {"liu", "zhang"},
    "close_fieldwork": {"zhang"},
    "reopen_fieldwork": {"zhang"},
    "begin_report": {"liu", "zhang"},
    "suspend": {"sun"},
    "resume": {"sun"},
    "move": {"sun"},
    "cancel": {"sun"},
}


def refusals(verb: str, row, by, note: str = "理由") -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as refused:
        take(STEPS[verb], row, by=by, note=note)
    return [(error.code, error.message) for error in refused.value.error_list]


@pytest.fixture
def ready(npcsc):
    """An inspection to which nothing is missing for any step."""
    return ready_inspection(npcsc)


def test_the_tables_above_name_every_state_and_every_step():
    assert set(LEADS_TO) == set(State)
    assert {verb for steps in LEADS_TO.values() for verb in steps} == set(STEPS) == set(MAY)


@pytest.mark.parametrize("verb", STEPS)
@pytest.mark.parametrize("state", list(State))
def test_every_step_from_every_state(ready, cast, state, verb):
    ready.state, ready.state_before = state, State.NOTIFIED if state == State.SUSPENDED else ""
    ready.save()
    by = cast[sorted(MAY[verb])[0]]
    if target := LEADS_TO[state].get(verb):
        assert take(STEPS[verb], ready, by=by, note="理由").state == target
        ready.refresh_from_db()
        assert ready.state == target
    else:
        assert [code for code, _ in refusals(verb, ready, by)] == ["wrong_state"]
        ready.refresh_from_db()
        assert (ready.state, list(ready.history)) == (state, [])


@pytest.mark.parametrize("verb", STEPS)
def test_who_may_take_a_step(npcsc, cast, inactive, verb):
    people = {**cast, "inactive": inactive}
    del people["nobody"]
    allowed = set()
    (state, *_) = [state for state, steps in LEADS_TO.items() if verb in steps]
    row = ready_inspection(npcsc)
    for name, person in people.items():
        row.state, row.state_before = state, State.NOTIFIED if state == State.SUSPENDED else ""
        row.save()
        before = row.history.count()
        try:
            take(STEPS[verb], row, by=person, note="理由")
        except PermissionDenied:
            row.refresh_from_db()
            assert (row.state, row.history.count()) == (state, before)
        else:
            allowed.add(name)
            make.make_decision(row, subject="suspend", held_on=timezone.localdate())  # each decision serves once
    assert allowed == MAY[verb]


@pytest.mark.parametrize("verb", [verb for verb, step in STEPS.items() if step.needs_note])
@pytest.mark.parametrize("note", ["", "  \n　"])
def test_a_step_that_needs_a_reason_is_refused_without(ready, cast, verb, note):
    ready.state = next(state for state, steps in LEADS_TO.items() if verb in steps)
    ready.save()
    by = cast[sorted(MAY[verb])[0]]
    assert refusals(verb, ready, by, note) == [("note_missing", "请写明理由。")]


def test_those_with_a_reason_are_these():
    assert {verb for verb, step in STEPS.items() if step.needs_note} == {
        "return_scheme", "reopen_fieldwork", "suspend", "move", "cancel",
    }  # fmt: skip


# --- What is missing -------------------------------------------------------------------------------------------------


def at(row, state):
    row.state = state
    row.save()
    return row


GATED = [
    (State.PROPOSED, "plan", Subject.PLAN),
    (State.SCHEME_REVIEW, "approve_scheme", Subject.SCHEME),
    (State.NOTIFIED, "suspend", Subject.SUSPEND),
    (State.NOTIFIED, "move", Subject.MOVE),
    (State.NOTIFIED, "cancel", Subject.CANCEL),
    (State.SUSPENDED, "resume", Subject.RESUME),
]


@pytest.mark.parametrize(("state", "verb", "subject"), GATED)
@pytest.mark.parametrize("outcome", ["approved", "amended", "returned", "refused", ""])
def test_a_decision_must_be_recorded_and_must_have_carried(ready, sun, state, verb, subject, outcome):
    ready.state_before = State.NOTIFIED
    at(ready, state)
    ready.decisions.filter(subject=subject).delete()
    if outcome:
        make.make_decision(ready, subject=subject, outcome=outcome)
    if outcome in ("approved", "amended"):
        assert take(STEPS[verb], ready, by=sun, note="理由").state != state
    else:
        (said,) = refusals(verb, ready, sun)
        assert (said[0], str(subject.label) in said[1]) == ("not_ready", True)


@pytest.mark.parametrize(("first", "then", "stands"), [("approved", "returned", False), ("returned", "approved", True)])
def test_of_several_records_on_a_subject_the_last_one_counts(npcsc, sun, first, then, stands):
    row = make.make_inspection(npcsc)
    for outcome in (first, then):
        make.make_decision(row, subject=Subject.PLAN, outcome=outcome)
    if stands:
        assert take(STEPS["plan"], row, by=sun).state == State.PLANNED
    else:
        assert refusals("plan", row, sun)[0][0] == "not_ready"


def test_a_decision_on_another_inspection_is_none_on_this_one(npcsc, sun):
    make.make_decision(make.make_inspection(npcsc), subject=Subject.PLAN)
    assert refusals("plan", make.make_inspection(npcsc), sun)[0][0] == "not_ready"


def test_a_scheme_that_was_returned_needs_a_decision_of_its_own(ready, liu, sun):
    at(ready, State.SCHEME_DRAFT)
    take(STEPS["submit_scheme"], ready, by=liu)
    assert refusals("approve_scheme", ready, sun)[0][0] == "not_ready"  # what was decided was another scheme
    make.make_decision(ready, subject=Subject.SCHEME)
    take(STEPS["return_scheme"], ready, by=sun, note="补充小组")
    take(STEPS["submit_scheme"], ready, by=liu)
    assert refusals("approve_scheme", ready, sun)[0][0] == "not_ready"
    make.make_decision(ready, subject=Subject.SCHEME)
    assert take(STEPS["approve_scheme"], ready, by=sun).state == State.SCHEME_APPROVED


LACKS = {
    "尚未选定检查的法律法规。": lambda row: row.instruments.clear(),
    "尚未写明检查重点。": lambda row: row.focus_points.all().delete(),
    "尚未确定检查组组长。": lambda row: row.participants.filter(capacity="group_head").delete(),
    "尚未确定检查组成员。": lambda row: row.participants.filter(capacity="group_member").update(void_reason="病休"),
    "尚未确定检查地点。": lambda row: row.visits.update(void_reason="改期"),
    "尚未确定检查时间。": lambda row: type(row).objects.filter(pk=row.pk).update(starts=None),
}


@pytest.mark.parametrize("sentence", LACKS)
@pytest.mark.parametrize(
    ("state", "verb"), [(State.SCHEME_DRAFT, "submit_scheme"), (State.SCHEME_REVIEW, "approve_scheme")]
)
def test_a_scheme_names_what_who_where_and_when(ready, cast, sentence, state, verb):
    LACKS[sentence](at(ready, state))
    assert refusals(verb, ready, cast[sorted(MAY[verb])[0]]) == [("not_ready", sentence)]


def test_everything_that_is_missing_is_said_at_once(npcsc, liu):
    row = make.make_inspection(npcsc, state=State.SCHEME_DRAFT)
    assert [sentence for _, sentence in refusals("submit_scheme", row, liu)] == list(LACKS)


def test_a_deputy_head_is_a_member_and_a_voided_head_is_no_head(ready, liu):
    at(ready, State.SCHEME_DRAFT)
    ready.participants.filter(capacity="group_member").update(capacity="deputy_head")
    ready.participants.filter(capacity="group_head").update(void_reason="调离")
    assert refusals("submit_scheme", ready, liu) == [("not_ready", "尚未确定检查组组长。")]


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ({}, True),
        ({"kind": "entrustment"}, False),
        ({"number": ""}, False),
        ({"addressee_zh": " "}, False),
    ],
    ids=str,
)
def test_notice_is_given_by_a_letter_with_number_date_and_recipients(npcsc, sun, given, stands):
    row = make.make_inspection(npcsc, state=State.SCHEME_APPROVED)
    make.make_letter(row, **given)
    if stands:
        assert take(STEPS["notify"], row, by=sun).state == State.NOTIFIED
    else:
        assert refusals("notify", row, sun)[0][0] == "not_ready"


def test_a_letter_to_bodies_needs_no_wording_of_its_own(npcsc, cac_body, sun):
    row = make.make_inspection(npcsc, state=State.SCHEME_APPROVED)
    make.make_letter(row, addressee_zh="").recipients.add(cac_body)
    assert take(STEPS["notify"], row, by=sun).state == State.NOTIFIED


@pytest.mark.parametrize("what", ["plenary", "visit", "void plenary", "discussion", "void visit"])
def test_it_begins_with_a_plenary_or_a_visit(npcsc, liu, what):
    row = make.make_inspection(npcsc, state=State.NOTIFIED)
    reason = "取消" if "void" in what else ""
    if "visit" in what:
        make.make_visit(row, "460000", void_reason=reason)
    else:
        kind = "discussion" if what == "discussion" else "plenary"
        Meeting.objects.create(inspection=row, **make.written(Meeting, order=1, kind=kind, void_reason=reason))
    if what in ("plenary", "visit"):
        assert take(STEPS["begin"], row, by=liu).state == State.IN_PROGRESS
    else:
        assert refusals("begin", row, liu) == [("not_ready", "尚未登记检查组全体会议或者实地检查。")]


def bare_visit(row, code="460000", **given):
    return make.make_visit(row, code, **{"record": "", "no_record_reason": "", **given})


ACCOUNTED = {
    "a record": lambda row, visit: type(visit).objects.filter(pk=visit.pk).update(record="看了机房"),
    "a reason": lambda row, visit: type(visit).objects.filter(pk=visit.pk).update(no_record_reason="台风改期"),
    "void": lambda row, visit: type(visit).objects.filter(pk=visit.pk).update(void_reason="台风"),
    "a finding": lambda row, visit: make.make_finding(row, visit=visit),
    "the record of a unit": lambda row, visit: make.make_unit(row, visit=visit, record="查看台账"),
}
NOT_ACCOUNTED = {
    "nothing": lambda row, visit: None,
    "blanks": lambda row, visit: type(visit).objects.filter(pk=visit.pk).update(record=" \n"),
    "a draft": lambda row, visit: make.make_finding(row, visit=visit, state="draft"),
    "a finding that was withdrawn": lambda row, visit: make.make_finding(row, visit=visit, state="withdrawn"),
    "a finding of another visit": lambda row, visit: make.make_finding(row, visit=None),
    "a unit without a record": lambda row, visit: make.make_unit(row, visit=visit, record=""),
    "a void unit": lambda row, visit: make.make_unit(row, visit=visit, record="有", void_reason="重复"),
}


@pytest.mark.parametrize("what", [*ACCOUNTED, *NOT_ACCOUNTED])
def test_every_visit_is_accounted_for_before_field_work_ends(npcsc, zhang, what):
    row = make.make_inspection(npcsc, state=State.IN_PROGRESS)
    visit = bare_visit(row)
    {**ACCOUNTED, **NOT_ACCOUNTED}[what](row, visit)
    if what in ACCOUNTED:
        assert take(STEPS["close_fieldwork"], row, by=zhang).state == State.FIELDWORK_DONE
    else:
        said = "460000的实地检查没有检查记录，也没有写明没有记录的理由。"
        assert refusals("close_fieldwork", row, zhang) == [("not_ready", said)]


def test_each_visit_without_a_record_is_named(npcsc, zhang):
    row = make.make_inspection(npcsc, state=State.IN_PROGRESS)
    for code in ("110000", "120000", "130000"):
        bare_visit(row, code, record="有" if code == "120000" else "")
    named = [sentence[:6] for _, sentence in refusals("close_fieldwork", row, zhang)]
    assert named == ["110000", "130000"]


# --- Suspending and going on -----------------------------------------------------------------------------------------

SUSPENDABLE = [state for state, steps in LEADS_TO.items() if "suspend" in steps]


@pytest.mark.parametrize("state", SUSPENDABLE)
def test_a_suspended_inspection_goes_on_where_it_stood(ready, sun, state):
    at(ready, state)
    row = take(STEPS["suspend"], ready, by=sun, note="疫情")
    assert (row.state, row.state_before) == (State.SUSPENDED, state)
    make.make_decision(row, subject=Subject.RESUME)
    row = take(STEPS["resume"], row, by=sun)
    assert (row.state, row.state_before) == (state, "")
    assert [(entry.source, entry.target) for entry in row.history] == [(state, "suspended"), ("suspended", state)]


def test_a_decision_to_suspend_or_to_go_on_serves_once(ready, sun):
    at(ready, State.NOTIFIED)
    row = take(STEPS["suspend"], ready, by=sun, note="疫情")
    assert refusals("resume", row, sun)[0][0] == "not_ready"  # that it may go on was decided before it was suspended
    make.make_decision(row, subject=Subject.RESUME)
    row = take(STEPS["resume"], row, by=sun)
    assert refusals("suspend", row, sun)[0][0] == "not_ready"


def test_what_forgot_where_it_stood_stays_suspended(ready, sun):
    at(ready, State.SUSPENDED)
    assert refusals("resume", ready, sun) == [("not_ready", "没有保存中止以前的状态，不能恢复。")]


def test_cancelling_keeps_everything(ready, sun):
    at(ready, State.NOTIFIED)
    counts = [ready.visits.count(), ready.participants.count(), ready.letters.count(), ready.decisions.count()]
    row = take(STEPS["cancel"], ready, by=sun, note="与上级检查重复")
    assert [row.visits.count(), row.participants.count(), row.letters.count(), row.decisions.count()] == counts
    assert row.history.get().note == "与上级检查重复"


def test_a_decision_recorded_in_the_same_moment_as_the_submission_is_not_after_it(ready, liu, sun):
    at(ready, State.SCHEME_DRAFT)
    take(STEPS["submit_scheme"], ready, by=liu)
    moment = ready.history.get().at
    Decision.objects.filter(inspection=ready, subject=Subject.SCHEME).update(recorded=moment)
    assert refusals("approve_scheme", ready, sun)[0][0] == "not_ready"
    Decision.objects.filter(inspection=ready, subject=Subject.SCHEME).update(recorded=moment + timedelta(seconds=1))
    assert take(STEPS["approve_scheme"], ready, by=sun).state == State.SCHEME_APPROVED
