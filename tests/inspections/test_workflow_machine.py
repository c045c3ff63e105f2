"""Whatever is done in whatever order, an inspection reaches no state without its conditions.

The conditions are asked of the rows themselves, in plain queries; nothing of the code under test answers for it.
"""

from dataclasses import replace

import hypothesis.strategies as st
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from core.workflow import take
from inspections.enums import InspectionState as State
from inspections.models import Decision, Inspection, Letter, Meeting, Participant, Visit
from inspections.workflow.inspections import STEPS
from tests import make, worlds

PEOPLE = ("liu", "chen", "zhang", "wang", "sun", "fu")
SUBJECTS = ("plan", "scheme", "suspend", "resume", "move", "cancel")
OUTCOMES = ("approved", "amended", "returned")
CARRIED = {"approved", "amended"}
GATES = {
    "plan": "plan",
    "approve_scheme": "scheme",
    "suspend": "suspend",
    "resume": "resume",
    "move": "move",
    "cancel": "cancel",
}
ALLOWED = {
    "liu": {"draft_scheme", "submit_scheme", "begin", "begin_report"},
    "zhang": {"draft_scheme", "submit_scheme", "return_scheme", "begin", "close_fieldwork", "reopen_fieldwork", "begin_report"},
    "sun": {"plan", "return_scheme", "approve_scheme", "notify", "suspend", "resume", "move", "cancel"},
}  # fmt: skip
# The straight way, and who walks it.
WAY = [
    ("plan", "sun"), ("draft_scheme", "liu"), ("submit_scheme", "liu"), ("approve_scheme", "sun"), ("notify", "sun"),
    ("begin", "liu"), ("close_fieldwork", "zhang"), ("begin_report", "liu"),
]  # fmt: skip


def run(machine: type, *, examples: int, steps: int, **how: object) -> None:
    worlds.body("npcsc")
    for name in PEOPLE:
        worlds.person(name)
    chosen = settings(max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=True, **how)
    run_state_machine_as_test(machine, settings=chosen)


