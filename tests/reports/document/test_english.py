"""The English report is a good one of its own kind, measured on its paper."""

from itertools import pairwise

import pytest

from core.text import Text
from reports.document.model import Paragraph, Section


@pytest.fixture(scope="module")
def pages(document, printed, read):
    return read(printed(document, "en").pdf)


@pytest.fixture(scope="module")
def body(pages):
    last = next(n for n, lines in enumerate(pages) if lines[0].text == "Annex1")
    return [[line for line in lines if line.baseline < 270] for lines in pages[:last]]


def test_one_serif_family_throughout(body):
    assert {line.face for lines in body for line in lines} == {"zj-latin", "zj-latin-Bold", "zj-latin-Italic"}


def test_lines_fill_one_measure(body):
    for lines in body:
        text = [one for one in lines if one.size == pytest.approx(12, abs=0.1) and one.face == "zj-latin"]
        right = max(line.right for line in text)
        inner = [
            a
            for a, b in pairwise(text)
            if 0 < b.baseline - a.baseline < 6.1 and b.left < a.left + 0.5 and a.right < right - 0.7
        ]
        assert len(inner) <= sum(1 for line in text if line.text.endswith("."))  # only last lines are short


def test_a_measure_has_65_to_85_characters(document, printed):
    import pypdfium2

    opened = pypdfium2.PdfDocument(printed(document, "en").pdf)
    lines = [
        line
        for page in list(opened)[1:3]
        for line in page.get_textpage().get_text_range().splitlines()
        if len(line) > 60
    ]
    opened.close()
    assert 65 <= sum(map(len, lines)) / len(lines) <= 85


def test_words_are_hyphenated(short, printed, read):
    words = "Responsibilities for informatization infrastructure notwithstanding, telecommunications administrations "
    lines = [line.text for page in read(printed(short(en=words * 30), "en").pdf) for line in page]
    assert sum(line.endswith(("-", "‐")) for line in lines) > 5


def test_headings_are_bold_and_numbered(body):
    headings = [line.text for lines in body for line in lines if line.face == "zj-latin-Bold" and line.text[0] in "I("]
    assert headings == ["I.Thegeneralsituation", "(1)Publicityhasmadethelawbetterknown", "II.Themainproblems"]


def test_no_heading_ends_a_page_and_no_line_stands_alone(short, printed, read):
    """Sections of every length, so that headings and paragraph ends meet the foot of a page."""
    sentence = "The group heard reports, visited units and checked records at random in every place it went to. "
    sections = tuple(
        Section(Text("标题", f"Heading {n}"), (Paragraph(Text("文", (sentence * (1 + n % 5)).strip())),))
        for n in range(90)
    )
    pages = [
        [line for line in lines if line.baseline < 270] for lines in read(printed(short(sections=sections), "en").pdf)
    ]
    assert len(pages) > 6
    assert [lines[-1].text for lines in pages if "Heading" in lines[-1].text] == []
    for before, after in pairwise(pages):
        ended = before[-1].text.endswith(".")
        assert ended or (not before[-2].text.endswith(".") and "Heading" not in before[-2].text)  # two lines stay
        assert ended or (not after[0].text.endswith("."))  # two lines go


def test_page_numbers_stand_outside(pages):
    for number, lines in enumerate(pages, start=1):
        assert lines[-1].text == str(number)
        assert (lines[-1].left > 150) == bool(number % 2)


def test_marks_are_the_english_ones(short, printed, read):
    given = "He said “the group’s view” — 2015–2017."
    line = next(
        line for lines in read(printed(short(en=given), "en").pdf) for line in lines if line.text.startswith("He")
    )
    assert line.text == given.replace(" ", "")
    assert {one.face for one in line.chars} == {"zj-latin"}


def test_a_chinese_name_in_english_comes_from_the_chinese_face(short, printed, read):
    lines = read(printed(short(en="The name is 王喆."), "en").pdf)[0]
    found = {one.char: one.face for line in lines for one in line.chars if one.char in "王喆"}
    assert (found["王"], found["喆"][:11]) == ("zj-fang", "zj-fallback")
