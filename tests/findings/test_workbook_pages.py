"""The workbook on the site: downloaded, filled in, looked through, confirmed; beside the web, and by whom."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import dumps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import Locality
from core.models import Attachment
from core.uploads import XLSX
from findings.actions import workbooks as actions
from findings.actions.filling import save_section
from findings.enums import Source
from findings.models import ReturnSection
from findings.queries.returning import content_of
from findings.queries.workbook import workbook_of
from findings.workbooks import layout
from inspections.models import Delegation, RequestQuestion
from tests import make, worlds
from tests.findings.workbooks import edited, part, repacked

pytestmark = pytest.mark.django_db


def browser(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def few_lines(monkeypatch):
    """Twelve rows for findings instead of five hundred: written in no time."""
    monkeypatch.setattr(layout, "LINES", 12)


@pytest.fixture
def wen(wenchang, hainan, media):
    """The browser of who fills in Wenchang's return."""
    return browser(wenchang)


@pytest.fixture
def returned(hainan):
    return hainan.returned


def address(returned):
    return f"/returns/{returned.code}/workbook/"


def download(client, returned):
    answer = client.get(f"/returns/{returned.code}/workbook.xlsx")
    assert (answer.status_code, answer["Content-Type"]) == (200, XLSX)
    return answer.content


def upload(client, returned, content, name="填好.xlsx"):
    return client.post(address(returned), {"file": SimpleUploadedFile(name, content)})


def confirm(client, returned, looked, **chosen):
    sent = {"kept": looked.context["token"], "shown": looked.context["shown"], "step": "take", **chosen}
    return client.post(address(returned), sent)


def cell(returned, client, key, column, row=4):
    """Where a cell is, in the workbook as it is downloaded in Chinese."""
    number = list(make.ASKED).index(key) + 1
    title = returned.delegation.request.sections.get(key=key).title.zh
    return f"{layout.name_of(number, title)}!{column}{row}"


def refusal(client, returned, content, name="填好.xlsx"):
    answer = upload(client, returned, content, name)
    assert answer.status_code == 422
    (error,) = answer.context["form"].errors["file"]
    assert f'<a href="#id_file">填好的工作簿：{error}</a>' in answer.content.decode().replace("&#x27;", "'")
    return error


# --- There and back ---------------------------------------------------------------------------------------------------


def test_the_workbook_says_what_the_draft_says_and_changes_nothing_when_it_comes_back(wen, returned):
    before = content_of(returned)
    looked = upload(wen, returned, download(wen, returned))
    assert looked.status_code == 200
    assert (looked.context["found"].changed, looked.context["found"].conflicts, looked.context["found"].errors) == (
        [],
        [],
        [],
    )
    assert looked.context["same"] == 16
    assert content_of(returned) == before


def test_what_was_typed_is_shown_and_then_taken(wen, returned, wenchang):
    where = cell(returned, wen, "cases", "E")
    looked = upload(wen, returned, edited(download(wen, returned), {where: "15件"}))
    (line,) = looked.context["found"].changed
    assert (line.where, line.before, line.after) == (where, "12件", "15件")
    assert content_of(returned)["cases"]["all.y2017"] == "12件"
    assert "尚未写入，尚未报送" in looked.content.decode()
    done = confirm(wen, returned, looked)
    assert (done.status_code, done["Location"]) == (302, returned.get_absolute_url())
    row = returned.sections.get(section__key="cases")
    assert (row.content["all.y2017"], row.source, row.updated_by, row.version) == ("15件", Source.WORKBOOK, wenchang, 2)
    assert returned.sections.get(section__key="overview").version == 1
    (entry,) = returned.history.filter(verb="fill_return")
    assert entry.note == "cases 2 workbook"


def test_confirmed_twice_it_is_one_change(wen, returned):
    where = cell(returned, wen, "cases", "E")
    looked = upload(wen, returned, edited(download(wen, returned), {where: "15件"}))
    confirm(wen, returned, looked)
    again = confirm(wen, returned, looked)
    assert again.status_code == 409
    assert returned.sections.get(section__key="cases").version == 2


