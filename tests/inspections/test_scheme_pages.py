"""The pages of the scheme: every part in both languages, for whom, in which state, and at how many queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Language
from inspections.enums import InspectionState
from inspections.scheme.registry import PARTS
from tests.inspections.scheme_rows import ROWS, add_one_of_each
from tests.worlds import canaries

LISTED = [key for key, part in PARTS.items() if not part.single]


def signed_in(user, language: str = "") -> Client:
    if language:
        user.language = language
        user.save()
    client = Client()
    client.force_login(user)
    return client


def in_state(world, state: str):
    world.inspection.state = state
    world.inspection.save()
    return world.inspection


@pytest.fixture
def scheme(beijing, media):
    """Beijing's scheme while it is drafted, with a row in every part."""
    in_state(beijing, InspectionState.SCHEME_DRAFT)
    add_one_of_each(beijing.inspection)
    return beijing.inspection


def address(key: str, *rest: object) -> str:
    return "/".join(["/inspections/npc/scheme", key, *map(str, rest), ""])


@pytest.mark.parametrize("language", Language.values)
@pytest.mark.parametrize("key", PARTS)
def test_every_part_opens_in_both_languages(scheme, liu, key, language):
    client, row = signed_in(liu, language), PARTS[key].rows(scheme, liu).first()
    pages = [address(key), address(key, row.pk)]
    pages += [] if PARTS[key].single else [address(key, "new"), address(key, row.pk, "remove")]
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)


@pytest.mark.parametrize("language", Language.values)
def test_the_outline_and_the_itinerary_open(scheme, wang, language):
    client = signed_in(wang, language)
    assert [client.get(page).status_code for page in ("/inspections/npc/scheme/", address("itinerary"))] == [200, 200]


@pytest.mark.parametrize("key", LISTED)
def test_a_list_asks_no_more_for_many_rows(scheme, liu, key):
    client, counted = signed_in(liu), []
    client.get(address(key))
    for many in (0, 2, 5):
        for _ in range(many):
            ROWS[key](scheme)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(key)).status_code == 200
        counted.append(len(queries))
    assert counted == [counted[0]] * 3


def test_the_outline_asks_no_more_for_many_rows(scheme, liu):
    client, counted = signed_in(liu), []
    client.get("/inspections/npc/scheme/")
    for many in (0, 1, 3):
        for _ in range(many):
            add_one_of_each(scheme)
        for page in ("/inspections/npc/scheme/", address("itinerary")):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            counted.append((page, len(queries)))
    assert counted[:2] == counted[2:4] == counted[4:]


@pytest.mark.parametrize("key", [key for key in PARTS if PARTS[key].children])
def test_the_page_of_a_row_asks_no_more_for_many_rows_below_it(scheme, liu, key):
    client, row, counted = signed_in(liu), PARTS[key].rows(scheme, liu).first(), []
    client.get(address(key, row.pk))
    for many in (1, 2, 4):
        for _ in range(many):
            for child in PARTS[key].children:
                ROWS[child](scheme, **{PARTS[child].under: row})
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(key, row.pk)).status_code == 200
        counted.append(len(queries))
    assert counted == [counted[0]] * 3


def test_the_way_from_the_outline_to_each_part_stands_on_the_page(scheme, liu):
    content = signed_in(liu).get("/inspections/npc/scheme/").content.decode()
    assert [key for key in PARTS if f'href="{address(key)}"' not in content] == []


def test_what_is_missing_for_submission_is_said_and_goes_away(beijing, liu):
    in_state(beijing, InspectionState.SCHEME_DRAFT)
    client = signed_in(liu)
    content = client.get("/inspections/npc/scheme/").content.decode()
    assert ("送审前还需补充" in content, "尚未选定检查的法律法规。" in content) == (True, True)
    add_one_of_each(beijing.inspection)
    content = client.get("/inspections/npc/scheme/").content.decode()
    assert "尚未选定检查的法律法规。" not in content


def test_the_name_of_a_unit_is_for_those_in_the_field(beijing, liu, chen, zhang, wang, zhao, sun, media):
    pages = [
        address("units"),
        address("units", beijing.unit.pk),
        address("visits", beijing.visit.pk),
        address("itinerary"),
    ]
    beijing.unit.checked_on = beijing.visit.days.get().day
    beijing.unit.save()
    shown = {}
    for user in (liu, chen, zhang, wang, zhao, sun):
        client = signed_in(user)
        shown[user.username] = [("npc", "Internal") in canaries(client.get(page).content.decode()) for page in pages]
    yes, no = [True] * 4, [False] * 4
    assert shown == {"liu": yes, "chen": yes, "zhang": yes, "wang": no, "zhao": no, "sun": no}


