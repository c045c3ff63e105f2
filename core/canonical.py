"""The bytes that are hashed: one way to write JSON, one way to join parts, and a reader that accepts no doubt."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

SPACES = " \u3000\u00a0"  # what is taken off both ends of a cell
LARGEST_NUMBER = 2**53 - 1  # every reader of JSON holds integers up to here exactly
# Characters that nobody sees, that turn the direction of writing, or that are none.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def canonical(value: Any) -> bytes:
    """JSON in UTF-8 without white space, keys in the order of their code points, nothing escaped that need not be."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(domain: str, *parts: bytes) -> str:
    """SHA-256 over the domain and the parts with a zero byte between each two, as 64 hexadecimal digits."""
    return hashlib.sha256(b"\0".join((domain.encode(), *parts))).hexdigest()


def clean(text: str) -> str:
    """A text as it is compared and hashed: composed (NFC), without spaces at its ends."""
    return unicodedata.normalize("NFC", text).strip(SPACES)


class Doubtful(ValueError):
    """JSON that two readers could understand in two ways; the message names the spot."""


def strict_json(content: str | bytes) -> Any:
    """Parse JSON; Doubtful for a key that stands twice, NaN, infinities, and numbers that are not read exactly."""
    try:
        return json.loads(
            content, object_pairs_hook=_once, parse_constant=_refuse, parse_int=_whole, parse_float=_fraction
        )
    except RecursionError as error:
        raise Doubtful("nested too deeply") from error


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Doubtful(key)
        found[key] = value
    return found


def _refuse(text: str) -> None:
    raise Doubtful(text)


def _whole(digits: str) -> int:
    if len(digits) > 16 or abs(int(digits)) > LARGEST_NUMBER:
        raise Doubtful(digits[:20])
    return int(digits)


def _fraction(digits: str) -> float:
    if len(digits) > 24:
        raise Doubtful(digits[:20])
    return float(digits)
