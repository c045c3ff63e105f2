"""Filling in a return in a browser: what is typed saves itself, survives a lost network and a reload, is checked while it
is typed, and meets what somebody else typed."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from findings.models import Return
from tests.journeys.browsers import enter, open_context
from tests.make import make_delegation, make_inspection, make_request, make_return, make_user

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DONE = 120_000  # milliseconds on a busy machine
SAVED = re.compile(r"^已保存 \d\d:\d\d$")


@pytest.fixture
def returned(npcsc, hunan_sc) -> Return:
    """A return that Tang and Peng of Hunan fill in together."""
    for name in ("tang", "peng"):
        make_user(name, (hunan_sc, "provincial_officer"), name_zh=name)
    inspection = make_inspection(npcsc, "npc")
    return make_return(make_delegation(inspection, hunan_sc, request=make_request(inspection)), finished=False)


def content(returned: Return, key: str) -> dict:
    return returned.sections.get(section__key=key).content


def go(page: Page, server, returned: Return, key: str) -> None:
    page.goto(f"{server.url}/returns/{returned.code}/sections/{key}/")


def state(page: Page):
    return page.locator("#save-state")


def test_what_is_typed_before_the_script_is_there_saves_itself_too(live_server, page: Page, returned: Return) -> None:
    """On a slow line the fields stand long before the script does."""
    held: list[Route] = []
    page.route("**/js/returns/autosave*.js", lambda route: held.append(route))
    enter(page.context, live_server.url, "tang")
    page.goto(f"{live_server.url}/returns/{returned.code}/sections/cases/", wait_until="commit")
    page.locator('[name="all.y2017"]').fill("1000余万件")
    while not held:
        page.wait_for_timeout(50)
    for route in held:
        route.continue_()
    expect(state(page)).to_have_text(SAVED, timeout=DONE)
    assert content(returned, "cases")["all.y2017"] == "1000余万件"


def test_what_is_typed_saves_itself_and_is_checked(live_server, page: Page, returned: Return) -> None:
    enter(page.context, live_server.url, "tang")
    go(page, live_server, returned, "cases")
    cell = page.locator('[name="all.y2017"]')
    cell.fill("1000余万件")
    expect(state(page)).to_have_text(SAVED, timeout=DONE)
    assert content(returned, "cases")["all.y2017"] == "1000余万件"
    expect(page.locator('[id="u-cases.all.y2017"]')).to_have_text("约数，多于1000万（10,000,000）", timeout=DONE)
    cell.fill("说不清")
    expect(page.locator('[id="e-cases.all.y2017"]')).to_contain_text("这里看不出数字", timeout=DONE)
    expect(cell).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Enter")  # to the cell below, as in a spreadsheet
    expect(page.locator('[name="solved.y2017"]')).to_be_focused()

    # Not between the strokes of an input method.
    go(page, live_server, returned, "outline")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if request.method == "PUT" else None)
    answer = page.locator('[name="organised"]')
    answer.dispatch_event("compositionstart")
    answer.evaluate(
        "field => { field.value = 'zhu ren'; field.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true})); }"
    )
    page.locator('[name="reported"][value="no"]').check()
    answer.evaluate("field => { field.value = '主任会议'; }")
    answer.dispatch_event("compositionend")
    expect(state(page)).to_have_text(SAVED, timeout=DONE)
    assert content(returned, "outline") == {"organised": "主任会议", "reported": "no"}
    assert [body for body in sent if "zhu ren" in body] == []


def test_without_a_network_nothing_is_lost(live_server, page: Page, returned: Return) -> None:
    enter(page.context, live_server.url, "tang")
    go(page, live_server, returned, "overview")
    context = page.context
    context.route("**/api/**", lambda call: call.abort("internetdisconnected"))  # nothing reaches the server
    field = page.locator("textarea")
    field.fill("断网时写的第一段\n第二段")
    expect(state(page)).to_have_text("未保存：网络中断，内容在本机", timeout=DONE)
    assert "断网时写的第一段" not in content(returned, "overview").values()

    # The page dies, and is opened again with the network back.
    page.close()
    page = context.new_page()
    context.unroute("**/api/**")
    go(page, live_server, returned, "overview")
    field = page.locator("textarea")
    expect(field).not_to_have_value(re.compile("断网时"))
    page.get_by_role("button", name="恢复这份内容").click()
    expect(field).to_have_value("断网时写的第一段\n第二段")
    expect(state(page)).to_have_text(SAVED, timeout=DONE)
    assert list(content(returned, "overview").values()) == ["断网时写的第一段", "第二段"]
    page.reload()
    expect(page.locator("#kept")).to_be_hidden()

    # Offline again, and the network comes back while the page is open.
    context.route("**/api/**", lambda call: call.abort("internetdisconnected"))
    field.fill("又断网")
    expect(state(page)).to_contain_text("未保存", timeout=DONE)
    context.unroute("**/api/**")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(state(page)).to_have_text(SAVED, timeout=DONE)
    assert list(content(returned, "overview").values()) == ["又断网"]

    # The plain submit goes on to the next section, and leaves nothing behind on the device.
    field.fill("最后的文字")
    page.get_by_label("是，已填完").check()
    page.get_by_role("button", name="保存并继续").click()
    expect(page.locator("#section-form")).to_have_attribute("data-section", "outline", timeout=DONE)
    assert list(content(returned, "overview").values()) == ["最后的文字"]
    expect(page).not_to_have_url(re.compile("saved="), timeout=DONE)  # the script of the page has read the address
    assert (
        page.evaluate("Object.keys(window.localStorage).filter((key) => key.startsWith('zhijian-return:')).length") == 0
    )


def test_two_people_fill_in_one_section(live_server, browser: Browser, page: Page, returned: Return) -> None:
    enter(page.context, live_server.url, "tang")
    go(page, live_server, returned, "cases")
    with open_context(browser) as context:
        enter(context, live_server.url, "peng")
        other = context.new_page()
        go(other, live_server, returned, "cases")
        other.locator('[name="all.y2017"]').fill("13件")
        expect(state(other)).to_have_text(SAVED, timeout=DONE)

        # Another place: both are kept, and hers shows his.
        page.locator('[name="all.y2016"]').fill("10件")
        expect(state(page)).to_have_text(SAVED, timeout=DONE)
        expect(page.locator('[name="all.y2017"]')).to_have_value("13件")

        # The same place: nothing is overwritten; she is shown both and chooses.
        other.reload()
        other.locator('[name="open.y2016"]').fill("3件")
        expect(state(other)).to_have_text(SAVED, timeout=DONE)
        page.locator('[name="open.y2016"]').fill("2件")
        expect(state(page)).to_contain_text("别人也改了这里", timeout=DONE)
        assert content(returned, "cases")["open.y2016"] == "3件"
    page.get_by_role("button", name="保存并继续").click()
    expect(page.locator("h1")).to_have_text("两人都改了这里", timeout=DONE)
    page.get_by_label("用我写的").check()
    page.get_by_role("button", name="按所选保存").click()
    expect(page.locator("#section-form")).to_be_visible(timeout=DONE)
    there = content(returned, "cases")
    assert (there["all.y2016"], there["all.y2017"], there["open.y2016"]) == ("10件", "13件", "2件")
