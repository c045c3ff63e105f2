"""The overview as the leader gets it on paper: one side of A4, for both samples, in both languages."""

from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser
from pypdf import PdfReader

from accounts.models import User
from tests.journeys.test_main_job import sign_in, switch

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WORDS = {
    "npcsc-2017": (("10370", "检查覆盖", "日程与期限", "第三十一次会议"), ("10,370", "Coverage", "Days and deadlines")),
    "hainan-2017": (("海口", "2017年10月13日", "检查覆盖"), ("Haikou", "13 October 2017", "Coverage")),
}
ROOMY, SMALL = (210, 297), 0.5  # millimetres of A4


@pytest.fixture
def sample(transactional_db: None) -> None:
    call_command("load_sample", people=True, verbosity=0)


@pytest.mark.parametrize(("username", "code"), [("fangzhiyuan", "npcsc-2017"), ("wangruolan", "hainan-2017")])
@pytest.mark.parametrize("font_size", ["s", "xl"])  # the paper does not hear of the 字号 switch
def test_the_overview_is_one_side_of_a4_in_both_languages(
    live_server, browser: Browser, sample: None, tmp_path: Path, username: str, code: str, font_size: str
) -> None:
    User.objects.filter(username=username).update(font_size=font_size)
    with browser.new_context(viewport={"width": 1360, "height": 1000}) as context:
        page = context.new_page()
        sign_in(page, live_server.url, username)
        for language, words in zip(("zh-hans", "en"), WORDS[code], strict=True):
            switch(page, "language", language)
            page.goto(f"{live_server.url}/inspections/{code}/")
            file = tmp_path / f"{language}.pdf"
            page.pdf(path=file, prefer_css_page_size=True)
            sides = PdfReader(file).pages
            text = "".join(side.extract_text() for side in sides)
            assert len(sides) == 1, f"{language}: {len(sides)} sides"
            size = tuple(float(length) * 25.4 / 72 for length in sides[0].mediabox[2:])
            assert all(abs(is_ - should) < SMALL for is_, should in zip(size, ROOMY, strict=True))
            squeezed = text.replace(" ", "").replace("\n", "")
            assert [word for word in words if word.replace(" ", "") not in squeezed] == []
