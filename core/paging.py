"""Pages by key, not by number: page 3000 costs what page 1 costs, and a new row shifts nobody's page.

A page is asked for as `?after=<place>` or `?before=<place>`. A place is what the row at the edge of a page has in the
columns of the ordering and, last, in the primary key: it says where to go on even after that row is gone, it tells
nothing of rows that the person may not see, and no query is needed to find it. The count stops at COUNTED: beyond that
nobody reads the number, and it would be the dearest part.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connections
from django.db.models import BooleanField, F, Field, Func, Model, Q, QuerySet, Value
from django.db.models.constants import LOOKUP_SEP
from django.db.models.lookups import GreaterThan, LessThan
from django.http import QueryDict

COUNTED = 1000
LONGEST = 2000  # characters of a place: an address has to stay one
SIDES = ("after", "before")


@dataclass
class Page:
    """Rows of one page, and the addresses of its neighbours ("" where there is none)."""

    rows: list[Any]
    newer: str
    older: str
    counting: Callable[[], int] = field(repr=False)

    @cached_property
    def total(self) -> int | None:
        """How many rows there are on all pages; None: over COUNTED. One query, for those who ask."""
        counted = self.counting()
        return counted if counted <= COUNTED else None


class Together(Func):
    """Several columns compared as one value: the only form of "after this row" that an index can seek to."""

    template = "(%(expressions)s)"
    output_field = BooleanField()  # of any type: it is only ever compared


def _beyond(start: list[Any], keys: list[str], backwards: bool) -> Q:
    """Rows strictly after the place `start` (before it, when `backwards`) in the order of `keys`. Neighbouring keys of
    one direction are compared together."""
    beyond, equal = Q(), Q()
    at = dict(zip(keys, start, strict=True))
    for descending, run in groupby(keys, key=lambda key: key.startswith("-")):
        found = {key.removeprefix("-"): at[key] for key in run}
        side = LessThan if descending != backwards else GreaterThan
        compared = side(Together(*map(F, found)), Together(*map(Value, found.values())))
        beyond |= equal & Q(compared)
        equal &= Q(**found)
    return beyond


def are_unique(model: type[Model], keys: list[str]) -> bool:
    """Whether a constraint of `model` says that no two rows share all `keys`. Then the index of the constraint leads
    straight to a page; with the primary key behind it the database no longer sees that it does."""
    names = {key.removeprefix("-").removesuffix("_id") for key in keys}
    return any(names >= set(constraint.fields) for constraint in model._meta.total_unique_constraints)


def page_of(queryset: QuerySet, keys: list[str], query: QueryDict, size: int) -> Page:
    """The page of `queryset` (of rows, or of their `values()`) that `query` asks for. `keys` are columns of the model
    or of a related one, or annotations, never null. A place that cannot be read, or behind which nothing is left, shows
    the first page."""
    if not are_unique(queryset.model, keys):
        keys = [*keys, "pk"]
    backwards = "before" in query
    start = _read(query.get("before" if backwards else "after", ""), queryset, keys)
    found, more = _rows(queryset, keys, start, backwards and start is not None, size)
    if start is not None and not found:
        start, (found, more) = None, _rows(queryset, keys, None, False, size)
    if start is None:
        has_newer, has_older = False, more
    else:
        has_newer, has_older = (more, True) if backwards else (True, more)
    return Page(
        rows=found,
        newer=_address(query, "before", _written(found[0], keys)) if has_newer else "",
        older=_address(query, "after", _written(found[-1], keys)) if has_older else "",
        counting=lambda: _counted(queryset),
    )


def _rows(
    queryset: QuerySet, keys: list[str], start: list[Any] | None, backwards: bool, size: int
) -> tuple[list[Any], bool]:
    """The rows of a page in the order of `keys`, and whether there are more behind them."""
    reverse = [key[1:] if key.startswith("-") else f"-{key}" for key in keys]
    rows = queryset.order_by(*(reverse if backwards else keys))
    if behind := {_carried(key): F(key.removeprefix("-")) for key in keys if LOOKUP_SEP in key}:
        rows = rows.annotate(**behind)
    if start is not None:
        rows = rows.filter(_beyond(start, keys, backwards))
    found = list(rows[: size + 1])
    more = len(found) > size
    found = found[:size]
    return (found[::-1] if backwards else found), more


def _counted(queryset: QuerySet) -> int:
    """How many rows there are, up to one more than COUNTED. Written around the query: Django's own count of a slice
    builds it twice."""
    rows = queryset.order_by().values("pk")[: COUNTED + 1]
    try:
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return 0
    with connections[rows.db].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql}) AS counted", values)  # noqa: S608
        return cursor.fetchone()[0]


def _carried(key: str) -> str:
    """The name under which a row carries a column of a related one."""
    return "at_" + key.removeprefix("-").replace(LOOKUP_SEP, "_")


def _written(row: Any, keys: list[str]) -> str:
    """The place of `row`."""
    names = [_carried(key) if LOOKUP_SEP in key else key.removeprefix("-") for key in keys]
    place = [row[name] if isinstance(row, Mapping) else getattr(row, name) for name in names]
    if None in place:
        raise ValueError(f"{keys}: no list can be ordered by what is null")
    return json.dumps(place, default=str, ensure_ascii=False, separators=(",", ":"))[1:-1]


def _read(place: str, queryset: QuerySet, keys: list[str]) -> list[Any] | None:
    """The values of a place, each of the type of its column; None for what is no place in this order."""
    if not place or len(place) > LONGEST:
        return None
    try:
        given = json.loads(f"[{place}]")
        if len(given) != len(keys) or not all(isinstance(each, int | str) for each in given):
            return None
        texts = [str(each) for each in given]
        if "\0" in "".join(texts):
            return None
        "".join(texts).encode()  # half a character is none
        return [_column(queryset, key.removeprefix("-")).to_python(text) for key, text in zip(keys, texts, strict=True)]
    except (ValueError, RecursionError, OverflowError, ValidationError):
        return None


def _column(queryset: QuerySet, name: str) -> Field:
    annotated = queryset.query.annotations.get(name)
    if annotated is not None:
        return annotated.output_field
    column, model = None, queryset.model
    for part in name.split(LOOKUP_SEP):
        column = model._meta.pk if part == "pk" else model._meta.get_field(part)
        model = column.related_model
    return column  # type: ignore[return-value]  # a name has at least one part


def _address(query: QueryDict, side: str, place: str) -> str:
    query = query.copy()
    for name in SIDES:
        query.pop(name, None)
    query[side] = place
    return f"?{query.urlencode()}"
