"""Changing one text of a report: two people lose nothing, the report is checked anew, and the check answers at once."""

import json

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError

from core.jobs import Job
from core.text import Text
from reports.actions.texts import TextConflict, Typed, change_text
from reports.models import CheckRun
from reports.queries.checks import standing_of
from reports.queries.texts import base_of
from tests.make import make_figure, make_inspection
from tests.reports.checked import CITING, DIFFERING, EQUAL, bare, key
from tests.security.site import browser_of


@pytest.fixture
def report(npcsc):
    return bare(make_inspection(npcsc, "checked"), EQUAL)


def text_of(report) -> Text:
    return report.sections.get().paragraphs.get().text


def change(report, by, text: Text, base: Text = EQUAL, place: str = "") -> bool:
    return change_text(report=report, key=place or key(report), typed=Typed(text, base_of(base)), by=by)


def address(report, place: str = "") -> str:
    return f"/reports/checked/texts/{place or key(report)}/"


def sent(text: Text, base: Text = EQUAL) -> dict[str, str]:
    digests = base_of(base)
    return {"text_zh": text.zh, "text_en": text.en, "base_zh": digests.zh, "base_en": digests.en}


# --- The act -----------------------------------------------------------------------------------------------------------


def test_a_change_is_written_enters_the_history_and_has_the_report_checked(report, liu):
    assert change(report, liu, DIFFERING)
    assert text_of(report) == DIFFERING
    assert [(entry.verb, entry.by_id, entry.note) for entry in report.history] == [
        ("edit_text", liu.pk, f"{key(report)} zh")
    ]
    assert (standing_of(report).busy, Job.objects.get().asked_by_id) == (True, liu.pk)


def test_what_is_as_it_was_changes_nothing(report, liu):
    assert not change(report, liu, Text(f" {EQUAL.zh}\r\n", EQUAL.en))
    assert (list(report.history), CheckRun.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("place", "column"),
    [("title", "title"), ("occasion", "occasion"), ("presenter", "presenter"), ("closing", "closing"), ("s1", "")],
)
def test_headings_and_the_head_are_changed_in_the_same_way(report, liu, place, column):
    row, name = (report, column) if column else (report.sections.get(), "heading")
    assert change(report, liu, Text("换了", "Changed"), getattr(row, name), place)
    row.refresh_from_db()
    assert getattr(row, name) == Text("换了", "Changed")


def test_line_breaks_become_one_paragraph(report, liu):
    change(report, liu, Text("抽查了\r\n12个系统。\0", "A spot check\ncovered 12 systems."))
    assert text_of(report) == EQUAL


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (Text("", "A spot check."), "no_chinese"),
        (Text(" \n "), "no_chinese"),
        (Text("长" * 50_001, EQUAL.en), "too_long"),
    ],
)
def test_a_text_that_cannot_stand_is_refused(report, liu, text, code):
    with pytest.raises(ValidationError) as refused:
        change(report, liu, text)
    assert (refused.value.code, text_of(report), CheckRun.objects.count()) == (code, EQUAL, 0)


@pytest.mark.parametrize("place", ["s1-p9", "s9", "s9-p1", "notice", "state", "s99999-p99999", "s1-p1-p1", "code"])
def test_only_texts_of_the_report_can_be_changed(report, liu, place):
    with pytest.raises(ValidationError) as refused:
        change(report, liu, DIFFERING, place=place)
    assert refused.value.code == "gone"
    assert browser_of(liu).get(address(report, place)).status_code == 404


def test_who_may_change_a_text(report, cast):
    allowed = set()
    for name, person in cast.items():
        if person:
            try:
                change(report, person, EQUAL)
                allowed.add(name)
            except PermissionDenied:
                continue
    assert allowed == {"liu", "chen", "zhang", "zhao"}


# --- Two people ----------------------------------------------------------------------------------------------------------


def test_whoever_saves_second_loses_nothing_and_overwrites_nothing(report, liu, zhang):
    change(report, zhang, Text("抽查了14个系统。", EQUAL.en))
    with pytest.raises(TextConflict) as conflict:
        change(report, liu, DIFFERING)
    assert (conflict.value.current.zh, text_of(report).zh) == ("抽查了14个系统。", "抽查了14个系统。")


def test_two_who_write_in_different_languages_do_not_meet(report, liu, zhao):
    change(report, zhao, Text(EQUAL.zh, "The spot check covered 12 systems."))
    assert change(report, liu, Text("共抽查12个系统。", EQUAL.en))
    assert text_of(report) == Text("共抽查12个系统。", "The spot check covered 12 systems.")


def test_two_who_write_the_same_agree(report, liu, zhang):
    change(report, zhang, DIFFERING)
    assert not change(report, liu, DIFFERING)


def test_the_page_shows_both_versions_and_keeps_what_was_typed(report, liu, zhang):
    change(report, zhang, Text("抽查了14个系统。", EQUAL.en))
    answer = browser_of(liu).post(address(report), sent(DIFFERING))
    page = answer.content.decode()
    assert (answer.status_code, "抽查了14个系统。" in page, f">{DIFFERING.zh}</textarea>" in page) == (409, True, True)
    assert ("zhang于" in page, "您的改动尚未保存" in page) == (True, True)
    now = base_of(text_of(report))
    assert f'name="base_zh" value="{now.zh}"' in page
    again = browser_of(liu).post(address(report), sent(DIFFERING, text_of(report)))
    assert (again.status_code, text_of(report)) == (302, DIFFERING)


# --- The page ------------------------------------------------------------------------------------------------------------


