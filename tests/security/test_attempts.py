"""Who asks for what is not hers is answered as if it were not there, and stands in the log by name."""

import json
import logging

from config.logs import JsonLines, Plain
from tests.security.site import MISSING, address, browser_of, by_case, read_matrix

PLAIN = Plain("{levelname} {name}{by}: {message}", style="{")


REFUSED = [
    (route, case)
    for (route, method, case), cells in by_case(read_matrix()).items()
    if method == "GET" and cells.get(("clerk", "foreign")) == "404"
]


def test_a_foreign_row_leaves_the_name_of_who_asked(stage, db, clerk, caplog):
    browser = browser_of(clerk)
    assert {"return", "return_section", "return_workbook", "inspection"} <= {route for route, _ in REFUSED}
    paths = {address(route, case, stage.beijing) for route, case in REFUSED}
    with caplog.at_level(logging.WARNING):
        assert {browser.get(path).status_code for path in paths} == {404}
    records = [one for one in caplog.records if one.name == "django.request"]
    lines = {PLAIN.format(record) for record in records}
    assert lines == {f"WARNING django.request [clerk]: Not Found: {path}" for path in paths}
    assert {json.loads(JsonLines().format(record))["person"] for record in records} == {"clerk"}


def test_who_has_not_signed_in_has_no_name(db, caplog):
    with caplog.at_level(logging.WARNING):
        browser_of(None).get(f"/no-page/{MISSING}")
    (record,) = [one for one in caplog.records if one.name == "django.request"]
    assert "[" not in PLAIN.format(record)
    assert "person" not in json.loads(JsonLines().format(record))


def test_a_line_about_no_request_has_no_name():
    record = logging.LogRecord("core.jobs", logging.INFO, "", 0, "job %s done", (7,), None)
    assert PLAIN.format(record) == "INFO core.jobs: job 7 done"
