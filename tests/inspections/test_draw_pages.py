"""Rosters and draws on the web: from a file to a certificate, with a sentence for everything that cannot be."""

import io
import json
import re
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from accounts.models import Locality
from core.text import Text
from inspections.actions.drawing import make_draw
from inspections.certificates import certificate_html
from inspections.drawing.faults import LARGEST
from inspections.enums import DrawState, TicketState
from inspections.models import Draw, Roster, RosterRow
from inspections.printing import print_html
from inspections.views.roster import RosterNew
from tests import make, worlds
from tests.security.site import browser_of

ROOT = Path(__file__).resolve().parents[2]
VALUE = "03 09 14 21 27 33 + 08"


def csv_file(rows: int = 24, name: str = "units.csv", more: str = "") -> SimpleUploadedFile:
    """Half portals, half systems, in two provinces."""
    lines = [
        f"U{n:03},单位{n},{'150000' if n % 2 else '440000'},{'portal' if n % 4 < 2 else 'system'}" for n in range(rows)
    ]
    return SimpleUploadedFile(name, ("编号,名称,地区,类别\n" + "\n".join(lines) + f"\n{more}").encode())


def xlsx_file(*rows: tuple) -> SimpleUploadedFile:
    book, file = Workbook(), io.BytesIO()
    for row in (("编号", "名称", "地区", "类别"), *rows):
        book.active.append(row)
    book.save(file)
    return SimpleUploadedFile("units.xlsx", file.getvalue())


def upload(browser: Client, inspection, file, **said):
    data = {"kind": "units", "title": "六省区名录", "source": "截至8月31日", "file": file, **said}
    return browser.post(reverse("roster_new", args=[inspection.code]), data)


def import_file(browser: Client, inspection, file, **said) -> Roster:
    token = upload(browser, inspection, file, **said).context["kept"].token
    browser.post(reverse("roster_new", args=[inspection.code]), {"kept": token})
    return inspection.rosters.latest("pk")


@pytest.fixture
def inspection(npcsc):
    return make.make_inspection(npcsc)


@pytest.fixture
def browser(liu):
    return browser_of(liu)


# --- Rosters ---------------------------------------------------------------------------------------------------------


def test_a_file_is_shown_first_and_imported_then(media, inspection, browser):
    shown = upload(browser, inspection, csv_file())
    assert (shown.status_code, inspection.rosters.count()) == (200, 0)
    assert "读到24行" in shown.content.decode()
    answer = browser.post(reverse("roster_new", args=[inspection.code]), {"kept": shown.context["kept"].token})
    roster = inspection.rosters.get()
    assert answer.headers["Location"] == reverse("roster", args=[roster.code])
    assert (roster.size, roster.title, roster.source, roster.rows.count()) == (24, "六省区名录", "截至8月31日", 24)
    assert (
        browser.get(reverse("roster_file", args=[roster.code])).headers["Content-Disposition"].endswith('"units.csv"')
    )


def test_pressed_twice_it_is_one_roster(media, inspection, browser):
    token = upload(browser, inspection, csv_file()).context["kept"].token
    for _ in range(2):
        browser.post(reverse("roster_new", args=[inspection.code]), {"kept": token})
    assert inspection.rosters.count() == 1


def test_a_faulty_file_imports_nothing_and_names_every_cell(media, inspection, browser):
    file = xlsx_file(("1", "甲", "150000", "portal"), ("1", "乙", "150000", "portal"), ("2", "", "150000", "portal"))
    answer = upload(browser, inspection, file)
    page = answer.content.decode()
    assert (answer.status_code, inspection.rosters.count()) == (422, 0)
    assert ("A3" in page, "B4" in page) == (True, True)
    assert 'value="六省区名录"' in page  # what was typed is still there
    assert not list(media.rglob("*"))  # and no copy of the file is kept


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"\x00\x01\x02"),
        ("a.xlsx", b"PK\x03\x04 no"),
        ("a.xls", b"\xd0\xcf\x11\xe0"),
        ("a.pdf", b"%PDF-1.7"),
        ("a.csv", b""),
    ],
)
def test_what_is_no_roster_is_refused_with_a_sentence(media, inspection, browser, name, content):
    answer = upload(browser, inspection, SimpleUploadedFile(name, content))
    assert (answer.status_code, inspection.rosters.count()) == (422, 0)
    assert 'id="error-summary"' in answer.content.decode()


