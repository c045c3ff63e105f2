"""Real workers on the test database and the test broker, to be killed at the worst moment."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import redis
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from core.jobs import Job, JobState, sweep
from scripts.embedded import database_url

ROOT = Path(__file__).resolve().parents[2]
LEASE = 3600  # seconds: no machine is so slow that a living worker loses it; `sweep_after` ends that of a dead one
PATIENCE = 300


def database_of_this_run() -> str:
    address = urlsplit(os.environ.get("DATABASE_URL") or database_url())
    return urlunsplit(address._replace(path=f"/{connection.settings_dict['NAME']}"))


def until(condition: Callable[[], object], what: str) -> None:
    """Wait for `condition`; the test fails with `what` when it does not come true."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"waited {PATIENCE} s for: {what}")
        time.sleep(0.05)


@contextmanager
def caught(job: Job, percent: int = 0) -> Iterator[None]:
    """Waits until `percent` of `job` are done; inside, its row is locked, and whoever works on it comes to no end."""
    at_work = Job.objects.select_for_update().filter(pk=job.pk, state=JobState.RUNNING, percent__gte=percent)
    with transaction.atomic():
        until(at_work.first, f"{percent}% of the job")
        yield


def sweep_after(job: Job) -> None:
    """Sweep, as the beat does every half minute, once the lease of the dead worker that took `job` first has run out."""
    held = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=1)
    held.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep()


class Worker:
    """One Celery worker with its pool, in a process group of its own."""

    def __init__(self, media: Path, log: Path, processes: int = 1, **given: str) -> None:
        environment = {**os.environ, "DATABASE_URL": database_of_this_run(), "REDIS_URL": settings.REDIS_URL}
        environment |= {"ZHIJIAN_MEDIA_ROOT": str(media), "ZHIJIAN_QUEUE_PREFIX": settings.QUEUE_PREFIX}
        environment |= {"ZHIJIAN_JOB_LEASE_SECONDS": str(LEASE), **given}
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-Q", "default,pdf", "-l", "INFO"]
        command += ["-c", str(processes), "--without-gossip", "--without-mingle", "--without-heartbeat"]
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
            )

    def pool(self) -> list[int]:
        """The processes in which its tasks run."""
        pid = self.process.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill(self) -> None:
        """End the worker, its pool and its renderer at once, without a word."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def start_worker(transactional_db: None, media: Path, tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    """Starts workers; all are ended with the test, and nothing is left in the queues."""
    workers: list[Worker] = []

    def start(processes: int = 1, **given: str) -> Worker:
        workers.append(Worker(media, tmp_path / "workers.log", processes, **given))
        return workers[-1]

    empty_queues()
    yield start
    for worker in workers:
        worker.kill()
    empty_queues()


def empty_queues() -> None:
    """Forget every message, like a broker that lost its memory."""
    with redis.Redis.from_url(settings.REDIS_URL) as broker:
        for key in broker.scan_iter(f"{settings.QUEUE_PREFIX}*"):
            broker.delete(key)
