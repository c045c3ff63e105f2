"""Pieces: every block of a document in the languages of the layout, ready to be put beside or under each other."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from html import escape
from typing import Literal
from urllib.parse import quote

from core.text import Text

from .charts import bar, grid, swatch
from .model import BarChart, Items, Language, PageRef, Paragraph, Quote, Section, Table, TileGrid
from .notices import Notice
from .numbering import Number
from .printable import Printable
from .titles import title_lines

Layout = Literal["zh", "en", "facing", "stacked"]
LANGUAGES: dict[Layout, tuple[Language, ...]] = {
    "zh": ("zh",), "en": ("en",), "facing": ("zh", "en"), "stacked": ("zh", "en"),
}  # fmt: skip
TAG: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}
TITLE_WIDTH: dict[Layout, dict[Language, int]] = {
    "zh": {"zh": 20}, "en": {"en": 50}, "facing": {"zh": 12, "en": 38}, "stacked": {"zh": 21, "en": 60},
}  # fmt: skip
LINE_WIDTH: dict[Layout, dict[Language, int]] = {
    "zh": {"zh": 27}, "en": {"en": 76}, "facing": {"zh": 16, "en": 54}, "stacked": {"zh": 30, "en": 80},
}  # fmt: skip
MOST_ROWS = 800
# The renderer copies the rest of a run of text for every line of it: runs are kept short, cut where a line may end.
RUN = 3000
RUNS = re.compile(rf".{{1,{RUN}}}[，。；：、]|.{{1,{RUN}}} |.{{1,{RUN}}}", re.DOTALL)
UNTRANSLATED = Text("〔尚无中文〕", "[Not yet translated]")
JOINT: dict[Language, str] = {"zh": "、", "en": ", "}


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing in the languages of the layout; `keep` holds it together with what follows, `page` begins a page."""

    parts: Mapping[Language, str]
    keep: bool = False
    page: bool = False


@dataclass(frozen=True, slots=True)
class Wide:
    """One thing for both languages: a table, a chart."""

    html: str


Piece = Pair | Wide


@dataclass(frozen=True)
class Setting:
    """What holds for the whole print; notices gather here and in `printable`."""

    layout: Layout
    printable: Printable
    numbers: Mapping[int, Number]
    pages: Mapping[str, int] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    @property
    def languages(self) -> tuple[Language, ...]:
        return LANGUAGES[self.layout]

    def clean(self, text: Text, lang: Language, where: str) -> str:
        """The text of one language, printable and escaped."""
        value = self.printable.text(text.get(lang), lang, where)
        if len(value) <= RUN:
            return escape(value)
        return "".join(f"<span>{escape(run)}</span>" for run in RUNS.findall(value))

    def written(self, text: Text, lang: Language, where: str) -> str:
        """The text, or what is there instead with a mark before it; a missing language becomes a notice."""
        if text.get(lang).strip() or not text:
            return self.clean(text, lang, where)
        self.notices.append(Notice("warning", MISSING[lang], where))
        mark = f'<span class="missing">{UNTRANSLATED.get(lang)}</span>'
        if len(self.languages) > 1:
            return mark
        other: Language = "en" if lang == "zh" else "zh"
        return f'{mark} <span class="{other}" lang="{TAG[other]}">{self.clean(text, other, where)}</span>'

    def pair(self, tag: str, name: str, text: Text, where: str, *, key: str = "", number: Number | None = None,
             keep: bool = False) -> Iterator[Pair]:  # fmt: skip
        """One element in each language, with the number of a heading before the text."""
        if not text:
            return
        parts: dict[Language, str] = {}
        for lang in self.languages:
            shown = number.shown(lang) if number else ""
            anchor = f' id="{anchor_of(key)}"' if key and not parts else ""
            bookmark = " bare" if parts else ""  # the outline names each heading once
            names = f"{name} {lang}{bookmark}".strip()
            parts[lang] = f'<{tag}{anchor} class="{names}">{shown}{self.written(text, lang, where)}</{tag}>'
        yield Pair(parts, keep)

    def both(self, text: Text | PageRef, where: str) -> str:
        """The content of a cell: in two languages one over the other, once where they say the same."""
        if isinstance(text, PageRef):
            return self.reference(text)
        shown = {lang: self.clean(text, lang, where) for lang in self.languages}
        if len(set(shown.values())) == 1:
            return shown[self.languages[0]]
        return "".join(f'<p class="{lang}" lang="{TAG[lang]}">{part}</p>' for lang, part in shown.items() if part)

    def reference(self, reference: PageRef) -> str:
        """Page numbers with links to the first block of each; empty where pages are not known, as on a screen."""
        first: dict[int, str] = {}
        for key in reference.keys:
            if key in self.pages:
                first.setdefault(self.pages[key], key)
        links = [f'<a href="#{quote(anchor_of(key))}">{page}</a>' for page, key in sorted(first.items())]
        return JOINT[self.languages[0]].join(links)


MISSING: dict[Language, Text] = {
    "zh": Text("缺少中文文本。", "The Chinese text is missing."),
    "en": Text("缺少英文文本。", "The English text is missing."),
}


def anchor_of(key: str) -> str:
    """The id of the block with this key in the HTML, and the name of its place in the PDF."""
    return f"k-{quote(key, safe='', errors='replace')}"