def test_who_may_not_change_reads_the_facts(beijing, wang):
    content = signed_in(wang).get(address("focus", beijing.inspection.focus_points.get().pk)).content.decode()
    assert ('<form class="sheet' in content, beijing.mark in content) == (False, True)


def test_english_that_is_missing_is_marked_quietly(beijing, liu):
    point = beijing.inspection.focus_points.get()
    client = signed_in(liu)
    assert "缺英文" not in client.get(address("focus")).content.decode()
    point.title_en = ""
    point.save()
    assert "缺英文" in client.get(address("focus")).content.decode()


def test_long_lists_are_paged(beijing, liu):
    for _ in range(55):
        ROWS["focus"](beijing.inspection)
    client = signed_in(liu)
    content = client.get(address("focus")).content.decode()
    assert ("共56条" in content, 'rel="next"' in content) == (True, True)


def test_a_part_that_is_not_there_is_missing(beijing, liu):
    client = signed_in(liu)
    wrong = [address("nothing"), address("nothing", "new"), address("focus", 999999), address("basics", "new")]
    wrong += [address("focus", "9" * 40), address("visits", 0)]
    assert [client.get(page).status_code for page in wrong] == [404] * len(wrong)


@pytest.mark.parametrize(
    "query", ["of=%27", "of=9223372036854775808", "after=x", "of=1&before=2", "of=%00", "after=1,%222017-09-01%22,1"]
)
def test_strange_queries_are_answered(beijing, liu, query):
    client = signed_in(liu)
    pages = [address("days"), address("days", "new"), address("days", beijing.visit.days.get().pk)]
    assert [client.get(f"{page}?{query}").status_code for page in pages] == [200, 200, 200]


# --- Who may change, and when -----------------------------------------------------------------------------------------

ALL_OPEN = {"liu": set(PARTS), "zhang": set(PARTS), "chen": set(), "wang": set(), "sun": set()}
FIELD = {"visits", "days", "units", "meetings", "materials", "strata", "surveys", "questions", "answers"}
LATE = {"commissions", "deadlines"}  # results, and when it was done
IN_THE_FIELD = {"liu": FIELD | LATE, "zhang": FIELD | LATE, "chen": FIELD | LATE, "wang": set(), "sun": set()}
DONE = {"liu": {"deadlines"}, "zhang": {"deadlines"}, "chen": {"deadlines"}, "wang": set(), "sun": set()}
CLOSED = dict.fromkeys(ALL_OPEN, set())


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("planned", ALL_OPEN),
        ("scheme_draft", ALL_OPEN),
        ("scheme_review", ALL_OPEN),
        ("scheme_approved", IN_THE_FIELD),
        ("in_progress", IN_THE_FIELD),
        ("fieldwork_done", DONE),
        ("follow_up", DONE),
        ("suspended", CLOSED),
        ("closed", CLOSED),
    ],
)
def test_who_has_a_form_when(scheme, request, state, expected):
    scheme.state = state
    scheme.save()
    found = {}
    for name in expected:
        client = signed_in(request.getfixturevalue(name))
        forms = set()
        for key, part in PARTS.items():
            rows = part.rows(scheme)  # a delegation that has gone out is changed elsewhere
            page = client.get(address(key, (rows.last() if key == "delegations" else rows.first()).pk))
            if page.status_code == 200 and "scheme-form" in page.content.decode():
                forms.add(key)
        found[name] = forms
    assert found == expected


@pytest.mark.parametrize(
    ("state", "key", "sentence"),
    [
        ("scheme_approved", "focus", "方案已通过，如需修改请先退回。"),
        ("notified", "members", "方案已通过，如需修改请先退回。"),
        ("fieldwork_done", "visits", "实地检查已结束，如需修改请先恢复实地检查。"),
        ("suspended", "visits", "检查已中止，恢复检查后才能修改。"),
        ("closed", "units", "检查已办结，不再修改。"),
    ],
)
def test_a_closed_part_says_why(scheme, liu, state, key, sentence):
    scheme.state = state
    scheme.save()
    client, row = signed_in(liu), PARTS[key].rows(scheme).first()
    for page in (address(key), address(key, row.pk), address(key, "new")):
        assert sentence in client.get(page).content.decode(), page
    refused = client.post(address(key, row.pk), {})
    assert refused.status_code == 422
