"""Every direct dependency has a reason, a pin and a hash; the locks name no registry."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
RUNTIME = PROJECT["project"]["dependencies"]
DEVELOPMENT = PROJECT["dependency-groups"]["dev"]
DISTRIBUTIONS = packages_distributions()  # module -> packages that bring it


def names(requirements):
    return {re.match(r"[\w-]+", requirement).group().lower() for requirement in requirements}


def reasons(heading):
    section = (CHECKOUT / "docs/dependencies.md").read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([\w-]+) \| (.+) \|$", section, re.MULTILINE)
    return {name: reason for name, reason in rows if name != "Package"}


def pinned(lock):
    """Names in a lock file with their number of hashes."""
    entries = re.findall(r"^([\w-]+)==\S+.*?((?: \\\n    --hash=sha256:[0-9a-f]{64})*)$", lock, re.MULTILINE)
    return {name: hashes.count("sha256") for name, hashes in entries}


@pytest.mark.parametrize(
    ("heading", "requirements"),
    [("Runs in production", RUNTIME), ("Tests, linters, maintenance", DEVELOPMENT)],
)
def test_every_direct_dependency_has_its_line_of_reason(heading, requirements):
    assert set(reasons(heading)) == names(requirements)
    assert {name for name, reason in reasons(heading).items() if len(reason) < 10} == set()


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [("requirements.lock", RUNTIME), ("requirements-dev.lock", RUNTIME + DEVELOPMENT), ("requirements-fonts.lock", [])],
)
def test_everything_is_pinned_with_a_hash(lock, requirements):
    text = (CHECKOUT / lock).read_text()
    found = pinned(text)
    assert names(requirements) - set(found) == set()
    assert {name for name, hashes in found.items() if not hashes} == set()
    assert text.count("==") >= len(found) > 0
    assert "://" not in text and "index" not in text


def test_tests_run_on_what_production_runs_on():
    production = set(re.findall(r"^[\w-]+==[\w.]+", (CHECKOUT / "requirements.lock").read_text(), re.MULTILINE))
    testing = set(re.findall(r"^[\w-]+==[\w.]+", (CHECKOUT / "requirements-dev.lock").read_text(), re.MULTILINE))
    assert production - testing == set()


def sources():
    folders = ("config", "core", "accounts", "inspections", "findings", "recommendations", "reports", "scripts")
    return [file.read_text() for folder in folders for file in (CHECKOUT / folder).rglob("*.py")]


def imported():
    """Top-level modules that the project's own code imports."""
    nodes = [node for source in sources() for node in ast.walk(ast.parse(source))]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {module.partition(".")[0] for module in plain | named}


def packages_of(module):
    return {re.sub(r"[._]", "-", name).lower() for name in DISTRIBUTIONS.get(module, ())}


def test_whatever_is_imported_is_a_direct_dependency():
    foreign = {module: packages_of(module) for module in imported() if module not in sys.stdlib_module_names}
    assert {module for module, packages in foreign.items() if packages and not packages & names(RUNTIME)} == set()
    assert {"celery", "django"} <= set(foreign)


def test_no_dependency_is_idle():
    """Each is imported, named in the settings, or a program that a script starts."""
    words = set(re.findall(r"\w+", "\n".join(sources())))
    modules = {name: {module for module in DISTRIBUTIONS if name in packages_of(module)} for name in names(RUNTIME)}
    loaded_by_django = {"argon2-cffi", "psycopg2-binary"}
    assert {name for name, known in modules.items() if known.isdisjoint(words)} - loaded_by_django == set()
