"""The pages and commands of file packages: first look, then take; keys; who is refused; queries."""

import io
import json
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from core import signing
from findings.actions.packages import export_request
from findings.models import KnownKey, Package, ReturnVersion
from findings.packages import waiting as waiting_files
from inspections.enums import DelegationState
from inspections.models import Delegation
from tests import make
from tests.findings.packed import ABOVE, BELOW, bytes_of, forget_all, forget_returns, installation, packed_answer
from tests.security.site import browser_of

pytestmark = pytest.mark.django_db
PAGE, KEYS = "/packages/", "/packages/keys/"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.VAR_ROOT = tmp_path / "var"


@pytest.fixture
def delegation(npcsc, hunan_sc, settings) -> Delegation:
    installation(settings, ABOVE)
    inspection = make.make_inspection(npcsc, "net-2017")
    request = make.make_request(inspection)
    return make.make_delegation(inspection, hunan_sc, request=request, state=DelegationState.ISSUED)


@pytest.fixture
def request_package(delegation, sun) -> bytes:
    return bytes_of(export_request, delegation=delegation, by=sun)


@pytest.fixture
def answer(delegation, settings) -> bytes:
    """Made below; above, the delegation stands as before."""
    installation(settings, BELOW)
    content, _digest = packed_answer(delegation, None)
    forget_returns(delegation)
    delegation.state = DelegationState.ISSUED
    delegation.save()
    installation(settings, ABOVE)
    return content


def upload(browser, content: bytes, name: str = "package.zip"):
    return browser.post(PAGE, {"step": "look", "file": SimpleUploadedFile(name, content)})


def take(browser, looked, **given):
    sent = {"step": "take", "waiting": looked.context["waiting"], **given}
    return browser.post(PAGE, sent)


def test_an_answer_is_looked_at_compared_and_taken(delegation, answer, sun):
    browser = browser_of(sun)
    looked = upload(browser, answer)
    text = looked.content.decode()
    shown = looked.context["look"].fingerprint
    assert looked.status_code == 200
    assert text.count(shown) >= 2
    assert "湖南省人大常委会" in text
    assert not ReturnVersion.objects.exists()
    unsure = take(browser, looked, fingerprint=shown)
    assert (unsure.status_code, 'href="#id_compared"' in unsure.content.decode()) == (422, True)
    assert not ReturnVersion.objects.exists()
    taken = take(browser, looked, fingerprint=shown, compared="on")
    assert (taken.status_code, taken["Location"]) == (302, delegation.get_absolute_url())
    assert ReturnVersion.objects.count() == KnownKey.objects.count() == 1
    assert list((waiting_files._folder()).iterdir()) == []
    again = upload(browser, answer)
    assert 'value="take"' not in again.content.decode()


def test_a_request_is_taken_below(delegation, request_package, hunan, settings):
    forget_all(delegation)
    installation(settings, BELOW)
    browser = browser_of(hunan)
    looked = upload(browser, request_package)
    taken = take(browser, looked, fingerprint=looked.context["look"].fingerprint, compared="on")
    assert taken["Location"] == Delegation.objects.get().get_absolute_url()


def test_what_is_refused_says_why_beside_the_file(delegation, request_package, clerk, hunan):
    answer = upload(browser_of(clerk), request_package)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "湖南省人大常委会" in text
    assert 'href="#id_file"' in text
    for content in (b"", b"x", b"PK\x03\x04", request_package[:-30]):
        assert upload(browser_of(hunan), content).status_code == 422


def test_what_waits_is_found_by_its_owner_alone(delegation, answer, sun, liu):
    looked = upload(browser_of(sun), answer)
    stolen = take(browser_of(liu), looked, fingerprint=looked.context["look"].fingerprint, compared="on")
    assert (stolen.status_code, ReturnVersion.objects.count()) == (422, 0)
    for name in ("", "../x", "0" * 64, "中", "a" * 10_000, "\0"):
        assert browser_of(sun).post(PAGE, {"step": "take", "waiting": name}).status_code == 422


def test_a_request_that_is_too_large_is_refused_unread(sun):
    answer = browser_of(sun).generic("POST", PAGE, b"x", CONTENT_LENGTH=str(400_000_000))
    assert answer.status_code == 413


def test_an_upload_that_grows_beyond_the_limit_is_dropped(sun, monkeypatch):
    monkeypatch.setattr(waiting_files, "LARGEST_PACKAGE", 10)
    assert upload(browser_of(sun), bytes(100)).status_code == 422
    assert list(waiting_files._folder().iterdir()) == []


def test_exports_are_downloads_that_are_recorded(delegation, sun, hunan):
    answer = browser_of(sun).get(reverse("package_request", args=[delegation.code]))
    content = b"".join(answer.streaming_content)
    assert (answer["Content-Type"], content[:2]) == ("application/zip", b"PK")
    assert answer["Content-Disposition"] == f'attachment; filename="{delegation.code}-request.zip"'
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Package.objects.get().came_in is False
    assert browser_of(hunan).get(reverse("package_request", args=[delegation.code])).status_code == 403


