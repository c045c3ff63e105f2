"""A return is filled in on the web: from the beginning to the check page, and nobody above or beside it sees any of it."""

import json
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Locality
from core.attachments import keep
from findings.forms.filling import ROWS_AT_ONCE
from findings.models import Return, ReturnFile
from inspections.enums import DelegationState
from inspections.models import RequestQuestion, RequestSection
from tests import make, worlds
from tests.security.site import browser_of


@pytest.fixture
def inspection(npcsc):
    return make.make_inspection(npcsc, "npc")


@pytest.fixture
def returned(inspection, hunan_sc, hunan) -> Return:
    return make.make_return(
        make.make_delegation(inspection, hunan_sc, request=make.make_request(inspection)), finished=False
    )


@pytest.fixture
def browser(hunan) -> Client:
    return browser_of(hunan)


def url(returned: Return, key: str = "", name: str = "return_section") -> str:
    return reverse(name, args=[returned.code, key] if key else [returned.code])


def row(returned: Return, key: str):
    return returned.sections.get(section__key=key)


def content(returned: Return, key: str) -> dict:
    return row(returned, key).content


def send(browser: Client, returned: Return, key: str, *, do: str = "save", seen: dict | None = None, **typed):
    """What the browser sends of a section; a name with two underscores is an address with a point."""
    there = content(returned, key) if seen is None else seen
    sent = {name.replace("__", "."): value for name, value in typed.items()}
    shown = {"page:shown": there.get("rows", [])} if key == "problems" else {}
    return browser.post(url(returned, key), {"page:seen": json.dumps(there), "page:do": do, **shown, **sent})


def text(response) -> str:
    return response.content.decode()


# --- Beginning -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["received", "scheme_set", "inspecting", "returned"])
def test_a_return_is_begun_and_leads_to_its_sections(inspection, hunan_sc, browser, state):
    delegation = make.make_delegation(inspection, hunan_sc, request=make.make_request(inspection), state=state)
    begin = reverse("return_begin", args=[delegation.code])
    assert "开始补充" in text(browser.get(begin)) if state == "returned" else "开始填报" in text(browser.get(begin))
    answer = browser.post(begin)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("return", args=[delegation.code]))
    delegation.refresh_from_db()
    assert (delegation.state, delegation.returned.sections.count()) == ("drafting", len(make.ASKED))
    page = browser.get(answer.headers["Location"])
    assert text(page).count("未填写") == len(make.ASKED)


@pytest.mark.parametrize("state", ["issued", "drafting", "submitted", "accepted"])
def test_it_is_not_begun_in_another_state(inspection, hunan_sc, browser, state):
    delegation = make.make_delegation(inspection, hunan_sc, request=make.make_request(inspection), state=state)
    begin = reverse("return_begin", args=[delegation.code])
    assert "现在不能开始" in text(browser.get(begin))
    answer = browser.post(begin)
    delegation.refresh_from_db()
    assert (answer.status_code, delegation.state) == (422, state)
    assert "error-summary" in text(answer)


def test_what_asks_nothing_is_not_begun(inspection, hunan_sc, browser):
    delegation = make.make_delegation(inspection, hunan_sc, state="received")
    assert browser.post(reverse("return_begin", args=[delegation.code])).status_code == 422


# --- The task list ---------------------------------------------------------------------------------------------------


def test_the_task_list_says_what_is_filled_and_what_is_wrong(returned, browser, hunan):
    cases = row(returned, "cases")
    cases.content, cases.finished, cases.updated_by = {"all.y2016": "说不清"}, True, hunan
    cases.save()
    page = text(browser.get(url(returned, name="return")))
    assert "尚未报送" in page
    line = page.partition('id="s-cases"')[2].partition("</li>")[0]
    assert ("已填写" in line, "1处错误" in line, hunan.name.zh in line) == (True, True, True)
    assert "填写中" in page.partition('id="s-overview"')[2].partition("</li>")[0]  # something stands there
    assert "未填写" in page.partition('id="s-papers"')[2].partition("</li>")[0]


