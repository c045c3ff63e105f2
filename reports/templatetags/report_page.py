"""The report document on a page: numbers of headings, drawings and notices in the terms of our components."""

from collections.abc import Mapping, Sequence

from django import template

from core.charts import Bar, Place
from core.text import Text
from reports.document.model import Annex, BarChart, Language, PageRef, Paragraph, Table, TileGrid
from reports.document.numbering import Number

register = template.Library()

KINDS = {Paragraph: "paragraph", Table: "table", TileGrid: "grid", BarChart: "bars", PageRef: "places"}


@register.filter
def kind(block: object) -> str:
    """Of which sort a block or cell is, in one word; "" for a plain text and for sections."""
    return KINDS.get(type(block), "")


@register.filter
def shown(number: Number, lang: Language) -> str:
    """The number of a heading in one language: 一、 or I."""
    return number.shown(lang)


@register.filter
def places(block: TileGrid) -> list[Place]:
    return [Place(tile.code, tile.name, tile.status if tile.status != "none" else "") for tile in block.tiles]


@register.filter
def bars_of(block: BarChart) -> list[Bar]:
    return [Bar(bar.label, bar.value / block.maximum * 100, bar.shown, bar.note) for bar in block.bars]


@register.filter
def sentence(notice: Mapping[str, str]) -> Text:
    """The message of a stored notice."""
    return Text(notice["zh"], notice["en"])


@register.filter
def annex_number(position: int, annexes: Sequence[Annex]) -> Text:
    """附件 for a single annex, 附件1, 附件2 for several (GB/T 9704-2012, 7.3.7)."""
    number = str(position) if len(annexes) > 1 else ""
    return Text(f"附件{number}", f"Annex {number}".strip())
