"""The whole way as a newcomer goes it: sign in, open the inspection, 生成报告, watch, download. With a real worker."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from reports.models import Edition
from tests.journeys.browsers import enter, open_context, press, sign_in, switch

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PASSWORD = "zhijian-demo-2017"
RENDERED = 300_000  # milliseconds for a worker to begin and three long files on a busy machine
LAYOUTS = {"中文版": "zh", "英文版": "en", "中英对照版（左右）": "zh-en"}


@pytest.fixture
def sample(transactional_db: None) -> None:
    call_command("load_sample", people=True, verbosity=0)


def text_of(file: Path) -> str:
    """Words of a PDF without the breaks of its lines."""
    joined = "\n".join(page.extract_text() for page in PdfReader(file).pages)
    return re.sub(r"\s+", " ", joined)


def test_staff_sign_in_print_the_report_and_take_the_files_home(
    live_server, browser: Browser, page: Page, sample: None, worker: None, tmp_path: Path
) -> None:
    sign_in(page, live_server.url, "liumin", PASSWORD)
    press(page.get_by_label("主导航").get_by_role("link", name="执法检查"))
    press(page.get_by_role("link", name="《网络安全法》和《关于加强网络信息保护的决定》").first)
    press(page.get_by_role("link", name="进入报告"))
    expect(page.get_by_text("示例文本，非官方文本").first).to_be_visible()
    page.get_by_role("button", name="生成报告").click()
    expect(page.get_by_text("文件已全部生成，可以下载。")).to_be_visible(timeout=RENDERED)

    files = {}
    for layout, suffix in LAYOUTS.items():
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile(f"下载 PDF {re.escape(layout)}")).click()
        assert download.value.suggested_filename == f"npcsc-2017-report-1-{suffix}.pdf"
        files[suffix] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[suffix])

    chinese, english, facing = (text_of(files[suffix]) for suffix in ("zh", "en", "zh-en"))
    squeezed = chinese.replace(" ", "")
    assert "近1000万个账号" in squeezed and "nearly 10 million" not in chinese
    assert "nearly 10 million accounts" in english and "账号" not in english
    assert "近1000万个账号" in facing.replace(" ", "") and "nearly 10 million accounts" in facing
    assert "示例文本，非官方文本" in squeezed and "Example text, not the official text" in english
    assert "引用数据一览" in squeezed and "Figures cited" in english
    address = page.get_by_role("link", name="下载 PDF").first.get_attribute("href")

    # Pressing again prints nothing anew: the text is the same, so is the edition.
    with page.expect_response(lambda answer: answer.request.method == "POST"):  # the words stand there already
        page.get_by_role("button", name="生成报告").click()
    expect(page.get_by_text("文件已全部生成，可以下载。")).to_be_visible()
    expect(page.get_by_text("第2版")).to_have_count(0)
    assert Edition.objects.count() == 1

    # The province's clerk does not even learn that the file exists.
    with open_context(browser) as context:
        enter(context, live_server.url, "chenyazhou")
        other = context.new_page()
        assert other.goto(live_server.url).status == 200
        assert other.goto(f"{live_server.url}{address}").status == 404
        assert other.goto(f"{live_server.url}/reports/npcsc-2017-report/").status == 404


def test_the_language_of_the_interface_leaves_the_report_alone(
    live_server, browser: Browser, page: Page, sample: None, worker: None, tmp_path: Path
) -> None:
    enter(page.context, live_server.url, "liumin")
    page.goto(live_server.url)
    switch(page, "language", "en")
    page.goto(f"{live_server.url}/reports/npcsc-2017-report/")
    for layout in ("English", "Bilingual, side by side"):
        page.get_by_role("checkbox", name=layout).uncheck()
    page.locator("#render").click()
    link = page.locator("#renderings a[download]")
    expect(link).to_have_count(1, timeout=RENDERED)
    with page.expect_download() as download:
        link.click()
    download.value.save_as(tmp_path / "report.pdf")
    assert "近1000万个账号" in text_of(tmp_path / "report.pdf").replace(" ", "")
