"""Workers die, messages are lost or come three times, texts are hostile: each file is made once, or its job says why not."""

import os
import signal
from datetime import timedelta

import pytest
from django.utils import timezone

from core.attachments import Attachment
from core.jobs import Job, JobState, sweep, wake
from core.text import Text
from reports.actions.editions import request_renderings
from reports.enums import RenderingState
from reports.models import Rendering
from tests.faults.conftest import caught, empty_queues, sweep_after, until
from tests.make import make_inspection, make_paragraph, make_report

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def report(npcsc):
    return make_report(make_inspection(npcsc), "short-report", title=Text("报告", "Report"))


def ask(report, layout: str = "zh") -> Job:
    (rendering,) = request_renderings(report=report, layouts=[layout], by=None)
    return rendering.job


def state_of(job: Job) -> str:
    job.refresh_from_db()
    return job.state


def over(job: Job) -> bool:
    return state_of(job) in (JobState.DONE, JobState.FAILED)


def swept(job: Job) -> bool:
    """Sweep until `job` is over."""
    sweep_after(job)
    return over(job)


def outcome(job: Job, media) -> tuple:
    """What came of the job: its state and attempts, the file's state, rows and files of the attachment."""
    job.refresh_from_db()
    rendering = Rendering.objects.get(job=job)
    stored = [path for path in media.rglob("*") if path.is_file()]
    whole = [attachment.is_whole() for attachment in Attachment.objects.all()]
    return job.state, job.attempts, rendering.state, whole, len(stored)


MADE_ONCE = (JobState.DONE, 2, RenderingState.READY, [True], 1)


@pytest.mark.parametrize("moment", ["just taken", "while printing"])
def test_a_worker_killed_in_the_middle_leaves_a_job_that_finishes_once(report, media, start_worker, moment):
    first, job = start_worker(), ask(report)
    with caught(job, {"just taken": 0, "while printing": 30}[moment]):
        first.kill()
    assert outcome(job, media) == (JobState.RUNNING, 1, RenderingState.WAITING, [], 0)
    assert sweep() == 0  # the lease still runs
    start_worker()
    until(lambda: swept(job), "the second worker")
    assert outcome(job, media) == MADE_ONCE


def test_only_the_process_of_the_task_is_killed(report, media, start_worker):
    worker, job = start_worker(), ask(report)
    with caught(job):
        for child in worker.pool():
            os.kill(child, signal.SIGKILL)
    until(lambda: swept(job), "another process of the same worker")
    assert worker.process.poll() is None
    assert outcome(job, media) == MADE_ONCE


def test_a_lost_message_is_sent_again_by_the_sweeper(report, media, start_worker):
    lost = ask(report)
    empty_queues()
    start_worker()
    heard = ask(report, "en")
    until(lambda: over(heard), "the job whose message arrived")
    Job.objects.filter(pk=lost.pk).update(woken=timezone.now())  # however long the other one took
    assert (state_of(lost), sweep()) == (JobState.QUEUED, 0)
    Job.objects.filter(pk=lost.pk).update(woken=timezone.now() - timedelta(minutes=1))
    assert sweep() == 1
    until(lambda: over(lost), "the job whose message was lost")
    assert outcome(lost, media) == (JobState.DONE, 1, RenderingState.READY, [True, True], 2)


def test_a_message_that_comes_three_times_makes_one_file(report, media, start_worker):
    job = ask(report)
    for _ in range(2):
        wake(job)
    start_worker(processes=3)
    until(lambda: over(job), "the job")
    after = ask(report, "en")  # when this one is done, all messages before it were read
    until(lambda: over(after), "the next job")
    assert outcome(job, media) == (JobState.DONE, 1, RenderingState.READY, [True, True], 2)


def test_hostile_texts_end_in_a_sentence_and_the_next_job_runs(npcsc, report, media, start_worker):
    too_long, too_much = (make_report(make_inspection(npcsc), title=Text("报告", "Report")) for _ in range(2))
    make_paragraph(too_long.sections.last(), Text("很" * 200_001))
    for _ in range(19):
        make_paragraph(too_much.sections.last(), Text("很长的一段，" * 30_000))
    jobs = [ask(one) for one in (too_long, too_much, report)]
    start_worker(ZHIJIAN_PDF_SECONDS="30")  # what one of them takes up, and another one must not need
    until(lambda: all(over(job) for job in jobs), "all three jobs")
    assert [(job.state, job.attempts) for job in jobs] == [
        (JobState.FAILED, 1),
        (JobState.FAILED, 1),
        (JobState.DONE, 1),
    ]
    assert [bool(job.message.zh and job.message.en) for job in jobs] == [True, True, False]
    assert "200000个字符" in jobs[0].message.zh
    assert Rendering.objects.filter(state=RenderingState.FAILED).count() == 2
    assert Attachment.objects.count() == 1
