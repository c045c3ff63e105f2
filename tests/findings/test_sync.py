"""What a device and the server say to each other: each change once, nothing overwritten, nothing told to strangers."""

import io
import json
import uuid
from datetime import timedelta
from hashlib import sha256
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from findings.actions.recording import change_finding, raise_finding
from findings.api.base import LARGEST_BATCH, PerPerson
from findings.models import Evidence, Finding, Operation
from findings.recording import entry_of
from tests import make, worlds
from tests.core.pictures import PDF, a_jpeg, a_package
from tests.findings.entries import DEFAULTS, a_figure, a_photo, an_entry, an_operation
from tests.security.site import SEEN, browser_of
from tests.worlds import CAST, canaries


@pytest.fixture(autouse=True)
def no_memory_of_earlier_tests():
    cache.clear()


@pytest.fixture
def inspection(npcsc):
    return make.make_inspection(npcsc, "field-2017")


def send(person, *operations, **options):
    browser = person if isinstance(person, Client) else browser_of(person)
    return browser.post(
        reverse("api_sync"), {"operations": list(operations)}, content_type="application/json", **options
    )


def results(person, *operations) -> list[dict]:
    response = send(person, *operations)
    assert response.status_code == 200, response.content
    return response.json()["results"]


def result(person, operation) -> dict:
    (found,) = results(person, operation)
    assert all(error["message"]["zh"] and error["message"]["en"] for error in found["errors"])
    return found


def changed(operation, version: int, **given) -> dict:
    """A further operation on the same record."""
    data = {**operation["data"], **given.pop("data", {})}
    return {**operation, "id": str(uuid.uuid4()), "base": version, "data": data, **given}


# --- Who am I --------------------------------------------------------------------------------------------------------


def test_who_is_signed_in(client, liu, settings):
    response = browser_of(liu).get(reverse("api_whoami"))
    said = response.json()
    assert said["user"] == {"id": liu.pk, "name": {"zh": "liu", "en": "Liu"}}
    assert (said["language"], said["font_size"], said["offline"]) == ("zh-hans", "s", True)
    assert set(said) == {"user", "csrf", "language", "font_size", "offline", "now"}
    settings.ZHIJIAN_OFFLINE_ENABLED = False
    assert browser_of(liu).get(reverse("api_whoami")).json()["offline"] is False


@pytest.mark.parametrize(
    ("method", "route", "keys"),
    [
        ("get", "api_whoami", {}), ("get", "api_field_package", {"code": "field-2017"}), ("post", "api_sync", {}),
        ("put", "api_attachment", {"uuid": uuid.UUID(int=1)}), ("delete", "api_sync", {}), ("post", "api_whoami", {}),
    ],
)  # fmt: skip
def test_who_is_not_signed_in_is_told_so_and_sent_nowhere(client, inspection, method, route, keys):
    response = getattr(client, method)(reverse(route, kwargs=keys))
    assert response.status_code == 401 and "no-store" in response["Cache-Control"]
    assert set(response.json()["detail"]) == {"zh", "en"} and response["Content-Type"] == "application/json"


def test_without_the_token_nothing_is_taken(inspection, liu):
    browser = browser_of(liu, enforce_csrf_checks=True)
    response = send(browser, an_operation(inspection))
    assert (response.status_code, Finding.objects.count()) == (403, 0)
    assert "token" in response.json()["detail"]["en"]
    put = browser.put(reverse("api_attachment", kwargs={"uuid": uuid.uuid4()}), b"a", headers={"X-Digest": "a" * 64})
    assert put.status_code == 403
    token = browser.get(reverse("api_whoami")).json()["csrf"]
    assert send(browser, an_operation(inspection), headers={"X-CSRFToken": token}).status_code == 200


