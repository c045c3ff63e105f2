"""Plans: every thing that is wrong is a sentence, before anything is committed."""

import json

import pytest

from inspections.drawing.pairing import office_key
from inspections.drawing.plan import Plan, problems_of
from inspections.drawing.refusal import Refusal
from inspections.drawing.roster import Row
from tests.inspections.drawing.workbooks import people, units

ROWS = units(12)  # 460000|类0, 460001|类0, 460000|类1, 460001|类1: three each
GOOD = {"strata": ["place", "kind"], "quota": {"460000|类0": 2}}


def refused(source) -> list[str]:
    with pytest.raises(Refusal) as refusal:
        Plan.from_json(source)
    assert all(problem.complete for problem in refusal.value.problems)
    return [problem.en for problem in refusal.value.problems]


def problems(plan: dict, rows=ROWS, inspectors=None) -> list[str]:
    found = problems_of(Plan.from_json(plan), rows, inspectors)
    assert all(problem.complete for problem in found)
    return [problem.en for problem in found]


def test_a_plan_is_read_and_written_with_all_its_keys():
    plan = Plan.from_json(json.dumps(GOOD))
    assert plan.to_json() == {**GOOD, "exclusions": [], "inspectors": None, "reserves": 0}
    full = {**GOOD, "exclusions": [{"id": "U001", "reason": "已注销"}], "inspectors": {"per_unit": 2}, "reserves": 3}
    assert Plan.from_json(full).to_json() == full
    assert Plan.from_json(Plan.from_json(full).to_json()).digest == Plan.from_json(json.dumps(full).encode()).digest


def test_what_is_left_out_and_what_is_written_out_have_one_digest():
    assert Plan.from_json(GOOD).digest == Plan.from_json({**GOOD, "reserves": 0, "exclusions": []}).digest
    assert Plan.from_json(GOOD).digest != Plan.from_json({**GOOD, "reserves": 1}).digest


@pytest.mark.parametrize(
    ("strata", "key"),
    [(["place", "kind"], "p|k"), (["kind", "place"], "k|p"), (["place"], "p"), (["kind"], "k"), ([], "*")],
)
def test_the_key_of_a_stratum_follows_the_order_of_the_dimensions(strata, key):
    plan = Plan.from_json({"strata": strata, "quota": {key: 1}})
    assert plan.stratum_of(Row(1, "U1", "名", "p", "k")) == key
    assert problems_of(plan, [Row(1, "U1", "名", "p", "k")]) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"more": 1}, "The plan has an unknown key “more”."),
        ({"strata": "place"}, "The strata must be a list of “place” and “kind”."),
        ({"strata": ["town"]}, "The strata must be a list of “place” and “kind”."),
        ({"strata": ["kind", "kind"]}, "The strata name a dimension twice."),
        ({"strata": [["kind"]]}, "The strata must be a list of “place” and “kind”."),
        ({"quota": {}}, "The quota must say for at least one stratum how many to draw."),
        ({"quota": [1]}, "The quota must say for at least one stratum how many to draw."),
        ({"quota": {"a": 0}}, "The quota of stratum “a” must be a whole number above 0, not 0."),
        ({"quota": {"a": -1}}, "The quota of stratum “a” must be a whole number above 0, not -1."),
        ({"quota": {"a": 1.5}}, "The quota of stratum “a” must be a whole number above 0, not 1.5."),
        ({"quota": {"a": 2.0}}, "The quota of stratum “a” must be a whole number above 0, not 2.0."),
        ({"quota": {"a": True}}, "The quota of stratum “a” must be a whole number above 0, not true."),
        ({"quota": {"a": "2"}}, 'The quota of stratum “a” must be a whole number above 0, not "2".'),
        ({"quota": {"a": 1, "a ": 1}}, "The stratum “a” stands twice in the quota."),
        ({"quota": {"a\n": 1}}, "A stratum in the quota has unseen characters."),
        ({"quota": {"a": None}}, "The quota of stratum “a” must be a whole number above 0, not null."),
        ({"exclusions": {"id": 1}}, "The exclusions must be a list."),
        ({"exclusions": 0}, "The exclusions must be a list."),
        ({"exclusions": False}, "The exclusions must be a list."),
        ({"exclusions": ""}, "The exclusions must be a list."),
        ({"exclusions": [{"reason": "x"}]}, "Exclusion 1 has no id."),
        ({"exclusions": [{"id": "U1", "reason": " "}]}, "No reason is given for excluding “U1”."),
        ({"exclusions": [{"id": "U1"}]}, "No reason is given for excluding “U1”."),
        ({"exclusions": [{"id": "U1", "reason": "x", "who": 1}]}, "Exclusion 1 has an unknown key “who”."),
        ({"exclusions": [{"id": "U1", "reason": "x"}] * 2}, "“U1” stands twice among the exclusions."),
        (
            {"exclusions": [{"id": "U1", "reason": "x\ny"}]},
            "The reason for excluding “U1” may have 300 characters and no line break.",
        ),
        ({"inspectors": 2}, "The inspectors must be given as {“per_unit”: n}."),
        (
            {"inspectors": {"per_unit": 0}},
            "The inspectors for each unit (per_unit) must be a whole number from 1 to 20.",
        ),
        ({"reserves": -1}, "The number of reserves must be a whole number from 0 to 10000."),
    ],
)
def test_a_plan_that_is_none_is_refused_with_a_sentence(change, sentence):
    assert refused({**GOOD, **change}) == [sentence]


