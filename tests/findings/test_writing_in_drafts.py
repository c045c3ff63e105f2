"""What every way into the draft of a return has in common: it is closed when nobody may write, and its locks come in one
order, so that people who write at once never wait for each other."""

import io
import re
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from core.uploads import UploadRefused
from findings.actions.documents import attach_paper, take_proposals
from findings.actions.filling import save_section
from findings.actions.taking_below import attach_below, take_figure_below, take_paragraph_below, take_row_below
from findings.actions.uploading import add_file, announce_upload
from findings.actions.workbooks import apply_workbook
from findings.queries.papers_read import proposals_of
from findings.queries.returning import content_of
from findings.queries.workbook import judgement_of, open_workbook, workbook_of
from findings.returns.content import digest_of
from inspections.models import Delegation
from tests import make
from tests.core.pictures import PDF
from tests.findings.taken import a_row, came_back, province, settled
from tests.findings.workbooks import edited
from tests.security.site import browser_of

LOCK = re.compile(r'FROM "(\w+)".* FOR (?:NO KEY )?UPDATE', re.DOTALL)
CITY = {"overview": {"p1": "本市开展了检查。"}, "cases": {"all.y2016": "3件"}}
DELEGATION, SECTION = "inspections_delegation", "findings_returnsection"


@pytest.fixture
def own(npcsc, hainan_sc, media):
    """Hainan's own return, as it is being written."""
    settled(hainan_sc, "460000")
    inspection = make.make_inspection(npcsc, "npc-2017")
    delegation = make.make_delegation(inspection, hainan_sc, request=make.make_request(inspection, "npc-2017-r1"))
    return make.make_return(delegation)


@pytest.fixture
def city(own):
    asked = make.make_request(own.delegation.inspection, "hainan-asks", parent=own.delegation)
    body = province(own.delegation.body, "469005")
    return came_back(own.delegation.inspection, body, asked, parent=own.delegation, problems=a_row("未备案"), **CITY)


@pytest.fixture
def paper(own, clerk):
    document, out = Document(), io.BytesIO()
    for line in ("一、基本情况", "检查组到5个市，查看单位40个。"):
        document.add_paragraph(line)
    document.save(out)
    return attach_paper(returned=own, content=out.getvalue(), name="报告.docx", address="", by=clerk)


def by_page(own, city, paper, by):
    row = own.sections.get(section__key="overview")
    save_section(row=row, written={**row.content, "p9": "又一段"}, seen=row.content, by=by)


def by_file(own, city, paper, by):
    add_file(returned=own, address="papers.statistics", content=PDF, name="统计表.pdf", by=by)


def by_pieces(own, city, paper, by):
    announce_upload(returned=own, key=uuid.UUID(int=9), name="a.pdf", size=3, digest="0" * 64, by=by)


def by_workbook(own, city, paper, by):
    content = edited(workbook_of(own, "zh"), work=write_a_paragraph)
    opened = open_workbook(own, content, "a.xlsx")
    apply_workbook(returned=own, opened=opened, taken=(), shown=judgement_of(own, opened).fingerprint, by=by)


def write_a_paragraph(book):
    overview = next(sheet for sheet in book.worksheets if sheet.title.startswith("1 "))
    overview["B12"] = "工作簿里的一段"


def by_paper(own, city, paper, by):
    chosen = [one.key for one in proposals_of(own, paper)]
    take_proposals(returned=own, file=paper, chosen=chosen, by=by, seen=digest_of(content_of(own)))


def by_row_from_below(own, city, paper, by):
    take_row_below(returned=own, version=city, address="problems.a", section="problems", by=by)


def by_paragraph_from_below(own, city, paper, by):
    take_paragraph_below(returned=own, version=city, address="overview.p1", section="overview", by=by)


def by_figure_from_below(own, city, paper, by):
    take_figure_below(
        returned=own, versions=[city], address="cases.all.y2016", place="cases.all.y2017", replace=True, by=by
    )


def by_attaching(own, city, paper, by):
    attach_below(returned=own, version=city, by=by)


WAYS = [
    by_page, by_file, by_pieces, by_workbook, by_paper, by_row_from_below, by_paragraph_from_below,
    by_figure_from_below, by_attaching,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_the_delegation_is_locked_before_any_section(own, city, paper, clerk, way):
    """Who takes from below holds the delegation and waits for a section; who saves a section must not do the reverse."""
    with CaptureQueriesContext(connection) as queries:
        way(own, city, paper, clerk)
    locks = [found[1] for query in queries for found in [LOCK.search(query["sql"])] if found]
    asked = [name for name in locks if name in (DELEGATION, SECTION)]
    assert asked[0] == DELEGATION


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_written_for_a_delegation_that_is_void(own, city, paper, clerk, way):
    """It could never be signed: whoever types on types for nothing."""
    before = content_of(own)
    Delegation.objects.filter(pk=own.delegation_id).update(void_reason="改由自查")
    own.delegation.refresh_from_db()
    with pytest.raises((ValidationError, UploadRefused)):
        way(own, city, paper, clerk)
    assert content_of(own) == before
    assert not own.attached.exists()


def test_the_pages_of_a_void_one_are_for_reading_and_keep_what_was_typed(own, clerk):
    browser, address = browser_of(clerk), reverse("return_section", args=[own.code, "overview"])
    Delegation.objects.filter(pk=own.delegation_id).update(void_reason="改由自查")
    page = browser.get(address).content.decode()
    assert "改由自查" in page and "<textarea" not in page
    answer = browser.post(address, {"page:seen": "{}", "page:text": "刚写好的一段", "page:do": "save"})
    assert (answer.status_code, "刚写好的一段" in answer.content.decode()) == (422, True)
    assert browser.get(reverse("return_workbook_upload", args=[own.code])).status_code == 409
