"""The file in the letter form of GB/T 9704—2012, 10.1, measured in its XML."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from core.text import Text
from inspections.letters.docx import mark_size, signed, width, write
from inspections.letters.model import Block, Kind, Letter

LETTER = Letter(
    mark=Text("全国人民代表大会常务委员会办公厅", "General Office of the NPCSC"),
    number="常办〔2017〕12号",
    title=Text("关于开展执法检查的通知", "Notice of an Inspection"),
    addressee=Text("福建省人大常委会", "Fujian Standing Committee"),
    blocks=(
        Block(Text("根据监督法，定于八月开展检查。", "Under the law.")),
        Block(Text("一、检查重点", "1. Focus"), Kind.HEADING),
        Block(Text("1. 宣传“教育”。", "(1) publicity.")),
        Block(Text("特此通知。", "")),
    ),
    signature=Text("全国人民代表大会常务委员会办公厅", "General Office of the NPCSC"),
    day=Text("2017年8月1日", "1 August 2017"),
    note=Text("（联系人及电话：张三，010-1）", "(Contact: 010-1)"),
)


def opened(letter=LETTER, **options):
    return Document(BytesIO(write(letter, **options)))


def texts(document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def faces(paragraph) -> set[str]:
    return {run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in paragraph.runs}


def near(length, mm: float, tolerance: float = 0.1) -> bool:
    return abs(length - Mm(mm)) <= Mm(tolerance)


@pytest.fixture(scope="module")
def document():
    return opened()


def test_the_page_is_a4_with_a_type_area_of_156_by_225_mm(document):
    (section,) = document.sections
    assert near(section.page_width, 210) and near(section.page_height, 297)
    assert near(section.top_margin, 37) and near(section.left_margin, 28)
    assert near(section.page_width - section.left_margin - section.right_margin, 156)
    assert near(section.page_height - section.top_margin - section.bottom_margin, 225)


def test_the_grid_holds_22_lines_of_28_characters(document):
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(225 / 25.4 * 1440 / int(grid.get(qn("w:linePitch")))) == 22
    pitch = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert int(156 / 25.4 * 72 / pitch + 0.005) == 28
    lines = {paragraph.paragraph_format.line_spacing.pt for paragraph in document.paragraphs if paragraph.text}
    assert lines == {28.95, 34.0}  # the title alone stands wider


def rules(part):
    """(weight, colour, space before) of the lines that are drawn, from above."""
    found = []
    for paragraph in part.paragraphs:
        border = paragraph._p.pPr.find(qn("w:pBdr"))
        if border is not None:
            (top,) = border
            assert near(paragraph.paragraph_format.left_indent, -8) and near(
                paragraph.paragraph_format.right_indent, -6
            )
            found.append((int(top.get(qn("w:sz"))), top.get(qn("w:color")), paragraph.paragraph_format.space_before))
    return found


def test_mark_and_rules_stand_on_the_first_page_alone(document):
    (section,) = document.sections
    head, foot = section.first_page_header, section.first_page_footer
    assert section.different_first_page_header_footer
    mark = head.paragraphs[0]
    assert (mark.text, faces(mark), str(mark.runs[0].font.color.rgb)) == (LETTER.mark.zh, {"方正小标宋简体"}, "FF0000")
    assert near(section.header_distance, 30) and near(section.footer_distance, 20)  # the mark's edge, the lower rule
    (thick, red, before), (thin, also_red, _) = rules(head)
    assert thick > thin and (red, also_red) == ("FF0000", "FF0000") and near(before, 4)
    assert [weight for weight, _, _ in rules(foot)] == [thin, thick]
    assert rules(section.header) == rules(section.footer) == rules(section.even_page_footer) == []


def test_a_page_number_stands_on_every_page_but_the_first(document):
    (section,) = document.sections
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert (paragraph.text, paragraph._p.pPr.jc.get(qn("w:val")), faces(paragraph)) == ("—  —", side, {"宋体"})
        assert "PAGE" in [part.text for part in paragraph._p.iter(qn("w:instrText"))]
        room = (
            section.footer_distance + paragraph.paragraph_format.space_after + paragraph.paragraph_format.line_spacing
        )
        assert near(section.bottom_margin - room, 7)
    assert not list(section.first_page_footer._element.iter(qn("w:instrText")))


def test_each_element_has_its_face_and_its_place(document):
    by_text = {paragraph.text: paragraph for paragraph in document.paragraphs}
    assert faces(by_text["关于开展执法检查的通知"]) == {"方正小标宋简体"}
    assert by_text["关于开展执法检查的通知"].runs[0].font.size.pt == 22
    assert faces(by_text["一、检查重点"]) == {"黑体"}
    body = by_text["1. 宣传“教育”。"]
    assert (faces(body), body.runs[0].font.size.pt) == ({"仿宋_GB2312"}, 16)
    assert body.paragraph_format.first_line_indent.pt == 32
    assert by_text["福建省人大常委会："].paragraph_format.first_line_indent is None
    assert by_text["常办〔2017〕12号"]._p.pPr.jc.get(qn("w:val")) == "right"
    assert {run._r.rPr.rFonts.get(qn("w:hint")) for run in body.runs} == {"eastAsia"}


def test_the_order_is_number_title_addressee_text_signature_date_note(document):
    said = [text for text in texts(document) if text]
    assert said == [
        "常办〔2017〕12号", "关于开展执法检查的通知", "福建省人大常委会：", "根据监督法，定于八月开展检查。", "一、检查重点",
        "1. 宣传“教育”。", "特此通知。", "全国人民代表大会常务委员会办公厅", "2017年8月1日", "（联系人及电话：张三，010-1）",
    ]  # fmt: skip
    assert texts(document)[:6] == ["常办〔2017〕12号", "", "", "关于开展执法检查的通知", "", "福建省人大常委会："]


def test_the_translation_begins_a_page_and_leaves_out_the_formula():
    said = texts(opened(english=True))
    first = said.index("Unofficial translation; the Chinese text prevails")
    assert said[first:] == [
        "Unofficial translation; the Chinese text prevails", "General Office of the NPCSC", "常办〔2017〕12号",
        "Notice of an Inspection", "Fujian Standing Committee:", "Under the law.", "1. Focus", "(1) publicity.",
        "General Office of the NPCSC", "1 August 2017", "(Contact: 010-1)",
    ]  # fmt: skip
    document = opened(english=True)
    assert document.paragraphs[first].paragraph_format.page_break_before
    assert "Unofficial" not in " ".join(texts(opened()))


def test_what_people_wrote_is_text_and_no_markup():
    title = Text("关于<w:p/>&“检查”的通知", "x")
    assert title.zh in texts(opened(replace(LETTER, title=title)))


# --- Sizes and places ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mark", "size"), [("甲市人大", 42), ("全" * 16, 28), ("全" * 20, 23), ("", 42)])
def test_the_mark_is_as_large_as_a_line_allows(mark, size):
    assert mark_size(mark) == size
    assert len(mark) * size <= Mm(170).pt


@pytest.mark.parametrize(("text", "characters"), [("2017年8月1日", 6), ("办公厅", 3), ("", 0)])
def test_digits_are_half_as_wide(text, characters):
    assert width(text) == characters


@pytest.mark.parametrize(
    ("name", "day", "places"),
    [
        ("办公厅", "2017年8月1日", (5.5, 4.0)),  # the name in the middle above the date
        ("全" * 6, "2017年8月1日", (4.0, 4.0)),
        ("全" * 16, "2017年8月1日", (0.0, 5.0)),  # a long name reaches the edge and moves the date in
    ],
)
def test_name_and_date_stand_above_each_other(name, day, places):
    right_of_name, right_of_day = signed(name, day)
    assert (right_of_name, right_of_day) == places
    assert right_of_name + width(name) / 2 == right_of_day + width(day) / 2


def test_signs_that_xml_cannot_hold_are_left_out():
    title = Text("关于\x08开展\u202e检查\0的通知", "")
    document = opened(replace(LETTER, title=title, addressee=Text("某\x1b机关", ""), mark=Text("常\x07办", "")))
    assert "关于开展检查的通知" in texts(document)
    assert document.core_properties.title == "关于开展检查的通知"


def test_a_title_longer_than_a_property_may_be_is_printed_whole():
    title = Text("检" * 300, "")
    assert "检" * 300 in texts(opened(replace(LETTER, title=title)))
