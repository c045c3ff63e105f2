"""Every page, in both languages, at 标准 on a desk and at 特大 on a tablet: axe finds nothing, nothing overflows."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import Browser, Page

from findings.models import Finding
from recommendations.models import Recommendation
from reports.actions.editions import request_renderings
from reports.enums import Layout
from reports.models import Report
from tests.journeys.test_main_job import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SETTINGS = (("zh-hans", "s", 1360), ("en", "xl", 834))
OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def addresses(transactional_db: None) -> list[str]:
    """One address for each page there is, of the samples; the panel waits for a worker that never comes."""
    call_command("load_sample", people=True, verbosity=0)
    report = Report.objects.get(code="npcsc-2017-report")
    request_renderings(report=report, layouts=Layout.values, by=None)
    finding = Finding.objects.filter(inspection=report.inspection, kind="problem").first()
    recommendation = Recommendation.objects.filter(inspection=report.inspection).first()
    rows = (report.inspection, finding, recommendation, report)
    lists = ["/", "/inspections/", "/findings/", "/findings/?state=draft", "/recommendations/", "/reports/"]
    return [*lists, *(row.get_absolute_url() for row in rows), f"{finding.get_absolute_url()}withdraw/", "/nowhere/"]


def faults(page: Page) -> list[str]:
    """What axe objects to, and whether the page is wider than the screen."""
    found = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in Axe().run(page).response["violations"]]
    return found + ["wider than the screen"] * page.evaluate(OVERFLOWS)


@pytest.mark.parametrize(("language", "font_size", "width"), SETTINGS)
def test_no_page_keeps_anybody_out(
    live_server, browser: Browser, addresses: list[str], language: str, font_size: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 1000}) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.goto(f"{live_server.url}/sign-in/")
        page.locator(f"button[name=language][value={language}]").click()
        page.locator(f"button[name=font_size][value={font_size}]").click()
        found = {"/sign-in/": faults(page)}
        page.locator("button[name=language][value=zh-hans]").click()
        sign_in(page, live_server.url, "fangzhiyuan")
        page.locator(f"button[name=language][value={language}]").click()
        page.locator(f"button[name=font_size][value={font_size}]").click()
        for address in addresses:
            page.goto(f"{live_server.url}{address}")
            found[address] = faults(page)
        assert {address: problems for address, problems in found.items() if problems} == {}
        assert [words for words in said if "404" not in words] == []  # the page that is not there says so
