"""Whatever people do with findings, in whatever order: nothing is verified without evidence, by its own writer, by whom
changed it, or from a wrong state; withdrawn is final; every step leaves one line; the overview counts what stands."""

import itertools
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from core.policy import policy_of
from core.workflow import take
from findings.actions.leads import raise_from_lead
from findings.actions.recording import Conflict, change_finding, raise_finding
from findings.enums import FindingState, LeadState
from findings.models import Finding
from findings.policy import changed_it, leads, wrote_it
from findings.recording import entry_of
from findings.workflow.findings import STEPS
from inspections.models import Inspection
from tests import make, worlds

HOME = ("liu", "chen", "zhang")
HEADS = {"chen", "zhang"}
OUTSIDER = "fu"  # works elsewhere
MOST_FINDINGS = 3  # few of them, so that much happens to each
EVIDENCE = [{"kind": "inspection", "source": {"zh": "现场", "en": ""}}]
LEADS_TO = {  # the machine's own table, not the product's
    ("record", "draft"): "recorded", ("record", "sent_back"): "recorded", ("verify", "recorded"): "verified",
    ("send_back", "recorded"): "sent_back", ("send_back", "verified"): "sent_back",
    **{("withdraw", state): "withdrawn" for state in ("draft", "recorded", "verified", "sent_back")},
}  # fmt: skip
EDITABLE = {"draft", "recorded", "sent_back"}


class Model:
    """What the machine believes of one finding."""

    def __init__(self, kind: str, writer: str, evidence: bool, from_lead: bool) -> None:
        self.kind, self.writer, self.evidence, self.from_lead = kind, writer, evidence, from_lead
        self.state, self.lines, self.version = "draft", 1, 1
        self.changed_by: set[str] = set()

    def may(self, verb: str, person: str) -> bool:
        head, own = person in HEADS, person == self.writer
        return {
            "record": own,
            "verify": head and not own and person not in self.changed_by,
            "send_back": head and not own,
            "withdraw": head or own,
            "edit": head or own,
        }[verb]

    @property
    def stands(self) -> bool:
        if self.from_lead:
            return self.state == "verified"
        return self.state in ("recorded", "verified", "sent_back")


