"""One verb, many places: every step has its policy and its words, and no policy stands there for nothing."""

import ast
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, reverse

from core.policy import policy_of
from core.workflow import Step

ROOT = Path(__file__).resolve().parents[2]
APPS = ["accounts", "inspections", "findings", "recommendations", "reports"]
STEPS = {app: import_module(f"{app}.workflow").STEPS for app in APPS if find_spec(f"{app}.workflow")}
STEP_CASES = [(app, verb) for app, steps in STEPS.items() for verb in steps]


def asked_for() -> set[str]:
    """Every "app.verb" that some code asks has_perm for. An f-string asks for all apps, or for all verbs of steps."""
    asked = set()
    for app in ("core", *APPS):
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "has_perm" and node.args:
                    asked |= spelled_out(node.args[0])
    return asked


def spelled_out(argument: ast.expr) -> set[str]:
    if isinstance(argument, ast.Constant):
        return {argument.value}
    text = ast.unparse(argument)
    if text.endswith((".view'", '.view"')):
        return {f"{app}.view" for app in APPS}
    return set()  # verbs of steps, which STEP_CASES names


def test_there_are_steps():
    assert set(STEP_CASES) >= {("findings", "record"), ("findings", "verify")}


@pytest.mark.parametrize(("app", "verb"), STEP_CASES)
def test_every_step_has_policy_words_and_address(app, verb):
    wording = import_module(f"{app}.wording")
    step = STEPS[app][verb]
    assert isinstance(step, Step)
    assert step.verb == verb
    assert verb in policy_of(app)
    assert (verb in wording.STEP_LABELS, verb in wording.VERBS) == (True, True)
    try:
        reverse(f"{app.removesuffix('s')}_step", kwargs={"code": "any", "verb": verb})
    except NoReverseMatch:
        pytest.fail(f"{app}.{verb} has no address")


@pytest.mark.parametrize("app", STEPS)
def test_every_state_of_a_workflow_exists_and_can_be_reached(app):
    enums = import_module(f"{app}.enums")
    states = set(getattr(enums, f"{app.removesuffix('s').title()}State"))
    steps = STEPS[app].values()
    assert {state for step in steps for state in (*step.sources, step.target)} <= states
    beginning = {"draft"}
    assert beginning | {step.target for step in steps} == states


def test_every_policy_is_asked_for():
    held = {f"{app}.{verb}" for app in APPS for verb in policy_of(app)}
    steps = {f"{app}.{verb}" for app, verb in STEP_CASES}
    assert held - steps - asked_for() == set()


def test_every_question_has_an_answer():
    """A verb somebody asks for and no table holds would be refused to everybody, silently."""
    held = {f"{app}.{verb}" for app in APPS for verb in policy_of(app)}
    assert asked_for() - held - {"accounts.view"} == set()


@pytest.mark.parametrize("app", APPS)
def test_every_rule_tells_its_name(app):
    assert [verb for verb, rule in policy_of(app).items() if not rule.name or "<lambda>" in rule.name] == []
