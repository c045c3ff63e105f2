"""Apps stand in one line: each imports only from those before it, and two layers know nothing of Django."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINE = ["core", "accounts", "inspections", "findings", "recommendations", "reports", "config"]
BESIDE = {"tests", "scripts", "benchmarks"}
# layer → what of ours it may know
PURE = {
    "core/quantities": {"core.quantities"},
    "core/text.py": set(),
    "inspections/letters": {"core.text", "core.quantities", "inspections.letters"},
    "inspections/drawing": {"core.text", "core.archives", "core.canonical", "inspections.drawing"},
    "inspections/asking": {"core.text", "core.canonical", "inspections.asking"},
    "findings/returns": {
        "core.text",
        "core.importing",
        "core.quantities",
        "core.canonical",
        "inspections.asking",
        "findings.ladder",
        "findings.returns",
    },
    "findings/workbooks": {
        "core.text",
        "core.quantities",
        "core.canonical",
        "core.archives",
        "inspections.asking",
        "findings.ladder",
        "findings.returns",
        "findings.workbooks",
    },  # fmt: skip
    "core/archives.py": set(),
    "core/canonical.py": set(),
    "findings/ladder.py": set(),
    "reports/document": {"core.text", "core.quantities", "core.tiles", "reports.document"},
    "core/importing": {"core.text", "core.archives", "core.importing"},
    "reports/agreement": {"core.text", "core.quantities", "core.importing", "reports.agreement"},
}


def running_code(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node but those under `if TYPE_CHECKING:`, which no program ever runs."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from running_code(node)


def imported(path: Path, root: Path = ROOT) -> set[str]:
    """Full names of what the module imports, inside functions too; relative imports written out."""
    package = path.relative_to(root).parent.parts
    names = set()
    for node in running_code(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


def modules(place: str, root: Path = ROOT) -> list[Path]:
    path = root / place
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def imports_to_the_right(root: Path = ROOT) -> set[tuple[str, str]]:
    """(module, import) for each import of a later app, or of what stands beside the product."""
    return {
        (str(path.relative_to(root)), name)
        for place, app in enumerate(LINE)
        for path in modules(app, root)
        for name in imported(path, root)
        if name.partition(".")[0] in {*LINE[place + 1 :], *BESIDE}
    }


def impure_imports(layer: str, root: Path = ROOT) -> set[tuple[str, str]]:
    """(module, import) for each import of Django, of the database's or the queue's libraries, or of ours beyond PURE."""
    ours = {name for name in LINE if not name.startswith(layer)}
    found = {(str(path.relative_to(root)), name) for path in modules(layer, root) for name in imported(path, root)}
    return {
        (path, name)
        for path, name in found
        if name.partition(".")[0] in {"django", "celery", "psycopg2", "rest_framework"}
        or (name.partition(".")[0] in ours and not any(f"{name}.".startswith(f"{known}.") for known in PURE[layer]))
    }


def test_every_app_imports_only_from_the_apps_before_it():
    # The addresses of the embedded servers are the one thing that settings ask the scripts for.
    embedded = {
        (f"config/settings/{name}.py", f"scripts.embedded.{url}")
        for name in ("dev", "test")
        for url in ("database_url", "redis_url")
    }
    assert imports_to_the_right() - embedded == set()


def test_every_app_of_ours_stands_in_the_line():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - BESIDE
    assert packages == set(LINE)


@pytest.mark.parametrize("layer", PURE)
def test_the_pure_layers_import_no_django(layer):
    assert impure_imports(layer) == set()


def test_the_pure_layers_run_without_django():
    """Not by way of something they import either."""
    code = (
        "import sys, importlib, pathlib\n"
        "sys.modules['django'] = sys.modules['celery'] = None\n"
        "for layer in ('core/quantities', 'inspections/drawing', 'inspections/letters', 'reports/document', 'core/importing', 'reports/agreement'):\n"
        "    for path in sorted(pathlib.Path(layer).rglob('*.py')):\n"
        "        importlib.import_module('.'.join(path.with_suffix('').parts))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# --- The tests see what they are for ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "line", "name"),
    [
        ("core/a.py", "import accounts.models", "accounts.models"),
        ("core/a.py", "from reports.compose import compose", "reports.compose.compose"),
        ("findings/a.py", "def late():\n    from recommendations import models", "recommendations.models"),
        ("reports/queries/a.py", "from config.celery import app", "config.celery.app"),
        ("reports/a.py", "from tests.make import make_user", "tests.make.make_user"),
    ],
)
def test_a_planted_import_to_the_right_is_seen(tmp_path, place, line, name):
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).write_text(f"from core.text import Text\nif TYPE_CHECKING:\n    import config\n{line}\n")
    assert imports_to_the_right(tmp_path) == {(place, name)}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("from django.conf import settings", "django.conf.settings"),
        ("from core.attachments import keep", "core.attachments.keep"),
        ("from ..models import Report", "reports.models.Report"),
        ("import celery", "celery"),
    ],
)
def test_a_planted_impurity_is_seen(tmp_path, line, name):
    folder = tmp_path / "reports/document"
    folder.mkdir(parents=True)
    (folder / "a.py").write_text(f"from core.text import Text\nfrom .model import Document\nimport json\n{line}\n")
    assert impure_imports("reports/document", tmp_path) == {("reports/document/a.py", name)}
