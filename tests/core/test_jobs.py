"""Jobs: the row is the truth. Messages go to the real broker of the tests; nobody listens to it here."""

import json
import socket
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
import redis
from celery import Celery
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from core import jobs
from core.jobs import GIVEN_UP, Job, JobFailed, JobState, LeaseLost, Run, later, run_job, sweep
from core.tasks import run_job as task
from core.text import Text

HOUR = timedelta(hours=1)
committed = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broker():
    """The broker of the tests, its queues empty."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        for queue in ("default", "pdf"):
            client.delete(settings.QUEUE_PREFIX + queue)
        yield client


def messages(broker, queue="default") -> list[tuple[str, dict]]:
    """What waits in `queue`: name of the task and the whole message, oldest first."""
    raw = [json.loads(line) for line in reversed(broker.lrange(settings.QUEUE_PREFIX + queue, 0, -1))]
    return [(message["headers"]["task"], message) for message in raw]


@pytest.fixture
def work(monkeypatch):
    """A handler under the name "work": set `work.does`; it notes whom it was called for."""

    class Work:
        calls: list[tuple] = []
        failures: list[tuple] = []

        def does(self, run):
            run.finish()

        def __call__(self, run, *keys):
            self.calls = [*self.calls, keys]
            self.does(run)

    work = Work()
    monkeypatch.setitem(jobs.HANDLERS, "work", work)
    monkeypatch.setitem(jobs.AFTER_FAILURE, "work", lambda *keys: work.failures.append(keys))
    work.failures = []
    return work


def make_job(**given) -> Job:
    return Job.objects.create(**{"name": "work", "keys": [7], **given})


def state_of(job: Job) -> tuple:
    job.refresh_from_db()
    return job.state, job.attempts, job.lease_until is not None


# --- Row and message -------------------------------------------------------------------------------------------------


@committed
@pytest.mark.services
def test_a_worker_is_woken_after_the_commit_and_not_before(broker):
    with transaction.atomic():
        job = later("work", 7, queue="pdf")
        assert messages(broker, "pdf") == []
    ((name, message),) = messages(broker, "pdf")
    assert (name, message["headers"]["argsrepr"], message["content-type"]) == (
        "core.run_job",
        f"[{job.pk}]",
        "application/json",
    )
    assert messages(broker) == []
    assert (job.state, job.keys, job.attempts) == (JobState.QUEUED, [7], 0)


@committed
@pytest.mark.services
def test_a_rollback_leaves_neither_row_nor_message(broker):
    with pytest.raises(RuntimeError), transaction.atomic():
        later("work", 7)
        raise RuntimeError
    assert (Job.objects.count(), messages(broker)) == (0, [])


def test_a_job_knows_who_asked(db, liu):
    assert [later("work", by=by).asked_by_id for by in (liu, None)] == [liu.pk, None]


@pytest.fixture(params=["nobody there", "frozen"])
def deaf_broker(request, monkeypatch, tmp_path):
    """A broker that does not answer: no socket at all, or one that takes the call and stays silent."""
    path = tmp_path / "deaf.sock"
    listener = socket.socket(socket.AF_UNIX)
    if request.param == "frozen":
        listener.bind(str(path))
        listener.listen()
    elsewhere = Celery("elsewhere", set_as_current=False)
    elsewhere.config_from_object("django.conf:settings", namespace="CELERY")
    elsewhere.conf.broker_url = elsewhere.conf.broker_write_url = f"redis+socket://{path}"
    monkeypatch.setattr(jobs, "current_app", elsewhere)
    yield
    listener.close()


@committed
def test_a_broker_that_does_not_answer_is_logged_and_the_job_remains(deaf_broker, caplog):
    with transaction.atomic():
        job = later("work", 7)
    assert state_of(job) == (JobState.QUEUED, 0, False)
    assert f"job {job.pk} not announced: OperationalError" in caplog.messages


# --- One worker ------------------------------------------------------------------------------------------------------


def test_a_worker_takes_the_job_with_a_lease(db, work):
    job, seen, before = make_job(), [], timezone.now()
    work.does = lambda run: seen.append(state_of(Job.objects.get(pk=job.pk)))
    task(job.pk)
    assert (seen, work.calls) == ([(JobState.RUNNING, 1, True)], [(7,)])
    job.refresh_from_db()
    assert before + jobs.LEASE <= job.lease_until <= timezone.now() + jobs.LEASE


def test_a_finished_job_is_done_and_is_not_done_again(db, work):
    job = make_job()
    for _ in range(3):
        run_job(job.pk)
    assert (state_of(job), job.percent, job.finished is not None, len(work.calls)) == (
        (JobState.DONE, 1, False),
        100,
        True,
        1,
    )


@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.DONE, JobState.FAILED])
def test_what_is_taken_or_over_is_left_alone(db, work, state):
    job = make_job(state=state, attempts=1, lease_until=timezone.now() + HOUR)
    run_job(job.pk)
    assert (state_of(job), work.calls) == ((state, 1, True), [])


def test_a_job_that_is_gone_is_left_alone(db, work):
    run_job(987654)
    assert work.calls == []


def test_work_that_cannot_succeed_ends_with_its_sentence(db, work):
    def refuse(run):
        raise JobFailed(Text("文本过长。", "The text is too long."))

    work.does, job = refuse, make_job()
    run_job(job.pk)
    assert state_of(job) == (JobState.FAILED, 1, False)
    assert (job.message, work.failures) == (Text("文本过长。", "The text is too long."), [(7,)])


@committed
def test_work_that_breaks_is_tried_three_times(broker, work, caplog):
    quoted = "a sentence " + "of a record"

    def fall(run):
        raise ZeroDivisionError(quoted)

    work.does, job, states = fall, make_job(), []
    for _ in range(4):
        run_job(job.pk)
        states.append(state_of(job)[:2])
    assert states == [(JobState.QUEUED, 1), (JobState.QUEUED, 2), (JobState.FAILED, 3), (JobState.FAILED, 3)]
    assert (job.message, work.failures, len(messages(broker))) == (GIVEN_UP, [(7,)], 2)
    assert f"job {job.pk} broke in attempt 3: ZeroDivisionError" in caplog.text
    assert "in fall" in caplog.text
    assert quoted not in caplog.text


def test_a_job_nobody_can_handle_is_given_up(db):
    job = make_job(name="no.such.work")
    for _ in range(3):
        run_job(job.pk)
    assert (state_of(job), job.message) == ((JobState.FAILED, 3, False), GIVEN_UP)


# --- The lease -------------------------------------------------------------------------------------------------------


def test_a_beat_renews_the_lease_and_tells_how_far(db):
    job, before = make_job(state=JobState.RUNNING, attempts=1, lease_until=timezone.now()), timezone.now()
    Run(job).beat(30, Text("正在排版", "Setting the pages"))
    job.refresh_from_db()
    assert (job.percent, job.phase) == (30, Text("正在排版", "Setting the pages"))
    assert before + jobs.LEASE <= job.lease_until <= timezone.now() + jobs.LEASE
    Run(job).beat()
    job.refresh_from_db()
    assert (job.percent, job.phase.zh) == (30, "正在排版")


@pytest.mark.parametrize(
    "taken_over",
    [{"attempts": 2}, {"state": JobState.QUEUED}, {"state": JobState.DONE}, {"state": JobState.FAILED}],
    ids=str,
)
def test_who_lost_the_lease_writes_nothing(db, work, taken_over):
    job = make_job(state=JobState.RUNNING, attempts=1)
    late = Run(job)
    Job.objects.filter(pk=job.pk).update(**taken_over)
    before = Job.objects.filter(pk=job.pk).values().get()
    for tells in (late.beat, late.finish):
        with pytest.raises(LeaseLost):
            tells()
    assert (late.fail(GIVEN_UP), late.give_back()) == (False, False)
    assert (Job.objects.filter(pk=job.pk).values().get(), work.failures) == (before, [])


def test_a_result_is_written_only_together_with_the_finish(db, work, liu):
    def finish_too_late(run):
        with transaction.atomic():
            liu.name_zh = "写入的结果"
            liu.save()
            Job.objects.filter(pk=run.job.pk).update(attempts=2)
            run.finish()

    work.does, job = finish_too_late, make_job()
    run_job(job.pk)
    liu.refresh_from_db()
    assert (liu.name_zh, state_of(job)) == ("liu", (JobState.RUNNING, 1, True))


@committed
def test_three_deliveries_at_once_are_worked_on_once(work):
    job, start = make_job(), threading.Barrier(3)

    def deliver():
        start.wait(60)
        run_job(job.pk)
        connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(3)]
    [thread.start() for thread in threads]
    [thread.join(300) for thread in threads]
    assert (work.calls, state_of(job)) == ([(7,)], (JobState.DONE, 1, False))


# --- The sweeper -----------------------------------------------------------------------------------------------------


@committed
def test_the_sweeper_gives_on_what_a_dead_worker_held(broker):
    now = timezone.now()
    dead = make_job(state=JobState.RUNNING, attempts=1, lease_until=now - HOUR)
    alive = make_job(state=JobState.RUNNING, attempts=1, lease_until=now + HOUR)
    assert sweep() == 1
    assert [state_of(job) for job in (dead, alive)] == [(JobState.QUEUED, 1, False), (JobState.RUNNING, 1, True)]
    assert [message["headers"]["argsrepr"] for _, message in messages(broker)] == [f"[{dead.pk}]"]


@committed
def test_the_sweeper_wakes_again_what_nobody_took(broker):
    now = timezone.now()
    unheard = make_job(woken=now - HOUR)
    make_job(woken=now)
    make_job(state=JobState.DONE, woken=now - HOUR)
    assert [sweep(), sweep()] == [1, 0]
    assert [message["headers"]["argsrepr"] for _, message in messages(broker)] == [f"[{unheard.pk}]"]


@committed
def test_a_job_that_ended_its_worker_three_times_is_given_up(broker, work):
    past = timezone.now() - HOUR
    poison = make_job(state=JobState.RUNNING, attempts=3, lease_until=past)
    assert sweep() == 0
    assert (state_of(poison), poison.message, work.failures) == ((JobState.FAILED, 3, False), GIVEN_UP, [(7,)])
    assert (poison.is_over, messages(broker)) == (True, [])


def test_a_job_knows_how_many_are_before_it(db):
    done = make_job(queue="pdf", state=JobState.DONE)
    first = make_job(queue="pdf", state=JobState.RUNNING)
    make_job(queue="default")
    second, third = make_job(queue="pdf"), make_job(queue="pdf")
    assert [job.place for job in (done, first, second, third)] == [0, 0, 1, 2]


def test_who_is_no_worker_learns_of_work_when_it_comes():
    """A command or a page of the site starts without what only workers do."""
    program = (
        "import django; django.setup()\n"
        "from core import jobs\n"
        "names = ('reports.render_edition', 'inspections.remind')\n"
        "print([name in jobs.HANDLERS for name in names])\n"
        "jobs.learn(names[0])\n"
        "print([name in jobs.HANDLERS for name in names])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[False, False]", "[True, True]"]
