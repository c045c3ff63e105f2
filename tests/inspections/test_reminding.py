"""Reminders: on which days, who is never reminded, and that a day brings one, whoever sends it."""

import io
import json
import threading
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.jobs import HANDLERS, Job, JobState, run_job
from inspections.actions import reminding
from inspections.actions.reminding import SEND, kind_of, planned, remind, remind_all, urge
from inspections.enums import DelegationState, ReminderKind
from inspections.models import Delegation, Reminder
from inspections.queries.delegations import with_submissions
from inspections.tasks import REMIND, remind_due
from inspections.working_days import Calendar
from tests import make
from tests.inspections.delegating import approved

State, Kind = DelegationState, ReminderKind
DUE = date(2026, 9, 18)  # a Friday; no holiday near it


@pytest.fixture
def row(npcsc, hunan_sc):
    """Hunan is writing its return, which is due today."""
    inspection = approved(npcsc)
    return make.make_delegation(inspection, hunan_sc, request=make.make_request(inspection))


def fresh(row):
    return with_submissions(Delegation.objects.select_related("body", "inspection")).get(pk=row.pk)


def kind_on(row, day: date, *sent: tuple[str, date]) -> str | None:
    rows = [Reminder(delegation=row, kind=kind, day=one) for kind, one in sent]
    return kind_of(fresh(row), rows, day, Calendar())


# --- Which day -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 9, 10), None),  # six working days before
        (date(2026, 9, 11), Kind.SOON),  # five, a weekend between
        (date(2026, 9, 12), Kind.SOON),  # whoever was away on that day is told a little later
        (date(2026, 9, 17), Kind.SOON),
        (date(2026, 9, 18), Kind.TODAY),
        (date(2026, 9, 19), Kind.OVERDUE),
    ],
)
def test_five_working_days_before_on_the_day_and_after(row, day, kind):
    Delegation.objects.update(due=DUE)
    assert kind_on(row, day) == kind


def test_the_calendar_of_who_entrusts_counts(row):
    Delegation.objects.update(due=DUE)
    closed = Calendar({date(2026, 9, 16): False})
    assert kind_of(fresh(row), [], date(2026, 9, 10), closed) == Kind.SOON
    assert kind_on(row, date(2026, 9, 10)) is None


def test_nobody_is_told_twice_what_was_said(row):
    Delegation.objects.update(due=DUE)
    assert kind_on(row, date(2026, 9, 15), (Kind.SOON, date(2026, 9, 11))) is None
    assert kind_on(row, date(2026, 9, 18), (Kind.SOON, date(2026, 9, 11))) == Kind.TODAY
    assert kind_on(row, date(2026, 9, 18), (Kind.URGED, date(2026, 9, 18))) is None
    for days, kind in ((6, None), (7, Kind.OVERDUE), (8, Kind.OVERDUE)):
        last = date(2026, 9, 19)
        assert kind_on(row, last + timedelta(days=days), (Kind.OVERDUE, last)) == kind


@pytest.mark.parametrize(
    "given",
    [{"state": state} for state in (State.INTENDED, State.CONSULTED, State.SUBMITTED, State.ACCEPTED, State.USED,
                                    State.ARCHIVED)]
    + [{"void_reason": "计划有变"}, {"mode": "joint"}, {"due": None}],
    ids=str,
)  # fmt: skip
def test_who_owes_nothing_is_never_reminded(row, zhang, given):
    Delegation.objects.filter(pk=row.pk).update(**given)
    assert (planned(), remind(delegation=row), remind_all()) == ([], None, [])
    with pytest.raises(ValidationError):
        urge(delegation=row, by=zhang)
    assert Reminder.objects.count() == 0


def test_who_submitted_once_and_amends_is_reminded_by_people_only(row, zhang):
    make.make_version(make.make_return(row))
    Delegation.objects.filter(pk=row.pk).update(state=State.RETURNED)
    assert remind(delegation=row) is None
    assert urge(delegation=row, by=zhang).kind == Kind.URGED


# --- At the moment of sending ----------------------------------------------------------------------------------------


def test_who_submits_between_the_look_and_the_sending_gets_none(row):
    (one,) = planned()
    Delegation.objects.filter(pk=row.pk).update(state=State.SUBMITTED)
    assert remind(delegation=one.delegation) is None
    assert Job.objects.count() == Reminder.objects.count() == 0


def test_a_day_brings_one(row):
    assert [one.kind for one in remind_all()] == [Kind.TODAY]
    assert remind_all() == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(delegation=row, kind=Kind.URGED, day=timezone.localdate(), text_zh="再催")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["by itself", "urged", "both"])
