"""Every address x person x {own, foreign, missing row}, with the answer that stands in matrix.tsv beside this file."""

import re
from collections import Counter

import pytest
from django.db import connection, transaction
from django.urls import resolve, reverse

from core.policy import Rule, policy_of
from findings.models import Finding
from findings.views import FindingDetail
from tests.security.site import (
    METHODS,
    MISSING,
    NO_ROW,
    PEOPLE,
    ROWS,
    WITHOUT_CODE,
    address,
    answer_of,
    ask,
    body_of,
    browser_of,
    by_case,
    may_see,
    read_matrix,
    routes,
    world_of,
)
from tests.worlds import canaries

YES = Rule(lambda user, row: True, "everybody")
MATRIX = read_matrix()
CASES = by_case(MATRIX)


def join(value: str) -> str:
    return value.replace(" ", "_")


def gaps(lines, known_routes) -> dict[str, object]:
    """What is wrong with the matrix itself: addresses without lines, lines without address, people left out or twice."""
    declared = {(line.route, line.method) for line in lines}
    wanted = {(route, method) for route in known_routes for method in ("GET", "POST")}
    uneven = {
        (case, person)
        for case, cells in by_case(lines).items()
        for person in PEOPLE
        if {row for who, row in cells if who == person} != ({"own"} if case[0] in NO_ROW else set(ROWS))
    }
    counted = Counter((line.route, line.method, line.case, line.person, line.row) for line in lines)
    twice = {cell for cell, times in counted.items() if times > 1}
    found = {"address without a line": wanted - declared, "line without an address": declared - wanted}
    return {name: gap for name, gap in {**found, "people left out": uneven, "twice": twice}.items() if gap}


def test_every_address_has_its_lines_and_every_line_its_address():
    assert gaps(MATRIX, routes()) == {}


def test_no_address_is_without_a_name():
    assert [name for name in routes() if re.search(r"[^a-z_]", name)] == []


