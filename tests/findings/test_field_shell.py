"""The shell of field entry: nobody's content, one version with its worker, and a way out where it is switched off."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from core.text import Text
from findings.views import field
from tests.make import make_inspection
from tests.security.site import browser_of

ENTRY = "/field/water/"


@pytest.fixture
def inspection(npcsc):
    return make_inspection(
        npcsc, "water", title=Text("水法执法检查", "Inspection of the Water Law"), state="in_progress"
    )


def kept(response) -> dict:
    """What the worker is told to keep."""
    return json.loads(response.content.decode().partition("const KEPT = ")[2].partition(";\n")[0])


def test_the_shell_is_the_same_for_everybody_and_every_inspection(inspection, npcsc, liu, zhang):
    make_inspection(npcsc, "air")
    pages = {browser_of(who).get(path).content for who in (liu, zhang) for path in ("/field/", ENTRY, "/field/air/")}
    assert len(pages) == 1
    page = pages.pop().decode()
    assert not any(word in page for word in ("liu", "zhang", "水法", "csrfmiddlewaretoken"))
    assert "现场记录" in page


def test_who_may_not_raise_findings_gets_no_form(inspection, liu, wang, fu):
    answers = {who.username: browser_of(who).get(ENTRY).status_code for who in (liu, wang, fu)}
    assert answers == {"liu": 200, "wang": 403, "fu": 404}


def test_the_worker_belongs_to_the_shell_and_may_serve_no_other_page(inspection, liu):
    answer = Client().get("/sw.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Service-Worker-Allowed"] == "/field/"
    assert "no-cache" in answer.headers["Cache-Control"]
    known = kept(answer)
    assert browser_of(liu).get("/field/").headers[field.VERSION_HEADER] == known["version"]
    assert known["shell"] == "/field/"
    assert all(path.startswith("/static/") for path in known["files"])


def test_every_file_that_is_kept_is_there_and_every_module_is_kept(client):
    known = kept(client.get("/sw.js"))["files"]
    assert {client.get(path).status_code for path in known} == {200}
    assert len(known) == len(set(known)) == len(field.FILES)
    folder = field.Path(field.settings.BASE_DIR) / "static/js/field"
    elsewhere = {"worker", "goodbye", "sign-out", "switched-off"}  # no part of the shell
    assert set(field.MODULES) == {path.stem for path in folder.glob("*.js")} - elsewhere


def test_another_byte_is_another_version(monkeypatch):
    before = field.version()
    read = field.source_of
    monkeypatch.setattr(field, "source_of", lambda name: read(name) + b" " * name.endswith("form.js"))
    assert field.version() != before


def test_the_manifest_says_where_the_shell_begins(client):
    answer = client.get("/field/manifest.webmanifest")
    manifest = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/field/", "/field/", "standalone")
    assert {client.get(icon["src"]).status_code for icon in manifest["icons"]} == {200}


def test_switched_off_there_is_a_sentence_and_the_worker_goes(settings, inspection, liu):
    settings.ZHIJIAN_OFFLINE_ENABLED = False
    browser = browser_of(liu)
    page = browser.get(ENTRY).content.decode()
    assert "没有开放离线现场记录" in page
    assert reverse("finding_new", args=["water"]) in page
    assert "main.js" not in page
    assert "unregister" in browser.get("/sw.js").content.decode()
    assert "KEPT" not in browser.get("/sw.js").content.decode()


def test_one_may_choose_among_the_inspections_one_writes_for(inspection, npcsc, hainan_sc, liu, wang, fu):
    make_inspection(hainan_sc, "island", state="in_progress")
    make_inspection(npcsc, "done", state="closed")
    found = {
        who.username: [row["code"] for row in browser_of(who).get("/api/v1/field/").json()["inspections"]]
        for who in (liu, wang, fu)
    }
    assert found == {"liu": ["water"], "wang": [], "fu": ["island"]}
    row = browser_of(liu).get("/api/v1/field/").json()["inspections"][0]
    assert row["title"] == {"zh": "水法执法检查", "en": "Inspection of the Water Law"}


def test_nobody_is_told_so_as_data_and_not_sent_to_a_door(db):
    answer = Client().get("/api/v1/field/")
    assert answer.status_code == 401
    assert set(answer.json()["detail"]) == {"zh", "en"}


@pytest.mark.parametrize("path", ["/field/", "/field/one/", "/api/v1/field/"])
def test_the_number_of_queries_does_not_grow(npcsc, liu, django_assert_max_num_queries, path):
    make_inspection(npcsc, "one", state="in_progress")
    counts = set()
    for more in (0, 2, 20):
        for _ in range(more):
            make_inspection(npcsc, state="in_progress")
        browser = browser_of(liu)
        with django_assert_max_num_queries(30) as asked:
            browser.get(path)
        counts.add(len(asked))
    assert len(counts) == 1