def test_a_late_answer_does_not_put_back_the_token_from_before_a_sign_in(liu):
    browser = browser_of(liu)
    assert "csrftoken" in browser.get(reverse("api_whoami")).cookies
    later = browser.get(reverse("api_whoami"))
    assert later.json()["csrf"] and not later.cookies


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_other_methods_get_an_answer_in_both_languages(liu, method):
    response = getattr(browser_of(liu), method)(reverse("api_sync"))
    assert response.status_code == 405 and response.json()["detail"]["zh"] != response.json()["detail"]["en"]


# --- The package -----------------------------------------------------------------------------------------------------


def package(person, code="field-2017"):
    return browser_of(person).get(reverse("api_field_package", kwargs={"code": code}))


def test_the_package_holds_what_findings_need(inspection, liu):
    visit = make.make_visit(inspection, "460000", starts="2017-09-11", ends="2017-09-20", precision="day")
    make.make_visit(inspection, "150000", void_reason="改期")
    unit = make.make_unit(inspection, visit=visit)
    make.make_unit(inspection, visit=visit, void_reason="撤并")
    alone, point, article = make.make_unit(inspection), make.make_focus_point(inspection), make.make_article(21)
    inspection.instruments.add(article.instrument)
    made = raise_finding(inspection=inspection, data=an_entry(visit=visit.pk, figures=[a_figure()]), by=liu)
    said = package(liu).json()
    assert [row["id"] for row in said["visits"]] == [visit.pk]
    assert (said["visits"][0]["starts"], said["visits"][0]["ends"]) == ("2017-09-11", "2017-09-20")
    assert [row["id"] for row in said["visits"][0]["units"]] == [unit.pk]
    assert [row["id"] for row in said["units"]] == [alone.pk]
    assert [row["code"] for row in said["places"]] == ["460000"]
    assert [(row["id"], row["label"]) for row in said["articles"]] == [
        (article.pk, {"zh": "第二十一条", "en": "Article 21"})
    ]
    assert [row["id"] for row in said["focus_points"]] == [point.pk]
    assert {row["key"]: row["label"]["en"] for row in said["evidence_kinds"]}["spot_check"] == "Random spot check"
    assert [row["word"] for row in said["words"]][7] == "多数"
    (finding,) = said["findings"]
    made.refresh_from_db()
    assert finding == {
        "uuid": str(made.uuid),
        "code": made.code,
        "version": 1,
        "state": "draft",
        "data": entry_of(made),
    }
    assert said["limits"]["photo_bytes"] == 20_000_000
    assert json.dumps(said)


def test_own_open_findings_come_along_and_no_others(inspection, liu, chen):
    own = {
        state: make.make_finding(inspection, f"own-{state}", by=liu, state=state)
        for state in ("draft", "sent_back", "recorded")
    }
    make.make_finding(inspection, by=chen, state="draft")
    make.make_finding(inspection, by=chen, state="sent_back")
    first, second = package(liu).json()["findings"], package(liu).json()["findings"]
    assert {row["code"] for row in first} == {"own-draft", "own-sent_back"}
    assert [row["uuid"] for row in first] == [row["uuid"] for row in second] and None not in [
        row["uuid"] for row in first
    ]
    assert Finding.objects.get(pk=own["recorded"].pk).uuid is None
    own["draft"].refresh_from_db()
    assert (own["draft"].version, own["draft"].history.count()) == (1, 0)


@pytest.mark.parametrize("name", CAST)
def test_who_gets_the_package(beijing, hainan, name):
    field = {"liu", "chen", "zhang", "fu"}
    own = "hainan" if name in ("fu", "clerk", "signatory") else "npc"
    seen = {"wang", "zhao", "sun", "clerk", "signatory"}
    expected = 200 if name in field else 403 if name in seen else 404
    response = package(worlds.person(name), own)
    assert response.status_code == expected
    assert package(worlds.person(name), "hainan" if own == "npc" else "npc").status_code == 404
    assert package(worlds.person(name), "no-such-row").status_code == 404
    world, kinds = SEEN.get(name, ("", set()))
    assert canaries(response.content.decode()) <= {(world, kind) for kind in kinds}
    assert (expected == 200) == bool(canaries(response.content.decode()))


