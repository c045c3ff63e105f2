"""A figure is changed in one language: the check finds it without a reload, the mending ends it, a waiver lasts as long
as the wording. With a real worker."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from core.jobs import run_job
from core.text import Text
from reports.actions.checking import request_check
from reports.models import CheckRun, Report, Waiver
from tests.journeys.browsers import enter, open_context
from tests.journeys.browsers import press as press_button
from tests.make import make_inspection, make_user
from tests.reports.checked import DIFFERING, EQUAL, bare, key

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CHECKED = 240_000  # milliseconds for a check on a busy machine
PAGE = "/reports/checked/checks/"


@pytest.fixture
def report(npcsc) -> Report:
    """A report of two paragraphs that agree, and Liu Min, who works on it."""
    make_user("liumin", (npcsc, "staff"))
    return bare(make_inspection(npcsc, "checked"), EQUAL, Text("共3起。", "In all 3 cases."))


def ended(page: Page, words: str) -> None:
    """Wait for the check to end with `words`; nobody reloads the page."""
    expect(page.get_by_text(words)).to_be_visible(timeout=CHECKED)
    expect(page.locator("#check-progress progress")).to_have_count(0, timeout=CHECKED)


def press(page: Page, name: str) -> None:
    """Press a button and wait for the page that answers it: its words may stand on the page before."""
    press_button(page.get_by_role("button", name=name))


def write(page: Page, chinese: str) -> None:
    """Change the Chinese of the text that is open, and save."""
    page.get_by_label("中文", exact=True).fill(chinese)
    press(page, "保存")


CHECKS = re.compile(r"^体检( \d+ 处错误)?$")  # the worker may be done before the page stands


def result(page: Page) -> Locator:
    return page.locator("li.check")


def test_a_difference_is_found_mended_waived_and_found_again(
    live_server, page: Page, report: Report, worker: None
) -> None:
    enter(page.context, live_server.url, "liumin")
    page.goto(f"{live_server.url}{report.get_absolute_url()}")
    page.get_by_role("link", name=CHECKS).click()
    press(page, "开始体检")
    ended(page, "没有发现不一致")

    # From the report: 12 becomes 13 in the Chinese alone.
    page.get_by_role("link", name="返回报告").click()
    page.locator(f"#{key(report)} .edit-here").click()
    expect(page.locator("#text-results")).to_contain_text("没有发现不一致")
    page.get_by_label("中文", exact=True).fill(DIFFERING.zh)
    expect(page.locator("#text-results")).to_contain_text("13")  # while it is typed, before anything is saved
    press(page, "保存")
    expect(page.get_by_text("已保存，正在重新体检。")).to_be_visible()
    page.get_by_role("link", name=CHECKS).click()
    ended(page, "还有错误未处理")
    expect(result(page)).to_have_count(1)
    expect(result(page).locator("mark")).to_have_count(2)

    # The way to the place and back; the mending ends it.
    press_button(result(page).get_by_role("link", name="改"))
    write(page, EQUAL.zh)
    ended(page, "没有发现不一致")
    expect(result(page)).to_have_count(0)

    # Let stand: it asks for a reason, and stays after another check.
    page.goto(f"{live_server.url}/reports/checked/texts/{key(report)}/")
    write(page, DIFFERING.zh)
    ended(page, "还有错误未处理")
    page.get_by_text("放行…").click()
    page.get_by_label("放行的理由").fill("英文另有口径。")
    page.get_by_role("button", name="放行", exact=True).click()
    expect(result(page)).to_contain_text("英文另有口径。")
    expect(page.locator("#check-counts .count-error .figures-value")).to_have_text("0")
    press(page, "重新体检")
    ended(page, "没有未处理的不一致")
    expect(page.locator("#waived summary")).to_contain_text("1")
    assert Waiver.objects.get().by_name == "liumin"

    # Another wording is another result.
    page.goto(f"{live_server.url}/reports/checked/texts/{key(report)}/")
    write(page, f"本次{DIFFERING.zh}")
    ended(page, "还有错误未处理")
    expect(result(page)).to_have_count(1)
    expect(page.locator("#waived")).to_have_count(0)


def test_new_results_do_not_sweep_away_a_reason_that_is_being_written(
    live_server, page: Page, report: Report, worker: None
) -> None:
    report.sections.get().paragraphs.filter(text_zh=EQUAL.zh).update(text_zh=DIFFERING.zh)
    enter(page.context, live_server.url, "liumin")
    page.goto(f"{live_server.url}{PAGE}")
    press(page, "开始体检")
    ended(page, "还有错误未处理")
    CheckRun.objects.create(report=report)  # a check that no worker knows of: the page asks and asks
    page.reload()
    expect(page.locator("#check-progress progress")).to_be_visible()
    page.get_by_text("放行…").click()
    page.get_by_label("放行的理由").fill("英文另有")
    CheckRun.objects.filter(state="waiting").delete()
    expect(page.get_by_text("新的体检结果已经出来。")).to_be_visible(timeout=CHECKED)
    expect(page.get_by_label("放行的理由")).to_have_value("英文另有")


def test_what_is_typed_before_the_script_is_there_is_looked_at_too(live_server, page: Page, report: Report) -> None:
    """On a slow line the fields stand long before the script does."""
    held: list[Route] = []
    page.route("**/js/text-check*.js", lambda route: held.append(route))
    enter(page.context, live_server.url, "liumin")
    page.goto(f"{live_server.url}/reports/checked/texts/{key(report)}/", wait_until="commit")
    page.get_by_label("中文", exact=True).fill(DIFFERING.zh)
    expect(page.locator("#text-results")).to_contain_text("没有发现不一致")
    while not held:
        page.wait_for_timeout(50)
    for route in held:
        route.continue_()
    expect(page.locator("#text-results")).to_contain_text("13")


def test_two_people_at_one_text_see_both_versions(live_server, browser: Browser, page: Page, report: Report) -> None:
    enter(page.context, live_server.url, "liumin")
    address = f"{live_server.url}/reports/checked/texts/{key(report)}/"
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    write(other, "抽查了14个系统。")
    write(page, DIFFERING.zh)
    expect(page.get_by_text("您的改动尚未保存")).to_be_visible()
    expect(page.locator("#conflict .prose").first).to_contain_text("14个系统")
    expect(page.get_by_label("中文", exact=True)).to_have_value(DIFFERING.zh)
    press(page, "保存")
    expect(page.get_by_text("已保存，正在重新体检。")).to_be_visible()
    assert report.sections.get().paragraphs.first().text_zh == DIFFERING.zh


def test_without_scripts_everything_is_still_there(live_server, browser: Browser, report: Report) -> None:
    with open_context(browser, java_script_enabled=False) as context:
        enter(context, live_server.url, "liumin")
        page = context.new_page()
        page.goto(f"{live_server.url}{PAGE}")
        press(page, "开始体检")
        expect(page.get_by_role("link", name="刷新")).to_be_visible()
        report.sections.get().paragraphs.filter(text_zh=EQUAL.zh).update(text_zh=DIFFERING.zh)
        run = request_check(report=report, by=None)
        run_job(run.job_id)
        press_button(page.get_by_role("link", name="刷新"))
        page.get_by_text("放行…").click()
        page.get_by_label("放行的理由").fill("英文另有口径。")
        page.get_by_role("button", name="放行", exact=True).click()
        expect(page.get_by_text("已放行。")).to_be_visible()
        assert Waiver.objects.count() == 1
