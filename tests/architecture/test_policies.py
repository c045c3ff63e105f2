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
STEPS = {app: import_module(f"{app}.workflow.{app}").STEPS for app in APPS if find_spec(f"{app}.workflow")}
STEP_CASES = [(app, verb) for app, steps in STEPS.items() for verb in steps]
# Nouns beside the first one of their app: their steps, their words, their address.
FURTHER = {
    "delegation": (
        "inspections",
        "inspections.workflow.delegations",
        "STEPS",
        "inspections.wording.delegations",
        "DELEGATION_STEP_LABELS",
        "DELEGATION_VERBS",
    ),
    "lead": (
        "findings",
        "findings.workflow.findings",
        "LEAD_STEPS",
        "findings.wording.findings",
        "LEAD_STEP_LABELS",
        "LEAD_VERBS",
    ),
    "draw": (
        "inspections",
        "inspections.workflow.draws",
        "DRAW_STEPS",
        "inspections.workflow.draws",
        "DRAW_STEP_LABELS",
        "DRAW_VERBS",
    ),  # fmt: skip
    "return": (
        "inspections",
        "findings.workflow.returns",
        "RETURN_STEPS",
        "findings.wording.returns",
        "RETURN_STEP_LABELS",
        "RETURN_VERBS",
    ),  # fmt: skip
}
FURTHER_CASES = [
    (noun, verb) for noun, (_, module, name, *_) in FURTHER.items() for verb in getattr(import_module(module), name)
]
# Steps that have a page of their own; "" for what is taken in the course of another act.
ELSEWHERE = {
    "begin_return": "return_begin",
    "sign_return": "return_sign",
    "reopen_return": "return_reopen",
    "submit_return": "return_submit",
    "use_return": "",
}
# app → the state in which a row begins, and those it reaches by steps that are not written yet
BEGINNING = {"findings": "draft", "inspections": "proposed"}
NOT_YET = {"inspections": {"deliberation", "follow_up", "closed", "archived"}}


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
    if text.endswith((".{self.verb}'", '.{self.verb}"')):  # of a DetailPage, whose verb is `view` where it names none
        return {f"{app}.view" for app in APPS}
    return set()  # verbs of steps, which STEP_CASES names


def test_there_are_steps():
    assert set(STEP_CASES) >= {("findings", "record"), ("findings", "verify")}


@pytest.mark.parametrize(("app", "verb"), STEP_CASES)
def test_every_step_has_policy_words_and_address(app, verb):
    wording = import_module(f"{app}.wording.{app}")
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
    targets = {step.target for step in steps if step.target}
    assert {state for step in steps for state in step.sources} | targets <= states
    assert {BEGINNING[app]} | targets == states - NOT_YET.get(app, set())


@pytest.mark.parametrize(("noun", "verb"), FURTHER_CASES)
def test_every_step_of_a_further_noun_has_policy_words_and_address(noun, verb):
    app, module, name, wording, labels, verbs = FURTHER[noun]
    step, words = getattr(import_module(module), name)[verb], import_module(wording)
    assert (isinstance(step, Step), step.verb, verb in policy_of(app)) == (True, verb, True)
    assert (verb in getattr(words, labels), verb in getattr(words, verbs)) == (True, True)
    own = ELSEWHERE.get(verb)
    assert own == "" or reverse(own or f"{noun}_step", kwargs={"code": "any"} | ({} if own else {"verb": verb}))


def test_every_policy_is_asked_for():
    held = {f"{app}.{verb}" for app in APPS for verb in policy_of(app)}
    steps = {f"{app}.{verb}" for app, verb in STEP_CASES}
    steps |= {f"{FURTHER[noun][0]}.{verb}" for noun, verb in FURTHER_CASES}
    assert held - steps - asked_for() == set()


def test_every_question_has_an_answer():
    """A verb somebody asks for and no table holds would be refused to everybody, silently."""
    held = {f"{app}.{verb}" for app in APPS for verb in policy_of(app)}
    assert asked_for() - held - {"accounts.view"} == set()


@pytest.mark.parametrize("app", APPS)
def test_every_rule_tells_its_name(app):
    assert [verb for verb, rule in policy_of(app).items() if not rule.name or "<lambda>" in rule.name] == []