def test_foreign_and_missing_are_alike(beijing, hainan, liu):
    assert package(liu, "hainan").content == package(liu, "no-such-row").content


def test_an_office_may_switch_it_off_and_what_is_on_devices_still_gets_home(inspection, liu, settings):
    settings.ZHIJIAN_OFFLINE_ENABLED = False
    assert package(liu).status_code == 403
    assert result(liu, an_operation(inspection))["status"] == "applied"


def test_the_package_costs_the_same_queries_whatever_is_in_it(npcsc, liu):
    def queries(size):
        inspection = make.make_inspection(npcsc, f"size-{size}")
        article = make.make_article(21)
        inspection.instruments.add(article.instrument)
        for number in range(size):
            visit = make.make_visit(inspection, f"{110000 + number}")
            make.make_unit(inspection, visit=visit)
            make.make_focus_point(inspection)
            make.make_article(30 + number, instrument=article.instrument)
            finding = make.make_finding(inspection, by=liu, state="draft")
            finding.figures.add(make.make_figure(inspection))
            finding.articles.add(article)
        browser = browser_of(liu)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert browser.get(reverse("api_field_package", kwargs={"code": inspection.code})).status_code == 200
        return len(found)

    counts = [queries(size) for size in (1, 3, 40)]
    assert counts[0] == counts[1] == counts[2] < 30


# --- Changes ---------------------------------------------------------------------------------------------------------


def test_a_first_operation_raises_a_finding(inspection, liu):
    operation = an_operation(inspection, data=an_entry(figures=[a_figure()], evidence=[a_photo(b"1")]))
    said = result(liu, operation)
    finding = Finding.objects.get()
    assert said == {
        "id": operation["id"], "status": "applied", "version": 1, "code": finding.code, "url": finding.get_absolute_url(),
        "state": "draft", "missing": [operation["data"]["evidence"][0]["id"]], "arrived": {},
        "errors": [],
    }  # fmt: skip
    assert (str(finding.uuid), finding.written_by) == (operation["record"], liu)
    row = Operation.objects.get()
    assert (str(row.pk), row.user, row.finding, row.version, row.status) == (
        operation["id"],
        liu,
        finding,
        1,
        "applied",
    )


def test_it_is_registered_when_asked(inspection, liu):
    said = result(liu, an_operation(inspection, submit=True))
    assert (said["status"], said["state"]) == ("applied", "recorded")


def test_what_cannot_be_registered_is_refused_whole_and_in_both_languages(inspection, liu):
    operation = an_operation(inspection, submit=True, data=an_entry(evidence=[]))
    said = result(liu, operation)
    assert (said["status"], Finding.objects.count(), Operation.objects.count()) == ("refused", 0, 0)
    assert said["errors"] == [
        {"field": "", "message": {"zh": "尚未写明依据。", "en": said["errors"][0]["message"]["en"]}}
    ]
    assert "evidence" in said["errors"][0]["message"]["en"].lower()
    assert result(liu, {**operation, "data": an_entry()})["status"] == "applied"  # mended under the same name


def test_asked_again_the_answer_is_the_same_and_nothing_more_happens(inspection, liu):
    operation = an_operation(inspection)
    first = result(liu, operation)
    assert [result(liu, operation) for _ in range(4)] == [first] * 4
    finding = Finding.objects.get()
    assert (finding.version, finding.history.count(), Operation.objects.count()) == (1, 1, 1)


def test_the_stored_answer_tells_anew_which_files_arrived_and_which_are_missing(inspection, liu, media):
    picture = a_jpeg()
    operation = an_operation(inspection, data=an_entry(evidence=[a_photo(picture)]))
    (key,) = result(liu, operation)["missing"]
    assert put(liu, key, picture).status_code == 201
    again = result(liu, operation)
    assert (again["missing"], again["arrived"]) == ([], {key: sha256(picture).hexdigest()})


