"""What comes back when a device sends: too much, too late, from a stranger, or nothing; nothing is lost or done twice."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from findings.models import Evidence, Finding, Operation
from tests.journeys.field import (
    SENT,
    Server,
    drafted,
    go,
    open_record,
    pending,
    prepare,
    save,
    send,
    the_photo_arrived_once,
    titles,
    until,
    write,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SYNC, WHO, PHOTOS = "**/api/v1/sync", "**/api/v1/whoami", "**/api/v1/attachments/*"
DOOR = "<html><body>Welcome to the guest network</body></html>"


def answer(device: BrowserContext, address: str, status: int, times: int = 0) -> list[str]:
    """Somebody between the device and the site answers with `status`, `times` times or for ever."""
    asked: list[str] = []

    def fulfil(route: Route) -> None:
        asked.append(route.request.url)
        if times and len(asked) > times:
            route.continue_()
        else:
            route.fulfill(status=status, content_type="text/html", body=DOOR)

    device.route(address, fulfil)
    return asked


def add_photo(page: Page, photo: Path) -> None:
    page.locator("#photo").set_input_files(photo)
    expect(page.locator("#evidence img").last).to_be_visible()
    expect(page.locator("#photo-note")).to_contain_text("照片已存在本机")
    drafted(page)


def test_what_is_not_taken_now_is_sent_again_by_itself(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    refusals = [(SYNC, 403), (SYNC, 413), (SYNC, 429), (SYNC, 500), (WHO, 503)]
    for number, (address, status) in enumerate(refusals, start=1):
        device.set_offline(True)
        write(page, f"稍后会被接收{number}")
        save(page)
        asked = answer(device, address, status, times=1)
        device.set_offline(False)
        pending(page, 0)  # nobody presses anything
        assert len(asked) > 1, (address, status)
        device.unroute(address)
        assert (len(titles()), Operation.objects.count()) == (number, number)


def test_while_the_server_takes_nothing_the_page_says_so(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    for address in (SYNC, WHO):
        asked = answer(device, address, 503)
        write(page, f"没有被接收{address}")
        save(page)
        until(page, lambda asked=asked: bool(asked))
        expect(page.locator("#field-bar-detail")).to_contain_text("上传没有成功，稍后自动重试。", timeout=SENT)
        pending(page, 1)
        device.unroute(address)
        send(page)
        pending(page, 0)
    assert Finding.objects.count() == 2


def test_one_change_at_fault_holds_up_no_other_and_its_mending_takes_its_place(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    device.set_offline(True)
    for title in ("甲记录", "坏记录", "丙记录"):
        write(page, title)
        save(page)

    def fail(route: Route) -> None:
        if "坏记录" in (route.request.post_data or ""):
            route.fulfill(status=500, content_type="text/html", body="")
        else:
            route.continue_()

    device.route(SYNC, fail)
    device.set_offline(False)
    pending(page, 1)
    line = page.locator("#list-waiting li")
    expect(line).to_contain_text("服务器暂时不能处理这条记录（500）")
    assert titles() == ["丙记录", "甲记录"]
    open_record(page, "waiting", "坏记录")
    write(page, "改好的记录")
    save(page)
    send(page)
    pending(page, 0)  # what cannot be judged was never carried out, and nothing waits for it
    expect(page.locator("#list-uploaded li")).to_have_count(3)
    device.unroute(SYNC)
    write(page, "丁记录")
    save(page)
    pending(page, 0)
    assert titles() == ["丁记录", "丙记录", "改好的记录", "甲记录"]
    assert set(Finding.objects.values_list("version", flat=True)) == {1}
    expect(page.locator("#field-bar")).to_have_attribute("data-tone", "ok")


def test_a_door_that_says_yes_to_everything_confirms_nothing(
    server: Server, device: BrowserContext, stage: SimpleNamespace, photo: Path
) -> None:
    page = prepare(device, server, "liumin")
    device.set_offline(True)
    write(page, "宾馆网络里的记录")
    add_photo(page, photo)
    save(page)
    for address in (WHO, SYNC, PHOTOS):
        asked = answer(device, address, 200)
        device.set_offline(False)
        send(page)
        until(page, lambda asked=asked: len(asked) > 1)  # it was asked, and again
        pending(page, 1)
        expect(page.locator("#field-bar-detail")).to_contain_text("没有网络，连上后自动上传", timeout=SENT)
        expect(page.locator("#field-bar-detail")).to_contain_text("照片 1 张待上传")
        assert page.evaluate("caches.keys().then((names) => names.length)") == 1
        device.set_offline(True)
        device.unroute(address)
    device.set_offline(False)
    send(page)
    pending(page, 0)
    the_photo_arrived_once(Finding.objects.get())


def test_a_token_that_was_replaced_meanwhile_refuses_no_photo(
    server: Server, device: BrowserContext, stage: SimpleNamespace, photo: Path
) -> None:
    page = prepare(device, server, "liumin")
    put: list[int] = []

    def forge(route: Route) -> None:
        """As it is where another page signed in again after the sending began."""
        headers = route.request.headers
        if not put:
            headers = {**headers, "x-csrftoken": "a" * 64}
        reply = route.fetch(headers=headers)
        put.append(reply.status)
        route.fulfill(response=reply)

    device.route(PHOTOS, forge)
    write(page, "令牌已换")
    add_photo(page, photo)
    save(page)
    send(page)
    pending(page, 0)
    assert put == [403, 201]
    the_photo_arrived_once(Finding.objects.get())


def test_a_photo_that_is_refused_for_good_is_named_and_holds_up_nothing(
    server: Server, device: BrowserContext, stage: SimpleNamespace, photo: Path
) -> None:
    page = prepare(device, server, "liumin")
    answer(device, PHOTOS, 413, times=1)
    write(page, "两张照片")
    add_photo(page, photo)
    page.locator("#photo").set_input_files(photo)
    expect(page.locator("#evidence img")).to_have_count(2)
    expect(page.locator("#photo-note")).to_contain_text("照片已存在本机")
    drafted(page)
    save(page)
    send(page)
    expect(page.locator("#field-bar-detail")).to_contain_text("1 条未被接收", timeout=SENT)
    expect(page.locator("#list-waiting li")).to_contain_text("IMG_1.jpg: 服务器没有接收这张照片。")
    pending(page, 1)
    # The other one arrived, and the device knows it.
    expect(page.locator("#field-bar-detail")).to_contain_text("照片 1 张待上传", timeout=SENT)
    assert Evidence.objects.exclude(attachment=None).count() == 1
    # Taken out of the record, it is nowhere any more.
    open_record(page, "waiting", "两张照片")
    expect(page.locator("#evidence img")).to_have_count(2)
    shown = page.locator("#evidence li").filter(has_text="在本机")
    expect(shown).to_have_count(1)
    shown.get_by_role("button", name="移除").click()
    save(page)
    pending(page, 0)
    assert Evidence.objects.get().attachment is not None


def test_a_line_that_takes_its_time_is_a_line(server: Server, device: BrowserContext, stage: SimpleNamespace) -> None:
    """The page opens from the device, says that it is asking, and waits longer than the answer takes."""
    page = prepare(device, server, "liumin")
    device.set_offline(True)
    write(page, "很慢的网络")
    save(page)
    asked: list[str] = []

    def late(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            page.wait_for_timeout(14_000)
        route.continue_()

    device.route(WHO, late)
    device.set_offline(False)
    send(page)
    pending(page, 0)
    device.unroute(WHO)
    assert titles() == ["很慢的网络"]


def test_a_photo_taken_out_while_it_is_sent_is_gone_on_both_sides(
    server: Server, device: BrowserContext, stage: SimpleNamespace, photo: Path
) -> None:
    page = prepare(device, server, "liumin")
    held: list[Route] = []
    device.route(PHOTOS, lambda route: held.append(route))
    write(page, "照片又删了")
    add_photo(page, photo)
    save(page)
    until(page, lambda: bool(held))
    expect(page.locator("#list-waiting li")).to_contain_text("照片待上传")
    open_record(page, "waiting", "照片又删了")
    expect(page.locator("#evidence img")).to_be_visible()
    page.locator("#evidence").get_by_role("button", name="移除").click()
    save(page)
    held[0].continue_()
    pending(page, 0)
    assert (Evidence.objects.count(), Finding.objects.get().version) == (0, 2)
    expect(page.locator("#list-uploaded li")).to_have_count(1)


def test_two_pages_of_one_person_send_each_change_once(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    other = device.new_page()
    go(other, server)
    bodies: list[str] = []
    device.on("request", lambda one: bodies.append(one.post_data or "") if one.url.endswith("/sync") else None)
    device.set_offline(True)
    for number in range(3):
        for place, where in enumerate((page, other)):
            write(where, f"第{number}条第{place}页")
            save(where)
    device.set_offline(False)
    for where in (page, other):
        where.get_by_role("button", name="立即上传").click()
    for where in (page, other):
        send(where)
        pending(where, 0)
    assert (Finding.objects.count(), Operation.objects.count(), len(set(titles()))) == (6, 6, 6)
    assert len(re.findall(r'"record"', "".join(bodies))) == 6
