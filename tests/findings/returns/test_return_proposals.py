"""What a paper may bring into a return: the sections it fits, findings by item and run, figures by their words."""

from core.importing.structure import outline
from core.text import Text
from findings.returns.proposals import proposals
from inspections.asking.model import Column, Form, Question, QuestionKind, Section, SectionKind

PAPER = """某省人大常委会关于检查水法实施情况的报告
市人大常委会：
受上级委托，本会于九月开展检查，查看单位40个。
一、基本情况
检查组到5个市，召开座谈会9次。2016年立案侦查水事案件120余起。
二、取得的成效
一是责任落实。各市建立了河长制。二是执法加强。2017年立案侦查水事案件95起。
三、存在的主要问题
（一）水源保护区标志不全
抽查的13个水源中，9个没有标志。
（二）执法力量不足
县级执法人员只有2至3名。
四、意见建议
建议修改第二十条。
以上报告，请审议。"""
FORM = Form(
    "k",
    Text("t", "t"),
    Text(),
    (
        Section("overview", SectionKind.TEXT, Text("基本情况", "Overview")),
        Section("effects", SectionKind.FINDINGS, Text("成效", "Achievements")),
        Section("problems", SectionKind.FINDINGS, Text("问题", "Problems")),
        Section("advice", SectionKind.TEXT, Text("意见建议", "Advice")),
        Section(
            "figures",
            SectionKind.FIGURES,
            Text("数据", "Figures"),
            columns=(Column("y2016", Text("2016年", "2016")), Column("y2017", Text("2017年", "2017"))),
            questions=(
                Question("filed", QuestionKind.FIGURE, Text("立案侦查的水事案件", "cases"), unit="case_solved"),
                Question("fines", QuestionKind.FIGURE, Text("罚款金额", "fines"), unit="cny"),
            ),
        ),
    ),
)
FOUND = proposals(FORM, outline(PAPER.split("\n"), "zh"))


def of(section: str) -> list[tuple]:
    return [(one.kind, one.title or one.text, one.paragraph) for one in FOUND if one.section == section]


def test_texts_go_where_their_heading_says():
    assert of("overview") == [
        ("text", "受上级委托，本会于九月开展检查，查看单位40个。", 3),
        ("text", "检查组到5个市，召开座谈会9次。2016年立案侦查水事案件120余起。", 5),
    ]
    assert of("advice") == [("text", "建议修改第二十条。", 14)]


def test_findings_are_items_or_runs():
    assert of("problems") == [("problem", "水源保护区标志不全", 9), ("problem", "执法力量不足", 11)]
    assert [one.text for one in FOUND if one.section == "problems"][0] == "抽查的13个水源中，9个没有标志。"
    assert of("effects") == [("achievement", "责任落实", 7), ("achievement", "执法加强", 7)]


def test_figures_are_found_by_words_unit_and_year():
    figures = [(one.address, one.written, one.paragraph) for one in FOUND if one.section == "figures"]
    assert figures == [("filed.y2016", "120余起", 5), ("filed.y2017", "95起", 7)]


def test_keys_are_each_their_own():
    keys = [one.key for one in FOUND]
    assert len(set(keys)) == len(keys)


def test_a_paper_without_headings_is_a_text():
    plain = proposals(FORM, outline(["一段没有标题的文字。"], "zh"))
    assert [(one.kind, one.section) for one in plain] == [("text", "overview")]


def test_a_form_without_texts_takes_none():
    bare = Form("k", Text("t", "t"), Text(), FORM.sections[4:])
    assert {one.kind for one in proposals(bare, outline(PAPER.split("\n"), "zh"))} == {"figure"}


TABLE = (
    "一、基本情况", "检查组到5个市。2016年立案侦查水事案件7起。",
    "项目\t2015年\t2016年\t2017年1—8月", "立案侦查的水事案件（起）\t9\t120余\t95", "罚款金额（元）\t—\t1.2万元\t",
)  # fmt: skip


def test_a_table_brings_its_figures_and_no_text():
    """A row by its first cell, a column by its head; what stands in a table counts before what a sentence says."""
    found = proposals(FORM, outline(TABLE, "zh"))
    assert [one.text for one in found if one.kind == "text"] == ["检查组到5个市。2016年立案侦查水事案件7起。"]
    assert [(one.address, one.written, one.paragraph) for one in found if one.kind == "figure"] == [
        ("filed.y2016", "120余", 4), ("filed.y2017", "95", 4), ("fines.y2016", "1.2万元", 5),
    ]  # fmt: skip


def test_a_head_that_names_a_year_twice_says_nothing():
    rows = ("项目\t2016年上半年\t2016年下半年", "立案侦查的水事案件\t3\t4")
    assert proposals(FORM, outline(rows, "zh")) == []


def test_a_table_of_two_columns_answers_a_question():
    asked = Question("units", QuestionKind.FIGURE, Text("查看的单位数", "units"), unit="piece")
    form = Form(
        "k", Text("t", "t"), Text(), (Section("q", SectionKind.QUESTIONS, Text("提纲", "Q"), questions=(asked,)),)
    )
    (one,) = proposals(form, outline(("内容\t数量", "查看的单位数\t40个"), "zh"))
    assert (one.address, one.written) == ("units", "40个")
