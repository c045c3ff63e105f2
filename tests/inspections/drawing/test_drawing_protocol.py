"""The draw follows from what was committed and from the public value, and from nothing else."""

import hashlib
import hmac
import json
from collections import Counter
from pathlib import Path

import pytest

from core.canonical import canonical
from inspections.drawing.certificate import certificate_of, to_bytes
from inspections.drawing.pairing import office_key, other_spellings, pair
from inspections.drawing.plan import Plan
from inspections.drawing.protocol import (
    commit,
    draw,
    new_secret,
    next_ticket,
    public_value_of,
    seed_of,
    tickets,
)
from inspections.drawing.refusal import Mismatch, Refusal
from inspections.drawing.roster import Row, digest_of
from tests.inspections.drawing.workbooks import people, units

VECTORS = json.loads((Path(__file__).parent / "draw_vectors.json").read_text("utf-8"))
SECRET = bytes(range(32))


def plan(**given) -> Plan:
    return Plan.from_json({"strata": ["place", "kind"], "quota": {"460000|类0": 2, "460001|类1": 1}, **given})


def drawn(rows, plan, *, secret=SECRET, value="735", inspectors=None):
    return draw(rows, plan, secret, value, commit(rows, plan, secret, inspectors), inspectors)


# --- Golden vectors --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_golden_vectors(vector):
    rows = [Row(n, *cells) for n, cells in enumerate(vector["rows"], start=1)]
    inspectors = vector["inspectors"] and [Row(n, *cells) for n, cells in enumerate(vector["inspectors"], start=1)]
    secret, wanted = bytes.fromhex(vector["secret"]), vector["certificate"]
    commitment = commit(
        rows, Plan.from_json(vector["plan"]), secret, inspectors, vector["public_source"], vector["committed"]
    )
    assert commitment == wanted["commitment"]
    result = draw(rows, Plan.from_json(vector["plan"]), secret, vector["public_value"], commitment, inspectors)
    assert certificate_of(commitment, secret, result, rows, inspectors, vector["drawn"]) == wanted


def test_the_bytes_are_those_that_the_paper_names():
    """docs/draw.md written out once more, without a line of the program."""
    lines = b"U1\t\xe7\x94\xb2\tp\tk\t\nU2\t\xe4\xb9\x99\tp\tk\t\n"
    rows = [Row(1, "U1", "甲", "p", "k"), Row(2, "U2", "乙", "p", "k")]
    assert digest_of(rows) == hashlib.sha256(b"zhijian-roster/v1\0" + lines).hexdigest()
    one = Plan.from_json({"strata": [], "quota": {"*": 1}})
    text = b'{"exclusions":[],"inspectors":null,"quota":{"*":1},"reserves":0,"strata":[]}'
    assert one.digest == hashlib.sha256(b"zhijian-plan/v1\0" + text).hexdigest()
    commitment = commit(rows, one, SECRET, None, "彩票", "2017-08-25")
    frame = hashlib.sha256(b"zhijian-frame/v1\0" + lines).hexdigest()
    assert commitment["roster"] == {"digest": digest_of(rows), "frame": frame, "rows": 2}
    stated = {key: value for key, value in commitment.items() if key != "commitment"}
    assert list(stated) == [
        "version", "roster", "inspectors", "plan", "plan_digest", "public_source", "secret_digest", "committed",
    ]  # fmt: skip
    sealed = b"\0".join([b"zhijian-draw/v1", SECRET, digest_of(rows).encode(), canonical(stated)])
    assert commitment["commitment"] == hashlib.sha256(sealed).hexdigest()
    seed = hashlib.sha256(b"zhijian-seed/v1\0" + SECRET + b"\0" + b"7 3 5").digest()
    assert seed_of(SECRET, "7 3 5") == seed.hex()

    def key(ident: str) -> bytes:
        return hmac.new(seed, f"zhijian-unit/v1\0{frame}\0*\0{ident}".encode(), hashlib.sha256).digest()

    assert draw(rows, one, SECRET, " 7 3 5\u3000", commitment).drawn["*"] == [min("U1", "U2", key=key)]


def test_the_paper_has_the_values_of_the_smallest_vector_and_every_key_of_a_certificate():
    paper = (Path(__file__).parents[3] / "docs/draw.md").read_text("utf-8")
    certificate = VECTORS[0]["certificate"]
    assert certificate["commitment"]["roster"]["frame"] in paper and certificate["seed"] in paper
    assert certificate["strata"]["*"] == {"rows": 3, "drawn": ["U2", "U1"], "reserves": ["U3"]}
    for key in (*certificate, *certificate["commitment"]):
        assert f"`{key}`" in paper or f'"{key}"' in paper, key


# --- Properties ------------------------------------------------------------------------------------------------------


def test_quotas_are_kept_and_strata_do_not_mix():
    rows = units(40)
    result = drawn(rows, plan(reserves=3))
    known = {row.ident: row for row in rows}
    assert {key: len(idents) for key, idents in result.drawn.items()} == {"460000|类0": 2, "460001|类1": 1}
    for key, idents in [*result.drawn.items(), *result.reserves.items()]:
        assert {f"{known[ident].place}|{known[ident].kind}" for ident in idents} == {key}
    assert [len(idents) for idents in result.reserves.values()] == [3, 3]
    assert set(result.drawn["460000|类0"]).isdisjoint(result.reserves["460000|类0"])


