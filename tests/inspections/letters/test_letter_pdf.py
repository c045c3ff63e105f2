"""The printed letter, measured on the page: GB/T 9704—2012, clause 10.1 信函格式, in millimetres."""

from dataclasses import replace

import pypdfium2
import pytest

from core.text import Text
from inspections.actions.issuing import LETTER_STYLE
from inspections.letters.html import letter_html
from inspections.letters.model import Block, Kind, Letter
from inspections.printing import font_files, print_html

LONG = "执法检查组到各地听取汇报、召开座谈会、实地检查和随机抽查，全面了解法律的实施情况。" * 40
LETTER = Letter(
    mark=Text("全国人民代表大会常务委员会办公厅", "General Office of the NPCSC"),
    number="常办〔2025〕12号",
    title=Text("关于委托开展《网络安全法》执法检查的函", "Letter of Entrustment"),
    addressee=Text("湖南省人大常委会", "Hunan Standing Committee"),
    blocks=(
        Block(Text("根据监督法，定于八月开展检查。", "Under the law.")),
        Block(Text("一、检查内容", "1. What to inspect"), Kind.HEADING),
        Block(Text(LONG, "Long text. " * 100)),
    ),
    signature=Text("全国人民代表大会常务委员会办公厅", "General Office of the NPCSC"),
    day=Text("2025年8月1日", "1 August 2025"),
    note=Text("（联系人及电话：张三，010-1）", "(Contact: 010-1)"),
)
DPI = 200
MM = 25.4 / DPI


@pytest.fixture(scope="module")
def printed() -> bytes:
    return print_html(letter_html(LETTER, english=True), LETTER_STYLE)


@pytest.fixture(scope="module")
def pages(printed):
    return list(pypdfium2.PdfDocument(printed))


def red_bands(page) -> list[tuple[float, float, float, float]]:
    """(top, bottom, left, right) of what is red, from above, parted where a row has none."""
    image = page.render(scale=DPI / 72).to_pil().convert("RGB")
    width, height = image.size
    pixels, rows = image.load(), []
    for y in range(height):
        red = [x for x in range(width) if pixels[x, y][0] > 180 and max(pixels[x, y][1:]) < 130]
        rows.append((min(red), max(red) + 1) if red else None)
    bands, start = [], None
    for y, row in enumerate([*rows, None]):
        if row and start is None:
            start = y
        if row is None and start is not None:
            found = [one for one in rows[start:y] if one]
            bands.append((start, y, min(left for left, _ in found), max(right for _, right in found)))
            start = None
    return [tuple(value * MM for value in band) for band in bands]


def texts(page) -> str:
    return page.get_textpage().get_text_bounded()


def test_the_mark_stands_30_mm_below_the_edge_and_the_rules_4_mm_below_it(pages):
    mark, thick, thin, *_ = red_bands(pages[0])
    assert mark[0] == pytest.approx(30, abs=0.4)
    assert thick[0] - mark[1] == pytest.approx(4, abs=0.4)
    assert thick[1] - thick[0] > 2 * (thin[1] - thin[0])  # above thick, below thin
    assert (mark[2] + mark[3]) / 2 == pytest.approx(105, abs=0.5)


def test_both_double_rules_are_170_mm_long_and_the_lower_one_ends_20_mm_above_the_foot(pages):
    _, *rules = red_bands(pages[0])
    assert [(round(left), round(right)) for _, _, left, right in rules] == [(20, 190)] * 4
    thin, thick = rules[2:]
    assert thick[1] == pytest.approx(277, abs=0.3)
    assert thick[1] - thick[0] > 2 * (thin[1] - thin[0])


def test_nothing_is_red_on_the_pages_that_follow(pages):
    assert [red_bands(page) for page in pages[1:]] == [[]] * (len(pages) - 1)


def box_of(page, text: str) -> tuple[float, float, float, float]:
    """(left, bottom, right, top) of the first place of `text`, in mm from the lower left corner."""
    found = page.get_textpage()
    index, count = found.search(text, match_case=True).get_next()
    boxes = [found.get_charbox(one) for one in range(index, index + count)]
    sides = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    return tuple(value / 72 * 25.4 for value in sides)


def test_the_number_stands_at_the_right_edge_below_the_rule(pages):
    left, _, right, top = box_of(pages[0], "12号")
    thin = red_bands(pages[0])[2]
    assert right == pytest.approx(184, abs=0.6) and left > 160
    assert 297 - top - thin[1] == pytest.approx(15.79 * 7 / 8 / 72 * 25.4, abs=1)


def test_the_first_page_has_no_number_and_the_others_have_it_outside(pages):
    said = [texts(page) for page in pages]
    assert "—" not in said[0].replace("——", "")
    for number, text in enumerate(said[1:], start=2):
        assert f"— {number} —" in text
    assert box_of(pages[1], "— 2 —")[0] < 40  # even pages: left
    assert box_of(pages[2], "— 3 —")[2] > 170


def test_a_line_holds_28_characters_and_a_page_22_lines(pages):
    lines = [line for line in texts(pages[1]).splitlines() if line.strip() and "—" not in line]
    assert len(lines) == 22
    assert max(map(len, lines)) == 28


def test_the_translation_begins_a_page_of_its_own(pages):
    said = [texts(page) for page in pages]
    (first,) = [number for number, text in enumerate(said) if "Unofficial translation" in text]
    assert first > 1 and "特此" not in said[first] and said[first].lstrip().startswith("Unofficial translation")
    assert not any("Unofficial" in text for text in map(texts, pypdfium2.PdfDocument(only_chinese())))


def only_chinese() -> bytes:
    return print_html(letter_html(LETTER), LETTER_STYLE)


def test_what_people_wrote_is_text_and_no_markup():
    html = letter_html(replace(LETTER, title=Text("关于<b>&“检查”的函", "x")))
    assert "关于&lt;b&gt;&amp;“检查”的函" in html and "<b>" not in html


def test_the_faces_are_those_of_an_official_document():
    assert {"title", "hei", "fang", "song"} <= set(font_files())
