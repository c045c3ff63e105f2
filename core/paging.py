"""Pages by key, not by number: page 3000 costs what page 1 costs, and a new row shifts nobody's page.

A page is asked for as `?after=<pk>` or `?before=<pk>`; rows are compared by the columns of the ordering and, last,
the primary key. The count stops at COUNTED: beyond that nobody reads the number, and it would be the dearest part.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

COUNTED = 1000


@dataclass(frozen=True)
class Page:
    """Rows of one page, addresses of its neighbours ("" where there is none), the total (None: over COUNTED)."""

    rows: list[Any]
    newer: str
    older: str
    total: int | None


def _beyond(row: Model, keys: list[str], backwards: bool) -> Q:
    """Rows strictly after `row` (before it, when `backwards`) in the order of `keys`."""
    beyond, equal = Q(), Q()
    for key in keys:
        name, descending = key.removeprefix("-"), key.startswith("-")
        value = row
        for part in name.split("__"):
            value = getattr(value, part)
        side = "lt" if descending != backwards else "gt"
        beyond |= equal & Q(**{f"{name}__{side}": value})
        equal &= Q(**{name: value})
    return beyond


def page_of(queryset: QuerySet, keys: list[str], query: QueryDict, size: int) -> Page:
    """The page of `queryset` that `query` asks for; an unknown or foreign key shows the first page."""
    keys = [*keys, "pk"]
    reverse = [key[1:] if key.startswith("-") else f"-{key}" for key in keys]
    backwards = "before" in query
    mark = query.get("before" if backwards else "after", "")
    start = queryset.filter(pk=mark).first() if mark.isdecimal() and len(mark) < 19 else None
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
    counted = queryset.order_by()[: COUNTED + 1].count()
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