def test_a_file_that_somebody_took_out_neither_arrived_nor_is_missing(inspection, liu, media):
    """The device keeps it; what it sends all the same is refused with a sentence, and so is what was never announced."""
    picture = a_jpeg()
    operation = an_operation(inspection, data=an_entry(evidence=[a_photo(picture)]), submit=True)
    (key,) = result(liu, operation)["missing"]
    finding = Finding.objects.get()
    change_finding(finding=finding, data={**entry_of(finding), "evidence": DEFAULTS["evidence"]}, base=1, by=liu)
    again = result(liu, operation)
    assert (again["missing"], again["arrived"]) == ([], {})
    for name in (key, uuid.uuid4()):
        response = put(liu, name, picture)
        assert response.status_code == 404
        assert response.json()["detail"]["zh"] == "没有等待这张照片的检查发现。"


def test_another_content_under_the_same_name_is_refused(inspection, liu):
    operation = an_operation(inspection)
    result(liu, operation)
    said = result(liu, {**operation, "data": an_entry(suggestion="改")})
    assert (said["status"], said["errors"][0]["field"], said["code"]) == ("refused", "id", "")
    assert Finding.objects.get().suggestion == ""


def test_after_a_lost_reply_a_further_edit_is_no_conflict_with_oneself(inspection, liu):
    first = an_operation(inspection)
    result(liu, first)  # the reply gets lost: the device still believes in version 0
    second = changed(first, 0, parent=first["id"], data={"suggestion": "二"})
    third = changed(second, 0, parent=second["id"], data={"suggestion": "三"})
    assert [said["status"] for said in results(liu, second, third)] == ["applied", "applied"]
    assert (Finding.objects.get().version, Finding.objects.get().suggestion) == (3, "三")


def test_the_parent_does_not_lift_over_the_change_of_somebody_else(inspection, liu, chen):
    first = an_operation(inspection, submit=True)
    result(liu, first)
    finding = Finding.objects.get()
    change_finding(finding=finding, data={**entry_of(finding), "suggestion": "组长"}, base=1, by=chen)
    said = result(liu, changed(first, 0, parent=first["id"], data={"suggestion": "我"}))
    assert said["status"] == "conflict"
    assert said["theirs"]["version"] == 2 and said["theirs"]["data"]["suggestion"] == "组长"
    assert said["theirs"]["by"] == {"zh": "chen", "en": "Chen"}
    finding.refresh_from_db()
    assert (finding.version, finding.suggestion, Operation.objects.count()) == (2, "组长", 1)
    chosen = changed(first, said["theirs"]["version"], data={"suggestion": "合并"})
    assert result(liu, chosen)["version"] == 3


def test_a_parent_of_somebody_else_or_of_another_record_lifts_nothing(inspection, liu, chen):
    mine, other = an_operation(inspection), an_operation(inspection)
    results(liu, mine, other)
    result(liu, changed(other, 1, data={"suggestion": "二"}))
    (further,) = Operation.objects.filter(version=2)
    assert result(liu, changed(mine, 0, parent=str(further.pk), data={"suggestion": "x"}))["status"] == "conflict"


def test_of_three_operations_the_second_is_refused_and_the_others_are_not(inspection, liu):
    good, bad, last = (
        an_operation(inspection),
        an_operation(inspection, data={"kind": "rumour"}),
        an_operation(inspection),
    )
    said = results(liu, good, bad, last)
    assert [one["status"] for one in said] == ["applied", "refused", "applied"]
    assert {error["field"] for error in said[1]["errors"]} == {"kind", "title.zh"}
    assert sorted(Finding.objects.values_list("ref", flat=True)) == ["F1", "F2"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"id": "7"}, "id"), ({"id": None}, "id"), ({"record": "x"}, "record"), ({"record": None}, "record"), ({"base": -1}, "base"),
        ({"base": "1"}, "base"), ({"parent": "x"}, "parent"), ({"submit": "yes"}, "submit"), ({"data": None}, "data"), ({"data": []}, "data"),
        ({"inspection": ""}, "inspection"), ({"inspection": 7}, "inspection"), ({"inspection": "no-such-row"}, "inspection"),
        ({"state": "verified"}, "state"), ({"written_by": 1}, "written_by"),
    ],
)  # fmt: skip
def test_a_malformed_operation_is_refused_alone(inspection, liu, given, field):
    said = results(liu, {**an_operation(inspection), **given}, an_operation(inspection))
    assert [one["status"] for one in said] == ["refused", "applied"]
    assert field in {error["field"] for error in said[0]["errors"]}