def test_all_that_is_wrong_is_said_at_once():
    assert len(refused({"strata": ["x"], "quota": {"a": 0, "b": 0}, "x": 1})) == 4


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ('{"strata": [], "quota": {"*": 1, "*": 2}}', "The JSON of the plan is ambiguous: “*” stands twice"),
        ('{"strata": [], "strata": [], "quota": {"*": 1}}', "The JSON of the plan is ambiguous: “strata”"),
        ('{"strata": [], "quota": {"*": NaN}}', "The JSON of the plan is ambiguous: “NaN”"),
        ('{"strata": [], "quota": {"*": 123456789012345678901234567890}}', "The JSON of the plan is ambiguous"),
        ("[" * 100_000, "The plan is nested too deeply."),
        ("{\n\n  1}", "Line 3 of the plan is not JSON."),
        (b"\xff", "The plan is not UTF-8 text."),
        ("[]", "The plan must be a JSON object."),
    ],
)
def test_json_that_two_readers_could_take_differently_is_refused(text, begins):
    (sentence,) = refused(text)
    assert sentence.startswith(begins)


# --- Against the rosters ---------------------------------------------------------------------------------------------


def test_a_plan_that_can_be_drawn_has_no_problem():
    assert problems(GOOD) == []
    assert problems({**GOOD, "inspectors": {"per_unit": 2}}, inspectors=people(2)) == []


def test_an_unknown_stratum_is_named_with_those_there_are():
    assert problems({**GOOD, "quota": {"110000|类0": 1}}) == [
        "The roster has no stratum “110000|类0”. It has: 460000|类0, 460000|类1, 460001|类0, 460001|类1."
    ]


def test_a_quota_is_held_against_what_is_left_after_exclusions():
    assert problems({**GOOD, "quota": {"460000|类0": 4}}) == ["Stratum “460000|类0” is to give 4 units and has 3."]
    out = [{"id": row.ident, "reason": "已注销"} for row in ROWS if (row.place, row.kind) == ("460000", "类0")]
    assert problems({**GOOD, "exclusions": out[:1]}) == []
    assert problems({**GOOD, "exclusions": out[:2]}) == [
        "Stratum “460000|类0” is to give 2 units and has 1 after 2 excluded."
    ]
    assert problems({**GOOD, "exclusions": out}) == [
        "Stratum “460000|类0” is to give 2 units and has 0 after 3 excluded."
    ]


def test_an_exclusion_must_be_in_the_roster():
    assert problems({**GOOD, "exclusions": [{"id": "V1", "reason": "x"}]}) == [
        "The excluded unit “V1” is not in the roster."
    ]


def test_inspectors_belong_to_the_plan_and_to_the_files_or_to_neither():
    assert problems({**GOOD, "inspectors": {"per_unit": 1}}) == [
        "The plan draws inspectors, but there is no roster of them."
    ]
    assert problems(GOOD, inspectors=people(2)) == [
        "A roster of inspectors is given, but the plan does not say how many go to each unit (inspectors)."
    ]
    assert problems({**GOOD, "inspectors": {"per_unit": 3}}, inspectors=people(2)) == [
        "Each unit needs 3 inspectors, and the roster has 2."
    ]


@pytest.mark.parametrize("office", ["U001", "单位1", "460000", " 单 位1", "u001"])
def test_a_unit_that_only_its_own_people_could_check_is_named_before_the_commitment(office):
    found = problems({**GOOD, "inspectors": {"per_unit": 2}}, inspectors=people(4, [office, office, office, "乙"]))
    assert "If unit “U001” (单位1) is drawn, 1 inspectors are left" in found[0]
    assert len(found) == (3 if office == "460000" else 1)


def test_units_of_strata_that_are_not_drawn_from_need_no_inspectors():
    plan = {**GOOD, "inspectors": {"per_unit": 1}}
    assert problems(plan, inspectors=people(1, ["460001"])) == []
    assert len(problems(plan, inspectors=people(1, ["460000"]))) == 3


def test_offices_are_compared_without_spaces_and_case():
    assert office_key(" 海南 省\u3000网信办ABC") == "海南省网信办abc"
    assert office_key("ＡÄ") == "ＡÄ"
