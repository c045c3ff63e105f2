"""The responsibility list: its lines, how they are grouped and found, what was answered where, and copying it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.text import Text
from findings.actions.responsibilities import add_item, change_item, copy_items, void_item
from findings.models import ResponsibilityItem
from findings.queries.completeness import completeness_of
from tests import make
from tests.security.site import browser_of

LIST = "/inspections/npc/responsibilities/"


def values(item: ResponsibilityItem, **changed) -> dict[str, object]:
    """What the actions take, as the line has it, with `changed`."""
    return {
        "instrument": item.article.instrument,
        "number": item.article.number,
        "insertion": item.article.insertion,
        "focus_point": item.focus_point,
        "holder": item.holder_text,
        "question": item.question,
        **changed,
    }


def page(person, address: str = LIST) -> str:
    return browser_of(person).get(address).content.decode()


# --- Lines -----------------------------------------------------------------------------------------------------------


def test_a_line_is_added_at_the_end_with_its_history(beijing, liu, cac_body):
    given = values(beijing.item, number=25, holder=Text("国家网信办", ""), question=Text("有无预案？", "A plan?"))
    item = add_item(inspection=beijing.inspection, values=given, by=liu)
    assert (item.order, item.article.label.zh, item.question) == (
        beijing.item.order + 1, "第二十五条", Text("有无预案？", "A plan?"),
    )  # fmt: skip
    assert (item.holder, item.holder_name) == (cac_body, Text())  # the name of a body is not written a second time
    assert [(entry.verb, entry.by_id) for entry in item.history] == [("add_responsibility", liu.pk)]


def test_a_kind_of_units_stays_a_wording(beijing, liu):
    given = values(beijing.item, holder=Text(" 网络运营者 ", "network operators"))
    item = add_item(inspection=beijing.inspection, values=given, by=liu)
    assert (item.holder, item.holder_text) == (None, Text("网络运营者", "network operators"))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"holder": Text("  ", "somebody")}, "holder_zh"),
        ({"question": Text("", "What?")}, "question_zh"),
        ({"question": Text("长" * 301, "")}, "question_zh"),
    ],
)
def test_a_line_that_says_too_little_or_too_much_is_refused_by_field(beijing, liu, changed, field):
    with pytest.raises(ValidationError) as refused:
        add_item(inspection=beijing.inspection, values=values(beijing.item, **changed), by=liu)
    assert list(refused.value.message_dict) == [field]
    assert beijing.inspection.responsibility_items.count() == 1


def test_articles_and_focus_points_are_those_of_the_inspection(beijing, hainan, liu):
    foreign = {
        "instrument": hainan.item.article.instrument,
        "focus_point": hainan.inspection.focus_points.get(),
    }
    with pytest.raises(ValidationError) as refused:
        add_item(inspection=beijing.inspection, values=values(beijing.item, **foreign), by=liu)
    assert set(refused.value.message_dict) == {"instrument", "focus_point"}


@pytest.mark.parametrize("name", ["wang", "zhao", "sun", "fu", "cac", "auditor"])
def test_others_change_nothing(beijing, cast, name):
    by = cast[name]
    for act in (
        lambda: add_item(inspection=beijing.inspection, values=values(beijing.item), by=by),
        lambda: change_item(item=beijing.item, values=values(beijing.item), base=1, by=by),
        lambda: void_item(item=beijing.item, reason="重复", by=by),
        lambda: copy_items(source=beijing.inspection, target=beijing.inspection, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert list(beijing.inspection.responsibility_items.values_list("version", "void_reason")) == [(1, "")]


@pytest.mark.parametrize("state", ["closed", "archived", "moved", "cancelled"])
def test_the_list_of_an_inspection_that_is_over_stands_still(beijing, liu, state):
    beijing.inspection.state = state
    beijing.inspection.save()
    with pytest.raises(ValidationError) as refused:
        add_item(inspection=beijing.inspection, values=values(beijing.item), by=liu)
    assert refused.value.code == "over"
    assert f"{LIST}add/" not in page(liu)


def test_an_answered_line_keeps_its_question_but_not_its_english(beijing, liu):
    item = beijing.item
    with pytest.raises(ValidationError) as refused:
        change_item(item=item, values=values(item, question=Text("另一个问题", "")), base=1, by=liu)
    assert refused.value.code == "answered"
    changed = change_item(
        item=item, values=values(item, question=Text(item.question_zh, "In better English")), base=1, by=liu
    )
    assert (changed.version, changed.question_en) == (2, "In better English")


def test_a_line_that_nobody_looked_at_may_become_another_one(beijing, chen):
    beijing.item.answers.update(answer="not_seen")
    changed = change_item(item=beijing.item, values=values(beijing.item, number=34), base=1, by=chen)
    assert (changed.article.number, changed.version) == (34, 2)
    (entry,) = changed.history
    assert entry.note.startswith("article_id: ")


def test_who_saw_an_older_version_is_told_and_nothing_is_lost(beijing, liu, chen):
    item = beijing.item
    change_item(item=item, values=values(item, question=Text(item.question_zh, "Chen's")), base=1, by=chen)
    answer = browser_of(liu).post(
        f"{LIST}{item.order}/change/",
        {"instrument": item.article.instrument_id, "number": 21, "holder_zh": item.holder_name_zh,
         "question_zh": item.question_zh, "question_en": "Liu's", "base": 1},
    )  # fmt: skip
    content = answer.content.decode()
    assert (answer.status_code, "Chen&#x27;s" in content, "Liu&#x27;s" in content) == (409, True, True)
    assert 'name="base" value="2"' in content
    item.refresh_from_db()
    assert item.question_en == "Chen's"


def test_before_the_notice_an_unanswered_line_is_removed_afterwards_it_is_void(beijing, liu, chen):
    spare = make.make_item(beijing.inspection, article=beijing.item.article)
    assert void_item(item=spare, reason="重复", by=liu) is True
    assert not ResponsibilityItem.objects.filter(pk=spare.pk).exists()
    assert beijing.inspection.history.last().note.endswith("重复")
    assert void_item(item=beijing.item, reason="  与第二十五条重复 ", by=chen) is False  # it was answered
    beijing.item.refresh_from_db()
    assert (beijing.item.void_reason, beijing.item.history.last().verb) == ("与第二十五条重复", "void_responsibility")
    beijing.inspection.state = "in_progress"
    beijing.inspection.save()
    late = make.make_item(beijing.inspection, article=beijing.item.article)
    assert void_item(item=late, reason="重复", by=liu) is False
    with pytest.raises(ValidationError):
        void_item(item=late, reason="再来一次", by=liu)


def test_a_void_line_is_gone_from_the_list_and_stays_readable(beijing, liu):
    void_item(item=beijing.item, reason="表述不清", by=liu)
    content = page(liu)
    assert ("已作废1条" in content, "表述不清" in content, "责任清单还没有条目" in content) == (True, True, True)
    assert "这一条已作废" in page(liu, f"{LIST}{beijing.item.order}/")


# --- Pages -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def many(npcsc, liu):
    """Three lines of two articles: one not met in Hainan, one met there, one that nobody looked at."""
    inspection = make.make_inspection(npcsc, "npc")
    law = make.make_article(21)
    focus = make.make_focus_point(inspection, order=1)
    given = {"focus_point": focus, "holder_name": Text("网络运营者", "operators")}
    logs = make.make_item(inspection, order=1, article=law, question=Text("留存日志", "Logs"), **given)
    plans = make.make_item(inspection, order=2, article=law, question=Text("应急预案", "Plans"), **given)
    later = make.make_article(34, instrument=law.instrument)
    make.make_item(
        inspection, order=3, article=later, question=Text("容灾备份", "Backups"), holder_name=Text("运营单位", "units")
    )
    visit = make.make_visit(inspection, "460000")
    make.make_answer(logs, visit, answer="not_met", evidence="抽查日志不足三个月")
    make.make_answer(plans, visit, answer="met", evidence="查阅预案")
    make.make_answer(plans, make.make_visit(inspection, "450000"), answer="not_seen", evidence="")
    return inspection


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"留存日志", "应急预案", "容灾备份"}),
        ("focus=1", {"留存日志", "应急预案"}),
        ("holder=运营单位", {"容灾备份"}),
        ("answer=not_met", {"留存日志"}),
        ("answer=not_seen", {"容灾备份"}),
        ("answer=met&focus=1", {"应急预案"}),
        ("q=三个月", {"留存日志"}),
        ("q=Backups", {"容灾备份"}),
        ("group=holder", {"留存日志", "应急预案", "容灾备份"}),
        ("q=没有的词", set()),
        ("answer=perhaps", set()),
    ],
)
def test_a_filter_narrows_the_list(many, wang, asked, found):
    content = page(wang, f"{LIST}?{asked}")
    assert {words for words in ("留存日志", "应急预案", "容灾备份") if words in content} == found


def test_lines_stand_under_their_article_or_under_who_has_the_duty(many, wang):
    heads = {
        group: [part.split("<")[0].strip() for part in page(wang, f"{LIST}?group={group}").split('duty-group">')[1:]]
        for group in ("", "holder")
    }
    assert heads == {"": ["第二十一条", "第三十四条"], "holder": ["网络运营者", "运营单位"]}


def test_units_have_their_names_for_those_who_work_on_it_alone(many, liu, wang):
    item = many.responsibility_items.get(order=3)
    visit = many.visits.get(locality="460000")
    unit = make.make_unit(
        many, visit=visit, order=7, name=Text("海南某公司", "Company"), published=Text("某运营单位", "an operator")
    )
    make.make_answer(item, visit, unit=unit)
    shown = {person.username: ("海南某公司" in page(person), "某运营单位" in page(person)) for person in (liu, wang)}
    assert shown == {"liu": (True, False), "wang": (False, True)}


def test_a_line_shows_all_answers_and_a_way_to_raise_a_finding(many, liu, wang):
    visit, item = many.visits.get(locality="460000"), many.responsibility_items.get(order=1)
    way = f"/inspections/npc/findings/new/?visit={visit.pk}&amp;article={item.article_id}"
    shown = {person.username: page(person, f"{LIST}1/") for person in (liu, wang)}
    assert {name: (way in content, "抽查日志不足三个月" in content) for name, content in shown.items()} == {
        "liu": (True, True),
        "wang": (False, True),
    }


def test_buttons_are_those_that_would_work(many, liu, sun):
    assert {person.username: f"{LIST}add/" in page(person) for person in (liu, sun)} == {"liu": True, "sun": False}
    assert {person.username: "/responsibilities/visits/" in page(person) for person in (liu, sun)} == {
        "liu": True,
        "sun": False,
    }


@pytest.mark.parametrize("rest", ["", "1/", "completeness/"])
def test_pages_cost_the_same_for_one_line_for_three_and_for_many(npcsc, chen, rest):
    inspection = make.make_inspection(npcsc, "npc")
    article = make.make_article()
    browser, costs = browser_of(chen), []
    for more in (1, 2, 27):
        for _ in range(more):
            number = inspection.responsibility_items.count() + 1
            point = make.make_focus_point(inspection, order=number)
            item = make.make_item(inspection, article=article, order=number, focus_point=point)
            visit = make.make_visit(inspection, f"8{number:05}")
            make.make_answer(item, visit, unit=make.make_unit(inspection, visit=visit), written_by=chen)
            make.make_answer(inspection.responsibility_items.first(), visit)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"{LIST}{rest}").status_code == 200
        costs.append(len(queries))
    assert costs[1:] == [costs[0]] * 2


# --- Completeness ----------------------------------------------------------------------------------------------------


def test_completeness_counts_questions_not_answers(many):
    visit, item = many.visits.get(locality="460000"), many.responsibility_items.get(order=1)
    make.make_answer(item, visit, unit=make.make_unit(many, visit=visit))  # the same question once more, at a unit
    table = completeness_of(many)
    assert [column.zh for column in table.columns] == ["1. 文字", "未归入检查重点"]
    assert [(row.visit.locality_id, [(cell.answered, cell.asked) for cell in row.cells]) for row in table.rows] == [
        ("450000", [(0, 2), (0, 1)]),
        ("460000", [(2, 2), (0, 1)]),
    ]
    assert [cell.state for cell in table.rows[1].cells] == ["complete", "none"]
    assert (table.rows[1].whole.state, table.whole.answered, table.whole.asked) == ("begun", 2, 6)


def test_completeness_leaves_out_what_is_void(many, liu):
    void_item(item=many.responsibility_items.get(order=2), reason="重复", by=liu)
    many.visits.filter(locality="450000").update(void_reason="改期")
    table = completeness_of(many)
    assert [(row.visit.locality_id, row.whole.answered, row.whole.asked) for row in table.rows] == [("460000", 1, 2)]


def test_the_page_says_the_numbers_and_the_words(many, wang):
    content = page(wang, f"{LIST}completeness/")
    assert [words in content for words in ("2/2", "已查完", "0/1", "尚未查", "部分已查")] == [True] * 5


def test_an_empty_list_says_what_to_do(npcsc, wang):
    make.make_inspection(npcsc, "npc")
    assert "还没有可以统计的内容" in page(wang, f"{LIST}completeness/")
    assert "责任清单还没有条目" in page(wang)


# --- Copying ---------------------------------------------------------------------------------------------------------


def test_a_copy_takes_the_lines_without_answers_and_finds_its_own_focus_points(many, npcsc, liu):
    target = make.make_inspection(npcsc, "next")
    point = make.make_focus_point(target, order=1)
    assert copy_items(source=many, target=target, by=liu) == 3
    copied = target.responsibility_items.all()
    assert [(item.order, item.question_zh, item.focus_point) for item in copied] == [
        (1, "留存日志", point), (2, "应急预案", point), (3, "容灾备份", None),
    ]  # fmt: skip
    assert not any(item.answers.exists() for item in copied)
    assert copy_items(source=many, target=target, by=liu) == 0  # nothing stands twice
    assert [entry.note for entry in target.history] == ["npc: 3"]


def test_void_lines_are_not_copied_and_a_foreign_list_is_no_source(many, npcsc, hainan, liu):
    target = make.make_inspection(npcsc, "next")
    void_item(item=many.responsibility_items.get(order=1), reason="重复", by=liu)
    assert copy_items(source=many, target=target, by=liu) == 2
    with pytest.raises(PermissionDenied):
        copy_items(source=hainan.inspection, target=target, by=liu)
    assert target.responsibility_items.count() == 2


def test_a_copy_costs_the_same_for_one_line_for_three_and_for_many(npcsc, liu):
    costs = []
    assert liu.roles  # asked for once
    for lines in (1, 3, 40):
        source, target = make.make_inspection(npcsc), make.make_inspection(npcsc)
        article = make.make_article()
        for number in range(lines):
            make.make_item(source, article=article, question=Text(f"问题{number}", ""))
        with CaptureQueriesContext(connection) as queries:
            assert copy_items(source=source, target=target, by=liu) == lines
        costs.append(len(queries))
    assert costs[1:] == [costs[0]] * 2
