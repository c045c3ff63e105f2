"""Pages of signing, submitting and receipts: what they say, for whom, and how many questions they ask."""

import uuid
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from findings.actions.filling import save_section
from findings.actions.submitting import reopen_return
from findings.actions.uploading import add_file, append_chunk
from findings.models import ReturnVersion
from inspections.models import Delegation
from tests import make, worlds
from tests.core.pictures import PDF, a_jpeg
from tests.findings.returns_stage import FILE, a_stage, announce, fresh, section, signed, submitted, upload
from tests.security.site import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(media):
    return a_stage()


def address(stage, tail: str) -> str:
    return f"/returns/{stage.returned.code}/{tail}"


def add(stage, name: str = "统计表.pdf", content: bytes = PDF):
    return add_file(returned=stage.returned, address="papers.statistics", content=content, name=name, by=stage.hunan)


# --- Signing ---------------------------------------------------------------------------------------------------------------


def test_she_sees_what_she_signs_and_signs_it(stage):
    add(stage)
    browser = browser_of(stage.hunan_head)
    page = browser.get(address(stage, "sign/")).content.decode()
    assert "统计表.pdf" in page and "hunan_head" in page
    wrong = browser.post(address(stage, "sign/"), {"password": "wrong"})
    assert wrong.status_code == 422 and 'href="#id_password"' in wrong.content.decode()
    assert "wrong" not in wrong.content.decode().replace("wrong_", "")
    answer = browser.post(address(stage, "sign/"), {"password": make.PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, address(stage, "submit/"))
    assert "撤回签署" in browser.get(address(stage, "sign/")).content.decode()


def hidden(page: str) -> str:
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_nobody_signs_what_she_has_not_seen(stage):
    """The officer goes on writing while the page is open, and the password is being typed."""
    head = browser_of(stage.hunan_head)
    seen = hidden(head.get(address(stage, "sign/")).content.decode())
    row = section(stage, "overview")
    save_section(row=row, written={**row.content, "p1": "签发人没有看过的话"}, seen=row.content, by=stage.hunan)
    answer = head.post(address(stage, "sign/"), {"password": make.PASSWORD, "seen": seen})
    page = answer.content.decode()
    assert (answer.status_code, fresh(stage).state, ReturnVersion.objects.count()) == (422, "drafting", 0)
    assert "没有签署" in page and hidden(page) not in ("", seen)
    head.post(address(stage, "sign/"), {"password": make.PASSWORD, "seen": hidden(page)})
    assert fresh(stage).state == "approved"


def test_nobody_submits_what_was_signed_anew_meanwhile(stage):
    first = signed(stage)
    officer = browser_of(stage.hunan)
    seen = hidden(officer.get(address(stage, "submit/")).content.decode())
    assert seen == first.digest
    reopen_return(delegation=fresh(stage), note="补充", by=stage.hunan)
    row = section(stage, "overview")
    save_section(row=row, written={**row.content, "p1": "另一段话"}, seen=row.content, by=stage.hunan)
    second = signed(stage)
    answer = officer.post(address(stage, "submit/"), {"seen": seen})
    page = answer.content.decode()
    assert (answer.status_code, fresh(stage).state) == (422, "approved")
    assert "没有报送" in page and hidden(page) == second.digest
    assert officer.post(address(stage, "submit/"), {"seen": second.digest}).status_code == 302


@pytest.mark.parametrize("page", ["sign/", "submit/"])
def test_who_signs_can_read_what_she_signs(stage, page):
    if page == "submit/":
        signed(stage)
    shown = browser_of(stage.hunan_head).get(address(stage, page)).content.decode()
    assert address(stage, "check/") in shown and address(stage, "sections/overview/") in shown


def test_faults_lead_to_their_fields(stage):
    row = section(stage, "cases")
    save_section(row=row, written={"all.y2016": "若干"}, seen=row.content, by=stage.hunan)
    page = browser_of(stage.hunan_head).get(address(stage, "sign/")).content.decode()
    assert f'href="{address(stage, "sections/cases/")}#f-cases.all.y2016"' in page
    assert 'name="password"' not in page


def test_what_is_still_on_its_way_is_said(stage):
    content = a_jpeg((400, 300))
    announce(stage, content)
    append_chunk(upload=upload(), offset=0, content=content[:100], by=stage.hunan)
    assert "现场.jpg" in browser_of(stage.hunan_head).get(address(stage, "sign/")).content.decode()


# --- Submitting --------------------------------------------------------------------------------------------------------------


def test_the_signed_return_is_submitted_once_and_shown_with_its_receipt(stage):
    signed(stage)
    browser = browser_of(stage.hunan)
    assert "btn-seal" in browser.get(address(stage, "submit/")).content.decode()
    places = [browser.post(address(stage, "submit/"))["Location"] for _ in range(3)]
    assert places == [address(stage, "versions/1/receipt/")] * 3
    assert browser.get(address(stage, "submit/"))["Location"] == places[0]
    version = ReturnVersion.objects.get()
    for person in (stage.hunan, stage.liu):
        page = browser_of(person).get(places[0]).content.decode()
        assert version.receipt in page and version.digest[:8] in page and "UTC+0800" in page


def test_before_it_is_signed_there_is_no_button(stage):
    page = browser_of(stage.hunan).get(address(stage, "submit/")).content.decode()
    assert "btn-seal" not in page
    refused = browser_of(stage.hunan).post(address(stage, "submit/"))
    assert refused.status_code == 422 and not ReturnVersion.objects.exists()


def test_the_signature_is_taken_back_with_a_reason(stage):
    signed(stage)
    browser = browser_of(stage.hunan)
    assert browser.get(address(stage, "reopen/")).status_code == 200
    assert browser.post(address(stage, "reopen/"), {"note": "\0"}).status_code == 422
    assert browser.post(address(stage, "reopen/"), {"note": "数据有误"})["Location"] == address(stage, "")
    assert fresh(stage).state == "drafting"
    assert "btn" in browser.get(address(stage, "reopen/")).content.decode()


def test_how_late_is_a_fact(media):
    stage = a_stage(due="2017-12-24")
    submitted(stage)
    Delegation.objects.update(due="2017-12-24")
    page = browser_of(stage.liu).get(address(stage, "versions/1/receipt/")).content.decode()
    assert "逾期" in page


@pytest.mark.parametrize(
    ("name", "status"), [("hunan", 200), ("liu", 200), ("wenchang", 404), ("fu", 404), ("cac", 404)]
)
def test_the_receipt_is_for_both_sides(stage, name, status):
    submitted(stage)
    browser = browser_of(worlds.person(name))
    answers = {browser.get(address(stage, f"versions/1/receipt{tail}")).status_code for tail in ("/", ".pdf")}
    assert answers == {status}


@pytest.mark.parametrize("number", [0, 2, 99999, 10**12])
def test_a_version_that_is_none_has_no_receipt(stage, number):
    submitted(stage)
    assert browser_of(stage.hunan).get(address(stage, f"versions/{number}/receipt/")).status_code == 404


def test_what_is_signed_only_has_no_receipt(stage):
    signed(stage)
    assert browser_of(stage.hunan).get(address(stage, "versions/1/receipt/")).status_code == 404


@pytest.mark.parametrize("files", [0, 3, 40])
def test_the_receipt_on_paper_is_one_sheet(stage, files):
    for number in range(files):
        add(stage, name=f"{number}-{'很长的文件名' * 20}.pdf", content=PDF + b"\n" * number)
    submitted(stage)
    answer = browser_of(stage.liu).get(address(stage, "versions/1/receipt.pdf"))
    assert answer["Content-Type"] == "application/pdf" and "attachment" in answer["Content-Disposition"]

    assert len(PdfReader(BytesIO(answer.content)).pages) == 1


@pytest.mark.parametrize("page", ["sign/", "submit/", "versions/1/receipt/"])
def test_no_page_asks_more_for_more_rows(stage, page):
    asked = []
    for rows in (1, 3, 25):
        while stage.returned.files.count() < rows:
            add(stage, name=f"{stage.returned.files.count()}.pdf")
        row = section(stage, "problems")
        keys = [f"r{number}" for number in range(rows)]
        fields = {"kind": "problem", "title": "标题", "facts": "事实"}
        written = {"rows": keys} | {f"{key}.{name}": said for key in keys for name, said in fields.items()}
        save_section(row=row, written=written, seen=row.content, by=stage.hunan)
        asked.append(count(stage, page))
        ReturnVersion.objects.filter(receipt=None).delete()
        Delegation.objects.update(state="drafting")
    assert len(set(asked)) == 1 and asked[0] <= 40


def count(stage, page: str) -> int:
    """Questions to the database behind `page`, when the return stands where that page is of use."""
    browser = browser_of(stage.hunan_head)
    if page != "sign/":
        signed(stage)
    if "versions" in page:
        number = ReturnVersion.objects.latest("number").number
        browser.post(address(stage, "submit/"))
        page = page.replace("1", str(number))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert browser.get(address(stage, page)).status_code == 200
    return len(queries)


# --- Files -------------------------------------------------------------------------------------------------------------------


def test_a_file_without_javascript_comes_back_to_its_field(stage):
    browser, place = browser_of(stage.hunan), address(stage, "files/add/?address=papers.statistics")
    assert browser.get(place).status_code == 200
    answer = browser.post(place, {"file": SimpleUploadedFile("表.pdf", PDF)})
    assert answer["Location"] == f"{address(stage, 'sections/papers/')}#f-papers.statistics"
    (key,) = section(stage, "papers").content["statistics"]
    download = browser.get(address(stage, f"files/{key}/"))
    assert b"".join(download.streaming_content) == PDF
    assert download["Content-Disposition"].startswith("attachment") and "sandbox" in download["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("query", "sent", "status"),
    [
        ("?address=papers.statistics", {}, 422),
        ("?address=papers.statistics", {"file": SimpleUploadedFile("a.svg", b"<svg></svg>")}, 422),
        ("?address=overview.p1", {"file": SimpleUploadedFile("a.pdf", PDF)}, 422),
        ("?address=gone.x", {"file": SimpleUploadedFile("a.pdf", PDF)}, 404),
        ("", {"file": SimpleUploadedFile("a.pdf", PDF)}, 404),
        ("?address=papers.%00", {"file": SimpleUploadedFile("a.pdf", PDF)}, 404),
    ],
)
def test_a_file_that_does_not_fit_is_refused_with_a_sentence(stage, query, sent, status):
    for one in sent.values():
        one.seek(0)
    assert browser_of(stage.hunan).post(address(stage, f"files/add/{query}"), sent).status_code == status
    assert stage.returned.files.count() == 0


def test_the_form_too_refuses_what_is_too_large_unread(stage):
    browser = browser_of(stage.hunan)
    answer = browser.post(address(stage, "files/add/?address=papers.statistics"), CONTENT_LENGTH="99999999")
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("name", "draft", "version"),
    [("hunan", 200, 200), ("hunan_head", 200, 200), ("liu", 404, 200), ("wang", 404, 200), ("fu", 404, 404)],
)
def test_files_of_the_draft_are_the_bodys_own_and_those_of_a_version_for_both(stage, name, draft, version):
    key = add(stage).key
    unnamed = add_file(
        returned=stage.returned, address="problems.a.files", content=PDF + b"\n", name="b.pdf", by=stage.hunan
    )
    row = section(stage, "problems")
    without = {each: said for each, said in row.content.items() if each != "a.files"}
    save_section(row=row, written=without, seen=row.content, by=stage.hunan)
    submitted(stage)
    browser = browser_of(worlds.person(name))
    assert browser.get(address(stage, f"files/{key}/")).status_code == draft
    assert browser.get(address(stage, f"versions/1/files/{key}/")).status_code == version
    for other in (unnamed.key, uuid.uuid4(), FILE):
        assert browser.get(address(stage, f"versions/1/files/{other}/")).status_code == 404
