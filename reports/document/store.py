"""A document as canonical JSON: what an Edition keeps, and what alone is printed.

Canonical: sorted keys, no blanks, decimals as strings, characters as they are (half a surrogate pair, which no database
would store, as its escape). Equal documents give equal JSON, and equal JSON the same digest.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from core.text import Text

from . import model
from .model import Document
from .notices import Notice

FORMAT = 1
MODEL: tuple[type, ...] = (
    Text, Notice, model.Paragraph, model.Items, model.Quote, model.PageRef, model.Column, model.Table, model.Tile,
    model.TileGrid, model.Bar, model.BarChart, model.Section, model.Annex, Document,
)  # fmt: skip
KINDS = {kind.__name__: kind for kind in MODEL}
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(document: Document) -> str:
    """The document as canonical JSON."""
    content = json.dumps(
        {"format": FORMAT, "document": _plain(document)}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return LONE_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", content)


def from_json(content: str) -> Document:
    """The document that `to_json` wrote; `ValueError` for anything else, naming the place in it."""
    try:
        whole = json.loads(content)
        if not isinstance(whole, dict) or whole.get("format") != FORMAT:
            raise ValueError(f"not a document of format {FORMAT}")
        return _read(whole.get("document"), Document, "document")
    except RecursionError:
        raise ValueError("sections lie too deep in each other") from None


def digest(document: Document | str) -> str:
    """SHA-256 (hexadecimal) of the canonical JSON; takes the document or the JSON an Edition keeps."""
    content = document if isinstance(document, str) else to_json(document)
    return hashlib.sha256(content.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return plain if isinstance(value, Text) else {"kind": type(value).__name__, **plain}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return _plain_decimal(value) if isinstance(value, Decimal) else value


def _plain_decimal(value: Decimal) -> str:
    text = format(value, "f")
    if not value:
        return "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _read(value: Any, expected: Any, where: str) -> Any:
    """`value` as the type `expected`, a type annotation of the model."""
    origin = get_origin(expected)
    if origin in (Union, UnionType):
        kind = KINDS.get(value.get("kind", "Text")) if isinstance(value, dict) else None
        if kind not in get_args(expected):
            raise ValueError(f"{where}: a {expected} was expected")
        return _read(value, kind, where)
    if origin is Literal:
        if value not in get_args(expected):
            raise ValueError(f"{where}: {value!r} is none of {get_args(expected)}")
        return value
    if origin is tuple:
        return _read_tuple(value, get_args(expected), where)
    if is_dataclass(expected):
        return _read_dataclass(value, expected, where)
    if expected is Decimal and isinstance(value, str):
        try:
            return Decimal(value)
        except InvalidOperation:
            raise ValueError(f"{where}: {value!r} is no number") from None
    if type(value) is not expected:
        raise ValueError(f"{where}: {expected.__name__} expected, {type(value).__name__} found")
    return value


def _read_tuple(value: Any, of: tuple[Any, ...], where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ValueError(f"{where}: a list was expected")
    if of[-1] is Ellipsis:
        of = of[:1] * len(value)
    if len(of) != len(value):
        raise ValueError(f"{where}: {len(of)} values were expected, {len(value)} found")
    return tuple(_read(item, kind, f"{where}[{n}]") for n, (item, kind) in enumerate(zip(value, of, strict=True)))


def _read_dataclass(value: Any, kind: Any, where: str) -> Any:
    if not isinstance(value, dict) or value.get("kind", "Text") != kind.__name__:
        raise ValueError(f"{where}: a {kind.__name__} was expected")
    hints = _hints(kind)
    given = {name: item for name, item in value.items() if name != "kind"}
    if given.keys() != hints.keys():
        raise ValueError(f"{where}: {kind.__name__} with {sorted(hints)} was expected, {sorted(given)} found")
    return kind(**{name: _read(given[name], hint, f"{where}.{name}") for name, hint in hints.items()})
