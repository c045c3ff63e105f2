"""Background work of this app, by name, and the message that comes once a day."""

from celery import shared_task
from django.db import transaction

from core.jobs import Run, handles, later
from inspections.actions.reminder_mail import give_up_mail, send_reminder
from inspections.actions.reminding import SEND, remind_all

REMIND = "inspections.remind"


@shared_task(name="inspections.remind_due")
def remind_due() -> None:
    """Once a day: a row first, so that no lost worker loses the day."""
    later(REMIND)


def nothing() -> None:
    """Nobody waits for the reminders of a day: those of the next come all the same."""


@handles(REMIND, after_failure=nothing)
def remind(run: Run) -> None:
    remind_all()
    with transaction.atomic():
        run.finish()


@handles(SEND, after_failure=give_up_mail)
def mail(run: Run, reminder: int) -> None:
    send_reminder(run, reminder)
