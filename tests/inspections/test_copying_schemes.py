"""从上次检查复制: what comes along, what stays behind, and what is in the way."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.text import Text
from findings.actions.copying import copy_inspection
from inspections.actions.copying import TO_CONFIRM, copy_scheme, shifted
from inspections.enums import BEFORE_APPROVAL
from inspections.enums import InspectionState as State
from inspections.models import Commission, Method, SampleStratum, SubGroup, Survey, SurveyAnswer, SurveyQuestion
from tests import make
from tests.inspections_planning import ready_inspection


@pytest.fixture
def source(npcsc, liu):
    """Everything a scheme can hold, with all that must not be copied."""
    row = ready_inspection(npcsc, state=State.REPORTING)
    group = SubGroup.objects.create(inspection=row, **make.written(SubGroup, number=2, members_stated=True))
    row.participants.update(sub_group=group, rank="sc_member", leads_sub_group=True)
    make.make_participant(row, capacity="mandate")
    make.make_participant(row, void_reason="调离")
    visit = row.visits.get()
    visit.sub_group, visit.starts, visit.record = group, "2017-09-04", "看了机房"
    visit.save()
    make.make_visit(row, "110000", void_reason="改期")
    Method.objects.create(inspection=row, **make.written(Method, order=1, is_new=True))
    commission = Commission.objects.create(
        inspection=row, body=make.make_body("centre"), **make.written(Commission, order=1, kind="survey", starts="2017-09-01", accepted_on="2017-10-01")
    )  # fmt: skip
    SampleStratum.objects.create(
        commission=commission, **make.written(SampleStratum, order=1, dimension="kind", size=60)
    )
    survey = Survey.objects.create(commission=commission, **make.written(Survey, respondents=10370))
    question = SurveyQuestion.objects.create(survey=survey, **make.written(SurveyQuestion, order=1))
    SurveyAnswer.objects.create(question=question, **make.written(SurveyAnswer, order=1))
    make.make_deadline(row, kind="returns", due="2017-10-14", title=Text("报送", "returns"))
    make.make_deadline(row, kind="report", due="2017-12-01", void_reason="改期")
    make.make_item(row, focus_point=row.focus_points.get())
    make.make_finding(row, by=liu)
    make.make_unit(row, visit=visit)
    make.make_material(row)
    return row


@pytest.fixture
def target(npcsc):
    return make.make_inspection(npcsc, year=2018, state=State.SCHEME_DRAFT)


def copied(source, target, by):
    return copy_inspection(inspection=target, source=source, by=by)


def test_the_scheme_comes_along(source, target, liu):
    result = copied(source, target, liu)
    assert result.scheme.counts == {
        "instruments": 1, "focus_points": 1, "methods": 1, "sub_groups": 1, "participants": 2, "visits": 1,
        "commissions": 1, "deadlines": 1,
    }  # fmt: skip
    assert (result.responsibilities, result.scheme.kept) == (1, [])
    target.refresh_from_db()
    assert target.copied_from == source
    assert [point.title for point in target.focus_points.all()] == [point.title for point in source.focus_points.all()]
    assert list(target.instruments.all()) == list(source.instruments.all())
    assert target.responsibility_items.get().focus_point == target.focus_points.get()


def test_members_keep_capacity_rank_and_sub_group_and_are_to_be_confirmed(source, target, liu):
    copied(source, target, liu)
    group = target.sub_groups.get()
    members = list(target.participants.all())
    assert [member.capacity for member in members] == ["group_head", "group_member"]
    assert {(member.rank, member.sub_group, member.leads_sub_group, member.note) for member in members} == {
        ("sc_member", group, True, TO_CONFIRM)
    }
    assert (group.number, group.members_stated) == (2, False)


def test_places_come_without_days_and_records(source, target, liu):
    copied(source, target, liu)
    visit = target.visits.get()
    assert (visit.locality_id, visit.sub_group, visit.starts, visit.wording) == (
        "460000", target.sub_groups.get(), None, Text(),
    )  # fmt: skip
    assert (visit.record, visit.no_record_reason, visit.days.count()) == ("", "", 0)


def test_commissions_come_with_sample_and_questions_and_without_what_was_agreed_then(source, target, liu):
    copied(source, target, liu)
    commission, before = target.commissions.get(), source.commissions.get()
    assert (commission.task, commission.body, commission.strata.get().size) == (before.task, before.body, 60)
    assert (commission.contract_number, commission.accepted_on, commission.period) == ("", None, None)
    survey = commission.survey
    assert (survey.title, survey.respondents) == (before.survey.title, None)
    answer = survey.questions.get().answers.get()
    assert answer.text == before.survey.questions.get().answers.get().text
    assert (SurveyAnswer.objects.count(), target.methods.get().is_new) == (2, False)


def test_deadlines_move_by_whole_years_and_say_so(source, target, liu):
    copied(source, target, liu)
    deadline = target.deadlines.get()
    assert (deadline.kind, deadline.due, deadline.done_on) == (
        "returns",
        date(2018, 10, 15),
        None,
    )  # the 14th is a Sunday
    assert deadline.title.zh == "报送（由上次检查的2017-10-14推算，请核对）"
    assert deadline.title.en == "returns (reckoned from 2017-10-14 of the earlier inspection, to be checked)"


def test_what_was_decided_sent_found_and_received_stays_behind(source, target, liu):
    copied(source, target, liu)
    for part in ("decisions", "letters", "findings", "units", "materials", "meetings", "delegations", "draws"):
        assert getattr(target, part).count() == 0, part
    target.refresh_from_db()
    assert (target.state, target.starts, target.title.zh) == (State.SCHEME_DRAFT, None, "文字")


def test_copying_leaves_its_line_of_history(source, target, liu):
    copied(source, target, liu)
    entry = target.history.filter(verb="copy").get()
    assert entry.note.startswith(f"{source.code}: instruments 1, focus_points 1")


def test_a_part_that_holds_rows_stays_as_it_is(source, target, liu):
    make.make_focus_point(target, order=1, title=Text("自己的重点"))
    result = copied(source, target, liu)
    assert (result.scheme.kept, "focus_points" in result.scheme.counts) == (["focus_points"], False)
    assert [point.title.zh for point in target.focus_points.all()] == ["自己的重点"]


def test_a_second_copy_brings_nothing_more(source, target, liu):
    copied(source, target, liu)
    before = [target.participants.count(), target.visits.count(), SurveyQuestion.objects.count()]
    again = copied(source, target, liu)
    assert (again.scheme.counts, again.responsibilities) == ({}, 0)
    assert [target.participants.count(), target.visits.count(), SurveyQuestion.objects.count()] == before


def test_an_empty_scheme_brings_nothing(npcsc, target, liu):
    assert copied(make.make_inspection(npcsc), target, liu).scheme.counts == {}


@pytest.mark.parametrize("state", list(State))
def test_a_scheme_that_is_approved_takes_no_copy(source, target, liu, state):
    target.state = state
    target.save()
    if state in BEFORE_APPROVAL:
        assert copy_scheme(inspection=target, source=source, by=liu).counts
    else:
        with pytest.raises(ValidationError) as refused:
            copied(source, target, liu)
        assert refused.value.code == "wrong_state"
        assert target.focus_points.count() == target.responsibility_items.count() == 0


def test_from_itself_or_from_a_later_one_nothing_is_copied(npcsc, source, target, liu):
    later = make.make_inspection(npcsc, year=2019)
    for other in (target, later):
        with pytest.raises(ValidationError) as refused:
            copied(other, target, liu)
        assert refused.value.code == "later"


@pytest.mark.parametrize("name", ["chen", "wang", "zhao", "sun", "fu", "wenchang", "superuser"])
def test_who_does_not_plan_copies_nothing(source, target, cast, name):
    with pytest.raises(PermissionDenied):
        copied(source, target, cast[name])
    assert target.focus_points.count() == 0


def test_nothing_is_copied_out_of_an_inspection_one_does_not_see(hainan_sc, target, liu):
    foreign = ready_inspection(hainan_sc)
    with pytest.raises(PermissionDenied):
        copied(foreign, target, liu)
    assert target.focus_points.count() == 0


@pytest.mark.parametrize(
    ("day", "years", "moved"),
    [
        (date(2017, 9, 1), 1, date(2018, 9, 3)),  # a Saturday
        (date(2017, 9, 4), 1, date(2018, 9, 4)),
        (date(2016, 2, 29), 1, date(2017, 2, 28)),
        (date(2016, 2, 29), 4, date(2020, 3, 2)),  # a Saturday again
        (date(2017, 9, 1), 0, date(2017, 9, 1)),
    ],
)
def test_a_day_moves_by_years_and_off_the_weekend(day, years, moved):
    assert shifted(day, years) == moved
    assert moved.weekday() < 5


def test_the_number_of_queries_does_not_grow_with_the_scheme(npcsc, source, target, liu, django_assert_max_num_queries):
    assert liu.roles  # asked once and kept
    costs = []
    for more in (0, 4):
        for _ in range(more):
            number = next(make.numbers)
            make.make_focus_point(source)
            make.make_participant(source)
            make.make_visit(source, f"9{number:05}")
            make.make_deadline(source)
            commission = Commission.objects.create(
                inspection=source, body=make.make_body(f"b{number}"), **make.written(Commission, order=number, kind="survey")
            )  # fmt: skip
            Survey.objects.create(commission=commission, **make.written(Survey))
        fresh = make.make_inspection(npcsc, year=2018)
        with django_assert_max_num_queries(200) as queries:
            copy_scheme(inspection=fresh, source=source, by=liu)
        costs.append(len(queries))
    assert costs[0] == costs[1]
