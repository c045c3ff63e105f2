"""What production refuses, whose address counts, and the limits that must stand in order."""

import json
import logging
import runpy
import sys
from contextlib import closing

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from config.addresses import client_address
from config.logs import JsonLines

COMPLETE = {
    "DATABASE_URL": "postgres://zhijian:secret@db.example:5432/zhijian",
    "REDIS_URL": "redis://queue.example:6379/0",
    "ZHIJIAN_SECRET_KEY": "kT9s-0fH2mWq7XbZ4vRy8LcN1pJd6GaE3uQi5oBxMwSt",
    "ZHIJIAN_ALLOWED_HOSTS": "zhijian.example.org",
}


def production(monkeypatch, **changes):
    for name in (*COMPLETE, "ZHIJIAN_DEBUG", "ZHIJIAN_HTTPS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {**COMPLETE, **changes}.items():
        if value is not None:
            monkeypatch.setenv(name, value)
    return runpy.run_module("config.settings.prod")


def test_production_starts_with_everything_named(monkeypatch):
    settings = production(monkeypatch)
    database = settings["DATABASES"]["default"]
    assert (database["HOST"], database["NAME"], settings["REDIS_URL"]) == (
        "db.example", "zhijian", "redis://queue.example:6379/0",
    )  # fmt: skip
    assert settings["DEBUG"] is False
    assert settings["SESSION_COOKIE_NAME"] == "__Host-sessionid"


@pytest.mark.parametrize(
    "changes",
    [{name: None} for name in COMPLETE]
    + [
        {"ZHIJIAN_DEBUG": "1"},
        {"ZHIJIAN_SECRET_KEY": "insecure-key-of-a-development-machine"},
        {"ZHIJIAN_SECRET_KEY": "short"},
        {"ZHIJIAN_ALLOWED_HOSTS": "*"},
        {"ZHIJIAN_ALLOWED_HOSTS": "zhijian.example.org,*"},
        {"ZHIJIAN_ALLOWED_HOSTS": ""},
    ],
    ids=str,
)
def test_production_refuses(monkeypatch, changes):
    with pytest.raises(ImproperlyConfigured):
        production(monkeypatch, **changes)


def test_a_secret_may_stand_in_a_file(monkeypatch, tmp_path):
    file = tmp_path / "key"
    file.write_text(COMPLETE["ZHIJIAN_SECRET_KEY"])
    monkeypatch.setenv("ZHIJIAN_SECRET_KEY_FILE", str(file))
    assert production(monkeypatch, ZHIJIAN_SECRET_KEY=None)["SECRET_KEY"] == COMPLETE["ZHIJIAN_SECRET_KEY"]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "10.0.0.9"),
        (0, "1.2.3.4", "10.0.0.9"),
        (1, "1.2.3.4", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.1", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.9"),
        (1, "", "10.0.0.9"),
    ],
)
def test_only_what_our_own_proxies_wrote_counts_as_address(rf, settings, proxies, forwarded, address):
    settings.ZHIJIAN_TRUSTED_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="10.0.0.9", headers={"X-Forwarded-For": forwarded} if forwarded else {})
    assert client_address(request) == address


def test_a_message_is_given_back_only_after_the_hard_limit(settings):
    hard = settings.CELERY_TASK_TIME_LIMIT
    assert hard > settings.CELERY_TASK_SOFT_TIME_LIMIT
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] > hard
    assert settings.CELERY_ACCEPT_CONTENT == ["json"]


def test_every_statement_has_an_end(db):
    """Those of the tests, which are more patient, follow from the same settings."""
    from config.settings.base import database

    options = database("postgres://db.example/zhijian")["OPTIONS"]["options"]
    params = {**connection.get_connection_params(), "options": options}
    with closing(connection.get_new_connection(params)) as fresh, fresh.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout')"
        )
        assert cursor.fetchone() == ("15s", "30s")


def test_the_policy_allows_no_inline_code_and_no_outside_address(settings):
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    allowed = {str(source) for sources in directives.values() for source in sources}
    assert allowed == {"'self'", "'none'", "data:", "blob:"}
    assert directives["script-src"] == ["'self'"] and directives["style-src"] == ["'self'"]


def test_a_log_line_is_one_line_of_json():
    try:
        raise ValueError("第一行\n第二行")
    except ValueError:
        record = logging.LogRecord("core.jobs", logging.ERROR, __file__, 1, "任务 %s", (7,), sys.exc_info())
    line = JsonLines().format(record)
    assert "\n" not in line
    read = json.loads(line)
    assert (read["level"], read["logger"], read["message"]) == ("ERROR", "core.jobs", "任务 7")
    assert read["exception"].endswith("ValueError: 第一行\n第二行")
