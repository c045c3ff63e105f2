"""Conflicts upon conflicts: of what a person wrote and did not take, nothing is lost, its photos included."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from findings.models import Finding
from tests.journeys.field import (
    SENT,
    Server,
    change_elsewhere,
    drafted,
    open_record,
    pending,
    prepare,
    recorded,
    save,
    send,
    the_photo_arrived_once,
    write,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def in_conflict(page: Page, title: str) -> None:
    """Send, and open the screen where both versions stand."""
    send(page)
    expect(page.locator("#field-bar-detail")).to_contain_text("1 条有冲突", timeout=SENT)
    page.locator("#list-waiting").get_by_role("link", name=title).click()
    expect(page.locator("#differences fieldset").first).to_be_visible()


def choose(page: Page, **whose: str) -> None:
    words = {"mine": "我的（本机）", "theirs": "对方的（服务器）"}
    for name, side in whose.items():
        page.locator(f"#differences fieldset[data-name={name}]").get_by_label(words[side]).check()


def to_the_conflict(page: Page, device: BrowserContext, stage: SimpleNamespace, photo: Path | None = None) -> Finding:
    """Her title, suggestion and perhaps photo against the head's title."""
    finding = recorded(page, "河道采砂")
    device.set_offline(True)
    open_record(page, "uploaded", "河道采砂")
    expect(page.locator("#facts_zh")).to_have_value("原来的情况。")
    write(page, "河道采砂无证", suggestion="先停后查。")
    if photo:
        page.locator("#photo").set_input_files(photo)
        expect(page.locator("#photo-note")).to_contain_text("照片已存在本机")
        drafted(page)
    save(page)
    change_elsewhere(finding, stage.zhang, title={"zh": "河道采砂失管", "en": ""})
    device.set_offline(False)
    in_conflict(page, "河道采砂无证")
    return finding


def test_a_photo_that_was_not_taken_stays_with_what_was_left_aside(
    server: Server, device: BrowserContext, stage: SimpleNamespace, photo: Path
) -> None:
    page = prepare(device, server, "liumin")
    finding = to_the_conflict(page, device, stage, photo)
    choose(page, title="theirs", suggestion="mine", evidence="theirs")
    page.get_by_role("button", name="采用所选").click()
    pending(page, 0)
    finding.refresh_from_db()
    assert (finding.title.zh, finding.suggestion) == ("河道采砂失管", "先停后查。")
    # The draft has its words and its photo; saved after all, both arrive.
    open_record(page, "drafts", "河道采砂无证")
    expect(page.locator("#evidence img:visible")).to_have_count(1)
    save(page)
    pending(page, 0)
    expect(page.locator("#list-drafts li")).to_have_count(0)
    finding.refresh_from_db()
    assert (finding.title.zh, Finding.objects.count()) == ("河道采砂无证", 1)
    the_photo_arrived_once(finding)


def test_a_third_change_is_a_further_conflict_and_every_own_word_is_kept(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    finding = to_the_conflict(page, device, stage)
    finding.refresh_from_db()
    change_elsewhere(finding, stage.zhang, suggestion="组长的建议。")  # before she has chosen
    choose(page, title="theirs", suggestion="mine")
    page.get_by_role("button", name="采用所选").click()
    expect(page.locator("#list-drafts")).to_contain_text("河道采砂无证")
    in_conflict(page, "河道采砂失管")
    finding.refresh_from_db()
    assert (finding.version, finding.suggestion) == (3, "组长的建议。")  # not what she had not seen
    choose(page, suggestion="theirs")
    page.get_by_role("button", name="采用所选").click()
    pending(page, 0)
    finding.refresh_from_db()
    assert (finding.version, finding.title.zh, finding.suggestion) == (3, "河道采砂失管", "组长的建议。")
    # Both times something of hers was left aside; both are there, also after a reload.
    page.reload()
    expect(page.locator("#list-drafts li")).to_have_count(2)
    expect(page.locator("#list-drafts")).to_contain_text("河道采砂无证")
    page.locator("#list-drafts").get_by_role("link", name="河道采砂失管").click()
    expect(page.locator("#suggestion")).to_have_value("先停后查。")
    page.get_by_role("button", name="放弃这份草稿").click()
    page.locator("#confirm").get_by_role("button", name="确定").click()
    expect(page.locator("#list-drafts li")).to_have_count(1)


def test_choosing_and_going_on_in_the_form_keeps_what_was_not_chosen(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    finding = to_the_conflict(page, device, stage)
    choose(page, title="theirs", suggestion="mine")
    page.get_by_role("button", name="以所选为底稿继续修改").click()
    expect(page.locator("#title_zh")).to_have_value("河道采砂失管")
    page.locator("#facts_zh").fill("两处采砂船。")
    save(page)
    pending(page, 0)
    finding.refresh_from_db()
    assert (finding.version, finding.title.zh, finding.facts.zh, finding.suggestion) == (
        3,
        "河道采砂失管",
        "两处采砂船。",
        "先停后查。",
    )
    open_record(page, "drafts", "河道采砂无证")


def test_a_conflict_that_was_settled_in_another_page_is_not_settled_again(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    finding = to_the_conflict(page, device, stage)
    other = device.new_page()
    other.goto(page.url)
    expect(other.locator("#differences fieldset").first).to_be_visible()
    choose(other, title="mine", suggestion="mine")
    other.get_by_role("button", name="采用所选").click()
    pending(other, 0)
    page.get_by_role("button", name="全选对方的").click()
    page.get_by_role("button", name="采用所选").click()
    expect(page.locator("#page-entry")).to_be_visible()
    pending(page, 0)
    finding.refresh_from_db()
    assert (finding.version, finding.title.zh, finding.suggestion) == (3, "河道采砂无证", "先停后查。")
    expect(page.locator("#list-uploaded")).to_contain_text("河道采砂无证")
