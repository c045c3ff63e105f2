"""A check of a report: what it finds and where, when it is asked for, and what its page says."""

import threading
from datetime import timedelta
from unittest.mock import ANY

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.jobs import GIVEN_UP, MAX_ATTEMPTS, Job, JobState, Run, run_job, sweep
from core.text import Text
from reports.actions import checking
from reports.actions.checking import CHECK, request_check, request_checks
from reports.compose import compose
from reports.document.html import render_html
from reports.enums import CheckKind, CheckSeverity, CheckState
from reports.models import CheckResult, CheckRun, Report
from reports.queries.checks import is_checked, is_stale, open_errors, standing_of
from tests.make import (
    make_check,
    make_figure,
    make_inspection,
    make_paragraph,
    make_result,
    make_section,
)
from tests.reports.checked import CITING, DIFFERING, EQUAL, PAGE, bare, check, key, kinds, page_of, results
from tests.security.site import browser_of


@pytest.fixture
def inspection(npcsc):
    return make_inspection(npcsc, "checked")


# --- What it finds ---------------------------------------------------------------------------------------------------


def test_two_languages_that_agree_leave_nothing_to_say(inspection):
    report = bare(inspection, EQUAL)
    assert (results(report), open_errors(report)) == ([], 0)


def test_a_figure_that_differs_is_found_with_both_texts_and_both_places(inspection):
    report = bare(inspection, EQUAL, DIFFERING)
    (row,) = results(report)
    assert (row.kind, row.severity, row.place) == (CheckKind.VALUE, CheckSeverity.ERROR, Text(*[key(report, 1)] * 2))
    assert (row.text, row.label) == (DIFFERING, Text("一、第2段", "I, paragraph 2"))
    for lang in ("zh", "en"):
        start, end = row.span(lang)
        assert row.text.get(lang)[start:end] == row.reading.get(lang)
    assert ("13" in row.reading.zh, "12" in row.reading.en) == (True, True)
    assert all(number in text for text in row.message for number in ("13", "12"))


def test_the_counts_stand_on_the_run(inspection):
    run = check(bare(inspection, DIFFERING, DIFFERING))
    assert (run.errors, run.warnings, run.notes, run.finished is not None) == (2, 0, 0, True)


def test_citations_are_compared_as_they_are_printed(inspection):
    make_figure(inspection, "systems", value=12, unit="item", noun=Text("系统", "system"), noun_en_plural="systems")
    agreeing = bare(inspection, CITING)
    differing = bare(inspection, Text(CITING.zh, "A spot check covered 13 systems."), code="differing")
    assert kinds(agreeing) == []
    assert kinds(differing) == [(CheckKind.VALUE, CheckSeverity.ERROR)]


@pytest.mark.parametrize(
    ("text", "lang", "shown"),
    [
        (Text("共{{ fig:nothing }}起。", "In all 3 cases."), "zh", "〔nothing〕"),
        (Text("共3起。", "In all {{ fig:nothing|count }} cases."), "en", "〔nothing〕"),
        (Text("自{{ date:nothing }}起，共3起。", "In all 3 cases."), "zh", "〔nothing〕"),
        (Text("共{{ fig:no thing }}3起。", "In all 3 cases."), "zh", "{{ fig:no thing }}"),
        (Text("共{{ 3起。", "In all 3 cases."), "zh", "{{"),
    ],
)
def test_a_citation_that_cannot_be_printed_is_an_error_with_its_place(inspection, text, lang, shown):
    report = bare(inspection, EQUAL, text)
    rows = [row for row in results(report) if row.kind == CheckKind.CITATION]
    assert [(row.severity, row.reading.get(lang), row.place.get(lang)) for row in rows] == [
        (CheckSeverity.ERROR, shown, key(report, 1))
    ]
    start, end = rows[0].span(lang)
    assert rows[0].text.get(lang)[start:end] == shown
    assert rows[0].message.complete
    assert rows[0].span("en" if lang == "zh" else "zh") is None


@pytest.mark.parametrize("layout", ["zh", "en", "facing", "stacked"])
def test_an_unknown_code_reaches_the_print_as_a_code_and_a_notice_with_its_place(inspection, layout):
    report = bare(inspection, Text("共{{ fig:nothing }}起。", "In all {{ fig:nothing }} cases."))
    document = compose(report)
    html, _ = render_html(document, layout)
    assert html.count("〔nothing〕") == (2 if layout in ("facing", "stacked") else 1)
    assert "{{" not in html
    assert [(notice.where, "nothing" in notice.message.zh) for notice in document.notices] == [(key(report), True)]


