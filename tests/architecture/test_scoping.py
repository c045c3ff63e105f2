"""Pages and programs reach rows only through `visible_to`; nothing of what people write becomes mark-up or template."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import get_resolver

from core.models import Record

ROOT = Path(__file__).resolve().parents[2]
DOORS = ["core/pages.py", "*/views/*.py", "*/api/*.py", "*/forms.py", "*/forms/*.py", "*/templatetags/*.py"]
MANAGERS = {"objects", "_default_manager", "_base_manager"}
ALLOWED = {"visible_to", "none"}
BY_CLASS = {"get_object_or_404", "get_list_or_404"}


def unscoped(source: str) -> list[str]:
    """Expressions of `source` that reach rows past `visible_to`."""
    found = []
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    # Names that only ever hold what some call returned: had the call begun at a manager, it would be found itself.
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    held = {target.id for node in assigned for target in node.targets if isinstance(target, ast.Name)}
    held -= {
        target.id
        for node in assigned
        for target in node.targets
        if isinstance(target, ast.Name) and not isinstance(node.value, ast.Call)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            parent = parents[node]
            if not (isinstance(parent, ast.Attribute) and parent.attr in ALLOWED):
                found.append(ast.unparse(parent))
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            by_class = called in BY_CLASS and isinstance(node.args[0], ast.Name | ast.Attribute)
            if by_class and getattr(node.args[0], "id", "") not in held:
                found.append(ast.unparse(node))
            if called in {"raw", "extra", "cursor"}:
                found.append(ast.unparse(node))
    return found


def sources() -> list[Path]:
    return sorted({path for pattern in DOORS for path in ROOT.glob(pattern)})


def test_pages_and_api_reach_rows_only_through_visible_to():
    assert {
        str(path.relative_to(ROOT)): found for path in sources() if (found := unscoped(path.read_text("utf-8")))
    } == {}


def test_there_are_pages_to_look_at():
    looked_at = {str(path.relative_to(ROOT)) for path in sources()}
    assert {
        "core/pages.py",
        "findings/views/finding.py",
        "reports/views/rendering.py",
        "inspections/forms/lists.py",
    } <= looked_at


@pytest.mark.parametrize(
    "line",
    [
        "Finding.objects.all()",
        "Finding.objects.filter(pk=1)",
        "Finding.objects.get(code=code)",
        "Prefetch('figures', Figure.objects.select_related('same_as'))",
        "self.model._default_manager.all()",
        "rows = Finding.objects",
        "get_object_or_404(Finding, code=code)",
        "get_object_or_404(self.model, code=code)",
        "rows = Finding\nget_object_or_404(rows, code=code)",
        "def find(model, code):\n    return get_object_or_404(model, code=code)",
        "Finding.objects.visible_to(user) and connection.cursor()",
        "visible.extra(where=['1=1'])",
    ],
)
def test_a_planted_way_round_is_seen(line):
    assert len(unscoped(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Finding.objects.visible_to(user).filter(pk=1)",
        "get_object_or_404(Report.objects.visible_to(request.user), code=code)",
        "ModelChoiceField(queryset=Inspection.objects.none())",
        "rows = Draw.objects.visible_to(user).select_related('roster')\nget_object_or_404(rows, code=code)",
    ],
)
def test_the_right_way_is_left_alone(line):
    assert unscoped(line) == []


def views():
    """(name of the address, view) of the whole site."""

    def walk(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns)
            else:
                yield pattern.name, pattern.callback

    return list(walk(get_resolver().url_patterns))


def test_every_model_with_a_page_answers_visible_to():
    models = {view.view_class.model for _, view in views() if hasattr(getattr(view, "view_class", None), "model")}
    addressed = {model for model in Record.__subclasses__() if hasattr(model, "get_absolute_url")}
    assert {model.__name__ for model in models} == {
        "Inspection", "Draw", "Finding", "Lead", "Recommendation", "Report", "GlossaryTerm", "Delegation", "Request",
        "Return",
    }  # fmt: skip
    assert addressed == models
    assert [model for model in models if not hasattr(model.objects.all(), "visible_to")] == []


# --- Mark-up ---------------------------------------------------------------------------------------------------------

TRUSTING = re.compile(r"\|\s*safe\b|safeseq|autoescape\s+off")
MAKES_MARKUP = re.compile(r"\bmark_safe\(|\bfrom_string\(|\bTemplate\(|@csrf_exempt|\|\s*safe\b")


def test_no_template_trusts_what_people_wrote():
    assert [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if TRUSTING.search(path.read_text("utf-8"))
    ] == []


def test_no_code_makes_markup_or_templates_out_of_data():
    code = [
        path
        for app in ("core", "accounts", "inspections", "findings", "recommendations", "reports", "config")
        for path in (ROOT / app).rglob("*.py")
    ]
    assert [str(path.relative_to(ROOT)) for path in code if MAKES_MARKUP.search(path.read_text("utf-8"))] == []
