"""A workbook against the draft: what is taken, what is a conflict, what is wrong, and that nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.returns.changes import merge
from findings.returns.content import clean
from findings.workbooks.judging import judge
from findings.workbooks.reading import Reading
from findings.workbooks.telling import notes, told
from tests.findings.workbooks import CONTENT, FACTS, FORM


def reading(changed=None, base=CONTENT):
    """A workbook in which the addresses of `changed` were written into; None takes away."""
    content = with_changes(base, changed)
    cells = {f"{key}.{address}": f"x!{key}.{address}" for key, written in {**base, **content}.items()
             for address in {**base.get(key, {}), **written} if isinstance({**base.get(key, {}), **written}[address], str)}  # fmt: skip
    cells |= {
        f"problems.{row}.{name}": f"x!{row}.{name}"
        for row in content["problems"].get("rows", [])
        for name in ("kind", "title")
    }
    return Reading(content, cells)


def with_changes(base, changed):
    content = {key: dict(written) for key, written in base.items()}
    for address, value in (changed or {}).items():
        section, _, rest = address.partition(".")
        if value:
            content[section][rest] = value
        else:
            content[section].pop(rest)
    return content


def without_row(base, row):
    problems = {address: value for address, value in base["problems"].items() if not address.startswith(f"{row}.")}
    rows = [one for one in base["problems"]["rows"] if one != row]
    return {**base, "problems": {**problems, "rows": rows}}


def result(judgement, ours):
    """What `save_section` makes of it."""
    saved = {}
    for section in FORM.sections:
        wanted = judgement.sections[section.key]
        merged = merge(wanted.seen, ours[section.key], clean(section, wanted.written))
        assert merged.conflicts == ()
        saved[section.key] = clean(section, merged.written)
    return saved


def addresses(lines):
    return [line.address for line in lines]


def test_a_workbook_that_changes_nothing():
    judgement = judge(FORM, CONTENT, CONTENT, reading(), FACTS)
    assert (judgement.changed, judgement.conflicts, judgement.errors) == ([], [], [])
    texts = [value for written in CONTENT.values() for value in written.values() if isinstance(value, str)]
    assert judgement.same == len(texts)
    assert result(judgement, CONTENT) == CONTENT


def test_what_the_web_changed_stays_beside_what_the_workbook_changes():
    ours = with_changes(CONTENT, {"overview.p1": "网页改了第一段。"})
    judgement = judge(FORM, CONTENT, ours, reading({"overview.p2": "表里改了第二段。"}), FACTS)
    assert addresses(judgement.changed) == ["overview.p2"]
    saved = result(judgement, ours)
    assert saved["overview"] == {"p1": "网页改了第一段。", "p2": "表里改了第二段。"}


@pytest.mark.parametrize(("taken", "wanted"), [((), "13件"), (("cases.all.y2017",), "14件")])
def test_at_a_conflict_the_web_stands_unless_the_workbook_is_chosen(taken, wanted):
    ours = with_changes(CONTENT, {"cases.all.y2017": "13件"})
    judgement = judge(FORM, CONTENT, ours, reading({"cases.all.y2017": "14件"}), FACTS, taken)
    (conflict,) = judgement.conflicts
    assert (conflict.address, conflict.base, conflict.ours, conflict.theirs) == (
        "cases.all.y2017",
        "12件",
        "13件",
        "14件",
    )
    assert result(judgement, ours)["cases"]["all.y2017"] == wanted


def test_a_cell_that_the_rules_refuse_is_left_out_and_the_rest_taken():
    changed = {"cases.all.y2017": "很多很多", "overview.p1": "新的第一段。", "outline.since": "去年"}
    judgement = judge(FORM, CONTENT, CONTENT, reading(changed), FACTS)
    assert [(error.address, error.text) for error in judgement.errors] == [
        ("outline.since", "去年"), ("cases.all.y2017", "很多很多"),
    ]  # fmt: skip
    saved = result(judgement, CONTENT)
    assert (saved["cases"], saved["outline"]) == (CONTENT["cases"], CONTENT["outline"])
    assert saved["overview"]["p1"] == "新的第一段。"


def test_a_part_greater_than_its_whole_is_found_in_the_workbook():
    judgement = judge(FORM, CONTENT, CONTENT, reading({"cases.solved.y2017": "90件"}), FACTS)
    assert [error.address for error in judgement.errors] == ["cases.solved.y2017"]


def test_faults_of_the_draft_are_no_errors_of_the_workbook():
    base = with_changes(CONTENT, {"cases.all.y2017": "许多"})
    judgement = judge(FORM, base, base, reading({"overview.p1": "改。"}, base), FACTS)
    assert judgement.errors == []
    assert "cases.all.y2017" in [fault.address for fault in judgement.left]


def test_a_new_finding_that_lacks_something_is_taken_and_named():
    changed = {"problems.n.title": "新的", "problems.rows": ["a", "b", "n"]}
    judgement = judge(FORM, CONTENT, CONTENT, reading(changed), FACTS)
    assert [error.address for error in judgement.errors] == ["problems.n.kind"]
    saved = result(judgement, CONTENT)["problems"]
    assert (saved["rows"], saved["n.title"]) == (["a", "b", "n"], "新的")


# --- Whole findings ---------------------------------------------------------------------------------------------------


def test_a_finding_taken_away_in_the_workbook_goes():
    judgement = judge(FORM, CONTENT, CONTENT, Reading(without_row(CONTENT, "a"), {}), FACTS)
    assert result(judgement, CONTENT) == without_row(CONTENT, "a")
    lines = told(
        FORM, judgement, Reading(without_row(CONTENT, "a"), {"problems.a.title": "4 问题清单!D4"}), "zh"
    ).changed
    assert [(line.where, line.before, line.after) for line in lines] == [
        ("4 问题清单!D4", "有的单位未备案", "（整行删去）")
    ]


@pytest.mark.parametrize("taken", [(), ("problems.a",)])
def test_taken_away_in_the_workbook_and_changed_on_the_web_is_one_conflict(taken):
    ours = with_changes(CONTENT, {"problems.a.title": "网页改的标题", "problems.a.facts": "网页补的情况"})
    judgement = judge(FORM, CONTENT, ours, Reading(without_row(CONTENT, "a"), {}), FACTS, taken)
    assert [(one.address, one.ours, one.theirs) for one in judgement.conflicts] == [("problems.a", "网页改的标题", "")]
    assert result(judgement, ours) == (without_row(CONTENT, "a") if taken else ours)


@pytest.mark.parametrize("taken", [(), ("problems.a",)])
def test_changed_in_the_workbook_and_taken_away_on_the_web_is_one_conflict(taken):
    ours = without_row(CONTENT, "a")
    theirs = reading({"problems.a.title": "表里改的标题", "problems.a.facts": "表里补的情况"})
    judgement = judge(FORM, CONTENT, ours, theirs, FACTS, taken)
    assert [(one.address, one.ours, one.theirs) for one in judgement.conflicts] == [("problems.a", "", "表里改的标题")]
    assert result(judgement, ours) == (theirs.content if taken else ours)


def test_findings_added_on_both_sides_all_stay():
    ours = with_changes(CONTENT, {"problems.rows": ["a", "b", "web"], "problems.web.title": "网页加的"})
    theirs = reading(
        {"problems.rows": ["a", "b", "w-9"], "problems.w-9.title": "表里加的", "problems.w-9.kind": "problem"}
    )
    judgement = judge(FORM, CONTENT, ours, theirs, FACTS)
    assert set(result(judgement, ours)["problems"]["rows"]) == {"a", "b", "web", "w-9"}


WORDS = st.sampled_from(["", "一", "二", "三"])


@given(st.data())
def test_whatever_both_sides_do_the_result_is_content_and_nothing_of_the_web_is_lost(data):
    """Every combination of changed fields and removed rows can be saved; unless somebody chooses otherwise, what the web
    changed stays."""

    def side(name):
        changed = {f"problems.{row}.title": data.draw(WORDS, label=f"{name} {row}") for row in "ab"}
        content = with_changes(CONTENT, {address: value or "无" for address, value in changed.items()})
        for row in "ab":
            if data.draw(st.booleans(), label=f"{name} drops {row}"):
                content = without_row(content, row)
        return content

    ours, theirs = side("web"), side("workbook")
    judgement = judge(FORM, CONTENT, ours, Reading(theirs, {}), FACTS)
    saved = result(judgement, ours)
    for row in "ab":
        at = f"{row}.title"
        was, our, found = (one["problems"].get(at, "") for one in (CONTENT, ours, saved))
        assert our in (was, found)
    taken = [one.address for one in judgement.conflicts]
    chosen = result(judge(FORM, CONTENT, ours, Reading(theirs, {}), FACTS, taken), ours)
    for conflict in judgement.conflicts:
        at = conflict.address.split(".", 1)[1]
        at = at if "." in at else f"{at}.title"
        assert chosen["problems"].get(at, "") == theirs["problems"].get(at, "")


def test_two_judgements_that_differ_are_told_apart():
    one = judge(FORM, CONTENT, CONTENT, reading({"overview.p1": "改。"}), FACTS)
    again = judge(FORM, CONTENT, CONTENT, reading({"overview.p1": "改。"}), FACTS)
    ours = with_changes(CONTENT, {"overview.p1": "网页改。"})
    other = judge(FORM, CONTENT, ours, reading({"overview.p1": "改。"}), FACTS)
    assert one.fingerprint == again.fingerprint != other.fingerprint


def test_values_are_told_in_words():
    found = told(FORM, judge(FORM, CONTENT, CONTENT, reading({"outline.reported": "no"}), FACTS), reading(), "en")
    assert [(line.label.en, line.before, line.after) for line in found.changed] == [
        ("Outline › Was it reported", "Yes", "No")
    ]


def test_the_notes_name_cells_of_the_workbook_alone():
    base = with_changes(CONTENT, {"overview.p1": None, "overview.p2": None})
    theirs = reading({"outline.since": "去年"}, base)
    theirs.cells["outline.since"] = "2 提纲!D7"
    found = told(FORM, judge(FORM, base, base, theirs, FACTS), theirs, "zh")
    assert [line.address for line in found.left] == ["overview"]
    assert notes(found, "zh") == [("2 提纲!D7", "请填写日期，如2017-10-31。")]


def test_rows_in_another_order_are_a_change_that_is_told():
    """Sorted in the spreadsheet: without a line of it there would be nothing to confirm."""
    changed = {**CONTENT, "problems": {**CONTENT["problems"], "rows": ["b", "a"]}}
    there = Reading(changed, reading().cells)
    judgement = judge(FORM, CONTENT, CONTENT, there, FACTS)
    (line,) = told(FORM, judgement, there, "zh").changed
    assert line.label.zh.endswith("顺序") and line.label.en.endswith("order")
    assert (line.before, line.after) == ("有的单位未备案；普遍开展宣传", "普遍开展宣传；有的单位未备案")
    assert result(judgement, CONTENT)["problems"]["rows"] == ["b", "a"]