def test_the_page_holds_the_text_as_written_and_shows_how_it_prints(report, liu):
    make_figure(
        report.inspection, "systems", value=12, unit="item", noun=Text("系统", "system"), noun_en_plural="systems"
    )
    change(report, liu, CITING)
    page = browser_of(liu).get(address(report)).content.decode()
    assert ("抽查了{{ fig:systems }}。</textarea>" in page, "A spot check covered 12 systems." in page) == (True, True)
    assert "没有发现不一致" in page


@pytest.mark.parametrize(
    ("query", "back"),
    [
        ("", "/reports/checked/checks/"),
        ("?from=report", "/reports/checked/#{key}"),
        ("?from=//x", "/reports/checked/checks/"),
    ],
)
def test_after_saving_one_is_back_where_one_came_from(report, liu, query, back):
    answer = browser_of(liu).post(address(report) + query, sent(DIFFERING))
    assert (answer.status_code, answer.url) == (302, back.format(key=key(report)))


def test_a_refused_text_stays_in_its_field(report, liu):
    answer = browser_of(liu).post(address(report), sent(Text("", "Something else.")))
    page = answer.content.decode()
    assert (answer.status_code, "中文不能为空。" in page, "Something else.</textarea>" in page) == (422, True, True)


def test_the_report_page_leads_to_every_text_for_those_who_may_change_it(report, liu, wang):
    link = f'href="{address(report)}?from=report"'
    assert [link in browser_of(person).get("/reports/checked/").content.decode() for person in (liu, wang)] == [
        True,
        False,
    ]


def test_a_text_too_long_to_be_checked_at_once_can_still_be_changed(report, liu):
    assert change(report, liu, Text("长" * 10_001, EQUAL.en))
    assert "保存后由体检核对" in browser_of(liu).get(address(report)).content.decode()


# --- While it is being typed ---------------------------------------------------------------------------------------------


@pytest.fixture
def unhurried():
    """Nobody has asked yet."""
    cache.clear()
    yield
    cache.clear()


def ask(person, report, body: object, place: str = ""):
    text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    return browser_of(person).post(f"{address(report, place)}check/", text, content_type="application/json")


def both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def test_the_call_says_what_differs_and_stores_nothing(report, liu, unhurried):
    answer = ask(liu, report, both(DIFFERING))
    found = answer.json()
    (result,) = found["results"]
    assert (answer.status_code, found["printed"]) == (200, both(DIFFERING))
    assert (result["kind"], result["severity"], result["severity_label"]) == ("value", "error", "错误")
    for lang in ("zh", "en"):
        place = result[lang]
        assert DIFFERING.get(lang)[place["start"] : place["end"]] == place["text"]
    assert (result["message"], bool(result["message_en"])) == (result["message_zh"], True)
    assert (text_of(report), CheckRun.objects.count(), list(report.history)) == (EQUAL, 0, [])


def test_the_call_reads_citations_as_they_print(report, liu, unhurried):
    make_figure(
        report.inspection, "systems", value=12, unit="item", noun=Text("系统", "system"), noun_en_plural="systems"
    )
    fine = ask(liu, report, both(CITING)).json()
    wrong = ask(liu, report, both(Text(CITING.zh, "A spot check covered 13 systems."))).json()
    unknown = ask(liu, report, both(Text("有{{ fig:nothing }}。", "With figures."))).json()
    assert (fine["results"], fine["printed"]["en"]) == ([], "A spot check covered 12 systems.")
    assert [result["kind"] for result in wrong["results"]] == ["value"]
    assert ("citation", {"text": "〔nothing〕", "start": 1, "end": 10}) in [
        (result["kind"], result["zh"]) for result in unknown["results"]
    ]


def test_a_language_that_is_still_empty_misses_nothing(report, liu, unhurried):
    assert ask(liu, report, {"zh": DIFFERING.zh, "en": ""}).json()["results"] == []


def test_the_message_is_in_the_language_of_who_asks(report, zhao, unhurried):
    zhao.language = "en"
    zhao.save()
    (result,) = ask(zhao, report, both(DIFFERING)).json()["results"]
    assert (result["message"], result["severity_label"]) == (result["message_en"], "Error")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400), ("[]", 400), ({}, 400), ({"zh": "一"}, 400), ({"zh": None, "en": ""}, 400), ({"zh": [1], "en": ""}, 400),
        ({"zh": "空\0", "en": ""}, 400), ({"zh": "长" * 50_001, "en": ""}, 400), ({"zh": "长" * 400_000, "en": ""}, 413),
        ({"zh": "长" * 10_001, "en": ""}, 413), ({"zh": "1、" * 201, "en": ""}, 413),
    ],
)  # fmt: skip
def test_what_is_no_text_or_too_long_is_refused(report, liu, unhurried, body, status):
    assert ask(liu, report, body).status_code == status


def test_only_json_is_read(report, liu, unhurried):
    assert browser_of(liu).post(f"{address(report)}check/", both(EQUAL)).status_code == 415


def test_who_may_call(report, liu, wang, fu, unhurried):
    answers = [ask(person, report, both(EQUAL)).status_code for person in (liu, wang, fu)]
    assert (answers, ask(liu, report, both(EQUAL), "s9-p9").status_code) == ([200, 403, 404], 404)
    assert browser_of(None).post(f"{address(report)}check/", "{}", content_type="application/json").status_code == 403


def test_whoever_asks_without_end_is_told_to_wait(report, liu, unhurried, monkeypatch):
    monkeypatch.setattr("reports.views.texts.WhileTyping.rate", "3/min")
    assert [ask(liu, report, both(EQUAL)).status_code for _ in range(4)] == [200, 200, 200, 429]
