"""委托事项: who asks, what is asked, and that nothing changes once the first letter has gone out."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.text import Text
from inspections.actions.request_questions import add_duties, add_lines, add_question, change_question, mark_of_question
from inspections.actions.request_sections import add_column, add_section, mark_of_section, move_section
from inspections.actions.requests import fix_request, make_request, request_faults
from inspections.asking.store import digest_of
from inspections.enums import InspectionState
from inspections.models import Request
from inspections.queries.asking import form_of
from tests import make
from tests.security.site import browser_of

ASKED = {"title": Text("委托检查事项", "What is asked"), "note": Text(), "days": 15}


@pytest.fixture
def inspection(npcsc):
    row = make.make_inspection(npcsc, "npc", year=2017)
    for order, title in enumerate(("宣传普及", "信息保护"), start=1):
        make.make_focus_point(row, order=order, title=Text(title, f"point {order}"))
    return row


@pytest.fixture
def asked(inspection, liu) -> Request:
    return make_request(inspection=inspection, values=ASKED, by=liu)


def section_of(request: Request, key: str):
    return request.sections.get(key=key)


def question(**given):
    none = {"guidance": Text(), "required": False, "evidence": False, "kind": "figure"}
    return {**none, "prompt": Text("立案数"), **given}


def rows_of(request: Request, key: str) -> list[str]:
    return list(section_of(request, key).questions.values_list("prompt_zh", flat=True))


# --- Making -----------------------------------------------------------------------------------------------------------


def test_a_request_begins_with_the_standard_outline(asked):
    form = form_of(asked)
    assert [section.key for section in form.sections] == [
        "overview", "effects", "achievements", "problems", "focus", "figures", "duties", "proposals", "papers"
    ]  # fmt: skip
    assert [one.prompt.zh for one in form.section("focus").questions] == [
        "宣传普及的情况如何，有哪些问题？", "信息保护的情况如何，有哪些问题？"
    ]  # fmt: skip
    assert [column.title.zh for column in form.section("figures").columns] == ["2015年", "2016年", "2017年"]
    assert (asked.code, asked.days, asked.is_fixed) == ("npc-r1", 15, False)
    assert [entry.verb for entry in asked.history] == ["make_request"]


def test_the_organiser_asks_through_its_staff_alone(inspection, wang, zhao, sun, fu, hunan, wenchang):
    for person in (wang, zhao, sun, fu, hunan, wenchang):
        with pytest.raises(PermissionDenied):
            make_request(inspection=inspection, values=ASKED, by=person)
    assert not Request.objects.exists()


def test_whoever_was_entrusted_asks_the_next_level(inspection, asked, hainan_sc, clerk, signatory, wang, liu, hunan):
    delegation = make.make_delegation(inspection, hainan_sc, request=asked)
    below = make_request(inspection=inspection, parent=delegation, values=ASKED, source=asked, by=clerk)
    assert (below.entruster_id, below.parent, below.code) == (hainan_sc.pk, delegation, f"{delegation.code}-r1")
    assert [row.key for row in below.sections.all()] == [row.key for row in asked.sections.all()]
    for person in (wang, liu, hunan, signatory):
        with pytest.raises(PermissionDenied):
            make_request(inspection=inspection, parent=delegation, values=ASKED, by=person)
    assert make_request(inspection=inspection, parent=delegation, values=ASKED, by=clerk).code.endswith("-r2")


def test_the_standard_outline_of_the_next_level_tells_nothing_of_the_scheme_above(inspection, asked, hainan_sc, clerk):
    delegation = make.make_delegation(inspection, hainan_sc, request=asked)
    below = make_request(inspection=inspection, parent=delegation, values=ASKED, by=clerk)
    assert "focus" not in {section.key for section in below.sections.all()}


def test_once_the_return_is_out_of_the_house_nobody_is_entrusted_with_it(inspection, asked, hainan_sc, clerk):
    delegation = make.make_delegation(inspection, hainan_sc, request=asked, state="submitted")
    with pytest.raises(PermissionDenied):
        make_request(inspection=inspection, parent=delegation, values=ASKED, by=clerk)


def test_a_copy_asks_the_same(inspection, liu, npcsc):
    source = make.make_request(make.make_inspection(npcsc), fixed=False)
    add_lines(section=section_of(source, "cases"), text="又一项（件）", by=liu)
    again = make_request(inspection=inspection, values=ASKED, source=source, by=liu)
    copied, original = form_of(again), form_of(source)
    assert (copied.sections, copied.key == original.key) == (original.sections, False)
    parts = section_of(again, "cases").questions.exclude(part_of=None)
    assert {row.part_of.section.request for row in parts} == {again}
    assert [column.precision for column in section_of(again, "cases").columns.all()] == ["year", "year"]


def test_what_she_does_not_see_cannot_be_copied(inspection, liu, hainan_sc):
    foreign = make.make_request(make.make_inspection(hainan_sc), mark="Canary7foreign")
    with pytest.raises(PermissionDenied):
        make_request(inspection=inspection, values=ASKED, source=foreign, by=liu)
    answer = browser_of(liu).post(
        reverse("request_new", args=["npc"]), {"title_zh": "甲", "begin": "copy", "source": foreign.code}
    )
    assert (answer.status_code, b"Canary7foreign" in answer.content, Request.objects.count()) == (422, False, 1)


def test_when_the_inspection_is_over_nothing_is_asked(inspection, liu):
    inspection.state = InspectionState.CANCELLED
    inspection.save()
    with pytest.raises(ValidationError, match="不能再提出委托事项"):
        make_request(inspection=inspection, values=ASKED, by=liu)


def test_one_press_makes_it(inspection, liu):
    browser, address = browser_of(liu), reverse("request_new", args=["npc"])
    form = browser.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    answer = browser.post(address, sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/requests/npc-r1/")
    assert browser.post(address, {**sent, "days": "9" * 30}).status_code == 422
    assert browser.post(address, {**sent, "title_zh": "甲\0"}).status_code == 422
    assert browser.post(address, {**sent, "title_zh": "长" * 201}).status_code == 422
    assert Request.objects.count() == 1


# --- Sections, columns, rows ------------------------------------------------------------------------------------------


def test_sections_are_added_moved_and_keep_their_keys(asked, liu):
    made = add_section(request=asked, values={"kind": "text", "title": Text("其他"), "guidance": Text(),
                                              "required": False}, by=liu)  # fmt: skip
    assert (made.key, made.order) == ("s1", 10)
    move_section(section=made, up=True, by=liu)
    assert [row.key for row in asked.sections.all()][-2:] == ["s1", "papers"]
    move_section(section=asked.sections.first(), up=True, by=liu)
    assert asked.sections.first().key == "overview"


def test_a_column_of_a_year_has_its_period_and_key_from_its_title(asked, liu):
    section = section_of(asked, "figures")
    year = add_column(section=section, values={"title": Text("2014年"), "starts": None, "ends": None}, by=liu)
    part = add_column(section=section, values={"title": Text("2017年1—8月"), "starts": None, "ends": None}, by=liu)
    assert (year.key, year.title.en, str(year.ends)) == ("y2014", "2014", "2014-12-31")
    assert (part.key, part.precision, str(part.starts), str(part.ends)) == ("c1", "month", "2017-01-01", "2017-08-31")
    with pytest.raises(ValidationError, match="已有同名的列"):
        add_column(section=section, values={"title": Text("2014年"), "starts": None, "ends": None}, by=liu)
    with pytest.raises(ValidationError, match="只有数据表才有列"):
        add_column(
            section=section_of(asked, "focus"), values={"title": Text("甲"), "starts": None, "ends": None}, by=liu
        )


def test_pasted_lines_become_rows_with_units_and_parts(asked, liu):
    section = section_of(asked, "figures")
    text = "网络安全案件立案数（件）\n其中：破获数（起）\n其中：抓获人数（名）\n\n涉案金额（万元）"
    made = add_lines(section=section, text=text, by=liu)
    assert [(row.key, row.prompt.zh, row.unit, row.part_of and row.part_of.key) for row in made] == [
        ("r1", "网络安全案件立案数", "case_tried", None),
        ("r2", "破获数", "case_solved", "r1"),
        ("r3", "抓获人数", "person_named", "r1"),
        ("r4", "涉案金额（万元）", "", None),
    ]
    assert add_lines(section=section, text=text, by=liu) == []


def test_parts_and_wholes_run_in_no_circle(asked, liu):
    section = section_of(asked, "figures")
    whole, part, least = add_lines(section=section, text="总数（件）\n分项（件）\n小项（件）", by=liu)
    change_question(question=part, values=question(part_of=whole), seen=mark_of_question(part), by=liu)
    change_question(question=least, values=question(prompt=Text("小项"), part_of=part), seen=mark_of_question(least),
                    by=liu)  # fmt: skip
    for above in (whole, part, least):
        with pytest.raises(ValidationError, match="不能是自己的分项"):
            change_question(question=whole, values=question(part_of=above), seen=mark_of_question(whole), by=liu)
    assert request_faults(asked) == ["“法定职责清单”还没有条目。可补充内容，或者删除这一部分。"]


def test_figures_agree_only_within_a_request_and_under_the_same_columns(asked, inspection, liu):
    section = section_of(asked, "figures")
    (row,) = add_lines(section=section, text="总数（件）", by=liu)
    single = add_question(section=section_of(asked, "focus"), values=question(prompt=Text("共几件")), by=liu)
    other = make_request(inspection=inspection, values=ASKED, by=liu)
    (foreign,) = add_lines(section=section_of(other, "figures"), text="总数（件）", by=liu)
    for equals, sentence in ((single, "列不同"), (foreign, "本委托事项"), (row, "不必与自己一致")):
        with pytest.raises(ValidationError, match=sentence):
            change_question(question=row, values=question(equals=equals), seen=mark_of_question(row), by=liu)
    with pytest.raises(ValidationError, match="同一部分"):
        change_question(question=row, values=question(part_of=single), seen=mark_of_question(row), by=liu)
    second = add_question(section=section, values=question(prompt=Text("另一处的总数"), equals=row), by=liu)
    assert form_of(asked).question("figures.r2").equals == "figures.r1"
    assert second.equals == row


def test_what_others_hold_a_figure_against_stays_a_figure(asked, liu):
    section = section_of(asked, "focus")
    first = add_question(section=section, values=question(prompt=Text("甲")), by=liu)
    add_question(section=section, values=question(prompt=Text("乙"), equals=first), by=liu)
    with pytest.raises(ValidationError, match="勾稽关系"):
        change_question(question=first, values=question(kind="text"), seen=mark_of_question(first), by=liu)


def test_options_keep_their_keys(asked, liu):
    section = section_of(asked, "focus")
    given = question(kind="choice", prompt=Text("出台情况"), options=[Text("已出台"), Text("未出台")])
    row = add_question(section=section, values=given, by=liu)
    more = {**given, "options": [Text("正在起草"), Text("未出台"), Text("已出台", "Adopted")]}
    row = change_question(question=row, values=more, seen=mark_of_question(row), by=liu)
    assert [(one["key"], one["zh"]) for one in row.options] == [("o3", "正在起草"), ("o2", "未出台"), ("o1", "已出台")]
    with pytest.raises(ValidationError, match="至少写两个选项"):
        change_question(question=row, values={**given, "options": []}, seen=mark_of_question(row), by=liu)


def test_who_was_slower_overwrites_nothing(asked, liu):
    browser = browser_of(liu)
    address = reverse("request_section_change", args=[asked.code, "overview"])
    form = browser.get(address).context["form"]
    sent = {"title_zh": "概述", "seen": form["seen"].value()}
    assert browser.post(address, sent).status_code == 302
    answer = browser.post(address, {**sent, "title_zh": "总述"})
    assert (answer.status_code, section_of(asked, "overview").title.zh) == (409, "概述")
    assert "总述" in answer.content.decode()
    again = answer.context["form"]["seen"].value()
    assert again == mark_of_section(section_of(asked, "overview"))
    assert browser.post(address, {**sent, "title_zh": "总述", "seen": again}).status_code == 302
    assert section_of(asked, "overview").title.zh == "总述"


def test_a_section_takes_only_so_many_lines(asked, liu):
    text = "\n".join(f"第{number}项" for number in range(301))
    with pytest.raises(ValidationError, match="最多300项"):
        add_lines(section=section_of(asked, "figures"), text=text, by=liu)
    with pytest.raises(ValidationError, match="超过300个字"):
        add_lines(section=section_of(asked, "figures"), text="长" * 301, by=liu)
    with pytest.raises(ValidationError, match="不设问题"):
        add_lines(section=section_of(asked, "overview"), text="甲", by=liu)


# --- Fixing -----------------------------------------------------------------------------------------------------------


def ready(asked: Request, liu) -> Request:
    add_lines(section=section_of(asked, "figures"), text="立案数（件）", by=liu)
    add_duties(section=section_of(asked, "duties"), duties=[(Text("是否留存日志"), Text("第二十一条"))], by=liu)
    return asked


def test_a_request_that_cannot_be_answered_is_not_fixed(asked, sun):
    with pytest.raises(ValidationError) as refusal:
        fix_request(request=asked, by=sun)
    assert refusal.value.messages == request_faults(asked)
    assert len(refusal.value.messages) == 2
    assert not Request.objects.get().is_fixed


def test_who_issues_letters_fixes_it_once(asked, liu, sun, wang, hunan_head):
    ready(asked, liu)
    for person in (liu, wang, hunan_head):
        with pytest.raises(PermissionDenied):
            fix_request(request=asked, by=person)
    fixed = fix_request(request=asked, by=sun)
    assert (fixed.digest, fixed.is_fixed) == (digest_of(form_of(asked)), True)
    again = fix_request(request=asked, by=sun)
    assert (again.fixed_at, again.digest) == (fixed.fixed_at, fixed.digest)
    assert [entry.verb for entry in fixed.history].count("fix_request") == 1


EDITS = {
    "request_change": ((), {"title_zh": "甲"}),
    "request_remove": ((), {}),
    "request_section_new": ((), {"kind": "text", "title_zh": "甲"}),
    "request_section_change": (("overview",), {"title_zh": "甲"}),
    "request_section_remove": (("overview",), {}),
    "request_section_move": (("effects",), {"to": "up"}),
    "request_column_new": (("figures",), {"title_zh": "2010年"}),
    "request_column_change": (("figures", "y2017"), {"title_zh": "2018年"}),
    "request_column_remove": (("figures", "y2017"), {}),
    "request_column_move": (("figures", "y2017"), {"to": "up"}),
    "request_question_new": (("figures",), {"prompt_zh": "甲"}),
    "request_questions_paste": (("figures",), {"lines": "甲"}),
    "request_question_change": (("figures", "r1"), {"prompt_zh": "甲"}),
    "request_question_remove": (("figures", "r1"), {}),
    "request_question_move": (("focus", "q2"), {"to": "up"}),
    "request_duties": (("duties",), {"numbers": ["1"]}),
}


@pytest.mark.parametrize("route", EDITS)
def test_a_fixed_request_is_read_only(asked, liu, sun, route):
    """Each edit changes an open request; of a fixed one not a word, and the page says why."""
    make.make_item(asked.inspection, order=1)
    keys, sent = EDITS[route]
    browser, address = browser_of(liu), reverse(route, args=[ready(asked, liu).code, *keys])
    page = None if route.endswith("_move") else browser.get(address)
    if page is not None:
        form = page.context["form"]
        sent = {**sent, "seen": form["seen"].value() or ""} if form is not None and "seen" in form.fields else sent
    before = form_of(asked)
    fix_request(request=asked, by=sun)
    answer = browser.post(address, sent)
    assert (answer.status_code, "委托事项已固定" in answer.content.decode()) == (422, True)
    assert (form_of(Request.objects.get()), digest_of(before)) == (before, Request.objects.get().digest)
    if page is not None:
        assert "<form" not in browser.get(address).content.decode().split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("route", EDITS)
def test_an_open_request_is_changed_by_its_own_case_officers_alone(
    asked, hunan_sc, hunan, wang, zhao, fu, wenchang, liu, route
):
    """The body it is put to sees it and changes nothing; another one does not know it."""
    make.make_item(asked.inspection, order=1)
    keys, sent = EDITS[route]
    address = reverse(route, args=[ready(asked, liu).code, *keys])
    if route != "request_remove":
        make.make_delegation(asked.inspection, hunan_sc, request=asked)
    before = form_of(asked)
    refused = {person.username: browser_of(person).post(address, sent).status_code
               for person in (wang, zhao, hunan, fu, wenchang)}  # fmt: skip
    unknown = 404 if route == "request_remove" else 403
    assert refused == {"wang": 403, "zhao": 403, "hunan": unknown, "fu": 404, "wenchang": 404}
    assert form_of(Request.objects.get()) == before
    seen = {}
    if not route.endswith(("_move", "_remove")):
        form = browser_of(liu).get(address).context["form"]
        seen = {"seen": form["seen"].value() or ""} if "seen" in form.fields else {}
    assert browser_of(liu).post(address, {**sent, **seen}).status_code == 302
    assert not Request.objects.exists() or form_of(Request.objects.get()) != before


def test_a_request_in_use_is_not_removed(asked, hunan_sc, liu):
    make.make_delegation(asked.inspection, hunan_sc, request=asked)
    answer = browser_of(liu).post(reverse("request_remove", args=[asked.code]))
    assert (answer.status_code, "不能删除" in answer.content.decode(), Request.objects.count()) == (422, True, 1)


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_the_page_shows_what_those_who_fill_in_will_find(asked, hunan_sc, hunan, liu, sun):
    section = section_of(ready(asked, liu), "figures")
    add_lines(section=section, text="其中：破获数（起）", by=liu)
    page = browser_of(liu).get(asked.get_absolute_url()).content.decode()
    assert ("可修改" in page, 'id="i-figures.r1"' in page, "“立案数”的分项" in page) == (True, True, True)
    assert "request_section_new" not in page and reverse("request_section_new", args=[asked.code]) in page
    fix_request(request=asked, by=sun)
    make.make_delegation(asked.inspection, hunan_sc, request=asked)
    theirs = browser_of(hunan).get(asked.get_absolute_url()).content.decode()
    fixed = Request.objects.get()
    assert (fixed.digest in theirs, "是否留存日志" in theirs) == (True, True)
    assert (reverse("request_section_new", args=[asked.code]) in theirs, "办理记录" in theirs) == (False, False)
    assert asked.inspection.get_absolute_url() not in theirs


def test_before_the_letter_the_body_knows_nothing_of_it(asked, hunan_sc, hunan):
    make.make_delegation(asked.inspection, hunan_sc, request=asked, state="consulted")
    assert browser_of(hunan).get(asked.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("route", ["request", "request_section_change"])
def test_queries_do_not_grow_with_what_is_asked(asked, liu, route):
    section, counts = section_of(asked, "figures"), []
    address = reverse(route, args=[asked.code, *(["figures"] if route != "request" else [])])
    add_lines(section=section, text="总数（件）\n其中：分项（件）", by=liu)
    for lines in (["甲（件）"], ["其中：乙（件）", "其中：丙（件）"], [f"第{number}项（件）" for number in range(40)]):
        add_lines(section=section, text="\n".join(lines), by=liu)
        browser = browser_of(liu)
        browser.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(address).status_code == 200
        counts.append(len(queries))
    assert (len(set(counts)), counts[0] < 25) == (1, True), counts


@pytest.mark.parametrize(
    ("route", "keys"),
    [
        ("request_section_change", ["nothing"]),
        ("request_column_new", ["focus"]),
        ("request_column_change", ["figures", "nothing"]),
        ("request_question_new", ["overview"]),
        ("request_question_change", ["focus", "nothing"]),
        ("request_duties", ["focus"]),
    ],
)
def test_what_is_not_there_is_not_found(asked, liu, route, keys):
    assert browser_of(liu).get(reverse(route, args=[asked.code, *keys])).status_code == 404


@pytest.mark.parametrize(
    ("route", "keys", "sent"),
    [
        ("request_section_new", [], {"kind": "poem", "title_zh": "甲"}),
        ("request_section_new", [], {"kind": "text", "title_zh": "甲\0"}),
        ("request_section_new", [], {"kind": "text", "title_zh": "基本情况"}),
        ("request_section_new", [], {"kind": "text", "title_zh": "长" * 121}),
        ("request_column_new", ["figures"], {"title_zh": "甲", "starts": "2017-13-01"}),
        ("request_column_new", ["figures"], {"title_zh": "甲", "starts": "2017-02-01", "ends": "2017-01-01"}),
        ("request_column_new", ["figures"], {"title_zh": "甲", "ends": "2017-01-01"}),
        ("request_question_new", ["figures"], {"prompt_zh": "甲", "unit": "furlong"}),
        ("request_question_new", ["figures"], {"prompt_zh": "甲", "part_of": "9" * 30}),
        ("request_question_new", ["figures"], {"prompt_zh": "甲", "equals": "x"}),
        ("request_question_new", ["focus"], {"prompt_zh": "甲", "kind": "duty"}),
        ("request_question_new", ["focus"], {"prompt_zh": "甲", "kind": "choice", "options": "甲\n甲"}),
        ("request_question_new", ["focus"], {"prompt_zh": "", "kind": "text"}),
        ("request_questions_paste", ["figures"], {"lines": "\0"}),
        ("request_questions_paste", ["figures"], {"lines": ""}),
        ("request_questions_paste", ["figures"], {"lines": "长" * 20_001}),
    ],
)
def test_strange_input_gets_a_sentence(asked, liu, route, keys, sent):
    answer = browser_of(liu).post(reverse(route, args=[asked.code, *keys]), sent)
    page = answer.content.decode()
    assert (answer.status_code, 'id="error-summary"' in page, "有误：" in page) == (422, True, True)


def test_several_at_once_on_the_page(asked, liu):
    address = reverse("request_questions_paste", args=[asked.code, "figures"])
    answer = browser_of(liu).post(address, {"lines": "立案数（件）\n涉案金额（万元）"}, follow=True)
    page = answer.content.decode()
    assert ("已增加2项" in page, "没有认出计量单位：涉案金额（万元）" in page) == (True, True)
    assert rows_of(asked, "figures") == ["立案数", "涉案金额（万元）"]
