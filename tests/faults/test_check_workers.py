"""Workers die and messages are lost or come three times: every check ends once, with whole results."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.jobs import Job, JobState, sweep, wake
from core.text import Text
from reports.actions.checking import request_check
from reports.enums import CheckState
from reports.models import CheckResult, CheckRun
from reports.queries.checks import open_errors
from tests.faults.conftest import caught, empty_queues, sweep_after, until
from tests.make import make_inspection
from tests.reports.checked import DIFFERING, EQUAL, bare

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

MANY = 150  # differing paragraphs: enough work to be killed in


@pytest.fixture
def report(npcsc):
    filler = Text(
        "检查组听取汇报，实地查看，随机抽查。" * 6, "The group heard reports, went to see, and drew samples. " * 6
    )
    long = Text(filler.zh + DIFFERING.zh, filler.en + DIFFERING.en)
    return bare(make_inspection(npcsc, "checked"), *[long] * MANY)


def state_of(run: CheckRun) -> str:
    run.refresh_from_db()
    return run.state


def swept(run: CheckRun) -> bool:
    """Sweep until `run` is over."""
    sweep_after(run.job)
    return state_of(run) in (CheckState.DONE, CheckState.FAILED)


def outcome(run: CheckRun) -> tuple:
    """What came of the check: its state, that of its job, the attempts, the results and what they count to."""
    run.refresh_from_db()
    run.job.refresh_from_db()
    return run.state, run.job.state, run.job.attempts, CheckResult.objects.count(), run.errors


def test_a_worker_killed_while_it_checks_leaves_a_check_that_finishes_once(report, start_worker):
    first, run = start_worker(), request_check(report=report, by=None)
    with caught(run.job, 10):
        first.kill()
    assert outcome(run) == (CheckState.RUNNING, JobState.RUNNING, 1, 0, 0)
    assert sweep() == 0  # the lease still runs
    start_worker()
    until(lambda: swept(run), "the second worker")
    assert outcome(run) == (CheckState.DONE, JobState.DONE, 2, MANY, MANY)
    assert open_errors(report) == MANY


def test_a_lost_message_is_sent_again_by_the_sweeper(npcsc, start_worker):
    report = bare(make_inspection(npcsc), EQUAL, DIFFERING)
    run = request_check(report=report, by=None)
    empty_queues()
    start_worker()
    Job.objects.filter(pk=run.job_id).update(woken=timezone.now() - timedelta(minutes=1))
    assert (state_of(run), sweep()) == (CheckState.WAITING, 1)
    until(lambda: state_of(run) == CheckState.DONE, "the check whose message was lost")
    assert outcome(run) == (CheckState.DONE, JobState.DONE, 1, 1, 1)


def test_a_message_that_comes_three_times_makes_one_check(report, start_worker):
    run = request_check(report=report, by=None)
    for _ in range(2):
        wake(run.job)
    start_worker(processes=3)
    until(lambda: state_of(run) == CheckState.DONE, "the check")
    after = request_check(report=report, by=None)  # when this one is done, all messages before it were read
    until(lambda: state_of(after) == CheckState.DONE, "the next check")
    assert outcome(after) == (CheckState.DONE, JobState.DONE, 1, MANY, MANY)
    assert [row.pk for row in CheckRun.objects.all()] == [after.pk]
