"""What changed between two versions: what had been sent back comes first, and what was left as it stood is said."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from findings.queries.returning import form_of_return
from findings.queries.revisions import comparison_of
from tests import make
from tests.findings.resubmitting import resubmit
from tests.security.site import browser_of


@pytest.fixture
def form(beijing):
    return form_of_return(beijing.version.returned)


def second(world, **changed):
    """A second version of the world's return; `changed` are sections with what stands there now, "" for nothing."""
    return resubmit(world.version.returned, **changed)


def compare(form, world, later, *reasons):
    return comparison_of(form, world.version.content, later.content, list(reasons))


def sent(world, by, address: str, text: str = "请补充") -> object:
    return make.make_remark(world.version, by, kind="send_back", sent=True, address=address, text=text)


def page(person, world) -> str:
    answer = browser_of(person).get(f"/returns/{world.submitted.code}/versions/2/changes/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_two_equal_versions_differ_in_nothing(beijing, form, liu):
    later = second(beijing)
    found = compare(form, beijing, later)
    assert (found.changed, found.answered, found.sections) == (0, [], [])
    assert "两版内容完全相同" in page(liu, beijing)


def test_changes_stand_under_their_sections_with_both_wordings(beijing, form):
    later = second(
        beijing,
        cases={"all.y2017": "13件", "solved.y2017": "8件"},
        outline={"reported": "no", "organised": ""},
        problems={"a.word": "许多"},
    )
    found = {
        one.address: (one.kind, one.before, one.after)
        for _section, revisions in compare(form, beijing, later).sections
        for one in revisions
    }
    assert found == {
        "outline.reported": ("changed", "是", "否"),
        "outline.organised": ("removed", "由主任会议组织Canary7npcReturn", ""),
        "cases.all.y2017": ("changed", "12件", "13件"),
        "cases.solved.y2017": ("added", "", "8件"),
        "problems.a.word": ("changed", "多数", "许多"),
    }


def test_a_finding_that_came_or_went_shows_by_its_fields(beijing, form):
    later = second(
        beijing,
        problems={"rows": ["b", "a"], "b.kind": "achievement", "b.title": "普法有成效"},
    )
    (_section, found) = compare(form, beijing, later).sections[0]
    assert [(one.address, one.kind, one.label.zh.partition(" › ")[2]) for one in found] == [
        ("problems.b.kind", "added", "第1条 普法有成效 › 类别"),
        ("problems.b.title", "added", "第1条 普法有成效 › 标题"),
    ]


def test_another_file_under_the_same_name_is_said(beijing, form):
    files = {key: {"name": "统计表.xlsx", "title": ""} for key in ("k1", "k2")}
    before, after = ({"files": files, "sections": {"papers": {"statistics": [key]}}} for key in files)
    (_section, (one,)) = comparison_of(form, before, after, []).sections[0]
    assert (one.before, one.after) == ("统计表.xlsx", "统计表.xlsx（文件已更换）")


# --- What had been sent back ------------------------------------------------------------------------------------------


def test_what_was_sent_back_comes_first_with_its_reason(beijing, form, liu, hunan):
    reason = sent(beijing, liu, "cases.all", "2017年数据请核实")
    later = second(beijing, cases={"all.y2017": "13件", "open.y2016": "5件"})
    found = compare(form, beijing, later, reason)
    (one,) = found.answered
    assert (one.address, one.is_changed, one.reasons) == ("cases.all", True, [reason])
    assert [change.address for change in one.revisions] == ["cases.all.y2017"]
    assert [[change.address for change in rest] for _section, rest in found.sections] == [["cases.open.y2016"]]
    for person in (liu, hunan):
        shown = page(person, beijing)
        assert shown.index("2017年数据请核实") < shown.index("<ins>5</ins>")
        assert "<del>12</del>" in shown and "<ins>13</ins>" in shown


def test_what_was_sent_back_and_left_as_it_stood_is_said(beijing, form, liu):
    reasons = [sent(beijing, liu, "overview.p2"), sent(beijing, liu, "cases.all.y2016")]
    later = second(beijing, cases={"all.y2017": "13件"})
    found = compare(form, beijing, later, *reasons)
    assert [(one.address, one.is_changed) for one in found.answered] == [
        ("overview.p2", False),
        ("cases.all.y2016", False),
    ]
    assert found.unchanged_though_sent_back == 2
    assert page(liu, beijing).count("这一项的内容与上一版相同") == 2


def test_a_paragraph_that_only_moved_down_was_not_changed(beijing, form, liu):
    reason = sent(beijing, liu, "overview.p2")
    text = beijing.version.content["sections"]["overview"]
    later = second(beijing, overview={"p1": "新加的引言，与原文无关。", "p2": text["p1"], "p3": text["p2"]})
    found = compare(form, beijing, later, reason)
    (one,) = found.answered
    assert (one.is_changed, one.now) == (False, "overview.p3")
    ((_section, (added,)),) = found.sections
    assert (added.kind, added.address, added.was) == ("added", "overview.p1", "")


def test_a_section_sent_back_whole_is_answered_by_anything_in_it(beijing, form, liu):
    text = beijing.version.content["sections"]["overview"]
    later = second(beijing, overview={"p3": "补充了第三段。"})
    (one,) = compare(form, beijing, later, sent(beijing, liu, "overview")).answered
    assert [(change.address, change.kind) for change in one.revisions] == [("overview.p3", "added")]
    assert text["p1"]


def test_a_removed_finding_answers_its_reason(beijing, form, liu):
    gone = dict.fromkeys(beijing.version.content["sections"]["problems"], "")
    later = second(beijing, problems=gone)
    (one,) = compare(form, beijing, later, sent(beijing, liu, "problems.a")).answered
    assert one.is_changed and {change.kind for change in one.revisions} == {"removed"}
    assert "第1条 有的单位未备案" in one.label.zh
    assert "删去" in page(liu, beijing)


def test_unsent_reasons_and_notes_are_not_told(beijing, liu, hunan):
    make.make_remark(beijing.version, liu, kind="send_back", text="没有发出", address="overview.p1")
    second(beijing, cases={"all.y2017": "13件"})
    for person in (liu, hunan):
        shown = page(person, beijing)
        assert "没有发出" not in shown and "Remark" not in shown


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_the_first_version_has_nothing_to_compare(beijing, liu):
    shown = browser_of(liu).get(f"/returns/{beijing.submitted.code}/versions/1/changes/").content.decode()
    assert "没有可对照的版本" in shown


def test_a_version_that_was_never_submitted_is_passed_over(beijing, liu):
    make.make_version(beijing.version.returned, number=2, submitted=False)
    make.make_version(beijing.version.returned, number=3)
    shown = browser_of(liu).get(f"/returns/{beijing.submitted.code}/versions/3/changes/").content.decode()
    assert "第3版与第1版相比" in shown


def test_foreign_changes_are_missing(beijing, liu, clerk, wenchang, cac):
    second(beijing, cases={"all.y2017": "13件"})
    address = f"/returns/{beijing.submitted.code}/versions/2/changes/"
    assert [browser_of(person).get(address).status_code for person in (clerk, wenchang, cac)] == [404] * 3


def test_changes_cost_the_same_for_many(beijing, liu):
    browser, costs = browser_of(liu), []
    for many in (1, 3, 60):
        rows = [f"r{number}" for number in range(many)]
        later = second(beijing, problems={"rows": rows} | {f"{row}.title": f"第{row}项" for row in rows})
        make.make_remark(beijing.version, liu, kind="send_back", sent=True, address="problems.a")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/returns/{later.returned.code}/versions/{later.number}/changes/").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] == costs[2] <= 30
