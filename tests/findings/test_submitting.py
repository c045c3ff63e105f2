"""Signing, taking the signature back, submitting: who may, what is frozen, and that it stays as it was."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import override

from core.attachments import keep
from findings.actions.filling import begin_return, save_section
from findings.actions.submitting import receipt_of, reopen_return, sign_return, submit_return
from findings.actions.uploading import add_file
from findings.models import ReturnVersion
from findings.queries import clock
from findings.queries.receipts import faults_of_receipt
from findings.returns.content import digest_of
from tests import make, worlds
from tests.core.pictures import PDF
from tests.findings.returns_stage import a_stage, fresh, section, signed, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(media):
    return a_stage()


def refusal(work, **given) -> str:
    with pytest.raises(ValidationError) as raised:
        work(**given)
    return raised.value.error_list[0].code


# --- Signing -----------------------------------------------------------------------------------------------------------


def test_who_signs_freezes_the_return_as_it_stands(stage):
    file = add_file(
        returned=stage.returned, address="papers.statistics", content=PDF, name="统计表.pdf", by=stage.hunan
    )
    version = signed(stage)
    assert (fresh(stage).state, version.number, version.receipt) == ("approved", 1, None)
    assert version.digest == digest_of(version.content)
    assert version.content["sections"]["papers"] == {"statistics": [str(file.key)]}
    assert version.content["files"][str(file.key)]["digest"] == hashlib.sha256(PDF).hexdigest()
    assert list(version.files.all()) == [file.attachment]
    assert version.signed_name == "hunan_head 湖南省人大常委会 受委托人大签发人"
    assert stage.delegation.history.last().verb == "sign_return"


def test_the_name_is_chinese_on_an_english_page_too(stage):
    with override("en"):
        assert signed(stage).signed_name.endswith("受委托人大签发人")


@pytest.mark.parametrize("name", ["hunan", "liu", "sun", "wenchang_head"])
def test_nobody_else_signs(stage, name):
    with pytest.raises(PermissionDenied):
        sign_return(delegation=fresh(stage), password=make.PASSWORD, by=worlds.person(name))
    assert not ReturnVersion.objects.exists()


def test_the_fifth_wrong_password_closes_the_pen_even_for_the_right_one(stage, settings):
    codes = [
        refusal(sign_return, delegation=fresh(stage), password=f"wrong {number}", by=stage.hunan_head)
        for number in range(5)
    ]
    assert codes == ["wrong_password"] * 4 + ["too_many"]
    assert refusal(signed, stage=stage) == "too_many"
    settings.AXES_COOLOFF_TIME = timedelta(0)
    assert signed(stage).number == 1


@pytest.mark.parametrize("password", ["", "\0", "x" * 2000])
def test_no_password_is_a_sentence(stage, password):
    code = refusal(sign_return, delegation=fresh(stage), password=password, by=stage.hunan_head)
    assert code == ("wrong_password" if password else "no_password")
    assert fresh(stage).state == "drafting"


def test_an_error_or_an_unfinished_section_is_not_signed(stage):
    row = section(stage, "cases")
    save_section(row=row, written={"all.y2016": "若干"}, seen=row.content, by=stage.hunan, finished=False)
    assert refusal(signed, stage=stage) == "not_ready"
    assert not ReturnVersion.objects.exists()


def test_a_lost_file_is_not_signed_for(stage):
    file = add_file(returned=stage.returned, address="papers.statistics", content=PDF, name="a.pdf", by=stage.hunan)
    file.attachment.path.unlink()
    assert refusal(signed, stage=stage) == "lost"
    assert fresh(stage).state == "drafting"


def test_a_signature_taken_back_leaves_no_version_and_the_number_free(stage):
    signed(stage)
    assert refusal(reopen_return, delegation=fresh(stage), note=" ", by=stage.hunan) == "note_missing"
    with pytest.raises(PermissionDenied):
        reopen_return(delegation=fresh(stage), note="理由", by=stage.liu)
    reopen_return(delegation=fresh(stage), note="补充数据", by=stage.hunan)
    assert (fresh(stage).state, ReturnVersion.objects.count()) == ("drafting", 0)
    assert signed(stage).number == 1


# --- Submitting --------------------------------------------------------------------------------------------------------


def test_submitting_gives_a_receipt_and_again_the_same(stage):
    version = submitted(stage)
    again = submit_return(delegation=fresh(stage), by=stage.hunan_head)
    assert (again.pk, again.receipt, again.submitted_at) == (version.pk, version.receipt, version.submitted_at)
    assert fresh(stage).state == "submitted"
    year = timezone.localdate(version.submitted_at).year
    assert version.receipt == f"回执〔{year}〕{stage.delegation.code}-1号"
    assert version.submitted_by == stage.hunan and version.on_time is True
    assert fresh(stage).history.filter(verb="submit_return").count() == 1


@pytest.mark.parametrize("name", ["liu", "sun", "wenchang", "wenchang_head"])
def test_nobody_else_submits(stage, name):
    signed(stage)
    with pytest.raises(PermissionDenied):
        submit_return(delegation=fresh(stage), by=worlds.person(name))
    assert fresh(stage).state == "approved"


def test_what_was_not_signed_is_not_submitted(stage):
    assert refusal(submit_return, delegation=fresh(stage), by=stage.hunan) == "wrong_state"


def test_what_is_no_longer_as_it_was_signed_is_not_submitted(stage):
    signed(stage)
    row = section(stage, "overview")
    row.content = {**row.content, "p1": "悄悄改过"}
    row.save()
    assert refusal(submit_return, delegation=fresh(stage), by=stage.hunan) == "changed"
    assert fresh(stage).state == "approved"


@pytest.mark.parametrize(
    ("moment", "on_time"),
    [
        (datetime(2017, 12, 24, 15, 59, 59, 999999, tzinfo=UTC), True),  # 23:59:59 in Shanghai
        (datetime(2017, 12, 24, 16, 0, 0, tzinfo=UTC), False),  # 0:00 of the next day
    ],
)
@pytest.mark.parametrize("minutes", [-10, 0, 10])
def test_the_clock_of_the_database_says_whether_it_is_on_time(media, monkeypatch, moment, on_time, minutes):
    stage = a_stage(due=date(2017, 12, 24))
    there = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: there + timedelta(minutes=minutes))
    monkeypatch.setattr(clock, "now", lambda: moment)
    version = submitted(stage)
    assert (version.submitted_at, version.on_time) == (moment, on_time)


def test_without_a_day_nothing_is_late(media):
    assert submitted(a_stage(due=None)).on_time is None


def test_a_second_version_leaves_the_first_as_it_was(stage):
    first = submitted(stage)
    before = ReturnVersion.objects.filter(pk=first.pk).values().get()
    stage.delegation.__class__.objects.filter(pk=stage.delegation.pk).update(state="returned")
    begin_return(delegation=fresh(stage), by=stage.hunan)
    row = section(stage, "overview")
    save_section(row=row, written={**row.content, "p3": "补充。"}, seen=row.content, by=stage.hunan)
    second = submitted(stage)
    assert (second.number, second.content["number"], second.receipt) != (first.number, 1, first.receipt)
    assert ReturnVersion.objects.filter(pk=first.pk).values().get() == before
    assert [first.content["sections"]["overview"].get("p3"), second.content["sections"]["overview"]["p3"]] == [
        None,
        "补充。",
    ]


def test_a_very_long_code_still_has_a_receipt_of_its_own():
    moment = datetime(2017, 12, 31, 16, tzinfo=UTC)
    one, other = (receipt_of("a" * 79 + letter, 32767, moment) for letter in "bc")
    assert one != other and max(len(one), len(other)) <= 60 and "2018" in one


# --- With SQL at hand ----------------------------------------------------------------------------------------------------

CHANGES = [
    "UPDATE findings_returnversion SET content = '{}'",
    "UPDATE findings_returnversion SET submitted_at = submitted_at - interval '1 day'",
    "UPDATE findings_returnversion SET on_time = NOT on_time",
    "UPDATE findings_returnversion SET receipt = NULL, submitted_at = NULL",
    "DELETE FROM findings_returnversion_files",
    "DELETE FROM findings_returnversion",
    "UPDATE core_attachment SET digest = 'x'",
    """INSERT INTO findings_returnversion_files (returnversion_id, attachment_id)
    SELECT version.id, (SELECT max(id) FROM core_attachment) FROM findings_returnversion AS version""",
    """INSERT INTO return_version_attached (from_returnversion_id, to_returnversion_id)
    SELECT id, id FROM findings_returnversion""",
]


@pytest.mark.parametrize("sql", CHANGES)
def test_a_submitted_version_stays_even_with_sql(stage, sql):
    add_file(returned=stage.returned, address="papers.statistics", content=PDF, name="a.pdf", by=stage.hunan)
    version = submitted(stage)
    keep(b"another", name="b.pdf", media_type="application/pdf")
    with pytest.raises(IntegrityError, match="return: "), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert list(faults_of_receipt(ReturnVersion.objects.get(pk=version.pk))) == []


def test_what_is_signed_changes_no_word_but_may_go(stage):
    version = signed(stage)
    with pytest.raises(IntegrityError, match="was signed"), transaction.atomic():
        ReturnVersion.objects.filter(pk=version.pk).update(content={})
    version.delete()


# --- Receipts ------------------------------------------------------------------------------------------------------------


def test_a_receipt_holds_until_a_file_is_another(stage, capsys):
    file = add_file(returned=stage.returned, address="papers.statistics", content=PDF, name="表.pdf", by=stage.hunan)
    version = submitted(stage)
    call_command("check_receipt", stage.delegation.code, "1")
    assert version.receipt in capsys.readouterr().out
    file.attachment.path.chmod(0o640)
    file.attachment.path.write_bytes(PDF.replace(b"1.7", b"1.6"))
    with pytest.raises(CommandError, match=r"表\.pdf"):
        call_command("check_receipt", stage.delegation.code, "1")


def test_a_receipt_of_what_was_not_submitted_is_refused(stage):
    signed(stage)
    for number in ("1", "0", "99999"):
        with pytest.raises(CommandError, match="no receipt"):
            call_command("check_receipt", stage.delegation.code, number)


def test_a_version_with_another_content_under_its_digest_is_seen(stage):
    version = make.make_version(stage.returned)
    version.digest = "0" * 64
    assert len(list(faults_of_receipt(version))) == 1
