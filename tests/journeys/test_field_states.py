"""What the page says is so: in a second page, for another person, at the door, before a foreign network, after an export."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from findings.models import Evidence, Finding, Operation
from tests.journeys.browsers import enter, open_context, press
from tests.journeys.field import (
    PAGE,
    SENT,
    Server,
    change_elsewhere,
    drafted,
    go,
    is_open,
    open_record,
    pending,
    prepare,
    save,
    send,
    sign_out,
    titles,
    until,
    write,
)
from tests.journeys.test_field_answers import DOOR, PHOTOS, SYNC, WHO, add_photo, answer
from tests.journeys.test_field_offline import bring_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WAITING = "() => navigator.serviceWorker.getRegistration('/field/').then((one) => Boolean(one && one.active))"
GUARDED = "坏记录"


def words(page: Page):
    return page.locator("#field-bar-words")


# --- Nothing that waits looks sent -----------------------------------------------------------------------------------


def test_a_second_page_counts_what_the_first_one_saved(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    other = device.new_page()
    go(other, server)
    pending(other, 0)
    # Nobody asks the server in that page any more: only the first one can tell it.
    other.evaluate("for (let one = 1; one < 10000; one += 1) window.clearTimeout(one)")
    device.set_offline(True)
    write(page, "第一页存的")
    save(page)
    expect(words(other)).to_have_text("已保存在本机，尚未上传 1 条")
    device.set_offline(False)
    send(page)
    pending(page, 0)
    expect(words(other)).to_contain_text("全部已上传")


def test_to_another_person_the_records_of_the_one_before_do_not_look_sent(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    device.set_offline(True)
    write(page, "刘敏的记录")
    save(page)
    device.clear_cookies()
    enter(device, server.url, "chenyu")
    device.set_offline(False)
    send(page)
    expect(page.locator("#field-person")).to_have_text("陈宇")
    expect(page.locator("#field-bar-others")).to_contain_text("其他用户的待上传记录 1 条")
    expect(words(page)).to_have_text("本机没有待上传的记录")
    assert titles() == []


def test_at_the_door_what_waits_is_said_and_nobody_is_told_to_go_on_writing(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    device.route(SYNC, lambda route: route.abort())
    write(page, "退出时还没有上传")
    save(page)
    sign_out(page, server)
    press(page.locator("#field-sign-out").get_by_role("button", name="仍然退出"))
    device.set_offline(True)
    page.goto(f"{server.url}{PAGE}")
    expect(page.locator("#page-door")).to_be_visible()
    expect(words(page)).to_have_text("本机有待上传的记录 1 条，由本人登录后才能上传。")
    expect(page.locator("#field-bar")).to_have_attribute("data-tone", "warn")
    expect(page.locator("#field-bar")).not_to_contain_text("可以照常记录")
    expect(page.locator("#field-export")).to_be_disabled()  # of nobody nothing is exported


def test_nobody_who_is_signed_in_is_sent_to_the_door_while_the_server_is_asked(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    held: list[Route] = []
    is_slow = [True]
    device.route(WHO, lambda route: held.append(route) if is_slow else route.continue_())
    enter(device, server.url, "liumin")
    page = device.new_page()
    page.goto(f"{server.url}{PAGE}")
    expect(page.locator("#trouble-words")).to_have_text("正在连接服务器…")
    expect(page.locator("#page-door")).to_be_hidden()
    until(page, lambda: bool(held))
    is_slow.clear()
    for route in held:
        route.continue_()
    is_open(page)


def test_records_that_cannot_be_opened_are_not_said_to_be_none(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    device.set_offline(True)
    write(page, "打不开之前存的")
    save(page)
    device.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('damaged', 'UnknownError'); }")
    page.reload()
    expect(words(page)).to_have_text("本机的记录现在打不开，还不知道有几条待上传。")
    expect(page.locator("#field-bar")).to_have_attribute("data-tone", "err")


# --- After an export -------------------------------------------------------------------------------------------------


def test_what_is_typed_after_an_export_is_no_other_content_under_the_same_number(
    server: Server, browser: Browser, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    device.set_offline(True)
    write(page, "导出时的记录")
    save(page)
    with page.expect_download() as taking:
        page.locator("#field-export").click()
    with open_context(browser) as desk:
        enter(desk, server.url, "liumin")
        bring_in(desk.new_page(), server, Path(taking.value.path()))
    assert titles() == ["导出时的记录"]
    open_record(page, "waiting", "导出时的记录")
    write(page, "导出以后改过的记录")
    save(page)
    device.set_offline(False)
    send(page)
    pending(page, 0)
    expect(page.locator("#field-bar")).to_have_attribute("data-tone", "ok")
    assert [(row.title.zh, row.version) for row in Finding.objects.all()] == [("导出以后改过的记录", 2)]
    assert Operation.objects.count() == 2


# --- What stands between the device and the site -----------------------------------------------------------------------


@pytest.mark.parametrize("body", ["{}", "null", "[]", '{"results": 1, "inspections": 1, "user": {}}'])
def test_a_door_that_answers_in_json_takes_nothing_and_removes_nothing(
    server: Server, device: BrowserContext, stage: SimpleNamespace, body: str
) -> None:
    page = prepare(device, server, "liumin")
    write(page, "宾馆里的记录")
    asked: list[str] = []

    def fulfil(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="application/json", body=body)

    device.route("**/api/v1/**", fulfil)
    save(page)
    until(page, lambda: bool(asked))
    expect(page.locator("#field-bar-detail")).to_contain_text("没有网络，连上后自动上传。", timeout=SENT)
    pending(page, 1)
    assert page.evaluate(WAITING)
    device.unroute("**/api/v1/**")
    send(page)
    pending(page, 0)
    assert titles() == ["宾馆里的记录"]


def test_the_form_opens_where_a_foreign_network_answers_for_the_site(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    write(page, "宾馆里写到一半")
    drafted(page)
    for status in (200, 403, 429, 502):
        asked = answer(device, f"{server.url}/field/**", status)
        page.goto(f"{server.url}{PAGE}")
        is_open(page)
        expect(page.locator("#title_zh")).to_have_value("宾馆里写到一半")
        assert asked
        device.unroute(f"{server.url}/field/**")


def test_of_every_step_the_first_answer_is_lost_and_nothing_is_done_twice(
    server: Server, device: BrowserContext, stage: SimpleNamespace, photo: Path
) -> None:
    page = prepare(device, server, "liumin")
    device.set_offline(True)
    page.reload()  # the lists are asked for again too
    is_open(page)
    for number in (1, 2):
        write(page, f"回复丢失{number}")
        add_photo(page, photo)
        save(page)
    asked: list[str] = []

    def lose(route: Route) -> None:
        asked.append(route.request.url)
        if asked.count(route.request.url) > 1:
            return route.continue_()
        route.fetch()  # the site has done it
        return route.abort("connectionreset")

    device.route("**/api/v1/**", lose)
    device.set_offline(False)
    pending(page, 0)  # nobody presses anything
    send(page)
    # Who is here, two lists, the changes, two photos.
    until(page, lambda: len({address for address in asked if asked.count(address) > 1}) == 6)
    assert [(row.title.zh, row.version) for row in Finding.objects.order_by("title_zh")] == [
        ("回复丢失1", 1), ("回复丢失2", 1),
    ]  # fmt: skip
    assert (Operation.objects.count(), Evidence.objects.exclude(attachment=None).count()) == (2, 2)
    expect(page.locator("#field-bar")).to_have_attribute("data-tone", "ok")


def guard_with(status: int) -> Callable[[Route], None]:
    def guard(route: Route) -> None:
        if GUARDED not in (route.request.post_data or ""):
            route.continue_()
        elif status:
            route.fulfill(status=status, content_type="text/html", body=DOOR)
        else:
            route.abort("connectionreset")

    return guard


def test_what_a_guard_before_the_site_forbids_holds_up_nothing_else(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    for status in (403, 0):  # an answer, and a line that is cut
        device.set_offline(True)
        for title in ("甲", GUARDED, "丙"):
            write(page, f"{title}{status}")
            save(page)
        device.route(SYNC, guard_with(status))
        device.set_offline(False)
        send(page)
        pending(page, 1)
        device.unroute(SYNC)
        send(page)
        pending(page, 0)
    assert len(titles()) == Operation.objects.count() == 6
    assert set(Finding.objects.values_list("version", flat=True)) == {1}


def test_a_photo_that_no_line_carries_holds_up_no_other(
    server: Server, device: BrowserContext, stage: SimpleNamespace, photo: Path
) -> None:
    page = prepare(device, server, "liumin")
    device.set_offline(True)
    write(page, "两张照片")
    add_photo(page, photo)
    add_photo(page, photo)
    save(page)
    stopped: list[str] = []

    def stop(route: Route) -> None:
        stopped.append(stopped[0] if stopped else route.request.url)
        route.abort("connectionreset") if route.request.url == stopped[0] else route.continue_()

    device.route(PHOTOS, stop)
    device.set_offline(False)
    send(page)
    expect(page.locator("#list-waiting li")).to_contain_text("照片 2 张，1 张待上传", timeout=SENT)
    assert Evidence.objects.exclude(attachment=None).count() == 1
    device.unroute(PHOTOS)
    send(page)
    pending(page, 0)
    assert Evidence.objects.exclude(attachment=None).count() == 2


def test_a_photo_whose_place_somebody_took_out_stays_on_the_device(
    server: Server, device: BrowserContext, stage: SimpleNamespace, photo: Path
) -> None:
    page = prepare(device, server, "liumin")
    device.set_offline(True)
    write(page, "照片的位置被删去")
    page.locator("#submit").check()
    add_photo(page, photo)
    save(page)

    lost: list[Finding] = []

    def lose(route: Route) -> None:
        if lost:
            return route.continue_()
        route.fetch()
        lost.append(Finding.objects.get())
        change_elsewhere(lost[0], stage.zhang, evidence=[{"kind": "inspection", "source": {"zh": "材料", "en": ""}}])
        return route.abort("connectionreset")

    device.route(SYNC, lose)
    device.set_offline(False)
    send(page)
    line = page.locator("#list-waiting li")
    expect(line).to_contain_text("没有等待这张照片的检查发现。", timeout=SENT)
    expect(line).to_contain_text("照片 1 张，1 张待上传")
    pending(page, 1)


# --- The first visit, and new versions ---------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 502])
@pytest.mark.parametrize("what", ["field/", "field/water"])
def test_lists_that_are_not_given_now_are_asked_for_again(
    server: Server, device: BrowserContext, stage: SimpleNamespace, what: str, status: int
) -> None:
    enter(device, server.url, "liumin")
    page = device.new_page()
    asked = answer(device, f"**/api/v1/{what}", status, times=1)
    page.goto(f"{server.url}{PAGE}")
    expect(page.locator("#trouble-words")).to_have_text("服务器暂时没有给出这项检查的数据，稍后自动重试。")
    send(page)
    is_open(page)
    assert len(asked) > 1


def test_a_page_that_could_not_be_kept_is_kept_the_next_time(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    enter(device, server.url, "liumin")
    page = device.new_page()
    device.route(
        "**/js/field/words.js", lambda route: route.abort() if route.request.service_worker else route.continue_()
    )
    page.goto(f"{server.url}/field/")
    first = page.locator("#checklist li").first
    expect(first).to_contain_text("还没有存好。")
    device.unroute("**/js/field/words.js")
    page.get_by_role("button", name="重新检查").click()
    expect(first).to_contain_text("已存在本机，没有网络也能打开。", timeout=SENT)
    device.set_offline(True)
    page.goto(f"{server.url}{PAGE}")
    expect(page.locator("#trouble-words")).to_have_text("本机没有这项检查的数据，请联网打开本页一次。")


def test_a_new_version_that_another_page_asked_in_is_there_at_a_press(
    mortal_server: Server, device: BrowserContext, stage: SimpleNamespace, tmp_path: Path
) -> None:
    server = mortal_server
    page = prepare(device, server, "liumin")
    other = device.new_page()
    go(other, server)
    newer = tmp_path / "newer.py"
    newer.write_text(
        "def post_worker_init(worker):\n    from findings.views import field\n\n    field.version = lambda: 'newer'\n"
    )
    server.kill()
    server.start(GUNICORN_CMD_ARGS=f"--config {newer}")
    write(other, "另一页正在填写")
    page.evaluate("navigator.serviceWorker.getRegistration('/field/').then((one) => one.update())")
    for one in (page, other):
        expect(one.locator("#update")).to_be_visible(timeout=SENT)
    page.locator("#update-now").click()
    expect(page.locator("#update")).to_be_hidden()
    expect(other.locator("#title_zh")).to_have_value("另一页正在填写")
    other.locator("#update-now").click()
    expect(other.locator("#update")).to_be_hidden()
    is_open(other)
    expect(other.locator("#entry-note")).to_contain_text(re.compile("已恢复|正在另一个页面"))


# --- Photos and leaving ------------------------------------------------------------------------------------------------


def test_a_long_name_of_a_photo_stops_no_record_and_a_drawing_is_no_photo(
    server: Server, device: BrowserContext, stage: SimpleNamespace, photo: Path
) -> None:
    page = prepare(device, server, "liumin")
    write(page, "长文件名")
    for inside in (
        "<script>document.title = 'run'</script>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
    ):
        drawing = (
            f"<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'>{inside}<rect width='9' height='9'/></svg>"
        )
        page.locator("#photo").set_input_files(
            {"name": "图.svg", "mimeType": "image/svg+xml", "buffer": drawing.encode()}
        )
        expect(page.locator("#photo-note")).to_have_text("“图.svg”读不出来，请改用 JPEG 或 PNG。")
        expect(page.locator("#evidence li")).to_have_count(0)
    name = "x" * 240 + ".jpg"
    page.locator("#photo").set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": photo.read_bytes()})
    expect(page.locator("#photo-note")).to_contain_text("照片已存在本机")
    save(page)
    send(page)
    pending(page, 0)
    assert Evidence.objects.get().attachment.name == "x" * 116 + ".jpg"


def test_a_page_that_does_not_let_go_of_the_records_keeps_nobody_from_leaving(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    asleep = device.new_page()
    asleep.goto(f"{server.url}/static/img/mark.svg")
    asleep.goto(f"{server.url}/healthz")
    asleep.evaluate(
        f"() => new Promise((done) => {{ indexedDB.open('zhijian-field-{stage.liu.pk}').onsuccess = (event) => "
        "{ window.held = event.target.result; done(); }; })"
    )
    page.goto(f"{server.url}/")
    press(page.get_by_role("button", name="退出"))
    expect(page).to_have_url(re.compile("/sign-in/"))
