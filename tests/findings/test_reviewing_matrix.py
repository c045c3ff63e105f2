"""Bodies by sections: what came, what is awaited, who sees it, and what it costs."""

import csv
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Body, Locality
from core.text import Text
from findings.queries.returns import matrix_of, owed_by, waiting_for
from inspections.enums import DelegationState
from inspections.models import Delegation
from tests import make, worlds
from tests.security.site import browser_of

MATRIX = "/inspections/npc/returns/"


def province(number: int, parent: Body) -> Body:
    """A standing committee of a province; its place has the code of that number."""
    code = f"{number:02d}0000"
    name = {
        "name_zh": f"第{number}省",
        "name_en": f"Province {number}",
        "short_zh": f"省{number}",
        "short_en": f"P{number}",
    }
    place, _new = Locality.objects.get_or_create(code=code, defaults={"kind": "province", **name})
    return make.make_body(
        f"province-{number}", parent=parent, locality=place, name=Text(f"第{number}省人大常委会", f"SC {number}")
    )


@pytest.fixture
def asked(npcsc):
    """An inspection with a request that nobody has answered yet."""
    return make.make_request(make.make_inspection(npcsc, "npc"), "npc-request")


def entrust(asked, number: int, state: str = DelegationState.DRAFTING, **given) -> Delegation:
    parent = asked.inspection.organiser
    row = make.make_delegation(asked.inspection, province(number, parent), request=asked, state=state, **given)
    returned = make.make_return(row, mark=f"某{number}")
    if state in ("submitted", "returned", "accepted", "used", "archived"):
        make.make_version(returned)
    return row


def page(person, address: str = MATRIX) -> str:
    answer = browser_of(person).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def matrix(asked, group: str = ""):
    return matrix_of(Delegation.objects.filter(inspection=asked.inspection), asked, group)


# --- What the cells say -----------------------------------------------------------------------------------------------


def test_cells_say_how_much_of_a_section_came(asked):
    entrust(asked, 11, DelegationState.SUBMITTED)
    (line,) = matrix(asked).lines
    told = {cell.section.key: (cell.state, cell.tally.given, cell.tally.asked) for cell in line.cells}
    assert told == {
        "overview": ("reported", 2, None),
        "outline": ("reported", 2, 2),
        "cases": ("reported", 4, 6),
        "problems": ("reported", 1, None),
        "duties": ("reported", 1, 1),
        "papers": ("empty", 0, 1),
    }
    assert [
        (cell.tally.problems, cell.tally.achievements) for cell in line.cells if cell.section.key == "problems"
    ] == [(1, 0)]


def test_a_draft_is_no_part_of_it(asked, liu):
    row = entrust(asked, 11)
    make.make_version(row.returned, submitted=False)  # signed, and still in the house of those who wrote it
    (line,) = matrix(asked).lines
    assert (line.version, {cell.state for cell in line.cells}) == (None, {"missing"})
    assert "某11" not in page(liu)


def test_what_was_sent_back_is_marked_where_it_was_and_settled_by_the_next_version(asked, liu):
    row = entrust(asked, 11, DelegationState.RETURNED)
    version = row.returned.versions.get()
    for address, sent in (("cases.all.y2017", True), ("cases.open", True), ("overview.p1", False)):
        make.make_remark(version, liu, address=address, kind="send_back", sent=sent)
    make.make_remark(version, liu, address="duties.publicity", kind="note")
    (line,) = matrix(asked).lines
    assert {cell.section.key: cell.reasons for cell in line.cells if cell.state == "sent_back"} == {"cases": 2}
    make.make_version(row.returned, number=2)
    (line,) = matrix(asked).lines
    assert (line.version.number, line.is_resubmission, [cell for cell in line.cells if cell.reasons]) == (2, True, [])


def test_the_last_version_counts(asked):
    row = entrust(asked, 11, DelegationState.SUBMITTED)
    section = row.returned.sections.get(section__key="outline")
    section.content = {"organised": "只答一问"}
    section.save()
    make.make_version(row.returned, number=2)
    (line,) = matrix(asked).lines
    assert [cell.tally.given for cell in line.cells if cell.section.key == "outline"] == [1]


