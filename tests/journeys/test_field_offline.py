"""A day in the field: no network, a dead tab, a lost answer, somebody else's change; and every record is there once.

With a server of its own that can really be killed, the browser's own database, and the worker that keeps the shell.
"""

import json
import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from findings.models import Evidence, Finding, Operation
from tests.journeys.browsers import enter, knock, open_context, press
from tests.journeys.field import (
    PAGE,
    PASSWORD,
    SENT,
    Server,
    change_elsewhere,
    drafted,
    drafts,
    go,
    is_open,
    open_record,
    pending,
    prepare,
    recorded,
    save,
    send,
    sign_in,
    sign_out,
    the_photo_arrived_once,
    titles,
    until,
    write,
)
from tests.journeys.test_accessibility import faults

PICTURES = os.environ.get("ZHIJIAN_PICTURES", "")  # a folder for screenshots, to be looked at
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


# --- The day ---------------------------------------------------------------------------------------------------------


def test_a_day_without_a_network_loses_nothing_and_doubles_nothing(
    mortal_server: Server, device: BrowserContext, stage: SimpleNamespace, photo: Path
) -> None:
    server = mortal_server
    page = prepare(device, server, "liumin")

    # The network is gone, and then the server itself: the page opens all the same.
    device.set_offline(True)
    page.reload()
    is_open(page)
    device.set_offline(False)
    server.kill()
    page.reload()
    is_open(page)
    expect(page.locator("#field-bar-detail")).to_contain_text("没有网络")

    page.locator("#visit").select_option(str(stage.visit.pk))
    page.locator("#unit").select_option(str(stage.unit.pk))
    expect(page.locator("#actor_zh")).to_have_value("某水厂")
    write(page, "一号水源未设标志", facts_zh="保护区边界没有标志。", counted="9", counted_of="13")
    expect(page.locator("#count-word")).to_contain_text("多数")
    page.locator("#article-number").fill("21")
    page.locator("#article-found button").click()
    expect(page.locator("#articles")).to_contain_text("第二十一条")
    page.locator("#figure-add").click()
    page.locator("#figures [data-at=what]").fill("供水人口")
    page.locator("#figures [data-at=zh]").fill("1000余万")
    page.locator("#photo").set_input_files(photo)
    expect(page.locator("#evidence img")).to_be_visible()
    drafted(page)
    save(page)
    pending(page, 1)
    expect(page.locator("#unit")).to_have_value(str(stage.unit.pk))  # the next one is of the same unit
    write(page, "二号水源水质超标")
    save(page)
    write(page, "三号水源管护到位")
    page.locator("#kind_achievement").check()
    save(page)
    pending(page, 3)
    write(page, "第四条正在打字", facts_zh="还没有写完")
    drafted(page)

    # The tab dies; a new one has everything, the half-typed record too.
    page.close(run_before_unload=False)
    page = device.new_page()
    page.goto(f"{server.url}{PAGE}")
    pending(page, 3)
    expect(page.locator("#title_zh")).to_have_value("第四条正在打字")
    expect(page.locator("#facts_zh")).to_have_value("还没有写完")
    expect(page.locator("#list-waiting li")).to_have_count(3)
    expect(page.locator("#list-drafts li")).to_have_count(1)

    # The server is back. It carries out what was sent; the answer never arrives.
    answered = []

    def lose(route: Route) -> None:
        if not answered:
            answered.append(route.fetch().json())
        route.abort()

    device.route("**/api/v1/sync", lose)
    server.start()
    send(page)
    until(page, lambda: bool(answered))
    expect(page.locator("#field-bar-detail")).to_contain_text("没有网络，连上后自动上传")
    pending(page, 3)
    assert [result["status"] for result in answered[0]["results"]] == ["applied"] * 3
    assert Finding.objects.count() == 3

    # One of them is changed before anybody knows that it arrived: no conflict with oneself.
    open_record(page, "waiting", "二号水源水质超标")
    write(page, "二号水源水质超标", facts_zh="氨氮超标。")
    save(page)
    device.unroute("**/api/v1/sync")
    send(page)
    pending(page, 0)
    expect(page.locator("#list-uploaded li")).to_have_count(3)
    expect(page.locator("#list-drafts li")).to_have_count(1)  # what was not saved was not sent

    assert titles() == ["一号水源未设标志", "三号水源管护到位", "二号水源水质超标"]
    assert Operation.objects.count() == 4  # one for each time something was saved and sent
    assert set(Operation.objects.values_list("status", flat=True)) == {"applied"}
    second = Finding.objects.get(title_zh="二号水源水质超标")
    assert (second.facts.zh, second.version, second.written_by) == ("氨氮超标。", 2, stage.liu)
    first = Finding.objects.get(title_zh="一号水源未设标志")
    assert (first.counted, first.counted_of, first.quantity_word) == (9, 13, "多数")
    assert (first.unit, first.actor.zh, first.actor_internal) == (stage.unit, "某水厂", "甲水厂")
    assert [article.pk for article in first.articles.all()] == [stage.article.pk]
    assert first.figures.get().quantity.value == 10_000_000
    the_photo_arrived_once(first)