def test_a_new_finding_comes_in_by_the_workbook_once(wen, returned):
    raw = download(wen, returned)
    rows = {cell(returned, wen, "problems", "C", 5): "成效", cell(returned, wen, "problems", "D", 5): "宣传到位"}
    content = edited(raw, rows)
    confirm(wen, returned, upload(wen, returned, content))
    written = content_of(returned)["problems"]
    assert (len(written["rows"]), written[f"{written['rows'][1]}.kind"]) == (2, "achievement")
    looked = upload(wen, returned, content)  # the same file once more
    assert (looked.context["found"].changed, looked.context["found"].conflicts) == ([], [])


# --- Beside the web ---------------------------------------------------------------------------------------------------


def save(returned, by, key, **changed):
    row = ReturnSection.objects.get(returned=returned, section__key=key)
    save_section(row=row, written={**row.content, **changed}, seen=row.content, by=by)


def test_web_and_workbook_are_mixed(wen, returned, wenchang):
    raw = download(wen, returned)
    save(returned, wenchang, "overview", p1="网页改的第一段。")
    save(returned, wenchang, "duties", **{"publicity.note": "网页改的说明"})
    where = {
        cell(returned, wen, "overview", "B", 5): "表里改的第二段。",
        cell(returned, wen, "outline", "D"): "表里改的答复",
    }
    looked = upload(wen, returned, edited(raw, where))
    assert looked.context["found"].conflicts == []
    confirm(wen, returned, looked)
    content = content_of(returned)
    assert content["overview"] == {"p1": "网页改的第一段。", "p2": "表里改的第二段。"}
    assert content["duties"]["publicity.note"] == "网页改的说明"
    assert content["outline"]["organised"] == "表里改的答复"


@pytest.mark.parametrize(("chosen", "stands"), [("web", "13件"), ("workbook", "14件"), ("", "13件")])
def test_where_both_changed_she_chooses(wen, returned, wenchang, chosen, stands):
    raw = download(wen, returned)
    save(returned, wenchang, "cases", **{"all.y2017": "13件"})
    looked = upload(wen, returned, edited(raw, {cell(returned, wen, "cases", "E"): "14件"}))
    (line,) = looked.context["found"].conflicts
    assert (line.before, line.after) == ("13件", "14件")
    assert 'name="at-cases.all.y2017" value="web" checked' in looked.content.decode()
    sent = {"at-cases.all.y2017": chosen} if chosen else {}
    assert confirm(wen, returned, looked, **sent).status_code == 302
    assert content_of(returned)["cases"]["all.y2017"] == stands


def test_what_the_web_changed_after_the_look_is_looked_at_again(wen, returned, wenchang):
    raw = download(wen, returned)
    looked = upload(wen, returned, edited(raw, {cell(returned, wen, "cases", "E"): "14件"}))
    save(returned, wenchang, "cases", **{"all.y2017": "13件"})
    again = confirm(wen, returned, looked)
    assert again.status_code == 409
    assert "没有写入" in again.content.decode()
    assert [line.address for line in again.context["found"].conflicts] == ["cases.all.y2017"]
    assert content_of(returned)["cases"]["all.y2017"] == "13件"
    confirm(wen, returned, again, **{"at-cases.all.y2017": "workbook"})
    assert content_of(returned)["cases"]["all.y2017"] == "14件"


def test_a_finding_changed_here_and_cleared_there(wen, returned, wenchang):
    raw = download(wen, returned)
    save(returned, wenchang, "problems", **{"a.title": "网页改的标题"})
    name = cell(returned, wen, "problems", "C")[:-2]
    looked = upload(wen, returned, edited(raw, {f"{name}{column}4": None for column in "CDEFGHIJKLM"}))
    (line,) = looked.context["found"].conflicts
    assert (line.before, line.after) == ("网页改的标题", "（整行删去）")
    confirm(wen, returned, looked, **{"at-problems.a": "workbook"})
    assert content_of(returned)["problems"] == {}


# --- Faults -----------------------------------------------------------------------------------------------------------


