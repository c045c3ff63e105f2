"""A section saves itself and is checked while one types: versions, refusals, and who may not."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from findings.models import Return
from inspections.enums import DelegationState
from tests import make
from tests.security.site import browser_of


@pytest.fixture
def returned(npcsc, hunan_sc, hunan) -> Return:
    inspection = make.make_inspection(npcsc, "npc")
    return make.make_return(make.make_delegation(inspection, hunan_sc, request=make.make_request(inspection)))


@pytest.fixture
def browser(hunan) -> Client:
    return browser_of(hunan)


def address(returned: Return, key: str = "outline") -> str:
    return reverse("api_return_section", args=[returned.code, key])


def there(returned: Return, key: str = "outline"):
    return returned.sections.get(section__key=key)


def put(browser: Client, returned: Return, sent: object, version: object = 1, key: str = "outline"):
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    body = sent if isinstance(sent, (bytes, str)) else json.dumps(sent)
    return browser.put(address(returned, key), body, content_type="application/json", headers=headers)


def check(browser: Client, returned: Return, section: object, content: object):
    path = reverse("api_return_faults", args=[returned.code])
    return browser.post(path, {"section": section, "content": content}, content_type="application/json")


# --- Saving while one types ------------------------------------------------------------------------------------------


def test_what_stands_there_comes_with_its_version(returned, browser, hunan):
    answer = browser.get(address(returned))
    assert (answer.status_code, answer.headers["ETag"], answer.json()["version"]) == (200, '"1"', 1)
    assert answer.json()["content"] == there(returned).content
    assert "no-store" in answer.headers["Cache-Control"]


def test_what_is_typed_is_kept_and_answered_with_the_next_version(returned, browser, hunan):
    answer = put(browser, returned, {"content": {"organised": " 由法工委\u3000组织 "}})
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert answer.json()["content"] == {"organised": "由法工委 组织"}
    assert answer.json()["updated_by"]["zh"] == hunan.name.zh
    row = there(returned)
    assert (row.content, row.version, row.finished) == ({"organised": "由法工委 组织"}, 2, True)
    assert put(browser, returned, {"content": row.content, "finished": False}, 2).json()["finished"] is False


def test_without_a_version_nothing_is_written(returned, browser):
    before = there(returned).content
    assert put(browser, returned, {"content": {"organised": "x"}}, None).status_code == 428
    assert put(browser, returned, {"content": {"organised": "x"}}, "").status_code == 428
    assert there(returned).content == before


@pytest.mark.parametrize("version", [0, 2, "*", "x", "9" * 500])
def test_another_version_is_answered_with_what_stands_there(returned, browser, version):
    before = there(returned).content
    answer = put(browser, returned, {"content": {"organised": "x"}}, version)
    assert (answer.status_code, answer.headers["ETag"], answer.json()["content"]) == (412, '"1"', before)
    assert answer.json()["detail"]["en"]
    assert there(returned).content == before


def test_with_what_was_seen_two_changes_are_brought_together(returned, browser):
    seen = there(returned).content
    put(browser, returned, {"content": {**seen, "reported": "no"}})
    answer = put(browser, returned, {"content": {**seen, "organised": "改"}, "seen": seen}, 2)
    assert (answer.status_code, answer.json()["content"]) == (200, {"organised": "改", "reported": "no"})


def test_a_conflict_names_the_places_and_leaves_the_earlier_words(returned, browser):
    seen = there(returned).content
    put(browser, returned, {"content": {**seen, "organised": "先"}})
    answer = put(browser, returned, {"content": {**seen, "organised": "后"}, "seen": seen}, 2)
    assert (answer.status_code, answer.json()["conflicts"]) == (412, ["outline.organised"])
    assert there(returned).content["organised"] == "先"


@pytest.mark.parametrize("state", ["approved", "submitted", "accepted", "returned", "archived"])
def test_a_return_that_is_not_being_written_takes_nothing(returned, browser, state):
    before = there(returned).content
    returned.delegation.state = DelegationState(state)
    returned.delegation.save()
    assert put(browser, returned, {"content": {"organised": "x"}}).status_code == 409
    assert there(returned).content == before


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"{", b"[]", b"null", b"\xff", b'{"content": NaN}', b"[" * 100_000, {}, {"content": []}, {"content": {"organised": 3}},
        {"content": {"organised": "缺\0字"}}, {"content": {"organised": "\ud800"}}, {"content": {"\ud800": "x"}},
        {"content": {"organised": {"zh": "x"}}}, {"content": {"organised.files": [1]}}, {"content": {}, "finished": 1},
        {"content": {}, "finished": "yes"}, {"content": {}, "more": 1}, {"content": {}, "seen": 7},
        {"content": {"a" * 500: "x"}},
    ],
)  # fmt: skip
def test_what_is_no_section_is_refused(returned, browser, sent):
    before = there(returned).content
    assert put(browser, returned, sent).status_code == 400
    assert there(returned).content == before


@pytest.mark.parametrize(
    ("content", "at"),
    [
        ({"organised": "长" * 20_001}, "organised"),
        ({"organised": "绝密★启用前"}, "organised"),
        ({"nothing": "x"}, ""),
        ({"organised": ["a"]}, ""),
        ({"organised.files": ["../../etc"]}, "organised.files"),
    ],
)
def test_broken_content_is_refused_with_a_sentence_in_both_languages(returned, browser, content, at):
    before = there(returned).content
    answer = put(browser, returned, {"content": content})
    assert (answer.status_code, list(answer.json()["faults"])) == (422, [at])
    assert answer.json()["detail"]["zh"] and answer.json()["detail"]["en"]
    assert there(returned).content == before


def test_more_than_a_section_holds_is_refused_unread(returned, browser):
    assert put(browser, returned, {"content": {"organised": "长" * 1_500_000}}).status_code == 413


def test_missing_sections_are_missing(returned, browser):
    assert put(browser, returned, {"content": {}}, key="nothing").status_code == 404
    assert browser.get(address(returned, "nothing")).status_code == 404


# --- Checking while one types ----------------------------------------------------------------------------------------


def test_what_is_typed_is_checked_beside_what_is_saved_elsewhere(returned, browser):
    answer = check(browser, returned, "cases", {"all.y2016": "1000余万", "solved.y2016": "说不清"})
    assert answer.status_code == 200
    found = answer.json()
    assert [(one["address"], one["severity"]) for one in found["faults"]] == [("cases.solved.y2016", "error")]
    assert found["faults"][0]["message"]["en"]
    assert found["understood"]["cases.all.y2016"] == "约数，多于1000万（10,000,000）"
    assert there(returned, "cases").content["all.y2016"] == "9件"  # nothing is stored


def test_a_marked_text_is_a_fault_while_it_is_typed(returned, browser):
    (fault,) = check(browser, returned, "outline", {"organised": "机密★"}).json()["faults"]
    assert (fault["address"], "涉密" in fault["message"]["zh"]) == ("outline.organised", True)


@pytest.mark.parametrize("section", [None, 3, "nothing", "", ["cases"], {"a": 1}, "\ud800"])
def test_a_section_that_is_none_is_refused(returned, browser, section):
    assert check(browser, returned, section, {}).status_code == 400


def test_an_address_without_a_place_is_refused(returned, browser):
    assert check(browser, returned, "cases", {"all.y1999": "9"}).status_code == 422


@pytest.mark.parametrize("figure", ["9" * 400, "一" * 300, "1e999999", "０" * 50, "1/0", "-" * 99, "1000余万" * 50])
def test_strange_figures_are_answered(returned, browser, figure):
    assert check(browser, returned, "cases", {"all.y2016": figure}).status_code == 200
    assert put(browser, returned, {"content": {"all.y2016": figure}}, key="cases").status_code == 200
    assert browser.get(reverse("return_section", args=[returned.code, "cases"])).status_code == 200
    assert browser.get(reverse("return_check", args=[returned.code])).status_code == 200


# --- Who may --------------------------------------------------------------------------------------------------------


def test_the_signatory_reads_and_does_not_write(returned, hunan_head):
    browser, before = browser_of(hunan_head), there(returned).content
    assert browser.get(address(returned)).status_code == 200
    assert put(browser, returned, {"content": {"organised": "x"}}).status_code == 403
    assert check(browser, returned, "outline", {}).status_code == 403
    assert there(returned).content == before


@pytest.mark.parametrize("name", ["liu", "zhang", "sun", "fu", "wenchang", "superuser", "leaver"])
def test_nobody_above_or_beside_finds_it(returned, cast, name):
    browser = browser_of(cast[name])
    answers = [
        browser.get(address(returned)).status_code,
        put(browser, returned, {"content": {}}).status_code,
        check(browser, returned, "outline", {}).status_code,
    ]
    assert answers == [404, 404, 404]


def test_nobody_is_told_so_and_not_led_to_the_door(returned):
    browser = browser_of(None)
    assert browser.get(address(returned)).status_code == 401
    assert put(browser, returned, {"content": {}}).status_code == 401


def test_without_the_token_of_the_page_nothing_is_written(returned, hunan):
    browser = browser_of(hunan, enforce_csrf_checks=True)
    assert put(browser, returned, {"content": {"organised": "x"}}).status_code == 403
    assert there(returned).version == 1


def test_a_call_asks_the_same_of_the_database_however_much_is_written(returned, browser):
    counts = []
    for rows in (1, 3, 60):
        keys = [f"r{number}" for number in range(rows)]
        content = {"rows": keys, **{f"{one}.title": "题" for one in keys}}
        with CaptureQueriesContext(connection) as queries:
            answer = put(browser, returned, {"content": content}, there(returned, "problems").version, "problems")
            assert (answer.status_code, check(browser, returned, "problems", content).status_code) == (200, 200)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] < 60
