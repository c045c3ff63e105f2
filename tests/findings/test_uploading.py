"""Files in pieces: resumed where they stopped, examined when whole, kept once, and removed when nobody comes back."""

import hashlib
import os
import time
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.uploads import LARGEST_FILE, UploadRefused
from findings.actions import uploading
from findings.actions.uploading import WrongOffset, add_file, append_chunk
from findings.models import ReturnFile, ReturnUpload
from findings.queries.uploading import place_of, unfinished
from inspections.models import Delegation
from tests import make, worlds
from tests.core.pictures import PDF, a_jpeg
from tests.findings.returns_stage import FILE, a_stage, announce, section, signed, upload
from tests.security.site import browser_of

pytestmark = pytest.mark.django_db
PHOTO = a_jpeg()
HALF = len(PHOTO) // 2


@pytest.fixture
def stage(media):
    return a_stage()


def refused(work, *args, **given) -> str:
    with pytest.raises(UploadRefused) as raised:
        work(*args, **given)
    return raised.value.code


def send(stage, offset: int, content: bytes, key=FILE, **given):
    return append_chunk(upload=upload(key), offset=offset, content=content, **{"by": stage.hunan, **given})


# --- In pieces -----------------------------------------------------------------------------------------------------------


def test_a_file_in_two_pieces_becomes_a_file_of_the_return(stage):
    assert announce(stage).missing == len(PHOTO)
    assert send(stage, 0, PHOTO[:HALF]).received == HALF
    assert [each.missing for each in unfinished(stage.returned)] == [len(PHOTO) - HALF]
    done = send(stage, HALF, PHOTO[HALF:])
    file = ReturnFile.objects.get()
    assert done.done and (file.key, file.created_by) == (FILE, stage.hunan)
    assert file.attachment.digest == hashlib.sha256(PHOTO).hexdigest() and file.attachment.is_whole()
    assert (ReturnUpload.objects.count(), place_of(FILE).exists(), unfinished(stage.returned)) == (0, False, [])
    assert stage.returned.history.last().verb == "attach"


def test_the_same_announcement_answers_how_much_is_there(stage):
    announce(stage)
    send(stage, 0, PHOTO[:HALF])
    assert announce(stage).received == HALF
    send(stage, HALF, PHOTO[HALF:])
    assert announce(stage).done and ReturnFile.objects.count() == 1


@pytest.mark.parametrize("given", [{"size": 5}, {"digest": "0" * 64}])
def test_other_data_under_the_same_key_are_refused(stage, given):
    announce(stage)
    assert refused(announce, stage, **given) == "another"
    send(stage, 0, PHOTO)
    assert refused(announce, stage, **given) == "another"


def test_a_key_of_another_return_is_refused(stage):
    announce(stage)
    hainan = make.make_delegation(stage.inspection, worlds.body("hainan-sc"), request=stage.request)
    other = make.make_return(hainan)
    assert refused(announce, stage, by=worlds.person("clerk"), returned=other) == "another"
    send(stage, 0, PHOTO)
    assert refused(announce, stage, by=worlds.person("clerk"), returned=other) == "another"


@pytest.mark.parametrize("offset", [0, HALF - 1, HALF + 1, 10**9])
def test_a_piece_goes_exactly_where_the_file_ends(stage, offset):
    announce(stage)
    send(stage, 0, PHOTO[:HALF])
    with pytest.raises(WrongOffset) as raised:
        send(stage, offset, PHOTO[HALF:])
    assert raised.value.received == HALF
    assert send(stage, HALF, PHOTO[HALF:]).done


def test_what_a_dead_process_left_behind_the_end_is_cut_off(stage):
    announce(stage)
    send(stage, 0, PHOTO[:HALF])
    with place_of(FILE).open("ab") as file:
        file.write(b"never committed")
    assert send(stage, HALF, PHOTO[HALF:]).done


def test_bytes_that_the_disk_lost_are_asked_for_again(stage):
    announce(stage)
    send(stage, 0, PHOTO[:HALF])
    os.truncate(place_of(FILE), 10)
    assert announce(stage).received == 10
    assert send(stage, 10, PHOTO[10:]).done


def test_a_process_that_died_behind_the_last_piece_is_made_good_by_an_empty_one(stage, monkeypatch):
    announce(stage)
    with monkeypatch.context() as patch:
        patch.setattr(uploading, "_finish", lambda row, by: (_ for _ in ()).throw(ConnectionError))
        with pytest.raises(ConnectionError):
            send(stage, 0, PHOTO)
    assert send(stage, len(PHOTO), b"").done


