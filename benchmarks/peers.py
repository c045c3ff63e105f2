"""The same report for the renderers we are measured against, and how each of them is started."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from reports.document.fonts import FontSet
from reports.document.model import Document, Language, Paragraph, Section, Table, Text, blocks_within
from reports.document.numbering import walk
from reports.document.titles import title_lines

from .measure import Missing

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-pdf-header-footer",
]


def plain(document: Document, lang: Language) -> Iterator[tuple[str, str]]:
    """The report in one language as (kind, text): title, h1 … h4, p, and rows of tables."""
    yield "title", " ".join(title_lines(document.title.get(lang), lang, 1000))
    for paragraph in document.opening:
        yield "p", paragraph.text.get(lang)
    for part in (document.sections, *(annex.blocks for annex in document.annexes)):
        numbers = {id(block): number for block, number in walk(part)}
        for block in blocks_within(part):
            if isinstance(block, Section):
                number = numbers[id(block)]
                yield f"h{number.level}", number.shown(lang) + block.heading.get(lang)
            elif isinstance(block, Paragraph):
                yield "p", block.text.get(lang)
            elif isinstance(block, Table):
                for row in block.rows:
                    yield "row", "\x1f".join(cell.get(lang) if isinstance(cell, Text) else "" for cell in row)


def typst_source(document: Document) -> str:
    """Both languages, one after the other, in the format of the official document."""
    style = {
        "zh": (
            '#set text(15.79pt, font: ("Liberation Serif", "FandolFang R"), lang: "zh")\n'
            "#set par(justify: true, leading: 13.2pt, spacing: 13.2pt, first-line-indent: (amount: 2em, all: true))\n"
        ),
        "en": (
            '#set text(12pt, font: "Liberation Serif", lang: "en", hyphenate: true)\n'
            "#set par(justify: true, leading: 5pt, spacing: 5pt, first-line-indent: 1.5em)\n"
        ),
    }
    page = (
        '#set document(title: "report")\n'
        '#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm), numbering: "— 1 —")\n'
    )

    def block(kind: str, text: str) -> str:
        shown = re.sub(r"([\\#$*_@<>`\[\]~/=\"'-])", r"\\\1", text)
        if kind == "row":
            cells = "".join(f"[{cell}]," for cell in shown.split("\x1f"))
            return f"#table(columns: {shown.count(chr(31)) + 1}, {cells})"
        level = {"title": 1, "h1": 2, "h2": 3, "h3": 4, "h4": 5}.get(kind)
        return f"#heading(level: {level})[{shown}]" if level else shown

    languages: tuple[Language, ...] = ("zh", "en")
    parts = (
        "#[\n" + style[lang] + "\n\n".join(block(*one) for one in plain(document, lang)) + "\n]" for lang in languages
    )
    return page + "\n#pagebreak()\n".join(parts)


def writer_source(document: Document) -> str:
    """Both languages as a flat OpenDocument text."""

    def style(name: str, font: str, size: str, height: str, indent: str, align: str) -> str:
        return (
            f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties '
            f'fo:text-align="{align}" fo:text-indent="{indent}" fo:line-height="{height}"/><style:text-properties '
            f'fo:font-size="{size}" style:font-size-asian="{size}" fo:font-family="Liberation Serif" '
            f'style:font-family-asian="{font}"/></style:style>'
        )

    fonts = {"title": "FandolSong", "h1": "FandolHei", "h2": "FandolKai", "h3": "FandolFang R", "h4": "FandolFang R",
             "p": "FandolFang R", "row": "FandolFang R"}  # fmt: skip
    styles = "".join(
        style(f"zh{kind}", font, "21pt" if kind == "title" else "15.8pt", "29pt", "31pt", "justify")
        + style(f"en{kind}", font, "19pt" if kind == "title" else "12pt", "17pt", "18pt", "justify")
        for kind, font in fonts.items()
    )

    def block(lang: Language, kind: str, text: str) -> str:
        level = {"title": 1, "h1": 2, "h2": 3, "h3": 4, "h4": 5}.get(kind)
        shown = escape(text.replace("\x1f", " "))
        if level:
            return f'<text:h text:style-name="{lang}{kind}" text:outline-level="{level}">{shown}</text:h>'
        return f'<text:p text:style-name="{lang}{kind}">{shown}</text:p>'

    languages: tuple[Language, ...] = ("zh", "en")
    body = "".join(block(lang, *one) for lang in languages for one in plain(document, lang))
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="{names}office:1.0" '
        f'xmlns:style="{names}style:1.0" '
        f'xmlns:text="{names}text:1.0" xmlns:fo="{names}xsl-fo-compatible:1.0" office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{styles}</office:styles><office:automatic-styles><style:page-layout style:name='pl'>"
        "<style:page-layout-properties fo:page-width='210mm' fo:page-height='297mm' fo:margin-top='37mm' "
        "fo:margin-left='28mm' fo:margin-right='26mm' fo:margin-bottom='35mm'/></style:page-layout>"
        "</office:automatic-styles><office:master-styles>"
        "<style:master-page style:name='Standard' style:page-layout-name='pl'/></office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def chromium() -> str:
    """The path of Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise Missing("Chromium is not installed")


def soffice() -> str:
    """The path of LibreOffice, installed from the system's packages where that is allowed."""
    if not shutil.which("soffice") and os.geteuid() == 0 and shutil.which("apt-get"):
        arguments = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "libreoffice-writer-nogui"]
        subprocess.run(arguments, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if path := shutil.which("soffice"):
        return path
    raise Missing("LibreOffice is not installed (package libreoffice-writer-nogui)")


def typst(folder: Path) -> Path:
    """The folder that holds the Python module `typst`, fetched by pip into `folder` where it is missing."""
    if not (folder / "typst").exists():
        pip = [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "install",
            "--quiet",
            "--python",
            sys.executable,
            "--target",
            str(folder),
            "typst",
        ]
        subprocess.run(pip, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if (folder / "typst").exists():
        return folder
    raise Missing("the module typst is not installed and cannot be fetched")


def fonts_for_others(fonts: FontSet, folder: Path) -> tuple[Path, Path]:
    """A folder with the font files under their own names, and a fontconfig of it for programs that use one."""
    own = folder / "plain"
    own.mkdir(parents=True)
    for face in {face.path for face in (*fonts.faces.values(), *fonts.fallbacks)}:
        (own / Path(face).name).symlink_to(face)
    config = folder / "plain.conf"
    config.write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{own}</dir><cachedir>{folder / "cache"}</cachedir></fontconfig>'
    )
    return own, config
