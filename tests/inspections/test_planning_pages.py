"""Pages of the planning: what they show to whom, what a refused form keeps, and that their queries do not grow."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Language
from core.text import Text
from inspections.actions.letters import issue_letter
from inspections.enums import InspectionState as State
from inspections.models import Inspection, Letter
from inspections.queries.steps import allowed_steps
from tests import make
from tests.inspections_planning import ready_inspection
from tests.security.site import browser_of

LETTER = {
    "kind": "notice",
    "number": "常办[2017]12号",
    "issued_on": "2017-07-20",
    "recipients": "国家网信办",
    "contact": "010-1",
}


@pytest.fixture
def row(npcsc, media):
    return ready_inspection(npcsc, code="planned")


def at(row, state):
    row.state = state
    row.save()
    return row


def page_of(person, url: str, **sent):
    browser = browser_of(person)
    return browser.post(url, sent) if sent else browser.get(url)


def text(answer) -> str:
    return answer.content.decode()


# --- What comes next -------------------------------------------------------------------------------------------------


def verbs(steps) -> list[str]:
    return [step.verb for step in steps]


def test_the_steps_offered_are_those_that_the_person_may_take_now(row, liu, chen, zhang, sun):
    at(row, State.SCHEME_REVIEW)
    offered = {who.username: allowed_steps(row, who) for who in (liu, chen, zhang, sun)}
    assert {name: verbs(steps.on_the_way) for name, steps in offered.items()} == {
        "liu": [], "chen": [], "zhang": ["return_scheme"], "sun": ["return_scheme", "approve_scheme"],
    }  # fmt: skip
    assert verbs(offered["sun"].aside) == ["suspend", "move", "cancel"]
    assert {name: steps.may_copy for name, steps in offered.items()} == {
        "liu": True, "chen": False, "zhang": True, "sun": False,
    }  # fmt: skip
    assert not allowed_steps(at(row, State.NOTIFIED), liu).may_copy


def test_a_step_that_is_not_ready_says_what_is_missing_instead_of_offering_itself(row, liu):
    at(row, State.SCHEME_DRAFT)
    url = reverse("inspection_step", args=["planned", "submit_scheme"])
    assert f'href="{url}"' in text(page_of(liu, row.get_absolute_url()))
    row.focus_points.all().delete()
    page = text(page_of(liu, row.get_absolute_url()))
    assert (f'href="{url}"' in page, "尚未写明检查重点。" in page) == (False, True)
    assert "尚未写明检查重点。" in text(page_of(liu, url))


def test_a_step_is_asked_taken_and_leads_back(row, sun):
    url = reverse("inspection_step", args=["planned", "plan"])
    assert "<textarea" in text(page_of(sun, url))
    answer = browser_of(sun).post(url, {"note": ""}, follow=True)
    assert (answer.redirect_chain, "已列入计划：" in text(answer)) == ([(row.get_absolute_url(), 302)], True)
    assert Inspection.objects.get(pk=row.pk).state == State.PLANNED


def test_a_step_out_of_its_turn_says_where_the_inspection_stands(row, sun):
    url = reverse("inspection_step", args=["planned", "notify"])
    page = text(page_of(sun, url))
    assert ("检查处于“建议”状态，现在不能办理这一步。" in page, "<textarea" in page) == (True, False)
    assert page_of(sun, url, note="x").status_code == 422


def test_without_a_reason_the_page_comes_back_and_says_so(row, sun):
    at(row, State.NOTIFIED)
    answer = page_of(sun, reverse("inspection_step", args=["planned", "cancel"]), note="  ")
    assert (answer.status_code, "请写明理由。" in text(answer), "此后不能再恢复" in text(answer)) == (422, True, True)


# --- A topic ---------------------------------------------------------------------------------------------------------


def test_a_topic_is_proposed_on_its_page(npcsc, liu):
    law = make.make_article().instrument
    sent = {
        "title_zh": "旅游法检查",
        "organiser": npcsc.pk,
        "year": "2018",
        "purpose_zh": "投诉多",
        "instruments": law.title_zh,
    }
    answer = page_of(liu, "/inspections/new/", **sent)
    made = Inspection.objects.get()
    assert (answer.status_code, answer["Location"], list(made.instruments.all())) == (
        302,
        made.get_absolute_url(),
        [law],
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title_zh": ""}, "请填写。"),
        ({"year": "1999"}, "年度应在2007至"),
        ({"year": "今年"}, "请填写整数。"),
        ({"instruments": "没有这部法"}, "没有登记“没有这部法”。"),
        ({"purpose_zh": "x" * 20_001}, ""),
    ],
    ids=["no title", "long ago", "no number", "unknown law", "too long"],
)
def test_a_topic_that_cannot_be_taken_comes_back_as_it_was_typed(npcsc, liu, given, said):
    sent = {"title_zh": "旅游法检查", "organiser": npcsc.pk, "year": "2018", "purpose_zh": "投诉多", **given}
    answer = page_of(liu, "/inspections/new/", **sent)
    assert (answer.status_code, said in text(answer), 'id="error-summary"' in text(answer)) == (422, True, True)
    kept = {**sent, **given}
    assert all(str(kept[name])[:50] in text(answer) for name in ("title_zh", "year", "purpose_zh"))
    assert Inspection.objects.count() == 0


def test_the_list_offers_a_topic_to_those_who_plan(row, liu, wang):
    url = reverse("inspection_new")
    assert [f'href="{url}"' in text(page_of(who, "/inspections/")) for who in (liu, wang)] == [True, False]


# --- Decisions -------------------------------------------------------------------------------------------------------

MINUTES = {"subject": "scheme", "outcome": "amended", "meeting_zh": "第八十次委员长会议", "held_on": "2017-07-01"}


def test_a_decision_is_recorded_and_listed_with_who_recorded_it(row, sun, wang):
    answer = browser_of(sun).post(reverse("decision_new", args=["planned"]), MINUTES, follow=True)
    assert answer.redirect_chain == [(reverse("decisions", args=["planned"]), 302)]
    page = text(page_of(wang, reverse("decisions", args=["planned"])))
    assert all(words in page for words in ("第八十次委员长会议", "修改后通过", "2017年7月1日", "sun"))
    assert reverse("decision_new", args=["planned"]) not in page  # she reads


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"held_on": f"{timezone.localdate().year + 2}-01-01"}, "决定要等会议开过以后记录"),
        ({"held_on": "昨天"}, "请按“2018-03-11”的样子填写日期。"),
        ({"subject": "lunch"}, 'id="error-summary"'),
        ({"outcome": "refused"}, "“不提请”只用于提请审议执法检查报告。"),
    ],
    ids=str,
)
def test_a_decision_that_cannot_be_comes_back_as_it_was_typed(row, sun, given, said):
    before = row.decisions.count()
    answer = page_of(sun, reverse("decision_new", args=["planned"]), **{**MINUTES, **given})
    assert (answer.status_code, said in text(answer), "第八十次委员长会议" in text(answer)) == (422, True, True)
    assert row.decisions.count() == before


# --- Letters ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def approved(row, cac_body):
    row.letters.all().delete()
    return at(row, State.SCHEME_APPROVED)


def seen_in(answer) -> str:
    return re.search(r'name="seen" value="(\w+)"', text(answer))[1]


def test_a_letter_is_previewed_and_then_issued_as_it_was_shown(approved, sun):
    url = reverse("letter_new", args=["planned"])
    preview = page_of(sun, url, **LETTER, preview="1")
    assert preview.status_code == 200
    assert all(
        words in text(preview)
        for words in ("常办〔2017〕12号", "关于开展《网络安全法》执法检查的通知", "三、需要准备的工作")
    )
    assert Letter.objects.count() == 0
    answer = page_of(sun, url, **LETTER, seen=seen_in(preview), issue="1")
    assert (answer.status_code, answer["Location"]) == (302, reverse("letters", args=["planned"]))
    letter = approved.letters.get()
    page = text(page_of(sun, reverse("letters", args=["planned"])))
    assert ("常办〔2017〕12号" in page, reverse("letter_file", args=["planned", letter.pk]) in page) == (True, True)


@pytest.mark.parametrize("what", ["never looked at", "typed anew", "scheme changed"])
def test_what_nobody_has_looked_at_is_shown_and_not_issued(approved, sun, what):
    url = reverse("letter_new", args=["planned"])
    seen = "" if what == "never looked at" else seen_in(page_of(sun, url, **LETTER, preview="1"))
    if what == "scheme changed":
        approved.focus_points.update(title_zh="别的重点")
    contact = {"contact": "别人"} if what == "typed anew" else {}
    answer = page_of(sun, url, **{**LETTER, **contact}, seen=seen, issue="1")
    assert (answer.status_code, "请再看一遍" in text(answer), Letter.objects.count()) == (200, True, 0)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"number": "12"}, "请按“常办〔2017〕12号”的样子填写文号"),
        ({"recipients": ""}, "请选择主送机关。"),
        ({"recipients": "没有这个机关"}, "没有登记“没有这个机关”。"),
        ({"issued_on": ""}, "请填写。"),
        ({"kind": "order"}, 'id="error-summary"'),
        ({"english": "on"}, "还没有英文，不能附译文"),
    ],
    ids=str,
)
def test_a_letter_that_cannot_be_issued_comes_back_as_it_was_typed(approved, sun, given, said):
    approved.focus_points.update(title_en="")
    answer = page_of(sun, reverse("letter_new", args=["planned"]), **{**LETTER, **given}, preview="1")
    assert (answer.status_code, said in text(answer), "010-1" in text(answer)) == (422, True, True)
    assert Letter.objects.count() == 0


def test_a_new_letter_offers_whom_the_scheme_names(approved, hainan_sc, sun):
    hainan_sc.locality = approved.visits.get().locality
    hainan_sc.save()
    assert hainan_sc.name_zh in text(page_of(sun, reverse("letter_new", args=["planned"])))


@pytest.fixture
def letter(approved, cac_body, sun):
    values = {
        "kind": "notice", "number": "常办〔2017〕12号", "issued_on": date(2017, 7, 20), "recipients": [cac_body],
        "delegation": None, "addressee": Text(), "contact": "",
    }  # fmt: skip
    return issue_letter(inspection=approved, values=values, by=sun)


def test_the_file_of_a_letter_is_for_those_who_see_the_inspection(letter, cast):
    url = reverse("letter_file", args=["planned", letter.pk])
    answers = {name: page_of(person, url).status_code for name, person in cast.items() if person}
    inside = {"liu", "chen", "zhang", "wang", "zhao", "sun"}
    assert {name for name, status in answers.items() if status == 200} == inside
    assert set(answers.values()) == {200, 404}
    answer = page_of(cast["wang"], url)
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_a_letter_is_not_found_under_another_inspection(letter, npcsc, liu):
    make.make_inspection(npcsc, "another")
    assert page_of(liu, reverse("letter_file", args=["another", letter.pk])).status_code == 404
    assert page_of(liu, reverse("letter_file", args=["planned", 999_999])).status_code == 404


def test_a_letter_without_a_file_has_none_to_download(row, liu):
    letter = row.letters.get()
    page = text(page_of(liu, reverse("letters", args=["planned"])))
    assert ("没有电子文件" in page, page_of(liu, reverse("letter_file", args=["planned", letter.pk])).status_code) == (
        True,
        404,
    )


# --- Copying ---------------------------------------------------------------------------------------------------------


def test_a_scheme_is_copied_from_an_inspection_that_is_offered(row, npcsc, hainan, liu):
    fresh = make.make_inspection(npcsc, "fresh", year=2018, state=State.SCHEME_DRAFT)
    make.make_inspection(npcsc, "later", year=2019)
    url = reverse("inspection_copy", args=["fresh"])
    page = text(page_of(liu, url))
    assert [f'value="{code}"' in page for code in ("planned", "fresh", "later", "hainan")] == [
        True,
        False,
        False,
        False,
    ]
    answer = browser_of(liu).post(url, {"source": "planned"}, follow=True)
    assert answer.redirect_chain == [(fresh.get_absolute_url(), 302)]
    said = "已复制：检查对象1项、检查重点1项、检查组成员2项、检查地点1项。 时间、会议决定、函件、检查记录和检查发现没有复制。"
    assert said in text(answer)
    again = text(browser_of(liu).post(url, {"source": "planned"}, follow=True))
    assert "没有可复制的内容。" in again and "已有内容、保持不变：检查对象、检查重点、检查组成员、检查地点。" in again


@pytest.mark.parametrize("source", ["", "hainan", "fresh", "nothing"])
def test_a_source_that_is_not_offered_is_refused(row, npcsc, hainan, liu, source):
    fresh = make.make_inspection(npcsc, "fresh", year=2018)
    answer = page_of(liu, reverse("inspection_copy", args=["fresh"]), source=source)
    assert (answer.status_code, 'id="error-summary"' in text(answer), fresh.focus_points.count()) == (422, True, 0)


def test_an_approved_scheme_says_that_it_takes_no_copy(row, npcsc, liu):
    make.make_inspection(npcsc, "done", year=2018, state=State.NOTIFIED)
    answer = page_of(liu, reverse("inspection_copy", args=["done"]), source="planned")
    assert (answer.status_code, "不能再复制方案" in text(answer)) == (422, True)


# --- Queries ---------------------------------------------------------------------------------------------------------


def more_of_everything(row, organiser):
    number = next(make.numbers)
    make.make_decision(row, subject="plan", note=Text(f"更正{number}"))
    make.make_letter(row).recipients.add(make.make_body(f"to-{number}"))
    make.make_visit(row, f"9{number:05}")
    make.make_focus_point(row)
    make.make_participant(row)
    make.make_inspection(organiser, year=2016)
    row.instruments.add(make.make_article().instrument)


PAGES = {
    "decisions": "sun",
    "decision_new": "sun",
    "letters": "sun",
    "letter_new": "sun",
    "inspection_copy": "liu",
    "inspection_step": "liu",
    "inspection_new": "liu",
}


@pytest.mark.parametrize("route", PAGES)
def test_a_page_costs_the_same_for_one_row_for_three_and_for_many(row, npcsc, cast, route):
    at(row, State.SCHEME_APPROVED if route.startswith("letter") else State.SCHEME_DRAFT)
    args = {"inspection_new": [], "inspection_step": ["planned", "submit_scheme"]}.get(route, ["planned"])
    browser, costs = browser_of(cast[PAGES[route]]), []
    browser.get(reverse(route, args=args))
    for more in (1, 2, 12):
        for _ in range(more):
            more_of_everything(row, npcsc)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(reverse(route, args=args)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] == costs[2] > 3


def test_a_preview_costs_the_same_for_more(approved, npcsc, sun):
    browser, costs = browser_of(sun), []
    for more in (1, 12):
        for _ in range(more):
            more_of_everything(approved, npcsc)
        with CaptureQueriesContext(connection) as queries:
            assert browser.post(reverse("letter_new", args=["planned"]), {**LETTER, "preview": "1"}).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("route", PAGES)
def test_a_page_speaks_english(row, cast, route):
    person = cast[PAGES[route]]
    person.language = Language.EN
    person.save()
    args = {"inspection_new": [], "inspection_step": ["planned", "submit_scheme"]}.get(route, ["planned"])
    answer = page_of(person, reverse(route, args=args))
    assert (answer.status_code, answer["Content-Language"]) == (200, "en")