def test_excluded_units_are_not_drawn():
    rows = units(12)
    stratum = [row.ident for row in rows if (row.place, row.kind) == ("460000", "类0")]
    gone = plan(exclusions=[{"id": stratum[0], "reason": "已注销"}], reserves=5)
    result = drawn(rows, gone)
    assert sorted(result.drawn["460000|类0"]) == sorted(stratum[1:])
    assert result.reserves["460000|类0"] == []


def test_the_draw_does_not_depend_on_the_order_of_the_file():
    rows, team = units(40), people(5)
    backwards = [row._replace(position=n) for n, row in enumerate(rows[::-1], start=1)]
    asked = plan(inspectors={"per_unit": 2}, reserves=2)
    one = drawn(rows, asked, inspectors=team)
    other = drawn(backwards, asked, inspectors=team[::-1])
    assert (one.drawn, one.reserves, one.pairs) == (other.drawn, other.reserves, other.pairs)
    assert commit(rows, asked, SECRET, team) != commit(backwards, asked, SECRET, team)


@pytest.mark.parametrize("column", ["name", "kind", "place", "ident"])
def test_changing_any_unit_reshuffles_every_stratum(column):
    rows = units(400)
    whole = plan(quota={"460000|类0": 90, "460001|类1": 90})
    changed = [*rows[:-1], rows[-1]._replace(**{column: "x"})]  # the last one stands in a stratum of its own then
    before, after = drawn(rows, whole), drawn(changed, whole)
    for stratum in whole.quota:
        same = sum(a == b for a, b in zip(before.drawn[stratum], after.drawn[stratum], strict=True))
        assert same < 10, "of 90 positions about one stays by chance"


def test_another_secret_or_another_value_is_another_draw():
    rows = units(400)
    whole = plan(quota={"460000|类0": 90})
    one = drawn(rows, whole)
    assert drawn(rows, whole).drawn == one.drawn
    assert drawn(rows, whole, value="736").drawn != one.drawn
    assert drawn(rows, whole, secret=bytes(32)).drawn != one.drawn


def test_every_unit_is_drawn_equally_often():
    """20,000 draws of 2 of 30 in each of four strata: chi-square inside its 99 % range at 29 degrees of freedom."""
    rows = units(120)
    whole = plan(quota={f"{place}|{kind}": 2 for place in ("460000", "460001") for kind in ("类0", "类1")})
    commitment = commit(rows, whole, SECRET)
    strata = {key: [row.ident for row in found] for key, found in whole.strata_of(rows).items()}
    counts: Counter[str] = Counter()
    frame = commitment["roster"]["frame"]
    from inspections.drawing.protocol import _ranked

    found = whole.strata_of(rows)
    for n in range(20_000):
        seed = seed_of(SECRET, str(n))
        for key in whole.quota:
            counts.update(row.ident for row in _ranked(found[key], key, seed, frame)[:2])
    assert drawn(rows, whole, value="7").drawn["460000|类0"] == [
        row.ident for row in tickets(rows, whole, seed_of(SECRET, "7"), "460000|类0")[:2]
    ]
    for key, idents in strata.items():
        expected = 20_000 * 2 / len(idents)
        # without replacement the deviations are smaller by (N - n) / (N - 1)
        chi = sum((counts[ident] - expected) ** 2 / expected for ident in idents) * 29 / 28
        assert 13.1 < chi < 52.3, key


def test_tickets_go_on_where_the_draw_ended():
    rows = units(40)
    asked = plan(reserves=2)
    result = drawn(rows, asked)
    order = [row.ident for row in tickets(rows, asked, result.seed, "460000|类0")]
    assert order[:4] == result.drawn["460000|类0"] + result.reserves["460000|类0"]
    assert next_ticket(rows, asked, result.seed, "460000|类0", 2).ident == order[2]
    assert next_ticket(rows, asked, result.seed, "460000|类0", len(order)) is None
    assert next_ticket(rows, asked, result.seed, "no such", 0) is None


# --- Inspectors ------------------------------------------------------------------------------------------------------


def test_nobody_checks_her_own_office():
    rows = units(40)
    offices = ["460000", "460001", "单位3", " u005", "网信办", ""]
    team = people(12, offices)
    asked = plan(quota={"460000|类0": 10, "460001|类1": 10}, inspectors={"per_unit": 2})
    known, who = {row.ident: row for row in rows}, {one.ident: one for one in team}
    for value in range(30):
        for ident, chosen in drawn(rows, asked, value=str(value), inspectors=team).pairs.items():
            unit = known[ident]
            barred = {office_key(text) for text in (unit.ident, unit.name, unit.place)}
            assert len(set(chosen)) == 2
            assert not barred & {office_key(who[one].office) for one in chosen}