@singledispatch
def pieces(block: object, setting: Setting) -> Iterator[Piece]:
    """The pieces of one block; a new kind of block is one more function registered here."""
    raise TypeError(f"no way to set {type(block).__name__}")


@pieces.register
def _(block: Paragraph, setting: Setting) -> Iterator[Piece]:
    yield from setting.pair("p", "", block.text, block.key, key=block.key)


@pieces.register
def _(block: Section, setting: Setting) -> Iterator[Piece]:
    number = setting.numbers[id(block)]
    yield from setting.pair(
        f"h{number.level + 1}", "", block.heading, block.key, key=block.key, number=number, keep=True
    )
    for inner in block.blocks:
        yield from pieces(inner, setting)


@pieces.register
def _(block: Items, setting: Setting) -> Iterator[Piece]:
    above = setting.numbers[id(block)].path
    for n, item in enumerate(block.items, start=1):
        yield from setting.pair(
            "p", "item", item, block.key, key=block.key if n == 1 else "", number=Number((*above, n))
        )


@pieces.register
def _(block: Quote, setting: Setting) -> Iterator[Piece]:
    yield from setting.pair("blockquote", "", block.text, block.key, key=block.key)
    yield from setting.pair("p", "source", block.source, block.key)


@pieces.register
def _(block: Table, setting: Setting) -> Iterator[Piece]:
    yield from setting.pair("p", "caption", block.caption, block.key, key=block.key, keep=True)
    whole = sum(column.width for column in block.columns) or 1
    columns = "".join(f'<col style="width:{100 * column.width / whole:.2f}%"/>' for column in block.columns)
    head = "".join(
        f'<th scope="col" class="{column.align}">{setting.both(column.heading, block.key)}</th>'
        for column in block.columns
    )
    rows = "".join(_row(block, row, setting) for row in block.rows[:MOST_ROWS])
    left_out = len(block.rows) - MOST_ROWS
    if left_out > 0:
        said = Text(f"（以下{left_out}行未印，全表共{len(block.rows)}行）",
                    f"(continued: {left_out:,} further rows of {len(block.rows):,} are not printed)")  # fmt: skip
        setting.notices.append(Notice("warning", said, block.key))
        rows += f'<tr><td colspan="{len(block.columns)}" class="center">{setting.both(said, block.key)}</td></tr>'
    yield Wide(
        f'<table class="data"><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )
    yield from setting.pair("p", "note", block.note, block.key)


def _row(table: Table, row: tuple[Text | PageRef, ...], setting: Setting) -> str:
    cells = (f'<td class="{column.align}">{setting.both(cell, table.key)}</td>'
             for column, cell in zip(table.columns, row, strict=True))  # fmt: skip
    return f"<tr>{''.join(cells)}</tr>"


@pieces.register
def _(block: TileGrid, setting: Setting) -> Iterator[Piece]:
    yield from setting.pair("p", "caption", block.caption, block.key, key=block.key, keep=True)
    legend = "".join(
        f'<span class="legend">{swatch(status)} '
        + " / ".join(setting.clean(label, lang, block.key) for lang in setting.languages)
        + "</span> "
        for status, label in block.legend
    )
    drawing = grid(block, setting.languages, lambda text, lang: setting.clean(text, lang, block.key))
    yield Wide(f'<div class="grid">{drawing}</div><p class="legends">{legend}</p>')
    yield from setting.pair("p", "note", block.note, block.key)


@pieces.register
def _(block: BarChart, setting: Setting) -> Iterator[Piece]:
    yield from setting.pair("p", "caption", block.caption, block.key, key=block.key, keep=True)
    rows = "".join(
        f"<tr><td>{setting.both(one.label, block.key)}{_small(setting.both(one.note, block.key))}</td>"
        f'<td class="drawing">{bar(one, block.maximum)}</td>'
        f'<td class="shown">{setting.both(one.shown, block.key)}</td></tr>'
        for one in block.bars
    )
    yield Wide(f'<table class="bars"><tbody>{rows}</tbody></table>')
    yield from setting.pair("p", "note", block.note, block.key)


def _small(text: str) -> str:
    return f'<div class="small">{text}</div>' if text else ""


def title(text: Text, where: str, setting: Setting) -> Iterator[Piece]:
    """A title with its lines; the outline names it without the breaks."""
    yield from lined("h1", "", text, where, setting, TITLE_WIDTH[setting.layout], keep=True)


def lined(tag: str, name: str, text: Text, where: str, setting: Setting, widths: Mapping[Language, int], *,
          keep: bool = False) -> Iterator[Piece]:  # fmt: skip
    """One centred element in each language, broken at its meaning; `widths` are characters in a line."""
    if not text:
        return
    parts: dict[Language, str] = {}
    for lang in setting.languages:
        lines = [
            escape(setting.printable.text(line, lang, where))
            for line in title_lines(text.get(lang), lang, widths[lang])
        ]
        content = "<br/>".join(lines) if lines else setting.written(text, lang, where)
        label = ("" if lang == "zh" else " ").join(lines)[:200]
        bookmark = " bare" if parts else ""
        parts[lang] = f'<{tag} class="{name} {lang}{bookmark}" data-label="{label}">{content}</{tag}>'
    yield Pair(parts, keep)
