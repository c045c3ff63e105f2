"""What becomes of pasted lines and of titles of columns; what a form lacks; the outline with which one begins."""

from datetime import date

import pytest

from core.quantities.headings import OFFERED, Line, lines_of, period_of, precision_of, unit_named
from core.quantities.units import UNITS
from core.text import Text
from inspections.asking.faults import faults_of
from inspections.asking.model import Form, Option, Question, QuestionKind, Section, SectionKind
from inspections.asking.standard import standard_sections, year_column
from inspections.asking.store import from_data, to_data


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("立案数（件）", Line("立案数", "case_tried")),
        ("立案数(件)", Line("立案数", "case_tried")),
        ("1. 破案数（起）", Line("破案数", "case_solved")),
        ("（一）罚款金额（元）", Line("罚款金额", "cny")),
        ("其中：破案数（起）", Line("破案数", "case_solved", is_part=True)),
        ("　　破案数（起）", Line("破案数", "case_solved", is_part=True)),
        ("其中网站（个门户网站）", Line("其中网站", "portal")),
        ("涉案金额（万元）", Line("涉案金额（万元）")),  # 万 is of the number: the unit would be read as 元
        ("合计（含外资）（家企业）", Line("合计（含外资）", "enterprise")),
        ("12345热线来电", Line("12345热线来电")),
    ],
)
def test_a_line_of_a_table(typed, line):
    assert list(lines_of(typed, figures=True)) == [line]


def test_empty_lines_are_none_and_questions_have_no_units():
    assert list(lines_of("\r\n甲（件）\r\n\r\n  乙\n", figures=False)) == [Line("甲（件）"), Line("乙")]


@pytest.mark.parametrize(
    ("words", "key"), [("起", "case_solved"), ("件", "case_tried"), ("人次", "person_time"), ("%", "percent"),
                       ("家网站", "website"), ("企业", "enterprise"), ("", ""), ("斗", "")]
)  # fmt: skip
def test_a_unit_is_found_by_its_counter(words, key):
    assert unit_named(words) == key


def test_every_unit_offered_is_found_by_its_full_name():
    named = {key: unit_named(f"{unit.counter}{unit.noun.zh}") for key, unit in OFFERED.items()}
    assert all(f"{UNITS[found].counter}{UNITS[found].noun.zh}" == f"{OFFERED[key].counter}{OFFERED[key].noun.zh}"
               for key, found in named.items())  # fmt: skip


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("2016年", (date(2016, 1, 1), date(2016, 12, 31))),
        ("2016", (date(2016, 1, 1), date(2016, 12, 31))),
        ("2017年1—8月", (date(2017, 1, 1), date(2017, 8, 31))),
        ("2017年1至2月", (date(2017, 1, 1), date(2017, 2, 28))),
        ("2016年2月", (date(2016, 2, 1), date(2016, 2, 29))),
        ("2017年9—3月", None),
        ("2017年13月", None),
        ("近五年", None),
        ("", None),
    ],
)
def test_the_title_of_a_column_names_its_period(title, period):
    assert period_of(title) == period


@pytest.mark.parametrize(
    ("starts", "ends", "precision"),
    [
        (None, None, ""),
        (date(2016, 1, 1), date(2016, 12, 31), "year"),
        (date(2015, 1, 1), date(2016, 12, 31), "year"),
        (date(2017, 1, 1), date(2017, 8, 31), "month"),
        (date(2017, 1, 1), date(2017, 8, 30), "day"),
        (date(2017, 5, 5), None, "day"),
    ],
)
def test_how_exactly_a_period_is_meant(starts, ends, precision):
    assert precision_of(starts, ends) == precision


# --- Forms ------------------------------------------------------------------------------------------------------------


def form(*sections: Section) -> Form:
    return Form("k", Text("名称"), Text(), sections)


def sentences(*sections: Section) -> list[str]:
    return [fault.zh for fault in faults_of(form(*sections))]


def figures(*questions: Question, years=(2016, 2017), key="figures") -> Section:
    columns = tuple(map(year_column, years))
    return Section(key, SectionKind.FIGURES, Text(key), columns=columns, questions=questions)


def test_the_standard_outline_waits_for_rows_and_duties_only():
    outline = standard_sections([Text("宣传", "publicity"), Text("保护", "protection")], range(2015, 2018))
    assert [section.key for section in outline] == [
        "overview", "effects", "achievements", "problems", "focus", "figures", "duties", "proposals", "papers"
    ]  # fmt: skip
    assert [question.prompt.zh for question in outline[4].questions] == [
        "宣传的情况如何，有哪些问题？", "保护的情况如何，有哪些问题？"
    ]  # fmt: skip
    assert [column.key for column in outline[5].columns] == ["y2015", "y2016", "y2017"]
    assert [fault[:7] for fault in sentences(*outline)] == ["“数据表”还没", "“法定职责清单"]
    assert all(section.title.complete for section in outline)
    assert from_data(to_data(form(*outline))) == form(*outline)


def test_without_focus_points_there_is_no_section_for_them():
    assert "focus" not in {section.key for section in standard_sections([], [2017])}


def test_a_long_focus_point_asks_by_itself():
    point = Text("长" * 298, "long " * 59)
    (section,) = [one for one in standard_sections([point], [2017]) if one.key == "focus"]
    assert section.questions[0].prompt == point


def test_what_nobody_could_answer_is_said():
    assert sentences() == ["还没有任何部分。"]
    assert sentences(figures()) == ["“figures”还没有行，不知要填哪些数据。可补充内容，或者删除这一部分。"]
    row = Question("r1", QuestionKind.FIGURE, Text("立案数"))
    assert sentences(figures(row, years=())) == ["“figures”还没有列：请写明填哪几年。"]
    one = Question("q1", QuestionKind.CHOICE, Text("是否"), options=(Option("o1", Text("是")),))
    assert sentences(Section("q", SectionKind.QUESTIONS, Text("问"), questions=(one,))) == ["“是否”至少要有两个选项。"]


def test_figures_that_must_agree_need_the_same_columns():
    first = figures(Question("r1", QuestionKind.FIGURE, Text("甲")), key="a")
    again = Question("r1", QuestionKind.FIGURE, Text("乙"), equals="a.r1")
    assert sentences(first, figures(again, key="b")) == []
    assert sentences(first, figures(again, key="b", years=(2017,))) == ["“乙”应与“甲”一致，但两处的列不同。"]
    assert sentences(first, figures(Question("r1", QuestionKind.FIGURE, Text("丙")), key="b", years=(2017,))) == []


def test_sections_that_ask_nothing_by_themselves_are_ready():
    text = Section("t", SectionKind.TEXT, Text("文字"))
    assert sentences(text, Section("f", SectionKind.FINDINGS, Text("问题"))) == []
