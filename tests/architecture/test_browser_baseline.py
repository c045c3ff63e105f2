"""Chromium 90, Firefox ESR 91 and Safari 15 run what we write; and nothing in a page is inline or from elsewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STYLES = sorted((ROOT / "static").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static").rglob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

TOO_NEW_STYLES = {
    ":has()": r":has\(",
    "container queries": r"@container|container-type",
    "@layer": r"@layer",
    "@scope": r"@scope\b",
    "@property": r"@property\b",
    "nesting": r"\{[^{}]*?[;{]\s*&",
    "dvh and its kin": r"\d(?:d|s|l)v[hw]\b",
    "color-mix": r"color-mix\(",
    "oklch": r"\bokl(?:ch|ab)\(",
    "subgrid": r"\bsubgrid\b",
    "text-autospace": r"text-autospace",
    "popover": r":popover-open",
    "rem media queries (deaf to the font switch)": r"@media[^{]*\d(?:rem|em)\b",
}
TOO_NEW_SCRIPTS = {
    ".at()": r"\.at\(",
    "structuredClone": r"\bstructuredClone\b",
    "crypto.randomUUID": r"\brandomUUID\b",
    "Object.hasOwn": r"\bObject\.hasOwn\b",
    "findLast": r"\.findLast(?:Index)?\(",
    "toSorted and its kin": r"\.to(?:Sorted|Reversed|Spliced)\(",
    "popover": r"\b(?:show|hide|toggle)Popover\b",
    "eval": r"\beval\(|new Function\(",
    "static blocks": r"\bstatic\s*\{",
    "top-level await": r"^await\b",
}
FORBIDDEN_IN_TEMPLATES = {
    "import maps": r"importmap",
    "inert": r"<[^>{%]*\sinert[\s>]",
    "popover": r"\spopover(?:target)?[\s=>]",
    "inline styles": r"<[^>]*\sstyle\s*=|<style\b",
    "inline scripts": r"<script(?![^>]*\ssrc=)",
    "event attributes": r"<[^>]*\son[a-z]+\s*=",
    "hx-on and js: expressions": r"hx-on|[\"']js:",
    "addresses of other sites": r"(?:src|href|action|hx-(?:get|post))\s*=\s*[\"'](?:https?:)?//",
}


def findings(paths: list[Path], names: dict[str, str], comment: str) -> list[str]:
    found = []
    for path in paths:
        text = re.sub(comment, "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found += [
            f"{path.relative_to(ROOT)}: {name}"
            for name, pattern in names.items()
            if re.search(pattern, text, re.MULTILINE)
        ]
    return found


def test_styles_use_nothing_newer_than_the_baseline():
    assert STYLES
    assert findings(STYLES, TOO_NEW_STYLES, r"/\*.*?\*/") == []


def test_scripts_use_nothing_newer_than_the_baseline():
    assert SCRIPTS
    assert findings(SCRIPTS, TOO_NEW_SCRIPTS, r"/\*.*?\*/|(?<![:\w])//[^\n]*") == []


def test_templates_hold_nothing_inline_and_nothing_from_elsewhere():
    assert TEMPLATES
    assert findings(TEMPLATES, FORBIDDEN_IN_TEMPLATES, r"\{#.*?#\}") == []


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (TOO_NEW_STYLES, "p:has(a) { color: red }"),
        (TOO_NEW_STYLES, ".a { color: red; & b { color: blue } }"),
        (TOO_NEW_STYLES, "main { min-height: 100dvh }"),
        (TOO_NEW_STYLES, "@media (max-width: 60rem) { a { color: red } }"),
        (TOO_NEW_SCRIPTS, "const last = rows.at(-1);"),
        (TOO_NEW_SCRIPTS, "const id = crypto.randomUUID();"),
        (FORBIDDEN_IN_TEMPLATES, '<i class="a" style="width: 3%"></i>'),
        (FORBIDDEN_IN_TEMPLATES, "<script>alert(1)</script>"),
        (FORBIDDEN_IN_TEMPLATES, '<button onclick="go()">'),
        (FORBIDDEN_IN_TEMPLATES, '<img src="//cdn.example/x.png">'),
    ],
)
def test_the_patterns_see_what_they_forbid(names, text):
    assert any(re.search(pattern, text, re.MULTILINE) for pattern in names.values())
