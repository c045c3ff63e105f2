"""The one rule set: for each rule what breaks it, where the fault points, and what comes close and is right."""

from datetime import date

import pytest

from findings.returns.content import FINDING
from findings.returns.rules import Facts, Severity, faults, of_section
from tests.findings.returns.forms import FORM, GOOD

FACTS = Facts(
    files={"f1": "统计表.pdf"},
    places={"430100": "430100", "长沙市": "430100", "长沙": "430100"},
    today=date(2017, 10, 31),
)


def at(content: dict, facts: Facts = FACTS) -> list[str]:
    """The addresses that `content`, laid over what is right, makes the rules name."""
    laid = {key: {**GOOD.get(key, {}), **content.get(key, {})} for key in {**GOOD, **content}}
    return [fault.address for fault in faults(FORM, laid, facts)]


def row(**fields: str) -> dict:
    whole = {"kind": "problem", "title": "未备案", **fields}
    return {"problems": {"rows": ["a"], **{f"a.{name}": value for name, value in whole.items()}}}


def test_what_is_right_breaks_no_rule():
    assert at({}) == []


def test_what_is_asked_is_missing():
    assert [fault.address for fault in faults(FORM, {}, FACTS)] == ["overview", "outline.how"]
    sentence = faults(FORM, {}, FACTS)[0]
    assert (sentence.message.zh, sentence.message.en) == ("请填写“基本情况”。", "Fill in “Overview”.")
    assert sentence.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("section", "written", "wrong"),
    [
        ("outline", {"agreed": "maybe"}, True),
        ("outline", {"agreed": "no"}, False),
        ("outline", {"grade": "middling"}, True),
        ("outline", {"grade": "poor"}, False),
        ("outline", {"decided": "2017-13-01"}, True),
        ("outline", {"decided": "2017-11-01"}, True),
        ("outline", {"decided": "2017-10-31"}, False),
        ("outline", {"decided": "2017年10月31日"}, False),
        ("outline", {"decided": "2017年11月1日"}, True),
        ("outline", {"decided": "2017/9/1"}, False),
        ("outline", {"decided": "２０１７．９．１"}, False),
        ("outline", {"decided": "2017年2月30日"}, True),
        ("outline", {"decided": "2017年10月"}, True),
        ("cases", {"all.y2016": "-13起"}, True),
        ("cases", {"all.y2016": "负13起"}, True),
        ("cases", {"all.y2016": "－13"}, True),
        ("cases", {"all.y2016": "13.5起"}, True),
        ("cases", {"all.y2016": "13.0起"}, False),
        ("cases", {"all.y2016": "1.35万起"}, False),
        ("cases", {"all.y2016": "近13.5万起"}, False),
        ("outline", {"money": "13.5元"}, False),
        ("outline", {"money": "-13元"}, True),
        ("outline", {"money": "1.3亿元"}, False),
        ("outline", {"money": "13件"}, True),
        ("cases", {"all.y2016": "13起"}, False),
        ("cases", {"all.y2016": "13个"}, False),
        ("cases", {"all.y2016": "13"}, False),
        ("cases", {"all.y2016": "13元"}, True),
        ("outline", {"money": "很多"}, True),
        ("outline", {"money": "12元和13元"}, True),
        ("outline", {"money": "数百元"}, True),
        ("duties", {"publicity.answer": "partly"}, False),
        ("duties", {"publicity.answer": "perhaps"}, True),
    ],
)
def test_an_answer_is_of_its_kind(section, written, wrong):
    (address,) = written
    assert at({section: written}) == ([f"{section}.{address}"] if wrong else [])


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"all.y2016": "9件", "solved.y2016": "5件", "open.y2016": "4件"}, []),
        ({"all.y2016": "9件", "solved.y2016": "5件", "open.y2016": "3件"}, ["cases.all.y2016"]),
        ({"all.y2016": "9件", "solved.y2016": "10件"}, ["cases.solved.y2016"]),
        ({"all.y2016": "9件", "solved.y2016": "5件"}, []),  # the other part is not known yet
        ({"all.y2016": "9件", "solved.y2017": "10件"}, []),  # another year
        ({"all.y2016": "1万余件", "solved.y2016": "6000件", "open.y2016": "4000件"}, []),  # no exact number
        ({"solved.y2016": "5件", "open.y2016": "3件"}, []),
    ],
)
def test_parts_and_their_whole(cells, wrong):
    assert at({"cases": cells}) == wrong


