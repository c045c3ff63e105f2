"""File packages: from one installation to another and back with equal digests, and everything else refused."""

import io
from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Body, User
from core.attachments import keep
from core.signing import fingerprint, public_key
from core.uploads import PDF
from findings.actions.packages import export_answer, export_request, import_package, look_into
from findings.models import KnownKey, Package, Return, ReturnVersion
from findings.packages.looking import KeyState, Outcome
from findings.packages.manifest import MANIFEST, SIGNATURE
from findings.packages.refusals import PackageRefused
from inspections.asking.store import digest_of
from inspections.enums import DelegationState
from inspections.models import Delegation, Inspection, Request
from inspections.queries.asking import form_of
from tests import make
from tests.findings.packed import ABOVE, BELOW, bytes_of, forget_all, installation, packed_answer, refusal_of, repacked

pytestmark = pytest.mark.django_db


@pytest.fixture
def above(npcsc: Body, hunan_sc: Body, sun: User, settings) -> SimpleNamespace:
    """Beijing entrusted Hunan; the letter is out."""
    installation(settings, ABOVE)
    inspection = make.make_inspection(npcsc, "net-2017")
    request = make.make_request(inspection, "net-2017-request")
    paper = keep(b"%PDF-1.7 letter\n%%EOF", name="委托函.pdf", media_type=PDF)
    letter = make.make_letter(
        inspection, kind="entrustment", number="常办函〔2017〕1号", pdf=paper, issued_on=date(2017, 8, 1)
    )
    delegation = make.make_delegation(
        inspection, hunan_sc, request=request, state=DelegationState.ISSUED, letter=letter
    )
    return SimpleNamespace(inspection=inspection, request=request, delegation=delegation, sun=sun)


@pytest.fixture
def exported(above) -> bytes:
    return bytes_of(export_request, delegation=above.delegation, by=above.sun, with_workbook=False)


def imported(content: bytes, by: User, confirmed: str = ""):
    return import_package(file=io.BytesIO(content), by=by, confirmed=confirmed or fingerprint_in(content, by))


def fingerprint_in(content: bytes, by: User) -> str:
    return look_into(file=io.BytesIO(content), by=by).fingerprint


# --- The whole way ----------------------------------------------------------------------------------------------------


def test_a_request_goes_down_and_the_return_comes_up_with_the_same_digests(
    above, exported, hunan, hunan_head, settings
):
    """Two installations in one database: what the other side holds is deleted before each import."""
    wanted = above.request.digest
    key = above.delegation.key
    forget_all(above)

    installation(settings, BELOW)
    look = imported(exported, hunan)
    assert (look.outcome, look.sender.code, look.recipient.code) == (Outcome.DELEGATION, "npcsc", "hunan-sc")
    below = Delegation.objects.get(key=key)
    assert (below.state, below.body.code, below.entruster.code) == (DelegationState.ISSUED, "hunan-sc", "npcsc")
    assert digest_of(form_of(below.request)) == below.request.digest == wanted
    assert below.letter.pdf.path.read_bytes() == b"%PDF-1.7 letter\n%%EOF"
    answer, version_digest = packed_answer(below, hunan_head)
    forget_all(below)

    installation(settings, ABOVE)
    again = restored(above)
    look = imported(answer, above.sun)
    assert (look.outcome, look.faults) == (Outcome.VERSION, ())
    again.refresh_from_db()
    version = ReturnVersion.objects.get(returned__delegation=again)
    assert (again.state, version.number, version.digest) == (DelegationState.SUBMITTED, 1, version_digest)
    assert (version.request_digest, version.signed_name, version.submitted_by) == (wanted, "某人", None)
    assert version.receipt
    assert version.submitted_at is not None
    assert [kept.path.read_bytes() for kept in version.files.all()] == [b"%PDF-1.7 statistics\n%%EOF"]
    entry = again.history.get(verb="import_answer")
    assert (entry.by_id, entry.target) == (above.sun.pk, "submitted")
    assert fingerprint_of(BELOW) in entry.note


