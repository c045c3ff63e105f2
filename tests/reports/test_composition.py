"""From rows to the document: the whole of it, at the same cost for any length."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import Locality
from core.text import Text
from inspections.enums import CommissionKind, ShareBase
from inspections.models import Commission, Delegation, Survey, SurveyAnswer, SurveyQuestion
from reports.compose import compose
from reports.document.model import (
    Annex,
    Bar,
    BarChart,
    Column,
    Document,
    PageRef,
    Paragraph,
    Section,
    Table,
    TileGrid,
)
from reports.document.notices import Notice
from reports.document.store import from_json, to_json
from reports.wording import (
    AMBIGUOUS_BASE,
    COVERAGE,
    COVERAGE_AND_SURVEY,
    FIGURE_COLUMNS,
    FIGURES_CITED,
    NOT_STATED,
    SAMPLE_NOTICE,
    VISITED_PLACES,
)
from tests.make import (
    make_body,
    make_date,
    make_figure,
    make_inspection,
    make_paragraph,
    make_report,
    make_section,
    make_visit,
)


@pytest.fixture
def inspection(npcsc):
    return make_inspection(npcsc, "short", title=Text("执法检查", "Inspection"))


def make_bare_report(inspection, **given):
    """A report with nothing but what is given."""
    empty = {name: Text() for name in ("occasion", "presenter", "salutation", "closing")}
    return make_report(
        inspection, "short-report", sections=False, **{**empty, "presented_on": date(2017, 12, 24), **given}
    )


def test_the_whole_document(inspection):
    make_figure(
        inspection, "cases", value=12, unit="case_tried", noun=Text("案件", "case"), noun_en_plural="cases", starts=None,
        population=Text("受理的案件", "cases accepted"), claimant=Text("最高人民法院", "the Supreme People's Court"), wording=Text(),
    )  # fmt: skip
    make_figure(inspection, "never-cited")
    make_date(inspection, "presented", starts=date(2017, 12, 24))
    report = make_bare_report(
        inspection,
        title=Text("报告", "Report"),
        occasion=Text("{{ date:presented }}在会议上", "{{ date:presented }}, at a session"),
        presenter=Text("副委员长", "Vice Chairperson"),
        salutation=Text("全国人大常委会：", ""),
        closing=Text("请审议。", "For deliberation."),
    )
    opening = make_section(report, order=1, heading=Text())
    make_paragraph(opening, Text("组织了检查。", "An inspection was held."))
    part = make_section(report, order=2, heading=Text("基本情况", "Overview"))
    make_paragraph(part, Text("共{{ fig:cases }}。", "In all {{ fig:cases }}."))
    item = make_section(report, order=3, parent=part, heading=Text("立案{{ fig:cases|count }}", "{{ fig:cases|cap }}"))
    make_paragraph(item, Text("其中……", "Among them"))
    keys = [f"s{section.order}-p{section.paragraphs.get().order}" for section in (opening, part, item)]
    row = (
        Text("12件案件", "12 cases"),
        Text("受理的案件", "cases accepted"),
        NOT_STATED,
        Text("最高人民法院", "the Supreme People's Court"),
        PageRef((keys[1], "s3")),
    )
    assert compose(report) == Document(
        code="short-report",
        title=Text("报告", "Report"),
        date="2017-12-24",
        author=Text("全国人大常委会", "NPC Standing Committee"),
        occasion=Text("2017年12月24日在会议上", "24 December 2017, at a session"),
        presenter=Text("副委员长", "Vice Chairperson"),
        salutation=Text("全国人大常委会：", ""),
        opening=(Paragraph(Text("组织了检查。", "An inspection was held."), keys[0]),),
        sections=(
            Section(
                Text("基本情况", "Overview"),
                (
                    Paragraph(Text("共12件案件。", "In all 12 cases."), keys[1]),
                    Section(
                        Text("立案12件", "Twelve cases"), (Paragraph(Text("其中……", "Among them"), keys[2]),), "s3"
                    ),
                ),
                "s2",
            ),
        ),
        closing=Text("请审议。", "For deliberation."),
        annexes=(Annex(FIGURES_CITED, (Table(FIGURE_COLUMNS, (row,), key="figures"),), "annex-figures"),),
    )


def test_it_survives_being_frozen(beijing):
    document = compose(beijing.report)
    assert from_json(to_json(document)) == document
    assert to_json(compose(beijing.report)) == to_json(document)


def test_sections_and_paragraphs_stand_in_their_order_whatever_order_they_were_made_in(inspection):
    report = make_bare_report(inspection)
    last, first = (make_section(report, order=order, heading=Text(str(order))) for order in (9, 4))
    second_item, first_item = (
        make_section(report, order=order, parent=first, heading=Text(str(order))) for order in (7, 5)
    )
    document = compose(report)
    assert [section.heading.zh for section in document.sections] == ["4", "9"]
    assert [block.heading.zh for block in document.sections[0].blocks] == ["5", "7"]
    assert (last.pk, second_item.pk) < (first.pk, first_item.pk)


def test_without_an_english_title_it_is_a_chinese_report(inspection):
    languages = [
        compose(make_report(inspection, title=title)).languages for title in (Text("报告"), Text("报告", "Report"))
    ]
    assert languages == [("zh",), ("zh", "en")]


@pytest.mark.parametrize(("is_sample", "notice"), [(True, SAMPLE_NOTICE), (False, Text())])
def test_an_example_says_that_it_is_one(npcsc, is_sample, notice):
    assert compose(make_report(make_inspection(npcsc, is_sample=is_sample))).notice == notice


def test_an_unknown_figure_is_a_notice_with_its_place(inspection):
    report = make_report(inspection)
    paragraph = make_paragraph(report.sections.last(), Text("有{{ fig:nothing }}。", "With {{ fig:nothing }}."))
    where = f"s{paragraph.section.order}-p{paragraph.order}"
    document = compose(report)
    assert document.notices == (
        Notice("warning", Text("没有编号为“nothing”的数据。", "There is no figure “nothing”."), where),
    )
    assert "有〔nothing〕。" in to_json(document)


def test_a_figure_that_contradicts_itself_breaks_nothing_but_its_own_words(inspection):
    make_figure(inspection, "odd", kind="percent", unit="account")
    make_figure(inspection, "fine", value=3, unit="case_tried", noun=Text(), noun_en_plural="")
    report = make_report(inspection)
    make_paragraph(report.sections.last(), Text("{{ fig:odd }}、{{ fig:fine|count }}", ""))
    document = compose(report)
    assert ("〔odd〕、3件" in to_json(document), len(document.notices)) == (True, 1)


def test_only_figures_of_the_inspection_can_be_cited(beijing, hainan):
    make_figure(hainan.inspection, "elsewhere", value=987654321)
    make_paragraph(beijing.report.sections.last(), Text("有{{ fig:elsewhere }}。"))
    document = compose(beijing.report)
    assert ("有〔elsewhere〕。" in to_json(document), "987654321" in to_json(document).replace(",", "")) == (
        True,
        False,
    )


@pytest.mark.parametrize("presented", [date(2017, 12, 24), None])
def test_the_date_is_the_reports_own_and_never_today(inspection, presented):
    report = make_bare_report(inspection, presented_on=presented)
    inspection.ends = date(2017, 10, 31)
    inspection.save()
    report.inspection.refresh_from_db()
    assert compose(report).date == ("2017-12-24" if presented else "2017-10-31")


# --- Annexes ---------------------------------------------------------------------------------------------------------


def test_provinces_are_drawn_as_a_grid_and_cities_listed(npcsc):
    national, local = make_inspection(npcsc), make_inspection(npcsc)
    for code in ("460000", "110000"):
        make_visit(national, code)
    for code in ("460100", "460200"):
        make_visit(local, code)
    Delegation.objects.create(inspection=national, order=1, number=12, described_zh="另委托", described_en="further")
    (drawn,), (listed,) = (compose(make_report(one)).annexes for one in (national, local))
    (grid,) = drawn.blocks
    assert isinstance(grid, TileGrid)
    assert (drawn.title, {tile.code for tile in grid.tiles if tile.status == "visited"}) == (
        COVERAGE,
        {"460000", "110000"},
    )
    assert (len(grid.tiles), "12个省" in grid.note.zh, "12 further" in grid.note.en) == (34, True, True)
    columns = (Column(Text("序号", "No."), 1, "center"), Column(VISITED_PLACES, 6))
    rows = tuple((Text(str(n), str(n)), Text(code, code)) for n, code in enumerate(("460100", "460200"), start=1))
    assert listed == Annex(COVERAGE, (Table(columns, rows, key="coverage"),), "annex-coverage")


def statuses(inspection):
    (annex,) = compose(make_bare_report(inspection)).annexes
    grid = annex.blocks[0]
    drawn = {tile.code: tile.status for tile in grid.tiles}
    return drawn["110000"], drawn["310000"], drawn["650000"], [status for status, _ in grid.legend]


def test_a_province_is_entrusted_not_stated_or_left_out_as_the_delegations_say(inspection):
    make_visit(inspection, "110000")
    assert statuses(inspection) == ("visited", "none", "none", ["visited", "none"])
    inspection.reports.all().delete()
    shanghai, _ = Locality.objects.get_or_create(code="310000", defaults={"name_zh": "上海", "kind": "province"})
    body = make_body("sc-310000", locality=shanghai)
    Delegation.objects.create(inspection=inspection, order=1, body=body, described_zh="上海市人大常委会")
    assert statuses(inspection) == ("visited", "delegated", "none", ["visited", "delegated", "none"])
    inspection.reports.all().delete()
    Delegation.objects.create(inspection=inspection, order=2, number=3, described_zh="名单未载明")
    assert statuses(inspection) == ("visited", "delegated", "unknown", ["visited", "delegated", "unknown"])


@pytest.fixture
def survey(inspection):
    commission = Commission.objects.create(
        inspection=inspection, order=1, kind=CommissionKind.SURVEY, body=make_body("youth-league"), task_zh="问卷"
    )
    survey = Survey.objects.create(commission=commission, title_zh="问卷调查", title_en="Survey", territory_zh="全国")
    question = SurveyQuestion.objects.create(
        survey=survey, order=1, text_zh="了解法律吗", text_en="Do you know the law"
    )
    answers = [
        SurveyAnswer.objects.create(question=question, order=n, text_zh=zh, text_en=en, base=base)
        for n, (zh, en, base) in enumerate(
            [
                ("了解", "yes", ShareBase.RESPONDENTS),
                ("其中", "of them", ShareBase.AMBIGUOUS),
                ("未载明", "unknown", ShareBase.RESPONDENTS),
            ]
        )
    ]
    for answer, value in zip(answers, ("63.5", "7"), strict=False):
        make_figure(
            inspection,
            kind="percent",
            unit="percent",
            value=Decimal(value),
            answer=answer,
            noun=Text(),
            noun_en_plural="",
        )
    return survey


def test_the_shares_of_a_survey_become_bars_and_an_open_base_is_named(inspection, survey):
    (annex,) = compose(make_report(inspection)).annexes
    (chart,) = annex.blocks
    assert annex.title == COVERAGE_AND_SURVEY
    assert chart == BarChart(
        (
            Bar(Text("了解法律吗：了解", "Do you know the law: yes"), Decimal("63.5"), Text("63.5%", "63.5%")),
            Bar(Text("了解法律吗：其中", "Do you know the law: of them"), Decimal(7), Text("7%", "7%"), AMBIGUOUS_BASE),
        ),
        Decimal(100),
        caption=Text("问卷调查", "Survey"),
        key="survey",
    )


def test_the_cost_is_the_same_for_any_length(inspection, survey, django_assert_max_num_queries):
    costs = []
    for parts in (1, 3):
        report = make_report(inspection)
        for _ in range(parts):
            part = make_section(report)
            make_figure(inspection, f"f{part.pk}", value=3, unit="case_tried", noun=Text(), noun_en_plural="")
            for section in (part, make_section(report, parent=part)):
                make_paragraph(section, Text(f"{{{{ fig:f{part.pk} }}}}"))
            make_visit(inspection, f"4601{part.pk % 100:02}")
        report = type(report).objects.select_related("inspection__organiser").get(pk=report.pk)
        with django_assert_max_num_queries(20) as queries:
            compose(report)
        costs.append(len(queries))
    assert costs == [9, 9]
