"""A browser that is killed, as a tablet does it whose battery ends: what was said to be kept is there when it comes back."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from scripts.system import chromium
from tests.journeys.browsers import PATIENCE, enter
from tests.journeys.conftest import FLAGS
from tests.journeys.field import Server, go, pending, prepare, save, send, sign_out, titles, until, write
from tests.journeys.test_field_answers import add_photo
from tests.journeys.test_field_devices import WATCH

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


class Tablet:
    """A browser with a folder of its own on the disk."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.kind, self.folder = browser.browser_type, folder
        self.context: BrowserContext | None = None

    def start(self) -> BrowserContext:
        self.context = self.kind.launch_persistent_context(
            str(self.folder), executable_path=chromium(), args=FLAGS, viewport={"width": 834, "height": 1112}
        )
        self.context.set_default_timeout(PATIENCE)
        return self.context

    def processes(self) -> list[int]:
        """Its browser and all that belongs to it."""
        named = f"--user-data-dir={self.folder}".encode()
        found = []
        for place in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                if named in place.read_bytes():
                    found.append(int(place.parent.name))
        return found

    def kill(self) -> None:
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        if self.context:
            with suppress(Error):
                self.context.close()
            self.context = None


@pytest.fixture
def tablet(browser: Browser, tmp_path: Path) -> Iterator[Tablet]:
    tablet = Tablet(browser, tmp_path / "profile")
    yield tablet
    tablet.kill()


def without_a_network(tablet: Tablet, server: Server) -> Page:
    """With the server dead: a line that only the browser is told to cut does not reach a worker that begins."""
    page = tablet.start().new_page()
    go(page, server)
    return page


def test_what_was_saved_or_typed_is_there_after_the_browser_was_killed(
    mortal_server: Server, tablet: Tablet, stage: SimpleNamespace, photo: Path
) -> None:
    server = mortal_server
    page = prepare(tablet.start(), server, "liumin")
    server.kill()
    write(page, "保存后立即断电")
    add_photo(page, photo)
    save(page)
    tablet.kill()
    page = without_a_network(tablet, server)
    expect(page.locator("#list-waiting li")).to_contain_text("保存后立即断电")
    expect(page.locator("#list-waiting li")).to_contain_text("照片 1 张，1 张待上传")
    pending(page, 1)
    # Somebody who never pauses.
    page.evaluate(
        """() => {
            const title = document.getElementById("title_zh");
            const type = () => {
                title.value += "写";
                title.dispatchEvent(new Event("input", { bubbles: true }));
            };
            window.setInterval(type, 100);
        }"""
    )
    until(page, lambda: len(page.locator("#title_zh").input_value()) > 60)
    tablet.kill()
    page = without_a_network(tablet, server)
    expect(page.locator("#title_zh")).to_have_value(re.compile("^写{10,}$"))
    pending(page, 1)
    server.start()
    enter(tablet.context, server.url, "liumin")
    send(page)
    pending(page, 0)
    assert titles() == ["保存后立即断电"]


def test_who_signed_out_before_the_browser_was_killed_is_not_shown(
    mortal_server: Server, tablet: Tablet, stage: SimpleNamespace
) -> None:
    server = mortal_server
    page = prepare(tablet.start(), server, "liumin")
    tablet.context.route("**/api/v1/sync", lambda route: route.abort())
    write(page, "退出之后不再显示")
    save(page)
    page.wait_for_timeout(6000)  # the copy in localStorage is on the disk by now; her signing out is not, when it ends
    sign_out(page, server)
    page.locator("#field-sign-out").get_by_role("button", name="仍然退出").click()
    page.wait_for_url("**/sign-in/**")
    tablet.kill()
    server.kill()
    page = tablet.start().new_page()
    page.add_init_script(WATCH)
    page.goto(f"{server.url}/field/water/")
    expect(page.locator("#page-door")).to_be_visible()
    until(page, lambda: page.evaluate("window.looks") > 20)
    assert not re.search("退出之后|刘敏", page.evaluate("window.shown"))