def test_two_at_once_remind_once(npcsc, hunan_sc, zhang, liu, way):
    inspection = approved(npcsc)
    row = make.make_delegation(inspection, hunan_sc, request=make.make_request(inspection))
    calls = {
        "by itself": [lambda: remind(delegation=row)] * 2,
        "urged": [lambda: urge(delegation=row, by=zhang), lambda: urge(delegation=row, by=liu)],
        "both": [lambda: remind(delegation=row), lambda: urge(delegation=row, by=zhang)],
    }[way]
    start, outcomes = threading.Barrier(2), []

    def run(call) -> None:
        try:
            start.wait(60)
            outcomes.append(call() is not None)
        except ValidationError as refused:
            outcomes.append("已经提醒过" not in refused.messages[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    [thread.start() for thread in threads]
    [thread.join(300) for thread in threads]
    assert sorted(outcomes) == [False, True]
    assert Reminder.objects.count() == 1


# --- 催办 -------------------------------------------------------------------------------------------------------------


def test_urging_says_the_fixed_text_and_stands_in_the_history(row, zhang):
    reminder = urge(delegation=row, by=zhang)
    assert (reminder.kind, reminder.day, reminder.sent_by) == (Kind.URGED, timezone.localdate(), zhang)
    assert reminder.text.zh.startswith("湖南省人大常委会：") and "敬请及时报送" in reminder.text.zh
    assert reminder.text.en.startswith("Hunan Standing Committee: may we remind you")
    assert [(entry.verb, entry.by_id) for entry in row.history] == [("urge", zhang.pk)]


def test_a_second_time_on_one_day_says_when_the_first_was(row, zhang, liu):
    first = urge(delegation=row, by=zhang)
    with pytest.raises(ValidationError) as refused:
        urge(delegation=row, by=liu)
    at = timezone.localtime(first.created).strftime("%H:%M")
    assert refused.value.messages == [f"今天{at}已经提醒过，一天最多提醒一次。"]


@pytest.mark.parametrize("name", ["sun", "chen", "wang", "hunan", "hunan_head", "fu", "superuser"])
def test_who_does_not_ask_urges_nobody(request, row, name):
    with pytest.raises(PermissionDenied):
        urge(delegation=row, by=request.getfixturevalue(name))
    assert Reminder.objects.count() == 0


def test_a_name_without_english_stands_in_chinese(row, zhang):
    row.inspection.title_en = ""
    row.inspection.title_zh = "《网络安全法》执法检查"
    row.inspection.save()
    assert "《网络安全法》执法检查" in urge(delegation=row, by=zhang).text.en


# --- By mail ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def officers(hunan, hunan_head, wenchang, hunan_sc):
    """hunan and a member of the committee have an address, hunan_head has none; wenchang works elsewhere."""
    member = make.make_user("member", (hunan_sc, "member"), email="member@example.org")
    for person, address in ((hunan, "hunan@example.org"), (wenchang, "wenchang@example.org")):
        person.email = address
        person.save()
    return member


def test_officers_with_an_address_get_a_mail_after_the_commit(row, officers, zhang, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():
        urge(delegation=row, by=zhang)
    assert mail.outbox == []  # a worker sends it
    run_job(Job.objects.get(name=SEND).pk)
    (sent,) = mail.outbox
    assert sent.to == ["hunan@example.org"] and "敬请及时报送" in sent.body and "may we remind you" in sent.body
    assert Job.objects.get(name=SEND).state == JobState.DONE


def test_no_mail_calls_for_what_has_come_in_meanwhile(row, officers, zhang):
    urge(delegation=row, by=zhang)
    Delegation.objects.filter(pk=row.pk).update(state=State.SUBMITTED)
    run_job(Job.objects.get(name=SEND).pk)
    assert (mail.outbox, Job.objects.get(name=SEND).state) == ([], JobState.DONE)


def test_a_mail_server_that_fails_takes_no_reminder_back(row, officers, zhang, monkeypatch):
    def broken(*args, **given):
        raise OSError("no server")

    urge(delegation=row, by=zhang)
    monkeypatch.setattr("inspections.actions.reminder_mail.get_connection", broken)
    job = Job.objects.get(name=SEND)
    for _ in range(3):
        run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, Reminder.objects.count()) == (JobState.FAILED, 1)


# --- Every morning ---------------------------------------------------------------------------------------------------


def test_the_morning_writes_a_job_and_the_job_reminds(row):
    remind_due()
    job = Job.objects.get(name=REMIND)
    assert Reminder.objects.count() == 0
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, [one.kind for one in Reminder.objects.all()]) == (JobState.DONE, [Kind.TODAY])
    assert {REMIND, SEND} <= set(HANDLERS)


def test_the_command_shows_first_and_sends_then(row):
    out = io.StringIO()
    call_command("remind_due", "--dry-run", "--json", stdout=out)
    (shown,) = json.loads(out.getvalue())["reminders"]
    assert (shown["delegation"], shown["kind"], shown["body"]) == (row.code, "today", "hunan-sc")
    assert Reminder.objects.count() == 0
    out = io.StringIO()
    call_command("remind_due", stdout=out)
    assert "湖南省人大常委会" in out.getvalue() and Reminder.objects.count() == 1
    out = io.StringIO()
    call_command("remind_due", "--json", stdout=out)
    assert json.loads(out.getvalue())["reminders"] == []


def test_every_occasion_has_its_text():
    assert set(reminding.TEXTS) == set(ReminderKind)
    assert all(text.complete for text in reminding.TEXTS.values())
