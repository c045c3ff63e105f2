"""A canary in every text: what anybody gets to see of both worlds is exactly what she should, in pages, files and logs."""

from itertools import product

import pytest

from tests import make
from tests.security.site import HAINAN, SEEN, address, body_of, browser_of, by_case, may_see, read_matrix
from tests.worlds import World, canaries

BARE = {"finding_step", "sign_in", "sign_out", "set_language_choice", "set_font_size", "healthz", "readyz"}
CASES = [case for case in by_case(read_matrix()) if case[1] == "GET" and case[0] not in BARE]


def walk(browser, *worlds: World) -> set[tuple[str, str]]:
    """Canaries in every page and file of `worlds` that `browser` gets."""
    addresses = {address(route, case, world) for (route, _, case), world in product(CASES, worlds)}
    return {found for path in addresses for found in canaries(body_of(browser.get(path)))}


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
    own = scene.hainan if name in HAINAN else scene.beijing
    assert walk(scene.browsers[name], own) == may_see(name)


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


# --- The tests see what they are for ---------------------------------------------------------------------------------


def test_a_planted_leak_is_seen(scene, monkeypatch):
    """Findings whose `visible_to` was forgotten show up in the links of pages that are one's own."""
    monkeypatch.setattr("findings.querysets.FindingQuerySet.visible_to", lambda rows, user: rows)
    leaks = {name: walk(scene.browsers[name], scene.beijing, scene.hainan) - may_see(name) for name in ("liu", "cac")}
    assert leaks["liu"] >= {("hainan", "Finding"), ("hainan", "Drafted")}
    assert leaks["cac"] >= {("hainan", "Finding"), ("npc", "Finding")}
