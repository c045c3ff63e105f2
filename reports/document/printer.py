"""Documents onto pages: the renderer with our fonts, our style, and nothing to reach out with."""

from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import cssselect2
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetchingError

from core.text import Text

from .fonts import FontSet
from .html import CSS, render_html, style
from .model import (
    Annex,
    Bar,
    BarChart,
    Column,
    Document,
    Items,
    PageRef,
    Paragraph,
    Quote,
    Section,
    Table,
    Tile,
    TileGrid,
    blocks_of,
)
from .notices import Notice, once
from .pdf import RenderFailed
from .pieces import LANGUAGES, Layout, anchor_of
from .printable import Printable

BASE = weasyprint.CSS(string=(CSS / "base.css").read_text("utf-8"))
REFUSED = Text("文本试图读取外部资源，已拒绝。", "The text tried to read something outside; this was refused.")


class Refusing(URLFetcher):
    """Reaches nothing at all: no address, no file, no data, no redirect. What was asked for is kept in `asked`."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.asked: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> Any:
        self.asked.append(url)
        raise PermissionError(f"a report reads nothing from outside: {url[:80]}")


class Page(weasyprint.HTML):
    """Our HTML read as the XML it is too: ten times faster than by the parser for everybody's HTML."""

    def __init__(self, html: str, fetcher: URLFetcher) -> None:
        self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
        root = ElementTree.fromstring(html)  # noqa: S314 (our own, escaped, and without a document type's entities)
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:
        return [BASE]


class Printer:
    """Sets documents with fonts that are loaded once."""

    def __init__(self, fonts: FontSet) -> None:
        self.fetcher = Refusing()
        self._fonts = fonts
        self._styles = {layout: weasyprint.CSS(string=style(layout), url_fetcher=self.fetcher) for layout in LANGUAGES}
        self._config = FontConfiguration()
        self._meant, self._every = fonts.chinese, fonts.every

    def lay_out(self, html: str, layout: Layout = "zh") -> weasyprint.Document:
        """Pages of our HTML in the style of a layout; `RenderFailed` where it asks for what it cannot do without."""
        try:
            return Page(html, self.fetcher).render(font_config=self._config, stylesheets=[self._styles[layout]])
        except URLFetchingError as error:
            raise RenderFailed(REFUSED) from error

    def print(
        self, document: Document, layout: Layout, variant: str | None, only: str = ""
    ) -> tuple[bytes, tuple[Notice, ...], int]:
        """The PDF, what was noticed, and the number of pages."""
        printable = Printable(self._meant, self._every)
        html, noticed = render_html(document, layout, printable, part="text", only=only, styled=False)
        laid = self.lay_out(html, layout)
        if document.annexes and not only:  # laid out second: by then it is known on which page everything stands
            pages, first = pages_of(document, laid), len(laid.pages) + 1
            html, more = render_html(
                document, layout, printable, part="annexes", pages=pages, first_page=first, styled=False
            )
            laid = laid.copy([*laid.pages, *self.lay_out(html, layout).pages])
            noticed = (*noticed, *more)
        pdf = laid.write_pdf(pdf_variant=variant)
        refused = [Notice("error", REFUSED)] * bool(self.fetcher.asked)  # pictures are asked for while drawing
        return pdf, once((*document.notices, *self._fonts.notices(), *noticed, *refused)), len(laid.pages)


def pages_of(document: Document, laid: weasyprint.Document) -> dict[str, int]:
    """On which page each block with a key begins."""
    pages: dict[str, int] = {}
    for number, page in enumerate(laid.pages, start=1):
        for name in page.anchors:
            pages.setdefault(name, number)
    return {block.key: pages[name] for block in blocks_of(document) if (name := anchor_of(block.key)) in pages}


def warm_up(printer: Printer) -> None:
    """Print every kind of block in every layout: each child then finds styles, faces and dictionaries loaded."""
    words = Text("检查2017年（一）“说明”——引用、《名称》；", "Inspection of 2017, (a) “hyphenated” responsibilities")
    table = Table((Column(words),), ((words,), (PageRef(("p",)),)), words, words)
    tiles = TileGrid((Tile("", words, words, "delegated", 0, 0),), (("visited", words),), words)
    bars = BarChart((Bar(words, Decimal(1), words),), caption=words, note=words)
    inner = Section(words, (Paragraph(words), Section(words, (Items((words,)), Quote(words, words)))))
    document = Document(
        "warm",
        title=words,
        sections=(Section(words, (Paragraph(words, "p"), inner)),),
        date="2017-12-24",
        occasion=words,
        closing=words,
        notice=words,
        annexes=(Annex(words, (table, tiles, bars)),),
    )
    layout: Layout
    for layout in LANGUAGES:
        printer.print(document, layout, "pdf/ua-1")