@pytest.mark.parametrize("moment", [timedelta(days=-3), timedelta(days=3)])
def test_the_clock_of_a_device_decides_nothing(inspection, liu, chen, moment):
    """Neither whose change comes first nor which day is too late."""
    said = timezone.now() + moment
    at = said.isoformat()
    first = an_operation(inspection, made_at=at, submit=True)
    before = timezone.now()
    assert result(liu, first)["status"] == "applied"
    finding = Finding.objects.get()
    change_finding(finding=finding, data={**entry_of(finding), "suggestion": "组长"}, base=1, by=chen)
    assert result(liu, changed(first, 1, data={"suggestion": "我"}, made_at=at))["status"] == "conflict"
    assert before <= Finding.objects.get().history.first().at <= timezone.now()
    assert Operation.objects.get().made_at == said


@pytest.mark.parametrize(
    "moment",
    ["", None, 7, "yesterday", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00", "2017-02-30T00:00:00Z"],
)
def test_a_clock_that_says_nonsense_stops_nothing(inspection, liu, moment):
    assert result(liu, an_operation(inspection, made_at=moment))["status"] == "applied"
    assert Operation.objects.get().made_at is None


# --- Strangers -------------------------------------------------------------------------------------------------------


def test_the_operation_of_somebody_else_is_not_answered(inspection, liu, chen):
    operation = an_operation(inspection)
    result(liu, operation)
    said = result(chen, operation)
    assert (said["status"], said["code"], said["url"], said["version"]) == ("refused", "", "", None)
    assert "theirs" not in said and Finding.objects.count() == 1


def test_the_record_of_somebody_else_tells_nothing(beijing, hainan, liu, fu, chen):
    """Neither a foreign one, nor a draft of the own inspection: both are only a name that is taken."""
    names = [uuid.uuid4(), uuid.uuid4()]
    Finding.objects.filter(pk=hainan.finding.pk).update(uuid=names[0])
    Finding.objects.filter(pk=beijing.drafted.pk).update(uuid=names[1])
    for person, name in ((liu, names[0]), (chen, names[1])):
        for base in (0, 1):
            response = send(person, an_operation(beijing.inspection, record=str(name), base=base))
            (said,) = response.json()["results"]
            assert (said["status"], said["errors"][0]["field"], said["version"]) == ("refused", "record", None)
            assert canaries(response.content.decode()) == set()
    assert result(liu, an_operation(beijing.inspection, record=str(names[1]), base=1))["status"] == "applied"


def test_a_record_does_not_move_to_another_inspection(inspection, npcsc, liu):
    operation = an_operation(inspection)
    result(liu, operation)
    other = make.make_inspection(npcsc, "other")
    assert result(liu, changed(operation, 1, inspection=other.code))["status"] == "refused"


@pytest.mark.parametrize("name", ["wang", "zhao", "sun", "fu", "clerk", "cac", "wenchang", "leaver", "superuser"])
def test_who_does_not_work_in_the_field_changes_nothing(inspection, name):
    said = result(worlds.person(name), an_operation(inspection))
    assert said["status"] == "refused" and Finding.objects.count() == 0
    foreign = name not in ("wang", "zhao", "sun")
    assert (said["errors"][0]["field"] == "inspection") == foreign


# --- Bodies that are no batch ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 400), (b"{", 400), (b"[]", 400), (b"{}", 400), (b'{"operations": 7}', 400), (b'{"operations": [7]}', 400), (b"\xff\xfe", 400),
        (b'{"operations": [], "more": 1}', 400), (b'{"operations": [{"base": NaN}]}', 400), (b"[" * 100_000, 400),
        (b'{"operations": [{"data":' + b"[" * 100_000, 400), (b'{"operations": []}', 200),
        (json.dumps({"operations": [{}] * 51}).encode(), 413), (b" " * (LARGEST_BATCH + 1), 413),
    ],
)  # fmt: skip
def test_a_body_that_is_no_batch_gets_a_sentence(liu, body, code):
    response = browser_of(liu).post(reverse("api_sync"), body, content_type="application/json")
    assert response.status_code == code
    assert code == 200 or set(response.json()["detail"]) == {"zh", "en"}