def test_an_untranslated_paragraph_is_missed_in_a_report_of_two_languages(inspection):
    (row,) = results(bare(inspection, EQUAL, Text("另有一段。")))
    assert (row.kind, row.severity, row.text_en, row.place_en) == (CheckKind.MISSING, CheckSeverity.ERROR, "", "")


def test_nobody_misses_the_english_of_a_chinese_report(inspection):
    report = bare(inspection, Text("抽查了13个系统。"), Text("有{{ fig:nothing }}。"), title=Text("检查报告"))
    assert [row.kind for row in results(report)] == [CheckKind.CITATION]


def test_headings_and_the_head_of_the_report_are_checked_too(inspection):
    report = bare(inspection, title=Text("关于12个系统的报告", "Report on 13 systems"))
    make_section(report, order=2, heading=Text("3家单位的情况", "The state of 4 units"))
    rows = results(report)
    assert [(row.place.zh, row.label) for row in rows] == [
        ("title", Text("标题", "Title")),
        ("s2", Text("二、标题", "II, heading")),
    ]


def test_errors_come_first_and_then_the_order_of_the_page(inspection):
    noted = Text("抽查了11590个系统。", "A spot check covered 11590 systems.")
    rows = results(bare(inspection, noted, DIFFERING, Text("共3起。", "In all 5 cases.")))
    assert [row.severity for row in rows] == [CheckSeverity.ERROR, CheckSeverity.ERROR, CheckSeverity.NOTE]
    assert [row.label.zh for row in rows] == ["一、第2段", "一、第3段", "一、第1段"]
    assert [row.order for row in rows] == [0, 1, 2]


# --- When it is asked for ----------------------------------------------------------------------------------------------


def test_asking_twice_waits_once(inspection):
    report = bare(inspection, EQUAL)
    first, again = (request_check(report=report, by=None) for _ in range(2))
    assert (again.pk, Job.objects.count()) == (first.pk, 1)
    assert (first.job.name, first.job.keys, first.job.queue) == (CHECK, [first.pk], "default")


def test_a_change_while_a_check_runs_asks_for_the_next_one(inspection, monkeypatch):
    report = bare(inspection, EQUAL)
    examine = checking.examine

    def examine_while_somebody_writes(*args, **kwargs):
        found = examine(*args, **kwargs)
        if CheckRun.objects.count() == 1:
            make_paragraph(report.sections.get(), DIFFERING)
            request_check(report=report, by=None)
        return found

    monkeypatch.setattr(checking, "examine", examine_while_somebody_writes)
    first = check(report)
    second = standing_of(report).newest
    assert (first.errors, second.pk > first.pk, second.state) == (0, True, CheckState.WAITING)
    run_job(second.job_id)
    assert open_errors(report) == 1


@pytest.mark.django_db(transaction=True)
def test_a_check_that_waits_reads_what_the_change_before_it_wrote(inspection):
    """The worker takes the run while the change is not committed yet: it must not read the old text."""
    report = bare(inspection, EQUAL)
    run = request_check(report=report, by=None)
    taken = threading.Event()

    def work():
        taken.set()
        run_job(run.job_id)
        connection.close()

    worker = threading.Thread(target=work)
    with transaction.atomic():
        report.sections.get().paragraphs.update(text_zh=DIFFERING.zh)
        assert request_check(report=report, by=None).pk == run.pk
        worker.start()
        taken.wait(60)
        worker.join(0.4)
        assert worker.is_alive()  # it waits for the end of this change
    worker.join(300)
    assert (open_errors(report), CheckRun.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_at_once_make_one_job(inspection):
    report = bare(inspection, EQUAL)
    start, made = threading.Barrier(4), []

    def ask():
        start.wait(60)
        made.append(request_check(report=report, by=None).pk)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join(300) for thread in threads]
    assert (len(made), len(set(made)), Job.objects.count()) == (4, 1, 1)


def test_a_change_of_the_glossary_has_every_report_checked(inspection):
    reports = [bare(inspection, EQUAL, code=f"report-{number}") for number in range(3)]
    request_checks(reports, by=None)
    assert {run.report_id for run in CheckRun.objects.all()} == {report.pk for report in reports}