def test_300_megabytes_are_refused_unread(inspection, browser):
    """Not even the token of the form is looked for in them; here a reading would fail at the first byte."""

    class Unreadable(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("the upload was read")

    path = reverse("roster_new", args=[inspection.code])
    environ = {
        "CONTENT_LENGTH": str(300_000_000),
        "wsgi.input": Unreadable(),
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
    }
    answer = browser.generic("POST", path, **environ)
    assert answer.status_code == 413
    assert "未读取" in answer.content.decode()
    assert RosterNew.largest_request > LARGEST


@pytest.mark.parametrize("change", ["another", "broken", "of another inspection"])
def test_a_kept_file_is_for_who_kept_it(media, inspection, browser, zhang, npcsc, change):
    token = upload(browser, inspection, csv_file()).context["kept"].token
    there = make.make_inspection(npcsc) if change == "of another inspection" else inspection
    token = token[:-3] + "xxx" if change == "broken" else token
    other = browser_of(zhang) if change == "another" else browser
    answer = other.post(reverse("roster_new", args=[there.code]), {"kept": token})
    assert (answer.status_code, Roster.objects.count()) == (422, 0)
    assert "请重新选择文件" in answer.content.decode()


def test_a_roster_of_100000_rows_opens_like_one_of_three(inspection, browser):
    counts = []
    for size in (3, 100_000):
        roster = make.make_roster(inspection, rows=3, size=size)
        RosterRow.objects.bulk_create(
            [
                RosterRow(roster=roster, position=n, ident=f"X{n}", name=f"单位{n}", place="150000", kind="portal")
                for n in range(4, size + 1)
            ],
            batch_size=20_000,
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE inspections_rosterrow")
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(reverse("roster", args=[roster.code]))
        counts.append(len(queries))
        assert len(page.context["rows"]) == min(size, 50)
        assert max(float(query["time"]) for query in queries) < 1  # of a busy machine
    assert counts[0] == counts[1]


# --- Preparing -------------------------------------------------------------------------------------------------------


@pytest.fixture
def roster(media, inspection, browser):
    return import_file(browser, inspection, csv_file())


@pytest.fixture
def people(media, inspection, browser):
    file = SimpleUploadedFile(
        "p.csv", ("编号,姓名,单位\n" + "\n".join(f"P{n},检查员{n},中心{n}" for n in range(6))).encode()
    )
    return import_file(browser, inspection, file, kind="inspectors", title="人员库")


def plan(**changes):
    data = {
        "title_zh": "首次抽取",
        "title_en": "First draw",
        "public_source": "双色球",
        "reserves": "2",
        **{f"quota-{n}": "2" for n in (1, 2, 3, 4)},
    }
    return {**data, **changes}


def prepare(browser, inspection, **changes):
    return browser.post(reverse("draw_new", args=[inspection.code]), plan(**changes))


def test_the_table_begins_with_the_strata_of_the_roster(roster, inspection, browser):
    form = browser.get(reverse("draw_new", args=[inspection.code])).context["form"]
    assert [(cell.key, cell.size) for cell in form.grid.cells] == [
        ("150000|portal", 6), ("150000|system", 6), ("440000|portal", 6), ("440000|system", 6)
    ]  # fmt: skip
    by_kind = browser.get(reverse("draw_new", args=[inspection.code]), {"roster": roster.code, "by": "kind"})
    assert [(cell.key, cell.size) for cell in by_kind.context["form"].grid.cells] == [("portal", 12), ("system", 12)]
    whole = browser.get(reverse("draw_new", args=[inspection.code]), {"roster": roster.code})
    assert [(cell.key, cell.size) for cell in whole.context["form"].grid.cells] == [("*", 24)]


def test_the_same_number_goes_into_each_stratum_without_a_script(roster, inspection, browser):
    answer = prepare(browser, inspection, fill="1", each="9", title_zh="未完")
    table = answer.context["form"].table()
    assert (answer.status_code, table.sums, table.sum) == (200, [12, 12], 24)  # a stratum has six
    assert 'value="未完"' in answer.content.decode()
    assert not inspection.draws.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({f"quota-{n}": "" for n in (1, 2, 3, 4)}, "请至少在一层填写抽取数"),
        ({"quota-1": "7"}, "要抽7个"),
        ({"quota-1": "-1"}, "请填写整数"),
        ({"quota-1": "一"}, "请填写整数"),
        ({"exclusions": "U001"}, "没有写明理由"),
        ({"exclusions": "U999 回避"}, "不在名录里"),
        ({"title_zh": ""}, "请填写。"),
        ({"public_source": "双\x07色球"}, "不可见字符"),
        ({"embargo_until": "2030-01-01T08:00"}, "请指定保密期内"),
        ({"embargo_until": "2001-01-01T08:00", "cleared": "liu"}, "请填写将来的时间"),
        ({"embargo_until": "昨天"}, "2017-09-20 08:00"),
        ({"reserves": "99999999"}, ""),
    ],
)
def test_a_plan_that_cannot_be_comes_back_with_a_sentence_and_all_that_was_typed(
    roster, inspection, browser, liu, changes, sentence
):
    if "cleared" in changes:
        changes = {**changes, "cleared": [liu.pk]}
    answer = prepare(browser, inspection, **{"title_en": "Kept all the same", **changes})
    page = answer.content.decode()
    assert (answer.status_code, inspection.draws.count()) == (422, 0)
    assert 'id="error-summary"' in page
    assert sentence in page
    assert 'value="Kept all the same"' in page


