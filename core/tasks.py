"""The two messages that travel through the broker: "look at job N" and "look for forgotten jobs"."""

from celery import shared_task

from core import jobs


@shared_task(name="core.run_job")
def run_job(pk: int) -> None:
    jobs.run_job(pk)


@shared_task(name="core.sweep_jobs")
def sweep_jobs() -> int:
    return jobs.sweep()
