"""Every list asks the database as often for three hundred rows as for three and for one, on its first page and behind."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.security.site import browser_of

SIZES = (1, 3, 300)
PLACES = [f"{province}{number:02}00" for province in (11, 37, 45, 64) for number in range(75)]


@pytest.fixture
def inspection(npcsc):
    """An inspection with one of everything that rows of a list may hang on."""
    inspection = make.make_inspection(npcsc, "many")
    make.make_visit(inspection, "460000")
    make.make_focus_point(inspection, order=1)
    return inspection


def add_finding(inspection, number):
    visit, point = inspection.visits.get(locality="460000"), inspection.focus_points.get(order=1)
    finding = make.make_finding(inspection, visit=visit, place=visit.locality, focus_point=point)
    finding.articles.add(make.make_article())


def add_recommendation(inspection, number):
    body = make.make_body(f"body-{number}")
    make.make_recommendation(inspection, to=(body,), answers=(make.make_finding(inspection),))


def add_item(inspection, number):
    item = make.make_item(inspection)
    make.make_answer(item, inspection.visits.get(locality="460000"))


def add_day(inspection, number):
    make.make_visit_day(make.make_visit(inspection, PLACES[number]))


def add_delegation(inspection, number):
    make.make_delegation(inspection, make.make_body(f"below-{number}"))


# The address of a list, and what adds a row to it.
LISTS = {
    "/inspections/": lambda inspection, number: make.make_inspection(inspection.organiser),
    "/findings/": add_finding,
    "/findings/?inspection=many": add_finding,
    "/findings/?inspection=many&place=460000&focus=1": add_finding,
    "/findings/?inspection=many&group=place": add_finding,
    "/findings/?inspection=many&group=article": add_finding,
    "/findings/?q=文字": add_finding,
    "/leads/?inspection=many": lambda inspection, number: make.make_lead(inspection),
    "/recommendations/": add_recommendation,
    "/inspections/many/responsibilities/": add_item,
    "/inspections/many/responsibilities/?group=holder": add_item,
    "/inspections/many/scheme/visits/": lambda inspection, number: make.make_visit(inspection, PLACES[number]),
    "/inspections/many/scheme/days/": add_day,
    "/inspections/many/scheme/units/": lambda inspection, number: make.make_unit(inspection),
    "/inspections/many/scheme/members/": lambda inspection, number: make.make_participant(inspection),
    "/inspections/many/scheme/materials/": lambda inspection, number: make.make_material(inspection),
    "/delegations/?side=above": add_delegation,
    "/reports/": lambda inspection, number: make.make_report(inspection),
    "/glossary/": lambda inspection, number: make.make_term(),
}


@pytest.mark.parametrize("url", LISTS)
def test_a_list_costs_the_same_for_one_for_three_and_for_three_hundred(inspection, liu, url):
    browser, costs, there = browser_of(liu), [], 0
    for size in SIZES:
        for number in range(there, size):
            LISTS[url](inspection, number)
        there = size
        costs.append(cost_of(browser, url))
    page = browser.get(url).context["page"]
    assert len(page.rows) < SIZES[-1]  # the rest is on further pages
    costs.append(cost_of(browser, url.partition("?")[0] + page.older))
    assert costs == [costs[0]] * 4


@pytest.mark.parametrize("rows", [3, 300])
def test_a_roster_costs_the_same_for_any_number_of_units(inspection, liu, rows):
    browser = browser_of(liu)
    make.make_roster(inspection, "least", rows=1, counts={"150000|portal": 1})
    make.make_roster(inspection, "more", rows=rows)
    assert cost_of(browser, "/rosters/more/") == cost_of(browser, "/rosters/least/")


def cost_of(browser, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)
