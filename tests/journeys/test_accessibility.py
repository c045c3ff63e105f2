"""Every page, in both languages, at 标准 on a desk and at 特大 on a tablet: axe finds nothing, nothing overflows."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import Browser, Page

from findings.models import Finding
from inspections.enums import InspectionState
from inspections.models import Inspection
from recommendations.models import Recommendation
from reports.actions.editions import request_renderings
from reports.enums import CheckSeverity, Layout
from reports.models import Report
from tests.journeys.addresses import of_returns
from tests.journeys.browsers import enter, open_context, switch
from tests.make import make_check, make_result, make_waiver

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
    check = make_check(report)
    make_waiver(make_result(check))
    for severity in CheckSeverity.values:
        make_result(check, severity=severity)
    checks = [f"{report.get_absolute_url()}{rest}" for rest in ("checks/", "checks/?kind=value", "texts/s1-p1/")]
    lists = ["/", "/inspections/", "/findings/", "/findings/?state=draft", "/recommendations/", "/reports/"]
    glossary = ["/glossary/", "/glossary/national-peoples-congress/"]
    Inspection.objects.filter(pk=report.inspection.pk).update(state=InspectionState.IN_PROGRESS)
    visit = report.inspection.visits.first()
    inside = [
        "scheme/", "scheme/itinerary/", "scheme/members/", "scheme/visits/", f"scheme/visits/{visit.pk}/",
        "scheme/units/new/", "scheme/materials/", "scheme/materials/new/", "scheme/surveys/", "decisions/", "letters/",
        "responsibilities/", "responsibilities/add/", "responsibilities/completeness/",
        f"responsibilities/visits/{visit.pk}/", "draws/", "rosters/new/", "findings/new/", "leads/new/",
    ]  # fmt: skip
    inside = [f"{report.inspection.get_absolute_url()}{rest}" for rest in inside]
    others = ["/leads/", "/inspections/new/", "/field/", f"/field/{report.inspection.code}/", "/field/import/"]
    return [
        *lists,
        *(row.get_absolute_url() for row in rows),
        f"{finding.get_absolute_url()}withdraw/",
        *checks,
        *glossary,
        *inside,
        *others,
        "/nowhere/",
    ]


def faults(page: Page) -> list[str]:
    """What axe objects to, and whether the page is wider than the screen."""
    found = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in Axe().run(page).response["violations"]]
    return found + ["wider than the screen"] * page.evaluate(OVERFLOWS)


@pytest.mark.parametrize(("language", "font_size", "width"), SETTINGS)
def test_no_page_keeps_anybody_out(
    live_server, browser: Browser, addresses: list[str], language: str, font_size: str, width: int
) -> None:
    with open_context(browser, viewport={"width": width, "height": 1000}) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.goto(f"{live_server.url}/sign-in/")
        switch(page, "language", language)
        switch(page, "font_size", font_size)
        found = {"/sign-in/": faults(page)}
        enter(context, live_server.url, "fangzhiyuan", language=language, font_size=font_size)
        for address in addresses:
            page.goto(f"{live_server.url}{address}")
            page.locator("h1:visible").first.wait_for()  # field entry opens its page once it has read the device
            found[address] = faults(page)
        assert {address: problems for address, problems in found.items() if problems} == {}
        assert [words for words in said if "404" not in words] == []  # the page that is not there says so


@pytest.mark.parametrize(("language", "font_size", "width"), SETTINGS)
def test_the_forms_of_the_glossary_keep_nobody_out(
    live_server, browser: Browser, addresses: list[str], language: str, font_size: str, width: int
) -> None:
    with open_context(browser, viewport={"width": width, "height": 1000}) as context:
        enter(context, live_server.url, "suwenqing", language=language, font_size=font_size)
        page = context.new_page()
        found = {}
        for address in ("/glossary/add/", "/glossary/state-council/change/", "/glossary/state-council/retire/"):
            page.goto(f"{live_server.url}{address}")
            found[address] = faults(page)
        page.goto(f"{live_server.url}/glossary/add/")
        page.locator("input[name=zh]").fill("国务院")
        page.locator("main form").evaluate("form => { form.noValidate = true; }")
        page.locator("main form button.btn").click()
        page.locator(".error-summary").wait_for()
        found["refused"] = faults(page)
        assert {address: problems for address, problems in found.items() if problems} == {}


@pytest.mark.parametrize(("language", "font_size", "width"), SETTINGS)
def test_no_page_of_delegated_returns_keeps_anybody_out(
    live_server, browser: Browser, addresses: list[str], language: str, font_size: str, width: int
) -> None:
    found, said = {}, []
    for person, pages in of_returns().items():
        with open_context(browser, viewport={"width": width, "height": 1000}) as context:
            enter(context, live_server.url, person, language=language, font_size=font_size)
            page = context.new_page()
            page.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
            for address in pages:
                answer = page.goto(f"{live_server.url}{address}")
                page.locator("h1:visible").first.wait_for()
                found[person, address] = faults(page) + [f"status {answer.status}"] * (not answer.ok)
    assert {address: problems for address, problems in found.items() if problems} == {}
    assert said == []