@pytest.mark.parametrize(
    ("line", "ident", "reason"),
    [
        ("A 1 回避", "A 1", "回避"),
        ("A 回避", "A", "回避"),
        ("A\t1 回避", "A", "1 回避"),
        ("B,2，近期 已检查", "B,2", "近期 已检查"),
        ("A 1：\u3000回避 ", "A 1", "回避"),
        ("A 1\t回避", "A 1", "回避"),
        ("e\u0301 回避", "é", "回避"),
    ],
)
def test_a_unit_is_excluded_by_its_whole_id(media, inspection, browser, line, ident, reason):
    """An id may hold spaces and commas: never is another unit left out because its id begins alike."""
    content = 'id,name,place,kind\nA,甲,p,k\nA 1,乙,p,k\n"B,2",丙,p,k\né,丁,p,k\n'
    roster = import_file(browser, inspection, SimpleUploadedFile("units.csv", content.encode()))
    quotas = {f"quota-{n}": "" for n in (2, 3, 4)}
    answer = prepare(browser, inspection, roster=roster.code, exclusions=line, **{**quotas, "quota-1": "1"})
    assert answer.status_code == 302
    draw = inspection.draws.get()
    assert draw.plan["exclusions"] == [{"id": ident, "reason": reason}]
    form = browser.get(reverse("draw_change", args=[draw.code])).context["form"]
    assert form["exclusions"].value() == f"{ident}\t{reason}"


