"""A browser and a worker, both real."""

import os
import shutil
import signal
import subprocess
import sys
import time
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
from tests.journeys.browsers import PATIENCE, open_context
from tests.journeys.field import PASSWORD, Server
from tests.make import make_article, make_focus_point, make_inspection, make_unit, make_user, make_visit

ROOT = Path(__file__).resolve().parents[2]
ENDED = 300  # seconds until whatever a page asked for last has been answered on a busy machine
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
    with open_context(browser, viewport={"width": 1024, "height": 768}) as context:
        yield context.new_page()


def at_work() -> list[tuple]:
    """What is being asked of the database of the test, or left open by a transaction, beside this connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, query FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()"
        )
        return cursor.fetchall()


@pytest.fixture(autouse=True)
def still(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test in a browser nobody is at work on the database any more when its tables are emptied."""
    if not request.node.get_closest_marker("browser"):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    until_then = time.monotonic() + ENDED
    while others := at_work():
        if time.monotonic() > until_then:
            raise TimeoutError(f"still at work on the database: {others}")
        time.sleep(0.02)


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
    process.wait(ENDED)


# --- Field entry -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def site(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that leave it alone: to start one takes as long as a whole test."""
    site = Server(tmp_path_factory.mktemp("media"))
    site.start()
    yield site
    site.close()


@pytest.fixture
def server(transactional_db: None, site: Server, settings, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The site as it is served, without any file."""
    for kept in site.media.iterdir():
        shutil.rmtree(kept)
    settings.MEDIA_ROOT = site.media
    monkeypatch.setenv("ZHIJIAN_MEDIA_ROOT", str(site.media))
    return site


@pytest.fixture
def mortal_server(transactional_db: None, media: Path) -> Iterator[Server]:
    """A server of the test's own, which it may kill and start otherwise."""
    server = Server(media)
    server.start()
    yield server
    server.close()


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
    with open_context(browser, viewport={"width": 834, "height": 1112}) as context:
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
