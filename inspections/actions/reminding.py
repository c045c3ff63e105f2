"""催办: a body is reminded of a return that is due, by itself before and after the last day, or because somebody urges.

Whether anybody is reminded is asked at the moment of sending, of the locked row: who has submitted meanwhile gets
nothing. One reminder a day for each delegation; the database holds the day (`reminder_once_a_day`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import record
from core.jobs import later
from core.quantities import Period
from core.text import Text
from inspections.actions.entrusting import locked
from inspections.enums import DelegationMode, ReminderKind
from inspections.models import Delegation, Inspection, Reminder
from inspections.queries.delegations import calendars_of, is_awaited, with_submissions
from inspections.working_days import Calendar, calendar_of

SEND = "inspections.send_reminder"
SOON_BEFORE = 5  # working days before the last one, by the calendar of who entrusts
OVERDUE_EVERY = timedelta(days=7)

# One polite text for each occasion: nobody writes her own.
TEXTS: Mapping[str, Text] = {
    ReminderKind.SOON: Text(
        "{body}：受委托开展的{title}有关情况，报送期限为{due}，还有{days}个工作日。请按期报送。",
        "{body}: the return on the entrusted inspection ({title}) is due on {due} (working days left: {days}). Please "
        "submit it in time.",
    ),
    ReminderKind.TODAY: Text(
        "{body}：受委托开展的{title}有关情况，报送期限为今天（{due}）。请于今日内报送。",
        "{body}: the return on the entrusted inspection ({title}) is due today ({due}). Please submit it by the "
        "end of the day.",
    ),
    ReminderKind.OVERDUE: Text(
        "{body}：受委托开展的{title}有关情况，报送期限为{due}，现已过期限。请尽快报送；确有困难的，请与{above}联系。",
        "{body}: the return on the entrusted inspection ({title}) was due on {due} and has not arrived. Please "
        "submit it as soon as you can, or get in touch with the {above} if there are difficulties.",
    ),
    ReminderKind.URGED: Text(
        "{body}：受委托开展的{title}有关情况，报送期限为{due}，敬请及时报送。如有困难，请与{above}联系。",
        "{body}: may we remind you of the return on the entrusted inspection ({title}), which is due on {due}. If "
        "there are difficulties, please get in touch with the {above}.",
    ),
}


@dataclass(frozen=True)
class Planned:
    """Who would be reminded today, and of what."""

    delegation: Delegation
    kind: ReminderKind
    text: Text


def planned(
    day: date | None = None, *, inspection: Inspection | None = None, parent: Delegation | None = None
) -> list[Planned]:
    """Whom `remind_all` would remind on `day`, in standard order; nothing is written. `inspection` narrows it to what
    its organiser entrusted, or to what the body of `parent` did."""
    day = day or timezone.localdate()
    rows = with_submissions(Delegation.objects.standing()).select_related(
        "inspection__organiser", "parent__body", "body"
    )
    rows = rows.exclude(due=None).exclude(mode=DelegationMode.JOINT).exclude(is_sample=True)
    rows = rows.prefetch_related("reminders")
    if inspection is not None:
        rows = rows.filter(inspection=inspection, parent=parent)
    found = [row for row in rows.order_by("inspection", "body__locality", "pk") if is_awaited(row)]
    calendars = calendars_of(row.entruster_id for row in found)
    result = []
    for row in found:
        if kind := kind_of(row, list(row.reminders.all()), day, calendars[row.entruster_id]):
            result.append(Planned(row, kind, text_of(row, kind, day, calendars[row.entruster_id])))
    return result


def kind_of(row: Any, sent: list[Reminder], day: date, calendar: Calendar) -> ReminderKind | None:
    """Of what the body of `row`, which came `with_submissions`, is to be reminded on `day`; None for nothing.

    Who submitted once, and amends what came back, met the time limit: only people remind it.
    """
    if not is_awaited(row) or row.was_submitted or any(one.day == day for one in sent):
        return None
    if day == row.due:
        return ReminderKind.TODAY
    if day < row.due:
        told = any(one.kind == ReminderKind.SOON for one in sent)
        near = (row.due - day).days < 60 and calendar.between(day, row.due) <= SOON_BEFORE
        return ReminderKind.SOON if near and not told else None
    last = max((one.day for one in sent if one.kind == ReminderKind.OVERDUE), default=None)
    return ReminderKind.OVERDUE if last is None or day - last >= OVERDUE_EVERY else None


def remind_all() -> list[Reminder]:
    """Reminds whoever is to be reminded today, one after another: what fails for one does not hold back the others
    that were written before. May be run as often as one likes."""
    sent = [remind(delegation=one.delegation) for one in planned()]
    return [reminder for reminder in sent if reminder is not None]


@transaction.atomic
def remind(*, delegation: Delegation) -> Reminder | None:
    """The reminder that is due today for `delegation` as it stands now; None where none is, or somebody was quicker."""
    row = _locked(delegation)
    day, calendar = timezone.localdate(), calendar_of(row.entruster)
    kind = kind_of(row, list(row.reminders.all()), day, calendar)
    return _write(row, kind, day, calendar, by=None) if kind else None


@transaction.atomic
def urge(*, delegation: Delegation, by: User) -> Reminder:
    """催办, by a person, at most once a day.

    Raises PermissionDenied, or ValidationError (`void`, `not_awaited`, `once_a_day` with the time of the first).
    """
    row = _locked(delegation)
    if not by.has_perm("inspections.urge", row):
        raise PermissionDenied
    day = timezone.localdate()
    if refusal := _why_not(row, day):
        raise refusal
    return _write(row, ReminderKind.URGED, day, Calendar(), by=by)


def preview_of_urging(row: Delegation) -> tuple[Text, str]:
    """What 催办 would say, and why it cannot be sent now ("" when it can)."""
    refusal = _why_not(row, timezone.localdate())
    if refusal is not None:
        return Text(), refusal.messages[0]
    return text_of(row, ReminderKind.URGED, timezone.localdate(), Calendar()), ""


def _why_not(row: Delegation, day: date) -> ValidationError | None:
    """Why nobody urges `row` on `day`; None where one may."""
    if row.is_void:
        return ValidationError(_("这项委托已作废。"), code="void")
    if row.mode == DelegationMode.JOINT:
        return ValidationError(_("联动检查不需要报送，不能催办。"), code="not_awaited")
    if not is_awaited(row):
        shown = row.get_state_display()
        return ValidationError(_("已是“%(state)s”状态，不需要催办。") % {"state": shown}, code="not_awaited")
    if earlier := row.reminders.filter(day=day).first():
        at = timezone.localtime(earlier.created).strftime("%H:%M")
        sentence = _("今天%(at)s已经提醒过，一天最多提醒一次。") % {"at": at}
        return ValidationError(sentence, code="once_a_day")
    return None


def _locked(delegation: Delegation) -> Any:
    """The row as it stands, which nobody submits or reminds meanwhile."""
    locked(delegation)
    return with_submissions(Delegation.objects.select_related("inspection__organiser", "parent__body", "body")).get(
        pk=delegation.pk
    )


def _write(row: Delegation, kind: ReminderKind, day: date, calendar: Calendar, *, by: User | None) -> Reminder:
    reminder = Reminder(delegation=row, kind=kind, day=day, sent_by=by)
    reminder.text = text_of(row, kind, day, calendar)
    reminder.save(force_insert=True)
    record(row, verb="urge" if by else "remind", by=by, note=kind)
    later(SEND, reminder.pk, by=by)
    return reminder


def text_of(row: Delegation, kind: ReminderKind, day: date, calendar: Calendar) -> Text:
    """What is said, in both languages; a name without English stands in Chinese."""
    if row.due is None or row.body is None:
        raise ValueError(row.code)
    due, days = Period(start=row.due), str(calendar.between(day, row.due)) if kind == ReminderKind.SOON else ""
    zh, en = (
        TEXTS[kind]
        .get(lang)
        .format(
            body=row.body.name.best(lang),
            title=row.inspection.title.best(lang),
            above=row.entruster.name.best(lang),
            due=due.zh() if lang == "zh" else due.en(),
            days=days,
        )
        for lang in ("zh", "en")
    )
    return Text(zh, en)


def still_awaited(reminder: Reminder) -> bool:
    """Whether the body still owes what it is reminded of: asked once more before a mail leaves."""
    return is_awaited(reminder.delegation)