def test_another_media_type_is_refused(liu):
    response = browser_of(liu).post(reverse("api_sync"), {"operations": "[]"})
    assert response.status_code == 415 and response.json()["detail"]["en"]


def test_a_device_gone_wild_is_slowed_down_and_others_are_not(inspection, liu, chen, monkeypatch):
    monkeypatch.setattr(PerPerson, "THROTTLE_RATES", {**PerPerson.THROTTLE_RATES, "sync": "3/min"})
    browser = browser_of(liu)
    assert [send(browser).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    response = send(browser)
    assert response.json()["detail"]["en"] and int(response["Retry-After"]) > 0
    assert send(chen).status_code == 200
    assert browser.get(reverse("api_whoami")).status_code == 200


# --- Files -----------------------------------------------------------------------------------------------------------


def put(person, key, content, name="机房.jpg", digest="", **headers):
    said = {"X-Digest": digest or sha256(content).hexdigest(), "X-Name": quote(name), **headers}
    browser = person if isinstance(person, Client) else browser_of(person)
    address = reverse("api_attachment", kwargs={"uuid": key})
    return browser.put(address, content, content_type="application/octet-stream", headers=said)


@pytest.fixture
def announced(inspection, liu, media):
    """The evidence of a photo that a device announced."""
    operation = an_operation(inspection, data=an_entry(evidence=[a_photo(a_jpeg())]), submit=True)
    assert result(liu, operation)["status"] == "applied"
    return Evidence.objects.get()


def test_an_announced_file_is_kept_as_it_came(announced, liu):
    response = put(liu, announced.uuid, a_jpeg(), "机房 ../\u202egpj.jpg")
    announced.refresh_from_db()
    kept = announced.attachment
    assert response.status_code == 201
    assert response.json() == {
        "id": str(announced.uuid), "digest": kept.digest, "size": len(a_jpeg()), "media_type": "image/jpeg",
    }  # fmt: skip
    assert (kept.path.read_bytes(), kept.name, kept.created_by_id) == (a_jpeg(), "机房 .._" + "_gpj.jpg", liu.pk)
    assert announced.finding.history.last().verb == "attach"


def test_the_same_file_again_is_the_same_answer(announced, liu):
    first, again = put(liu, announced.uuid, a_jpeg()), put(liu, announced.uuid, a_jpeg())
    assert (first.status_code, again.status_code, first.json()) == (201, 200, again.json())
    assert announced.finding.history.filter(verb="attach").count() == 1


def test_another_file_than_announced_is_refused_and_nothing_is_overwritten(announced, liu):
    other = a_jpeg((32, 32))
    assert put(liu, announced.uuid, other).status_code == 409
    assert put(liu, announced.uuid, a_jpeg()).status_code == 201
    assert put(liu, announced.uuid, other).status_code == 409
    announced.refresh_from_db()
    assert announced.attachment.path.read_bytes() == a_jpeg()


def test_a_file_that_was_damaged_on_its_way_may_be_sent_again(announced, liu):
    assert put(liu, announced.uuid, a_jpeg()[:-9], digest=announced.announced_digest).status_code == 400
    assert put(liu, announced.uuid, a_jpeg()).status_code == 201


@pytest.mark.parametrize("digest", ["abc", "g" * 64, "a" * 63])
def test_without_a_digest_nothing_is_read(announced, liu, digest):
    assert put(liu, announced.uuid, a_jpeg(), digest=digest).status_code == 400


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', a_jpeg()[:400], a_jpeg() + a_package({"a": "b"}), b"",
        b"<html></html>", a_jpeg() + PDF, b"MZ\x90" + b"a" * 100,
    ],
)  # fmt: skip
def test_what_is_no_photo_is_refused_whatever_was_announced(inspection, liu, media, content):
    result(liu, an_operation(inspection, data=an_entry(evidence=[a_photo(content, "照片.jpg")])))
    evidence = Evidence.objects.get()
    response = put(liu, evidence.uuid, content)
    assert response.status_code == 415 and response.json()["detail"]["zh"]
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_the_same_bytes_for_two_rows_are_two_files(inspection, liu, media):
    result(liu, an_operation(inspection, data=an_entry(evidence=[a_photo(a_jpeg()), a_photo(a_jpeg(), "二.jpg")])))
    first, second = Evidence.objects.all()
    assert [put(liu, row.uuid, a_jpeg()).status_code for row in (first, second)] == [201, 201]
    first.refresh_from_db(), second.refresh_from_db()
    assert first.attachment_id != second.attachment_id and first.attachment.digest == second.attachment.digest