def test_what_was_typed_survives_a_reload_and_what_is_thrown_away_is_gone(
    server: Server, device: BrowserContext, stage: SimpleNamespace, photo: Path
) -> None:
    page = prepare(device, server, "liumin")
    write(page, "只写了一半")
    page.locator("#photo").set_input_files(photo)
    expect(page.locator("#photo-note")).to_contain_text("照片已存在本机")
    drafted(page)
    page.reload()
    expect(page.locator("#title_zh")).to_have_value("只写了一半")
    expect(page.locator("#evidence img")).to_be_visible()
    expect(page.locator("#entry-note")).to_contain_text("已恢复")
    # A second page does not type over the first one's draft.
    other = device.new_page()
    other.goto(f"{server.url}{PAGE}")
    expect(other.locator("#entry-note")).to_contain_text("另一个页面")
    expect(other.locator("#title_zh")).to_have_value("")
    other.close()
    page.get_by_role("button", name="放弃这份草稿").click()
    page.locator("#confirm").get_by_role("button", name="确定").click()
    expect(page.locator("#entry-note")).to_contain_text("草稿已放弃")
    expect(page.locator("#title_zh")).to_have_value("")
    page.reload()
    is_open(page)
    pending(page, 0)  # the lists have been read from the disk
    expect(page.locator("#title_zh")).to_have_value("")
    expect(page.locator("#list-drafts li")).to_have_count(0)
    assert Finding.objects.count() == 0


def test_half_typed_pinyin_is_no_draft(server: Server, device: BrowserContext, stage: SimpleNamespace) -> None:
    page = prepare(device, server, "liumin")
    field = page.locator("#title_zh")
    field.focus()
    typing = device.new_cdp_session(page)
    typing.send("Input.imeSetComposition", {"text": "shui'yuan", "selectionStart": 9, "selectionEnd": 9})
    # By the page's own clock three times as long as a draft waits for the next key: it would be written by then.
    page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 1000))")
    expect(page.locator("#draft-note")).to_have_text("")
    assert drafts(page) == 0
    typing.send("Input.insertText", {"text": "水源"})
    drafted(page)
    page.reload()
    expect(field).to_have_value("水源")


# --- Somebody else ---------------------------------------------------------------------------------------------------