def test_an_office_that_is_a_place_in_other_words_is_seen():
    """Text alone is compared: "460000" does not keep those of 海南 away."""
    names = [("460000", "海南省", "Hainan Province", "海南", "Hainan"), ("110000", "北京市", "", "北京", "")]
    rows = [Row(1, "U1", "甲", "460000", "k"), Row(2, "U2", "乙", "北京", "k"), Row(3, "U3", "海南", "别处", "k")]
    offices = ["460000", "海南 省", "hainan", "北京", "110000", "北京市", "海南示例中心", "别处", ""]
    team = [Row(n, f"P{n}", "某", office=office) for n, office in enumerate(offices)]
    found = {one.office: place for one, place in other_spellings(rows, team, names)}
    assert found == {"海南 省": "460000", "hainan": "460000", "110000": "北京", "北京市": "北京"}


def test_two_spellings_of_one_place_among_the_units_are_seen_too():
    rows = [Row(1, "U1", "甲", "460000", "k"), Row(2, "U2", "乙", "海南", "k")]
    team = [Row(1, "P1", "某", office="海南")]
    assert [place for _, place in other_spellings(rows, team, [("460000", "海南")])] == ["460000"]


def test_work_is_shared_evenly():
    rows, team = units(400), people(7, ["甲"])
    pairs = drawn(rows, plan(quota={"460000|类0": 70}, inspectors={"per_unit": 2}), inspectors=team).pairs
    assert set(Counter(one for chosen in pairs.values() for one in chosen).values()) == {20}


def test_chance_decides_among_equals():
    rows, team = units(40), people(6, ["甲"])
    asked = plan(quota={"460000|类0": 1}, inspectors={"per_unit": 1})
    first = Counter(
        one for n in range(200) for (one,) in drawn(rows, asked, value=str(n), inspectors=team).pairs.values()
    )
    assert len(first) == 6 and max(first.values()) < 70


def test_a_replacement_gets_those_with_the_fewest_units():
    (unit,) = units(1)
    chosen = pair([unit], people(4, ["甲"]), per_unit=2, seed="00" * 32, loads={"P01": 1, "P02": 2, "P03": 1})
    assert chosen["U001"][0] == "P04"
    assert chosen["U001"][1] in {"P01", "P03"}
    with pytest.raises(ValueError, match="too few"):
        pair([unit], people(2, ["U001"]), per_unit=1, seed="00" * 32)


# --- Refusals --------------------------------------------------------------------------------------------------------


def test_a_plan_that_cannot_be_drawn_is_not_committed_to():
    with pytest.raises(Refusal, match="has no stratum"):
        commit(units(4), plan(quota={"x": 1}), SECRET)
    with pytest.raises(Refusal, match="source"):
        commit(units(12), plan(), SECRET, public_source="a\nb")


@pytest.mark.parametrize("value", ["", "  ", "\u3000", "a\nb", "x" * 201, "\u202e1"])
def test_a_public_value_must_be_one_line(value):
    with pytest.raises(Refusal, match="one line"):
        public_value_of(value)


def test_a_public_value_is_composed_and_trimmed():
    assert public_value_of("\u3000cafe\u0301 7 ") == "café 7"
    assert drawn(units(40), plan(), value=" 735 ").seed == drawn(units(40), plan(), value="735").seed


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"rows": units(40)[::-1]}, "The roster of units is not the one committed to."),
        ({"plan": plan(reserves=1)}, "The plan is not the one committed to."),
        ({"secret": bytes(32)}, "The secret is not the one committed to."),
        ({"inspectors": people(3)}, "The roster of inspectors is not the one committed to."),
    ],
)
def test_what_was_not_committed_to_is_not_drawn(change, sentence):
    given = {"rows": units(40), "plan": plan(), "secret": SECRET, "public_value": "1", "inspectors": None, **change}
    with pytest.raises(Mismatch) as refusal:
        draw(**given, commitment=commit(units(40), plan(), SECRET))
    assert [problem.en for problem in refusal.value.problems] == [sentence]


@pytest.mark.parametrize("key", ["version", "public_source", "committed", "commitment", "more"])
def test_a_commitment_that_was_changed_is_not_drawn(key):
    commitment = commit(units(40), plan(), SECRET)
    with pytest.raises(Mismatch):
        draw(units(40), plan(), SECRET, "1", {**commitment, key: "x"})


def test_secrets_are_long_and_new():
    assert len(new_secret()) == 32 and new_secret() != new_secret()


# --- Certificate -----------------------------------------------------------------------------------------------------


def test_the_certificate_says_what_was_left_out():
    rows = units(12)
    asked = plan(exclusions=[{"id": "U002", "reason": "已注销"}], quota={"460000|类0": 1})
    commitment = commit(rows, asked, SECRET)
    found = certificate_of(commitment, SECRET, draw(rows, asked, SECRET, "1", commitment), rows)
    assert (found["excluded"], found["left_out"]) == (1, {"strata": 3, "rows": 8})
    assert found["strata"]["460000|类0"]["rows"] == 3
    assert to_bytes(found) == canonical(found) + b"\n"
    assert json.loads(to_bytes(found)) == found
