"""The English pages of a return: what was submitted stands there as it was written, and says that it is Chinese; what is
chosen from a list is said in English."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils.translation import override

from findings.queries.papers import words_of
from findings.queries.returning import form_of_return
from tests import make, worlds
from tests.findings.returns_stage import a_stage, submitted
from tests.security.site import browser_of

pytestmark = pytest.mark.django_db
HAN = re.compile("[\u4e00-\u9fff]")
VOID = frozenset({"br", "input", "hr", "img", "link", "meta", "path", "circle", "rect", "line", "col"})


class Unmarked(HTMLParser):
    """Every piece of text with Chinese in it, within <main>, that no element around it calls Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")))

    def handle_endtag(self, tag):
        while self.open and tag not in VOID and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = [tag for tag, _lang in self.open]
        shown = "main" in tags and not {"script", "style", "textarea", "template"} & set(tags)
        if shown and HAN.search(data) and not self.open[-1][1].startswith("zh"):
            self.found.append(data.strip())


def unmarked(page: str) -> list[str]:
    parser = Unmarked()
    parser.feed(page)
    assert parser.open == []  # the page was read to its end
    return parser.found


@pytest.fixture
def stage(media):
    stage = a_stage()
    submitted(stage)
    worlds.person("liu")
    make.make_remark(stage.returned.versions.get(), stage.liu, kind="send_back", text="请写明数据")
    return stage


@pytest.mark.parametrize(
    ("person", "route"),
    [
        ("liu", "return_version"), ("liu", "return_receipt"), ("liu", "send_back_return"), ("liu", "merge_findings"),
        ("hunan", "return"), ("hunan", "return_check"), ("hunan", "problems"), ("hunan", "figures"),
    ],
)  # fmt: skip
def test_what_is_chinese_says_so(stage, person, route):
    code = stage.returned.code
    address = {
        "return_version": lambda: reverse("return_version", args=[code, 1]),
        "return_receipt": lambda: reverse("return_receipt", args=[code, 1]),
        "send_back_return": lambda: reverse("return_step", args=[code, "send_back_return"]),
        "merge_findings": lambda: reverse("merge_findings", args=[stage.inspection.code]),
        "problems": lambda: reverse("return_section", args=[code, "problems"]),
        "figures": lambda: reverse("return_section", args=[code, "cases"]),
    }.get(route, lambda: reverse(route, args=[code]))()
    browser = browser_of(getattr(stage, person))
    browser.post(reverse("set_language_choice"), {"language": "en"})
    answer = browser.get(address)
    page = answer.content.decode()
    assert (answer.status_code, '<html lang="en"' in page) == (200, True)
    ours = [said for said in unmarked(page) if not said.startswith("执检")]
    assert ours == []


def test_a_word_of_the_ladder_is_said_in_english(stage):
    form = form_of_return(stage.returned)
    with override("en"):
        assert words_of(form, "problems.a.word", "绝大多数", {}) == "the great majority"
    with override("zh-hans"):
        assert words_of(form, "problems.a.word", "绝大多数", {}) == "绝大多数"
