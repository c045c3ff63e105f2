"""The overview of an inspection: where it reached, when, what it found, where it stands, and what leads on from there."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Locality
from core.charts import ENTRUSTED, NONE, UNKNOWN, VISITED
from core.text import Text
from core.tiles import TILES
from findings.enums import FindingKind, FindingState
from inspections.enums import InspectionState
from inspections.models import Delegation, Inspection, SubGroup
from inspections.queries.counts import focus_of
from inspections.queries.coverage import places_of, reached_of
from inspections.queries.overview import overview_of
from inspections.queries.schedule import AHEAD, PAST, TODAY, days_of, deadlines_of
from tests import make
from tests.security.site import browser_of

PAGE = "/inspections/npc/"


@pytest.fixture
def inspection(npcsc) -> Inspection:
    """A national inspection; every province has its row."""
    for code in TILES:
        Locality.objects.create(**make.written(Locality, code=code, kind="province", name_zh=code, name_en=code))
    return make.make_inspection(npcsc, "npc")


def entrust(inspection, place: str = "", **given) -> Delegation:
    """A standing committee of `place` is entrusted, or one that nobody named."""
    locality = Locality.objects.get(code=place) if place else None
    body = make.make_body(f"sc-{place}", locality=locality) if place else None
    return Delegation.objects.create(
        inspection=inspection, body=body, **make.written(Delegation, order=next(make.numbers), **given)
    )


def read(inspection) -> Inspection:
    return Inspection.objects.filter(pk=inspection.pk).with_counts().get()


def places(inspection) -> dict[str, str]:
    """Code → state of each province that is no blank."""
    overview = overview_of(read(inspection))
    return {place.code: place.state for place in overview.places if place.state != NONE}


def page(person, address: str = PAGE) -> str:
    return browser_of(person).get(address).content.decode()


# --- Where -----------------------------------------------------------------------------------------------------------


def test_provinces_are_visited_entrusted_or_neither(inspection):
    make.make_visit(inspection, "150000")
    entrust(inspection, "460000")
    assert places(inspection) == {"150000": VISITED, "460000": ENTRUSTED}


def test_a_province_that_was_visited_and_entrusted_was_visited(inspection):
    make.make_visit(inspection, "150000")
    entrust(inspection, "150000")
    assert places(inspection) == {"150000": VISITED}
    assert [row.word for row in overview_of(read(inspection)).reached] == ["实地检查", "委托检查"]


def test_where_some_were_not_named_the_rest_is_not_stated(inspection):
    make.make_visit(inspection, "150000")
    entrust(inspection, "460000")
    entrust(inspection, number=11)
    states = places(inspection)
    assert (states.pop("150000"), states.pop("460000"), set(states.values())) == (VISITED, ENTRUSTED, {UNKNOWN})
    assert len(states) == len(TILES) - 2


def test_what_was_declared_void_reached_nowhere(inspection):
    make.make_visit(inspection, "150000")
    make.make_visit(inspection, "230000", void_reason="改期")
    entrust(inspection, "460000", void_reason="不再委托")
    assert places(inspection) == {"150000": VISITED}
    assert [row.code for row in overview_of(read(inspection)).reached] == ["150000"]


def test_below_the_national_level_there_are_no_tiles_but_the_table(npcsc):
    inspection = make.make_inspection(npcsc, "npc")
    visits = [make.make_visit(inspection, code) for code in ("469007", "460100")]
    assert places_of(visits, []) == []
    assert [row.code for row in reached_of(inspection, visits, [])] == ["460100", "469007"]  # standard order


def test_the_table_says_when_as_far_as_it_is_stated(npcsc, liu):
    inspection = make.make_inspection(npcsc, "npc")
    first, second, _third = (
        make.make_visit(inspection, code, wording=Text()) for code in ("110000", "120000", "130000")
    )
    make.make_visit_day(first, day="2017-09-04")
    make.make_visit_day(first, day="2017-09-06")
    second.starts, second.precision = date(2017, 9, 7), "month"
    second.save()
    rows = overview_of(read(inspection)).reached
    assert [row.when.zh for row in rows] == ["2017年9月4日至6日", "2017年9月", ""]
    assert page(liu).count('<td><span class="not-stated">') == 1


# --- When ------------------------------------------------------------------------------------------------------------


def test_today_has_its_place_among_the_days(npcsc):
    inspection, today = make.make_inspection(npcsc, "npc"), timezone.localdate()
    visit = make.make_visit(inspection, "150000")
    other = make.make_visit(inspection, "230000")
    for shift in (-1, 0, 1):
        make.make_visit_day(visit, day=today + timedelta(days=shift))
    make.make_visit_day(other, day=today)
    days = days_of(inspection, [visit, other], today)
    assert [(day.place, len(day.where)) for day in days] == [(PAST, 1), (TODAY, 2), (AHEAD, 1)]


@pytest.mark.parametrize("planned", [None, date(2017, 9, 5)])
def test_the_days_of_a_visit_are_those_of_its_period_planned_or_not(npcsc, planned):
    inspection = make.make_inspection(npcsc, "npc")
    visit = make.make_visit(inspection, "150000", starts=date(2017, 9, 4), ends=date(2017, 9, 6), precision="day")
    if planned:
        make.make_visit_day(visit, day=planned)
    assert [row.day.day for row in days_of(inspection, [visit], date(2017, 9, 5))] == [4, 5, 6]


def test_an_inspection_with_days_but_no_days_of_visits_shows_its_own(npcsc):
    inspection = make.make_inspection(npcsc, "npc", starts=date(2017, 10, 10), ends=date(2017, 10, 13), precision="day")
    visit = make.make_visit(inspection, "460100")
    days = days_of(inspection, [visit], date(2017, 10, 12))
    assert [(row.day.day, row.place, row.where) for row in days][1:3] == [(11, PAST, []), (12, TODAY, [])]


@pytest.mark.parametrize(("precision", "end"), [("month", date(2017, 10, 31)), ("day", date(2018, 10, 31))])
def test_months_and_years_are_not_drawn_day_by_day(npcsc, precision, end):
    inspection = make.make_inspection(npcsc, "npc", starts=date(2017, 8, 1), ends=end, precision=precision)
    assert days_of(inspection, [], date(2017, 9, 1)) == []


def test_deadlines_are_told_as_facts(npcsc):
    inspection, today = make.make_inspection(npcsc, "npc"), date(2017, 10, 10)
    for due, done in ((8, None), (9, date(2017, 10, 9)), (9, date(2017, 10, 11)), (10, None), (12, None)):
        make.make_deadline(inspection, due=date(2017, 10, due), done_on=done)
    make.make_deadline(inspection, due=date(2017, 10, 1), void_reason="不再需要")
    assert [(row.kind, row.words) for row in deadlines_of(inspection, today)] == [
        ("late", "已过期2天"), ("done", "已完成"), ("done", "已完成，晚2天"), ("today", "今天到期"), ("ahead", "还有2天"),
    ]  # fmt: skip


# --- What was found --------------------------------------------------------------------------------------------------


def test_findings_are_counted_by_focus_point_kind_and_state(npcsc, liu):
    inspection = make.make_inspection(npcsc, "npc")
    point = make.make_focus_point(inspection, order=1, title=Text("宣传", "Publicity"))
    for kind, state, focus in (
        ("problem", "recorded", point), ("problem", "verified", point), ("problem", "sent_back", None),
        ("achievement", "verified", point), ("problem", "draft", point), ("achievement", "withdrawn", point),
    ):  # fmt: skip
        make.make_finding(inspection, kind=kind, state=state, focus_point=focus, by=liu)
    unproven = make.make_finding(inspection, kind="problem", state="recorded", focus_point=point, by=liu)
    make.make_lead(inspection, finding=unproven)  # a lead counts from its verification on
    rows = focus_of(inspection)
    assert [(row.label.en, row.counts) for row in rows] == [
        ("1. Publicity", (1, 1, 2, 1)), ("Outside the focus points", (0, 0, 1, 0)),
    ]  # fmt: skip
    counted = read(inspection)
    assert [sum(column) for column in zip(*(row.counts for row in rows), strict=True)][::2] == [
        counted.achievements, counted.problems,
    ]  # fmt: skip


def test_without_focus_points_everything_stands_in_one_line(npcsc, liu):
    inspection = make.make_inspection(npcsc, "npc")
    assert focus_of(inspection) == []
    make.make_finding(inspection, by=liu)
    (row,) = focus_of(inspection)
    assert (row.counts, row.url) == ((0, 0, 1, 0), "/findings/?inspection=npc")


def test_sub_groups_name_their_heads_and_members(npcsc):
    inspection = make.make_inspection(npcsc, "npc")
    group = SubGroup.objects.create(inspection=inspection, number=1, members_stated=True)
    SubGroup.objects.create(inspection=inspection, number=2, void_reason="合并")
    head = make.make_participant(inspection, sub_group=group, leads_sub_group=True)
    member = make.make_participant(inspection, sub_group=group)
    (row,) = overview_of(read(inspection)).sub_groups
    assert (row.heads, row.members) == ([head.person.name], [member.person.name])


# --- Where it stands, and what leads on ------------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "subject"), [("suspended", "suspend"), ("moved", "move"), ("cancelled", "cancel")])
def test_an_inspection_that_left_its_way_says_so_with_the_decision(npcsc, liu, state, subject):
    inspection = make.make_inspection(npcsc, "npc", state=state, state_before="in_progress")
    make.make_decision(inspection, subject=subject, meeting=Text("第八十次委员长会议", ""), note=Text("因疫情防控", ""))
    content = page(liu)
    assert str(InspectionState(state).label) in content
    assert ("第八十次委员长会议" in content, "因疫情防控" in content, "此前处于“检查中”" in content) == (True,) * 3
    assert 'class="stage-current"' in content  # the bar shows where it stood


def test_an_inspection_on_its_way_says_nothing_of_that(npcsc, liu):
    make.make_inspection(npcsc, "npc", state="in_progress")
    assert "此前处于" not in page(liu)


@pytest.mark.parametrize(
    ("name", "leads", "field"),
    [("liu", True, True), ("chen", True, True), ("sun", False, False), ("wang", False, False), ("zhao", False, False)],
)
def test_links_are_those_the_person_may_follow(beijing, cast, name, leads, field):
    browser = browser_of(cast[name])
    content = browser.get(PAGE).content.decode()
    nav = content.split('class="parts')[1].split("</nav>")[0]
    links = [part.split('"')[0].replace("&amp;", "&") for part in nav.split('href="')[1:]]
    assert ("/leads/?inspection=npc" in links, "/field/npc/" in links) == (leads, field)
    assert {"/inspections/npc/delegations/", "/inspections/npc/returns/"} <= set(links)
    assert len(links) == 8 + leads + field
    assert {link: browser.get(link).status_code for link in links} == dict.fromkeys(links, 200)


# --- What it costs ---------------------------------------------------------------------------------------------------


def grow(inspection, liu, times: int) -> None:
    """`times` more of everything that may be many: visits with days, findings, focus points, deadlines, delegations."""
    for _ in range(times):
        number = next(make.numbers)
        visit = make.make_visit(inspection, f"8{number:05}")
        make.make_visit_day(visit)
        make.make_deadline(inspection)
        make.make_participant(inspection)
        Delegation.objects.create(
            inspection=inspection, body=make.make_body(f"sc-{number}"), **make.written(Delegation, order=number)
        )
        point = make.make_focus_point(inspection)
        for kind in FindingKind.values:
            make.make_finding(
                inspection, kind=kind, focus_point=point, by=liu, state=FindingState.VERIFIED, evidence=False
            )


def test_the_page_costs_the_same_for_one_for_three_and_for_many(npcsc, liu, wang):
    inspection = make.make_inspection(npcsc, "npc")
    browser, costs = browser_of(wang), []
    for more in (1, 2, 27):
        grow(inspection, liu, more)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(PAGE).status_code == 200
        costs.append(len(queries))
    assert costs[1:] == [costs[0]] * 2


def test_a_hundred_visits_and_three_hundred_findings_cost_no_more(npcsc, liu, wang):
    inspection = make.make_inspection(npcsc, "npc")
    browser = browser_of(wang)
    grow(inspection, liu, 1)
    with CaptureQueriesContext(connection) as few:
        browser.get(PAGE)
    grow(inspection, liu, 99)
    for _ in range(100):
        make.make_finding(inspection, by=liu, evidence=False)
    assert (inspection.visits.count(), inspection.findings.count()) == (100, 300)
    with CaptureQueriesContext(connection) as many:
        assert browser.get(PAGE).status_code == 200
    assert len(many) == len(few)