def test_loading_a_sample_has_its_report_checked_once(db):
    call_command("load_sample", verbosity=0)
    first = set(Job.objects.filter(name=CHECK).values_list("pk", flat=True))
    call_command("load_sample", verbosity=0)
    assert (len(first), Job.objects.filter(name=CHECK).count()) == (2, 2)
    Report.objects.get(code="npcsc-2017-report").sections.last().paragraphs.update(text_zh="改了。")
    CheckRun.objects.update(state=CheckState.DONE)
    call_command("load_sample", verbosity=0)
    assert Job.objects.filter(name=CHECK).count() == 3


# --- What it replaces ----------------------------------------------------------------------------------------------------


def test_a_corrected_figure_is_gone_with_the_next_check(inspection):
    report = bare(inspection, DIFFERING)
    first = check(report)
    report.sections.get().paragraphs.update(text_zh=EQUAL.zh)
    second = check(report)
    assert [(run.pk, run.state) for run in CheckRun.objects.all()] == [(second.pk, CheckState.DONE)]
    assert (CheckResult.objects.filter(run_id=first.pk).count(), open_errors(report)) == (0, 0)


def test_the_last_results_stand_while_the_next_check_waits(inspection):
    report = bare(inspection, DIFFERING)
    first = check(report)
    request_check(report=report, by=None)
    standing = standing_of(report)
    assert (standing.done, standing.busy, open_errors(report)) == (first, True, 1)


def test_each_report_is_checked_for_itself(inspection):
    one, other = bare(inspection, DIFFERING), bare(inspection, EQUAL, code="other")
    check(one)
    check(other)
    assert (open_errors(one), open_errors(other)) == (1, 0)


# --- What can go wrong -----------------------------------------------------------------------------------------------


def test_a_repeated_message_checks_nothing_twice(inspection, monkeypatch):
    calls, examine = [], checking.examine
    monkeypatch.setattr(checking, "examine", lambda *args, **kwargs: calls.append(1) or examine(*args, **kwargs))
    run = request_check(report=bare(inspection, DIFFERING), by=None)
    for _ in range(3):
        run_job(run.job_id)
    late = Job.objects.create(name=CHECK, keys=[run.pk])
    run_job(late.pk)
    late.refresh_from_db()
    assert (len(calls), CheckResult.objects.count(), late.state) == (1, 1, JobState.DONE)


