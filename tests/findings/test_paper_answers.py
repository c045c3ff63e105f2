"""A return that came as a workbook with a signed letter on paper."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from findings.actions.packages import export_request
from findings.models import Return, ReturnFile, ReturnVersion
from inspections.enums import DelegationState
from inspections.models import Delegation
from tests import make
from tests.findings.packed import bytes_of
from tests.security.site import browser_of

pytestmark = pytest.mark.django_db
PAGE = "/packages/workbook/"
SCAN = b"%PDF-1.7 letter\n%%EOF"


@pytest.fixture
def delegation(npcsc, hunan_sc) -> Delegation:
    inspection = make.make_inspection(npcsc, "net-2017")
    request = make.make_request(inspection)
    return make.make_delegation(inspection, hunan_sc, request=request, state=DelegationState.ISSUED)


def workbook_in(delegation: Delegation, by) -> bytes:
    package = bytes_of(export_request, delegation=delegation, by=by)
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return parts.read("workbook.xlsx")


def filled(content: bytes, text: str = "本省开展了执法检查。") -> bytes:
    """The workbook with a first paragraph."""
    book = load_workbook(io.BytesIO(content))
    sheet = next(book[name] for name in book.sheetnames if name.startswith("1 "))
    empty = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    empty[0].value = text
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def send(browser, content: bytes, /, **given):
    sent = {
        "step": "look",
        "workbook": SimpleUploadedFile("回报.xlsx", content),
        "scan": SimpleUploadedFile("报送函.pdf", SCAN),
        "signed_name": "张某 主任",
        "signed_on": "2017-09-01",
        **given,
    }
    return browser.post(PAGE, sent)


def test_a_workbook_becomes_a_version_marked_as_signed_on_paper(delegation, sun):
    browser = browser_of(sun)
    looked = send(browser, filled(workbook_in(delegation, sun)))
    assert looked.status_code == 200
    assert not Return.objects.exists()
    letter = {"signed_name": "张某 主任", "signed_on": "2017-09-01"}
    taken = browser.post(PAGE, {"step": "take", "waiting": looked.context["waiting"], **letter})
    delegation.refresh_from_db()
    version = ReturnVersion.objects.get()
    assert (taken["Location"], delegation.state) == (delegation.get_absolute_url(), DelegationState.SUBMITTED)
    assert version.content["sections"]["overview"] == {"p1": "本省开展了执法检查。"}
    assert (version.number, version.signed_name) == (1, "张某 主任（纸质签发）")
    assert [kept.path.read_bytes() for kept in version.files.all()] == [SCAN]
    assert [file["title"] for file in version.content["files"].values()] == ["签发的报送函（扫描件）"]
    assert version.receipt
    assert delegation.history.get(verb="import_answer").by_id == sun.pk
    again = browser.post(PAGE, {"step": "take", "waiting": looked.context["waiting"], **letter})
    assert (again.status_code, ReturnVersion.objects.count()) == (422, 1)


def test_it_is_taken_by_the_body_above_alone(delegation, sun, clerk, hunan):
    workbook = filled(workbook_in(delegation, sun))
    for person in (clerk, hunan):
        assert send(browser_of(person), workbook).status_code == 422
    assert not ReturnVersion.objects.exists()


@pytest.mark.parametrize("state", ["submitted", "accepted", "approved"])
def test_it_is_taken_while_a_return_is_awaited(delegation, sun, state):
    workbook = filled(workbook_in(delegation, sun))
    delegation.state = state
    delegation.save()
    assert send(browser_of(sun), workbook).status_code == 422


@pytest.mark.parametrize(
    "given",
    [
        {"signed_name": ""},
        {"signed_name": "a\0b"},
        {"signed_name": "长" * 500},
        {"signed_on": ""},
        {"signed_on": "2999-01-01"},
        {"signed_on": "0001-01-01"},
        {"signed_on": "x"},
        {"scan": SimpleUploadedFile("x.pdf", b"<html>")},
        {"scan": ""},
        {"workbook": SimpleUploadedFile("x.xlsx", b"PK\x03\x04")},
        {"workbook": SimpleUploadedFile("x.xlsx", SCAN)},
        {"workbook": ""},
    ],
    ids=str,
)
def test_what_is_wrong_is_said_beside_its_field(delegation, sun, given):
    answer = send(browser_of(sun), filled(workbook_in(delegation, sun)), **given)
    assert (answer.status_code, f'href="#id_{next(iter(given))}"' in answer.content.decode()) == (422, True)
    assert not ReturnVersion.objects.exists()


def test_the_workbook_that_goes_out_holds_no_draft(delegation, sun):
    """What the body is writing is its own: the workbook is empty until something was submitted."""
    returned = make.make_return(delegation, mark="CanaryDraft")
    kept = make.keep(SCAN, name="CanaryFile.pdf", media_type="application/pdf")
    ReturnFile.objects.create(returned=returned, attachment=kept)
    book = load_workbook(io.BytesIO(workbook_in(delegation, sun)))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [text for text in cells if "Canary" in text]
    assert returned.sections.get(section__key="overview").content["p1"].endswith("CanaryDraft。")
    assert returned.files.count() == 1


def test_making_the_workbook_begins_nothing(delegation, sun):
    workbook_in(delegation, sun)
    assert not Return.objects.exists()
