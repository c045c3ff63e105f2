"""Files of a return from the browser: a line that breaks twice, a page that is closed in the middle, a file that is none."""

import random
from types import SimpleNamespace

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from findings.models import ReturnFile, ReturnUpload
from tests.findings.returns_stage import a_stage, section
from tests.journeys.browsers import enter, knock, open_context, press
from tests.journeys.field import SENT, Server, until
from tests.make import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PIECES = "**/uploads/*"
PDF = b"%PDF-1.7\n" + random.Random(7).randbytes(1_600_000).replace(b"/", b".") + b"\n%%EOF\n"  # noqa: S311
FILE = {"name": "统计表.pdf", "mimeType": "application/pdf", "buffer": PDF}


@pytest.fixture
def stage(server: Server) -> SimpleNamespace:
    stage = a_stage()
    stage.hunan.set_password(PASSWORD)
    stage.hunan.save()
    return stage


def opened(context: BrowserContext, server: Server, stage: SimpleNamespace) -> Page:
    enter(context, server.url, "hunan")
    page = context.new_page()
    page.goto(f"{server.url}/returns/{stage.returned.code}/sections/papers/")
    page.locator("input[type=file]").wait_for(state="attached")
    return page


def test_a_broken_line_costs_one_piece_and_a_closed_page_none(browser, server, stage):
    with open_context(browser) as context:
        page, asked = opened(context, server, stage), []

        def breaks(route: Route) -> None:
            asked.append(route.request.method)
            if len(asked) > 3 or len(asked) == 1:
                route.abort()
            else:
                route.continue_()

        page.route(PIECES, breaks)
        page.set_input_files("input[type=file]", [FILE])
        expect(page.locator(".uploads")).to_contain_text("连接中断", timeout=SENT)
        expect(page.locator(".uploads progress")).to_have_js_property("value", 1_000_000, timeout=SENT)
        page.close(run_before_unload=False)
        assert ReturnUpload.objects.get().received == 1_000_000 and not ReturnFile.objects.exists()

        page = opened(context, server, stage)
        expect(page.locator(".uploads")).to_contain_text("统计表.pdf还差", timeout=SENT)
        again: list[str] = []
        page.on("request", lambda request: again.append(request.headers.get("upload-offset", "")))
        page.set_input_files("input[type=file]", [FILE])
        expect(page.locator(".file-list a")).to_contain_text("统计表.pdf", timeout=SENT)
        expect(page.locator("#save-state")).to_contain_text("已保存", timeout=SENT)
    file = ReturnFile.objects.get()
    assert [offset for offset in again if offset] == ["1000000", "1500000"]
    assert section(stage, "papers").content == {"statistics": [str(file.key)]}
    assert file.attachment.path.read_bytes() == PDF and not ReturnUpload.objects.exists()


def test_a_page_of_somebody_elses_is_no_receipt(browser, server, stage):
    """A network that wants its guests to sign in first answers everything with 200 and a page of its own."""
    with open_context(browser) as context:
        page, answered = opened(context, server, stage), []
        held: list[Route] = []

        def portal(route: Route) -> None:
            answered.append(route.request.method)
            if len(answered) < 3:
                route.fulfill(status=200, content_type="text/html", body="<p>Welcome</p>")
            elif not held:
                held.append(route)  # until what the page says of the first two has been read
            else:
                route.continue_()

        page.route(PIECES, portal)
        page.set_input_files("input[type=file]", [FILE])
        until(page, lambda: bool(held))
        expect(page.locator(".uploads")).to_contain_text("连接中断", timeout=SENT)
        held[0].continue_()
        expect(page.locator(".file-list a")).to_contain_text("统计表.pdf", timeout=SENT)
    assert len(answered) == 2 + 4  # refused twice, then piece by piece
    assert ReturnFile.objects.get().attachment.path.read_bytes() == PDF


def test_a_refused_file_says_why_and_others_follow(browser, server, stage):
    svg = {"name": "图.svg", "mimeType": "image/svg+xml", "buffer": b"<svg></svg>"}
    with open_context(browser) as context:
        page = opened(context, server, stage)
        page.set_input_files("input[type=file]", [svg, FILE])
        expect(page.locator(".file-list a")).to_contain_text("统计表.pdf", timeout=SENT)
        expect(page.locator(".uploads .field-error")).to_contain_text("SVG")
    assert ReturnFile.objects.count() == 1


def test_without_javascript_the_link_leads_to_a_form(browser, server, stage):
    with open_context(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{server.url}/sign-in/?next=/returns/{stage.returned.code}/sections/papers/")
        knock(page, "hunan", PASSWORD)
        press(page.locator("[data-upload]").first)
        page.set_input_files("input[type=file]", [FILE])
        press(page.locator("main form button").first)
        expect(page.locator(".file-list a")).to_contain_text("统计表.pdf")
    assert section(stage, "papers").content["statistics"]
