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


def written_steps(noun: str, text: str = ARCHITECTURE) -> set[tuple]:
    steps = set()
    for states, step, _who in table_under(text, f"The way of a {noun}"):
        sources, target = states.split("→")
        verb = re.search(r"`(\w+)`", step)[1]
        steps.add((verb, frozenset(re.findall(r"\w+", sources)), target.strip(), "with a reason" in step))
    return steps


def real_steps(app: str) -> set[tuple]:
    steps = import_module(f"{app}.workflow").STEPS.values()
    return {(step.verb, frozenset(map(str, step.sources)), str(step.target), step.needs_note) for step in steps}


@pytest.mark.parametrize(("app", "noun"), [("findings", "finding")])
def test_the_way_of_a_noun_is_written_down_as_it_is(app, noun):
    assert written_steps(noun) == real_steps(app)


def test_every_workflow_is_written_down():
    assert [app for app in APPS if (ROOT / app / "workflow.py").exists()] == ["core", "findings"]


def test_a_step_written_down_wrongly_is_seen():
    assert written_steps("finding", ARCHITECTURE.replace("recorded → verified", "draft → verified")) != real_steps(
        "findings"
    )


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