def restored(above) -> Delegation:
    """The rows of the installation above as they were before, under the same keys."""
    inspection = make.make_inspection(above.inspection.organiser, "net-2017")
    request = make.make_request(inspection, "net-2017-request", key=above.request.key)
    assert request.digest == above.request.digest
    return make.make_delegation(
        inspection, above.delegation.body, request=request, key=above.delegation.key, state=DelegationState.ISSUED
    )


def fingerprint_of(key: str) -> str:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    secret = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key))
    return fingerprint(secret.public_key().public_bytes_raw().hex())


def test_what_was_sent_back_goes_down_and_the_next_version_comes_up(above, hunan, settings):
    """Above: version 1 came back with a reason. Below: version 1 stands submitted and returns with that reason."""
    returned = make.make_return(above.delegation)
    version = make.make_version(returned)
    make.make_remark(version, above.sun, kind="send_back", sent=True, text="请补充依据")
    make.make_remark(version, above.sun, kind="note", text="内部批注")
    move(above.delegation, DelegationState.RETURNED)
    content = bytes_of(export_request, delegation=above.delegation, by=above.sun)
    assert "内部批注".encode() not in content
    version.remarks.all().delete()
    move(above.delegation, DelegationState.SUBMITTED)
    installation(settings, BELOW)
    look = imported(content, hunan)
    above.delegation.refresh_from_db()
    rows = list(version.remarks.values_list("address", "text", "kind", "sent", "written_by"))
    assert (look.outcome, above.delegation.state) == (Outcome.SENT_BACK, DelegationState.RETURNED)
    assert rows == [("overview.p1", "请补充依据", "send_back", True, None)]
    assert imported(content, hunan).outcome == Outcome.SAME
    make.make_version(returned, number=2)
    move(above.delegation, DelegationState.SUBMITTED)
    assert refusal_of(content, hunan) == "old_remarks"


def move(delegation: Delegation, state: str) -> None:
    delegation.state = state
    delegation.save(update_fields=["state"])


def test_the_same_content_makes_the_same_bytes(above, exported):
    again = bytes_of(export_request, delegation=above.delegation, by=above.sun, with_workbook=False)
    assert again == exported
    assert Package.objects.filter(came_in=False).count() == 2


def test_the_same_request_again_changes_nothing(above, exported, hunan, settings):
    forget_all(above)
    installation(settings, BELOW)
    imported(exported, hunan)
    before = (Delegation.objects.count(), Request.objects.count(), Inspection.objects.count(), Package.objects.count())
    assert imported(exported, hunan).outcome == Outcome.SAME
    after = (Delegation.objects.count(), Request.objects.count(), Inspection.objects.count(), Package.objects.count())
    assert after == before


def test_where_both_have_accounts_the_delegation_is_here_already(exported, hunan):
    assert look_into(file=io.BytesIO(exported), by=hunan).outcome == Outcome.SAME


def test_a_second_delegation_of_one_request_shares_inspection_request_and_letter(above, exported, hunan, settings):
    second = make.make_delegation(
        above.inspection, above.delegation.body, request=above.request, state=DelegationState.ISSUED,
        letter=above.delegation.letter, mode="self_inspection",
    )  # fmt: skip
    other = bytes_of(export_request, delegation=second, by=above.sun)
    second.delete()
    forget_all(above)
    installation(settings, BELOW)
    imported(exported, hunan)
    imported(other, hunan)
    rows = Delegation.objects.all()
    assert {row.mode for row in rows} == {"inspection", "self_inspection"}
    assert len({row.inspection_id for row in rows}) == len({row.request_id for row in rows}) == 1
    assert len({row.letter_id for row in rows}) == 1


def test_an_inspection_of_ours_with_the_same_code_is_left_alone(above, exported, hunan, hunan_sc, settings):
    forget_all(above)
    installation(settings, BELOW)
    own = make.make_inspection(hunan_sc, "net-2017")
    imported(exported, hunan)
    row = Delegation.objects.get()
    assert (row.inspection.code, row.inspection.organiser.code) == ("net-2017-npcsc", "npcsc")
    own.refresh_from_db()
    assert own.delegations.count() == 0


# --- Who is refused ---------------------------------------------------------------------------------------------------


def test_only_the_body_named_takes_a_request(above, exported, fu, clerk, liu, wenchang, settings):
    forget_all(above)
    installation(settings, BELOW)
    assert {refusal_of(exported, person) for person in (fu, clerk, liu, wenchang)} == {"not_yours"}
    assert not Delegation.objects.exists()


