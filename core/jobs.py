"""Background work as rows. The row is the truth; Celery and Redis only wake a worker.

`later(name, *keys)` writes a Job in the transaction of the change and wakes a worker after the commit. The broker may
lose, delay or repeat the wake-up: a worker takes a job by a conditional update that sets a lease, a sweeper re-queues
what nobody works on, and only the holder of the current lease may finish. A job that ends its worker three times
is given up.
"""

import logging
import traceback
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from celery import current_app
from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _
from kombu.exceptions import OperationalError

from core.bilingual import Bilingual
from core.text import Text

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
LEASE = timedelta(seconds=settings.ZHIJIAN_JOB_LEASE_SECONDS)  # renewed by `beat` while the work goes on
UNHEARD = LEASE * 2 / 3  # a queued job that no worker took by then is woken again


class JobState(models.TextChoices):
    QUEUED = "queued", _("排队")
    RUNNING = "running", _("进行中")
    DONE = "done", _("完成")
    FAILED = "failed", _("失败")


class JobFailed(Exception):
    """The work cannot succeed by trying again; `reason` is the sentence the user reads."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en or reason.zh)
        self.reason = reason


class LeaseLost(Exception):
    """Somebody else works on this job by now: stop without writing anything."""


class Job(models.Model):
    """One piece of work: which handler, with which keys (primary keys only, never content)."""

    name = models.CharField(max_length=60)
    keys = models.JSONField(default=list)
    queue = models.CharField(max_length=20, default="default")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    woken = models.DateTimeField(default=timezone.now)
    percent = models.PositiveSmallIntegerField(default=0)
    phase = Bilingual(models.CharField, max_length=80, required=False)
    message = Bilingual(models.TextField, required=False)
    created = models.DateTimeField(default=timezone.now)
    started = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    asked_by_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["queue", "id"], name="job_open", condition=Q(state__in=[JobState.QUEUED, JobState.RUNNING])
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED)

    @property
    def place(self) -> int:
        """How many jobs of the same queue are before this one; 0 for the next one and for jobs not queued."""
        if self.state != JobState.QUEUED:
            return 0
        waiting = [JobState.QUEUED, JobState.RUNNING]
        return Job.objects.filter(queue=self.queue, state__in=waiting, pk__lt=self.pk).count()


class Run:
    """A job while it is being worked on, handed to its handler."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)

    def beat(self, percent: int | None = None, phase: Text | None = None) -> None:
        """Renew the lease and tell how far the work is; raises LeaseLost when the job was given to somebody else."""
        changes: dict[str, Any] = {"lease_until": timezone.now() + LEASE}
        if percent is not None:
            changes["percent"] = percent
        if phase is not None:
            changes |= {"phase_zh": phase.zh, "phase_en": phase.en}
        if not self._mine.update(**changes):
            raise LeaseLost(str(self.job))

    def finish(self) -> None:
        """Mark the job done, in the transaction that writes its result; raises LeaseLost, and nothing is written."""
        done = {"state": JobState.DONE, "percent": 100, "finished": timezone.now(), "lease_until": None}
        if not self._mine.update(**done):
            raise LeaseLost(str(self.job))

    def fail(self, reason: Text) -> bool:
        """Mark the job failed with a sentence, and what waits for it too; False when it is not ours any more."""
        return _fail(self._mine, self.job, reason)

    def give_back(self) -> bool:
        """Queue the job again after an unexpected error; False when it is not ours any more."""
        return bool(self._mine.update(state=JobState.QUEUED, lease_until=None, woken=timezone.now()))


Handler = Callable[..., None]
HANDLERS: dict[str, Handler] = {}
AFTER_FAILURE: dict[str, Handler] = {}
GIVEN_UP = Text(
    "多次尝试均未完成，已停止。请联系系统管理员。",
    "Stopped after several attempts without success. Please tell the system administrator.",
)


def handles(name: str, *, after_failure: Handler) -> Callable[[Handler], Handler]:
    """Register a handler `(run, *keys)`; it must be safe to run twice and call `run.finish()` with its result.
    It stands in the `tasks` of its app, which a worker reads when it starts and others when they come to need it.

    `after_failure(*keys)` runs in the transaction that ends the job as failed, whoever notices it: the handler, the
    third broken attempt, or the sweeper after the worker died. It tells the row that waits for the job.
    """

    def register(handler: Handler) -> Handler:
        HANDLERS[name] = handler
        AFTER_FAILURE[name] = after_failure
        return handler

    return register


def learn(name: str) -> None:
    """Read the `tasks` of all apps, unless the work is known: a worker has read them when it started."""
    if name not in HANDLERS:
        autodiscover_modules("tasks")


def later(name: str, *keys: int | str, queue: str = "default", by: "User | None" = None) -> Job:
    """Write a job now and wake a worker after the commit; a rolled-back change leaves neither row nor message."""
    job = Job.objects.create(name=name, keys=list(keys), queue=queue, asked_by_id=by.pk if by else None)
    transaction.on_commit(lambda: wake(job))
    return job


def wake(job: Job) -> None:
    """Tell a worker. A broker that does not answer is only logged: the sweeper will call again."""
    try:
        current_app.send_task("core.run_job", args=[job.pk], queue=job.queue, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("job %s not announced: %s", job.pk, type(error).__name__)


def run_job(pk: int) -> None:
    """Take the job if nobody has it, and work on it. A job that is taken, done or gone is left alone."""
    taken = Job.objects.filter(pk=pk, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        lease_until=timezone.now() + LEASE,
        started=timezone.now(),
    )
    if not taken:
        return
    run = Run(Job.objects.get(pk=pk))
    try:
        learn(run.job.name)
        HANDLERS[run.job.name](run, *run.job.keys)
    except LeaseLost:
        logger.warning("job %s was taken over", pk)
    except JobFailed as failure:
        run.fail(failure.reason)
    except Exception as error:  # noqa: BLE001  whatever broke is logged, counted and tried again
        # Where and what kind, never the message: it may quote a record.
        where = "".join(traceback.format_tb(error.__traceback__))
        logger.error("job %s broke in attempt %s: %s\n%s", pk, run.job.attempts, type(error).__name__, where)
        if run.job.attempts >= MAX_ATTEMPTS:
            run.fail(GIVEN_UP)
        elif run.give_back():
            wake(run.job)


@transaction.atomic
def _fail(rows: models.QuerySet[Job], job: Job, reason: Text) -> bool:
    """End `job` as failed where `rows` still holds it."""
    failed = {"state": JobState.FAILED, "finished": timezone.now(), "lease_until": None}
    if not rows.update(**failed, message_zh=reason.zh, message_en=reason.en):
        return False
    learn(job.name)
    if told := AFTER_FAILURE.get(job.name):
        told(*job.keys)
    return True


def sweep() -> int:
    """Queue again what a dead worker held, give up what died too often, wake what nobody took; returns how many."""
    now = timezone.now()
    lost = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now)
    for job in lost.filter(attempts__gte=MAX_ATTEMPTS):
        _fail(lost.filter(pk=job.pk), job, GIVEN_UP)
    lost.filter(attempts__lt=MAX_ATTEMPTS).update(state=JobState.QUEUED, lease_until=None, woken=now - UNHEARD)
    unheard = list(Job.objects.filter(state=JobState.QUEUED, woken__lte=now - UNHEARD).order_by("pk")[:500])
    Job.objects.filter(pk__in=[job.pk for job in unheard]).update(woken=now)
    for job in unheard:
        wake(job)
    return len(unheard)
