"""Letting a result stand: with a reason, for that wording only, by those who work on the report, and not for ever."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.text import Text
from reports.actions.checking import take_back, waive
from reports.enums import CheckKind
from reports.models import Waiver
from reports.queries.checks import checks_of, open_errors
from tests.make import make_figure, make_inspection
from tests.reports.checked import DIFFERING, EQUAL, PAGE, bare, check, page_of, results
from tests.security.site import browser_of

REASON = "英文的统计口径不同，已与译者核对。"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def report(npcsc):
    return bare(make_inspection(npcsc, "checked"), EQUAL, DIFFERING)


@pytest.fixture
def wording(report) -> str:
    (row,) = results(report)
    return row.wording


def paragraph(report):
    return report.sections.get().paragraphs.last()


# --- The act -----------------------------------------------------------------------------------------------------------


def test_a_waiver_keeps_who_when_and_why_and_enters_the_history(report, wording, liu):
    waiver = waive(report=report, wording=wording, reason=f"  {REASON}\n", by=liu)
    assert (waiver.reason, waiver.by_id, waiver.by_name, waiver.kind) == (REASON, liu.pk, "liu", CheckKind.VALUE)
    (entry,) = report.history
    assert (entry.verb, entry.by_id, REASON in entry.note, wording in entry.note) == ("waive", liu.pk, True, True)
    assert open_errors(report) == 0


@pytest.mark.parametrize(
    ("reason", "code"), [("", "no_reason"), (" \n\0 ", "no_reason"), ("长" * 1001, "reason_too_long")]
)
def test_without_a_reason_that_fits_nothing_is_waived(report, wording, liu, reason, code):
    with pytest.raises(ValidationError) as refused:
        waive(report=report, wording=wording, reason=reason, by=liu)
    assert (refused.value.code, Waiver.objects.count(), open_errors(report)) == (code, 0, 1)


def test_what_was_not_found_cannot_be_waived(report, wording, liu):
    with pytest.raises(ValidationError) as refused:
        waive(report=report, wording="0" * 64, reason=REASON, by=liu)
    assert (refused.value.code, Waiver.objects.count()) == ("gone", 0)


def test_waiving_twice_keeps_the_first(report, wording, liu, zhang):
    for person in (liu, zhang):
        waive(report=report, wording=wording, reason=REASON, by=person)
    assert [waiver.by_id for waiver in Waiver.objects.all()] == [liu.pk]
    assert [entry.verb for entry in report.history] == ["waive"]


def test_a_waiver_may_be_taken_back(report, wording, liu, zhang):
    waive(report=report, wording=wording, reason=REASON, by=liu)
    for _ in range(2):
        take_back(report=report, wording=wording, by=zhang)
    assert (open_errors(report), Waiver.objects.count()) == (1, 0)
    assert [(entry.verb, entry.by_id) for entry in report.history] == [
        ("waive", liu.pk),
        ("take_back_waiver", zhang.pk),
    ]


WORKS_ON_IT = {"liu", "chen", "zhang", "zhao"}


def test_who_may_waive_and_take_back(report, wording, cast):
    allowed = set()
    for name, person in cast.items():
        if person:
            try:
                waive(report=report, wording=wording, reason=REASON, by=person)
                take_back(report=report, wording=wording, by=person)
                allowed.add(name)
            except PermissionDenied:
                with pytest.raises(PermissionDenied):
                    take_back(report=report, wording=wording, by=person)
    assert allowed == WORKS_ON_IT


# --- How long it holds -------------------------------------------------------------------------------------------------


def test_it_stays_when_the_same_text_is_checked_again(report, wording, liu):
    waive(report=report, wording=wording, reason=REASON, by=liu)
    check(report)
    assert (open_errors(report), len(checks_of(report).waived)) == (0, 1)


@pytest.mark.parametrize(
    ("column", "text"),
    [("text_zh", "本次抽查了13个系统。"), ("text_en", "The spot check covered 12 systems.")],
)
def test_it_falls_away_when_either_text_changes(report, wording, liu, column, text):
    waive(report=report, wording=wording, reason=REASON, by=liu)
    row = paragraph(report)
    setattr(row, column, text)
    row.save()
    check(report)
    assert (open_errors(report), checks_of(report).waived) == (1, [])


def test_it_holds_again_when_the_old_wording_returns(report, wording, liu):
    waive(report=report, wording=wording, reason=REASON, by=liu)
    row, before = paragraph(report), paragraph(report).text
    for text, expected in ((Text(f"另外，{before.zh}", before.en), 1), (before, 0)):
        row.text = text
        row.save()
        check(report)
        assert open_errors(report) == expected


def test_it_falls_away_when_a_cited_figure_changes(report, liu):
    figure = make_figure(report.inspection, "systems", value=13, unit="item", noun=Text("系统", "system"))
    paragraph(report).delete()
    row = paragraph(report)
    row.text = Text("抽查了{{ fig:systems }}。", "A spot check covered 12 systems.")
    row.save()
    (found,) = results(report)
    waive(report=report, wording=found.wording, reason=REASON, by=liu)
    check(report)
    before = open_errors(report)
    figure.value = 14
    figure.save()
    check(report)
    assert (before, open_errors(report)) == (0, 1)


def test_it_holds_wherever_the_wording_moves(report, wording, liu):
    waive(report=report, wording=wording, reason=REASON, by=liu)
    report.sections.get().paragraphs.first().delete()
    check(report)
    assert open_errors(report) == 0


def test_it_holds_for_its_own_report_alone(report, wording, liu):
    waive(report=report, wording=wording, reason=REASON, by=liu)
    other = bare(report.inspection, EQUAL, DIFFERING, code="other")
    check(other)
    assert (open_errors(report), open_errors(other)) == (0, 1)


def test_it_holds_for_one_result_of_a_text_and_not_for_the_next(report, liu):
    row = paragraph(report)
    row.text = Text("抽查了13个系统，发现30个漏洞。", "A spot check covered 12 systems and found 40 vulnerabilities.")
    row.save()
    first, _second = results(report)
    waive(report=report, wording=first.wording, reason=REASON, by=liu)
    assert open_errors(report) == 1


# --- On the page ---------------------------------------------------------------------------------------------------------


def test_what_was_waived_is_folded_away_with_who_when_and_why(report, wording, liu, wang):
    answer = browser_of(liu).post(f"{PAGE}{wording}/waive/", {"reason": REASON})
    assert (answer.status_code, answer.url) == (302, f"{PAGE}#r-{wording[:12]}")
    waiver = Waiver.objects.get()
    page = page_of(wang)
    open_part, folded = page.split('id="waived"')
    assert (REASON in open_part, REASON in folded, "没有未处理的不一致" in open_part) == (False, True, True)
    assert "<mark>" not in open_part
    assert "liu <span" in folded
    assert waiver.at.astimezone().strftime("%Y-%m") in folded
    assert "收回放行" not in page


def test_htmx_gets_the_result_as_it_stands_now_and_the_new_counts(report, wording, liu):
    browser, address = browser_of(liu), f"{PAGE}{wording}/"
    waived = browser.post(f"{address}waive/", {"reason": REASON}, headers=HTMX).content.decode()
    back = browser.post(f"{address}take-back/", headers=HTMX).content.decode()
    for answer, words, errors in ((waived, "收回放行", 0), (back, "放行…", 1)):
        assert answer.lstrip().startswith("<li") and f'id="r-{wording[:12]}"' in answer
        assert (words in answer, 'id="check-counts" hx-swap-oob="true"' in answer) == (True, True)
        assert f'<span class="figures-value">{errors}</span><span class="figures-label">错误' in answer


def test_the_chosen_kind_stays_chosen(report, wording, liu):
    answer = browser_of(liu).post(f"{PAGE}{wording}/waive/?kind=value", {"reason": REASON})
    assert answer.url == f"{PAGE}?kind=value#r-{wording[:12]}"


def test_a_missing_reason_is_asked_for_where_it_is_missing(report, wording, liu):
    refused = browser_of(liu).post(f"{PAGE}{wording}/waive/", {"reason": " "}, headers=HTMX)
    content = refused.content.decode()
    assert (refused.status_code, "请写明放行的理由。" in content, "<details" in content) == (422, True, True)
    assert 'class="check-waive" open' in content
    plain = browser_of(liu).post(f"{PAGE}{wording}/waive/", {"reason": " "}, follow=True)
    assert "请写明放行的理由。" in plain.content.decode()


def test_a_result_that_is_gone_leads_back_to_the_page(report, wording, liu):
    paragraph(report).delete()
    check(report)
    browser, address = browser_of(liu), f"{PAGE}{wording}/waive/"
    assert browser.post(address, {"reason": REASON}, headers=HTMX).headers["HX-Redirect"] == PAGE
    assert "已不在最近的体检结果中" in browser.post(address, {"reason": REASON}, follow=True).content.decode()