def traces() -> tuple[int, ...]:
    """How much was done so far: lines of history, jobs, editions."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM core_entry), (SELECT count(*) FROM core_job), (SELECT count(*) FROM reports_edition)"
        )
        return cursor.fetchone()


@pytest.mark.parametrize(("route", "method", "case"), CASES, ids=join)
def test_the_matrix(scene, caplog, route, method, case):
    """Everybody asks the same world. Whoever is refused leaves no trace in it; nobody is shown a foreign canary."""
    expected, answers, left, leaks = CASES[route, method, case], {}, [], set()
    before = traces()
    for person, row in expected:
        with transaction.atomic():
            browser, world = scene.browsers[person], world_of(person, row, scene.beijing, scene.hainan)
            response = ask(browser, method, route, case, world)
            answers[person, row] = answer = answer_of(response)
            leaks |= {(person, row, canary) for canary in canaries(body_of(response)) - may_see(person)}
            if method == "POST" and answer not in ("200", "302", "405") and traces() != before:
                left.append((person, row))
            transaction.set_rollback(True)
    assert (answers, left, leaks, canaries(caplog.text)) == (expected, [], set(), set())


REFUSING = [
    case for case, cells in CASES.items() if {"404"} == {cells.get(("liu", row)) for row in ("foreign", "missing")}
]


@pytest.mark.parametrize(("route", "method", "case"), REFUSING, ids=join)
def test_a_foreign_row_answers_like_one_that_does_not_exist(hainan, liu, route, method, case):
    """Down to the last byte, but for the address itself and the token of the form."""
    browser, bodies = browser_of(liu), []
    for world in (hainan, None):
        response = ask(browser, method, route, case, world)
        text = response.content.decode().replace(address(route, case, world), "")
        bodies.append((response.status_code, re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", text)))
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_answered_nowhere(beijing, liu, method):
    inside, outside, statuses = browser_of(liu), browser_of(None), {}
    paths = {address(route, case, beijing) for route, _, case in CASES if method not in METHODS.get(route, ())}
    for path in paths:
        browser = outside if path == reverse("sign_in") else inside  # who is signed in is sent away from that door
        statuses[path] = getattr(browser, method)(path).status_code
    assert {path: status for path, status in statuses.items() if status != 405} == {}


def test_without_the_token_of_a_form_nothing_is_accepted(beijing, zhang):
    browser = browser_of(zhang, enforce_csrf_checks=True)
    sent = [(route, method, case) for route, method, case in CASES if method == "POST"]
    assert {
        case: status for case in sent if (status := ask(browser, case[1], case[0], case[2], beijing).status_code) != 403
    } == {}


@pytest.mark.parametrize("code", ["x" * 500, "..", "%2e%2e", "a%00b", "中文", "' OR 1=1 --", "<script>", "%ff%fe"])
def test_strange_codes_are_missing_rows(beijing, liu, code):
    browser = browser_of(liu)
    starts = ("inspections", "findings", "recommendations", "reports", "glossary")
    assert [browser.get(f"/{start}/{code}/").status_code for start in starts] == [404] * len(starts)


@pytest.mark.parametrize("number", ["0", "-1", "9" * 12, "9" * 40])
def test_strange_numbers_are_missing_rows(beijing, liu, number):
    assert browser_of(liu).get(f"/reports/npc-report/editions/{number}/zh/").status_code == 404


QUERIES = [
    "q=%00", "q=%27%3B--", "q=" + "x" * 5000, "q=%25_%5C", "inspection=hainan", "inspection=nothing", "state=nothing",
    "kind[]=x", "focus=-1", "focus=999999999999999999999", "after=%27", "before=9223372036854775808", "after=1&before=1",
    "after=1,1", "after=%22%5Cu0000%22,1", "before=" + "%5B" * 1500, "after=1e999,1", "before=" + "9" * 40 + ",1",
]  # fmt: skip
LISTS = ["inspections", "findings", "recommendations", "glossary"]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:30])
def test_strange_queries_are_answered(beijing, liu, query):
    browser = browser_of(liu)
    assert [browser.get(f"{reverse(route)}?{query}").status_code for route in LISTS] == [200] * len(LISTS)


def test_a_note_with_a_nul_is_taken_without_it(beijing, zhang):
    answer = browser_of(zhang).post(address("finding_step", "send_back", beijing), {"note": "缺\0照片"})
    assert (answer.status_code, [entry.note for entry in beijing.finding.history]) == (302, ["缺照片"])


# --- The tests see what they are for ---------------------------------------------------------------------------------


def test_an_address_without_a_line_is_seen():
    assert gaps(MATRIX, {**routes(), "finding_delete": None}) == {
        "address without a line": {("finding_delete", "GET"), ("finding_delete", "POST")}
    }


def test_a_line_without_an_address_is_seen():
    known = {name: view for name, view in routes().items() if name != "healthz"}
    assert gaps(MATRIX, known) == {"line without an address": {("healthz", "GET"), ("healthz", "POST")}}


def test_a_person_left_out_or_named_twice_is_seen():
    short = [line for line in MATRIX if (line.route, line.method, line.person) != ("desk", "GET", "cac")]
    assert gaps(short, routes()) == {"people left out": {(("desk", "GET", "-"), "cac")}}
    (first, *_) = MATRIX
    assert gaps([*MATRIX, first], routes()) == {
        "twice": {(first.route, first.method, first.case, first.person, first.row)}
    }


def test_a_view_that_forgets_whose_row_it_is_is_seen(scene, monkeypatch):
    """The same cells against a planted fault: the page of a finding finds everybody's rows and asks no policy."""
    monkeypatch.setattr(FindingDetail, "get_rows", lambda page: Finding.objects.all())
    monkeypatch.setitem(policy_of("findings"), "view", YES)
    expected = {person: CASES["finding", "GET", "recorded"][person, "foreign"] for person in PEOPLE}
    answers = {
        person: answer_of(
            ask(
                scene.browsers[person],
                "GET",
                "finding",
                "recorded",
                world_of(person, "foreign", scene.beijing, scene.hainan),
            )
        )
        for person in PEOPLE
    }
    assert {person for person in PEOPLE if answers[person] != expected[person]} == set(PEOPLE) - {"nobody"}


def test_addresses_are_what_they_are_taken_for(beijing):
    for route, _, case in CASES:
        for world in (beijing, None):
            path = address(route, case, world)
            assert resolve(path).url_name == route
            assert (MISSING in path) == (world is None and route not in NO_ROW | WITHOUT_CODE)
