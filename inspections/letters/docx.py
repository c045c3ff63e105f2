"""A letter as .docx in the letter form of GB/T 9704—2012, clause 10.1: offices go on editing it, seal it and print it.

The mark and the upper red rule stand in the header of the first page, the lower rule in its footer; page numbers begin
on page 2. Faces are named as offices have them (方正小标宋简体, 仿宋_GB2312); none is embedded.
"""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from core.text import UNPRINTABLE
from inspections.letters.model import Kind, Letter
from inspections.letters.wording import TRANSLATION

MARK, BODY, HEADING, NUMBERS, LATIN = "方正小标宋简体", "仿宋_GB2312", "黑体", "宋体", "Times New Roman"
RED, BLACK = RGBColor(0xFF, 0, 0), RGBColor(0, 0, 0)

# The type area is 156 mm × 225 mm and holds 22 lines of 28 characters of 16 pt.
CHARACTER, LINE = Pt(16), Pt(28.95)
NOTHING = Pt(0)
ENGLISH = Pt(12)
PER_LINE = 28
# A rule of 170 mm in the middle of the page reaches beyond the type area: 8 mm at the binding, 6 mm outside.
OUT_LEFT, OUT_RIGHT = Mm(-8), Mm(-6)
MARK_ROOM = Mm(163)  # for the characters of the mark, so that it stays inside the rules
LARGEST_MARK = 42.0
THICK, THIN = 24, 6  # eighths of a point

BEFORE_DATE = 4  # characters to the right of the date, where the seal is put
LONGEST_PROPERTY = 255  # characters that python-docx takes for a title or an author


def write(letter: Letter, *, english: bool = False) -> bytes:
    """The file of `letter`; with `english`, its translation on a page of its own behind it."""
    document = Document()
    document.core_properties.title = plain(letter.title.zh)[:LONGEST_PROPERTY]
    document.core_properties.author = plain(letter.mark.zh)[:LONGEST_PROPERTY]
    _set_page(document)
    _head_and_foot(document.sections[0], letter.mark.zh)
    _chinese(document, letter)
    if english:
        _english(document, letter)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def plain(text: str) -> str:
    """Without what XML cannot hold: records older than the forms that take it out may have it."""
    return UNPRINTABLE.sub("", text)


# --- The page ---------------------------------------------------------------------------------------------------------


def _set_page(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.size = CHARACTER
    _face(style.element.get_or_add_rPr(), BODY)
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(30), Mm(20)
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(round(LINE.pt * 20)))
    grid.set(qn("w:charSpace"), str(round((156 / 25.4 * 72 / PER_LINE - CHARACTER.pt) * 4096)))
    section._sectPr.append(grid)


def _head_and_foot(section: Any, mark: str) -> None:
    head, foot = section.first_page_header, section.first_page_footer
    head.is_linked_to_previous = foot.is_linked_to_previous = False
    size = mark_size(mark)
    line = head.paragraphs[0]
    _set(line, WD_ALIGN_PARAGRAPH.CENTER, line=Pt(size * 1.1))
    line.paragraph_format.left_indent, line.paragraph_format.right_indent = OUT_LEFT, OUT_RIGHT
    _run(line, mark, MARK, Pt(size), RED)
    _rule(head.add_paragraph(), THICK, before=Mm(4))
    _rule(head.add_paragraph(), THIN)
    _rule(foot.paragraphs[0], THIN)
    _rule(foot.add_paragraph(), THICK)
    section.header.is_linked_to_previous = section.even_page_header.is_linked_to_previous = False
    for empty in (section.header, section.even_page_header):
        _set(empty.paragraphs[0], line=Pt(1))
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def mark_size(mark: str) -> float:
    """As large as the mark can be on one line."""
    return min(LARGEST_MARK, int(MARK_ROOM.pt / max(len(mark), 1)))


def _rule(paragraph: Paragraph, eighths: int, *, before: Length = NOTHING) -> None:
    """A red line over the width of the rules, as the upper border of a paragraph without text."""
    _set(paragraph, line=Pt(3), before=before)
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = OUT_LEFT, OUT_RIGHT
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "0"), ("color", "FF0000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind"
    )