def test_more_than_announced_is_refused_and_nothing_of_it_kept(stage):
    announce(stage)
    assert refused(send, stage, 0, PHOTO + b"x") == "another"
    assert announce(stage).received == 0


def test_another_digest_removes_what_came(stage):
    announce(stage, digest="0" * 64)
    assert refused(send, stage, 0, PHOTO) == "digest"
    assert (ReturnUpload.objects.count(), ReturnFile.objects.count(), place_of(FILE).exists()) == (0, 0, False)


def test_what_is_no_file_to_keep_is_removed_with_the_reason(stage):
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"
    announce(stage, svg)
    assert refused(send, stage, 0, svg) == "type"
    assert (ReturnUpload.objects.count(), ReturnFile.objects.count(), place_of(FILE).exists()) == (0, 0, False)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"size": LARGEST_FILE + 1}, "too_large"),
        ({"size": 0}, "empty"),
        ({"name": "机密★三年.jpg"}, "classified"),
    ],
)
def test_what_may_not_come_is_refused_when_announced(stage, given, code):
    assert refused(announce, stage, **given) == code
    assert not ReturnUpload.objects.exists()


def test_at_most_so_many_at_once_and_altogether(stage, monkeypatch):
    monkeypatch.setattr(uploading, "MOST_UNFINISHED", 2)
    monkeypatch.setattr(uploading, "MOST_FILES", 3)
    keys = [uuid.uuid4() for _ in range(5)]
    announce(stage, key=keys[0])
    announce(stage, key=keys[1])
    assert refused(announce, stage, key=keys[2]) == "many"
    send(stage, 0, PHOTO, key=keys[0])
    send(stage, 0, PHOTO, key=keys[1])
    announce(stage, key=keys[2])
    assert refused(announce, stage, key=keys[3]) == "many"


@pytest.mark.parametrize("name", ["hunan_head", "liu", "wenchang"])
def test_nobody_else_sends(stage, name):
    announce(stage)
    with pytest.raises(PermissionDenied):
        announce(stage, by=worlds.person(name))
    with pytest.raises(PermissionDenied):
        send(stage, 0, PHOTO, by=worlds.person(name))


def test_what_is_signed_takes_no_more_and_loses_nothing_that_came(stage):
    announce(stage)
    send(stage, 0, PHOTO[:HALF])
    signed(stage)
    assert refused(send, stage, HALF, PHOTO[HALF:]) == "state"
    assert refused(announce, stage, key=uuid.uuid4()) == "state"
    Delegation.objects.filter(pk=stage.delegation.pk).update(state="drafting")
    assert send(stage, HALF, PHOTO[HALF:]).done


# --- By a form -----------------------------------------------------------------------------------------------------------


def test_a_file_by_the_form_stands_in_the_section(stage):
    rows = [
        add_file(returned=stage.returned, address="papers.statistics", content=PDF, name="表.exe", by=stage.hunan)
        for _ in range(2)
    ]
    assert section(stage, "papers").content == {"statistics": [str(row.key) for row in rows]}
    assert rows[0].attachment.name == "表.exe.pdf"


@pytest.mark.parametrize("address", ["papers", "overview.p1", "problems.rows", "problems.b.files", "gone.x", "a.b.c"])
def test_a_place_without_files_takes_none(stage, address):
    with pytest.raises(ValidationError):
        add_file(returned=stage.returned, address=address, content=PDF, name="a.pdf", by=stage.hunan)


def test_a_finding_takes_files(stage):
    file = add_file(returned=stage.returned, address="problems.a.files", content=PDF, name="a.pdf", by=stage.hunan)
    assert section(stage, "problems").content["a.files"] == [str(file.key)]


# --- By the API ----------------------------------------------------------------------------------------------------------


def announced(stage, **given) -> dict:
    return {
        "uuid": str(FILE),
        "name": "现场.jpg",
        "size": len(PHOTO),
        "digest": hashlib.sha256(PHOTO).hexdigest(),
        **given,
    }


def post(browser, stage, **given):
    return browser.post(f"/api/v1/returns/{stage.returned.code}/uploads", announced(stage, **given), "application/json")


def put(browser, stage, content: bytes, key=FILE, **headers):
    path = f"/api/v1/returns/{stage.returned.code}/uploads/{key}"
    return browser.put(path, content, "application/octet-stream", headers=headers)


