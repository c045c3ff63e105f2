"""Returns on pages: remarks beside the items, cells of the matrix, marked differences."""

from typing import Any

from django import template

from findings.queries.returns import Cell
from findings.wording.reviewing import cell_words

register = template.Library()

TONES = {"reported": "ok", "sent_back": "warn", "empty": "neutral", "missing": "neutral"}


@register.inclusion_tag("returns/reviewing/_remarks.html", takes_context=True)
def remarks_beside(context: template.Context, address: str) -> dict[str, Any]:
    """What was noted beside an item, and the way to note something. The page has `remarks`, `version`, `may_annotate`
    and `is_above`."""
    kept = ("version", "may_annotate", "is_above", "csrf_token")
    return {**{name: context.get(name) for name in kept}, "address": address, "here": context["remarks"].get(address)}


@register.inclusion_tag("returns/reviewing/_cell.html")
def matrix_cell(cell: Cell, version: Any) -> dict[str, Any]:
    """One section of one body: its state, how much came, and the way to that place of the version."""
    state, amount = cell_words(cell)
    return {"cell": cell, "version": version, "state": state, "amount": amount, "tone": TONES[cell.state]}


@register.filter
def whole(address: str) -> str:
    """The item to which an address leads on the paper: "cases.all" for "cases.all.y2016"."""
    return ".".join(address.split(".")[:2])