def _page_number(footer: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 2 — in 4号, 7 mm below the type area, one character in from the side."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    _set(paragraph, side, line=Pt(14), after=Length(Mm(28 - 20) - Pt(14)))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    _run(paragraph, "— ", NUMBERS, Pt(14))
    run = _run(paragraph, "", NUMBERS, Pt(14))
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
    _run(paragraph, " —", NUMBERS, Pt(14))


# --- The text ---------------------------------------------------------------------------------------------------------


def _chinese(document: Any, letter: Letter) -> None:
    # The number stands 7/8 of a character below the rule, at the right edge of the type area.
    number = _line(document, letter.number, align=WD_ALIGN_PARAGRAPH.RIGHT)
    number.paragraph_format.space_before = Pt(14)
    _line(document)
    _line(document)
    title = _set(document.add_paragraph(), WD_ALIGN_PARAGRAPH.CENTER, line=Pt(34))
    _run(title, letter.title.zh, MARK, Pt(22))
    _line(document)
    _line(document, f"{letter.addressee.zh}：")
    for block in letter.blocks:
        face = HEADING if block.kind == Kind.HEADING else BODY
        paragraph = _line(document, block.text.zh, face=face, indent=2)
        paragraph.paragraph_format.keep_with_next = block.kind == Kind.HEADING
    _line(document)
    name, day = signed(letter.signature.zh, letter.day.zh)
    for text, right in ((letter.signature.zh, name), (letter.day.zh, day)):
        paragraph = _line(document, text, align=WD_ALIGN_PARAGRAPH.RIGHT)
        paragraph.paragraph_format.right_indent = Length(round(CHARACTER * right))
        paragraph.paragraph_format.keep_with_next = text is letter.signature.zh
    if letter.note:
        _line(document, letter.note.zh, indent=2)


def signed(name: str, day: str) -> tuple[float, float]:
    """How many characters the name and the date stand in from the right: the date four, where the seal goes, and the
    name in the middle above it; a long name reaches the edge and moves the date in."""
    longer = width(name) - width(day)
    in_name = max(BEFORE_DATE - longer / 2, 0.0)
    return in_name, in_name + longer / 2


def width(text: str) -> float:
    """In characters; digits are half as wide."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _english(document: Any, letter: Letter) -> None:
    first = _line_en(document, TRANSLATION.en, align=WD_ALIGN_PARAGRAPH.CENTER, italic=True)
    first.paragraph_format.page_break_before = True
    _line_en(document, letter.mark.en, align=WD_ALIGN_PARAGRAPH.CENTER, size=Pt(15))
    _line_en(document, letter.number, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _line_en(document, letter.title.en, align=WD_ALIGN_PARAGRAPH.CENTER, size=Pt(16), bold=True)
    _line_en(document, f"{letter.addressee.en}:")
    for block in letter.blocks:
        if block.text.en:
            bold = block.kind == Kind.HEADING
            _line_en(document, block.text.en, bold=bold).paragraph_format.keep_with_next = bold
    for text in (letter.signature.en, letter.day.en):
        _line_en(document, text, align=WD_ALIGN_PARAGRAPH.RIGHT)
    if letter.note:
        _line_en(document, letter.note.en)


# --- Paragraphs and runs ----------------------------------------------------------------------------------------------


def _line(
    document: Any, text: str = "", *, face: str = BODY, indent: int = 0, align: WD_ALIGN_PARAGRAPH | None = None
) -> Paragraph:
    """A paragraph of the Chinese text on the grid; `indent` in characters of its first line."""
    paragraph = _set(document.add_paragraph(), align or WD_ALIGN_PARAGRAPH.JUSTIFY)
    if indent:
        paragraph.paragraph_format.first_line_indent = Length(CHARACTER * indent)
        paragraph._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), str(indent * 100))
    if text:
        _run(paragraph, text, face)
    return paragraph


def _line_en(
    document: Any,
    text: str,
    *,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    size: Length = ENGLISH,
    bold: bool = False,
    italic: bool = False,
) -> Paragraph:
    paragraph = _set(document.add_paragraph(), align, line=Pt(size.pt * 1.5), after=Pt(6))
    run = _run(paragraph, text, LATIN, size)
    run.bold, run.italic = bold, italic
    return paragraph


def _set(
    paragraph: Paragraph,
    align: WD_ALIGN_PARAGRAPH | None = None,
    *,
    line: Length = LINE,
    before: Length = NOTHING,
    after: Length = NOTHING,
) -> Paragraph:
    form = paragraph.paragraph_format
    form.alignment = align
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, line
    form.space_before, form.space_after = before, after
    return paragraph


def _run(paragraph: Paragraph, text: str, face: str, size: Length = CHARACTER, color: RGBColor = BLACK) -> Any:
    run = paragraph.add_run(plain(text))
    run.font.size, run.font.color.rgb = size, color
    _face(run._r.get_or_add_rPr(), face)
    return run


def _face(properties: Any, face: str) -> None:
    """`face` for Chinese; Latin letters and digits in a Latin face."""
    fonts = properties.get_or_add_rFonts()
    latin = NUMBERS if face == NUMBERS else LATIN  # page numbers are set in 宋体 altogether (7.5)
    for name, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", face), ("cs", latin)):
        fonts.set(qn(f"w:{name}"), value)
    if face != LATIN:
        fonts.set(qn("w:hint"), "eastAsia")  # “” and — belong to the Chinese
