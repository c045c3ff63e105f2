"""A browser and a worker, both real."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from accounts.enums import Role
from core.text import Text
from scripts.embedded import database_url
from scripts.system import chromium
from tests.journeys.field import PASSWORD, Server
from tests.make import make_article, make_focus_point, make_inspection, make_unit, make_user, make_visit

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20_000  # milliseconds for what a page says at once where nothing else runs beside it
# Without these, Chromium asks for addresses of its makers in the background; --no-sandbox because CI runs as root.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tablet's width, Chinese by default."""
    with browser.new_context(viewport={"width": 1024, "height": 768}, accept_downloads=True) as context:
        yield context.new_page()


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """A Celery worker on the database and the broker of the test."""
    address = urlsplit(os.environ.get("DATABASE_URL") or database_url())
    environment = {
        **os.environ,
        "DATABASE_URL": urlunsplit(address._replace(path=f"/{connection.settings_dict['NAME']}")),
        "REDIS_URL": settings.REDIS_URL,
        "ZHIJIAN_MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "config",
        "worker",
        "-Q",
        "default,pdf",
        "-c",
        "2",
        "-l",
        "WARNING",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    yield
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(30)


# --- Field entry -----------------------------------------------------------------------------------------------------


@pytest.fixture
def server(transactional_db: None, media: Path) -> Iterator[Server]:
    server = Server()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def stage(npcsc) -> SimpleNamespace:
    """Liu Min and Chen Yu, both staff, Zhang Wei, who heads the group, and an inspection with something to choose."""
    liu = make_user("liumin", (npcsc, Role.STAFF), password=PASSWORD, name_zh="刘敏", name_en="Liu Min")
    chen = make_user("chenyu", (npcsc, Role.STAFF), password=PASSWORD, name_zh="陈宇", name_en="Chen Yu")
    zhang = make_user("zhangwei", (npcsc, Role.GROUP_HEAD), password=PASSWORD, name_zh="张伟", name_en="Zhang Wei")
    title = Text("水法执法检查", "Inspection of the Water Law")
    inspection = make_inspection(npcsc, "water", title=title, state="in_progress")
    visit = make_visit(inspection, "460000")
    unit = make_unit(
        inspection, visit=visit, name=Text("甲水厂", "Waterworks A"), published=Text("某水厂", "a waterworks")
    )
    make_unit(inspection, visit=visit, name=Text("乙水厂", "Waterworks B"))
    article = make_article(21)
    inspection.instruments.add(article.instrument)
    make_focus_point(inspection, order=1, title=Text("水质", "Water quality"))
    return SimpleNamespace(
        inspection=inspection, liu=liu, chen=chen, zhang=zhang, visit=visit, unit=unit, article=article
    )


@pytest.fixture
def device(browser: Browser) -> Iterator[BrowserContext]:
    """A tablet."""
    with browser.new_context(viewport={"width": 834, "height": 1112}, accept_downloads=True) as context:
        context.set_default_timeout(30_000)
        yield context


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo as a camera writes it: large, lying on its side, with a place in it."""
    picture = Image.effect_noise((900, 600), 60).convert("RGB").resize((3000, 2000))
    about = Image.Exif()
    about[0x010E] = "taken at the secret waterworks"
    about[0x0112] = 6
    path = tmp_path / "IMG_1.jpg"
    picture.save(path, exif=about, quality=80)
    return path
