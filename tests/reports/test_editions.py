"""Freezing and asking for files: the same text is the same edition, and every file is asked for once."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from core.jobs import Job, JobState
from core.text import Text
from reports.actions.editions import freeze_report, request_renderings
from reports.compose import compose
from reports.document.store import digest, to_json
from reports.enums import Layout, RenderingState
from reports.models import Edition, Rendering
from tests.make import make_inspection, make_paragraph, make_report


@pytest.fixture
def report(npcsc):
    return make_report(make_inspection(npcsc), "short-report")


def change(report) -> None:
    make_paragraph(report.sections.last(), Text("又一段。", "One more."))


# --- Freezing --------------------------------------------------------------------------------------------------------


def test_an_edition_is_the_document_as_it_stands_with_its_digest(report, liu):
    edition = freeze_report(report=report, by=liu)
    content = to_json(compose(report))
    assert (edition.number, edition.content, edition.digest) == (1, content, digest(content))
    assert (edition.made_by_id, edition.made_by_name) == (liu.pk, "liu")
    assert [(entry.verb, entry.by_id, entry.note) for entry in report.history] == [
        ("freeze", liu.pk, f"1 {edition.digest}")
    ]


def test_the_same_text_is_the_same_edition_and_a_changed_one_the_next(report, liu, zhang):
    first, again = freeze_report(report=report, by=liu), freeze_report(report=report, by=zhang)
    change(report)
    second = freeze_report(report=report, by=zhang)
    assert (again, second.number, first.content == second.content) == (first, 2, False)
    assert [entry.verb for entry in report.history] == ["freeze", "freeze"]


def test_going_back_to_an_earlier_text_is_a_new_edition_with_the_earlier_digest(report, liu):
    first = freeze_report(report=report, by=liu)
    change(report)
    freeze_report(report=report, by=liu)
    report.sections.last().paragraphs.last().delete()
    third = freeze_report(report=report, by=liu)
    assert (third.number, third.digest) == (3, first.digest)


def test_each_report_counts_for_itself(report, npcsc, liu):
    other = make_report(make_inspection(npcsc))
    assert [freeze_report(report=one, by=liu).number for one in (report, other)] == [1, 1]


@pytest.mark.services
@pytest.mark.parametrize("column", ["content", "digest", "number", "report_id", "made_by_name"])
def test_the_database_refuses_to_change_what_was_frozen(report, liu, column):
    edition = freeze_report(report=report, by=liu)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**{column: "7"})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        edition.save()


def test_a_later_change_of_the_rows_does_not_reach_the_edition(report, liu):
    edition = freeze_report(report=report, by=liu)
    before = edition.content
    report.title = Text("改了", "Changed")
    report.save()
    edition.refresh_from_db()
    assert (edition.content, digest(edition.content)) == (before, edition.digest)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_edition(report, liu, zhang):
    start, numbers = threading.Barrier(4), []

    def freeze(person):
        start.wait(60)
        numbers.append(freeze_report(report=report, by=person).number)
        connection.close()

    threads = [threading.Thread(target=freeze, args=(person,)) for person in (liu, zhang, liu, zhang)]
    [thread.start() for thread in threads]
    [thread.join(300) for thread in threads]
    assert (numbers, Edition.objects.count()) == ([1, 1, 1, 1], 1)


# --- Asking for files ------------------------------------------------------------------------------------------------


def test_each_layout_is_one_file_and_one_job(report, liu):
    made = request_renderings(report=report, layouts=["zh", "facing", "zh"], by=liu)
    assert [(row.layout, row.state, row.edition.number) for row in made] == [
        ("zh", "waiting", 1),
        ("facing", "waiting", 1),
    ]
    jobs = Job.objects.order_by("pk").values_list("name", "keys", "queue", "state", "asked_by_id")
    assert list(jobs) == [("reports.render_edition", [row.pk], "pdf", "queued", liu.pk) for row in made]
    assert [row.job.keys for row in made] == [[row.pk] for row in made]
    assert [(entry.verb, entry.note) for entry in report.history][1:] == [("render", "1 zh"), ("render", "1 facing")]


def test_asking_again_makes_only_what_is_missing(report, liu):
    (first,) = request_renderings(report=report, layouts=["zh"], by=liu)
    again = request_renderings(report=report, layouts=["zh", "en"], by=liu)
    assert ([row.pk for row in again][0], len(again), Job.objects.count()) == (first.pk, 2, 2)


@pytest.mark.parametrize(
    ("state", "jobs"), [(RenderingState.WAITING, 1), (RenderingState.READY, 1), (RenderingState.FAILED, 2)]
)
def test_only_what_failed_is_tried_again(report, liu, state, jobs):
    (row,) = request_renderings(report=report, layouts=["zh"], by=liu)
    Rendering.objects.filter(pk=row.pk).update(state=state)
    (again,) = request_renderings(report=report, layouts=["zh"], by=liu)
    assert (again.pk, Job.objects.count(), again.job_id == row.job_id) == (row.pk, jobs, jobs == 1)
    assert again.state == (RenderingState.WAITING if state == RenderingState.FAILED else state)


def test_a_changed_text_is_printed_anew(report, liu):
    (old,) = request_renderings(report=report, layouts=["zh"], by=liu)
    change(report)
    (new,) = request_renderings(report=report, layouts=["zh"], by=liu)
    assert (old.edition.number, new.edition.number, Job.objects.count()) == (1, 2, 2)


def test_another_variant_is_another_file(report, liu):
    made = [
        request_renderings(report=report, layouts=["zh"], by=liu, variant=variant)[0].pk
        for variant in ("", "pdf/a-2u", "")
    ]
    assert (made[0] == made[2], made[0] == made[1]) == (True, False)


MAY_PRINT = {"liu", "chen", "zhang", "zhao"}


def test_who_may_ask(report, cast):
    allowed = set()
    for name, person in cast.items():
        if person:
            try:
                request_renderings(report=report, layouts=["zh"], by=person)
                allowed.add(name)
            except PermissionDenied:
                continue
    assert allowed == MAY_PRINT


def test_the_system_itself_may_ask(report):
    (row,) = request_renderings(report=report, layouts=["zh"], by=None)
    assert (row.job.asked_by_id, row.edition.made_by_name) == (None, "")


@pytest.mark.parametrize("layouts", [[], ["poster"], ["zh", "poster"], [""]])
def test_no_layout_and_an_unknown_one_are_refused_and_leave_nothing(report, liu, layouts):
    with pytest.raises(ValidationError) as refused:
        request_renderings(report=report, layouts=layouts, by=liu)
    assert (refused.value.code, Edition.objects.count(), Job.objects.count()) == ("no_layout", 0, 0)


@pytest.mark.parametrize("layouts", [[layout] for layout in Layout if layout != Layout.ZH])
def test_english_cannot_be_asked_of_a_chinese_report(npcsc, liu, layouts):
    report = make_report(make_inspection(npcsc), title=Text("报告"))
    with pytest.raises(ValidationError) as refused:
        request_renderings(report=report, layouts=layouts, by=liu)
    assert refused.value.code == "no_english"
    assert request_renderings(report=report, layouts=["zh"], by=liu)[0].layout == Layout.ZH


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_job(report, liu):
    start, made = threading.Barrier(4), []

    def ask():
        start.wait(60)
        made.append(request_renderings(report=report, layouts=["zh"], by=liu)[0].pk)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join(300) for thread in threads]
    assert (len(made), len(set(made)), Rendering.objects.count(), Job.objects.count()) == (4, 1, 1, 1)
    assert Job.objects.get().state == JobState.QUEUED
