"""A canary in every text: what anybody gets to see of both worlds is exactly what she should, in pages, files and logs."""

from itertools import product

import pytest

from tests import make
from tests.security.site import AREAS, SEEN, address, body_of, browser_of, by_case, may_see, read_matrix
from tests.worlds import World, canaries

BARE = {"finding_step", "sign_in", "sign_out", "set_language_choice", "set_font_size", "healthz", "readyz"}.union(
    *(getattr(area, "BARE", set()) for area in AREAS)
)
CASES = [case for case in by_case(read_matrix()) if case[1] == "GET" and case[0] not in BARE]


def walk(browser, *worlds: World, until: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Canaries in the pages and files of `worlds` that `browser` gets, as far as it takes to find all of `until`."""
    found = set()
    for path in dict.fromkeys(address(route, case, world) for (route, _, case), world in product(CASES, worlds)):
        found |= canaries(body_of(browser.get(path)))
        if found >= until:
            break
    return found


def test_every_text_of_a_world_carries_its_canary(beijing, hainan):
    """Or the other tests would prove nothing about it."""
    for world in (beijing, hainan):
        rows = [
            world.inspection,
            world.drafted,
            world.finding,
            world.recommendation,
            world.proposed,
            world.figure,
            world.report,
        ]
        rows += [world.finding.evidence.get(), world.inspection.focus_points.get(), world.inspection.participants.get()]
        rows += [*world.report.sections.exclude(heading_zh=""), world.recommendation.addressees.get()]
        for row in rows:
            bare = [field.name for field in make.texts_of(type(row)) if not canaries(getattr(row, field.name))]
            assert bare == [], row
        assert {kind for _, kind in canaries(world.edition.content)} == {"Report", "Figure"}


@pytest.mark.parametrize("name", SEEN)
def test_who_works_on_it_sees_all_of_it(scene, name):
    """The matrix shows that nobody sees more: test_matrix.py looks for canaries in every one of its answers."""
    own = {"npc": scene.beijing, "hainan": scene.hainan}[SEEN[name][0]]
    assert walk(scene.browsers[name], own, until=may_see(name)) == may_see(name)


def test_a_search_finds_only_what_the_person_sees(beijing, hainan, liu, fu, wenchang):
    for name, person in (("liu", liu), ("fu", fu), ("wenchang", wenchang)):
        browser = browser_of(person)
        for start, query in product(
            ("findings", "recommendations"), ("q=words", "q=7npc", "q=7hainan", "focus=1", "state=recorded")
        ):
            found = canaries(body_of(browser.get(f"/{start}/?{query}")))
            own = SEEN.get(name, ("nobody", ()))[0]
            assert {world for world, _ in found} <= {own}, (name, start, query)
    found = canaries(body_of(browser_of(liu).get("/findings/?q=7npcFinding")))
    assert found == {("npc", "Finding"), ("npc", "Title"), ("npc", "Inspection")}


def test_an_edition_holds_its_own_report_alone(beijing, hainan):
    for world in (beijing, hainan):
        found = canaries(make.make_edition(world.report).content)
        assert {name for name, _ in found} == {world.mark.removeprefix("Canary7")}
        assert {kind for _, kind in found} == {"Report", "Figure"}


@pytest.mark.parametrize(("route", "case"), [("return", "writing"), ("api_return_section", "outline")])
def test_who_asks_for_the_return_of_another_body_is_found_in_the_log(scene, caplog, route, case):
    path = address(route, case, scene.beijing)
    for name, status, attempts in (("hunan", 200, []), ("wenchang", 404, [("WARNING", f"Not Found: {path}")])):
        caplog.clear()
        assert scene.browsers[name].get(path).status_code == status
        assert [(line.levelname, line.getMessage()) for line in caplog.records if path in line.getMessage()] == attempts


# --- The tests see what they are for ---------------------------------------------------------------------------------


def test_a_planted_leak_is_seen(scene, monkeypatch):
    """Findings whose `visible_to` was forgotten show up in the links of pages that are one's own."""
    monkeypatch.setattr("findings.querysets.FindingQuerySet.visible_to", lambda rows, user: rows)
    planted = {
        "liu": {("hainan", "Finding"), ("hainan", "Drafted")},
        "cac": {("hainan", "Finding"), ("npc", "Finding")},
    }
    for name, leaks in planted.items():
        assert walk(scene.browsers[name], scene.beijing, scene.hainan, until=leaks) >= leaks
        assert not leaks & may_see(name)


def test_a_draft_read_from_above_is_seen(scene, monkeypatch):
    """Returns whose `visible_to` was forgotten show above what the body below has not submitted."""
    path, liu = address("return_section", "overview", scene.beijing), scene.browsers["liu"]
    assert liu.get(path).status_code == 404
    monkeypatch.setattr("findings.querysets.ReturnQuerySet.visible_to", lambda rows, user: rows)
    assert ("npc", "Draft") in canaries(body_of(liu.get(path))) - may_see("liu")