def test_nobody_else_exports(above, hunan, hunan_head, clerk, liu, chen):
    move(above.delegation, DelegationState.SUBMITTED)
    version = make.make_version(make.make_return(above.delegation))
    for person in (hunan, hunan_head, clerk, chen):
        with pytest.raises(PermissionDenied):
            export_request(delegation=above.delegation, by=person, file=io.BytesIO())
    for person in (liu, clerk):
        with pytest.raises(PermissionDenied):
            export_answer(returned=version.returned, by=person, file=io.BytesIO())
    assert not Package.objects.exists()


def test_an_answer_is_taken_by_the_body_above_alone(above, hunan, hunan_head, clerk, chen, settings):
    answer = answer_of(above, settings)
    assert {refusal_of(answer, person) for person in (clerk, chen, hunan, hunan_head)} == {"no_delegation", "not_yours"}
    assert refusal_of(answer, clerk) == "no_delegation"  # it does not exist for Hainan
    assert not ReturnVersion.objects.exists()


# --- Keys -------------------------------------------------------------------------------------------------------------


def test_an_unknown_key_is_confirmed_against_the_paper(above, hunan_head, settings):
    answer = answer_of(above, settings)
    assert look_into(file=io.BytesIO(answer), by=above.sun).key_state == KeyState.NEW
    for typed in ("", "0000 " * 8, fingerprint(public_key())):
        with pytest.raises(PackageRefused) as refusal:
            import_package(file=io.BytesIO(answer), by=above.sun, confirmed=typed)
        assert refusal.value.code == "key"
    assert not ReturnVersion.objects.exists()
    imported(answer, above.sun, confirmed=fingerprint_of(BELOW).replace(" ", "-").lower())
    known = KnownKey.objects.get()
    assert (known.body.code, known.confirmed_by, fingerprint(known.public_key)) == (
        "hunan-sc", above.sun, fingerprint_of(BELOW),
    )  # fmt: skip
    assert known.body.history.get(verb="confirm_key").note == fingerprint_of(BELOW)


def test_a_known_key_needs_no_second_comparison(above, settings, hunan_sc):
    answer = answer_of(above, settings)
    KnownKey.objects.create(body=hunan_sc, public_key=public_of(BELOW), confirmed_by=above.sun)
    look = import_package(file=io.BytesIO(answer), by=above.sun)
    assert (look.key_state, look.outcome) == (KeyState.KNOWN, Outcome.VERSION)


def test_another_key_than_the_known_one_is_refused_until_confirmed(above, settings, hunan_sc):
    answer = answer_of(above, settings)
    KnownKey.objects.create(body=hunan_sc, public_key="ab" * 32, confirmed_by=above.sun)
    with pytest.raises(PackageRefused) as refusal:
        import_package(file=io.BytesIO(answer), by=above.sun)
    assert (refusal.value.code, "湖南" in refusal.value.text.zh) == ("other_key", True)


def test_the_key_of_another_body_is_not_that_of_this_one(above, settings, hainan_sc):
    answer = answer_of(above, settings)
    KnownKey.objects.create(body=hainan_sc, public_key=public_of(BELOW), confirmed_by=above.sun)
    assert look_into(file=io.BytesIO(answer), by=above.sun).key_state == KeyState.NEW


def public_of(key: str) -> str:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key)).public_key().public_bytes_raw().hex()


# --- Answers that do not come in --------------------------------------------------------------------------------------


def answer_of(above, settings, number: int = 1) -> bytes:
    """An answer made below to the very delegation of `above`, whose rows stand as before it."""
    installation(settings, BELOW)
    content, _digest = packed_answer(above.delegation, None, number=number)
    forget_return(above.delegation)
    installation(settings, ABOVE)
    return content


def forget_return(delegation: Delegation) -> None:
    from tests.findings.packed import forget_returns

    forget_returns(delegation)
    move(delegation, DelegationState.ISSUED)


def test_an_answer_is_taken_once(above, settings):
    answer = answer_of(above, settings)
    imported(answer, above.sun)
    assert imported(answer, above.sun).outcome == Outcome.SAME
    assert ReturnVersion.objects.count() == Package.objects.filter(came_in=True).count() == 1


