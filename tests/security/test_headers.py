"""What every answer carries, and what no page contains: inline code, outside addresses, a way to another site."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.http import FileResponse
from django.test import Client
from django.urls import reverse

from tests import worlds
from tests.make import PASSWORD, make_user
from tests.security.site import NO_PAGES, NO_ROW, address, browser_of, by_case, read_matrix

ROOT = Path(__file__).resolve().parents[2]
CASES = {(route, case): cells for (route, method, case), cells in by_case(read_matrix()).items() if method == "GET"}
PAGES = sorted(CASES.keys() - {("healthz", "-"), ("readyz", "-"), ("rendering_download", "ready")})
# Whose browser opens a page of Beijing's inspection, or of what Hunan returns to it: the first whom the table lets in.
READERS = ("liu", "chen", "sun", "hunan", "hunan_head", "nobody")
# What opens only in a state that the worlds are not in, leads on to another page, or takes no GET.
CLOSED = {
    "api_attachment", "api_return_faults", "api_return_upload", "api_sync", "calendar", "calendar_day_remove",
    "check_take_back", "check_waive", "evidence_file", "evidence_preview", "figure_reading", "letter_file",
    "rendering_download", "report_check_again", "report_render", "report_text_check", "request_column_move",
    "request_question_move", "request_section_move", "responsibility_file", "return_document_take", "return_file",
    "return_file_add", "return_remark", "return_version_file", "roster_file", "scheme_move", "set_font_size",
    "set_language_choice", "sign_out",
}  # fmt: skip
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data: blob:",
    "font-src": "'self'", "connect-src": "'self'", "worker-src": "'self'", "manifest-src": "'self'",
    "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
}  # fmt: skip
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def directives(header: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


class Elements(HTMLParser):
    """Every element with its attributes, and what stands between the tags of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data):
        if self.lasttag in ("script", "style") and data.strip():
            self.inline.append(data)


ADDRESSED = (
    "src",
    "href",
    "action",
    "formaction",
    "srcset",
    "poster",
    "data",
    "cite",
    "ping",
    "hx-get",
    "hx-post",
    "xlink:href",
    "content",
)
OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|javascript:|vbscript:|data:text", re.IGNORECASE)


def faults_of(page: str) -> list[tuple[str, str]]:
    """Inline code and outside addresses of an HTML page."""
    elements = Elements(page)
    faults = [("inline", text[:60]) for text in elements.inline]
    for tag, attributes in elements.found:
        for name, value in attributes.items():
            if name in ("style", "srcdoc", "hx-on") or name.startswith(("on", "hx-on:")):
                faults.append((tag, name))
            elif name in ADDRESSED and OUTSIDE.match(value.strip()) or re.search(r"url\(\s*[^#]", value):
                faults.append((tag, value))
    return faults


def opened_by(route: str, case: str) -> Client:
    """The browser of somebody who gets the page; where nobody of READERS does, of the first of them."""
    name = next((name for name in READERS if CASES[route, case][name, "own"] == "200"), READERS[0])
    return browser_of(None if name == "nobody" else worlds.person(name))


@pytest.mark.parametrize(("route", "case"), PAGES, ids=lambda value: value.replace(" ", "_"))
def test_a_page_carries_its_headers_and_no_inline_code(beijing, route, case):
    response = opened_by(route, case).get(address(route, case, beijing))
    assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
    if response.headers.get("Content-Disposition", "").startswith("attachment"):  # a file, which no browser may run
        assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert route in NO_PAGES
    else:
        assert directives(response.headers["Content-Security-Policy"]) == POLICY
    if response.status_code == 200:
        assert "no-store" in response.headers["Cache-Control"]
    if response.status_code == 200 and route not in NO_PAGES:
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert faults_of(response.content.decode()) == []


def test_the_pages_above_are_pages(beijing):
    """The test before proves something only of pages that open."""
    opened = {
        route for route, case in PAGES if opened_by(route, case).get(address(route, case, beijing)).status_code == 200
    }
    assert opened >= {
        "desk", "inspections", "inspection", "findings", "finding", "finding_step", "recommendations", "recommendation",
        "reports", "report", "report_renderings", "report_checks", "report_checks_progress", "report_text", "glossary",
        "term", "term_add", "term_change", "term_retire", "sign_in",
    }  # fmt: skip
    assert {route for route, _ in PAGES} - opened == CLOSED


@pytest.mark.parametrize(
    "page",
    [
        '<a href="https://example.org/">',
        '<a href="//example.org/">',
        "<a href=' javascript:alert(1)'>",
        '<img src="http://example.org/a.png">',
        '<form action="https://example.org/">',
        '<p style="color: red">',
        '<p onclick="go()">',
        "<script>go()</script>",
        "<style>p { color: red }</style>",
        '<div hx-get="https://example.org/">',
        '<rect fill="url(https://example.org/a)">',
    ],
)
def test_a_planted_fault_of_a_page_is_seen(page):
    assert len(faults_of(f'<!DOCTYPE html><p><a href="/findings/?q=1">{page}</a>')) == 1