def test_what_was_sent_back_stands_at_the_top_with_the_way_to_it(returned, browser, liu):
    version = make.make_version(returned)
    make.make_remark(version, liu, kind="send_back", sent=True, address="cases.all.y2017", text="请补充2017年的数据")
    make.make_remark(version, liu, kind="send_back", sent=False, address="overview.p1", text="还没有发出的原因")
    make.make_remark(version, liu, kind="note", address="overview.p1", text="内部批注")
    for page in (text(browser.get(url(returned, name="return"))), text(browser.get(url(returned, "cases")))):
        assert "请补充2017年的数据" in page
        assert f'{url(returned, "cases")}#f-cases.all.y2017"' in page
        assert "还没有发出的原因" not in page and "内部批注" not in page
    assert "请补充2017年的数据" not in text(browser.get(url(returned, "outline")))


def test_a_submitted_return_shows_its_receipt_and_takes_nothing(returned, browser):
    version = make.make_version(returned)
    returned.delegation.state = DelegationState.SUBMITTED
    returned.delegation.save()
    page = text(browser.get(url(returned, name="return")))
    assert ("已报送" in page, version.receipt in page, "尚未报送" in page) == (True, True, False)
    before = content(returned, "outline")
    assert "<form" not in text(browser.get(url(returned, "outline"))).partition("<main")[2].partition("</main")[0]
    answer = send(browser, returned, "outline", organised="改写")
    assert (answer.status_code, content(returned, "outline")) == (422, before)
    assert "改写" in text(answer)  # nothing typed is lost


