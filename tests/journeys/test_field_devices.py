"""Devices as they are: handed on, with a wrong clock, a full disk, a private window, and pages that come back from the dead."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from core.attachments import place_of
from findings.models import Evidence, Finding
from tests.journeys.browsers import enter, knock
from tests.journeys.field import (
    PAGE,
    PASSWORD,
    SENT,
    Server,
    drafted,
    drafts,
    go,
    is_open,
    open_record,
    pending,
    prepare,
    save,
    send,
    sign_in,
    sign_out,
    titles,
    until,
    write,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DAY = 24 * 60 * 60 * 1000
SHIFT_ALL = """{
    const Real = Date;
    const shift = %d;
    window.Date = class extends Real {
        constructor(...given) { if (given.length) super(...given); else super(Real.now() + shift); }
        static now() { return Real.now() + shift; }
    };
}"""
# A disk that takes nothing while `window.full` is true.
FULL = """{
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
        if (window.full) throw new DOMException("the disk is full", "QuotaExceededError");
        return put.apply(this, given);
    };
}"""
# Everything that is ever shown on the page, of what stands in texts and fields.
WATCH = """{
    window.shown = "";
    window.looks = 0;
    window.setInterval(() => {
        window.looks += 1;
        const fields = Array.from(document.querySelectorAll("input, textarea"), (one) => one.value);
        window.shown += [document.body ? document.body.innerText : "", ...fields].join(" ");
    }, 20);
}"""

# A machine that is never so slow that the four seconds pass after which the page opens without the server's word.
QUICK = """{
    const wait = window.setTimeout;
    window.setTimeout = (act, milliseconds, ...rest) => wait(act, milliseconds === 4000 ? 1e8 : milliseconds, ...rest);
}"""

# How often the form was closed to typing while a record was put into it.
OPENINGS = """{
    window.openings = 0;
    const look = (changes) => {
        window.openings += changes.filter((one) => one.target.id === "title_zh" && one.target.disabled).length;
    };
    new MutationObserver(look).observe(document, { subtree: true, attributes: true, attributeFilter: ["disabled"] });
}"""


# --- Handed on -------------------------------------------------------------------------------------------------------


def test_who_signs_in_where_nobody_signed_out_never_sees_the_one_before(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    write(page, "刘敏还没有写完")
    drafted(page)
    device.clear_cookies()  # the session ran out
    page.close()

    page = device.new_page()
    page.add_init_script(WATCH)
    page.add_init_script(QUICK)
    held: list[Route] = []
    device.route("**/api/v1/whoami", lambda route: route.continue_() if held else held.append(route))
    page.goto(f"{server.url}/sign-in/?next={PAGE}")
    knock(page, "chenyu", PASSWORD)
    until(page, lambda: bool(held))
    page.wait_for_function("() => window.looks > 20")  # all the while nobody has said yet who is here
    held[0].continue_()
    expect(page.locator("#field-person")).to_have_text("陈宇")
    is_open(page)
    page.wait_for_function("() => window.shown.includes('陈宇')")
    seen = page.evaluate("window.shown")
    assert "现场记录" in seen
    assert "刘敏" not in seen


def test_a_page_of_the_site_ends_the_showing_of_the_one_before(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    write(page, "刘敏的草稿")
    drafted(page)
    device.clear_cookies()
    sign_in(page, server, "chenyu")
    device.set_offline(True)  # before field entry has ever seen her
    page.goto(f"{server.url}{PAGE}")
    expect(page.locator("#page-door")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("刘敏")
    # Her own again, with what she had typed.
    page.goto("about:blank")
    device.set_offline(False)
    device.clear_cookies()
    sign_in(page, server, "liumin")
    page.goto(f"{server.url}{PAGE}")
    expect(page.locator("#title_zh")).to_have_value("刘敏的草稿")


def test_signing_out_hides_the_records_even_where_nothing_could_be_counted(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    write(page, "退出前的草稿")
    drafted(page)
    device.route("**/js/field/outbox*.js", lambda route: route.abort())
    sign_out(page, server)
    expect(page.get_by_label("用户名")).to_be_visible()
    device.unroute("**/js/field/outbox*.js")
    device.set_offline(True)
    page.goto(f"{server.url}{PAGE}")
    expect(page.locator("#page-door")).to_be_visible()
    device.set_offline(False)
    sign_in(page, server, "liumin")
    page.goto(f"{server.url}{PAGE}")
    expect(page.locator("#title_zh")).to_have_value("退出前的草稿")


def test_a_page_that_the_browser_kept_aside_is_opened_anew(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    write(page, "后退之前")
    drafted(page)
    with page.expect_navigation():
        page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(page.locator("#title_zh")).to_have_value("后退之前")


# --- Clock -----------------------------------------------------------------------------------------------------------


def check(page: Page, name: str) -> Locator:
    return page.locator("#checklist li").filter(has=page.locator(f"b:text-is('{name}')"))


def test_before_leaving_the_device_is_looked_at(server: Server, device: BrowserContext, stage: SimpleNamespace) -> None:
    page = prepare(device, server, "liumin")
    page.add_init_script("navigator.storage.estimate = async () => ({quota: 2e9, usage: 250e6})")
    page.goto(f"{server.url}/field/")
    for name, words in (
        ("离线程序", "没有网络也能打开"),
        ("检查数据", "水法执法检查：已在本机"),
        ("本机时钟", "与服务器一致"),
        ("剩余空间", "还有"),
        ("待上传", "没有待上传"),
    ):
        expect(check(page, name)).to_contain_text(words)
        expect(check(page, name)).to_have_attribute("data-tone", "ok")
    expect(check(page, "长期保存")).to_be_visible()
    expect(check(page, "主屏幕")).to_have_attribute("data-tone", "info")

    # Little space, nothing kept, and a record that waits.
    page.evaluate("navigator.storage.estimate = async () => ({quota: 300e6, usage: 250e6})")
    page.evaluate("caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))")
    page.get_by_role("button", name="重新检查").click()
    expect(check(page, "剩余空间")).to_contain_text("只有")
    expect(check(page, "离线程序")).to_contain_text("还没有存好")
    for name in ("剩余空间", "离线程序"):
        expect(check(page, name)).to_have_attribute("data-tone", "warn")


@pytest.mark.parametrize(("shift", "words"), [(DAY, "快了 1440 分钟"), (-DAY, "慢了 1440 分钟")])
def test_a_clock_that_is_a_day_wrong_is_said_and_does_no_harm(
    server: Server, device: BrowserContext, stage: SimpleNamespace, shift: int, words: str
) -> None:
    page = prepare(device, server, "liumin")
    page.add_init_script(SHIFT_ALL % shift)
    page.goto(f"{server.url}/field/")
    expect(check(page, "本机时钟")).to_contain_text(words)
    expect(check(page, "本机时钟")).to_have_attribute("data-tone", "warn")
    go(page, server)
    expect(page.locator("#found_on")).to_have_value(timezone.localdate().isoformat())  # not the device's day
    write(page, "时钟不准")
    save(page)
    pending(page, 0)
    open_record(page, "uploaded", "时钟不准")
    write(page, "时钟不准也不要紧")
    save(page)
    pending(page, 0)
    finding = Finding.objects.get()
    assert (finding.title.zh, finding.version) == ("时钟不准也不要紧", 2)


def test_after_seven_days_only_what_arrived_leaves_the_device(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = prepare(device, server, "liumin")
    write(page, "早已上传")
    save(page)
    send(page)
    pending(page, 0)
    expect(page.locator("#list-uploaded li")).to_have_count(1)
    device.set_offline(True)
    write(page, "一直没有网络")
    save(page)
    write(page, "写了一半")
    drafted(page)
    for days, left in ((6, 1), (8, 0)):
        later = device.new_page()
        later.add_init_script(SHIFT_ALL % (days * DAY))
        later.goto(f"{server.url}{PAGE}")
        expect(later.locator("#list-waiting")).to_contain_text("一直没有网络")
        expect(later.locator("#list-drafts")).to_contain_text("写了一半")
        expect(later.locator("#list-uploaded li")).to_have_count(left)
        later.close()


# --- Storage ---------------------------------------------------------------------------------------------------------


def test_a_full_disk_is_said_and_loses_nothing(
    server: Server, device: BrowserContext, stage: SimpleNamespace, photo: Path
) -> None:
    page = prepare(device, server, "liumin")
    page.add_init_script(FULL)
    page.reload()
    is_open(page)
    device.set_offline(True)
    write(page, "空间用完之前")
    save(page)
    page.evaluate("window.full = true")
    write(page, "空间用完之后", facts_zh="打了很久的字")
    expect(page.locator("#draft-note")).to_contain_text("没有保存成功：本机存储出错")
    page.locator("#entry").get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#entry-errors")).to_contain_text("没有保存成功：本机存储出错")
    expect(page.locator("#facts_zh")).to_have_value("打了很久的字")
    page.locator("#photo").set_input_files(photo)
    expect(page.locator("#photo-note")).to_contain_text("没有存下，请检查本机空间")
    device.set_offline(False)
    send(page)
    expect(page.locator("#field-bar-detail")).to_contain_text("本机存储已满", timeout=SENT)
    pending(page, 1)
    with page.expect_download() as taking:
        page.locator("#field-export").click()
    assert "空间用完之前" in Path(taking.value.path()).read_text("utf-8")

    page.evaluate("window.full = false")
    page.locator("#facts_zh").press_sequentially("。")
    drafted(page)
    save(page)
    pending(page, 0)
    assert titles() == ["空间用完之前", "空间用完之后"]


def test_a_browser_that_keeps_nothing_says_so(server: Server, device: BrowserContext, stage: SimpleNamespace) -> None:
    page = device.new_page()
    page.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('not in a private window', 'InvalidStateError'); }"
    )
    enter(device, server.url, "liumin")
    for _ in range(2):  # the first time, and where the device knows her
        page.goto(f"{server.url}{PAGE}")
        expect(page.locator("#page-trouble")).to_contain_text("这个浏览器不能在本机保存记录")
        expect(page.locator("#page-entry")).to_be_hidden()
        expect(page.locator("#page-door")).to_be_hidden()
        page.evaluate(f"localStorage.setItem('zhijian-field-user', '{stage.liu.pk}')")
    sign_out(page, server)  # and keeps nobody from leaving
    expect(page.get_by_label("用户名")).to_be_visible()


def test_the_first_visit_opens_the_form_once(server: Server, device: BrowserContext, stage: SimpleNamespace) -> None:
    """Opened again, it would lose what was typed in between."""
    page = device.new_page()
    page.add_init_script(OPENINGS)
    enter(device, server.url, "liumin")
    page.goto(f"{server.url}{PAGE}")
    write(page, "一打开就写")
    drafted(page)
    assert page.evaluate("window.openings") == 1


def test_a_connection_to_the_database_that_sleep_took_is_opened_again(
    server: Server, device: BrowserContext, stage: SimpleNamespace
) -> None:
    page = device.new_page()
    page.add_init_script(
        """{
            const begin = IDBDatabase.prototype.transaction;
            IDBDatabase.prototype.transaction = function (...given) {
                if (window.asleep) { window.asleep = false; this.close(); }
                return begin.apply(this, given);
            };
        }"""
    )
    enter(device, server.url, "liumin")
    go(page, server)
    page.evaluate("window.asleep = true")
    write(page, "睡了一觉")
    drafted(page)
    assert page.evaluate("window.asleep") is False
    assert drafts(page) == 1
    save(page)
    pending(page, 0)
    assert titles() == ["睡了一觉"]


# --- Photos ----------------------------------------------------------------------------------------------------------


def test_a_photo_belongs_to_the_record_for_which_it_was_chosen(
    server: Server, device: BrowserContext, stage: SimpleNamespace, photo: Path
) -> None:
    """She presses 保存 while the tablet is still at work on it."""
    page = prepare(device, server, "liumin")
    page.evaluate(
        """() => {
            const make = HTMLCanvasElement.prototype.toBlob;
            HTMLCanvasElement.prototype.toBlob = function (...given) { window.finish = () => make.apply(this, given); };
        }"""
    )
    write(page, "有照片的")
    page.locator("#photo").set_input_files(photo)
    page.wait_for_function("() => window.finish")
    expect(page.locator("#photo-note")).to_have_text("正在处理照片…")
    page.locator("#entry").get_by_role("button", name="保存", exact=True).click()
    page.evaluate("window.finish()")
    expect(page.locator("#entry-note")).to_contain_text("有照片的")
    write(page, "没有照片的")
    save(page)
    send(page)
    pending(page, 0)
    evidence = Evidence.objects.select_related("finding").get()
    assert (evidence.finding.title.zh, Finding.objects.count()) == ("有照片的", 2)
    assert evidence.attachment is not None


def test_the_original_is_kept_only_where_somebody_ticks_it_and_what_is_no_photo_is_named(
    server: Server, device: BrowserContext, stage: SimpleNamespace, photo: Path, tmp_path: Path
) -> None:
    page = prepare(device, server, "liumin")
    words = tmp_path / "说明.jpg"
    words.write_text("not a photo")
    write(page, "保留原图")
    page.locator("#photo-original").check()
    page.locator("#photo").set_input_files([words, photo])
    expect(page.locator("#photo-note")).to_contain_text("“说明.jpg”读不出来，请改用 JPEG 或 PNG。")
    expect(page.locator("#evidence img")).to_have_count(1)
    drafted(page)
    save(page)
    send(page)
    pending(page, 0)
    assert place_of(Evidence.objects.get().attachment.digest).read_bytes() == photo.read_bytes()
