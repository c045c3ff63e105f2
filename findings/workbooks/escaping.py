"""Characters that XML cannot hold, as a workbook writes them (_x000B_), and back."""

import re

_UNHELD = "[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
# A text that happens to look like such a mark is marked itself.
ESCAPING = re.compile(f"{_UNHELD}|_(?=x[0-9A-Fa-f]{{4}}_)")
UNKEPT = re.compile("[\x00\ud800-\udfff]")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def escape(text: str) -> str:
    return ESCAPING.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape(text: str) -> str:
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def plain(text: str) -> str:
    """A text as two are compared, and as one that was typed is taken: one way to break lines, nothing at the ends,
    no character that the database does not hold."""
    return UNKEPT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
