"""A form that is sent twice, by a double click or from the page before: one finding, one lead, one line of the list."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from findings.enums import FindingState
from findings.models import Finding, Lead, ResponsibilityItem
from tests.findings.test_finding_pages_entry import NEW, photo, sent
from tests.make import make_article, make_inspection, make_item
from tests.security.site import browser_of

FIGURE = {"zh": "1000余万", "what_zh": "用户"}


@pytest.fixture
def inspection(npcsc):
    return make_inspection(npcsc, "one", state="in_progress", starts="2017-08-01", ends="2017-10-31")


def evidence(content: bytes = b"", **given) -> dict[str, object]:
    file = {"file": SimpleUploadedFile("a.jpg", content)} if content else {}
    return {"kind": "inspection", "source_zh": "现场", **file, **given}


def typed(content: bytes = b"", **given) -> dict[str, object]:
    article = make_article(21)
    named = {f"articles_{article.instrument_id}": "21"}
    return sent([FIGURE], [evidence(content)], facts_zh="第一行\r\n第二行", found_on="2017-09-01", **named, **given)


@pytest.mark.parametrize("content", [b"", photo()], ids=["no file", "photo"])
def test_the_same_form_twice_is_one_finding(inspection, liu, content):
    inspection.instruments.add(make_article(21).instrument)
    client = browser_of(liu)
    answers = [client.post(NEW, typed(content)) for _ in range(2)]
    (finding,) = Finding.objects.filter(inspection=inspection)
    assert [answer.url for answer in answers] == [finding.get_absolute_url()] * 2
    assert (finding.figures.count(), finding.evidence.count(), finding.version) == (1, 1, 1)
    assert finding.history.filter(verb="raise").count() == 1


def test_the_second_one_registers_what_the_first_one_saved(inspection, liu):
    client, form = browser_of(liu), sent(evidence=[evidence()])
    client.post(NEW, form)
    for _ in range(2):
        client.post(NEW, {**form, "record": "1"})
    (finding,) = Finding.objects.filter(inspection=inspection)
    assert finding.state == FindingState.RECORDED
    assert finding.history.filter(verb="record").count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"facts_zh": "另外的事实"},
        {"kind": "achievement"},
        {"counted": "9", "counted_of": "13"},
        {"may_be_named": "yes"},
        {"figures-0-zh": "2000余万"},
        {"figures-0-what_zh": "日志"},
        {"evidence-0-kind": "discussion"},
        {"evidence-0-source_zh": "座谈会"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_differs_in_one_place_is_another_finding(inspection, liu, changed):
    inspection.instruments.add(make_article(21).instrument)
    client = browser_of(liu)
    for more in ({}, changed):
        assert client.post(NEW, {**typed(), **more}).status_code == 302
    assert Finding.objects.filter(inspection=inspection).count() == 2


def test_another_photo_is_not_lost(inspection, liu):
    inspection.instruments.add(make_article(21).instrument)
    client = browser_of(liu)
    for colour in ("red", "blue"):
        client.post(NEW, typed(photo(colour)))
    rows = Finding.objects.filter(inspection=inspection)
    assert len({row.evidence.get().attachment.digest for row in rows}) == 2


def test_the_same_words_of_somebody_else_are_her_own(inspection, liu, chen):
    for person in (liu, chen):
        assert browser_of(person).post(NEW, sent()).status_code == 302
    assert {row.written_by_id for row in Finding.objects.filter(inspection=inspection)} == {liu.pk, chen.pk}


def test_what_was_withdrawn_may_be_written_down_anew(inspection, liu):
    browser_of(liu).post(NEW, sent())
    Finding.objects.filter(inspection=inspection).update(state=FindingState.WITHDRAWN)
    browser_of(liu).post(NEW, sent())
    assert Finding.objects.filter(inspection=inspection).count() == 2


def test_a_file_that_is_refused_twice_leaves_nothing(inspection, liu):
    client = browser_of(liu)
    for _ in range(2):
        answer = client.post(NEW, sent(evidence=[evidence(b"no photo")]))
        assert answer.status_code == 422
    assert not Finding.objects.filter(inspection=inspection).exists()


def test_the_name_of_a_row_may_be_spelled_in_capitals(inspection, liu):
    row = evidence(photo(), id="6F0A3F0E-5D0B-5C1E-9F0F-2F6D7A1C9B12")
    assert browser_of(liu).post(NEW, sent(evidence=[row])).status_code == 302
    assert Finding.objects.get(inspection=inspection).evidence.get().attachment


@pytest.mark.parametrize("written", ["-5", "－5", "−5起", "负5", "约-5%"])
def test_a_figure_below_nothing_is_not_read_as_one_above(inspection, liu, written):
    answer = browser_of(liu).post(NEW, sent([{**FIGURE, "zh": written}]))
    assert answer.status_code == 422
    assert "不能填负数" in answer.content.decode()
    assert not Finding.objects.filter(inspection=inspection).exists()


# --- Leads and lines --------------------------------------------------------------------------------------------------


def test_the_same_lead_twice_is_one_lead(inspection, liu):
    form = {"channel": "letter", "received_on": "2017-09-01", "content": "有人反映\r\n泄露信息"}
    client = browser_of(liu)
    first, second = (client.post("/inspections/one/leads/new/", form) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 422)
    assert Lead.objects.get(inspection=inspection).ref in second.content.decode()
    assert client.post("/inspections/one/leads/new/", {**form, "informant": "某人"}).status_code == 302


def test_the_same_line_twice_is_one_line(inspection, liu):
    item = make_item(inspection)
    inspection.instruments.add(item.article.instrument)
    form = {
        "instrument": item.article.instrument_id,
        "number": "21",
        "holder_zh": "网络运营者",
        "question_zh": "是否？",
    }
    client = browser_of(liu)
    first, second = (client.post("/inspections/one/responsibilities/add/", form) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 422)
    rows = ResponsibilityItem.objects.filter(inspection=inspection, question_zh="是否？")
    assert str(rows.get().order) in second.context["form"].non_field_errors()[0]
    assert client.post("/inspections/one/responsibilities/add/", {**form, "number": "22"}).status_code == 302
