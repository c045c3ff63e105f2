"""Whatever the people do and in whatever order: one commitment, at most one result, and substitutes in their order."""

import hypothesis.strategies as st
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from core.text import Text
from inspections.actions.drawing import Intent, abandon_draw, change_draw, commit_draw, make_draw, prepare_draw
from inspections.actions.drawn import replace_unit
from inspections.drawing.plan import Plan
from inspections.drawing.protocol import tickets
from inspections.enums import DrawState, TicketState
from inspections.queries.rosters import plan_of, rows_of
from tests import make, worlds

FIXED = ("plan", "roster_id", "commitment", "public_source", "committed")


class Draws(RuleBasedStateMachine):
    """Three people of a group and one stranger at the draws of one inspection."""

    draws = Bundle("draws")

    @initialize()
    def begin(self):
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.people = {name: worlds.person(name) for name in ("liu", "zhang", "wang", "wenchang")}
        self.inspection = make.make_inspection(worlds.body("npcsc"))
        self.roster = make.make_roster(self.inspection, rows=12)
        self.rows = rows_of(self.roster)
        self.committed: dict[int, dict] = {}  # draw → what was fixed
        self.results: dict[int, dict] = {}
        self.abandoned: set[int] = set()

    def intent(self, number: int, reason: str) -> Intent:
        plan = Plan(("place", "kind"), {"150000|portal": number, "150000|system": 1}, reserves=1)
        return Intent(Text("抽取", ""), self.roster, plan, "双色球", reason=reason)

    def attempt(self, action, **given) -> object | None:
        """What the action gave; None where it refused, and then nothing of it is left."""
        before = self.inspection.draws.count()
        try:
            with transaction.atomic():
                return action(**given)
        except (ValidationError, PermissionDenied):
            assert self.inspection.draws.count() == before
            return None

    @rule(target=draws, by=st.sampled_from(["liu", "zhang"]), number=st.integers(1, 4))
    def prepare(self, by, number):
        return self.attempt(
            prepare_draw, inspection=self.inspection, intent=self.intent(number, "再抽"), by=self.people[by]
        )

    @rule(draw=draws, by=st.sampled_from(["liu", "wang", "wenchang"]), number=st.integers(1, 4))
    def change(self, draw, by, number):
        done = draw and self.attempt(change_draw, draw=draw, intent=self.intent(number, "再抽"), by=self.people[by])
        assert not done or (by == "liu" and draw.pk not in self.committed and draw.pk not in self.abandoned)

    @rule(draw=draws, by=st.sampled_from(["liu", "zhang", "wang", "wenchang"]))
    def commit(self, draw, by):
        if done := draw and self.attempt(commit_draw, draw=draw, by=self.people[by]):
            assert by in ("liu", "zhang")
            assert done.pk not in self.committed
            done.refresh_from_db()
            self.committed[done.pk] = {name: getattr(done, name) for name in FIXED}

    @rule(
        draw=draws,
        by=st.sampled_from(["liu", "zhang", "wang", "wenchang"]),
        value=st.sampled_from(["1 2", "3", " ", ""]),
    )
    def make(self, draw, by, value):
        if done := draw and self.attempt(make_draw, draw=draw, public_value=value, by=self.people[by]):
            assert by in ("liu", "zhang")
            assert value.strip()
            assert done.pk in self.committed
            assert done.pk not in self.results
            done.refresh_from_db()
            self.results[done.pk] = done.certificate

    @rule(draw=draws, by=st.sampled_from(["liu", "zhang", "wenchang"]), note=st.sampled_from(["", "公开值未产生"]))
    def abandon(self, draw, by, note):
        if done := draw and self.attempt(abandon_draw, draw=draw, note=note, by=self.people[by]):
            assert (by, bool(note)) == ("zhang", True)
            assert done.pk not in self.results
            self.abandoned.add(done.pk)

    @rule(
        draw=draws,
        by=st.sampled_from(["liu", "wang"]),
        number=st.integers(0, 20),
        reason=st.sampled_from(["已注销", " "]),
    )
    def replace(self, draw, by, number, reason):
        found = list(draw.tickets.order_by("pk")) if draw else []
        if not found:
            return
        ticket = found[number % len(found)]
        last = max(one.rank for one in found if one.stratum == ticket.stratum)
        if done := self.attempt(replace_unit, ticket=ticket, reason=reason, by=self.people[by]):
            assert (by, reason) == ("liu", "已注销")
            assert ticket.state != TicketState.REPLACED
            assert (done.stratum, done.rank) == (ticket.stratum, last + 1)

    @invariant()
    def each_commitment_has_one_end_at_most(self):
        """Drawn + abandoned + still waiting = committed: no commitment is lost, none brings a second result."""
        states = list(self.inspection.draws.exclude(committed=None).values_list("state", flat=True))
        drawn, given_up = states.count(DrawState.DRAWN), states.count(DrawState.ABANDONED)
        assert drawn + given_up + states.count(DrawState.COMMITTED) == len(self.committed)
        assert (drawn, given_up) == (len(self.results), len(self.abandoned & self.committed.keys()))

    @invariant()
    def what_was_fixed_stays(self):
        for draw in self.inspection.draws.filter(pk__in=self.committed):
            assert {name: getattr(draw, name) for name in FIXED} == self.committed[draw.pk]
            assert draw.certificate == self.results.get(draw.pk)

    @invariant()
    def numbers_are_given_once_and_without_gaps(self):
        numbers = list(self.inspection.draws.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))

    @invariant()
    def tickets_are_the_first_of_their_stratum(self):
        """Whatever was replaced: the tickets are the first so many of the order that follows from the seed."""
        for draw in self.inspection.draws.filter(pk__in=self.results):
            plan = plan_of(draw)
            for stratum, quota in plan.quota.items():
                found = list(draw.tickets.filter(stratum=stratum).select_related("row").order_by("rank"))
                order = tickets(self.rows, plan, draw.certificate["seed"], stratum)
                assert [one.row.ident for one in found] == [row.ident for row in order[: len(found)]]
                assert sum(one.state != TicketState.REPLACED for one in found) == quota

    def teardown(self):
        if hasattr(self, "transaction"):
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)


@pytest.mark.django_db
def test_draws_hold_in_every_order():
    examples = settings.default.max_examples // 5
    run_state_machine_as_test(
        Draws, settings=settings(max_examples=max(examples, 20), stateful_step_count=25, deadline=None)
    )
