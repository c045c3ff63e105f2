"""Fonts, a sample document, and a finished PDF read back character by character. No database anywhere here."""

import os
from collections.abc import Callable
from contextlib import closing
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest

from core.text import Text
from reports.document.fonts import FontSet
from reports.document.model import (
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
)
from reports.document.pdf import Rendered, render
from reports.document.pieces import Layout
from reports.document.store import to_json

ROOT = Path(__file__).resolve().parents[3]
POINTS = 72 / 25.4

ZH = "检查组先后召开座谈会，听取有关部门的汇报，实地察看基层单位，随机抽查台账，并同一线人员逐一交谈。"
HAN = "各地各部门依照法律规定履行职责落实责任完善制度加强监管推动工作不断取得新的进展"
EN = (
    "The inspection group heard reports from the departments concerned, visited units at the grass roots, checked "
    "records at random and spoke with the people who do the work."
)


def text(zh: str, en: str = "") -> Text:
    return Text(zh, en or f"English of {len(zh)} characters")


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    return FontSet.find(Path(os.environ.get("ZHIJIAN_PDF_FONT_FOLDER") or ROOT / "var" / "fonts"))


@pytest.fixture(scope="session")
def document() -> Document:
    """Every kind of block, in a report of several pages."""
    paragraphs = tuple(Paragraph(Text(ZH * 3 + HAN * 4 + "。", " ".join([EN] * 4)), f"long.{n}") for n in range(8))
    measures = Section(
        text("抓好宣传教育，社会知晓程度有所提高", "Publicity has made the law better known"),
        (
            Paragraph(Text(ZH + "涉及近1000万个账号。", f"{EN} This concerns nearly 10 million accounts."), "cited"),
            Section(
                text("开展专项行动", "Special campaigns"), (Items((text("第一项", "First"), text("第二项", "Second"))),)
            ),
            Quote(
                text("网络运营者应当制定应急预案。", "Operators shall make emergency plans."),
                text("第二十五条", "Article 25"),
            ),
        ),
        "measures",
    )
    body = (
        Section(
            text("基本情况", "The general situation"),
            (*paragraphs, measures, *(Paragraph(Text(HAN * 20, " ".join([EN] * 9))) for _ in range(2))),
            "situation",
        ),
        Section(text("主要问题", "The main problems"), (Paragraph(Text(HAN * 20 + "。", " ".join([EN] * 9)), "last"),)),
    )
    figures = Table(
        (Column(text("数值", "Value"), 3), Column(text("页码", "Page"), 1, "end")),
        ((Text("近1000万个", "nearly 10 million"), PageRef(("cited", "last", "not-printed"))),),
        key="figures",
    )
    tiles = tuple(
        Tile(zh, Text(zh, en), Text(zh, en), status, n, 0)
        for n, (zh, en, status) in enumerate((("京", "BJ", "visited"), ("津", "TJ", "delegated"), ("冀", "HE", "none")))
    )
    grid = TileGrid(tiles, (("visited", text("实地检查", "visited")),), text("检查覆盖", "Coverage"), key="grid")
    chart = BarChart(
        (Bar(text("认为安全", "Feel safe"), Decimal("49.6"), Text("49.6%", "49.6%")),),
        Decimal(100),
        text("问卷", "Survey"),
    )
    return Document(
        code="sample-report",
        title=Text("关于检查《某某法》实施情况的报告", "Report on the Inspection of the Implementation of a Law"),
        sections=body,
        date="2017-12-24",
        author=text("执法检查组", "The inspection group"),
        occasion=text("2017年12月24日在常务委员会会议上", "At the meeting of the Standing Committee, 24 December 2017"),
        presenter=text("副委员长　某某", "A Vice-Chairperson"),
        salutation=Text("委员长、各位副委员长、秘书长、各位委员："),
        closing=text("以上报告，请审议。", "I submit this report for your consideration."),
        annexes=(
            Annex(text("引用数据一览", "Figures cited"), (figures,)),
            Annex(text("图表", "Charts"), (grid, chart)),
        ),
        notice=text("示例文本，非官方文本", "Sample text, not official"),
    )


@pytest.fixture(scope="session")
def short() -> Callable[..., Document]:
    """A document with one paragraph; keyword arguments replace its fields."""

    def make(zh: str = "正文。", en: str = "Text.", **fields: object) -> Document:
        section = Section(text("标题", "Heading"), (Paragraph(Text(zh, en), "p1"),), "s1")
        whole = Document("short", text("报告", "Report"), (section,), "2017-12-24")
        return replace(whole, **fields)

    return make


@pytest.fixture(scope="session")
def printed(fonts: FontSet) -> Callable[..., Rendered]:
    def run(document: Document, layout: Layout = "zh", **options: object) -> Rendered:
        return render(to_json(document), layout, fonts, **options)

    return run


@dataclass(frozen=True)
class Char:
    """A printed character: its box and baseline in millimetres from the top left corner, its face, its size in points."""

    char: str
    left: float
    right: float
    baseline: float
    face: str
    size: float


@dataclass(frozen=True)
class Line:
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        return "".join(one.char for one in self.chars)

    @property
    def left(self) -> float:
        return self.chars[0].left

    @property
    def right(self) -> float:
        return self.chars[-1].right

    @property
    def baseline(self) -> float:
        return self.chars[0].baseline

    @property
    def face(self) -> str:
        """The face of the first Chinese character, or of the first one."""
        return next((one.face for one in self.chars if "\u3400" <= one.char <= "\u9fff"), self.chars[0].face)

    @property
    def size(self) -> float:
        return self.chars[0].size


def read_pages(pdf: bytes) -> list[list[Line]]:
    """The lines of every page from top to bottom, found from the places of the characters."""
    with closing(pypdfium2.PdfDocument(pdf)) as opened:
        return [read_page(page) for page in opened]


def read_page(page: pypdfium2.PdfPage) -> list[Line]:
    height, words = page.get_height(), page.get_textpage()
    chars = [_char(words, n, height) for n in range(words.count_chars()) if words.get_text_range(n, 1).strip()]
    rows = groupby(
        sorted(chars, key=lambda one: (round(one.baseline * 2), one.left)), key=lambda one: round(one.baseline * 2)
    )
    return [Line(tuple(row)) for _, row in rows]


def _char(words: pypdfium2.PdfTextPage, n: int, height: float) -> Char:
    left, _, right, _ = words.get_charbox(n, loose=True)
    x, y, name = c_double(), c_double(), create_string_buffer(60)
    raw.FPDFText_GetCharOrigin(words, n, byref(x), byref(y))
    raw.FPDFText_GetFontInfo(words, n, name, 60, byref(c_int()))
    face = name.value.decode().partition("+")[2]
    size = raw.FPDFText_GetFontSize(words, n) * 0.75  # the page is drawn in CSS pixels and scaled
    return Char(words.get_text_range(n, 1), left / POINTS, right / POINTS, (height - y.value) / POINTS, face, size)


@pytest.fixture(scope="session")
def read() -> Callable[[bytes], list[list[Line]]]:
    return read_pages
