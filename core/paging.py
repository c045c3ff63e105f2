"""Pages by key, not by number: page 3000 costs what page 1 costs, and a new row shifts nobody's page.

A page is asked for as `?after=<pk>` or `?before=<pk>`; rows are compared by the columns of the ordering and, last,
the primary key. The count stops at COUNTED: beyond that nobody reads the number, and it would be the dearest part.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan
from django.http import QueryDict

COUNTED = 1000


@dataclass(frozen=True)
class Page:
    """Rows of one page, addresses of its neighbours ("" where there is none), the total (None: over COUNTED)."""

    rows: list[Any]
    newer: str
    older: str
    total: int | None


class Together(Func):
    """Several columns compared as one value: the only form of "after this row" that an index can seek to."""

    template = "(%(expressions)s)"
    output_field = BooleanField()  # of any type: it is only ever compared


def _beyond(start: dict[str, Any], keys: list[str], backwards: bool) -> Q:
    """Rows strictly after the one with the values `start` (before it, when `backwards`) in the order of `keys`.
    Neighbouring keys of one direction are compared together."""
    beyond, equal = Q(), Q()
    for descending, run in groupby(keys, key=lambda key: key.startswith("-")):
        names = [key.removeprefix("-") for key in run]
        values = [start[name] for name in names]
        side = LessThan if descending != backwards else GreaterThan
        compared = side(Together(*map(F, names)), Together(*map(Value, values)))
        beyond |= equal & Q(compared)
        equal &= Q(**dict(zip(names, values, strict=True)))
    return beyond


def are_unique(model: type[Model], keys: list[str]) -> bool:
    """Whether a constraint of `model` says that no two rows share all `keys`. Then the index of the constraint leads
    straight to a page; with the primary key behind it the database no longer sees that it does."""
    names = {key.removeprefix("-").removesuffix("_id") for key in keys}
    return any(names >= set(constraint.fields) for constraint in model._meta.total_unique_constraints)


def page_of(queryset: QuerySet, keys: list[str], query: QueryDict, size: int) -> Page:
    """The page of `queryset` that `query` asks for; an unknown or foreign key shows the first page."""
    if not are_unique(queryset.model, keys):
        keys = [*keys, "pk"]
    reverse = [key[1:] if key.startswith("-") else f"-{key}" for key in keys]
    backwards = "before" in query
    mark = query.get("before" if backwards else "after", "")
    # Of the row where the page begins nothing is needed but its place in the order.
    places = queryset.order_by().values(*(key.removeprefix("-") for key in keys))
    start = places.filter(pk=mark).first() if mark.isdecimal() and len(mark) < 19 else None
    backwards = backwards and start is not None
    rows = queryset.order_by(*(reverse if backwards else keys))
    if start is not None:
        rows = rows.filter(_beyond(start, keys, backwards))
    found = list(rows[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_newer = more if backwards else start is not None
    has_older = start is not None if backwards else more
    counted = queryset.order_by().values("pk")[: COUNTED + 1].count()
    return Page(
        rows=found,
        newer=_address(query, "before", found[0].pk) if has_newer and found else "",
        older=_address(query, "after", found[-1].pk) if has_older and found else "",
        total=counted if counted <= COUNTED else None,
    )


def _address(query: QueryDict, side: str, pk: int) -> str:
    query = query.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    query[side] = str(pk)
    return f"?{query.urlencode()}"
