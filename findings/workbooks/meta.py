"""The hidden sheet by which a workbook is known again: what it was made for, what was written into it, and a token.

Only the token is trusted: it is signed outside of this layer and fixes everything else by digests. The content as it
was written out travels along, so that a change is told from what was merely there before.
"""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.canonical import canonical
from findings.returns.content import Content
from findings.workbooks.layout import VERSION
from findings.workbooks.refusals import Refused

NAME, LISTS = "_meta", "_lists"
PIECE = 30_000  # characters; a cell takes 32,767
MOST_BYTES = 30_000_000  # of a content unpacked
ROWS = ("template", "request_digest", "layout", "delegation", "versions", "token", "content")


@dataclass(frozen=True, slots=True)
class Meta:
    """What the hidden sheet of a workbook says."""

    token: str
    content: dict[str, dict[str, Any]]


def rows(binding: Mapping[str, Any], token: str, content: Content) -> list[list[str]]:
    """The rows of the hidden sheet: a name, and behind it the value, in as many cells as it takes."""
    packed = base64.b85encode(zlib.compress(canonical(content), 9)).decode()
    values = {
        "template": str(binding["request"]),
        "request_digest": str(binding["request_digest"]),
        "layout": str(VERSION),
        "delegation": str(binding["delegation"]),
        "versions": json.dumps(binding["versions"], sort_keys=True),
        "token": token,
        "content": packed,
    }
    return [[name, *_pieces(values[name])] for name in ROWS]


def read(given: Mapping[str, str]) -> Meta:
    """What stands in the rows (name → value, its pieces joined). Raises Refused when something is missing or broken."""
    token, packed = given.get("token", ""), given.get("content", "")
    if not token or not packed:
        raise Refused("no_token")
    try:
        unpacker = zlib.decompressobj()
        whole = unpacker.decompress(base64.b85decode(packed), MOST_BYTES)
        content = json.loads(whole)
    except (ValueError, zlib.error, RecursionError) as error:
        raise Refused("no_token") from error
    if unpacker.unconsumed_tail or not _is_content(content):
        raise Refused("no_token")
    return Meta(token, content)


def _pieces(text: str) -> list[str]:
    return [text[start : start + PIECE] for start in range(0, len(text), PIECE)] or [""]


def _is_content(content: Any) -> bool:
    return isinstance(content, dict) and all(isinstance(written, dict) for written in content.values())