@pytest.mark.parametrize("line", ["A 1", "\tA", "B,2", "C 回避"])
def test_a_line_without_reason_or_unit_is_refused(media, inspection, browser, line):
    content = 'id,name,place,kind\nA,甲,p,k\nA 1,乙,p,k\n"B,2",丙,p,k\n'
    import_file(browser, inspection, SimpleUploadedFile("units.csv", content.encode()))
    quotas = {f"quota-{n}": "" for n in (2, 3, 4)}
    answer = prepare(browser, inspection, exclusions=line, **{**quotas, "quota-1": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ("不在名录里" if "C" in line else f"没有写明理由：{line.strip()}") in page


def test_a_roster_of_somebody_else_is_no_choice(roster, inspection, browser, hainan):
    address = reverse("draw_new", args=[inspection.code])
    page = browser.get(address, {"roster": hainan.roster.code})
    assert page.context["roster"] == roster
    assert "Canary7hainan" not in page.content.decode()


def test_a_planned_draw_is_changed_until_somebody_else_was_quicker(roster, inspection, browser, zhang):
    prepare(browser, inspection, exclusions="U001 回避")
    draw = inspection.draws.get()
    path = reverse("draw_change", args=[draw.code])
    form = browser.get(path).context["form"]
    assert (form["exclusions"].value(), form["quota-1"].value()) == ("U001\t回避", 2)
    seen = form["seen"].value()
    browser_of(zhang).post(path, plan(title_zh="改过", seen=seen))
    late = browser.post(path, plan(title_zh="晚了", seen=seen))
    draw.refresh_from_db()
    assert (late.status_code, draw.title.zh) == (422, "改过")
    assert "刚被别人改过" in late.content.decode()


# --- Committing and drawing ------------------------------------------------------------------------------------------


def step(browser, draw, verb, **sent):
    return browser.post(reverse("draw_step", args=[draw.code, verb]), sent)


@pytest.fixture
def committed(roster, people, inspection, browser):
    prepare(browser, inspection, inspectors=people.code, per_unit="2", exclusions="U001 回避")
    draw = inspection.draws.get()
    assert step(browser, draw, "commit_draw").status_code == 302
    draw.refresh_from_db()
    return draw


def test_people_who_would_be_sent_to_their_own_place_are_named_before_the_draw(media, roster, inspection, browser):
    """The units have "150000" and she has 内蒙古: one place, but not one text."""
    place = Text("内蒙古自治区", "Inner Mongolia Autonomous Region")
    Locality.objects.create(code="150000", kind="province", name=place, short=Text("内蒙古", "Inner Mongolia"))
    lines = ["编号,姓名,单位", "P1,张示例,内蒙古", "P2,李示例,某中心", "P3,王示例,某所", "P4,赵示例,某院"]
    file = SimpleUploadedFile("people.csv", "\n".join(lines).encode())
    people = import_file(browser, inspection, file, kind="inspectors", title="检查人员")
    answer = prepare(browser, inspection, inspectors=people.code, per_unit="2")
    assert (answer.status_code, inspection.draws.count()) == (422, 0)
    page = answer.content.decode()
    assert "检查人员“P1”（张示例）的单位“内蒙古”就是检查对象名录里的地区“150000”" in page
    assert set(re.findall("检查人员“(.*?)”", page)) == {"P1"}


def test_the_limit_of_a_file_is_the_one_that_a_refusal_names(inspection, browser):
    page = browser.get(reverse("roster_new", args=[inspection.code])).content.decode()
    assert f"不超过{LARGEST // 1_000_000} MB" in page


def test_a_commitment_says_what_is_fixed_and_goes_into_the_history(committed, browser, roster):
    stated = committed.commitment
    assert (stated["roster"]["digest"], stated["public_source"]) == (roster.digest, "双色球")
    assert stated["plan"]["exclusions"] == [{"id": "U001", "reason": "回避"}]
    assert committed.history.get(verb="commitment").note == stated["commitment"]
    slip = browser.get(reverse("draw_slip", args=[committed.code])).content.decode()
    grouped = " ".join(stated["commitment"][at : at + 8] for at in range(0, 64, 8))
    assert grouped in slip
    beside_the_token = re.sub(r'value="\w{64}"', "", slip)
    assert "U001" not in beside_the_token  # the list is bound by the digest, and not read out


def test_who_saw_another_plan_does_not_commit_to_this_one(roster, inspection, browser):
    prepare(browser, inspection)
    draw = inspection.draws.get()
    answer = step(browser, draw, "commit_draw", seen=(draw.updated - timedelta(seconds=1)).isoformat())
    draw.refresh_from_db()
    assert (answer.status_code, draw.state) == (422, DrawState.PLANNED)


def test_a_plan_is_not_changed_after_the_commitment(committed, browser):
    answer = browser.post(reverse("draw_change", args=[committed.code]), plan(title_zh="改"))
    committed.refresh_from_db()
    assert (answer.status_code, committed.title.zh) == (422, "首次抽取")
    assert "不能再改" in answer.content.decode()


def test_the_public_value_is_shown_before_it_counts(committed, browser):
    asked = step(browser, committed, "make_draw", public_value=f" {VALUE} ")
    committed.refresh_from_db()
    assert (asked.status_code, committed.state) == (200, DrawState.COMMITTED)
    assert VALUE in asked.content.decode()
    step(browser, committed, "make_draw", public_value=VALUE, confirmed="yes")
    committed.refresh_from_db()
    assert (committed.state, committed.public_value, committed.tickets.count()) == (DrawState.DRAWN, VALUE, 8)


@pytest.mark.parametrize("value", ["", "   ", "1\n2", "x" * 201, "1\x002"])
def test_a_value_that_is_none_draws_nothing(committed, browser, value):
    for confirmed in ({}, {"confirmed": "yes"}):
        answer = step(browser, committed, "make_draw", public_value=value, **confirmed)
        assert answer.status_code == 422
        assert "公开值应当是一行" in answer.content.decode()
    committed.refresh_from_db()
    assert (committed.state, committed.tickets.count()) == (DrawState.COMMITTED, 0)


def test_under_another_key_the_secret_stays_shut(committed, browser, settings):
    settings.ZHIJIAN_DRAW_KEY = "another key, by mistake"
    answer = step(browser, committed, "make_draw", public_value=VALUE, confirmed="yes")
    committed.refresh_from_db()
    assert (answer.status_code, committed.state) == (422, DrawState.COMMITTED)
    assert "密钥可能已更换" in answer.content.decode()


@pytest.fixture
def drawn(committed, browser):
    step(browser, committed, "make_draw", public_value=VALUE, confirmed="yes")
    committed.refresh_from_db()
    return committed


def test_a_further_draw_needs_a_reason_and_shows_the_earlier_one(drawn, inspection, browser):
    bare = prepare(browser, inspection)
    assert (bare.status_code, inspection.draws.count()) == (422, 1)
    assert "请写明再次抽取的理由" in bare.content.decode()
    assert drawn.get_absolute_url() in bare.content.decode()
    assert prepare(browser, inspection, reason="两家单位已合并").status_code == 302
    again = inspection.draws.get(number=2)
    assert "首次抽取" not in again.title.zh or again.number == 2
    assert Draw.objects.get(pk=drawn.pk).certificate == drawn.certificate


def test_abandoned_draws_are_counted(committed, inspection, browser, zhang):
    assert step(browser, committed, "abandon_draw", note="改期").status_code == 403
    assert step(browser_of(zhang), committed, "abandon_draw", note=" ").status_code == 422
    assert step(browser_of(zhang), committed, "abandon_draw", note="开奖推迟").status_code == 302
    prepare(browser, inspection, reason="上次作废")
    pages = [
        browser.get(reverse("draws", args=[inspection.code])),
        browser.get(inspection.draws.get(number=2).get_absolute_url()),
    ]
    assert "共2次，其中作废1次" in pages[0].content.decode()
    assert "第2次，其中1次作废" in pages[1].content.decode()
    assert step(browser, committed, "make_draw", public_value=VALUE, confirmed="yes").status_code == 422


# --- The result ------------------------------------------------------------------------------------------------------


def test_the_certificate_is_what_the_verifier_accepts(drawn, roster, people, browser, tmp_path):
    names = {
        "c.json": ("draw_certificate", drawn),
        "r.csv": ("roster_table", roster),
        "p.csv": ("roster_table", people),
    }
    for name, (route, row) in names.items():
        (tmp_path / name).write_bytes(browser.get(reverse(route, args=[row.code])).content)
    command = [sys.executable, str(ROOT / "scripts/verify_draw.py"), "c.json", "r.csv", "--inspectors", "p.csv"]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")
    changed = json.loads((tmp_path / "c.json").read_text("utf-8")) | {"public_value": "1"}
    (tmp_path / "c.json").write_text(json.dumps(changed), "utf-8")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_the_certificate_on_paper_holds_all_of_it_in_both_languages(drawn, browser):
    from pypdf import PdfReader

    answer = browser.get(reverse("draw_certificate_pdf", args=[drawn.code]))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    dense = "".join(text.split())
    for word in ("随机抽取证书", "Certificateofarandomdraw", "verify_draw.py", "回避", "双色球", "检查员"):
        assert word in dense, word
    certificate = drawn.certificate
    for digest in (certificate["seed"], certificate["secret"], certificate["digest"], drawn.commitment["commitment"]):
        assert digest in dense
    assert drawn.history.get(verb="certificate").digest in dense  # the head of the chain
    for ticket in drawn.tickets.select_related("row"):
        assert ticket.row.ident in dense
    assert answer.content == browser.get(reverse("draw_certificate_pdf", args=[drawn.code])).content


def test_the_command_on_paper_can_be_copied(drawn):
    """No line ends within an option, as it did with codes of this length."""
    from pypdf import PdfReader

    drawn.code, drawn.roster.code, drawn.inspectors.code = (
        "npcsc-2017-draw-1",
        "npcsc-2017-roster-2",
        "npcsc-2017-roster-3",
    )
    paper = print_html(certificate_html(drawn))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    assert "npcsc-2017-roster-2.csv" in text
    assert "--inspectors" in text


def test_a_certificate_reaches_nothing_outside(drawn, browser, monkeypatch):
    """What people wrote is text on it, whatever it looks like."""
    drawn.inspection.title_zh = '<img src="file:///etc/passwd"><link rel=attachment href="http://127.0.0.1:9/">'
    drawn.inspection.save()
    answer = browser.get(reverse("draw_certificate_pdf", args=[drawn.code]))
    assert (answer.status_code, b"/EmbeddedFile" in answer.content) == (200, False)


def test_the_next_ticket_takes_the_place_of_a_unit(drawn, browser, wang):
    ticket = drawn.tickets.filter(rank=1).order_by("stratum").first()
    order = drawn.certificate["strata"][ticket.stratum]
    path = reverse("ticket_replace", args=[drawn.code, ticket.pk])
    assert browser_of(wang).post(path, {"reason": "已注销"}).status_code == 403
    bare = browser.post(path, {"reason": "  "})
    assert (bare.status_code, drawn.tickets.count()) == (422, 8)
    assert browser.post(path, {"reason": "已注销"}).status_code == 302
    substitute = drawn.tickets.get(state=TicketState.SUBSTITUTE)
    assert (substitute.row.ident, substitute.rank, substitute.replaces) == (order["reserves"][0], 3, ticket)
    assert len(substitute.inspectors) == 2
    again = browser.post(path, {"reason": "已注销"})
    assert (again.status_code, drawn.tickets.count()) == (422, 9)
    page = browser.get(reverse("draw_result", args=[drawn.code])).content.decode()
    assert "由序号3递补" in page


def test_a_stratum_runs_out_with_a_sentence(drawn, browser):
    stratum = drawn.tickets.first().stratum
    for _ in range(10):
        standing = drawn.tickets.filter(stratum=stratum).exclude(state=TicketState.REPLACED).last()
        answer = browser.post(reverse("ticket_replace", args=[drawn.code, standing.pk]), {"reason": "已注销"})
        if answer.status_code != 302:
            break
    assert answer.status_code == 422
    assert "已没有可以递补的单位" in answer.content.decode()


def test_drawn_units_become_units_of_the_visit_to_their_place(drawn, inspection, browser):
    visit = make.make_visit(inspection, "150000")
    path = reverse("draw_units", args=[drawn.code])
    lines = browser.get(path).context["lines"]
    assert {chosen for ticket, chosen in lines if ticket.row.place == "150000"} == {visit.pk}
    sent = {"ticket": [ticket.pk for ticket, _ in lines[:2]], f"visit-{lines[0][0].pk}": visit.pk}
    assert browser.post(path, sent).status_code == 302
    units = list(inspection.units.order_by("order"))
    assert [(unit.name.zh, unit.visit, unit.arrangement) for unit in units] == [
        (lines[0][0].row.name, visit, "random"),
        (lines[1][0].row.name, None, "random"),
    ]
    assert browser.post(path, sent).status_code == 422  # they are there
    assert inspection.units.count() == 2


def test_a_table_holds_no_formula(npcsc, liu, browser):
    inspection = make.make_inspection(npcsc)
    roster = make.make_roster(inspection, mark="")
    RosterRow.objects.filter(roster=roster).update(name="=HYPERLINK(1)")
    draw = make.make_draw(roster, embargo_until=None)
    table = browser.get(reverse("draw_table", args=[draw.code])).content.decode("utf-8-sig")
    assert ",'=HYPERLINK(1)," in table


@pytest.mark.parametrize("route", ["draw_result", "draw_table", "draw_certificate_pdf", "draw", "draws"])
def test_queries_do_not_grow_with_tickets(route, media, npcsc, liu, browser):
    counts = []
    for rows in (6, 600):
        inspection = make.make_inspection(npcsc)
        roster = make.make_roster(inspection, rows=rows)
        plan = {"strata": ["place", "kind"], "quota": {"150000|portal": rows // 2}}
        draw = make.make_draw(roster, plan=plan, embargo_until=None)
        assert draw.tickets.count() == rows // 2
        code = inspection.code if route == "draws" else draw.code
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(reverse(route, args=[code])).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_queries_do_not_grow_with_draws(roster, inspection, browser):
    counts = []
    for _ in range(3):
        make.make_draw(roster, state="planned")
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("draws", args=[inspection.code]))
        counts.append(len(queries))
    assert len(set(counts)) == 1


# --- Two at once -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_make_one_draw():
    liu, zhang = worlds.person("liu"), worlds.person("zhang")
    draw = make.make_draw(make.make_roster(make.make_inspection(worlds.body("npcsc"))), state="committed")
    start, done = threading.Barrier(2), []

    def press(person, value):
        start.wait()
        try:
            make_draw(draw=draw, public_value=value, by=person)
            done.append(value)
        except Exception as error:  # noqa: BLE001  looked at below
            done.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=pair) for pair in ((liu, "1"), (zhang, "2"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    draw.refresh_from_db()
    assert sorted(done) == sorted([draw.public_value, "ValidationError"])
    assert (draw.tickets.count(), draw.history.filter(verb="make_draw").count()) == (1, 1)
    call_command("flush", interactive=False, verbosity=0)
