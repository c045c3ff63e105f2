"""Both languages always: nothing Chinese reaches a page past gettext, and everything in gettext has its English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.management.commands.messages import APPS, find, read, sources, untranslated

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "locale/en/LC_MESSAGES/django.po"
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")

# Modules whose Chinese is data or grammar of Chinese texts, not words of the interface.
DATA = (
    "core/quantities/",
    "core/periods.py",
    "core/tiles.py",
    "findings/ladder.py",
    "findings/returns/proposals.py",
    "findings/returns/typed.py",
    "inspections/drawing/",
    "inspections/letters/",
    "reports/agreement/",
    "reports/document/",
    "core/importing/",
)
# Single strings that are the same in both languages.
ALLOWED = {
    "core/templatetags/shell.py": {"执检", "中文"},
    "accounts/enums.py": {"中文"},
    "config/settings/base.py": {"简体中文"},
    "findings/workbooks/marking.py": {"执检 Zhijian"},
    "findings/workbooks/writing.py": {"宋体"},  # the name of a font
    "reports/actions/loading/returns.py": {"示例签发人"},  # the name of who signs in samples
    "inspections/forms/fields.py": {"%Y年%m月%d日"},  # what people type
    "findings/forms/entry.py": {r"(\d{1,3})(?:\s*[-之.]\s*(\d{1,2}))?", r"[\s,，、;；第条]+"},  # what people type
}
TRANSLATES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def carries_both_languages(node: ast.AST) -> bool:
    """`Text("…", "…")`, or a dictionary with `zh` and `en`."""
    if isinstance(node, ast.Call):
        return name_of(node) == "Text" and len(node.args) + len(node.keywords) == 2
    return isinstance(node, ast.Dict) and {"zh", "en"} <= {getattr(key, "value", None) for key in node.keys}


def is_key(node: ast.AST, parent: ast.AST) -> bool:
    """A word stored as itself beside its translation: `MANY = "许多", _("许多")`."""
    if not (isinstance(parent, ast.Tuple) and isinstance(node, ast.Constant)):
        return False
    calls = [element for element in parent.elts if isinstance(element, ast.Call) and name_of(element) in TRANSLATES]
    return any(getattr(argument, "value", None) == node.value for call in calls for argument in call.args)


def bare_strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Strings with Chinese characters that are neither docstrings, nor translated, nor paired with their English."""
    if isinstance(tree, ast.Call) and name_of(tree) in TRANSLATES or carries_both_languages(tree):
        return
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str) and HAN.search(tree.value):
        yield tree.lineno, tree.value
    for child in ast.iter_child_nodes(tree):
        if not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)) and not is_key(child, tree):
            yield from bare_strings(child)


def bare_words(template: str) -> list[str]:
    """What is left of a template's Chinese without its comments and its translated parts."""
    for pattern in (
        r"\{#.*?#\}",
        r"\{%-?\s*comment\b.*?endcomment\s*%\}",
        r"\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}",
        r"\{%\s*trans(?:late)?\b.*?%\}",
        r"_\((\"|').*?\1\)",
    ):
        template = re.sub(pattern, "", template, flags=re.DOTALL)
    return [line.strip() for line in template.splitlines() if HAN.search(line)]


def python_files() -> list[Path]:
    files = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]
    return [path for path in files if "migrations" not in path.parts]


def test_every_text_of_the_interface_has_its_english():
    assert [(found.place, found.message) for found in untranslated(ROOT, read(CATALOGUE))] == []


def test_a_translation_keeps_the_placeholders_and_the_markup_of_its_text():
    broken = []
    for message in read(CATALOGUE):
        texts = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for pattern in (r"%\(\w+\)[sd]", r"</?\w+"):
            asked = set(re.findall(pattern, " ".join(texts)))
            broken += [text for text in strings if message.id and text and set(re.findall(pattern, text)) != asked]
    assert broken == []


def test_the_english_is_english():
    chinese = [message.string for message in read(CATALOGUE) if message.id and HAN.search(str(message.string))]
    assert chinese == []


def test_templates_hold_no_chinese_outside_of_translations():
    templates = sorted((ROOT / "templates").rglob("*.html"))
    bare = {str(path.relative_to(ROOT)): bare_words(path.read_text(encoding="utf-8")) for path in templates}
    assert {place: lines for place, lines in bare.items() if lines} == {}


def test_python_holds_no_chinese_outside_of_translations():
    bare = []
    for path in python_files():
        place = str(path.relative_to(ROOT))
        if not place.startswith(DATA):
            strings = bare_strings(ast.parse(path.read_text(encoding="utf-8")))
            bare += [f"{place}:{line} {text}" for line, text in strings if text not in ALLOWED.get(place, ())]
    assert bare == []


def test_the_search_for_texts_reads_templates_and_python():
    places = {found.place.split("/")[0] for found in find(ROOT)}
    assert {"core", "accounts", "templates"} <= places
    assert any(path.suffix == ".html" for path, _ in sources(ROOT))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('LABEL = "报告"', ["报告"]),
        ('LABEL = f"{n}份报告"', ["份报告"]),
        ('LABEL = _("报告")', []),
        ('MANY = "许多", _("许多")', []),
        ('MANY = "许多", _("多数")', ["许多"]),
        ('TITLE = Text("报告", "Report")', []),
        ('TITLE = Text("报告")', ["报告"]),
        ('ROW = {"zh": "报告", "en": "Report"}', []),
        ('"""报告."""', []),
    ],
)
def test_bare_chinese_in_python_is_seen(source, found):
    assert [text for _, text in bare_strings(ast.parse(source))] == found


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>报告</p>", ["<p>报告</p>"]),
        ('<p>{% trans "报告" %}</p>{# 报告 #}', []),
        ('{% page_header _("报告") %}', []),
        ('{% notice title="报告" %}', ['{% notice title="报告" %}']),
        ("{% blocktrans count n=n %}报告{% plural %}报告{% endblocktrans %}", []),
    ],
)
def test_bare_chinese_in_templates_is_seen(template, found):
    assert bare_words(template) == found