def test_a_last_day_that_is_over_is_said_until_something_came(asked, liu):
    yesterday = timezone.localdate() - timedelta(days=1)
    for number, state, due in (
        (11, "drafting", yesterday), (12, "drafting", timezone.localdate()), (13, "submitted", yesterday),
        (14, "issued", None),
    ):  # fmt: skip
        entrust(asked, number, state, due=due)
    assert [line.is_late for line in matrix(asked).lines] == [True, False, False, False]
    assert page(liu).count("已过期限") == 1


def test_every_section_leads_to_the_bodies_side_by_side_once_something_came(asked, liu):
    row = entrust(asked, 11)
    assert {address for _section, address in matrix(asked).heads} == {""}
    make.make_version(row.returned)
    assert [address for _section, address in matrix(asked).heads] == [
        "overview", "outline.organised", "cases.all", "problems", "duties.publicity", "papers.statistics",
    ]  # fmt: skip
    browser = browser_of(liu)
    links = re.findall(r'href="(/inspections/npc/returns/items/[^"?]+)', page(liu))
    assert len(links) == 6 and {browser.get(link).status_code for link in links} == {200}


# --- Who stands there -------------------------------------------------------------------------------------------------


def test_bodies_stand_in_the_order_of_their_codes_whatever_they_sent(asked):
    for number, state in ((46, "accepted"), (11, "issued"), (31, "submitted")):
        entrust(asked, number, state)
    assert [line.delegation.body.code for line in matrix(asked).lines] == ["province-11", "province-31", "province-46"]


def test_the_filter_leaves_the_counts_of_all(asked, liu):
    for number, state in ((11, "issued"), (12, "submitted"), (13, "returned"), (14, "used"), (15, "drafting")):
        entrust(asked, number, state)
    found = matrix(asked, "awaited")
    assert [line.delegation.body.code for line in found.lines] == ["province-11", "province-15"]
    assert found.counts == {"awaited": 2, "submitted": 1, "returned": 1, "accepted": 1}
    shown = page(liu, f"{MATRIX}?state=returned")
    assert ("省13" in shown, "省12" in shown) == (True, False)


@pytest.mark.parametrize(
    "query", ["state=nothing", "state=%00", "request=nothing", "state=" + "x" * 5000, "request=%00"]
)
def test_a_filter_that_does_not_exist_shows_nothing_and_fails_nowhere(asked, liu, query):
    make.make_request(asked.inspection, "npc-second")  # so that there is a request to choose
    entrust(asked, 11, DelegationState.SUBMITTED)
    assert "省11" not in page(liu, f"{MATRIX}?{query}")


def test_of_several_requests_one_is_chosen(asked, liu):
    second = make.make_request(asked.inspection, "npc-second")
    entrust(asked, 11, DelegationState.SUBMITTED)
    entrust(second, 12, DelegationState.SUBMITTED)
    first, other = page(liu), page(liu, f"{MATRIX}?request=npc-second&state=")
    assert ("省11" in first, "省12" in first, "省11" in other, "省12" in other) == (True, False, False, True)


def test_void_ones_and_unnamed_ones_are_no_rows(asked):
    entrust(asked, 11, DelegationState.SUBMITTED, void_reason="重复")
    make.make_delegation(asked.inspection, None, request=asked, state="intended")
    assert matrix(asked).lines == []


def test_nothing_asked_yet_says_so(npcsc, liu):
    make.make_inspection(npcsc, "npc")
    assert "还没有委托事项" in page(liu)


def test_the_next_level_down_is_not_seen_from_above(beijing, hainan, liu, hunan, clerk):
    """Whom a province entrusts in its turn is between those two."""
    city = make.make_body(
        "city", parent=worlds.body("hunan-sc"), name=Text("某市人大常委会", "City"), short=Text("某市", "City")
    )
    below = make.make_request(beijing.inspection, "below", parent=beijing.delegation)
    row = make.make_delegation(beijing.inspection, city, request=below, parent=beijing.delegation, state="submitted")
    make.make_version(make.make_return(row))
    assert "某市" not in page(liu)
    address = f"/delegations/{beijing.delegation.code}/returns/"
    assert "某市" in page(hunan, address)
    assert browser_of(liu).get(address).status_code == 403
    assert browser_of(clerk).get(address).status_code == 404


