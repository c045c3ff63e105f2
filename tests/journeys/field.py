"""The stage of field entry in a browser: a server that can really be killed, and what a person does on the page."""

import hashlib
import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

from django.conf import settings
from django.db import connection
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from core.attachments import place_of
from findings.actions.recording import change_finding
from findings.enums import FindingState
from findings.models import Evidence, Finding
from findings.recording import entry_of
from scripts.embedded import database_url
from tests.journeys import browsers
from tests.journeys.browsers import enter

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "zhijian-demo-2017"
PAGE = "/field/water/"
SENT = 150_000  # milliseconds until everything is uploaded on a busy machine
STARTED = 300  # seconds until the site is served on a busy machine


class Server:
    """The site as it is served, with its files in `media`: it can be killed and started again under its address."""

    def __init__(self, media: Path) -> None:
        self.media = media
        # Bound and never listening: to nobody else the port is given, also not while the server is killed.
        self.reserved = socket.socket()
        self.reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.reserved.bind(("127.0.0.1", 0))
        self.port = self.reserved.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        address = urlsplit(os.environ.get("DATABASE_URL") or database_url())
        self.environment = {
            **os.environ,
            "DATABASE_URL": urlunsplit(address._replace(path=f"/{connection.settings_dict['NAME']}")),
            "REDIS_URL": settings.REDIS_URL,
            "ZHIJIAN_MEDIA_ROOT": str(media),
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
        }
        self.process: subprocess.Popen | None = None

    def start(self, **environment: str) -> None:
        """Until it answers, its first page included: what comes late counts as no network where the page says so."""
        # No worker of a busy machine counts as hanging, and no line is closed just when the next question comes.
        served = ["--bind", f"127.0.0.1:{self.port}", "--threads", "6", "--timeout", "600", "--keep-alive", "120"]
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", *served]
        self.environment |= environment
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)
        until_then = time.monotonic() + STARTED
        while time.monotonic() < until_then and self.process.poll() is None:
            with suppress(OSError):
                urlopen(f"{self.url}/sign-in/", timeout=60).close()
                return
            time.sleep(0.1)
        raise TimeoutError(self.url)

    def kill(self) -> None:
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def close(self) -> None:
        self.kill()
        self.reserved.close()


def sign_in(page: Page, server: Server, name: str) -> None:
    browsers.sign_in(page, server.url, name, PASSWORD)


def prepare(device: BrowserContext, server: Server, name: str) -> Page:
    """One visit on line, until the device has all it needs and somebody could type."""
    enter(device, server.url, name)
    page = device.new_page()
    go(page, server)
    kept = "async () => Boolean((await navigator.serviceWorker.ready).active && navigator.serviceWorker.controller)"
    page.wait_for_function(kept)
    return page


def go(page: Page, server: Server) -> None:
    """Open the page of the inspection, until the form is open."""
    page.goto(f"{server.url}{PAGE}")
    is_open(page)


def is_open(page: Page) -> None:
    """The form stands there for a new record, or for the one that was left."""
    expect(page.locator("#entry-inspection")).to_have_text("水法执法检查")
    expect(page.locator("#title_zh")).to_be_visible()
    expect(page.locator("#title_zh")).to_be_editable()


def open_record(page: Page, where: str, title: str) -> None:
    """Click the record in the list `where`, until the form shows it."""
    page.locator(f"#list-{where}").get_by_role("link", name=title, exact=True).click()
    expect(page.locator("#title_zh")).to_have_value(title)


def drafted(page: Page) -> None:
    """What was typed up to now is on the disk, in whatever language that is said; from the next key on it is not shown."""
    expect(page.locator('#draft-note:not([data-tone="err"])')).to_be_visible()


def write(page: Page, title: str, **fields: str) -> None:
    """Type a record; it is not saved yet."""
    page.locator("#title_zh").fill(title)
    for name, value in fields.items():
        page.locator(f"#{name}").fill(value)


def save(page: Page) -> None:
    title = page.locator("#title_zh").input_value()
    page.locator("#entry").get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#entry-note")).to_contain_text(title)  # the note of the record before says another one
    expect(page.locator("#entry-note")).to_contain_text("已保存在本机")


def pending(page: Page, count: int) -> None:
    words = f"已保存在本机，尚未上传 {count} 条" if count else re.compile("没有待上传|全部已上传")
    expect(page.locator("#field-bar-words")).to_have_text(words, timeout=SENT)


def send(page: Page) -> None:
    page.get_by_role("button", name="立即上传").click()


def until(page: Page, done: Callable[[], bool]) -> None:
    """Wait for what cannot be seen on the page."""
    for _ in range(SENT // 100):
        if done():
            return
        page.wait_for_timeout(100)
    raise TimeoutError


def titles() -> list[str]:
    return sorted(Finding.objects.values_list("title_zh", flat=True))


def drafts(page: Page) -> int:
    """How many drafts are on the disk."""
    return page.evaluate(
        """() => new Promise((resolve, reject) => {
            const opening = indexedDB.open(`zhijian-field-${localStorage.getItem("zhijian-field-user")}`);
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {
                const counting = opening.result.transaction("drafts").objectStore("drafts").count();
                counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
            };
        })"""
    )


def recorded(page: Page, title: str) -> Finding:
    """A record that arrived and was registered at once, so that heads may change it."""
    write(page, title, facts_zh="原来的情况。")
    page.locator("#submit").check()
    page.locator("#evidence-add").click()
    save(page)
    send(page)
    pending(page, 0)
    finding = Finding.objects.get(title_zh=title)
    assert finding.state == FindingState.RECORDED
    return finding


def change_elsewhere(finding: Finding, by, **changed: object) -> None:
    change_finding(finding=finding, data={**entry_of(finding), **changed}, base=finding.version, by=by)


def sign_out(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/")
    page.get_by_role("button", name="退出").click()


def the_photo_arrived_once(finding: Finding) -> None:
    """Small, upright, without what the camera wrote into it, and byte by byte what the device announced."""
    evidence = Evidence.objects.exclude(announced_digest="").get()
    assert evidence.finding == finding
    content = place_of(evidence.attachment.digest).read_bytes()
    assert hashlib.sha256(content).hexdigest() == evidence.announced_digest == evidence.attachment.digest
    picture = Image.open(io.BytesIO(content))
    assert max(picture.size) == 2048
    assert picture.size[1] > picture.size[0]
    assert not picture.getexif()
    assert b"secret" not in content
