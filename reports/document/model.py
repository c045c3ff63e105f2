"""What a report is made of. Everything is frozen and made of tuples: a document is a value, equal to its copy.

Every text is a `Text(zh, en)`; a text that is empty in both languages is left out of the print, one that is empty in
the language printed becomes a notice. Texts are plain: no mark-up of any kind is read from them. A line break in
`Document.title` is a break of the title ("\\n"), everywhere else it prints as a blank.

`key` is the place of a block: what notices point at, what `PageRef` refers to. Keys are unique in a document.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from core.text import Text

from .notices import Notice

EMPTY = Text("", "")
Language = Literal["zh", "en"]
Align = Literal["start", "center", "end"]
TileStatus = Literal["visited", "delegated", "none", "unknown"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text
    key: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A numbered list inside a section, numbered one level below it: 1. 2. under （一）."""

    items: tuple[Text, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an instrument, set off from the text, with what they are taken from."""

    text: Text
    source: Text = EMPTY
    key: str = ""


@dataclass(frozen=True, slots=True)
class PageRef:
    """The pages on which the blocks with these keys begin, e.g. "3, 7"; a key that is not printed is left out."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is the share of the table's width, relative to the other columns."""

    heading: Text
    width: int = 1
    align: Align = "start"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells as there are columns. In the two-language layouts a cell shows both its texts."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text | PageRef, ...], ...]
    caption: Text = EMPTY
    note: Text = EMPTY
    key: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One province: a short label (京 / BJ), its full name, and its place in the grid, both counted from 0."""

    code: str
    label: Text
    name: Text
    status: TileStatus
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class TileGrid:
    """A schematic grid of provinces, never a map. `legend` names the statuses that occur."""

    tiles: tuple[Tile, ...]
    legend: tuple[tuple[TileStatus, Text], ...] = ()
    caption: Text = EMPTY
    note: Text = EMPTY
    key: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """`value` gives the length, `shown` is what is printed beside it (49.6% / 49.6%)."""

    label: Text
    value: Decimal
    shown: Text
    note: Text = EMPTY


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars on one scale from 0 to `maximum` (100 for percentages)."""

    bars: tuple[Bar, ...]
    maximum: Decimal = Decimal(100)
    caption: Text = EMPTY
    note: Text = EMPTY
    key: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading without its number, and what stands under it; sections inside count one level down."""

    heading: Text
    blocks: "tuple[Block, ...]"
    key: str = ""


Block = Paragraph | Items | Quote | Table | TileGrid | BarChart | Section


@dataclass(frozen=True, slots=True)
class Annex:
    """Begins on a new page; numbered 附件1, 附件2 when there are several (GB/T 9704-2012, 7.3.7)."""

    title: Text
    blocks: tuple[Block, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    code: identifier in files. occasion: the line under the title (2017年12月24日在……会议上), without its dash.
    presenter: post and name. notice: the line at the head of the first page of a text that is not official.
    author: whose report it is, for the metadata. date: ISO, the report's own, so that printing again changes nothing.
    languages: the languages in which the text may be printed. notices: what was found while it was put together.
    """

    code: str
    title: Text
    sections: tuple[Section, ...]
    date: str
    author: Text = EMPTY
    occasion: Text = EMPTY
    presenter: Text = EMPTY
    salutation: Text = EMPTY
    opening: tuple[Paragraph, ...] = ()
    closing: Text = EMPTY
    annexes: tuple[Annex, ...] = ()
    notice: Text = EMPTY
    languages: tuple[Language, ...] = ("zh", "en")
    notices: tuple[Notice, ...] = ()


def blocks_within(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, depth first, sections before what they hold."""
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from blocks_within(block.blocks)


def blocks_of(document: Document) -> Iterator[Block]:
    """Every block of the document in the order of printing: opening, sections, annexes."""
    yield from document.opening
    yield from blocks_within(document.sections)
    for annex in document.annexes:
        yield from blocks_within(annex.blocks)