@pytest.mark.parametrize("state", ["recorded", "verified", "sent_back"])
def test_an_announced_file_arrives_whatever_became_of_the_finding(announced, liu, state):
    Finding.objects.update(state=state)
    assert put(liu, announced.uuid, a_jpeg()).status_code == 201


def test_who_may_send_a_file(announced, beijing, hainan, liu):
    answers = {name: put(worlds.person(name), announced.uuid, a_jpeg()).status_code for name in CAST if name != "liu"}
    assert {name for name, code in answers.items() if code in (200, 201)} == {"chen", "zhang"}
    assert {name for name, code in answers.items() if code == 403} == {"wang", "zhao", "sun"}
    assert set(answers.values()) == {200, 201, 403, 404}
    foreign, missing = (
        put(worlds.person("fu"), announced.uuid, a_jpeg()),
        put(worlds.person("fu"), uuid.uuid4(), a_jpeg()),
    )
    assert (foreign.status_code, foreign.content) == (missing.status_code, missing.content)


class Flood(io.RawIOBase):
    """200 MB that nobody holds in memory."""

    given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self.given += len(buffer)
        return len(buffer)


def test_a_photo_of_200_megabytes_is_refused_before_it_is_read(announced, liu):
    """A body without a length counts as empty, and one that is longer than it says is cut off: so says WSGI."""
    flood = Flood()
    response = browser_of(liu).request(
        REQUEST_METHOD="PUT",
        PATH_INFO=reverse("api_attachment", kwargs={"uuid": announced.uuid}),
        CONTENT_LENGTH="200000000",
        HTTP_X_DIGEST=announced.announced_digest,
        **{"wsgi.input": flood},
    )
    assert (response.status_code, flood.given) == (413, 0)
    assert "20 MB" in response.json()["detail"]["en"]


# --- The ledger ------------------------------------------------------------------------------------------------------


def test_old_lines_of_the_ledger_are_deleted_on_demand(inspection, liu):
    old, young = an_operation(inspection), an_operation(inspection)
    results(liu, old, young)
    Operation.objects.filter(pk=old["id"]).update(received=timezone.now() - timedelta(days=91))
    out = io.StringIO()
    call_command("purge_offline_ops", "--days", "90", stdout=out)
    assert "1 operations deleted" in out.getvalue()
    assert [str(row.pk) for row in Operation.objects.all()] == [young["id"]] and Finding.objects.count() == 2
    # Sent again after all that time, it finds its content in place.
    assert (result(liu, old)["version"], Finding.objects.count()) == (1, 2)
    with pytest.raises(CommandError, match="89 days are fewer than 90"):
        call_command("purge_offline_ops", "--days", "89")
