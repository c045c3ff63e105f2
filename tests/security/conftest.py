"""One stage for a whole module: the two worlds and everybody's browser, made once, since thousands of requests ask it."""

from collections.abc import Iterator
from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from tests import worlds
from tests.security.site import clients


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker) -> Iterator[SimpleNamespace]:
    with django_db_blocker.unblock(), transaction.atomic():
        beijing, hainan = worlds.make_beijing(), worlds.make_hainan()
        worlds.link(beijing, hainan)
        cast = {"nobody": None} | {name: worlds.person(name) for name in worlds.CAST}
        yield SimpleNamespace(beijing=beijing, hainan=hainan, browsers=clients(cast))
        transaction.set_rollback(True)


@pytest.fixture
def beijing(stage, db) -> worlds.World:
    return stage.beijing


@pytest.fixture
def hainan(stage, db) -> worlds.World:
    return stage.hainan


@pytest.fixture
def scene(stage, db, monkeypatch) -> Iterator[SimpleNamespace]:
    """The stage for one test: what the test changes on it, and who signs out, is undone.

    Most answers are refusals, and nobody reads their pages here; test_headers.py and the page tests look at the real ones.
    """

    def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
        return HttpResponse(status=404)

    monkeypatch.setattr("config.urls.handler404", refused, raising=False)
    cookies = {name: deepcopy(browser.cookies) for name, browser in stage.browsers.items()}
    yield stage
    for name, browser in stage.browsers.items():
        browser.cookies = cookies[name]