# --- The sections ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", make.ASKED)
def test_every_section_has_its_page_with_the_question_whether_it_is_done(returned, browser, key):
    page = text(browser.get(url(returned, key)))
    assert ("本部分填完了吗" in page, "尚未报送" in page, page.count("<h1")) == (True, True, 1)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_text_is_cleaned_of_what_word_leaves_and_leads_on(returned, browser):
    pasted = "　　一、基本情况\u00a0\u200b\r\n\r\n\t共立案\u30009件\x0b二、问题\x00\r\n"
    answer = send(browser, returned, "overview", **{"page:text": pasted, "page:finished": "yes"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{url(returned, 'outline')}?saved=overview")
    assert content(returned, "overview") == {"p1": "一、基本情况", "p2": "共立案 9件", "p3": "二、问题"}
    assert row(returned, "overview").finished is True


def test_answers_of_every_kind_are_kept_as_they_are_written(returned, browser):
    send(browser, returned, "outline", organised="由法工委组织\r\n各市参加", reported="no")
    assert content(returned, "outline") == {"organised": "由法工委组织\n各市参加", "reported": "no"}
    send(browser, returned, "cases", all__y2016=" 1000余万 ", all__y2017="", solved__y2016="5件", open__y2016="4件")
    assert content(returned, "cases")["all.y2016"] == "1000余万"
    assert "all.y2017" not in content(returned, "cases")
    send(browser, returned, "duties", publicity__answer="met", publicity__note="")
    assert content(returned, "duties") == {"publicity.answer": "met"}
    page = text(browser.get(url(returned, "cases")))
    assert "约数，多于1000万（10,000,000）" in page


def test_half_filled_content_is_saved_and_its_faults_stand_beside_the_fields(returned, browser):
    answer = send(browser, returned, "cases", all__y2016="说不清", **{"page:finished": "yes"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{url(returned, 'cases')}?saved=cases")
    assert content(returned, "cases")["all.y2016"] == "说不清"
    page = text(browser.get(url(returned, "cases")))
    sentence = "这里看不出数字。请写成“12起”“1000余万”这样。"
    assert f'<a href="{url(returned, "cases")}#f-cases.all.y2016">' in page
    assert page.count(sentence) == 2  # in the summary and beside the field
    assert "<title>有误：" in page


def test_saving_without_an_answer_leaves_the_mark_alone(returned, browser):
    send(browser, returned, "outline", organised="甲", **{"page:finished": "yes"})
    assert row(returned, "outline").finished is True
    send(browser, returned, "outline", organised="乙")
    assert row(returned, "outline").finished is True
    send(browser, returned, "outline", organised="丙", **{"page:finished": "no"})
    assert row(returned, "outline").finished is False


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("outline", {"organised": "长" * 20_001}, "最多20000个字符，现有20001个。"),
        ("outline", {"organised": "机密★一年"}, "涉密内容不得录入本系统"),
        ("overview", {"page:text": "\n".join(["段"] * 501)}, "最多500段。"),
        ("overview", {"page:text": "绝密★"}, "涉密内容不得录入本系统"),
    ],
)
def test_broken_content_is_refused_with_a_sentence_and_stays_typed(returned, browser, key, typed, said):
    before = content(returned, key)
    answer = send(browser, returned, key, **typed)
    assert (answer.status_code, content(returned, key)) == (422, before)
    page = text(answer)
    assert said in page
    assert next(iter(typed.values()))[-300:].split("\n")[-1] in page


@pytest.mark.parametrize(
    "seen", ["{", "[]", "7", '{"organised": 3}', '{"organised": "\\u0000"}', '{"": "x"}', "[" * 9000]
)
def test_a_broken_page_is_told_so(returned, browser, seen):
    before = content(returned, "outline")
    answer = browser.post(url(returned, "outline"), {"page:seen": seen, "organised": "x", "page:do": "save"})
    assert (answer.status_code, content(returned, "outline")) == (422, before)
    assert "请重新打开本页" in text(answer)


def test_a_form_of_which_half_is_missing_takes_nothing_away(returned, browser):
    before = content(returned, "cases")
    browser.post(url(returned, "cases"), {"page:do": "save", "open.y2017": "13件"})
    assert content(returned, "cases") == {**before, "open.y2017": "13件"}


# --- Findings --------------------------------------------------------------------------------------------------------


def fields(row: str, **values) -> dict[str, str]:
    return {f"{row}.{name}": value for name, value in values.items()}


def test_findings_are_added_moved_and_taken_away_and_what_was_typed_stays(returned, browser):
    answer = send(browser, returned, "problems", do="add", **fields("a", kind="problem", title="改过的标题"))
    there = content(returned, "problems")
    new = there["rows"][1]
    assert answer.headers["Location"] == f"{url(returned, 'problems')}#f-problems.{new}"
    assert there["a.title"] == "改过的标题"
    send(browser, returned, "problems", do=f"up:{new}", **fields(new, title="第二条"))
    assert content(returned, "problems")["rows"] == [new, "a"]
    send(browser, returned, "problems", do=f"down:{new}")
    assert content(returned, "problems")["rows"] == ["a", new]
    send(browser, returned, "problems", do="remove:a")
    assert content(returned, "problems") == {"rows": [new], f"{new}.title": "第二条"}
    assert row(returned, "problems").finished is False


def test_what_a_page_does_not_show_stays(returned, browser):
    problems = row(returned, "problems")
    rows = [f"r{number}" for number in range(ROWS_AT_ONCE + 3)]
    problems.content = {"rows": rows, **{f"{one}.title": one for one in rows}, "r0.origin": "below/1/problems.x"}
    problems.save()
    page = browser.get(f"{url(returned, 'problems')}?part=2")
    assert ('name="r0.title"' in text(page), f'name="r{ROWS_AT_ONCE}.title"' in text(page)) == (False, True)
    sent = {"page:seen": json.dumps(problems.content), "page:shown": rows[ROWS_AT_ONCE:], "page:do": "part:1"}
    answer = browser.post(f"{url(returned, 'problems')}?part=2", {**sent, f"r{ROWS_AT_ONCE}.title": "改了"})
    assert answer.headers["Location"] == f"{url(returned, 'problems')}?part=1"
    there = content(returned, "problems")
    assert (there[f"r{ROWS_AT_ONCE}.title"], there["r0.title"], there["r0.origin"], len(there["rows"])) == (
        "改了", "r0", "below/1/problems.x", len(rows),
    )  # fmt: skip
    assert f"?part=2#f-problems.r{ROWS_AT_ONCE}.kind" in text(browser.get(url(returned, "problems")))


def test_places_of_the_body_are_offered_and_any_name_can_be_typed(returned, browser, hunan_sc):
    hunan_sc.locality = Locality.objects.create(
        code="430000", **make.written(Locality, kind="province", name_zh="湖南省", short_zh="湖南")
    )
    hunan_sc.save()
    Locality.objects.create(
        code="430100", **make.written(Locality, kind="prefecture", name_zh="长沙市", short_zh="长沙")
    )
    Locality.objects.create(
        code="440100", **make.written(Locality, kind="prefecture", name_zh="广州市", short_zh="广州")
    )
    page = text(browser.get(url(returned, "problems")))
    assert ('<option value="长沙市">' in page, "广州市" in page) == (True, False)
    send(browser, returned, "problems", **fields("a", kind="problem", title="题", place="广州市"))
    assert "本行政区域内没有“广州市”" in text(browser.get(url(returned, "problems")))


# --- Files -----------------------------------------------------------------------------------------------------------


def test_files_of_a_place_are_listed_and_one_is_taken_away(media, returned, browser):
    kept = keep(worlds.PDF, name="统计表.pdf", media_type="application/pdf")
    files = [str(ReturnFile.objects.create(returned=returned, attachment=kept).key) for _ in range(2)]
    send(browser, returned, "papers", statistics=files)
    assert content(returned, "papers") == {"statistics": files}
    page = text(browser.get(url(returned, "papers")))
    assert (page.count("统计表.pdf</a>"), 'data-address="papers.statistics"' in page) == (2, True)
    assert reverse("api_return_uploads", args=[returned.code]) in page
    send(browser, returned, "papers", do=f"drop:statistics {files[0]}", statistics=files)
    assert content(returned, "papers") == {"statistics": files[1:]}


@pytest.mark.parametrize("keys", [["x!"], ["../etc"], ["a" * 41]])
def test_keys_that_are_none_are_refused(returned, browser, keys):
    assert send(browser, returned, "papers", statistics=keys).status_code == 422
    assert content(returned, "papers") == {}


# --- Two people ------------------------------------------------------------------------------------------------------


def test_of_a_conflict_both_sides_are_shown_and_one_is_chosen(returned, browser):
    seen = content(returned, "cases")
    send(browser, returned, "cases", **{**seen, "all.y2016": "10件"})
    answer = send(browser, returned, "cases", seen=seen, **{**seen, "all.y2016": "11件", "open.y2016": "3件"})
    page = text(answer)
    assert (answer.status_code, "10件" in page, "11件" in page) == (409, True, True)
    there = content(returned, "cases")
    assert (there["all.y2016"], there["open.y2016"]) == ("10件", "3件")
    held = {name: html_value(page, name) for name in ("page:seen", "page:typed")}
    again = browser.post(url(returned, "cases"), {**held, "page:do": "resolve"})
    assert again.status_code == 409  # nothing was chosen: nothing is decided for anybody
    assert "11件" in text(again)
    done = browser.post(url(returned, "cases"), {**held, "page:do": "resolve", "take:all.y2016": "mine"})
    assert (done.status_code, content(returned, "cases")["all.y2016"]) == (302, "11件")


def html_value(page: str, name: str) -> str:
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', page)[1])


@pytest.mark.parametrize(
    ("choice", "left"),
    [("there", ["甲改", "乙"]), ("mine", ["甲又改", "乙"]), ("both", ["甲改", "乙", "甲又改"])],
)
def test_of_a_text_that_two_changed_in_one_place_both_can_be_kept(returned, browser, choice, left):
    seen = {"p1": "甲", "p2": "乙"}
    overview = row(returned, "overview")
    overview.content = seen
    overview.save()
    send(browser, returned, "overview", seen=seen, **{"page:text": "甲改\n乙"})
    page = text(send(browser, returned, "overview", seen=seen, **{"page:text": "甲又改\n乙"}))
    assert content(returned, "overview")["p1"] == "甲改"
    held = {name: html_value(page, name) for name in ("page:seen", "page:typed")}
    browser.post(url(returned, "overview"), {**held, "page:do": "resolve", "take:whole": choice})
    assert list(content(returned, "overview").values()) == left


def test_paragraphs_that_two_people_put_in_are_both_there(returned, browser):
    seen = {"p1": "甲", "p2": "乙", "p3": "丙"}
    overview = row(returned, "overview")
    overview.content = seen
    overview.save()
    send(browser, returned, "overview", seen=seen, **{"page:text": "甲\n乙\n丙改"})
    answer = send(browser, returned, "overview", seen=seen, **{"page:text": "新的一段\n甲\n乙\n丙"})
    assert answer.status_code == 302
    assert list(content(returned, "overview").values()) == ["新的一段", "甲", "乙", "丙改"]


def test_a_finding_that_one_takes_away_while_another_changes_it_stays(returned, browser):
    seen = content(returned, "problems")
    send(browser, returned, "problems", do="remove:a", seen=seen)
    assert content(returned, "problems") == {}
    answer = send(browser, returned, "problems", seen=seen, **fields("a", kind="problem", title="正在改的"))
    assert (answer.status_code, content(returned, "problems")["a.title"]) == (302, "正在改的")
    seen = content(returned, "problems")
    send(browser, returned, "problems", seen=seen, **fields("a", kind="problem", title="又改了"))
    send(browser, returned, "problems", do="remove:a", seen=seen)
    assert content(returned, "problems")["a.title"] == "又改了"


def test_what_the_page_itself_sent_just_before_is_no_conflict(returned, browser):
    seen = content(returned, "outline")
    pending = {"organised": "打了一半", "reported": "yes"}
    send(browser, returned, "outline", seen=seen, **pending)
    answer = send(
        browser, returned, "outline", seen=seen, organised="打了一半又打", reported="yes",
        **{"page:pending": json.dumps(pending)},
    )  # fmt: skip
    assert (answer.status_code, content(returned, "outline")["organised"]) == (302, "打了一半又打")


# --- The check page --------------------------------------------------------------------------------------------------


def test_the_check_page_shows_every_answer_and_every_fault_with_the_way_to_it(returned, browser):
    cases = row(returned, "cases")
    cases.content = {**cases.content, "solved.y2016": "99件"}
    cases.save()
    page = text(browser.get(url(returned, name="return_check")))
    assert f'href="{url(returned, "cases")}#f-cases.solved.y2016"' in page
    assert "有的单位未备案" in page and "落实" in page and "尚不经常" in page
    assert "“文字”尚未标明已填完。" in page
    assert page.count(f'href="{url(returned, "outline")}"') == 1
    assert "btn-seal" not in page


def test_when_nothing_is_wrong_the_signatory_is_led_to_sign(returned, browser, hunan_head):
    returned.sections.update(finished=True)
    page = text(browser.get(url(returned, name="return_check")))
    assert ("内容齐全" in page, url(returned, name="return_sign") in page) == (True, False)
    page = text(browser_of(hunan_head).get(url(returned, name="return_check")))
    assert url(returned, name="return_sign") in page


# --- Who sees it -----------------------------------------------------------------------------------------------------

NAMES = ["return", "return_check", "return_section", "return_begin"]


def test_the_signatory_reads_and_does_not_write(returned, hunan_head):
    browser, before = browser_of(hunan_head), content(returned, "outline")
    for name in NAMES[:3]:
        answer = browser.get(url(returned, "outline" if name == "return_section" else "", name))
        assert answer.status_code == 200
    assert "由主任会议组织" in text(browser.get(url(returned, "outline")))
    assert browser.get(url(returned, name="return_begin")).status_code == 403
    assert send(browser, returned, "outline", organised="x").status_code == 403
    assert content(returned, "outline") == before


@pytest.mark.parametrize("name", ["liu", "chen", "zhang", "sun", "fu", "wenchang", "superuser", "leaver"])
def test_nobody_above_or_beside_finds_it(returned, cast, name):
    browser = browser_of(cast[name])
    for page in NAMES:
        path = url(returned, "outline" if page == "return_section" else "", page)
        assert (page, browser.get(path).status_code) == (page, 404)
    assert send(browser, returned, "outline", organised="x").status_code == 404


def test_missing_sections_are_missing(returned, browser):
    assert browser.get(url(returned, "nothing")).status_code == 404
    assert browser.post(url(returned, "nothing"), {}).status_code == 404


# --- How much is asked of the database -------------------------------------------------------------------------------


def grow(returned: Return, sections: int, rows: int) -> None:
    """`sections` more tables of figures with `rows` rows each, and as many findings."""
    request = returned.delegation.request
    for number in range(sections):
        values = make.written(RequestSection, order=50 + number, kind="figures", required=False)
        section = RequestSection.objects.create(request=request, key=f"more{number}", **values)
        for place in range(rows):
            given = make.written(RequestQuestion, order=place, kind="figure")
            RequestQuestion.objects.create(section=section, key=f"q{place}", **given)
        returned.sections.create(section=section)
    problems = row(returned, "problems")
    keys = [f"r{number}" for number in range(rows)]
    problems.content = {"rows": keys, **{f"{one}.title": "题" for one in keys}}
    problems.save()


@pytest.mark.parametrize(("name", "key"), [("return", ""), ("return_check", ""), ("return_section", "problems")])
def test_queries_do_not_grow_with_sections_and_rows(inspection, hunan_sc, hunan, name, key):
    browser, counts = browser_of(hunan), []
    for sections, rows in ((1, 1), (3, 3), (12, 60)):
        request = make.make_request(inspection)
        returned = make.make_return(make.make_delegation(inspection, hunan_sc, request=request), finished=False)
        grow(returned, sections, rows)
        browser.get(url(returned, key, name))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url(returned, key, name)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] < 40