def test_a_figure_said_twice_says_the_same():
    # A question without columns is compared with a row that has the same columns: none.
    assert at({"outline": {"tried": "9件"}, "cases": {"all.y2016": "9件"}}) == []


@pytest.mark.parametrize(("said", "wrong"), [("1个", False), ("2个", True), ("近2个", False)])
def test_a_count_is_that_of_the_rows(said, wrong):
    assert at({"outline": {"found": said}, **row()}) == (["outline.found"] if wrong else [])


def test_achievements_are_not_counted_as_problems():
    assert at({"outline": {"found": "1个"}, **row(kind="achievement")}) == ["outline.found"]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, []),
        ({"kind": ""}, ["kind"]),
        ({"title": ""}, ["title"]),
        ({"place": "长沙"}, []),
        ({"place": "海口市"}, ["place"]),
        ({"found_on": "2017-11-02"}, ["found_on"]),
        ({"counted": "9", "counted_of": "13", "word": "多数"}, []),
        ({"counted": "9", "counted_of": "13", "word": "个别"}, ["word"]),
        ({"counted": "14", "counted_of": "13"}, ["counted"]),
        ({"counted": "九"}, ["counted"]),
        ({"word": "若干"}, ["word"]),
        ({"counted": "0", "counted_of": "0", "word": "多数"}, []),
    ],
)
def test_a_finding_is_whole(fields, wrong):
    assert at(row(**fields)) == [f"problems.a.{name}" for name in wrong]


def test_places_are_not_judged_where_none_are_known():
    assert at(row(place="海口市"), Facts(today=date(2017, 10, 31))) == []


def test_evidence_is_asked_for_where_something_was_answered():
    assert at({"outline": {"reported": "yes"}}) == ["outline.reported.files"]
    assert at({"outline": {"reported": "yes", "reported.files": ["f1"]}}) == []
    assert at({"outline": {"reported.files": ["f1"]}}) == []


def test_a_file_that_has_not_arrived_is_named():
    assert at({"papers": {"statistics": ["f1", "f2"]}}) == ["papers.statistics"]
    assert at({"papers": {"statistics": ["f1"]}}) == []


def test_faults_stand_in_the_order_of_the_form_and_by_section():
    found = faults(FORM, {"problems": {"rows": ["a"]}, "outline": {"decided": "x"}}, FACTS)
    assert [fault.address for fault in found] == [
        "overview", "outline.how", "outline.decided", "problems.a.kind", "problems.a.title",
    ]  # fmt: skip
    assert [fault.address for fault in of_section(found, "problems")] == ["problems.a.kind", "problems.a.title"]


def test_every_sentence_stands_in_both_languages():
    bad = {
        "outline": {"agreed": "?", "grade": "?", "decided": "?", "money": "?", "found": "7个"},
        "cases": {"all.y2016": "1件", "solved.y2016": "2件"},
        "problems": {"rows": ["a"], **{f"a.{name}": "?" for name in FINDING}},
        "duties": {"publicity.answer": "?"},
        "papers": {"statistics": ["gone"]},
    }
    found = faults(FORM, bad, FACTS)
    assert len(found) >= 12
    assert [fault for fault in found if not fault.message.complete] == []


@pytest.mark.parametrize(("typed", "wrong"), [("９", False), (" 9 ", False), ("9个", True), ("-9", True), ("九", True)])
def test_a_count_is_understood_in_digits_of_any_width(typed, wrong):
    assert (at(row(counted=typed, counted_of="１３")) == ["problems.a.counted"]) is wrong


def test_a_word_is_judged_by_counts_of_any_width():
    assert at(row(counted="１", counted_of="１３", word="多数")) == ["problems.a.word"]
