"""Who is not cleared cannot tell one result from another, whatever page, file, log or folder she looks at."""

import json
import logging
import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import Entry, Job
from inspections.drawing import protocol
from inspections.drawing.certificate import certificate_of
from inspections.models import Draw
from inspections.queries.rosters import plan_of, rows_of_draw
from inspections.sealing import seal
from tests import worlds
from tests.security.site import address, browser_of, by_case, read_matrix
from tests.worlds import World

PAGES = sorted({(route, case) for route, method, case in by_case(read_matrix()) if method == "GET"})
UNCLEARED = [name for name in worlds.CAST if name not in ("liu", "fu")]
INSIDE = ("chen", "zhang", "wang", "zhao", "sun")
FIELD = ("chen", "zhang", "zhao", "sun")  # see more of a draw than its result
ONLY_FOR_ALL = {"sign_in", "healthz", "readyz", "field", "field_worker", "field_manifest"}  # the same for everybody
TIMED = {"package_request", "package_answer", "return_workbook"}  # files signed with the moment they were made
CHANGING = {"date", "expires", "set-cookie"}
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=|"csrf": ?|csrf-token" content=)"\w+"')
# What `another_result` changes; a statement that asks for a whole row of the draw without naming its columns counts too.
HOLDS_THE_RESULT = re.compile(
    r'inspections_ticket|"(sealed|certificate)"|\binspections_draw\b[^"]|"inspections_draw"\.\*'
)
OF_THE_RESULT = ("draw_result", "draw_certificate", "draw_certificate_pdf", "draw_table")


