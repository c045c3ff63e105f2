"""A paper attached to a return and read into it: what is chosen is written behind what stands there, nothing is lost."""

import io
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from core.uploads import UploadRefused
from findings.actions.documents import attach_paper, take_proposals
from findings.models import ReturnFile
from findings.queries.papers_read import proposals_of
from findings.queries.returning import content_of
from findings.returns.content import paragraphs_of, rows_of
from inspections.enums import DelegationState
from inspections.models import Delegation
from tests.make import make_delegation, make_inspection, make_request, make_return
from tests.security.site import browser_of

PAPER = (
    "湖南省人大常委会关于检查情况的报告",
    "一、基本情况",
    "检查组到5个市，查看单位40个。",
    "二、存在的主要问题",
    "（一）备案不及时",
    "13个系统中有9个没有备案。",
    "（二）人员不足",
    "专职人员少。",
)


def paper(lines=PAPER) -> bytes:
    document, out = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


@pytest.fixture
def returned(npcsc, hunan_sc, media):
    inspection = make_inspection(npcsc)
    delegation = make_delegation(inspection, hunan_sc, request=make_request(inspection))
    row = make_return(delegation, finished=False)
    for section in row.sections.all():
        titles = {"overview": "基本情况", "problems": "存在的问题"}
        section.section.title_zh = titles.get(section.section.key, section.section.key)
        section.section.save()
    return row


def attach(returned, by, address="papers.statistics", content=None) -> ReturnFile:
    content = paper() if content is None else content
    return attach_paper(returned=returned, content=content, name="报告.docx", address=address, by=by)


def test_a_paper_is_filed_and_what_is_chosen_of_it_is_written_behind_what_is_there(returned, hunan):
    file = attach(returned, hunan)
    found = {one.title or one.text: one.key for one in proposals_of(returned, file)}
    assert set(found) >= {"检查组到5个市，查看单位40个。", "备案不及时", "人员不足"}
    chosen = {found["检查组到5个市，查看单位40个。"], found["备案不及时"]}
    assert take_proposals(returned=returned, file=file, chosen=chosen, by=hunan) == 2
    content = content_of(returned)
    assert paragraphs_of(content["overview"]) == [
        "本地区开展了执法检查。", "共立案12件。", "检查组到5个市，查看单位40个。",
    ]  # fmt: skip
    rows = [fields for _, fields in rows_of(content["problems"])]
    assert [row["title"] for row in rows] == ["有的单位未备案", "备案不及时"]
    assert rows[1]["facts"] == "13个系统中有9个没有备案。"
    assert content["papers"] == {"statistics": [str(file.key)]}
    assert returned.sections.get(section__key="problems").source == "document"


def test_a_paragraph_that_is_there_already_is_not_written_twice(returned, hunan):
    file = attach(returned, hunan, address="")
    keys = [one.key for one in proposals_of(returned, file) if one.section == "overview"]
    for _ in range(2):
        take_proposals(returned=returned, file=file, chosen=keys, by=hunan)
    assert paragraphs_of(content_of(returned)["overview"]).count("检查组到5个市，查看单位40个。") == 1
    assert content_of(returned)["papers"] == {}  # only to be read: no file of the return


def test_a_paragraph_is_written_behind_the_last_one_where_a_workbook_left_gaps(returned, hunan):
    row = returned.sections.get(section__key="overview")
    row.content = {"p1": "第一段。", "p3": "第三段。"}
    row.save()
    file = attach(returned, hunan, address="")
    keys = [one.key for one in proposals_of(returned, file) if one.section == "overview"]
    take_proposals(returned=returned, file=file, chosen=keys, by=hunan)
    written = paragraphs_of(content_of(returned)["overview"])
    assert written == ["第一段。", "第三段。", "检查组到5个市，查看单位40个。"]


def test_the_same_page_sent_twice_takes_nothing_twice(returned, hunan):
    """A finding has no words by which it would be known again: the page says beside what it was chosen."""
    file, browser = attach(returned, hunan, address=""), browser_of(hunan)
    take = reverse("return_document_take", args=[returned.code, file.key])
    page = browser.get(take).content.decode()
    keys = [one.key for one in proposals_of(returned, file)]
    sent = {"take": keys, "seen": page.partition('name="seen" value="')[2].partition('"')[0]}
    assert browser.post(take, sent).status_code == 302
    content = content_of(returned)
    answer = browser.post(take, sent)
    assert (answer.status_code, "没有带入" in answer.content.decode()) == (422, True)
    assert content_of(returned) == content


def test_what_was_ticked_stays_ticked_when_it_is_refused(returned, hunan):
    file, browser = attach(returned, hunan, address=""), browser_of(hunan)
    take = reverse("return_document_take", args=[returned.code, file.key])
    found = [one for one in proposals_of(returned, file) if one.title]
    page = browser.post(take, {"take": [found[0].key], "seen": "another"}).content.decode()
    assert [f'value="{one.key}" checked' in page for one in found] == [True, False]


@pytest.mark.parametrize("who", ["hunan_head", "liu", "clerk", "wenchang"])
def test_nobody_else_files_or_takes(returned, hunan, who, request):
    other, file = request.getfixturevalue(who), attach(returned, hunan)
    before = content_of(returned)
    with pytest.raises(PermissionDenied):
        attach(returned, other)
    with pytest.raises(PermissionDenied):
        take_proposals(returned=returned, file=file, chosen={"x"}, by=other)
    assert content_of(returned) == before


def test_a_return_that_is_signed_takes_nothing(returned, hunan):
    file = attach(returned, hunan)
    Delegation.objects.update(state=DelegationState.APPROVED)
    returned.delegation.refresh_from_db()
    with pytest.raises(ValidationError):
        take_proposals(returned=returned, file=file, chosen={"x"}, by=hunan)
    with pytest.raises((ValidationError, UploadRefused)):
        attach(returned, hunan, address="")


def test_the_pages_attach_read_and_take(returned, hunan):
    browser = browser_of(hunan)
    address = reverse("return_document", args=[returned.code])
    page = browser.get(address)
    assert page.status_code == 200
    sent = {"file": SimpleUploadedFile("报告.docx", paper()), "address": "papers.statistics"}
    answer = browser.post(address, sent)
    file = ReturnFile.objects.get()
    take = reverse("return_document_take", args=[returned.code, file.key])
    assert answer["Location"] == take
    shown = browser.get(take).content.decode()
    assert "备案不及时" in shown
    assert "原文第5段" in shown
    assert browser.post(take, {}).status_code == 422
    keys = [one.key for one in proposals_of(returned, file)]
    assert browser.post(take, {"take": keys})["Location"] == reverse("return", args=[returned.code])
    assert len(rows_of(content_of(returned)["problems"])) == 3


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("报告.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 .docx"),
        ("报告.docx", b"no zip at all", ""),
        ("报告.docx", b"", ""),
    ],
)
def test_what_is_no_paper_is_refused_and_nothing_is_kept(returned, hunan, name, content, said):
    sent = {"file": SimpleUploadedFile(name, content), "address": ""}
    answer = browser_of(hunan).post(reverse("return_document", args=[returned.code]), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ReturnFile.objects.exists()


def test_a_file_of_another_return_is_not_there(returned, hunan):
    attach(returned, hunan)
    take = reverse("return_document_take", args=[returned.code, uuid.uuid4()])
    assert browser_of(hunan).get(take).status_code == 404
