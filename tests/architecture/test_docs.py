"""The documents say what the code does: the steps as they are, nouns and files that exist."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text("utf-8")
DOCUMENTS = ["docs/architecture.md", "docs/data-flow.md"]
APPS = ["core", "accounts", "inspections", "findings", "recommendations", "reports"]


def table_under(text: str, heading: str) -> list[list[str]]:
    """The cells of the table under `## heading`, without its head."""
    section = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


# noun → module and name of its steps
WAYS = {
    "inspection": ("inspections.workflow.inspections", "STEPS"),
    "draw": ("inspections.workflow.draws", "DRAW_STEPS"),
    "finding": ("findings.workflow.findings", "STEPS"),
    "lead": ("findings.workflow.findings", "LEAD_STEPS"),
    "delegation": ("inspections.workflow.delegations", "STEPS"),
    "return": ("findings.workflow.returns", "RETURN_STEPS"),
}


def written_steps(noun: str, text: str = ARCHITECTURE) -> set[tuple]:
    steps = set()
    article = "an" if noun[0] in "aeiou" else "a"
    for states, step, _who in table_under(text, f"The way of {article} {noun}"):
        sources, target = states.split("→")
        verb = re.search(r"`(\w+)`", step)[1]
        steps.add((verb, frozenset(re.findall(r"\w+", sources)), target.strip(), "with a reason" in step))
    return steps


def real_steps(noun: str) -> set[tuple]:
    """A step without a target of its own goes back to the state that stands in the column it names."""
    module, name = WAYS[noun]
    return {
        (step.verb, frozenset(map(str, step.sources)), str(step.target or step.memory), step.needs_note)
        for step in getattr(import_module(module), name).values()
    }


@pytest.mark.parametrize("noun", WAYS)
def test_the_way_of_a_noun_is_written_down_as_it_is(noun):
    assert written_steps(noun) == real_steps(noun)


def test_every_workflow_is_written_down():
    """Wherever a module of ours makes a `Step`, a table of `WAYS` stands for it."""
    making = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if re.search(r"from core\.workflow import .*\bStep\b", source := path.read_text("utf-8"))
        and re.search(r"\bStep\(", source)
    }
    by_file = {"findings.packages.steps"}  # not of a page: docs/packages.md has them
    assert making - by_file == {module for module, _ in WAYS.values()}


@pytest.mark.parametrize(
    ("noun", "right", "wrong"),
    [
        ("finding", "recorded → verified", "draft → verified"),
        ("inspection", "notified → in_progress", "scheme_approved → in_progress"),
        ("inspection", "suspended → state_before", "suspended → in_progress"),
    ],
)
def test_a_step_written_down_wrongly_is_seen(noun, right, wrong):
    assert written_steps(noun, ARCHITECTURE.replace(right, wrong)) != real_steps(noun)


def test_the_nouns_of_the_table_are_models():
    owns = {row[0].strip("`"): row[1] for row in table_under("## Apps\n" + ARCHITECTURE, "Apps") if len(row) == 2}
    for app in ("inspections", "findings", "recommendations"):
        nouns = set(re.findall(r"\b[A-Z]\w+", owns[app]))
        assert nouns - {model.__name__ for model in apps.get_app_config(app).get_models()} == set(), app


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_is_named_exists(document):
    text = (ROOT / document).read_text("utf-8")
    named = {
        name
        for name in re.findall(r"`([\w/.-]+/[\w.-]*)`", text)
        if name.split("/")[0] in {*APPS, "tests", "docs", "config"}
    }
    assert named
    assert sorted(name for name in named if not (ROOT / name).exists()) == []