class FindingMachine(RuleBasedStateMachine):
    findings = Bundle("findings")
    people = st.sampled_from(HOME)
    mostly = st.sampled_from([True, True, True, False])

    @initialize()
    def begin(self) -> None:
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.by_name = {name: worlds.person(name) for name in (*HOME, OUTSIDER)}
        self.inspection = make.make_inspection(worlds.body("npcsc"))
        self.models: dict[int, Model] = {}
        self.numbers = itertools.count(1)

    def teardown(self) -> None:
        if hasattr(self, "undone"):
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)

    def data(self, kind: str, evidence: bool) -> dict:
        title = {"zh": f"检查发现{next(self.numbers)}", "en": ""}
        return {"kind": kind, "title": title, "evidence": EVIDENCE if evidence else []}

    @precondition(lambda self: len(self.models) < MOST_FINDINGS)
    @rule(
        target=findings,
        person=people,
        kind=st.sampled_from(["problem", "achievement"]),
        evidence=mostly,
        from_lead=st.booleans(),
    )
    def raise_one(self, person: str, kind: str, evidence: bool, from_lead: bool) -> int:
        by, data = self.by_name[person], self.data(kind, evidence)
        if from_lead:
            lead = make.make_lead(self.inspection, state=LeadState.REGISTERED)
            finding = raise_from_lead(lead=lead, data=data, by=by)
        else:
            finding = raise_finding(inspection=self.inspection, data=data, by=by)
        self.models[finding.pk] = Model(kind, person, evidence, from_lead)
        return finding.pk

    def taken(self, pk: int, verb: str, person: str, note: str) -> None:
        """Try the step, and compare with what the machine knows."""
        model, finding = self.models[pk], Finding.objects.get(pk=pk)
        target = LEADS_TO.get((verb, model.state))
        ready = note.strip() if verb in ("send_back", "withdraw") else model.evidence
        wanted = target is not None and model.may(verb, person) and bool(ready)
        try:
            take(STEPS[verb], finding, by=self.by_name[person], note=note)
        except (PermissionDenied, ValidationError):
            assert not wanted
            return
        assert wanted
        model.state, model.lines = target, model.lines + 1
        if verb == "record":
            model.changed_by = set()

    @rule(pk=findings, verb=st.sampled_from(sorted(STEPS)), person=people, note=st.sampled_from(["理由", "理由", " "]))
    def step(self, pk: int, verb: str, person: str, note: str) -> None:
        self.taken(pk, verb, person, note)

    @rule(pk=findings)
    def record(self, pk: int) -> None:
        self.taken(pk, "record", self.models[pk].writer, "")

    @rule(pk=findings, person=people)
    def verify(self, pk: int, person: str) -> None:
        self.taken(pk, "verify", person, "")

    @rule(pk=findings, person=people, current=mostly, evidence=mostly)
    def edit(self, pk: int, person: str, current: bool, evidence: bool) -> None:
        model, finding = self.models[pk], Finding.objects.get(pk=pk)
        data = {**entry_of(finding), "title": {"zh": f"改写{next(self.numbers)}", "en": ""}}
        data["evidence"] = (data["evidence"] or EVIDENCE) if evidence else []
        wanted = model.may("edit", person) and model.state in EDITABLE and current
        base = finding.version - (not current)
        try:
            change_finding(finding=finding, data=data, base=base, by=self.by_name[person])
        except (PermissionDenied, ValidationError, Conflict):
            assert not wanted
            return
        assert wanted
        model.evidence, model.version, model.lines = evidence, model.version + 1, model.lines + 1
        if model.state == "recorded":
            model.changed_by.add(person)

    @rule(pk=findings, person=people)
    def change_and_verify(self, pk: int, person: str) -> None:
        self.edit(pk, person, current=True, evidence=True)
        self.taken(pk, "verify", person, "")

    @rule(pk=findings)
    def an_outsider_does_nothing(self, pk: int) -> None:
        finding, by = Finding.objects.get(pk=pk), self.by_name[OUTSIDER]
        data = {**entry_of(finding), "title": {"zh": "外人改的", "en": ""}}
        doings = [partial(take, step, finding, by=by, note="理由") for step in STEPS.values()]
        doings.append(partial(change_finding, finding=finding, data=data, base=finding.version, by=by))
        doings.append(partial(raise_finding, inspection=self.inspection, data=data, by=by))
        for doing in doings:
            with pytest.raises((PermissionDenied, ValidationError)):
                doing()

    @rule(pk=findings)
    def withdrawn_is_final(self, pk: int) -> None:
        if self.models[pk].state != "withdrawn":
            return
        for verb, person in itertools.product(STEPS, HOME):
            with pytest.raises((PermissionDenied, ValidationError)):
                take(STEPS[verb], Finding.objects.get(pk=pk), by=self.by_name[person], note="理由")

    @invariant()
    def the_rows_are_as_the_machine_believes(self) -> None:
        if not getattr(self, "models", None):
            return
        rows = Finding.objects.in_bulk(self.models)
        for pk, model in self.models.items():
            assert (rows[pk].state, rows[pk].version) == (model.state, model.version)
            assert rows[pk].history.count() == model.lines

    @invariant()
    def verified_rests_on_evidence_and_on_somebody_elses_eyes(self) -> None:
        for finding in Finding.objects.filter(pk__in=getattr(self, "models", ()), state=FindingState.VERIFIED):
            assert finding.evidence.exists()
            last = finding.history.filter(verb="verify").last()
            recorded = finding.history.filter(verb="record").last()
            assert (last.source, last.by_id != finding.written_by_id) == ("recorded", True)
            later = finding.history.filter(verb="edit", pk__gt=recorded.pk)
            assert last.by_id not in set(later.values_list("by_id", flat=True))

    @invariant()
    def the_overview_counts_what_stands(self) -> None:
        if not hasattr(self, "models"):
            return
        row = Inspection.objects.visible_to(self.by_name["zhang"]).with_counts().get(pk=self.inspection.pk)
        standing = [model.kind for model in self.models.values() if model.stands]
        assert (row.problems, row.achievements) == (standing.count("problem"), standing.count("achievement"))


def test_no_order_of_doings_breaks_the_rules(db):
    few = settings(max_examples=12, stateful_step_count=25, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(FindingMachine, settings=few)


@pytest.mark.parametrize("verify", [leads & ~changed_it, leads & ~wrote_it], ids=["by its writer", "by who changed it"])
def test_the_machine_sees_a_rule_that_is_gone(db, monkeypatch, verify):
    monkeypatch.setitem(policy_of("findings"), "verify", verify)
    many = settings(
        max_examples=40, stateful_step_count=25, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(FindingMachine, settings=many)
