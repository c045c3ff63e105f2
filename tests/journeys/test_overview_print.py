"""The overview as the leader gets it on paper: one side of A4, for both samples, in both languages."""

from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.journeys.browsers import enter, open_context

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LEADERS = {"npcsc-2017": "fangzhiyuan", "hainan-2017": "wangruolan"}
WORDS = {
    "npcsc-2017": (("10370", "检查覆盖", "日程与期限", "第三十一次会议"), ("10,370", "Coverage", "Days and deadlines")),
    "hainan-2017": (("海口", "2017年10月13日", "检查覆盖"), ("Haikou", "13 October 2017", "Coverage")),
}
ROOMY, SMALL = (210, 297), 0.5  # millimetres of A4


def faults(file: Path, words: tuple[str, ...]) -> list[str]:
    """What is wrong with the printed overview."""
    sides = PdfReader(file).pages
    size = tuple(float(length) * 25.4 / 72 for length in sides[0].mediabox[2:])
    is_a4 = all(abs(is_ - should) < SMALL for is_, should in zip(size, ROOMY, strict=True))
    text = "".join(side.extract_text() for side in sides).replace(" ", "").replace("\n", "")
    missing = [word for word in words if word.replace(" ", "") not in text]
    return [f"{len(sides)} sides"] * (len(sides) != 1) + [f"{size} mm"] * (not is_a4) + missing


def test_the_overview_is_one_side_of_a4_in_both_languages(
    live_server, browser: Browser, transactional_db: None, tmp_path: Path
) -> None:
    call_command("load_sample", people=True, verbosity=0)
    found = {}
    with open_context(browser, viewport={"width": 1360, "height": 1000}) as context:
        page = context.new_page()
        for code, username in LEADERS.items():
            for language, words in zip(("zh-hans", "en"), WORDS[code], strict=True):
                for font_size in ("s", "xl"):  # the paper does not hear of the 字号 switch
                    enter(context, live_server.url, username, language=language, font_size=font_size)
                    page.goto(f"{live_server.url}/inspections/{code}/")
                    file = tmp_path / "overview.pdf"
                    page.pdf(path=file, prefer_css_page_size=True)
                    found[code, language, font_size] = faults(file, words)
    assert {side: problems for side, problems in found.items() if problems} == {}