# --- What it costs ----------------------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow(asked, liu):
    browser, costs = browser_of(liu), []
    done = 10
    for many in (1, 2, 28):
        for _ in range(many):
            done += 1
            row = entrust(asked, done, DelegationState.SUBMITTED)
            make.make_remark(row.returned.versions.get(), liu, kind="send_back", sent=True)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(MATRIX).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] == costs[2] <= 22


# --- The table --------------------------------------------------------------------------------------------------------


def test_the_table_says_what_the_page_says_and_holds_no_formula(asked, liu):
    row = entrust(asked, 11, DelegationState.SUBMITTED)
    Body.objects.filter(pk=row.body_id).update(name_zh="=1+1")
    entrust(asked, 12, due=None)
    answer = browser_of(liu).get(f"{MATRIX}table.csv")
    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Type"].startswith("text/csv") and "attachment" in answer["Content-Disposition"]
    assert [line[0] for line in lines[1:]] == ["'=1+1", "第12省人大常委会"]
    assert lines[1][1] == "已报送" and lines[1][3] == "1"
    assert lines[1][5:9] == ["已报：2段", "已报：答2/2问", "已报：填4/6格", "已报：问题1 · 成效0"]
    assert lines[2][2:] == ["", "", "", *["未报"] * 6]


# --- The desk ---------------------------------------------------------------------------------------------------------


def test_what_was_submitted_waits_for_those_who_accept(beijing, hainan, liu, zhang, wang, sun, fu, hunan):
    for person, expected in ((liu, [beijing.submitted]), (zhang, [beijing.submitted]), (wang, []), (sun, []),
                             (fu, [hainan.submitted]), (hunan, [])):  # fmt: skip
        assert [one.delegation for one in waiting_for(person)] == expected
    (one,) = waiting_for(liu)
    assert (one.number, one.submitted_at, one.is_resubmission) == (1, beijing.version.submitted_at, False)
    assert one.url == f"/returns/{beijing.submitted.code}/versions/1/"


def test_the_way_to_a_resubmission_leads_to_what_changed(beijing, liu):
    make.make_version(beijing.version.returned, number=2)
    assert [one.url for one in waiting_for(liu)] == [f"/returns/{beijing.submitted.code}/versions/2/changes/"]


def test_accepted_and_void_ones_wait_no_more(beijing, liu):
    Delegation.objects.filter(pk=beijing.submitted.pk).update(state="accepted")
    assert waiting_for(liu) == []
    Delegation.objects.filter(pk=beijing.submitted.pk).update(state="submitted", void_reason="重复")
    assert waiting_for(liu) == []


@pytest.mark.parametrize(
    ("state", "officer", "signatory"),
    [
        ("issued", "receive_delegation", "receive_delegation"),
        ("inspecting", "begin_return", ""),
        ("returned", "begin_return", ""),
        ("drafting", "fill_return", "sign_return"),
        ("approved", "submit_return", "submit_return"),
    ],
)
def test_what_a_body_owes_is_told_with_the_next_verb(beijing, hunan, hunan_head, state, officer, signatory):
    Delegation.objects.filter(pk=beijing.delegation.pk).update(state=state)
    told = [[(one.delegation, one.verb) for one in owed_by(person)] for person in (hunan, hunan_head)]
    assert told == [[(beijing.delegation, officer)], [(beijing.delegation, signatory)]]


def test_nobody_owes_what_was_not_sent_out_or_is_out_of_the_house(beijing, hunan, clerk, wenchang):
    Delegation.objects.filter(pk=beijing.delegation.pk).update(state="consulted")
    assert owed_by(hunan) == owed_by(wenchang) == owed_by(clerk) == []


def test_the_desk_asks_once(beijing, liu, hunan):
    for _ in range(3):
        make.make_delegation(beijing.inspection, worlds.body("hunan-sc"), request=beijing.delegation.request)
        more = make.make_delegation(
            beijing.inspection, worlds.body("hunan-sc"), request=beijing.delegation.request, state="submitted"
        )
        make.make_version(make.make_return(more))
    for question, person, many in ((waiting_for, liu, 4), (owed_by, hunan, 4)):
        person.roles  # noqa: B018  known from the sign-in
        with CaptureQueriesContext(connection) as queries:
            found = question(person)
            assert [one.delegation.body.name and one.delegation.entruster.name for one in found]
        assert (len(found), len(queries)) == (many, 1)