def test_somebody_else_changed_it_meanwhile_and_both_versions_are_shown(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    finding = recorded(page, "水源地有违建")
    device.set_offline(True)
    open_record(page, "uploaded", "水源地有违建")
    write(page, "水源地有三处违建", suggestion="限期拆除。")
    save(page)
    pending(page, 1)
    change_elsewhere(finding, stage.zhang, title={"zh": "水源地违建未拆", "en": ""}, actor_internal="丙单位")
    device.set_offline(False)
    send(page)
    expect(page.locator("#field-bar-detail")).to_contain_text("1 条有冲突", timeout=SENT)
    pending(page, 1)  # it never looks sent
    finding.refresh_from_db()
    assert (finding.title.zh, finding.version) == ("水源地违建未拆", 2)  # nothing was overwritten

    page.locator("#list-waiting").get_by_role("link", name="水源地有三处违建").click()
    expect(page.locator("#conflict-who")).to_contain_text("张伟")
    expect(page.locator("#differences fieldset")).to_have_count(3)
    title = page.locator("#differences fieldset[data-name=title]")
    expect(title).to_contain_text("水源地有三处违建")
    expect(title).to_contain_text("水源地违建未拆")
    title.get_by_label("对方的（服务器）").check()
    # What she did not touch herself is proposed as the other left it.
    expect(page.locator("fieldset[data-name=actor_internal]").get_by_label("对方的（服务器）")).to_be_checked()
    page.get_by_role("button", name="采用所选").click()
    pending(page, 0)
    finding.refresh_from_db()
    assert (finding.title.zh, finding.suggestion, finding.actor_internal) == ("水源地违建未拆", "限期拆除。", "丙单位")
    assert finding.version == 3
    # What was not taken of her own is still there.
    open_record(page, "drafts", "水源地有三处违建")
    expect(page.locator("#entry-note")).to_contain_text("没有采用")
    assert Finding.objects.count() == 1


def test_what_arrives_under_an_open_form_is_not_overwritten_unread(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    write(page, "水表未检定")
    save(page)
    send(page)
    pending(page, 0)
    finding = Finding.objects.get()
    open_record(page, "uploaded", "水表未检定")
    change_elsewhere(finding, stage.liu, suggestion="另一台设备上写的。")
    other = device.new_page()  # another page of the device fetches the lists, the changed record among them
    go(other, server)
    other.locator("#list-uploaded a").first.click()
    expect(other.locator("#entry-note")).to_contain_text("另一个页面")
    other.goto(f"{server.url}/field/")
    other.locator("#inspections").get_by_role("button").click()
    expect(other.locator("#start-note")).to_contain_text("检查数据已存在本机")
    write(page, "水表逾期未检定")
    save(page)
    expect(page.locator("#field-bar-detail")).to_contain_text("1 条有冲突", timeout=SENT)
    finding.refresh_from_db()
    assert (finding.suggestion, finding.version) == ("另一台设备上写的。", 2)


def test_the_others_version_may_be_taken_whole(server: Server, device: BrowserContext, stage: SimpleNamespace) -> None:
    page = prepare(device, server, "liumin")
    finding = recorded(page, "管网漏损")
    device.set_offline(True)
    open_record(page, "uploaded", "管网漏损")
    write(page, "管网漏损严重")
    save(page)
    change_elsewhere(finding, stage.zhang, title={"zh": "管网漏损率高", "en": ""})
    device.set_offline(False)
    send(page)
    expect(page.locator("#field-bar-detail")).to_contain_text("1 条有冲突", timeout=SENT)
    page.locator("#list-waiting").get_by_role("link", name="管网漏损严重").click()
    page.get_by_role("button", name="全选对方的").click()
    page.get_by_role("button", name="采用所选").click()
    pending(page, 0)
    expect(page.locator("#list-uploaded")).to_contain_text("管网漏损率高")
    expect(page.locator("#list-drafts")).to_contain_text("管网漏损严重")
    finding.refresh_from_db()
    assert (finding.title.zh, finding.version) == ("管网漏损率高", 2)


def test_what_the_server_refuses_stays_and_can_be_mended(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    write(page, "数字写错了")
    page.locator("#figure-add").click()
    page.locator("#figures [data-at=what]").fill("人口")
    page.locator("#figures [data-at=zh]").fill("不知道多少")
    save(page)
    expect(page.locator("#field-bar-detail")).to_contain_text("1 条未被接收", timeout=SENT)
    pending(page, 1)
    line = page.locator("#list-waiting li")
    expect(line).to_contain_text("未被接收")
    line.get_by_role("link").first.click()
    expect(page.locator("#entry-errors")).to_be_visible()
    page.locator("#entry-errors a").click()
    expect(page.locator("#figures [data-at=zh]")).to_be_focused()
    page.locator("#figures [data-at=zh]").fill("30万人")
    save(page)
    pending(page, 0)
    assert titles() == ["数字写错了"]
    assert Operation.objects.count() == 1


# --- One device, several people --------------------------------------------------------------------------------------


def test_a_queue_is_its_owners_alone(server: Server, device: BrowserContext, stage: SimpleNamespace) -> None:
    page = prepare(device, server, "liumin")
    device.route("**/api/v1/sync", lambda route: route.abort())
    write(page, "刘敏的记录")
    save(page)
    pending(page, 1)
    sign_out(page, server)
    dialog = page.locator("#field-sign-out")
    expect(dialog).to_contain_text("待上传的记录：1")
    dialog.get_by_role("button", name="取消").click()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="退出").click()
    press(dialog.get_by_role("button", name="仍然退出"))
    expect(page).to_have_url(re.compile("/sign-in/"))

    # Nobody is here: the shell says nothing of her, with a network and without.
    device.set_offline(True)
    page.goto(f"{server.url}{PAGE}")
    expect(page.locator("#page-door")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("刘敏")
    device.set_offline(False)
    device.unroute("**/api/v1/sync")

    # Somebody else: an empty queue of her own, and how many records of others wait.
    sign_in(page, server, "chenyu")
    page.goto(f"{server.url}{PAGE}")
    expect(page.locator("#field-person")).to_have_text("陈宇")
    pending(page, 0)
    expect(page.locator("#field-bar-others")).to_contain_text("其他用户的待上传记录 1 条")
    expect(page.locator("body")).not_to_contain_text("刘敏")
    write(page, "陈宇的记录")
    save(page)
    pending(page, 0)
    assert {(row.title.zh, row.written_by.username) for row in Finding.objects.all()} == {("陈宇的记录", "chenyu")}
    sign_out(page, server)
    expect(page).to_have_url(re.compile("/sign-in/"))  # nothing waits: nothing is asked

    # Its owner comes back, and it goes out by itself.
    sign_in(page, server, "liumin")
    page.goto(f"{server.url}{PAGE}")
    expect(page.locator("#list-uploaded")).to_contain_text("刘敏的记录", timeout=SENT)
    pending(page, 0)
    assert {(row.title.zh, row.written_by.username) for row in Finding.objects.all()} == {
        ("陈宇的记录", "chenyu"),
        ("刘敏的记录", "liumin"),
    }


def test_a_session_that_ended_keeps_the_queue(server: Server, device: BrowserContext, stage: SimpleNamespace) -> None:
    page = prepare(device, server, "liumin")
    device.set_offline(True)
    write(page, "登录过期之前")
    save(page)
    device.clear_cookies()
    device.set_offline(False)
    send(page)
    expect(page.locator("#field-bar-detail")).to_contain_text("请重新登录", timeout=SENT)
    pending(page, 1)
    press(page.locator("#field-sign-in"))
    knock(page, "liumin", PASSWORD)
    expect(page).to_have_url(f"{server.url}{PAGE}")
    pending(page, 0)
    assert titles() == ["登录过期之前"]


def test_the_exported_file_brings_the_same_rows_once(
    server: Server, device: BrowserContext, stage: SimpleNamespace, photo: Path
) -> None:
    page = prepare(device, server, "liumin")
    device.route("**/api/v1/sync", lambda route: route.abort())
    write(page, "只在文件里的记录")
    page.locator("#photo").set_input_files(photo)
    expect(page.locator("#evidence img")).to_be_visible()
    drafted(page)
    save(page)
    pending(page, 1)
    sign_out(page, server)
    with page.expect_download() as taking:
        page.locator("#field-sign-out").get_by_role("button", name="导出文件").click()
    taken = Path(taking.value.path())
    content = json.loads(taken.read_text("utf-8"))
    assert (content["format"], content["user"]) == ("zhijian-field/1", stage.liu.pk)
    assert [operation["data"]["title"]["zh"] for operation in content["operations"]] == ["只在文件里的记录"]
    assert [blob["digest"] for blob in content["blobs"]] == [content["operations"][0]["data"]["evidence"][0]["digest"]]
    page.locator("#field-sign-out").get_by_role("button", name="取消").click()
    bring_in(page, server, taken)
    finding = Finding.objects.get()
    assert finding.title.zh == "只在文件里的记录"
    the_photo_arrived_once(finding)
    bring_in(page, server, taken)
    # And when the device gets through after all, it is still the same row.
    device.unroute("**/api/v1/sync")
    page.goto(f"{server.url}{PAGE}")
    expect(page.locator("#list-uploaded")).to_contain_text("只在文件里的记录", timeout=SENT)
    pending(page, 0)
    assert (Finding.objects.count(), Operation.objects.count(), Evidence.objects.count()) == (1, 1, 1)
    the_photo_arrived_once(finding)


def bring_in(page: Page, server: Server, file: Path) -> None:
    """The page that takes the file of a device: it shows what is in it, then takes it."""
    page.goto(f"{server.url}/field/import/")
    page.locator("main input[type=file]").set_input_files(file)
    press(page.get_by_role("button", name="先看看里面有什么"))
    expect(page.get_by_text("尚未导入")).to_be_visible()
    page.locator("main input[type=file]").set_input_files(file)
    press(page.get_by_role("button", name="导入", exact=True))
    expect(page.get_by_text("文件中的内容都已在服务器上")).to_be_visible()


# --- Switched off, new versions, for everybody -----------------------------------------------------------------------


GONE = """async () => {
    const [names, workers] = [await caches.keys(), await navigator.serviceWorker.getRegistrations()];
    return !names.length && !workers.length;
}"""


def test_where_it_is_switched_off_the_worker_goes_and_the_records_get_home(
    mortal_server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    server = mortal_server
    page = prepare(device, server, "liumin")
    device.set_offline(True)
    write(page, "关闭之前的记录")
    save(page)
    server.kill()
    device.set_offline(False)
    server.start(ZHIJIAN_OFFLINE_ENABLED="false")
    page.goto(f"{server.url}{PAGE}")
    expect(page.get_by_text("没有开放离线现场记录")).to_be_visible()
    expect(page.get_by_role("link", name="请在网上登记")).to_have_attribute("href", "/inspections/water/findings/new/")
    pending(page, 0)
    assert titles() == ["关闭之前的记录"]
    page.reload()
    page.wait_for_function(GONE)


def test_a_new_version_waits_until_it_is_asked_in(
    mortal_server: Server, device: BrowserContext, stage: SimpleNamespace, tmp_path: Path
) -> None:
    server = mortal_server
    page = prepare(device, server, "liumin")
    newer = tmp_path / "newer.py"
    newer.write_text(
        "def post_worker_init(worker):\n    from findings.views import field\n\n    field.version = lambda: 'newer'\n"
    )
    server.kill()
    server.start(GUNICORN_CMD_ARGS=f"--config {newer}")
    write(page, "更新时正在填写")
    drafted(page)
    page.evaluate("navigator.serviceWorker.getRegistration('/field/').then((one) => one.update())")
    expect(page.locator("#update")).to_be_visible(timeout=SENT)
    expect(page.locator("#title_zh")).to_have_value("更新时正在填写")
    assert page.evaluate("caches.keys().then((names) => names.length)") == 2  # the old one serves until then
    page.get_by_role("button", name="更新", exact=True).click()
    expect(page.locator("#update")).to_be_hidden()
    expect(page.locator("#entry-note")).to_contain_text("已恢复")
    expect(page.locator("#title_zh")).to_have_value("更新时正在填写")
    page.wait_for_function("async () => (await caches.keys()).join() === 'zhijian-field-newer'")


def test_the_worker_keeps_the_shell_and_nothing_else(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    page.goto(f"{server.url}/findings/")
    page.goto(f"{server.url}/field/")
    expect(page.locator("#inspections")).to_contain_text("水法执法检查")
    kept = page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))"
        ".then((all) => all.flat().map((request) => new URL(request.url).pathname))"
    )
    others = [path for path in kept if not path.startswith("/static/")]
    assert sorted(others) == ["/field/", "/field/manifest.webmanifest"]
    shell = page.evaluate("caches.match('/field/').then((answer) => answer.text())")
    assert not re.search("刘敏|liumin|水法|csrf", shell)


@pytest.mark.parametrize(
    ("language", "font_size", "width"),
    [("zh-hans", "s", 1360), ("zh-hans", "xl", 834), ("en", "xl", 834), ("en", "s", 390)],
)
def test_the_shell_keeps_nobody_out(
    server: Server, browser: Browser, stage: SimpleNamespace, photo: Path, language: str, font_size: str, width: int
) -> None:
    with open_context(browser, viewport={"width": width, "height": 1000}) as context:
        enter(context, server.url, "liumin", language=language, font_size=font_size)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        found = {}

        def look(name: str) -> None:
            if PICTURES:
                page.screenshot(path=f"{PICTURES}/{language}-{font_size}-{width}-{name}.png", full_page=True)
            found[name] = faults(page)

        page.goto(f"{server.url}/field/")
        expect(page.locator("#checklist li").nth(3)).to_be_visible()
        look("start")
        press(page.locator("#inspections a"))
        write(page, "无障碍检查")
        page.locator("#english summary").click()
        page.locator("#figure-add").click()
        page.locator("#figures [data-at=what]").fill("供水人口")
        page.locator("#article-number").fill("21")
        page.locator("#photo").set_input_files(photo)
        expect(page.locator("#evidence img")).to_be_visible()
        expect(page.locator("#photo-note")).to_have_attribute("data-tone", "ok")
        drafted(page)
        page.locator(".field-big").click()
        expect(page.locator("#entry-errors")).to_be_focused()
        look("refused")
        page.locator("#figures button").click()
        page.locator(".field-big").click()
        expect(page.locator("#list-uploaded li")).to_have_count(1, timeout=SENT)
        look("sent")
        finding = Finding.objects.get()
        change_elsewhere(finding, stage.liu, suggestion="另一个页面写的。")
        open_record(page, "uploaded", "无障碍检查")
        write(page, "无障碍检查二")
        page.locator(".field-big").click()
        expect(page.locator("#field-bar")).to_have_attribute("data-tone", "err", timeout=SENT)
        page.locator("#list-waiting a").first.click()
        expect(page.locator("#differences fieldset").first).to_be_visible()
        look("conflict")
        assert {name: problems for name, problems in found.items() if problems} == {}
        assert said == []
