"""Drawings as SVG with presentation attributes only: the renderer applies no style sheet inside an SVG."""

from collections.abc import Callable
from decimal import Decimal

from core.text import Text

from .model import Bar, Language, Tile, TileGrid, TileStatus

INK, PALE = "#1f3a5f", "#ffffff"
TILE, STEP = 44, 48
HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
    f'<path d="M-1 7 L7 -1 M-1 1 L1 -1 M5 7 L7 5" stroke="{INK}" stroke-width="0.9" fill="none"/></pattern></defs>'
)
FONT = 'font-family="zj-figures-bold, zj-hei, zj-fallback-1"'
# status: fill, stroke, dashes, colour of the letters; told apart without colour too
LOOK: dict[TileStatus, tuple[str, str, str, str]] = {
    "visited": (INK, INK, "none", PALE),
    "delegated": ("url(#hatch)", INK, "none", INK),
    "none": (PALE, "#8a94a3", "none", INK),
    "unknown": (PALE, "#8a94a3", "3 3", INK),
}


def grid(block: TileGrid, languages: tuple[Language, ...], shown: Callable[[Text, Language], str]) -> str:
    """The grid of provinces; `shown` makes a text printable and escapes it."""
    columns = max((tile.column for tile in block.tiles), default=0) + 1
    rows = max((tile.row for tile in block.tiles), default=0) + 1
    title = " / ".join(filter(None, (shown(block.caption, lang) for lang in languages)))
    tiles = "".join(_tile(tile, languages, shown) for tile in block.tiles)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{columns * STEP}" height="{rows * STEP}" '
        f'viewBox="-2 -2 {columns * STEP} {rows * STEP}"><title>{title}</title>{HATCH}{tiles}</svg>'
    )


def _tile(tile: Tile, languages: tuple[Language, ...], shown: Callable[[Text, Language], str]) -> str:
    fill, stroke, dashes, ink = LOOK[tile.status]
    x, y = tile.column * STEP, tile.row * STEP
    drawn = (
        f'<rect x="{x}" y="{y}" width="{TILE}" height="{TILE}" rx="4" '
        f'fill="{fill}" stroke="{stroke}" stroke-dasharray="{dashes}"/>'
    )
    if tile.status == "delegated":  # letters stay legible on the hatching
        drawn += f'<rect x="{x + 8}" y="{y + 8}" width="{TILE - 16}" height="{TILE - 16}" rx="3" fill="{PALE}"/>'
    texts: tuple[tuple[str, int, int], ...]
    if languages == ("zh", "en"):
        texts = ((shown(tile.label, "zh"), 15, 20), (shown(tile.label, "en"), 11, 33))
    else:
        texts = ((shown(tile.label, languages[0]), 17 if languages == ("zh",) else 14, 28),)
    return drawn + "".join(
        f'<text x="{x + TILE / 2:g}" y="{y + below}" text-anchor="middle" '
        f'font-size="{size}" fill="{ink}" {FONT}>{text}</text>'
        for text, size, below in texts
    )


def swatch(status: TileStatus) -> str:
    """A small tile for the legend."""
    fill, stroke, dashes, _ = LOOK[status]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="13" viewBox="0 0 16 13">'
        f"<title>{status}</title>{HATCH}"
        '<rect x="1" y="1" width="14" height="11" rx="2" '
        f'fill="{fill}" stroke="{stroke}" stroke-dasharray="{dashes}"/></svg>'
    )


def bar(one: Bar, maximum: Decimal) -> str:
    """One bar on a scale from 0 to `maximum`; longer values are drawn to the end of the scale."""
    share = min(max(one.value / maximum, Decimal(0)), Decimal(1)) if maximum > 0 else Decimal(0)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="14" viewBox="0 0 200 14" '
        f'preserveAspectRatio="none"><title>{share * 100:.1f}%</title>'
        '<rect x="0" y="2" width="200" height="10" fill="#e8ecf1"/>'
        f'<rect x="0" y="2" width="{share * 200:.1f}" height="10" fill="{INK}"/></svg>'
    )