def test_faulty_cells_are_named_and_left_out_and_the_file_comes_back_marked(wen, returned):
    bad, formula = cell(returned, wen, "cases", "E"), cell(returned, wen, "outline", "D")
    good = cell(returned, wen, "overview", "B")
    looked = upload(wen, returned, edited(download(wen, returned), {bad: "很多", formula: "=1+1", good: "新的。"}))
    assert {line.where for line in looked.context["found"].errors} == {bad, formula}
    assert "<title>有误：" in looked.content.decode()
    sent = {"kept": looked.context["token"], "step": "mark"}
    answer = wen.post(address(returned), sent)
    assert (answer.status_code, answer["Content-Type"]) == (200, XLSX)
    book = load_workbook(io.BytesIO(answer.content))
    for where in (bad, formula):
        sheet, _, place = where.partition("!")
        assert book[sheet][place].fill.fgColor.rgb == "00F8C9C5"
        assert book[sheet][place].comment.text
    confirm(wen, returned, looked)
    content = content_of(returned)
    assert (content["overview"]["p1"], content["cases"]["all.y2017"]) == ("新的。", "12件")
    assert content["outline"]["organised"].startswith("由主任会议组织")
    # the marked file can be mended and sent in again
    mended = upload(wen, returned, edited(answer.content, {bad: "13件", formula: "改好了"}))
    assert {line.where for line in mended.context["found"].changed} == {bad, formula}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版 Excel"),
        ("a.csv", "编号,标题\n1,题".encode(), "不是 Excel 工作簿"),
        ("a.xlsx", b"PK\x03\x04 nothing", "损坏"),
        ("a.xlsx", b"<html>", "不是 Excel 工作簿"),
    ],
)
def test_what_is_no_workbook_is_refused(wen, returned, name, content, told):
    assert told in refusal(wen, returned, content, name)


def test_macros_links_bombs_and_other_packages_are_refused(wen, returned):
    raw = download(wen, returned)
    types = part(raw, "[Content_Types].xml")
    macros = types.replace(b"spreadsheetml.sheet.main", b"spreadsheet.macroEnabled.main")
    assert "宏" in refusal(wen, returned, repacked(raw, {"[Content_Types].xml": macros}))
    assert "宏" in refusal(wen, returned, repacked(raw, {"xl/vbaProject.bin": b"x"}))
    link = b'<Relationships><Relationship Id="r" Type="a/externalLinkPath" Target="http://x/" TargetMode="External"/></Relationships>'
    assert "外部" in refusal(wen, returned, repacked(raw, {"xl/externalLinks/_rels/e.xml.rels": link}))
    assert "展开后过大" in refusal(wen, returned, repacked(raw, {"xl/media/a.bin": b"\0" * 40_000_000}))
    word = types.replace(b"spreadsheetml.sheet.main", b"wordprocessingml.document.main")
    assert "请上传XLSX" in refusal(wen, returned, repacked(raw, {"[Content_Types].xml": word}))


def test_three_hundred_megabytes_are_refused_unread(wen, returned):
    answer = wen.post(
        address(returned), data=b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=300_000_000
    )
    assert answer.status_code == 413


def test_no_file_and_an_empty_one(wen, returned):
    assert wen.post(address(returned), {}).context["form"].errors["file"] == ["请选择文件。"]
    assert refusal(wen, returned, b"") == "文件是空的。"


def test_a_workbook_of_another_body_is_refused(wen, returned, beijing):
    """Hunan's workbook, sent to Wenchang by mistake."""
    assert "湖南省人大常委会" in refusal(wen, returned, workbook_of(beijing.returned, "zh"))


def test_a_workbook_of_another_delegation_is_refused(wen, returned, hainan):
    """The same body and the same request, another time."""
    assert "另一次委托" in refusal(wen, returned, workbook_of(hainan.submitted.returned, "zh"))


def test_a_workbook_of_another_request_is_refused(wen, returned, hainan, wenchang_sc):
    request = make.make_request(hainan.inspection)
    other = make.make_return(make.make_delegation(hainan.inspection, wenchang_sc, request=request))
    assert "另一次委托" in refusal(wen, returned, workbook_of(other, "zh"))


def test_a_workbook_of_an_older_request_is_refused(wen, returned):
    raw = download(wen, returned)
    request = returned.delegation.request
    request.digest = "f" * 64
    request.save()
    assert "先前的委托事项" in refusal(wen, returned, raw)