def another_result(draw: Draw) -> None:
    """The same draw as if another secret had been sealed: other units, another seed; everything else as it was."""
    (rows, inspectors), plan = rows_of_draw(draw), plan_of(draw)
    before = [ticket.row.ident for ticket in draw.tickets.select_related("row")]
    for number in range(1, 50):
        secret = bytes([number]) * 32
        commitment = protocol.commit(rows, plan, secret, inspectors, draw.public_source)
        result = protocol.draw(rows, plan, secret, draw.public_value, commitment, inspectors)
        drawn = [ident for idents in result.drawn.values() for ident in idents]
        if drawn != before:
            break
    certificate = {**certificate_of(commitment, secret, result, rows, inspectors), "note": draw.certificate["note"]}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits for the end of the transaction bars the next lines
        for table in ("inspections_draw", "inspections_ticket"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE inspections_draw SET sealed = %s, certificate = %s WHERE id = %s",
            [seal(secret, draw.code), json.dumps(certificate), draw.pk],
        )
        for ticket, ident in zip(draw.tickets.order_by("pk"), drawn, strict=True):
            row = draw.roster.rows.get(ident=ident)
            cursor.execute("UPDATE inspections_ticket SET row_id = %s WHERE id = %s", [row.pk, ticket.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("inspections_draw", "inspections_ticket"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def paths_of(world: World) -> list[str]:
    """Every address of the site that is not the same for everybody anyway. All of them before the first look: a few rows
    are made when their address is asked for, and other pages show them."""
    paths = [address(route, case, world) for route, case in PAGES if route not in ONLY_FOR_ALL | TIMED]
    return list(dict.fromkeys(paths))


def seen_by(browser: Client, paths: Iterable[str]) -> dict[str, tuple]:
    """Status, headers and body of each path."""
    seen = {}
    for path in paths:
        response = browser.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        headers = {name: value for name, value in response.headers.items() if name.lower() not in CHANGING}
        seen[path] = (response.status_code, headers, TOKEN.sub(rb"\1", body))
    return seen


def touching_the_result(browser: Client, paths: Iterable[str]) -> list[str]:
    """The paths whose answer was made with a statement that names what holds the result. What is said without reading it
    cannot depend on it, so that only these have to be asked in both worlds."""
    touching, statements = [], []

    def note(execute, sql, params, many, context):
        statements.append(str(sql))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        for path in paths:
            statements.clear()
            seen_by(browser, [path])
            if any(HOLDS_THE_RESULT.search(sql) for sql in statements):
                touching.append(path)
    return touching


def last_entry() -> int:
    """Number of the last entry of the history."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def left_behind(folder: Path, after: int) -> dict[str, object]:
    """What else a person with access to the house could look at; of the history what came after entry `after`: a package
    that is exported writes an entry each time."""
    return {
        "history": list(
            Entry.objects.filter(pk__gt=after).order_by("pk").values_list("verb", "note", "target", "by_name")
        ),
        "jobs": list(Job.objects.order_by("pk").values_list("name", "keys", "queue")),
        "cache": sorted(getattr(cache, "_cache", {})),
        "files": sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()),
    }


@pytest.fixture
def still(monkeypatch):
    """Time stands still, or the pages would differ by it; `still.at(moment)` moves it."""

    class Clock:
        now = timezone.now()

        def at(self, moment) -> None:
            self.now = moment

    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


def browser_for(name: str) -> Client:
    """The browser of somebody of the cast; "nobody" has not signed in."""
    return browser_of(worlds.person(name) if name in worlds.CAST else None)


def lines_of(caplog) -> list[tuple[str, str]]:
    """The lines of the log by now, without those about signing in, which say the time."""
    lines = [
        (one.name, one.getMessage())
        for one in caplog.records
        if not one.name.startswith(("axes", "weasyprint", "fontTools"))
    ]
    caplog.clear()
    return lines


def differences(one: dict, other: dict) -> set[str]:
    return {path for path in one if one[path] != other[path]}


@pytest.mark.parametrize("name", [*UNCLEARED, "nobody"])
def test_nobody_who_is_not_cleared_can_tell_one_result_from_another(media, beijing, cast, still, caplog, name):
    """Two worlds that differ in the sealed secret and in what was drawn: every page, byte by byte."""
    caplog.set_level(logging.INFO)
    browser = browser_for(name)
    paths = touching_the_result(browser, paths_of(beijing))
    lines_of(caplog)
    start = last_entry()
    pages, traces, lines = seen_by(browser, paths), left_behind(media, start), lines_of(caplog)
    another_result(beijing.draw)
    start = last_entry()
    assert differences(pages, seen_by(browser, paths)) == set()
    assert (traces, lines) == (left_behind(media, start), lines_of(caplog))


@pytest.mark.parametrize("name", [*INSIDE, "cac", "wenchang", "auditor"])
def test_after_the_embargo_the_inspection_can_and_no_stranger(media, beijing, cast, still, name):
    """Or the test before would prove nothing: the same walk sees the difference as soon as it may."""
    still.at(timezone.now() + timedelta(days=2))
    browser = browser_for(name)
    paths = touching_the_result(browser, paths_of(beijing))
    before = seen_by(browser, paths)
    another_result(beijing.draw)
    changed = differences(before, seen_by(browser, paths))
    results = {reverse(route, args=[beijing.draw.code]) for route in OF_THE_RESULT}
    assert changed >= (results if name in INSIDE else set())
    if name not in FIELD:  # who reads nothing of the field but the result itself
        assert changed == (results if name in INSIDE else set())


def test_a_cleared_person_sees_the_difference_before_it_ends(media, beijing, liu):
    paths = [reverse(route, args=[beijing.draw.code]) for route in OF_THE_RESULT]
    before = [browser_of(liu).get(path).content for path in paths]
    another_result(beijing.draw)
    after = [browser_of(liu).get(path).content for path in paths]
    assert [one == other for one, other in zip(before, after, strict=True)] == [False] * len(paths)


# --- Looks -----------------------------------------------------------------------------------------------------------


FORMS = {"draw_result": "page", "draw_certificate": "json", "draw_certificate_pdf": "pdf", "draw_table": "csv"}


@pytest.mark.parametrize("route", FORMS)
def test_each_look_under_embargo_is_in_the_history(media, beijing, liu, route):
    browser = browser_of(liu)
    for _ in range(2):
        assert browser.get(reverse(route, args=[beijing.draw.code])).status_code == 200
    looks = beijing.draw.history.filter(verb="look")
    assert list(looks.values_list("by_id", "target")) == [(liu.pk, FORMS[route])] * 2


@pytest.mark.parametrize("route", FORMS)
def test_who_is_not_cleared_is_refused_and_leaves_no_look(beijing, zhang, wenchang, route):
    path = reverse(route, args=[beijing.draw.code])
    assert [browser_of(person).get(path).status_code for person in (zhang, wenchang)] == [403, 404]
    assert browser_of(zhang).head(path).status_code == 403
    assert not beijing.draw.history.filter(verb="look").exists()


def test_a_head_request_is_a_look_too(beijing, liu):
    browser_of(liu).head(reverse("draw_table", args=[beijing.draw.code]))
    assert beijing.draw.history.filter(verb="look").count() == 1


def test_the_page_of_a_replacement_names_a_unit_and_is_a_look(beijing, liu):
    ticket = beijing.draw.tickets.get()
    browser_of(liu).get(reverse("ticket_replace", args=[beijing.draw.code, ticket.pk]))
    assert list(beijing.draw.history.filter(verb="look").values_list("target", flat=True)) == ["replacement"]


def test_after_the_embargo_looks_are_not_recorded(beijing, wang, still):
    still.at(timezone.now() + timedelta(days=2))
    assert browser_of(wang).get(reverse("draw_result", args=[beijing.draw.code])).status_code == 200
    assert not beijing.draw.history.filter(verb="look").exists()


def test_who_looked_is_told_only_to_those_who_may_look(beijing, liu, zhang):
    browser_of(liu).get(reverse("draw_result", args=[beijing.draw.code]))
    pages = [browser_of(person).get(beijing.draw.get_absolute_url()).content.decode() for person in (liu, zhang)]
    assert ["查看结果</b>" in page for page in pages] == [True, False]


def test_drawn_units_do_not_become_units_of_the_inspection_before_it_ends(beijing, liu):
    ticket = beijing.draw.tickets.get()
    answer = browser_of(liu).post(reverse("draw_units", args=[beijing.draw.code]), {"ticket": [ticket.pk]})
    assert (answer.status_code, beijing.inspection.units.count()) == (422, 1)
    assert ticket.row.name not in answer.content.decode()


def test_files_are_named_by_the_draw_alone(beijing, liu):
    for route in FORMS.keys() - {"draw_result"}:
        said = browser_of(liu).get(reverse(route, args=[beijing.draw.code])).headers["Content-Disposition"]
        assert re.fullmatch(rf'attachment; filename="{beijing.draw.code}\.(json|pdf|csv)"', said)


def test_the_secret_is_not_in_the_database_before_the_draw(beijing):
    """Nor the result: the sealed secret opens under a key that stands outside."""
    draw = beijing.inspection.draws.get(code="npc-committed")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(d)::text FROM inspections_draw d WHERE id = %s", [draw.pk])
        (row,) = cursor.fetchone()
    assert bytes(32).hex() not in row  # the secret of this draw
    assert (draw.tickets.count(), draw.certificate) == (0, None)
