"""Collects, checks and compiles the English of the interface; needs no GNU gettext.

The Chinese in the source is the msgid, so only locale/en exists. `manage.py messages` brings the catalogue in step
with the source and keeps every translation (those no longer used stay at its end as obsolete ones).
"""

import io
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

APPS = ("core", "accounts", "inspections", "findings", "recommendations", "reports", "config")
# Lines of the header that would change with every run, or that nobody answers to.
NO_NEWS = tuple(
    f'"{name}:'
    for name in ("PO-Revision-Date", "POT-Creation-Date", "Report-Msgid-Bugs-To", "Last-Translator", "Language-Team")
)
SKIPPED = {"migrations", "tests"}
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class Found(NamedTuple):
    """A text to translate: a string or (singular, plural), its context, and the file it stands in."""

    message: str | tuple[str, ...]
    context: str | None
    place: str


def sources(root: Path) -> Iterator[tuple[Path, str]]:
    """Every file that may hold texts of the interface, as Python source (templates turned into calls)."""
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if not SKIPPED & set(path.relative_to(root).parts):
                yield path, path.read_text(encoding="utf-8")
    for path in sorted((root / "templates").rglob("*.html")):
        calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield path, "\n".join(line.strip() for line in calls.splitlines())  # indentation means nothing in a template


def find(root: Path) -> Iterator[Found]:
    """Every text of the interface, in the order of the files."""
    for path, source in sources(root):
        for _, message, _, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
            if message:
                yield Found(
                    tuple(message) if isinstance(message, (list, tuple)) else message,
                    context,
                    str(path.relative_to(root)),
                )


def template_of(root: Path) -> Catalog:
    """The texts of the source as a catalogue without translations."""
    catalog = Catalog(project="Zhijian", charset="utf-8", header_comment="# English of the interface.")
    for found in find(root):
        catalog.add(found.message, locations=[(found.place, 0)], context=found.context)
    return catalog


def read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="en", project="Zhijian", charset="utf-8", header_comment="# English of the interface.")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def write(path: Path, catalog: Catalog) -> None:
    catalog.fuzzy, catalog.project, catalog.version = False, "Zhijian", "1"
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, include_lineno=False, sort_by_file=False)
    lines = buffer.getvalue().decode().splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith(NO_NEWS)) + "\n", "utf-8")


def untranslated(root: Path, catalog: Catalog) -> list[Found]:
    """Texts of the source without their English in `catalog`, each once."""
    missing: dict[tuple[Any, str | None], Found] = {}
    for found in find(root):
        message = catalog.get(found.message, found.context)
        strings = message.string if message else ""
        if not all(strings if isinstance(strings, (list, tuple)) else [strings]):
            missing.setdefault((found.message, found.context), found)
    return list(missing.values())


class Command(BaseCommand):
    help = (
        "Brings the English catalogue in step with the source; --check names what lacks English; --compile writes .mo."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, exit 1 when something lacks English")
        parser.add_argument("--compile", action="store_true", help="only write django.mo")

    def handle(self, *args: Any, **options: Any) -> None:
        root = Path(settings.BASE_DIR)
        path = root / "locale/en/LC_MESSAGES/django.po"
        catalog = read(path)
        if not options["check"] and not options["compile"]:
            catalog.update(template_of(root), no_fuzzy_matching=True)
            write(path, catalog)
        if options["compile"]:
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, catalog)
            return
        missing = untranslated(root, catalog)
        for found in missing:
            self.stdout.write(f"{found.place}: {found.message}")
        if missing and options["check"]:
            raise CommandError(f"{len(missing)} texts lack their English")
        self.stdout.write(f"{len(catalog)} texts, {len(missing)} without English")
