"""take(): when, who and ready are asked separately, and a change leaves its line of history or nothing at all."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from core.history import Entry, entries_of
from core.workflow import Step, take
from findings.enums import FindingState as State
from findings.models import Finding
from findings.workflow.findings import RECORD, SEND_BACK, STEPS, VERIFY, WITHDRAW
from tests.make import make_finding

# state → what each step leads to; everything that is not here is refused as `wrong_state`.
LEADS_TO = {
    State.DRAFT: {"record": State.RECORDED, "withdraw": State.WITHDRAWN},
    State.RECORDED: {"verify": State.VERIFIED, "send_back": State.SENT_BACK, "withdraw": State.WITHDRAWN},
    State.VERIFIED: {"send_back": State.SENT_BACK, "withdraw": State.WITHDRAWN},
    State.SENT_BACK: {"record": State.RECORDED, "withdraw": State.WITHDRAWN},
    State.WITHDRAWN: {},
}


def refusal(step: Step, finding: Finding, **by) -> str:
    with pytest.raises(ValidationError) as refused:
        take(step, finding, **by)
    return refused.value.error_list[0].code


def test_the_table_above_names_every_state_and_every_step():
    assert set(LEADS_TO) == set(State)
    assert {verb for steps in LEADS_TO.values() for verb in steps} == set(STEPS)


@pytest.mark.parametrize("verb", STEPS)
@pytest.mark.parametrize("state", list(State))
def test_every_step_from_every_state(beijing, liu, zhang, state, verb):
    finding = make_finding(beijing.inspection, by=liu, state=state)
    by = liu if verb == "record" else zhang
    if target := LEADS_TO[state].get(verb):
        assert take(STEPS[verb], finding, by=by, note="理由").state == target
        finding.refresh_from_db()
        assert finding.state == target
    else:
        assert refusal(STEPS[verb], finding, by=by, note="理由") == "wrong_state"
        finding.refresh_from_db()
        assert (finding.state, list(finding.history)) == (state, [])


# verb → who of the cast may; everybody else is refused. The finding was written by liu.
MAY = {
    "record": {"liu"},
    "verify": {"chen", "zhang"},
    "send_back": {"chen", "zhang"},
    "withdraw": {"liu", "chen", "zhang"},
}


@pytest.mark.parametrize("verb", STEPS)
def test_who_may_take_a_step(beijing, cast, inactive, verb):
    people = {**cast, "inactive": inactive}
    del people["nobody"]
    allowed = set()
    for name, person in people.items():
        state = State.DRAFT if verb == "record" else State.RECORDED
        finding = make_finding(beijing.inspection, by=people["liu"], state=state)
        try:
            take(STEPS[verb], finding, by=person, note="理由")
        except PermissionDenied:
            finding.refresh_from_db()
            assert (finding.state, list(finding.history)) == (state, [])
        else:
            allowed.add(name)
    assert allowed == MAY[verb]


def test_nobody_verifies_her_own_finding(beijing, chen, zhang):
    finding = make_finding(beijing.inspection, by=chen)
    for step in (VERIFY, SEND_BACK):
        with pytest.raises(PermissionDenied):
            take(step, finding, by=chen, note="自己")
    assert take(VERIFY, finding, by=zhang).state == State.VERIFIED


@pytest.mark.parametrize("step", [SEND_BACK, WITHDRAW], ids=lambda step: step.verb)
@pytest.mark.parametrize("note", ["", "  \n　"])
def test_a_step_that_needs_a_reason_is_refused_without(beijing, zhang, step, note):
    assert refusal(step, beijing.finding, by=zhang, note=note) == "note_missing"
    assert list(beijing.finding.history) == []


@pytest.mark.parametrize("step", [RECORD, VERIFY], ids=lambda step: step.verb)
def test_what_rests_on_nothing_is_not_ready(beijing, liu, zhang, step):
    state = State.DRAFT if step is RECORD else State.RECORDED
    finding = make_finding(beijing.inspection, by=liu, state=state, evidence=False)
    with pytest.raises(ValidationError) as refused:
        take(step, finding, by=liu if step is RECORD else zhang)
    assert [(error.code, error.message) for error in refused.value.error_list] == [("not_ready", "尚未写明依据。")]


def test_a_step_leaves_one_line_of_history(beijing, zhang):
    take(SEND_BACK, beijing.finding, by=zhang, note="缺照片")
    (entry,) = entries_of(beijing.finding)
    assert (entry.verb, entry.source, entry.target, entry.note) == ("send_back", "recorded", "sent_back", "缺照片")
    assert (entry.by_id, entry.by_name, entry.label) == (zhang.pk, "zhang", beijing.finding.title_zh[:200])


def test_a_step_tells_that_the_row_has_changed(beijing, zhang):
    before = beijing.finding.updated
    assert take(VERIFY, beijing.finding, by=zhang).updated > before
    beijing.finding.refresh_from_db()
    assert beijing.finding.updated > before


def test_a_rollback_takes_state_and_history_back(beijing, zhang):
    before = Entry.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        take(VERIFY, beijing.finding, by=zhang)
        assert Entry.objects.count() == before + 1
        raise RuntimeError
    beijing.finding.refresh_from_db()
    assert (beijing.finding.state, Entry.objects.count()) == (State.RECORDED, before)


def test_a_stale_row_does_not_bring_an_old_state_back(beijing, zhang):
    stale = Finding.objects.get(pk=beijing.finding.pk)
    take(VERIFY, beijing.finding, by=zhang)
    assert refusal(VERIFY, stale, by=zhang) == "wrong_state"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_succeeds(beijing, chen, zhang):
    start, outcomes = threading.Barrier(2), []

    def run(person):
        try:
            finding = Finding.objects.get(pk=beijing.finding.pk)
            start.wait(60)
            outcomes.append(take(VERIFY, finding, by=person).state)
        except ValidationError as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(person,)) for person in (chen, zhang)]
    [thread.start() for thread in threads]
    [thread.join(300) for thread in threads]
    assert sorted(outcomes) == ["verified", "wrong_state"]
    assert entries_of(beijing.finding).count() == 1