def test_what_cannot_be_exported_is_said_on_its_page(delegation, sun):
    delegation.state = DelegationState.INTENDED
    delegation.save()
    browser = browser_of(sun)
    answer = browser.get(reverse("package_request", args=[delegation.code]))
    assert (answer.status_code, answer["Location"]) == (302, delegation.get_absolute_url())


@pytest.mark.parametrize("others", [0, 1, 20])
def test_the_page_of_keys_takes_the_same_queries(hunan_sc, npcsc, sun, others, django_assert_max_num_queries):
    for number in range(others):
        body = make.make_body(f"province-{number}", kind="standing_committee", parent=npcsc)
        KnownKey.objects.create(body=body, public_key=f"{number:064x}", confirmed_by=sun)
    browser = browser_of(sun)
    with django_assert_max_num_queries(12):
        answer = browser.get(KEYS)
    assert answer.content.decode().count('<th scope="row">') == others


def test_keys_of_bodies_one_has_nothing_to_do_with_are_not_shown(wenchang_sc, sun, clerk):
    KnownKey.objects.create(body=wenchang_sc, public_key="ab" * 32, confirmed_by=clerk)
    shown = signing.fingerprint("ab" * 32)
    assert shown not in browser_of(sun).get(KEYS).content.decode()
    assert shown in browser_of(clerk).get(KEYS).content.decode()


# --- The key of an installation ---------------------------------------------------------------------------------------


def test_a_key_is_made_once_and_read_by_its_owner_alone(settings):
    settings.ZHIJIAN_PACKAGE_KEY = ""
    first = signing.public_key()
    assert signing.public_key() == first
    assert stat.S_IMODE(signing.key_file().stat().st_mode) == 0o600
    assert [path.name for path in signing.key_file().parent.iterdir()] == ["package.key"]
    assert settings.MEDIA_ROOT not in signing.key_file().parents


@pytest.mark.parametrize("key", ["x", "0" * 63, "中" * 64])
def test_a_setting_that_is_no_key_is_said(settings, key):
    settings.ZHIJIAN_PACKAGE_KEY = key
    with pytest.raises(ImproperlyConfigured):
        signing.public_key()


def test_a_fingerprint_is_eight_groups_of_four():
    shown = signing.fingerprint("00" * 32)
    assert shown == "6668 7AAD F862 BD77 6C8F C18B 8E9F 8E20"  # SHA-256 of 32 zero bytes begins so
    assert signing.same_fingerprint(shown.lower().replace(" ", "-"), "00" * 32)
    assert not signing.same_fingerprint(shown[:-1] + "1", "00" * 32)
    assert not signing.same_fingerprint("", "00" * 32)


# --- Commands ---------------------------------------------------------------------------------------------------------


def run(*args: object) -> tuple[int, dict]:
    """How the command ended, and the JSON it printed."""
    out, status = io.StringIO(), 0
    try:
        call_command(*map(str, args), "--json", stdout=out)
    except SystemExit as end:
        status = end.code
    return status, json.loads(out.getvalue())


def test_the_commands_carry_a_request_and_refuse_with_a_reason(delegation, sun, hunan, clerk, settings, tmp_path):
    file = tmp_path / "package.zip"
    status, told = run("export_request", delegation.code, "--out", file, "--by", "sun")
    assert (status, told["request"]) == (0, delegation.request.digest)
    assert run("export_request", delegation.code, "--out", file, "--by", "sun")[0] == 2  # it is there already
    assert run("export_request", delegation.code, "--out", tmp_path / "x.zip", "--by", "hunan")[0] == 1
    assert run("export_request", "no-such", "--out", tmp_path / "x.zip", "--by", "sun")[0] == 2
    assert run("export_request", delegation.code, "--out", tmp_path / "x.zip", "--by", "nobody")[0] == 2
    assert not (tmp_path / "x.zip").exists()
    forget_all(delegation)
    installation(settings, BELOW)
    status, told = run("import_package", file, "--by", "hunan", "--dry-run")
    assert (status, told["outcome"], told["taken"], told["key"]) == (0, "delegation", False, "new")
    refused = run("import_package", file, "--by", "hunan")
    assert (refused[0], refused[1]["error"]["code"]) == (1, "key")
    assert run("import_package", file, "--by", "clerk")[1]["error"]["code"] == "not_yours"
    assert run("import_package", tmp_path / "no-such.zip", "--by", "hunan")[0] == 2
    assert not Delegation.objects.exists()
    status, told = run("import_package", file, "--by", "hunan", "--confirm-key", told["fingerprint"])
    assert (status, told["taken"], Delegation.objects.count()) == (0, True, 1)


def test_the_command_exports_what_was_submitted(delegation, hunan, sun, tmp_path):
    make.make_version(make.make_return(delegation))
    status, told = run("export_answer", delegation.code, "--out", tmp_path / "a.zip", "--by", "hunan")
    assert (status, told["number"]) == (0, 1)
    assert run("export_answer", delegation.code, "--out", tmp_path / "b.zip", "--by", "sun")[0] == 2  # not hers
