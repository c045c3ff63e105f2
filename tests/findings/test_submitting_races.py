"""Several requests at once, and clocks apart: one receipt, one file, one moment – that of the database."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from findings.actions.filling import save_section
from findings.actions.passwords import confirm_password
from findings.actions.submitting import reopen_return, sign_return, submit_return
from findings.actions.uploading import WrongOffset, add_file, append_chunk
from findings.models import ReturnFile, ReturnSection, ReturnUpload, ReturnVersion
from findings.queries import clock
from findings.queries.receipts import faults_of_receipt
from findings.returns.content import digest_of
from tests import make
from tests.core.pictures import PDF, a_jpeg
from tests.findings.returns_stage import FILE, a_stage, announce, fresh, section, signed, upload
from tests.findings.test_recording_actions import at_once

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stage(transactional_db, media):
    return a_stage()


def test_ten_submit_at_once_and_there_is_one_receipt(stage):
    signed(stage)
    people = (stage.hunan, stage.hunan_head)
    versions = at_once(10, lambda number: submit_return(delegation=fresh(stage), by=people[number % 2]))
    assert {(version.pk, version.receipt, version.submitted_at) for version in versions} == {
        (row.pk, row.receipt, row.submitted_at) for row in ReturnVersion.objects.all()
    }
    assert fresh(stage).history.filter(verb="submit_return").count() == 1


def test_ten_sign_at_once_and_there_is_one_version(stage):
    answers = at_once(10, lambda number: signed(stage))
    assert sum(isinstance(answer, ReturnVersion) for answer in answers) == 1
    assert {answer.code for answer in answers if isinstance(answer, ValidationError)} == {"wrong_state"}
    assert ReturnVersion.objects.count() == 1


def test_submitting_and_taking_the_signature_back_at_once(stage):
    for _ in range(4):
        signed(stage)
        works = (
            lambda: submit_return(delegation=fresh(stage), by=stage.hunan),
            lambda: reopen_return(delegation=fresh(stage), note="理由", by=stage.hunan_head),
        )
        answers = at_once(2, lambda number, works=works: works[number]())
        assert sum(isinstance(answer, ValidationError) for answer in answers) == 1
        if fresh(stage).state == "submitted":
            assert ReturnVersion.objects.get().receipt
            return
        assert (fresh(stage).state, ReturnVersion.objects.count()) == ("drafting", 0)


def test_signing_while_somebody_saves_freezes_the_one_or_the_other_and_nothing_between(stage):
    """A save that came first is in what was signed; one that came later is refused, never lost in silence."""
    row = section(stage, "overview")

    def save(number: int):
        written = {**row.content, f"p{number + 2}": f"第{number}人补充。"}
        return save_section(row=row, written=written, seen=row.content, by=stage.hunan)

    answers = at_once(6, lambda number: save(number) if number else signed(stage))
    version = ReturnVersion.objects.get()
    stored = ReturnSection.objects.get(pk=row.pk).content
    assert version.content["sections"]["overview"] == stored and version.digest == digest_of(version.content)
    for number, answer in enumerate(answers[1:], start=1):
        assert (f"第{number}人补充。" in stored.values()) is not isinstance(answer, ValidationError)
    assert submit_return(delegation=fresh(stage), by=stage.hunan).receipt


def test_signing_while_files_arrive_names_only_files_that_are_there(stage):
    def add(number: int):
        content = PDF + b"\n" * number
        return add_file(
            returned=stage.returned, address="papers.statistics", content=content, name="a.pdf", by=stage.hunan
        )

    answers = at_once(5, lambda number: add(number) if number else signed(stage))
    version = ReturnVersion.objects.get()
    added = {str(answer.key) for answer in answers[1:] if isinstance(answer, ReturnFile)}
    assert set(version.content["files"]) == added == set(version.content["sections"]["papers"].get("statistics", []))
    assert ReturnFile.objects.count() == len(added)
    assert list(faults_of_receipt(version)) == []


# --- Time ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [-10, 10])
def test_a_web_process_with_a_wrong_clock_changes_no_moment(stage, monkeypatch, minutes):
    signed(stage)
    before = clock.now()
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(minutes=minutes))
    version = submit_return(delegation=fresh(stage), by=stage.hunan)
    assert before <= version.submitted_at <= clock.now()


def test_two_processes_twenty_minutes_apart_see_one_clock(monkeypatch, transactional_db, media):
    """Whoever waits for the row submits at the moment at which she asked, not at the one at which she got it."""
    stage = a_stage()
    signed(stage)
    before = clock.now()
    apart = threading.local()
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(minutes=getattr(apart, "minutes", 0)))

    def submit(number: int):
        apart.minutes = (-10, 10)[number % 2]
        return submit_return(delegation=fresh(stage), by=stage.hunan)

    versions = at_once(4, submit)
    assert len({version.submitted_at for version in versions}) == 1
    assert before <= versions[0].submitted_at <= clock.now()


# --- Files -----------------------------------------------------------------------------------------------------------------


def test_two_devices_bring_the_same_file_and_it_is_there_once(stage):
    """Overlapping pieces: whoever does not fit asks where to go on."""
    content = a_jpeg((400, 300))
    announce(stage, content)

    def bring(number: int):
        step, wrong = 900 + 100 * number, 0
        while not (there := announce(stage, content)).done:
            row = ReturnUpload.objects.select_related("returned__delegation__inspection").filter(key=FILE).first()
            if row is None:
                continue
            piece = content[there.received : there.received + step]
            try:
                append_chunk(upload=row, offset=there.received, content=piece, by=stage.hunan)
            except WrongOffset:
                wrong += 1
        return wrong

    answers = at_once(3, bring)
    assert all(isinstance(answer, int) for answer in answers), answers
    file = ReturnFile.objects.get()
    assert (file.key, file.attachment.size, file.attachment.is_whole()) == (FILE, len(content), True)
    assert not ReturnUpload.objects.exists()
    assert stage.returned.history.filter(verb="attach").count() == 1


def test_the_same_piece_eight_times_at_once_is_written_once(stage):
    content = a_jpeg((400, 300))
    announce(stage, content)
    half = len(content) // 2
    answers = at_once(8, lambda number: append_chunk(upload=upload(), offset=0, content=content[:half], by=stage.hunan))
    assert sorted(type(answer).__name__ for answer in answers) == ["Progress", *["WrongOffset"] * 7]
    assert {answer.received for answer in answers} == {half}
    answers = at_once(
        8, lambda number: append_chunk(upload=upload(), offset=half, content=content[half:], by=stage.hunan)
    )
    assert ReturnFile.objects.get().attachment.is_whole()


def test_ten_announcements_at_once_begin_one_upload(stage):
    answers = at_once(10, lambda number: announce(stage))
    assert {answer.received for answer in answers} == {0} and ReturnUpload.objects.count() == 1


def test_many_announcements_at_once_keep_to_the_limit(stage, monkeypatch):
    monkeypatch.setattr("findings.actions.uploading.MOST_UNFINISHED", 3)
    at_once(8, lambda number: announce(stage, key=uuid.uuid4()))
    assert ReturnUpload.objects.count() == 3


# --- Passwords -------------------------------------------------------------------------------------------------------------


def test_guesses_at_once_are_counted_one_after_another(stage):
    answers = at_once(12, lambda number: confirm_password(by=stage.hunan_head, password=f"guess {number}"))
    assert sorted(answer.code for answer in answers) == ["too_many"] * 8 + ["wrong_password"] * 4
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_entry WHERE verb = 'wrong_password'")
        assert cursor.fetchone() == (5,)
    with pytest.raises(ValidationError):
        sign_return(delegation=fresh(stage), password=make.PASSWORD, by=stage.hunan_head)