def test_a_download_is_nothing_a_browser_would_run(beijing, liu):
    response = browser_of(liu).get(address("rendering_download", "ready", beijing))
    assert isinstance(response, FileResponse)
    headers = {**ALWAYS, "Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "private, no-store"}
    headers |= {"Content-Type": "application/pdf", "Content-Disposition": 'attachment; filename="npc-report-1.pdf"'}
    assert {name: response.headers.get(name) for name in headers} == headers


@pytest.mark.parametrize("path", ["/static/css/site.css", "/static/js/focus.js", "/static/img/mark.svg"])
def test_files_of_the_site_carry_the_type_they_have(client, path):
    response = client.get(path)
    assert (response.status_code, response.headers["X-Content-Type-Options"]) == (200, "nosniff")


@pytest.mark.parametrize(
    "path",
    ["/media/files/aa/bb", "/files/aa/bb", "/var/media/files/", "/static/../manage.py", "/static/%2e%2e/manage.py"],
)
def test_no_folder_of_the_machine_is_served(client, path):
    assert client.get(path).status_code == 404


def test_no_style_sheet_or_script_of_ours_names_an_outside_address():
    outside = re.compile(
        r"""url\(\s*["']?(?:https?:)?//|@import|(?:fetch|import|open)\(\s*["'](?:https?:)?//|\beval\(|innerHTML"""
    )
    files = [*(ROOT / "static").rglob("*.css"), *(ROOT / "static").rglob("*.js")]
    assert files
    assert [(file.name, found[0]) for file in files if (found := outside.findall(file.read_text("utf-8")))] == []


# --- Cookies ---------------------------------------------------------------------------------------------------------


def cookie(client, name: str) -> dict[str, object]:
    morsel = client.cookies[name]
    return {key: morsel[key] for key in ("httponly", "samesite", "path")}


def test_cookies_stay_at_home(db, client):
    make_user("li", password=PASSWORD)
    client.get(reverse("sign_in"))
    client.post(reverse("sign_in"), {"username": "li", "password": PASSWORD})
    client.post(reverse("set_language_choice"), {"language": "en"})
    client.post(reverse("set_font_size"), {"font_size": "xl"})
    assert cookie(client, "sessionid") == {"httponly": True, "samesite": "Lax", "path": "/"}
    for name in ("csrftoken", "django_language", "zhijian_font"):
        assert cookie(client, name) == {"httponly": "", "samesite": "Lax", "path": "/"}
    assert set(client.cookies) == {"sessionid", "csrftoken", "django_language", "zhijian_font"}


# --- Nobody is sent to another site ----------------------------------------------------------------------------------

ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example", "http:///evil",
    "https:evil.example", "javascript:alert(1)", "data:text/html,x", "\x08//evil.example", " //evil.example", "/\t/evil.example",
    "https://testserver@evil.example/", "https://testserver.evil.example/", "ftp://testserver/", "/%0d%0aSet-Cookie:x=1\r\nX: y",
]  # fmt: skip


def inside(location: str) -> bool:
    return location == reverse("desk")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_after_signing_in_nobody_lands_elsewhere(db, client, target):
    make_user("li", password=PASSWORD)
    response = client.post(reverse("sign_in"), {"username": "li", "password": PASSWORD, "next": target})
    assert (response.status_code, inside(response.headers["Location"]) or target.startswith("/%0d")) == (302, True)
    assert "\n" not in response.headers["Location"]
    again = client.get(reverse("sign_in"), {"next": target})  # signed in already: sent on at once
    assert (again.status_code, inside(again.headers["Location"]) or target.startswith("/%0d")) == (302, True)


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize(
    ("route", "chosen"), [("set_language_choice", {"language": "en"}), ("set_font_size", {"font_size": "l"})]
)
def test_a_switch_leads_back_and_nowhere_else(db, client, route, chosen, target):
    response = client.post(reverse(route), {**chosen, "next": target})
    assert (response.status_code, inside(response.headers["Location"]) or target.startswith("/%0d")) == (302, True)


def test_a_page_of_ours_is_led_back_to(db, client):
    page = "/findings/?q=机房&after=3"
    response = client.post(reverse("set_font_size"), {"font_size": "l", "next": page})
    assert response.headers["Location"] == "/findings/?q=%E6%9C%BA%E6%88%BF&after=3"
    assert client.get("/findings/?q=1").headers["Location"] == "/sign-in/?next=/findings/%3Fq%3D1"


def test_a_foreign_host_is_refused(db, client):
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_every_address_without_a_row_is_known():
    assert {route for route, _ in PAGES} > NO_ROW - {"healthz", "readyz"}
