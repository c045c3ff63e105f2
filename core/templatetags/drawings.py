"""Drawings: SVG from plain values, always with the same numbers as words or as a table beside it."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from core.charts import ENTRUSTED, NONE, UNKNOWN, VISITED, Bar, CountRow, Place
from core.templatetags.words import page_language
from core.tiles import COLUMNS, MARKS, ROWS, TILES

register = template.Library()

TILE, STEP = 60, 66
WORDS = {VISITED: _("实地检查"), ENTRUSTED: _("委托检查"), UNKNOWN: _("未载明"), NONE: _("未列入本次检查")}


@register.inclusion_tag("components/tile_grid.html")
def tile_grid(places: Sequence[Place], name: str = "tiles") -> dict[str, Any]:
    """The provinces as a schematic grid with a legend, and the same as a table in standard order.

    Every province has its square; one that `places` leaves out is drawn as NONE and missing from the table.
    `name` makes the ids unique where a page has two grids.
    """
    lang = 0 if page_language() == "zh" else 1
    known = {place.code: place for place in places}
    tiles = []
    for code, (column, row) in TILES.items():
        mark, place = MARKS[code][lang], known.get(code)
        x, y = column * STEP + 3, row * STEP + 3
        state = place.state if place else NONE
        tiles.append(
            {"x": x, "y": y, "mark": mark, "small": len(mark) > 2, "place": place, "word": WORDS[state]}
            | {
                "state": state,
                "middle": x + TILE // 2,
                "base": y + 40,
                "dot": x + TILE - 12,
                "top": y + 12,
            }
        )
    return {
        "name": name,
        "tiles": tiles,
        "size": TILE,
        "linked": any(place.url for place in places),
        "viewbox": f"0 0 {COLUMNS * STEP} {ROWS * STEP}",
        "rows": [{"place": place, "word": WORDS[place.state]} for place in sorted(places, key=lambda p: p.code)],
        "counts": {state or "none": sum(place.state == state for place in places) for state in WORDS},
    }


@register.inclusion_tag("components/bars.html")
def bars(title: Any, rows: Sequence[Bar], base: Any = "", source: Any = "") -> dict[str, Any]:
    """Shares as bars with their words, and the same as a table.

    `base` says what 100% is ("有效问卷10370份"), `source` whose numbers they are.
    """
    drawn = [{"bar": row, "width": f"{max(0.0, min(100.0, float(row.share))):.2f}"} for row in rows]
    return {"title": title, "rows": drawn, "base": base, "source": source}


@register.inclusion_tag("components/counts_table.html")
def counts_table(caption: Any, head: Any, columns: Sequence[Any], rows: Sequence[CountRow]) -> dict[str, Any]:
    """Counts by line and column with a sum below; `head` names the lines (检查重点)."""
    sums = [sum(column) for column in zip(*(row.counts for row in rows), strict=True)]
    return {"caption": caption, "head": head, "columns": columns, "rows": rows, "sums": sums}
