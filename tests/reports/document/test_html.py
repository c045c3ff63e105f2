import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from core.text import Text
from reports.document.html import render_html
from reports.document.model import Annex, Column, PageRef, Paragraph, Section, Table
from reports.document.pieces import LANGUAGES

MARKUP = '<script>alert(1)</script><img src="http://example.org/x">&amp;"\'><a href=file:///etc/passwd>'


def shown(html: str) -> str:
    """The text of a page, without its style."""
    body = html.partition("<body")[2].partition(">")[2]
    return re.sub(r"<[^>]*>", "|", body)


class Balance(HTMLParser):
    """Fails on an element that is not closed, and collects all names of elements and attributes."""

    def __init__(self, html):
        super().__init__()
        self.open, self.seen, self.attributes = [], set(), set()
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("layout", LANGUAGES)
def test_every_layout_is_well_formed_and_plain(document, layout):
    html, _ = render_html(document, layout)
    ElementTree.fromstring(html)
    page = Balance(html)
    assert not page.seen & {"script", "link", "img", "iframe", "object", "embed", "form", "input", "div div div"}
    assert not {name for name in page.attributes if name.startswith("on")}


@pytest.mark.parametrize(
    ("layout", "there", "absent"), [("zh", "基本情况", "general situation"), ("en", "general situation", "基本情况")]
)
def test_one_language_has_nothing_of_the_other(document, layout, there, absent):
    text = shown(render_html(document, layout)[0])
    assert there in text
    assert absent not in text


def test_facing_puts_a_pair_into_each_row(short):
    html, _ = render_html(short("左", "Right"), "facing")
    assert (
        '<tr><td lang="zh-Hans"><p id="k-p1" class="zh">左</p></td><td lang="en"><p class="en bare">Right</p></td></tr>'
    ) in html


def test_stacked_puts_english_under_chinese(short):
    text = shown(render_html(short("上", "Below"), "stacked")[0])
    assert text.index("上") < text.index("Below")


def test_headings_carry_their_numbers_in_both_styles(document):
    assert "|一、基本情况|" in shown(render_html(document, "zh")[0])
    assert "|I. The general situation|" in shown(render_html(document, "en")[0])


@pytest.mark.parametrize("layout", LANGUAGES)
def test_markup_in_every_text_is_only_text(document, layout):
    def hostile(value):
        if isinstance(value, Text):
            return Text(MARKUP, MARKUP) if value else value
        if isinstance(value, tuple):
            return tuple(hostile(item) for item in value)
        if hasattr(value, "__dataclass_fields__"):
            return replace(value, **{name: hostile(getattr(value, name)) for name in value.__dataclass_fields__})
        return value

    html, _ = render_html(hostile(document), layout)
    page = Balance(html)
    assert not page.seen & {"script", "img"}
    assert "&lt;script&gt;" in html


def test_a_missing_translation_shows_and_is_noted(short):
    html, notices = render_html(short("只有中文", ""), "en")
    assert "[Not yet translated]" in html
    assert "只有中文" in html
    assert [(one.level, one.where, one.message.zh) for one in notices] == [("warning", "p1", "缺少英文文本。")]


def test_in_two_languages_a_missing_translation_leaves_its_place(short):
    html, notices = render_html(short("只有中文", ""), "facing")
    assert html.count("只有中文") == 1
    assert "[Not yet translated]" in html
    assert [one.where for one in notices] == ["p1"]


def test_empty_parts_of_the_head_are_left_out(short):
    html, notices = render_html(short(), "zh")
    assert re.findall(r'class="(\w+) zh"', html.partition("<body")[2]) == []
    assert notices == ()


def test_references_name_each_page_once_in_order(short):
    table = Table((Column(Text("页码", "Page")),), ((PageRef(("b", "a", "c", "gone")),),))
    whole = short(annexes=(Annex(Text("附", "Annex"), (table,)),))
    html, _ = render_html(whole, "zh", part="annexes", pages={"a": 3, "b": 7, "c": 3})
    assert '<td class="start"><a href="#k-a">3</a>、<a href="#k-b">7</a></td>' in html


def test_a_long_table_is_cut_with_a_notice(short):
    table = Table((Column(Text("数", "No.")),), tuple((Text(str(n), str(n)),) for n in range(1000)), key="long")
    html, notices = render_html(short(annexes=(Annex(Text("附", "Annex"), (table,)),)), "zh")
    assert html.count("<tr>") == 1 + 800 + 1
    assert "以下200行未印，全表共1000行" in html
    assert [(one.level, one.where) for one in notices] == [("warning", "long")]


def test_a_row_of_the_wrong_length_is_an_error(short):
    table = Table((Column(Text("一")), Column(Text("二"))), ((Text("x"),),))
    with pytest.raises(ValueError, match="zip"):
        render_html(short(annexes=(Annex(Text("附"), (table,)),)), "zh")


def test_one_section_alone_keeps_its_number(document):
    html, _ = render_html(document, "zh", only="measures")
    text = shown(html)
    assert "（一）抓好宣传教育" in text
    assert "主要问题" not in text
    assert "引用数据" not in text


def test_keys_are_quoted_as_anchors(short):
    whole = short(sections=(Section(Text("标题", "Heading"), (Paragraph(Text("文", "Text"), 'a"b c'),)),))
    assert 'id="k-a%22b%20c"' in render_html(whole, "zh")[0]