def test_an_older_answer_is_a_replay(above, settings):
    first, second = answer_of(above, settings), answer_of(above, settings, number=2)
    assert refusal_of(second, above.sun) == "gap"
    imported(first, above.sun)
    assert refusal_of(second, above.sun) == "not_awaited"
    move(above.delegation, DelegationState.RETURNED)
    imported(second, above.sun)
    move(above.delegation, DelegationState.RETURNED)
    assert refusal_of(first, above.sun) == "replayed"
    assert list(ReturnVersion.objects.values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("accepted", "not_awaited"),
        ("archived", "not_awaited"),
        ("approved", "filled_here"),
        ("intended", "not_awaited"),
    ],
)
def test_nothing_comes_in_while_nothing_is_awaited(above, settings, state, code):
    answer = answer_of(above, settings)
    move(above.delegation, state)
    assert refusal_of(answer, above.sun) == code


def test_a_draft_on_this_server_is_not_overwritten(above, settings):
    answer = answer_of(above, settings)
    make.make_return(above.delegation)
    move(above.delegation, DelegationState.DRAFTING)
    assert refusal_of(answer, above.sun) == "filled_here"


def test_a_draft_that_is_still_empty_gives_way(above, settings):
    answer = answer_of(above, settings)
    Return.objects.create(delegation=above.delegation)
    move(above.delegation, DelegationState.DRAFTING)
    assert imported(answer, above.sun).outcome == Outcome.VERSION


def test_a_void_delegation_takes_nothing(above, settings):
    answer = answer_of(above, settings)
    above.delegation.void_reason = "改由省里自行开展"
    above.delegation.save()
    assert refusal_of(answer, above.sun) == "void"


def test_an_answer_to_another_request_is_refused(above, settings):
    answer = answer_of(above, settings)
    Request.objects.filter(pk=above.request.pk).update(digest="0" * 64)
    assert refusal_of(answer, above.sun) == "another_request"


def test_an_answer_for_another_inspection_is_refused(above, settings):
    answer = answer_of(above, settings)
    Delegation.objects.filter(pk=above.delegation.pk).update(key=uuid4())
    assert refusal_of(answer, above.sun) == "no_delegation"


def test_an_answer_of_another_body_is_refused(above, settings, hainan_sc):
    answer = answer_of(above, settings)
    Delegation.objects.filter(pk=above.delegation.pk).update(body=hainan_sc)
    assert refusal_of(answer, above.sun) == "another_sender"


@pytest.mark.parametrize("code", ["npcsc", "hunan-sc"])
def test_bodies_must_be_known(above, exported, hunan, settings, code):
    Body.objects.filter(code=code).update(code=f"{code}-x")
    assert refusal_of(exported, hunan) == "no_body"


def test_a_body_is_entrusted_by_the_one_above_it(above, exported, hunan, hunan_sc, hainan_sc, settings):
    forget_all(above)
    installation(settings, BELOW)
    hunan_sc.parent = hainan_sc
    hunan_sc.save()
    assert refusal_of(exported, hunan) == "not_below"
    hunan_sc.parent = None
    hunan_sc.save()
    imported(exported, hunan)
    hunan_sc.refresh_from_db()
    assert hunan_sc.parent.code == "npcsc"


# --- What is not exported ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"state": "intended"}, "not_issued"),
        ({"state": "consulted"}, "not_issued"),
        ({"request": None}, "not_issued"),
        ({"mode": "joint"}, "joint"),
        ({"void_reason": "不再开展"}, "void"),
    ],
)
def test_what_is_not_out_is_not_exported(above, given, code):
    for name, value in given.items():
        setattr(above.delegation, name, value)
    above.delegation.save()
    with pytest.raises(PackageRefused) as refusal:
        export_request(delegation=above.delegation, by=above.sun, file=io.BytesIO())
    assert (refusal.value.code, Package.objects.count()) == (code, 0)


def test_what_is_not_submitted_is_not_exported(above, hunan):
    version = make.make_version(make.make_return(above.delegation), submitted=False)
    with pytest.raises(PackageRefused) as refusal:
        export_answer(returned=version.returned, by=hunan, file=io.BytesIO())
    assert refusal.value.code == "nothing_submitted"