def test_a_device_announces_asks_and_sends(stage):
    browser = browser_of(stage.hunan)
    there = {**announced(stage), "received": 0, "missing": len(PHOTO), "done": False}
    assert post(browser, stage).json() == there
    listed = browser.get(f"/api/v1/returns/{stage.returned.code}/uploads").json()
    assert listed["uploads"] == [there] and listed["words"]["choose"]
    assert put(browser, stage, PHOTO[:HALF], **{"Upload-Offset": "0"}).json()["received"] == HALF
    again = put(browser, stage, PHOTO[:HALF], **{"Upload-Offset": "0"})
    assert (again.status_code, again.json()["received"]) == (409, HALF)
    there = browser.get(f"/api/v1/returns/{stage.returned.code}/uploads/{FILE}")
    assert there.json()["missing"] == len(PHOTO) - HALF
    last = {"Content-Range": f"bytes {HALF}-{len(PHOTO) - 1}/{len(PHOTO)}"}
    assert put(browser, stage, PHOTO[HALF:], **last).json()["done"]
    assert put(browser, stage, b"", **{"Upload-Offset": "0"}).json()["done"]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"uuid": "x"}, 400), ({"uuid": None}, 400), ({"size": "5"}, 400), ({"size": True}, 400), ({"size": -1}, 400),
        ({"size": 10**30}, 413), ({"size": LARGEST_FILE + 1}, 413), ({"digest": "zz"}, 400), ({"name": "a\0b"}, 400),
        ({"name": " "}, 400), ({"name": "a" * 5000}, 400), ({"more": 1}, 400), ({"name": ["a"]}, 400),
    ],
)  # fmt: skip
def test_a_broken_announcement_is_a_sentence(stage, given, status):
    assert post(browser_of(stage.hunan), stage, **given).status_code == status
    assert not ReturnUpload.objects.exists()


@pytest.mark.parametrize(
    "headers", [{}, {"Upload-Offset": "-1"}, {"Upload-Offset": "x"}, {"Content-Range": "bytes */5"}]
)
def test_a_piece_says_where_it_belongs(stage, headers):
    announce(stage)
    assert put(browser_of(stage.hunan), stage, PHOTO, **headers).status_code == 400


def test_too_large_a_piece_is_refused_unread(stage):
    announce(stage, size=3_000_000)
    answer = put(browser_of(stage.hunan), stage, b"x" * 1_000_001, **{"Upload-Offset": "0"})
    assert answer.status_code == 413 and announce(stage, size=3_000_000).received == 0


def test_a_refused_file_says_why(stage):
    browser, svg = browser_of(stage.hunan), b"<svg></svg>"
    post(browser, stage, size=len(svg), digest=hashlib.sha256(svg).hexdigest())
    answer = put(browser, stage, svg, **{"Upload-Offset": "0"})
    assert (answer.status_code, answer.json()["code"]) == (415, "type")
    assert "SVG" in answer.json()["detail"]["en"]


@pytest.mark.parametrize(("name", "status"), [("hunan_head", 403), ("liu", 404), ("wenchang", 404)])
def test_another_persons_device_is_refused(stage, name, status):
    announce(stage)
    browser = browser_of(worlds.person(name))
    answers = [post(browser, stage), put(browser, stage, PHOTO, **{"Upload-Offset": "0"})]
    assert [answer.status_code for answer in answers] == [status, status]
    assert announce(stage).received == 0


# --- Old ones ------------------------------------------------------------------------------------------------------------


def test_what_nobody_went_on_with_is_removed(stage, capsys):
    old, young = FILE, uuid.uuid4()
    announce(stage)
    announce(stage, key=young)
    send(stage, 0, PHOTO[:HALF])
    send(stage, 0, PHOTO[:HALF], key=young)
    stranger = place_of(uuid.uuid4())
    stranger.write_bytes(b"12345")
    ReturnUpload.objects.update(created=timezone.now() - timedelta(days=20))
    past = time.time() - 20 * 24 * 3600
    for path in (place_of(old), stranger):
        os.utime(path, (past, past))
    call_command("purge_uploads", "--dry-run")
    assert ReturnUpload.objects.count() == 2 and stranger.exists()
    call_command("purge_uploads")
    assert capsys.readouterr().out.splitlines() == [
        f"1 uploads and {HALF + 5} bytes would be removed",
        f"1 uploads and {HALF + 5} bytes removed",
    ]
    assert [row.key for row in ReturnUpload.objects.all()] == [young] and place_of(young).exists()
    assert not place_of(old).exists() and not stranger.exists()


@pytest.mark.parametrize("days", ["0", "-5", "99999999"])
def test_today_and_nonsense_are_not_removed(media, days):
    with pytest.raises(CommandError):
        call_command("purge_uploads", f"--days={days}")
