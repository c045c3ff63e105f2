"""The whole round trip in a browser: two provinces and a city are asked, fill in, sign and submit; one item is sent back and
corrected; the returns are accepted and taken over into the report, and beside each person stands somebody refused."""

import io
import os
from collections.abc import Callable, Iterator

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.models import Locality
from core.text import Text
from findings.models import Figure, Finding, Origin, ReturnVersion
from inspections.enums import DelegationState as State
from inspections.enums import InspectionState
from inspections.models import Delegation, Inspection, Letter, Request
from reports.models import Paragraph
from tests import make, worlds
from tests.journeys.browsers import enter, open_context
from tests.journeys.browsers import press as press_button
from tests.make import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PEOPLE = ("liu", "sun", "wang", "hunan", "hunan_head", "clerk", "signatory", "wenchang", "wenchang_head")
TITLE = "水源保护区未设标志"
YEAR = timezone.localdate().year
PICTURES = os.environ.get("ZHIJIAN_PICTURES", "")  # a folder for screenshots of the way, to be looked at


class Stage:
    """Everybody's own browser, signed in."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: dict[str, BrowserContext] = {}
        self.pages: dict[str, Page] = {}
        self.taken = 0

    def page(self, who: str) -> Page:
        if who not in self.pages:
            context = open_context(self.browser, viewport={"width": 1180, "height": 900})
            enter(context, self.address, who)
            self.contexts[who], self.pages[who] = context, context.new_page()
        return self.pages[who]

    def go(self, who: str, route: str, *arguments: object, query: str = "") -> Page:
        page = self.page(who)
        page.goto(f"{self.address}{reverse(route, args=arguments)}{query}")
        expect(page.locator("h1").first).to_be_visible()
        self.look(page, route)
        return page

    def refused(self, who: str, status: int, route: str, *arguments: object) -> None:
        answer = self.page(who).request.get(f"{self.address}{reverse(route, args=arguments)}")
        assert answer.status == status, (who, route, answer.status)

    def look(self, page: Page, name: str) -> None:
        if PICTURES:
            self.taken += 1
            page.screenshot(path=f"{PICTURES}/{self.taken:03d}-{name}.png", full_page=True)


def press(page: Page, name: str) -> None:
    """Press a button and wait for the page that answers it."""
    press_button(page.locator("main").get_by_role("button", name=name, exact=True).first)


def press_the_one(page: Page) -> None:
    """The button of a page that asks one thing; its words stand on the page before and after, so they prove nothing."""
    press_button(page.locator("main form[method=post] .actions button").first)


def confirmed(page: Page, name: str) -> None:
    """Press a button that asks once more."""
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    press_button(page.locator("#confirm").get_by_role("button").filter(has_not_text="取消").first)


@pytest.fixture
def stage(live_server, browser: Browser, transactional_db: None) -> Iterator[Stage]:
    for name in PEOPLE:
        person = worlds.person(name)
        person.set_password(PASSWORD)
        person.save()
    for code, name in (("430000", "湖南省"), ("460000", "海南省"), ("469005", "文昌市")):
        kind = "county" if code == "469005" else "province"
        place, _ = Locality.objects.get_or_create(
            code=code, defaults={"name_zh": name, "name_en": name, "short_zh": name[:-1], "short_en": "x", "kind": kind}
        )
        body = worlds.body({"430000": "hunan-sc", "460000": "hainan-sc", "469005": "wenchang-sc"}[code])
        body.locality = place
        body.save()
    stage = Stage(browser, live_server.url)
    yield stage
    for context in stage.contexts.values():
        context.close()


@pytest.fixture
def inspection(npcsc) -> Inspection:
    row = make.make_inspection(
        npcsc,
        "water-2017",
        title=Text("水法执法检查", "Inspection of the Water Law"),
        state=InspectionState.IN_PROGRESS,
    )
    make.make_focus_point(row, order=1, title=Text("水源保护", "Protection of water sources"))
    return row


# --- Asking ----------------------------------------------------------------------------------------------------------


def ask(stage: Stage, inspection: Inspection) -> Request:
    """The outline, with rows of figures pasted into its table; the sections nobody needs here go."""
    stage.refused("wang", 403, "request_new", inspection.code)
    stage.refused("clerk", 404, "request_new", inspection.code)
    page = stage.go("liu", "request_new", inspection.code)
    page.locator("[name=title_zh]").fill("水法受委托执法检查报送提纲")
    page.locator("[name=title_en]").fill("What to submit on the Water Law")
    page.locator("[name=begin][value=standard]").check()
    press(page, "拟出委托事项")
    request = Request.objects.get()
    for section in ("effects", "achievements", "duties", "proposals", "papers"):
        page = stage.go("liu", "request_section_remove", request.code, section)
        press_button(page.locator("main form[method=post] button").first)
        expect(page).to_have_url(f"{stage.address}{reverse('request', args=[request.code])}")
    page = stage.go("liu", "request_questions_paste", request.code, "figures")
    page.locator("textarea").fill("立案（件）\n其中：办结（件）")
    press(page, "增加")
    stage.look(page, "request")
    assert [one.key for one in request.sections.all()] == ["overview", "problems", "focus", "figures"]
    return request


def entrust(stage: Stage, inspection: Inspection) -> dict[str, Delegation]:
    """Two provinces; the General Office sends the letter."""
    stage.refused("sun", 403, "delegation_new", inspection.code)
    stage.refused("hunan", 404, "delegation_new", inspection.code)
    page = stage.go("liu", "delegation_new", inspection.code)
    for name in ("海南省人大常委会", "湖南省人大常委会"):
        page.get_by_label(name).check()
    page.locator("[name=days]").fill("20")
    press(page, "拟定委托")
    stage.refused("hunan", 404, "delegation", Delegation.objects.get(body__code="hunan-sc").code)

    stage.refused("liu", 403, "delegations_issue", inspection.code)
    page = stage.go("sun", "delegations_issue", inspection.code)
    for box in page.locator("[name=delegations]").all():
        box.check()
    page.locator("[name=number]").fill(f"常办〔{YEAR}〕31号")
    press(page, "预览")
    stage.look(page, "letter")
    press(page, "印发")
    rows = {row.body.code: row for row in Delegation.objects.all()}
    assert {row.state for row in rows.values()} == {State.ISSUED}
    assert Letter.objects.get().number == f"常办〔{YEAR}〕31号"
    return rows


def receive(stage: Stage, who: str, row: Delegation, stranger: str) -> None:
    """From the list of what waits to the task list."""
    stage.refused(stranger, 404, "delegation", row.code)
    page = stage.go(who, "my_delegations")
    expect(page.locator("main")).to_contain_text("水法执法检查")
    page = stage.go(who, "delegation_step", row.code, "receive_delegation")
    press(page, "签收")
    page = stage.go(who, "return_begin", row.code)
    press_button(page.locator("main form[method=post] button").first)
    expect(page).to_have_url(f"{stage.address}{reverse('return', args=[row.code])}")
    expect(page.locator("main")).to_contain_text("尚未报送")


# --- Filling ---------------------------------------------------------------------------------------------------------


def fill(stage: Stage, who: str, row: Delegation, section: str, type_in: Callable[[Page], None]) -> None:
    """One section, typed in, marked as complete and saved."""
    page = stage.go(who, "return_section", row.code, section)
    expect(page.locator("main")).to_contain_text("尚未报送")
    type_in(page)
    page.get_by_label("是，已填完").check()
    press(page, "保存并继续")


def typed(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f'[name="{name}"]').fill(value)


def fill_on_line(stage: Stage, row: Delegation) -> None:
    fill(
        stage,
        "hunan",
        row,
        "overview",
        lambda page: page.locator("main textarea").first.fill("到5个市检查。\n共查60个单位。"),
    )
    fill(stage, "hunan", row, "problems", add_problem)
    fill(stage, "hunan", row, "focus", lambda page: typed(page, q1="水源地保护总体较好。"))

    page = stage.go("hunan", "return_section", row.code, "figures")
    cells = page.locator("main table input[type=text]")
    cells.nth(2).fill("9件")
    cells.nth(5).fill("12件")  # more than the whole: the page says so
    page.get_by_label("是，已填完").check()
    press(page, "保存并继续")
    page = stage.go("hunan", "return_check", row.code)
    expect(page.locator("main")).to_contain_text("分项大于总数")
    assert Delegation.objects.get(pk=row.pk).state == State.DRAFTING
    page = stage.go("hunan", "return_section", row.code, "figures")
    page.locator("main table input[type=text]").nth(5).fill("7件")
    press(page, "保存并继续")


def add_problem(page: Page) -> None:
    row = page.locator("main [name$='.title']").last
    if not row.count():
        page.locator("main").get_by_role("button", name="添加一条").first.click()
        page.locator("main [name$='.title']").last.wait_for()
    page.locator("main [name$='.title']").last.fill(TITLE)
    page.locator("main [name$='.facts']").last.fill("查看13个水源，9个没有标志。")
    page.locator("main [name$='.counted']").last.fill("9")
    page.locator("main [name$='.counted_of']").last.fill("13")
    page.locator("main [name$='.kind'][value=problem]").last.check()


def fill_by_workbook(stage: Stage, who: str, row: Delegation) -> None:
    """Down, filled in without the site, up, looked through, taken."""
    page = stage.go(who, "return_workbook_upload", row.code)
    with page.expect_download() as download:
        page.locator("main").get_by_role("link", name="下载工作簿（.xlsx）").click()
    content = filled(download.value.path().read_bytes())
    page.locator("input[type=file]").set_input_files(
        {"name": "填报.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    press(page, "读取并检查")
    stage.look(page, "workbook-judged")
    expect(page.locator("main")).to_contain_text("尚未写入，尚未报送")
    press(page, "写入")


def filled(content: bytes) -> bytes:
    """The workbook as an officer fills it in: cells that are unlocked, by what stands beside them."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        heads = {cell.value: cell.column for line in sheet.iter_rows(max_row=12) for cell in line if cell.value}
        free = [cell for line in sheet.iter_rows() for cell in line if not cell.protection.locked]
        if sheet.title.endswith("基本情况"):
            free[0].value = "到6个市县检查。"
        elif sheet.title.endswith("检查重点"):
            free[0].value = "各市县均已划定保护区。"
        elif sheet.title.endswith("数据表"):
            row = min(cell.row for cell in free)
            columns = sorted({cell.column for cell in free if cell.row == row})
            sheet.cell(row, columns[2]).value = "20余件"
            sheet.cell(row + 1, columns[2]).value = "15件"
        elif sheet.title.endswith("存在的问题"):
            title = next(column for head, column in heads.items() if str(head).startswith("标题"))
            row = min(cell.row for cell in free if not sheet.cell(cell.row, title).value)  # behind what is there
            for name, value in {"类别": "问题", "标题": TITLE, "具体情况": "查看8个，3个没有标志。"}.items():
                column = next(column for head, column in heads.items() if str(head).startswith(name))
                sheet.cell(row, column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def finish(stage: Stage, who: str, row: Delegation, sections: tuple[str, ...]) -> None:
    """What came by workbook or from below is looked through and marked as complete."""
    for section in sections:
        fill(stage, who, row, section, lambda page: None)


def sign_and_submit(stage: Stage, officer: str, head: str, row: Delegation) -> ReturnVersion:
    """The officer cannot sign; a wrong password signs nothing; what is signed is submitted, with a receipt."""
    stage.refused(officer, 403, "return_sign", row.code)
    page = stage.go(head, "return_sign", row.code)
    page.locator("[name=password]").fill("not the password")
    press(page, "签署")
    expect(page.locator("main")).to_contain_text("密码不正确")
    page.locator("[name=password]").fill(PASSWORD)
    press(page, "签署")
    page = stage.go(head, "return_submit", row.code)
    confirmed(page, "报送")
    version = ReturnVersion.objects.filter(returned__delegation=row).latest("number")
    page = stage.go(officer, "return_receipt", row.code, version.number)
    expect(page.locator("main")).to_contain_text(version.receipt or "none")
    assert Delegation.objects.get(pk=row.pk).state == State.SUBMITTED
    return version


# --- One level further ------------------------------------------------------------------------------------------------


def entrust_the_city(stage: Stage, row: Delegation) -> Delegation:
    """Hainan asks Wenchang the same; nobody above sees it."""
    page = stage.go("clerk", "request_new_below", row.code)
    page.locator("[name=title_zh]").fill("市县报送提纲")
    page.locator("[name=title_en]").fill("What cities submit")
    page.locator("[name=begin][value=copy]").check()
    page.locator("[name=source]").select_option(index=1)
    press(page, "拟出委托事项")
    page = stage.go("clerk", "delegation_new_below", row.code)
    page.get_by_label("文昌市人大常委会").check()
    page.locator("[name=days]").fill("10")
    press(page, "拟定委托")
    page = stage.go("signatory", "delegations_issue_below", row.code)
    page.locator("[name=delegations]").first.check()
    page.locator("[name=number]").fill(f"琼人常函〔{YEAR}〕8号")
    press(page, "预览")
    press(page, "印发")
    city = Delegation.objects.get(parent=row)
    assert (city.state, city.body.code) == (State.ISSUED, "wenchang-sc")
    stage.refused("liu", 404, "delegation", city.code)
    return city


def return_of_the_city(stage: Stage, city: Delegation) -> ReturnVersion:
    receive(stage, "wenchang", city, "hunan")
    fill(stage, "wenchang", city, "overview", lambda page: page.locator("main textarea").first.fill("查了4个水源。"))
    fill(stage, "wenchang", city, "problems", add_problem)
    fill(stage, "wenchang", city, "focus", lambda page: typed(page, q1="较好。"))
    fill(
        stage, "wenchang", city, "figures", lambda page: page.locator("main table input[type=text]").nth(2).fill("3件")
    )
    return sign_and_submit(stage, "wenchang", "wenchang_head", city)


def take_from_the_city(stage: Stage, row: Delegation, city: Delegation) -> None:
    """A finding of the city's return goes into the province's own draft."""
    stage.refused("hunan", 404, "below_take", row.code)
    version = ReturnVersion.objects.get(returned__delegation=city)
    rows = version.content["sections"]["problems"]["rows"]
    query = f"?from={city.code}/{version.number}&address=problems.{rows[0]}"
    page = stage.go("clerk", "below_take", row.code, query=query)
    press(page, "填入")
    section = row.returned.sections.get(section__key="problems")
    assert section.source == "below" and len(section.content["rows"]) == 1


# --- Above -----------------------------------------------------------------------------------------------------------


def send_back_one_item(stage: Stage, row: Delegation, version: ReturnVersion) -> None:
    stage.refused("wang", 403, "return_remark", row.code, version.number)
    stage.refused("clerk", 404, "return_version", row.code, version.number)
    page = stage.go("liu", "return_remark", row.code, version.number, query="?address=overview.p1")
    page.locator("[name=kind][value=send_back]").check()
    page.locator("[name=text]").fill("请写明到了哪些市。")
    press(page, "保存")
    stage.refused("wang", 403, "return_step", row.code, "send_back_return")
    page = stage.go("liu", "return_step", row.code, "send_back_return")
    press_the_one(page)
    expect(page.locator("body")).to_contain_text("退回")
    assert Delegation.objects.get(pk=row.pk).state == State.RETURNED


def correct(stage: Stage, row: Delegation) -> None:
    page = stage.go("hunan", "return", row.code)
    expect(page.locator("main")).to_contain_text("请写明到了哪些市")
    page = stage.go("hunan", "return_begin", row.code)
    press_button(page.locator("main form[method=post] button").first)
    expect(page).to_have_url(f"{stage.address}{reverse('return', args=[row.code])}")
    corrected = "到长沙、株洲等5个市检查。\n共查60个单位。"
    fill(stage, "hunan", row, "overview", lambda page: page.locator("main textarea").first.fill(corrected))


def accept(stage: Stage, row: Delegation) -> None:
    page = stage.go("liu", "return_step", row.code, "accept_return")
    press_the_one(page)
    expect(page.locator("body")).to_contain_text("接收")
    assert Delegation.objects.get(pk=row.pk).state == State.ACCEPTED


def take_over(stage: Stage, inspection: Inspection) -> tuple[Finding, Figure]:
    """Equal findings become one with the count behind it; the figures become a sum."""
    stage.refused("wang", 403, "merge_findings", inspection.code)
    stage.refused("clerk", 404, "merge_findings", inspection.code)
    page = stage.go("liu", "merge_findings", inspection.code)
    for box in page.locator("main input[type=checkbox][name=row]").all():
        box.check()
    page.locator("main").get_by_role("button", name="合并所选").click()
    page.locator("[name=save]").wait_for()
    stage.look(page, "merge-draft")
    press(page, "保存为草稿")
    finding = Finding.objects.get(inspection=inspection)

    request = Request.objects.get(parent=None)
    row = request.sections.get(key="figures").questions.first()
    column = request.sections.get(key="figures").columns.last()
    page = stage.go("liu", "returns_item", inspection.code, f"figures.{row.key}")
    expect(page.locator("main")).to_contain_text("20余件")
    page = stage.go("liu", "take_sum", inspection.code, f"figures.{row.key}.{column.key}")
    press_the_one(page)
    expect(page.locator("body")).to_contain_text("采用")
    return finding, Figure.objects.get(inspection=inspection)


def test_two_provinces_and_a_city_from_the_question_to_the_report(stage: Stage, inspection: Inspection) -> None:
    request = ask(stage, inspection)
    rows = entrust(stage, inspection)
    request.refresh_from_db()
    assert request.is_fixed
    hunan, hainan = rows["hunan-sc"], rows["hainan-sc"]

    receive(stage, "hunan", hunan, "clerk")
    fill_on_line(stage, hunan)
    first = sign_and_submit(stage, "hunan", "hunan_head", hunan)

    receive(stage, "clerk", hainan, "hunan")
    city = entrust_the_city(stage, hainan)
    below = return_of_the_city(stage, city)
    stage.refused("liu", 404, "return_version", city.code, below.number)
    take_from_the_city(stage, hainan, city)
    fill_by_workbook(stage, "clerk", hainan)
    assert len(hainan.returned.sections.get(section__key="problems").content["rows"]) == 2
    finish(stage, "clerk", hainan, ("overview", "problems", "focus", "figures"))
    sign_and_submit(stage, "clerk", "signatory", hainan)

    stage.refused("hunan", 404, "returns", inspection.code)
    page = stage.go("liu", "returns", inspection.code)
    expect(page.locator("main")).to_contain_text("第1版")
    send_back_one_item(stage, hunan, first)
    correct(stage, hunan)
    second = sign_and_submit(stage, "hunan", "hunan_head", hunan)
    assert (first.number, second.number) == (1, 2)
    page = stage.go("liu", "return_changes", hunan.code, 2)
    expect(page.locator("main")).to_contain_text("请写明到了哪些市")
    expect(page.locator("main ins").first).to_be_visible()
    accept(stage, hunan)
    accept(stage, hainan)

    finding, figure = take_over(stage, inspection)
    assert (finding.counted, finding.counted_of, finding.title_zh) == (2, 2, TITLE)
    assert {one.version.returned.delegation.body.code for one in finding.origins.all()} == {"hunan-sc", "hainan-sc"}
    assert (figure.quantity.value, figure.qualifier) == (29, "more_than")
    assert Origin.objects.filter(figure=figure).count() == 2
    stage.go("liu", "finding", finding.code)

    # What was taken over stands in the report by its code, in both languages.
    report = make.make_report(inspection, "water-report")
    cites = Text(f"各地共立案{{{{ fig:{figure.code} }}}}。", f"In all {{{{ fig:{figure.code} }}}}.")
    paragraph: Paragraph = make.make_paragraph(report.sections.last(), cites, findings=(finding,))
    page = stage.go("wang", "report", paragraph.section.report.code)
    expect(page.locator("main")).to_contain_text("超过29件")
    expect(page.locator("main")).to_contain_text("more than 29 cases")
