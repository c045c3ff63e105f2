"""Foot- and endnotes of a .docx by their number (ECMA-376, 17.11)."""

from pathlib import PurePosixPath

from core.importing.package import Package
from core.importing.scripts import script

# Notes that only draw a line.
_DRAWN = frozenset(("separator", "continuationSeparator", "continuationNotice"))
_LEFT_OUT = frozenset(("del", "moveFrom", "Fallback"))
PREFIX = {"zh": "注：", "en": "Note: ", "": "注："}


def read_notes(package: Package, path: PurePosixPath) -> dict[str, str]:
    """The text of each note on one line, with a word before it that says what it is; {} where the part is missing."""
    if str(path) not in package.members:
        return {}
    notes: dict[str, list[str]] = {}
    path_now: list[str] = []
    current: list[str] = []

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal current
        path_now.append(tag)
        if tag in ("footnote", "endnote"):
            current = [] if given.get("type", "") in _DRAWN else notes.setdefault(given.get("id", ""), [])
        elif tag == "p" and current:
            current.append(" ")

    def end(_tag: str) -> None:
        path_now.pop()

    def data(text: str) -> None:
        if path_now[-1] == "t" and _LEFT_OUT.isdisjoint(path_now):
            current.append(text)

    package.parse(str(path), start, end, data)
    texts = {number: " ".join("".join(parts).split()) for number, parts in notes.items()}
    return {number: PREFIX[script(text)] + text for number, text in texts.items() if text}