def test_a_changed_question_is_seen_even_where_the_digest_was_not(wen, returned):
    raw = download(wen, returned)
    RequestQuestion.objects.filter(key="organised").update(prompt_zh="另一个问题")
    assert "被改过" in refusal(wen, returned, raw)


def with_meta(raw, row, value):
    def work(book):
        for column in range(3, 20):
            book["_meta"].cell(row, column).value = None
        book["_meta"].cell(row, 2).value = value

    return edited(raw, work=work)


def test_a_forged_or_a_missing_token_is_refused(wen, returned):
    raw = download(wen, returned)
    token = load_workbook(io.BytesIO(raw))["_meta"]["B6"].value
    assert "识别信息被改动过" in refusal(wen, returned, with_meta(raw, 6, token[:-1] + "x"))
    assert "识别信息被改动过" in refusal(wen, returned, with_meta(raw, 6, dumps({"a": 1}, salt="elsewhere")))
    assert "识别信息缺失" in refusal(wen, returned, with_meta(raw, 6, None))
    other = load_workbook(io.BytesIO(download(wen, returned)))["_meta"]["B7"].value
    assert "识别信息缺失" in refusal(wen, returned, with_meta(raw, 7, other[:40]))


def test_content_that_another_token_signed_is_refused(wen, returned, wenchang):
    """What was written out decides what counts as changed: it cannot be exchanged for an older one."""
    older = load_workbook(io.BytesIO(download(wen, returned)))["_meta"]["B7"].value
    save(returned, wenchang, "overview", p1="改。")
    assert "识别信息被改动过" in refusal(wen, returned, with_meta(download(wen, returned), 7, older))


def test_a_workbook_of_another_layout_is_refused(wen, returned, monkeypatch):
    raw = download(wen, returned)
    monkeypatch.setattr("findings.queries.workbook.layout.VERSION", 2)
    assert "版式" in refusal(wen, returned, raw)


# --- Between the look and the confirmation ----------------------------------------------------------------------------


@pytest.mark.parametrize("spoil", ["elsewhere", "old", "other person", "other return", "file gone"])
def test_the_kept_file_is_bound_to_person_return_and_day(
    wen, returned, wenchang, hainan, monkeypatch, spoil, wenchang_sc
):
    looked = upload(wen, returned, edited(download(wen, returned), {cell(returned, wen, "cases", "E"): "14件"}))
    token, shown, who, whose = looked.context["token"], looked.context["shown"], wen, returned
    if spoil == "elsewhere":
        token = dumps({"attachment": 1, "returned": returned.pk, "by": wenchang.pk}, salt="elsewhere")
    elif spoil == "old":
        monkeypatch.setattr(actions, "KEPT_FOR", -1)
    elif spoil == "other person":
        who = browser(make.make_user("colleague", (wenchang_sc, "staff")))
    elif spoil == "other return":
        whose = hainan.submitted.returned
        Delegation.objects.filter(pk=hainan.submitted.pk).update(state="drafting")
    else:
        Attachment.objects.last().path.unlink()
    before = content_of(whose)
    answer = who.post(address(whose), {"kept": token, "shown": shown, "step": "take"})
    assert answer.status_code == 422
    assert "上传的工作簿已过期" in answer.content.decode()
    assert content_of(whose) == before


def test_nothing_is_taken_once_the_return_is_signed(wen, returned):
    raw = download(wen, returned)
    looked = upload(wen, returned, edited(raw, {cell(returned, wen, "cases", "E"): "14件"}))
    Delegation.objects.filter(pk=returned.delegation_id).update(state="approved")
    assert confirm(wen, returned, looked).status_code == 409
    assert upload(wen, returned, raw).status_code == 409
    assert (
        wen.get(address(returned)).status_code == wen.get(f"/returns/{returned.code}/workbook.xlsx").status_code == 409
    )
    assert content_of(returned)["cases"]["all.y2017"] == "12件"


