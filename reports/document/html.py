"""A document as HTML, for the print and for the screen, in one of four layouts.

A layout only says how the two languages of a piece stand to each other. Nothing but tables and running text comes out
of here: nested boxes and CSS grids cost the renderer dearly.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Literal, assert_never

from core.text import Text

from .model import Annex, Document, blocks_within
from .notices import Notice
from .numbering import walk
from .pieces import LANGUAGES, LINE_WIDTH, TAG, Layout, Pair, Piece, Setting, Wide, lined, pieces, title
from .printable import Printable

CSS = Path(__file__).parent / "css"


def head(document: Document, setting: Setting) -> Iterator[Piece]:
    """What stands before the text: notice, title, occasion, presenter, salutation."""
    yield from setting.pair("p", "notice", document.notice, "notice")
    yield from title(document.title, "title", setting)
    dashed = replace(document.occasion, zh=_dashed(document.occasion.zh, "——"), en=_dashed(document.occasion.en, "— "))
    yield from lined("p", "occasion", dashed, "occasion", setting, LINE_WIDTH[setting.layout])
    yield from lined("p", "presenter", document.presenter, "presenter", setting, LINE_WIDTH[setting.layout])
    said = [lang for lang in setting.languages if document.salutation.get(lang)]
    if said:  # only the Chinese form has to have one
        spoken = {lang: f'<p class="salutation {lang}">{setting.clean(document.salutation, lang, "salutation")}</p>'
                  for lang in said}  # fmt: skip
        yield Pair({lang: spoken.get(lang, "") for lang in setting.languages})


def annex(one: Annex, number: int, of: int, setting: Setting) -> Iterator[Piece]:
    """An annex on a new page: its mark in the first line, its title in the third (GB/T 9704-2012, 7.3.7)."""
    mark = Text(f"附件{number if of > 1 else ''}", f"Annex {number}" if of > 1 else "Annex")
    marks = {lang: f'<p class="annex {lang}">{mark.get(lang)}</p>' for lang in setting.languages}
    yield Pair(marks, keep=True, page=True)
    yield from title(one.title, one.key or f"annex-{number}", setting)
    for block in one.blocks:
        yield from pieces(block, setting)


def _dashed(text: str, dash: str) -> str:
    return f"{dash}{text}" if text else ""


def setting_of(document: Document, layout: Layout, printable: Printable, pages: Mapping[str, int]) -> Setting:
    """The numbers of all headings and what else holds for the whole print."""
    parts = (document.sections, *(one.blocks for one in document.annexes))
    numbers = {id(block): number for part in parts for block, number in walk(part)}
    return Setting(layout, printable, numbers, pages)


def render_html(document: Document, layout: Layout, printable: Printable | None = None, *,
                part: Literal["all", "text", "annexes"] = "all", only: str = "", first_page: int = 1,
                pages: Mapping[str, int] | None = None, styled: bool = True
                ) -> tuple[str, tuple[Notice, ...]]:  # fmt: skip
    """The document as one HTML page, which is XML too, and what was noticed; its style comes along if `styled`.

    `part` leaves the annexes out or prints them alone, beginning with page `first_page`; `pages` says on which page the
    block with a key begins, for references. `only` prints the one section with that key, under its own number.
    """
    setting = setting_of(document, layout, printable or Printable(), pages or {})
    stream: Iterable[Piece]
    if only:
        chosen = [block for block in blocks_within(document.sections) if block.key == only]
        stream = [piece for block in chosen for piece in pieces(block, setting)]
    else:
        stream = list(_stream(document, part, setting))
    first = setting.languages[0]
    name, author, date = (
        escape(setting.printable.text(text, first, where))
        for where, text in (
            ("title", document.title.get(first)),
            ("author", document.author.get(first)),
            ("date", document.date),
        )
    )
    html = (
        f'<!DOCTYPE html><html lang="{TAG[first]}"><head><meta charset="utf-8"/><title>{name}</title>'
        f'<meta name="author" content="{author}"/>'
        f'<meta name="dcterms.created" content="{date}"/><meta name="dcterms.modified" content="{date}"/>'
        f"<style>{style(layout) if styled else ''}{begin(first_page)}</style></head>"
        f'<body class="{layout}">{assemble(stream, layout)}</body></html>'
    )
    return html, (*setting.notices, *setting.printable.notices)


def _stream(document: Document, part: str, setting: Setting) -> Iterator[Piece]:
    if part != "annexes":
        yield from head(document, setting)
        for block in (*document.opening, *document.sections):
            yield from pieces(block, setting)
        yield from setting.pair("p", "closing", document.closing, "closing")
    if part != "text":
        for number, one in enumerate(document.annexes, start=1):
            yield from annex(one, number, len(document.annexes), setting)


def assemble(stream: Iterable[Piece], layout: Layout) -> str:
    """The pieces as the layout sets them: one language, one under the other, or side by side in rows of a table."""
    match layout:
        case "zh" | "en":
            return "".join(piece.html if isinstance(piece, Wide) else piece.parts[layout] for piece in stream)
        case "stacked":
            return "".join(piece.html if isinstance(piece, Wide) else _stacked(piece) for piece in stream)
        case "facing":
            return _facing(stream)
    assert_never(layout)


def _stacked(pair: Pair) -> str:
    keep = " keep" if pair.keep else ""
    return "".join(
        f'<div class="one{keep}" lang="{TAG[lang]}">{part}</div>' for lang, part in pair.parts.items() if part
    )


def _facing(stream: Iterable[Piece]) -> str:
    """Rows of one pair each; a table or chart stands between two such tables over the whole width."""
    out: list[str] = []
    within = False
    for piece in stream:
        if isinstance(piece, Pair) != within:
            out.append(
                "</tbody></table>" if within else '<table class="pairs"><col class="left"/><col class="right"/><tbody>'
            )
            within = not within
        if isinstance(piece, Wide):
            out.append(piece.html)
            continue
        cells = "".join(f'<td lang="{TAG[lang]}">{part}</td>' for lang, part in piece.parts.items())
        names = " ".join(name for name, on in (("keep", piece.keep), ("page", piece.page)) if on)
        out.append(f'<tr class="{names}">{cells}</tr>' if names else f"<tr>{cells}</tr>")
    return "".join(out) + ("</tbody></table>" if within else "")


def style(layout: Layout) -> str:
    """The style sheets of a layout."""
    names = ("page", "blocks", *LANGUAGES[layout], f"layout-{layout}")
    return "".join((CSS / f"{name}.css").read_text("utf-8") for name in names)


def begin(first_page: int) -> str:
    """What makes a print begin with another page than the first: even pages are left-hand pages."""
    if first_page == 1:
        return ""
    side = "left" if first_page % 2 == 0 else "right"
    return f"html{{break-before:{side}}}@page:first{{counter-increment:page {first_page}}}"
