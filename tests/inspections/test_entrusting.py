"""Entrusting the committees one level down: who makes, changes and voids delegations, and what the letter fixes."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from accounts.models import User
from core.text import Text
from core.workflow import take
from inspections.actions.entrusting import change_delegation, entrust, mark_of, void_delegation
from inspections.actions.issuing import issue_delegations
from inspections.enums import DelegationState
from inspections.enums import InspectionState as Stage
from inspections.models import Delegation, Letter
from inspections.queries.entrusting import delegations_of, may_be_entrusted
from inspections.workflow.delegations import STEPS
from inspections.working_days import add_working_days
from tests import make
from tests.inspections.delegating import VALUES, approved, intended, letter_values, placed

State = DelegationState


def fields_of(call) -> set[str]:
    """The fields a refusal is about; "" for what is about none."""
    with pytest.raises(ValidationError) as refused:
        call()
    return set(refused.value.error_dict) if hasattr(refused.value, "error_dict") else {""}


def sentences_of(call) -> str:
    with pytest.raises(ValidationError) as refused:
        call()
    return " ".join(refused.value.messages)


@pytest.fixture
def inspection(npcsc):
    return approved(npcsc)


@pytest.fixture
def parent(inspection, hunan_sc):
    """Hunan is entrusted and at work; it may entrust in its turn."""
    return make.make_delegation(inspection, hunan_sc, request=make.make_request(inspection))


# --- Making ----------------------------------------------------------------------------------------------------------


def test_several_bodies_are_entrusted_at_once(inspection, liu, hunan_sc, hainan_sc):
    request = make.make_request(inspection, fixed=False)
    made = entrust(
        inspection=inspection, parent=None, bodies=[hainan_sc, hunan_sc], values={**VALUES, "request": request}, by=liu
    )
    assert [(row.body, row.state, row.parent, row.request) for row in made] == [
        (hainan_sc, State.INTENDED, None, request),
        (hunan_sc, State.INTENDED, None, request),
    ]
    assert len({row.order for row in made}) == len({row.code for row in made}) == 2
    assert [entry.verb for row in made for entry in row.history] == ["entrust", "entrust"]


@pytest.mark.parametrize("name", ["chen", "wang", "zhao", "sun", "hunan", "fu", "superuser", "leaver"])
def test_who_does_not_plan_entrusts_nobody(request, inspection, hunan_sc, name):
    person: User = request.getfixturevalue(name) if name != "leaver" else make.make_user("gone")
    with pytest.raises(PermissionDenied):
        entrust(inspection=inspection, parent=None, bodies=[hunan_sc], values=VALUES, by=person)
    assert inspection.delegations.count() == 0


def test_only_the_next_level_down_and_each_body_once(inspection, liu, hunan_sc, wenchang_sc, cac_body):
    intended(inspection, hunan_sc)
    for body in (wenchang_sc, cac_body, hunan_sc):
        given = {"inspection": inspection, "parent": None, "bodies": [body], "values": VALUES, "by": liu}
        assert fields_of(lambda given=given: entrust(**given)) == {"bodies"}
    assert inspection.delegations.count() == 1


def test_a_void_delegation_leaves_its_body_free(inspection, liu, hunan_sc):
    row = intended(inspection, hunan_sc)
    assert hunan_sc not in may_be_entrusted(inspection, None)
    void_delegation(delegation=row, reason="计划有变", by=liu)
    assert hunan_sc in may_be_entrusted(inspection, None)


def test_working_days_count_by_the_calendar_of_who_entrusts(inspection, liu, hunan_sc, npcsc):
    today = timezone.localdate()
    npcsc.calendar_days.create(day=add_working_days(npcsc, today, 3), is_working=False)
    (row,) = entrust(inspection=inspection, parent=None, bodies=[hunan_sc], values={**VALUES, "days": 5}, by=liu)
    assert row.due == add_working_days(npcsc, today, 5) != add_working_days(hunan_sc, today, 5)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"due": date(2001, 1, 1)}, "due"),
        ({"due": date(9999, 12, 31)}, "due"),
        ({"due": date(2100, 1, 1), "days": 5}, "days"),
        ({"days": 32_000}, "due"),
    ],
)
def test_a_time_limit_that_cannot_be_is_refused(inspection, liu, hunan_sc, given, field):
    values = {**VALUES, **given}
    call = {"inspection": inspection, "parent": None, "bodies": [hunan_sc], "values": values, "by": liu}
    assert fields_of(lambda: entrust(**call)) == {field}


def test_a_joint_one_asks_for_no_return(inspection, liu, hunan_sc):
    values = {**VALUES, "mode": "joint", "request": make.make_request(inspection), "due": timezone.localdate()}
    (row,) = entrust(inspection=inspection, parent=None, bodies=[hunan_sc], values=values, by=liu)
    assert (row.request, row.due) == (None, None)


@pytest.mark.parametrize("state", [Stage.CLOSED, Stage.CANCELLED, Stage.SUSPENDED])
def test_an_inspection_that_is_over_entrusts_nobody(inspection, liu, hunan_sc, state):
    inspection.state = state
    inspection.save()
    said = sentences_of(lambda: entrust(inspection=inspection, parent=None, bodies=[hunan_sc], values=VALUES, by=liu))
    assert "不能委托" in said


def test_codes_of_moved_rows_are_not_given_again(inspection, liu, hunan_sc, hainan_sc):
    """Places are exchanged and rows removed in the scheme; the code of a row stays."""
    row = intended(inspection, hunan_sc, order=3)
    Delegation.objects.filter(pk=row.pk).update(order=1)
    intended(inspection, None, order=2, request=None)
    (new,) = entrust(inspection=inspection, parent=None, bodies=[hainan_sc], values=VALUES, by=liu)
    assert new.order == 3 and new.code != row.code


# --- Changing and voiding --------------------------------------------------------------------------------------------


def test_what_is_not_issued_is_changed_and_two_do_not_overwrite_each_other(inspection, liu, zhang, hunan_sc):
    row = intended(inspection, hunan_sc)
    seen = mark_of(row)
    changed = change_delegation(delegation=row, values={**VALUES, "mode": "self_inspection"}, seen=seen, by=liu)
    assert (changed.mode, changed.request) == ("self_inspection", None)
    said = sentences_of(lambda: change_delegation(delegation=row, values=VALUES, seen=seen, by=zhang))
    assert "刚被别人改过" in said
    assert Delegation.objects.get(pk=row.pk).mode == "self_inspection"


def test_after_issue_it_is_only_declared_void(inspection, liu, sun, hunan_sc):
    row = intended(inspection, hunan_sc, state=State.ISSUED)
    assert "不能再修改" in sentences_of(
        lambda: change_delegation(delegation=row, values=VALUES, seen=mark_of(row), by=liu)
    )
    with pytest.raises(PermissionDenied):
        void_delegation(delegation=row, reason="计划有变", by=sun)
    assert fields_of(lambda: void_delegation(delegation=row, reason="  ", by=liu)) == {"reason"}
    row = void_delegation(delegation=row, reason="计划有变", by=liu)
    assert (row.is_void, row.state) == (True, State.ISSUED)
    assert "已作废" in sentences_of(lambda: take(STEPS["receive_delegation"], row, by=make_officer(hunan_sc)))


def make_officer(body):
    return make.make_user(f"officer-{body.code}", (body, "provincial_officer"))


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED, State.USED, State.ARCHIVED])
def test_what_came_back_is_not_declared_void(inspection, liu, hunan_sc, state):
    row = intended(inspection, hunan_sc, state=state)
    assert "不能作废" in sentences_of(lambda: void_delegation(delegation=row, reason="计划有变", by=liu))


# --- In their turn ---------------------------------------------------------------------------------------------------


@pytest.fixture
def city(hunan_sc):
    return make.make_body("changsha-sc", parent=hunan_sc, name=Text("长沙市人大常委会", "Changsha Standing Committee"))


def test_who_was_entrusted_entrusts_in_its_turn(parent, city, hunan, hunan_head, liu, hainan_sc):
    request = make.make_request(parent.inspection, parent=parent, fixed=False)
    given = {"inspection": parent.inspection, "parent": parent, "values": {**VALUES, "request": request, "days": 20}}
    with pytest.raises(PermissionDenied):
        entrust(bodies=[city], by=liu, **given)
    assert fields_of(lambda: entrust(bodies=[hainan_sc], by=hunan, **given)) == {"bodies"}
    (row,) = entrust(bodies=[city], by=hunan, **given)
    assert (row.inspection, row.parent, row.entruster) == (parent.inspection, parent, parent.body)
    letter = issue_delegations(delegations=[row], values=letter_values(), english=False, by=hunan_head)
    row.refresh_from_db()
    assert (row.state, row.letter, letter.inspection) == (State.ISSUED, letter, parent.inspection)
    assert list(delegations_of(parent.inspection, None)) == [parent]


@pytest.mark.parametrize("name", ["liu", "sun", "hainan_head", "fu", "wenchang"])
def test_nobody_else_sees_what_a_body_entrusted_in_its_turn(request, parent, city, hainan_sc, name):
    row = make.make_delegation(parent.inspection, city, parent=parent, state=State.ISSUED)
    person = (
        make.make_user("hainan_head", (hainan_sc, "provincial_signatory"))
        if name == "hainan_head"
        else request.getfixturevalue(name)
    )
    assert row not in Delegation.objects.visible_to(person)


def test_a_return_that_is_out_of_the_house_ends_it(parent, city, hunan, hunan_head):
    row = make.make_delegation(parent.inspection, city, parent=parent, state=State.INTENDED, mode="joint", due=None)
    parent.state = State.SUBMITTED
    parent.save()
    with pytest.raises(PermissionDenied):
        entrust(inspection=parent.inspection, parent=parent, bodies=[city], values=VALUES, by=hunan)
    said = sentences_of(lambda: issue_delegations(delegations=[row], values=letter_values(), by=hunan_head))
    assert "不能再委托下一级" in said


# --- The letter ------------------------------------------------------------------------------------------------------


@pytest.fixture
def both(media, inspection, hunan_sc, hainan_sc):
    """Two provinces that are asked the same, the farther one first."""
    placed(hunan_sc, "430000")
    placed(hainan_sc, "460000")
    request = make.make_request(inspection, fixed=False)
    due = timezone.localdate() + timedelta(days=40)
    return [intended(inspection, body, request=request, due=due) for body in (hainan_sc, hunan_sc)]


def test_one_letter_issues_all_and_fixes_what_is_asked(both, sun):
    letter = issue_delegations(delegations=both, values=letter_values(contact=" 张三 010-1 "), english=False, by=sun)
    assert (letter.kind, letter.contact, set(letter.recipients.all())) == (
        "entrustment", "张三 010-1", {row.body for row in both},
    )  # fmt: skip
    assert letter.attachment.is_whole() and letter.pdf.is_whole()
    assert letter.pdf.path.read_bytes().startswith(b"%PDF-")
    for row in both:
        row.refresh_from_db()
        assert (row.state, row.letter, row.request.is_fixed) == (State.ISSUED, letter, True)
        assert [entry.verb for entry in row.history] == ["issue_delegation"]
    assert [row.body.code for row in delegations_of(both[0].inspection, None)] == ["hunan-sc", "hainan-sc"]


@pytest.mark.parametrize("name", ["liu", "zhang", "hunan_head", "fu", "superuser"])
def test_who_does_not_send_out_issues_nothing(request, both, name):
    person = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        issue_delegations(delegations=both, values=letter_values(), by=person)
    assert Letter.objects.filter(kind="entrustment").count() == 0
    assert not Delegation.objects.exclude(state=State.INTENDED).exists()


def test_a_number_is_given_once_by_a_committee(both, sun, npcsc):
    make.make_letter(make.make_inspection(npcsc), number=letter_values()["number"])
    assert fields_of(lambda: issue_delegations(delegations=both, values=letter_values(), by=sun)) == {"number"}
    assert issue_delegations(delegations=both, values=letter_values(13), by=sun)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"number": "12"}, "number"),
        ({"number": "常办〔2001〕1号"}, "number"),
        ({"issued_on": date(2999, 1, 1), "number": "常办〔2999〕1号"}, "issued_on"),
    ],
)
def test_a_letter_that_cannot_be_is_refused(both, sun, given, field):
    assert field in fields_of(lambda: issue_delegations(delegations=both, values={**letter_values(), **given}, by=sun))


def test_different_things_take_different_letters(both, sun):
    both[0].mode = "self_inspection"
    both[0].save()
    assert "分别发函" in sentences_of(lambda: issue_delegations(delegations=both, values=letter_values(), by=sun))


def test_what_is_not_ready_does_not_go_out(both, sun):
    Delegation.objects.filter(pk=both[0].pk).update(state=State.ISSUED)
    said = sentences_of(lambda: issue_delegations(delegations=both, values=letter_values(), by=sun))
    assert "已委托" in said
    both[0].request.sections.all().delete()
    said = sentences_of(lambda: issue_delegations(delegations=both[1:], values=letter_values(), by=sun))
    assert "尚未写明委托事项" in said


@pytest.mark.parametrize("state", [Stage.SCHEME_DRAFT, Stage.SUSPENDED, Stage.CLOSED])
def test_letters_go_out_on_an_approved_scheme(both, sun, state):
    inspection = both[0].inspection
    inspection.state = state
    inspection.save()
    assert "不能发函" in sentences_of(lambda: issue_delegations(delegations=both, values=letter_values(), by=sun))


def test_a_term_of_the_request_counts_from_the_letter(both, sun, npcsc):
    Delegation.objects.update(due=None)
    request = both[0].request
    assert "报送期限" in sentences_of(lambda: issue_delegations(delegations=both, values=letter_values(), by=sun))
    request.days = 15
    request.save()
    issue_delegations(delegations=both, values=letter_values(), by=sun)
    both[0].refresh_from_db()
    assert both[0].due == add_working_days(npcsc, timezone.localdate(), 15)


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_at_once_send_one_letter(media, npcsc, hunan_sc, sun):
    row = intended(approved(npcsc), hunan_sc)
    start, outcomes = threading.Barrier(2), []

    def run(running: int) -> None:
        try:
            start.wait(60)
            issue_delegations(delegations=[row], values=letter_values(running), by=sun)
            outcomes.append("issued")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(running,)) for running in (31, 32)]
    [thread.start() for thread in threads]
    [thread.join(300) for thread in threads]
    assert sorted(outcomes) == ["issued", "refused"]
    assert Letter.objects.filter(kind="entrustment").count() == 1


# --- Steps -----------------------------------------------------------------------------------------------------------

WAY = [
    ("consult", State.INTENDED, "liu", "sun"),
    ("receive_delegation", State.ISSUED, "hunan", "liu"),
    ("set_delegated_scheme", State.RECEIVED, "hunan_head", "zhang"),
    ("begin_delegated", State.SCHEME_SET, "hunan", "fu"),
]


@pytest.mark.parametrize(("verb", "state", "who", "refused"), WAY)
def test_each_step_is_one_sides_own(request, inspection, hunan_sc, verb, state, who, refused):
    row = intended(inspection, hunan_sc, state=state)
    with pytest.raises(PermissionDenied):
        take(STEPS[verb], row, by=request.getfixturevalue(refused))
    assert take(STEPS[verb], row, by=request.getfixturevalue(who)).state == STEPS[verb].target


def test_a_delegation_that_names_nobody_stays_a_record(inspection, liu, sun):
    row = intended(inspection, None, request=None)
    said = sentences_of(lambda: take(STEPS["consult"], row, by=liu))
    assert "只作记录" in said
    assert "只作记录" in sentences_of(lambda: issue_delegations(delegations=[row], values=letter_values(), by=sun))