@pytest.mark.parametrize("field", ["kept", "shown", "at-cases.all.y2017", "step"])
def test_odd_fields_are_no_trouble(wen, returned, field):
    looked = upload(wen, returned, edited(download(wen, returned), {cell(returned, wen, "cases", "E"): "14件"}))
    sent = {"kept": looked.context["token"], "shown": looked.context["shown"], "step": "take", field: "\0坏的" * 50}
    assert wen.post(address(returned), sent).status_code in (302, 409, 422)


# --- Who --------------------------------------------------------------------------------------------------------------


def test_only_who_fills_in_may_and_for_others_it_is_not_there(
    returned, beijing, wenchang_head, fu, clerk, hunan, liu, media
):
    wanted = {wenchang_head: 403, fu: 404, clerk: 404, hunan: 404, liu: 404}
    for person, status in wanted.items():
        client = browser(person)
        for path in ("workbook.xlsx", "workbook/"):
            assert client.get(f"/returns/{returned.code}/{path}").status_code == status
        assert upload(client, returned, workbook_of(returned, "zh")).status_code == status
    assert content_of(returned)["cases"]["all.y2017"] == "12件"


def test_a_right_that_ended_between_look_and_confirmation(wen, returned, wenchang):
    looked = upload(wen, returned, edited(download(wen, returned), {cell(returned, wen, "cases", "E"): "14件"}))
    wenchang.memberships.update(until=timezone.localdate() - timedelta(days=1))
    assert confirm(wen, returned, looked).status_code == 404
    assert content_of(returned)["cases"]["all.y2017"] == "12件"


def test_a_workbook_holds_its_own_return_alone(wen, returned, hainan):
    with_all = download(wen, returned)
    book = load_workbook(io.BytesIO(with_all))
    said = " ".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value)
    found = worlds.canaries(said)
    assert found == {("hainan", kind) for kind in ("Request", "Title", "Draft")}


# --- The rest ---------------------------------------------------------------------------------------------------------


def test_names_of_the_file_and_places_to_choose_from(wen, returned):
    body = returned.delegation.body
    for code, name in (("469005", "文昌市"), ("469006", "万宁市")):
        Locality.objects.update_or_create(
            code=code, defaults=make.written(Locality, kind="county", name_zh=name, short_zh=name[:2])
        )
    body.locality = Locality.objects.get(code="469005")
    body.save()
    answer = wen.get(f"/returns/{returned.code}/workbook.xlsx")
    assert f"{returned.code}.xlsx" in answer["Content-Disposition"]
    lists = load_workbook(io.BytesIO(answer.content))["_lists"]
    columns = {column[0].value: [one.value for one in column[1:] if one.value] for column in lists.iter_cols()}
    assert columns["places"] == ["文昌市"]


def test_the_page_in_english(wen, returned, wenchang):
    wenchang.language = "en"
    wenchang.save()
    raw = download(wen, returned)
    assert load_workbook(io.BytesIO(raw)).sheetnames[0] == "How to fill in"
    where = f"{load_workbook(io.BytesIO(raw)).sheetnames[3]}!E4"
    looked = upload(wen, returned, edited(raw, {where: "=1"}))
    said = re.sub(r"<[^>]+>", " ", looked.content.decode())
    assert "It is a formula and was not taken." in said


@pytest.mark.parametrize("rows", [1, 3, 60])
def test_queries_do_not_grow(wen, returned, django_assert_max_num_queries, rows):
    section = returned.sections.get(section__key="problems")
    keys = [f"r{number}" for number in range(rows)]
    section.content = {
        "rows": keys,
        **{f"{key}.title": "题" for key in keys},
        **{f"{key}.kind": "problem" for key in keys},
    }
    section.save()
    with django_assert_max_num_queries(30):
        raw = download(wen, returned)
    name = cell(returned, wen, "problems", "D")[:-2]
    content = edited(raw, {f"{name}D{4 + number}": "改了" for number in range(rows)})
    with django_assert_max_num_queries(45), CaptureQueriesContext(connection) as asked:
        looked = upload(wen, returned, content)
    assert len(looked.context["found"].changed) == rows
    with django_assert_max_num_queries(60):
        confirm(wen, returned, looked)
    assert len(asked) == QUERIES.setdefault("upload", len(asked))


QUERIES: dict[str, int] = {}
