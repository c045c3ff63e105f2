"""Reminders by e-mail, to those of the body reminded who take in what comes for it and have an address.

The page shows every reminder; the mail only calls. It may arrive twice where a worker is lost after sending: rather
that than not at all.
"""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Membership
from core.jobs import Run
from inspections.actions.reminding import still_awaited
from inspections.models import Reminder

OFFICERS = (Role.STAFF, Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_SIGNATORY, Role.SECRETARY)
TOO_OLD = timedelta(days=2)  # a mail that waited longer says nothing true any more


def send_reminder(run: Run, pk: int) -> None:
    """Sends the mails of one reminder, unless the return has come in or the reminder is old."""
    reminder = Reminder.objects.select_related("delegation__inspection", "delegation__body").filter(pk=pk).first()
    if reminder is not None and still_awaited(reminder) and timezone.now() - reminder.created < TOO_OLD:
        mails = mails_of(reminder)
        if mails:
            get_connection().send_messages(mails)
    with transaction.atomic():
        run.finish()


def mails_of(reminder: Reminder) -> list[EmailMessage]:
    """One mail for each officer: nobody reads the addresses of the others."""
    body = f"{reminder.text.zh}\n\n{reminder.text.en}"
    subject = " ".join(f"{reminder.get_kind_display()} {reminder.delegation.inspection.title.zh}".split())
    return [EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to]) for to in addresses_of(reminder)]


def addresses_of(reminder: Reminder) -> list[str]:
    members = Membership.objects.current().filter(
        body=reminder.delegation.body_id, role__in=OFFICERS, user__is_active=True
    )
    return sorted(set(members.exclude(user__email="").values_list("user__email", flat=True)))


def give_up_mail(pk: int) -> None:
    """The reminder stands on the page: a mail that cannot be sent changes nothing."""