# --- Content that lies ------------------------------------------------------------------------------------------------


def lie(data, *path, value):
    """`data` with another value at `path`."""
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("request", "form", "title", "zh"), "别的题目", "request_digest"),
        (("request", "form", "sections"), "x", "meaning"),
        (("request", "form", "more"), "x", "meaning"),
        (("schema",), 2, "version"),
        (("schema",), True, "meaning"),
        (("inspection", "year"), -1, "meaning"),
        (("inspection", "year"), 10**15, "meaning"),
        (("inspection", "mode"), "x", "meaning"),
        (("inspection", "title", "zh"), "长" * 999, "meaning"),
        (("inspection", "title", "zh"), "a\0b", "meaning"),
        (("inspection", "code"), "../x", "meaning"),
        (("delegation", "due"), "2017-02-30", "meaning"),
        (("delegation", "mode"), "joint", "joint"),
        (("delegation", "mode"), "x", "meaning"),
        (("letter",), [], "meaning"),
        (("letter", "files"), {"letter.exe": "x"}, "meaning"),
        (("letter", "kind"), "x", "meaning"),
    ],
    ids=str,
)
def test_a_signed_request_that_makes_no_sense_is_refused(above, exported, hunan, settings, path, value, code):
    """Signed anew by the sender himself: a valid signature is no reason to believe what is signed."""
    forget_all(above)
    content = repacked(exported, "request.json", lambda data: lie(data, *path, value=value))
    installation(settings, BELOW)
    assert refusal_of(content, hunan, take=True) == code
    assert not Delegation.objects.exists()


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("content", "number"), 2, "meaning"),
        (("content", "body"), "hainan-sc", "meaning"),
        (("content", "sections", "overview", "p1"), "改过", "content_digest"),
        (("digest",), "0" * 64, "content_digest"),
        (("signed_name",), "", "meaning"),
        (("signed_at",), "2017-13-01", "meaning"),
        (("content", "schema"), 2, "version"),
        (("content", "files"), [], "meaning"),
        (("content", "attached"), ["x"], "meaning"),
    ],
    ids=str,
)
def test_a_signed_answer_that_makes_no_sense_is_refused(above, settings, path, value, code):
    answer = answer_of(above, settings)
    installation(settings, BELOW)
    content = repacked(answer, "answer.json", lambda data: lie(data, *path, value=value))
    installation(settings, ABOVE)
    assert refusal_of(content, above.sun, take=True) == code
    assert not ReturnVersion.objects.exists()


@pytest.mark.parametrize(
    ("section", "written", "code"),
    [
        ("no-such", {"p1": "x"}, "content"),
        ("overview", {"q1": "x"}, "content"),
        ("overview", {"p1": ""}, "content"),
        ("overview", "x", "content"),
        ("overview", {"p1": {"deep": 1}}, "content"),
        ("papers", {"statistics": ["no-such-file"]}, "missing"),
    ],
)
def test_content_that_was_not_asked_is_refused(above, settings, section, written, code):
    """With its digest made to fit: only what the form has a place for is kept."""
    from findings.returns.content import digest_of as digest_of_content

    def change(data):
        data["content"]["sections"][section] = written
        return {**data, "digest": digest_of_content(data["content"])}

    answer = answer_of(above, settings)
    installation(settings, BELOW)
    content = repacked(answer, "answer.json", change)
    installation(settings, ABOVE)
    assert refusal_of(content, above.sun, take=True) == code


def test_a_file_that_may_do_harm_is_refused_with_the_whole_package(above, settings):
    installation(settings, BELOW)
    content, _digest = packed_answer(above.delegation, None, pdf=b"<html><script>")
    forget_return(above.delegation)
    installation(settings, ABOVE)
    assert refusal_of(content, above.sun, take=True) == "file"
    assert not ReturnVersion.objects.exists()


def test_manifest_and_signature_are_part_of_every_package(exported):
    import zipfile

    names = zipfile.ZipFile(io.BytesIO(exported)).namelist()
    assert names == [MANIFEST, SIGNATURE, "request.json", "letter.pdf"]