def test_a_run_that_is_gone_ends_its_job(inspection):
    job = Job.objects.create(name=CHECK, keys=[0])
    run_job(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE


@pytest.mark.parametrize("percent", [10, 90])
def test_who_lost_the_lease_leaves_no_result(inspection, monkeypatch, percent):
    run, beat = request_check(report=bare(inspection, DIFFERING), by=None), Run.beat

    def beat_of_a_slow_worker(work, reached=None, phase=None):
        beat(work, reached, phase)
        if reached == percent:
            Job.objects.filter(pk=run.job_id).update(attempts=2)

    monkeypatch.setattr(Run, "beat", beat_of_a_slow_worker)
    run_job(run.job_id)
    run.refresh_from_db()
    assert (run.state, CheckResult.objects.count()) == (CheckState.RUNNING, 0)


def test_a_worker_that_died_is_followed_by_one_that_finishes_once(inspection):
    report = bare(inspection, DIFFERING)
    run = request_check(report=report, by=None)
    CheckRun.objects.update(state=CheckState.RUNNING)
    past = timezone.now() - timedelta(hours=1)
    Job.objects.update(state=JobState.RUNNING, attempts=1, lease_until=past)
    sweep()
    run_job(run.job_id)
    run.refresh_from_db()
    run.job.refresh_from_db()
    assert (run.state, run.job.state, run.job.attempts, open_errors(report)) == ("done", JobState.DONE, 2, 1)


def test_an_error_nobody_expected_is_tried_three_times_and_then_told(inspection, monkeypatch, liu):
    def fall(*args, **kwargs):
        raise ZeroDivisionError

    report = bare(inspection, DIFFERING)
    done = check(report)
    monkeypatch.setattr(checking, "examine", fall)
    run = request_check(report=report, by=None)
    for _ in range(MAX_ATTEMPTS):
        run_job(run.job_id)
    run.refresh_from_db()
    assert (run.state, run.job.message) == (CheckState.FAILED, GIVEN_UP)
    standing = standing_of(report)
    assert (standing.done, standing.failed, open_errors(report)) == (done, True, 1)
    page = browser_of(liu).get(PAGE).content.decode()
    assert ("未能完成体检" in page, GIVEN_UP.zh in page, "13" in page) == (True, True, True)
    monkeypatch.undo()
    assert check(report).state == CheckState.DONE
    assert not CheckRun.objects.filter(state=CheckState.FAILED).exists()


def test_a_text_beyond_all_measure_ends_in_a_sentence(inspection, monkeypatch):
    monkeypatch.setattr(checking, "MOST", 5)
    run = check(bare(inspection, DIFFERING))
    assert (run.state, run.job.message) == (CheckState.FAILED, checking.TOO_LONG)


def test_a_disk_that_refuses_leaves_no_half_result(inspection, monkeypatch):
    report = bare(inspection, DIFFERING, DIFFERING)
    first = check(report)

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(CheckResult.objects, "bulk_create", full)
        second = check(report)
    assert (second.state, standing_of(report).done, CheckResult.objects.count()) == (CheckState.RUNNING, first, 2)


def test_jobs_name_rows_and_quote_none(inspection, liu):
    request_check(report=bare(inspection, DIFFERING), by=liu)
    assert list(Job.objects.values_list("name", "keys", "asked_by_id")) == [(CHECK, [ANY], liu.pk)]


# --- Whether a report is ready -------------------------------------------------------------------------------------------


def test_a_report_is_not_ready_until_it_was_checked_as_it_stands(inspection):
    report = bare(inspection, EQUAL)
    said = [list(is_checked(report))]
    request_check(report=report, by=None)
    said.append(list(is_checked(report)))
    check(report)
    said.append(list(is_checked(report)))
    report.sections.get().paragraphs.update(text_en="A spot check covered 14 systems.")
    said.append(list(is_checked(report)))
    check(report)
    said.append(list(is_checked(report)))
    assert said == [
        ["正文改动后尚未体检。"],
        ["体检尚未完成。"],
        [],
        ["正文改动后尚未体检。"],
        ["体检有1处错误未处理。"],
    ]


def test_warnings_do_not_keep_a_report_back(inspection):
    report = bare(inspection, EQUAL)
    run = check(report)
    make_result(run, severity=CheckSeverity.WARNING)
    assert list(is_checked(report)) == []


def test_a_changed_figure_makes_a_check_stale(inspection):
    figure = make_figure(inspection, "systems", value=12, unit="item", noun=Text("系统", "system"))
    report = bare(inspection, CITING)
    run = check(report)
    before = is_stale(report, run)
    figure.value = 13
    figure.save()
    assert (before, is_stale(report, run)) == (False, True)


# --- The page ------------------------------------------------------------------------------------------------------------


def test_the_page_shows_both_texts_with_the_readings_marked(inspection, liu):
    report = bare(inspection, EQUAL, DIFFERING)
    check(report)
    page = page_of(liu)
    assert page.count("<mark>") == 2
    assert page.count("【标出】</span>") == 2  # for those who hear the page
    assert f'href="/reports/checked/#{key(report, 1)}"' in page
    assert f'href="/reports/checked/texts/{key(report, 1)}/"' in page
    assert ("一、第2段" in page, "还有错误未处理" in page) == (True, True)


def test_the_message_is_in_the_language_of_the_reader(inspection, liu):
    report = bare(inspection, DIFFERING)
    (row,) = results(report)
    shown = {}
    for language in ("zh-hans", "en"):
        liu.language = language
        liu.save()
        page = page_of(liu)
        shown[language] = [words.replace("'", "&#x27;") in page for words in row.message]
    assert shown == {"zh-hans": [True, False], "en": [False, True]}


def test_what_people_wrote_is_never_markup(inspection, liu):
    check(bare(inspection, Text("抽查了13个<b>系统</b>。", "A spot check covered 12 <b>systems</b>.")))
    page = page_of(liu)
    assert ("<b>系统" in page, "&lt;b&gt;系统" in page) == (False, True)


def test_members_read_and_have_nothing_to_press(inspection, liu, wang):
    check(bare(inspection, DIFFERING))
    for person, expected in ((liu, True), (wang, False)):
        page = page_of(person)
        assert [word in page for word in ("重新体检", "放行…", "/texts/")] == [expected] * 3


def test_results_are_filtered_by_kind_and_the_counts_stay(inspection, liu):
    check(bare(inspection, DIFFERING, Text("有{{ fig:nothing }}。", "With figures.")))
    for query, values, citations in (("", True, True), ("?kind=citation", False, True), ("?kind=nonsense", True, True)):
        page = page_of(liu, PAGE + query)
        assert ("A spot check covered" in page, "〔nothing〕" in page) == (values, citations)
        assert '<span class="figures-value">2</span>' in page


def test_a_kind_without_results_says_so_and_leads_to_the_others(inspection, liu):
    check(bare(inspection, DIFFERING))
    assert "这一类没有未处理的结果" in page_of(liu, f"{PAGE}?kind=term")


def test_a_language_without_a_reading_is_shown_where_it_may_be_missing(inspection, liu):
    filler = Text("这一段文字很长，没有任何数字。" * 40, "This sentence is long and holds no figure at all. " * 40)
    check(bare(inspection, Text(f"{filler.zh}共处理13起案件。", f"{filler.en}Many cases were closed.")))
    english = page_of(liu).split('<div class="check-side" lang="en">')[1].split("<details")[0]
    assert ("Many cases were closed." in english, "<mark>" in english) == (True, False)


def test_the_page_of_a_report_that_agrees_says_so(inspection, wang):
    report = bare(inspection, EQUAL)
    assert "尚未体检" in page_of(wang)
    check(report)
    assert "没有发现不一致" in page_of(wang)


def test_the_page_asks_again_only_while_a_check_is_under_way(inspection, liu):
    report = bare(inspection, DIFFERING)
    run, progress = request_check(report=report, by=None), f"{PAGE}progress/"
    waiting = (page_of(liu), page_of(liu, progress))
    run_job(run.job_id)
    ended = page_of(liu, progress)
    assert ["every 2s" in page for page in (*waiting, ended)] == [True, True, False]
    assert ("<mark>" in ended, 'hx-swap-oob="innerHTML:#check-results"' in ended) == (True, True)
    assert "体检完成，有1处需要处理。" in ended


def test_what_was_changed_past_the_pages_is_noticed(inspection, liu):
    report = bare(inspection, EQUAL)
    check(report)
    before = page_of(liu)
    report.sections.get().paragraphs.update(text_zh=DIFFERING.zh)
    assert ["可能已经过时" in page for page in (before, page_of(liu))] == [False, True]


def test_the_button_has_the_report_checked_again(inspection, liu, wang):
    report = bare(inspection, DIFFERING)
    answers = [browser_of(person).post(f"{PAGE}again/") for person in (wang, liu)]
    assert [answer.status_code for answer in answers] == [403, 302]
    assert (answers[1].url, standing_of(report).busy) == (PAGE, True)


def test_a_very_long_text_is_shown_around_its_reading_and_whole_behind_a_fold(inspection, liu):
    filler = Text("这一段文字很长，没有任何数字。" * 40, "This sentence is long and holds no figure at all. " * 40)
    long = Text(filler.zh + DIFFERING.zh + filler.zh, filler.en + DIFFERING.en + " " + filler.en)
    check(bare(inspection, long))
    page = page_of(liu)
    assert page.count('class="check-full"') == 2
    excerpt = page.split('<div class="check-side" lang="zh-Hans">')[1].split("<details")[0]
    assert ("13" in excerpt, excerpt.count("…"), len(excerpt) < 600) == (True, 2, True)


def test_the_report_page_counts_the_errors_and_leads_to_them(inspection, wang):
    report = bare(inspection, DIFFERING, DIFFERING)
    check(report)
    page = page_of(wang, "/reports/checked/")
    assert ("体检发现2处错误" in page, f'href="{PAGE}"' in page) == (True, True)
    report.sections.get().paragraphs.update(text_zh=EQUAL.zh)
    check(report)
    assert "体检发现" not in page_of(wang, "/reports/checked/")


def queries_of(person, address: str) -> int:
    browser = browser_of(person)
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}progress/", "/reports/checked/"])
def test_queries_do_not_grow_with_the_results(inspection, liu, address):
    run = make_check(bare(inspection, EQUAL))
    counted = []
    for more in (1, 2, 77):
        for _ in range(more):
            make_result(run)
        counted.append(queries_of(liu, address))
    assert counted == [counted[0]] * 3
    assert counted[0] <= 22


def test_more_results_than_a_page_holds_are_counted_and_said(inspection, liu, monkeypatch):
    monkeypatch.setattr("reports.queries.checks.SHOWN", 3)
    run = make_check(bare(inspection, EQUAL))
    for _ in range(5):
        make_result(run)
    page = page_of(liu)
    assert (page.count('class="check check-error"'), "另有2处未列出" in page) == (3, True)
