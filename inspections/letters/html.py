"""A letter as HTML, to be printed in the letter form of GB/T 9704—2012, clause 10.1; `letter.css` has the measures.

Every text is escaped. The Chinese is authoritative; a translation begins on a page of its own.
"""

from collections.abc import Iterator
from html import escape

from inspections.letters.docx import mark_size, signed
from inspections.letters.model import Letter
from inspections.letters.wording import TRANSLATION


def letter_html(letter: Letter, *, english: bool = False) -> str:
    """The page of `letter`; with `english`, its translation behind it."""
    body = "".join([*_chinese(letter), *(_english(letter) if english else ())])
    author = f'<meta name="author" content="{escape(letter.mark.zh)}">'
    head = f'<meta charset="utf-8"><title>{escape(letter.title.zh)}</title>{author}'
    return f'<!DOCTYPE html><html lang="zh-Hans"><head>{head}</head><body>{body}</body></html>'


def _chinese(letter: Letter) -> Iterator[str]:
    size = mark_size(letter.mark.zh)
    yield f'<p class="mark" style="font-size:{size}pt">{escape(letter.mark.zh)}</p>'
    yield '<div class="upper"></div><div class="lower"></div>'
    yield _p("number", letter.number)
    yield f"<h1>{escape(letter.title.zh)}</h1>"
    yield _p("addressee", f"{letter.addressee.zh}：")
    for block in letter.blocks:
        yield f"<h2>{escape(block.text.zh)}</h2>" if block.kind == "heading" else _p("text", block.text.zh)
    for css, text, right in zip(
        ("signature", "day"),
        (letter.signature.zh, letter.day.zh),
        signed(letter.signature.zh, letter.day.zh),
        strict=True,
    ):
        yield f'<p class="{css}" style="margin-right:{right:g}em">{escape(text)}</p>'
    if letter.note:
        yield _p("text", letter.note.zh)


def _english(letter: Letter) -> Iterator[str]:
    yield '<section class="english" lang="en">'
    yield _p("translation", TRANSLATION.en)
    yield _p("mark-en", letter.mark.en)
    yield _p("number-en", letter.number)
    yield f'<p class="title-en">{escape(letter.title.en)}</p>'
    yield _p("addressee", f"{letter.addressee.en}:")
    for block in letter.blocks:
        if block.text.en:
            yield _p("heading-en" if block.kind == "heading" else "text-en", block.text.en)
    yield _p("signature-en", letter.signature.en) + _p("signature-en", letter.day.en)
    if letter.note:
        yield _p("text-en", letter.note.en)
    yield "</section>"


def _p(css: str, text: str) -> str:
    return f'<p class="{css}">{escape(text)}</p>'