class Planning(RuleBasedStateMachine):
    """Steps by everybody, decisions, and edits that put rows in or take them away, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.people = {name: worlds.person(name) for name in PEOPLE}
        self.inspection = make.make_inspection(worlds.body("npcsc"))
        self.law = make.make_article().instrument
        self.taken: list[tuple[str, str, str]] = []
        self.stood = ""  # where it was suspended

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    least, most = 0, len(WAY)

    @initialize(data=st.data())
    def some_of_the_way_is_behind_it(self, data: st.DataObject) -> None:
        """Else the later states would hardly ever be reached."""
        depth = data.draw(st.integers(self.least, self.most))
        for verb, name in WAY[:depth]:
            if verb == "submit_scheme":
                self.inspection.instruments.add(self.law)
                make.make_focus_point(self.inspection)
                make.make_participant(self.inspection, capacity="group_head")
                make.make_participant(self.inspection)
                make.make_visit(self.inspection, "460000", record="看了机房", no_record_reason="")
                Inspection.objects.filter(pk=self.inspection.pk).update(starts="2017-08-01")
            if verb in GATES:
                make.make_decision(self.inspection, subject=GATES[verb])
            if verb == "notify":
                make.make_letter(self.inspection)
            self.step(verb, name, "")
        assert len(self.taken) == depth

    # --- What people do ------------------------------------------------------------------------------------------------

    @rule(verb=st.sampled_from(sorted(STEPS)), name=st.sampled_from(PEOPLE), note=st.sampled_from(["理由", ""]))
    def anybody_tries_a_step(self, verb: str, name: str, note: str) -> None:
        self.step(verb, name, note)

    @rule(data=st.data())
    def somebody_who_may_takes_a_step_that_fits(self, data: st.DataObject) -> None:
        fitting = [
            (who, verb) for who, verbs in ALLOWED.items() for verb in sorted(verbs) if self.now in STEPS[verb].sources
        ]
        if fitting:
            who, verb = data.draw(st.sampled_from(fitting))
            self.step(verb, who, "理由")

    @rule()
    def the_next_step_is_tried(self) -> None:
        for verb, name in WAY:
            if self.now in STEPS[verb].sources:
                self.step(verb, name, "")
                break

    def step(self, verb: str, name: str, note: str) -> None:
        source, history = self.now, self.row.history.count()
        lacking = lacks(self.row, verb, self.taken)
        try:
            with transaction.atomic():
                take(STEPS[verb], self.row, by=self.people[name], note=note)
        except (ValidationError, PermissionDenied):
            assert (self.now, self.row.history.count()) == (source, history)
            return
        assert lacking == [], f"{verb} was taken without {lacking}"
        assert verb in ALLOWED.get(name, ()), f"{name} took {verb}"
        entry = self.row.history.last()
        assert (entry.verb, entry.source, entry.target) == (verb, source, self.now)
        assert note or verb not in ("return_scheme", "reopen_fieldwork", "suspend", "move", "cancel")
        if verb == "suspend":
            self.stood = source
        if verb == "resume":
            assert self.now == self.stood
        self.taken.append((verb, source, self.now))

    @rule(subject=st.sampled_from(SUBJECTS), outcome=st.sampled_from(OUTCOMES))
    def a_decision_is_recorded(self, subject: str, outcome: str) -> None:
        make.make_decision(self.inspection, subject=subject, outcome=outcome)

    @rule(kind=st.sampled_from(["notice", "entrustment"]), to=st.sampled_from(["各单位", ""]))
    def a_letter_is_issued(self, kind: str, to: str) -> None:
        make.make_letter(self.inspection, kind=kind, addressee_zh=to)

    @rule(what=st.sampled_from(["instrument", "focus", "head", "member", "visit", "time"]), there=st.booleans())
    def the_scheme_is_edited(self, what: str, there: bool) -> None:
        row = self.row
        if what == "instrument":
            (row.instruments.add if there else row.instruments.remove)(self.law)
        elif what == "time":
            Inspection.objects.filter(pk=row.pk).update(starts="2017-08-01" if there else None)
        elif what == "focus":
            make.make_focus_point(row) if there else row.focus_points.all().delete()
        elif what == "visit":
            row.visits.update(void_reason="" if there else "改期")
            if there and not row.visits.exists():
                make.make_visit(row, "460000", record="", no_record_reason="")
        else:
            capacity = "group_head" if what == "head" else "group_member"
            make.make_participant(row, capacity=capacity) if there else row.participants.filter(
                capacity=capacity
            ).delete()

    @rule(record=st.sampled_from(["看了机房", ""]), reason=st.sampled_from(["台风", ""]))
    def a_visit_is_written_up(self, record: str, reason: str) -> None:
        self.row.visits.update(record=record, no_record_reason=reason)

    @precondition(lambda self: self.row.visits.exists())
    @rule(state=st.sampled_from(["draft", "recorded", "withdrawn"]))
    def a_finding_is_raised(self, state: str) -> None:
        make.make_finding(self.inspection, visit=self.row.visits.first(), state=state)

    # --- What holds at any time ----------------------------------------------------------------------------------------

    @property
    def row(self) -> Inspection:
        return Inspection.objects.get(pk=self.inspection.pk)

    @property
    def now(self) -> str:
        return Inspection.objects.values_list("state", flat=True).get(pk=self.inspection.pk)

    @invariant()
    def the_state_is_where_the_history_leads(self) -> None:
        entries = list(self.row.history.order_by("pk"))
        state = State.PROPOSED
        for entry in entries:
            assert entry.source == state
            state = entry.target
        assert self.now == state

    @invariant()
    def each_gate_was_passed_by_a_decision_that_carried(self) -> None:
        """However often a step was taken: as many decisions that carried stand behind it."""
        for verb, subject in GATES.items():
            times = sum(taken == verb for taken, _, _ in self.taken)
            carried = Decision.objects.filter(inspection=self.inspection, subject=subject, outcome__in=CARRIED).count()
            assert carried >= times, verb

    @invariant()
    def a_state_beyond_the_notice_has_its_letter(self) -> None:
        beyond = {State.NOTIFIED, State.IN_PROGRESS, State.FIELDWORK_DONE, State.REPORTING}
        if self.now in beyond or self.stood in beyond:
            assert Letter.objects.filter(inspection=self.inspection, kind="notice").exclude(addressee_zh="").exists()

    @invariant()
    def it_remembers_where_it_stood_while_it_is_suspended_and_no_longer(self) -> None:
        row = self.row
        if row.state == State.SUSPENDED:
            assert row.state_before == self.stood
        elif row.state not in (State.MOVED, State.CANCELLED):
            assert row.state_before == ""


class UnderReview(Planning):
    """Begins with a scheme that was submitted and not yet decided upon."""

    least = most = 3


def lacks(row: Inspection, verb: str, taken: list[tuple[str, str, str]]) -> list[str]:
    """What stands in the way of `verb`, read from the rows."""
    found = []
    if subject := GATES.get(verb):
        decisions = list(Decision.objects.filter(inspection=row, subject=subject).order_by("pk"))
        since = {"approve_scheme": "submit_scheme", "suspend": "suspend", "resume": "suspend"}.get(verb)
        moments = [entry.at for entry in row.history if entry.verb == since]
        fresh = [one for one in decisions if not moments or one.recorded > moments[-1]]
        if not fresh or fresh[-1].outcome not in CARRIED:
            found.append(f"a decision on {subject}")
    if verb in ("submit_scheme", "approve_scheme"):
        people = list(Participant.objects.filter(inspection=row, void_reason="").values_list("capacity", flat=True))
        standing = Visit.objects.filter(inspection=row, void_reason="")
        held = {
            "instruments": row.instruments.count(),
            "focus points": row.focus_points.count(),
            "a head": people.count("group_head"),
            "members": people.count("group_member") + people.count("deputy_head"),
            "places": standing.count(),
            "a time": row.starts is not None,
        }
        found += [name for name, number in held.items() if not number]
    if verb == "notify" and not any(
        letter.addressee_zh or letter.recipients.count() for letter in row.letters.filter(kind="notice")
    ):
        found.append("a notice")
    if verb == "begin":
        visits = Visit.objects.filter(inspection=row, void_reason="").count()
        if not visits + Meeting.objects.filter(inspection=row, kind="plenary").count():
            found.append("a plenary or a visit")
    if verb == "close_fieldwork":
        for visit in Visit.objects.filter(inspection=row, void_reason="", record="", no_record_reason=""):
            if not visit.findings.filter(state__in=["recorded", "verified", "sent_back"]).exists():
                found.append(f"a record of {visit.pk}")
    return found


def test_no_sequence_reaches_a_state_without_its_conditions(db):
    run(Planning, examples=20, steps=20)


def test_the_machine_sees_a_step_whose_check_is_gone(db, monkeypatch):
    """The same machine against a planted fault: a scheme is approved without a decision."""
    monkeypatch.setitem(STEPS, "approve_scheme", replace(STEPS["approve_scheme"], ready=()))
    with pytest.raises(AssertionError, match="approve_scheme was taken without"):
        run(UnderReview, examples=20, steps=10, phases=[Phase.generate])
