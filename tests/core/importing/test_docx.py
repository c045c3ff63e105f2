"""Paragraphs of Word files as a reader sees them; files that would do harm are not unpacked."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from core.archives import LARGEST_PART
from core.importing.faults import SENTENCES, SourceError
from core.importing.source import read_source
from tests.core.importing.word import STRICT, TYPES, W, docx, level, numbered, numbering, p, package, run


def read(*paragraphs: str, **parts: str) -> list[str]:
    return list(read_source(docx(*paragraphs, **parts)).paragraphs)


def refused(content: bytes) -> str:
    """The English sentence of the refusal."""
    with pytest.raises(SourceError) as caught:
        read_source(content)
    return caught.value.text.en


# --- What stands in the document -------------------------------------------------------------------------------------


def test_paragraphs_are_read_in_order_without_the_blank_ones():
    assert read(p("一、工作"), p(""), p(" "), p("检查 了3部法律。")) == ["一、工作", "检查 了3部法律。"]


def test_a_docx_is_known_by_its_content():
    source = read_source(docx(p("一、工作")), name="report.txt")
    assert (source.encoding, source.text) == ("docx", "一、工作")


def test_the_strict_form_is_read_too():
    assert read(p("一、工作"), space=STRICT) == ["一、工作"]


def test_runs_make_one_paragraph():
    assert read(
        p(
            run("检查")
            + run("了", "<w:b/>")
            + "<w:r><w:tab/></w:r>"
            + run("3部")
            + "<w:r><w:noBreakHyphen/></w:r>"
            + run("法律")
        )
    ) == ["检查了\t3部\u2011法律"]


def test_cells_of_tables_are_paragraphs():
    row = f"<w:tr><w:tc>{p('项目')}</w:tc><w:tc>{p('数量')}{p('单位')}</w:tc></w:tr>"
    assert read(p("前"), f"<w:tbl>{row}</w:tbl>", p("后")) == ["前", "项目", "数量", "单位", "后"]


def test_line_and_page_breaks_end_a_paragraph():
    breaks = (
        run("一、工作")
        + "<w:r><w:br/></w:r>"
        + run("正文")
        + '<w:r><w:br w:type="page"/></w:r>'
        + run("二、问题")
        + "<w:r><w:cr/></w:r>"
    )
    assert read(p(breaks)) == ["一、工作", "正文", "二、问题"]


def test_insertions_count_and_deletions_do_not():
    changed = run("处罚") + f"<w:ins>{run('13')}</w:ins><w:del><w:r><w:delText>12</w:delText></w:r></w:del>" + run("家")
    moved = f"<w:moveFrom>{run('旧处')}</w:moveFrom><w:moveTo>{run('新处')}</w:moveTo>"
    assert read(p(changed), p(moved)) == ["处罚13家", "新处"]


def test_a_paragraph_whose_end_was_deleted_runs_on():
    assert read(p("检查组", "<w:rPr><w:del/></w:rPr>"), p("开展了检查。"), p("结束")) == ["检查组开展了检查。", "结束"]
    assert read(p("检查组", "<w:rPr><w:del/></w:rPr>")) == ["检查组"]


def test_hidden_text_field_codes_and_pinyin_are_left_out():
    hidden = run("秘", "<w:vanish/>") + run("检查", '<w:vanish w:val="0"/>')
    field = "<w:r><w:instrText> PAGE </w:instrText></w:r>" + run("报告")
    ruby = f"<w:r><w:ruby><w:rt>{run('jian')}</w:rt><w:rubyBase>{run('检')}</w:rubyBase></w:ruby></w:r>"
    assert read(p(hidden), p(field), p(ruby)) == ["检查", "报告", "检"]


def test_text_boxes_are_read_once():
    choice = f"<mc:Choice><w:txbxContent>{p('附注')}</w:txbxContent></mc:Choice>"
    fallback = f"<mc:Fallback><w:txbxContent>{p('附注')}</w:txbxContent></mc:Fallback>"
    space = f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    assert read(p(run("正") + box + run("文")), space=space) == ["正文", "附注"]


def test_content_controls_and_links_inside_the_file_are_read():
    assert read(f"<w:sdt><w:sdtContent>{p('标题')}</w:sdtContent></w:sdt>", p(f'<w:hyperlink w:anchor="a">{run("见后")}</w:hyperlink>')) == [
        "标题", "见后",
    ]  # fmt: skip


def test_an_empty_document_is_refused():
    assert refused(docx(p(""), p(" "))) == SENTENCES["blank"].en


# --- Labels that Word counts -----------------------------------------------------------------------------------------

HOUSE = numbering(
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "bullet", "•")
)


def test_labels_are_written_out():
    text = [
        numbered("工作", 1),
        numbered("领导", 1, 1),
        p("正文"),
        numbered("制度", 1, 1),
        numbered("细则", 1, 2),
        numbered("问题", 1),
        numbered("甲", 1, 1),
    ]
    assert read(*text, word__numbering=HOUSE) == [
        "一、工作",
        "（一）领导",
        "正文",
        "（二）制度",
        "1.细则",
        "二、问题",
        "（一）甲",
    ]


def test_bullets_and_numbering_taken_away_give_no_label():
    assert read(numbered("点", 1, 3), numbered("无", 0), numbered("错", 7), word__numbering=HOUSE) == ["点", "无", "错"]


def test_a_blank_stands_between_a_western_label_and_its_text():
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "(%2)") + level(2, "lowerLetter", "%3)")
    text = [numbered("Work", 1), numbered("Lead", 1, 1), numbered("Rules", 1, 2), numbered("Gaps", 1)]
    assert read(*text, word__numbering=numbering(levels)) == ["I. Work", "(1) Lead", "a) Rules", "II. Gaps"]


@pytest.mark.parametrize(
    ("shape", "labels"),
    [
        ("decimal", "1 2 3"), ("decimalZero", "01 02 03"), ("decimalFullWidth", "１ ２ ３"), ("decimalEnclosedCircle", "① ② ③"),
        ("upperRoman", "I II III"), ("lowerRoman", "i ii iii"), ("upperLetter", "A B C"), ("lowerLetter", "a b c"),
        ("chineseCounting", "一 二 三"), ("japaneseCounting", "一 二 三"), ("ideographDigital", "一 二 三"), ("something", "1 2 3"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_the_list_says(shape, labels):
    text = [numbered("甲", 1) for _ in range(3)]
    assert [
        line.split("甲")[0] for line in read(*text, word__numbering=numbering(level(0, shape, "%1")))
    ] == labels.split()


def test_labels_of_several_levels_and_a_start_of_its_own():
    levels = level(0, "chineseCounting", "%1、", start=3) + level(1, "decimal", "%1.%2", more="<w:isLgl/>")
    assert read(numbered("甲", 1), numbered("乙", 1, 1), numbered("丙", 1, 1), word__numbering=numbering(levels)) == [
        "三、甲",
        "3.1乙",
        "3.2丙",
    ]


def test_a_second_list_counts_on_or_begins_anew_as_it_says():
    instances = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    text = [numbered("甲", 1), numbered("乙", 2), numbered("丙", 3), numbered("丁", 3)]
    assert read(*text, word__numbering=numbering(level(0, "chineseCounting", "%1、"), instances)) == [
        "一、甲",
        "二、乙",
        "一、丙",
        "二、丁",
    ]


def test_styles_carry_numbering():
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="H"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="K"><w:basedOn w:val="H"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="L"><w:basedOn w:val="H"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Z"><w:basedOn w:val="Z"/></w:style></w:styles>'
    )
    text = [
        p(name, f'<w:pStyle w:val="{style}"/>') for name, style in (("甲", "H"), ("乙", "L"), ("丙", "K"), ("丁", "Z"))
    ]
    assert read(*text, word__numbering=HOUSE, word__styles=styles) == ["一、甲", "（一）乙", "二、丙", "丁"]


def test_a_style_may_stand_for_a_level():
    levels = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="L"/>')
    styles = f'<w:styles {W}><w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    text = [numbered("甲", 1), p("乙", '<w:pStyle w:val="L"/>')]
    assert read(*text, word__numbering=numbering(levels), word__styles=styles) == ["一、甲", "（一）乙"]


# --- What is refused -------------------------------------------------------------------------------------------------


def test_external_links_are_refused_and_named():
    link = '<Relationship Id="r9" Type="http://x/hyperlink" Target="http://evil.example/a" TargetMode="External"/>'
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{link}</Relationships>'
    assert "http://evil.example/a" in refused(docx(p("文"), relations=link))
    base = zipfile.ZipFile(io.BytesIO(docx(p("文"))))
    files = {name: base.read(name) for name in base.namelist()} | {"word/_rels/settings.xml.rels": rels}
    assert "http://evil.example/a" in refused(package(files))


ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["word/document.xml", "word/numbering.xml", "_rels/.rels", "[Content_Types].xml"])
def test_a_dtd_is_refused_in_every_part(name, encoding):
    base = zipfile.ZipFile(io.BytesIO(docx(p("文"), word__numbering=HOUSE)))
    files = {one: base.read(one) for one in base.namelist()}
    plain = files[name].decode().replace('<?xml version="1.0" encoding="UTF-8"?>', "")
    assert "declares a DTD" in refused(package(files | {name: (ENTITIES + plain).encode(encoding)}))


def test_an_external_dtd_is_refused():
    base = zipfile.ZipFile(io.BytesIO(docx(p("文"))))
    files = {one: base.read(one) for one in base.namelist()}
    files["word/document.xml"] = (
        b'<!DOCTYPE d SYSTEM "file:///etc/passwd">' + files["word/document.xml"].split(b"?>", 1)[1]
    )
    assert "declares a DTD" in refused(package(files))


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"a.txt": "x"}, "zip"),
        ({"OFD.xml": "<ofd/>"}, "ofd"),
        ({"[Content_Types].xml": TYPES, "_rels/.rels": "<Relationships/>"}, "zip"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, "zip"),
    ],
)
def test_another_package_is_refused(files, sentence):
    assert refused(package(files)) == SENTENCES[sentence].en


def test_a_sheet_is_refused():
    sheet = docx(p("文"))
    base = zipfile.ZipFile(io.BytesIO(sheet))
    files = {one: base.read(one) for one in base.namelist()}
    files["[Content_Types].xml"] = TYPES.replace("wordprocessingml.document", "spreadsheetml.sheet")
    assert refused(package(files)) == SENTENCES["zip"].en


def test_a_damaged_file_is_refused():
    whole = docx(p("文" * 500))
    for content in (whole[: len(whole) // 2], whole[:200] + b"\x00" * 60 + whole[260:], docx("<w:p>")):
        assert refused(content).startswith("The Word document is damaged")


def test_an_encrypted_member_is_refused():
    content = bytearray(docx(p("文")))
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<H", content, at + 8, 1)
    assert refused(bytes(content)) == SENTENCES["encrypted"].en


def bomb(size: int, name: str = "word/document.xml") -> bytes:
    base = zipfile.ZipFile(io.BytesIO(docx(p("文"))))
    files = {one: base.read(one) for one in base.namelist()}
    files[name] = b"<w:document>" + b" " * size
    return package(files)


@pytest.mark.parametrize("name", ["word/document.xml", "word/media/image1.png"])
def test_a_zip_bomb_is_refused_without_being_unpacked(name):
    content = bomb(80_000_000, name)
    assert len(content) < 1_000_000
    tracemalloc.start()
    sentence = refused(content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "zip bomb" in sentence and name in sentence
    assert most < 5_000_000


def test_a_bomb_that_lies_about_its_size_is_cut_off():
    content = bytearray(bomb(200_000_000))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.rfind(mark)
        struct.pack_into("<I", content, at + offset, 1000)
    tracemalloc.start()
    assert refused(bytes(content)).startswith("The Word document")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3 * LARGEST_PART  # as far as it is read, with room to grow, and not all that is packed in it


def test_a_crowd_of_members_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(3100):
            archive.writestr(f"a{number}", b"")
    assert "holds too many files (3100" in refused(out.getvalue())


def test_deep_nesting_is_no_danger():
    assert read(p("文"), "<w:sdt>" * 50_000 + "</w:sdt>" * 50_000) == ["文"]


# --- Headings, tables and notes --------------------------------------------------------------------------------------

BOLD = "<w:b/>"
STYLES = (
    f'<w:styles {W}><w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="小标题"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="我的标题"/><w:basedOn w:val="a1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="正文"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style></w:styles>'
)


def styled(text: str, style: str) -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>')


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(paragraphs)}</w:tc>"


def table(*rows: list[str]) -> str:
    inner = "".join(
        f"<w:tr>{''.join(text if text.startswith('<') else cell(p(text)) for text in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl>{inner}</w:tbl>"


def test_styles_of_headings_say_their_level():
    rows = [p("标题"), styled("工作", "a1"), styled("领导", "a2"), styled("问题", "a3"), styled("正文。", "a4"),
            p("附", '<w:outlineLvl w:val="0"/>')]  # fmt: skip
    assert read_source(docx(*rows, word__styles=STYLES)).levels == {1: 1, 2: 2, 3: 1, 5: 1}


@pytest.mark.parametrize("between", ["", " "])
def test_a_bold_heading_is_parted_from_its_text(between):
    text = run("（一）加强领导", BOLD) + run(f"{between}各地成立了机构。")
    assert [line.strip() for line in read(p(text))] == ["（一）加强领导", "各地成立了机构。"]


@pytest.mark.parametrize(
    "text",
    [
        run("（一）加强领导。", BOLD) + run("各地成立了机构。"),  # its mark parts it
        run("一是", BOLD) + run("加强领导。"),
        run("（一）加强", BOLD) + run("领导", BOLD),
        run("各地", BOLD) + run("成立了机构。"),
    ],
)
def test_other_bold_beginnings_stay(text):
    assert len(read(p(text))) == 1


def test_a_row_of_short_cells_is_one_paragraph():
    rows = table(["年份", "金额（万元）"], ["2021", "1.5"], ["2022", ""])
    assert read(p("如下表。"), rows, p("完。")) == ["如下表。", "年份\t金额（万元）", "2021\t1.5", "2022", "完。"]


@pytest.mark.parametrize(
    "row",
    [
        [cell(p("一、工作"), p("各地成立了机构。")), "二、问题"],
        ["一、工作", "I. The work"],  # two languages side by side
        ["各地" * 21, "短"],
    ],
)
def test_cells_that_hold_text_are_paragraphs(row):
    assert len(read(table(row))) == len("".join(row).split("<w:p>")) - 1 + sum(not text.startswith("<") for text in row)


def test_a_line_break_in_the_middle_of_a_sentence_is_none():
    text = run("各地加强领导，完善制度，设立专门机构，不断") + "<w:r><w:br/></w:r>" + run("取得新的成效。")
    assert read(p(text)) == ["各地加强领导，完善制度，设立专门机构，不断取得新的成效。"]
    heading = run("（一）加强领导") + "<w:r><w:br/></w:r>" + run("各地成立了机构。")
    assert read(p(heading)) == ["（一）加强领导", "各地成立了机构。"]


def test_a_text_box_before_the_text_of_its_paragraph_comes_first():
    box = "<w:r><w:drawing><w:txbxContent>" + p("会议文件（七）") + "</w:txbxContent></w:drawing></w:r>"
    assert read(p(box + run("某省报告"))) == ["会议文件（七）", "某省报告"]
    assert read(p(run("某省报告") + box)) == ["某省报告", "会议文件（七）"]


def test_a_note_is_a_paragraph_behind_what_it_belongs_to():
    footnotes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0">{p("—")}</w:footnote>'
        f'<w:footnote w:id="2">{p("数据截至六月底。")}{p("由某局提供。")}</w:footnote></w:footnotes>'
    )
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:footnoteReference w:id="9"/></w:r>'
    source = read_source(docx(p(run("共有9个县。") + mark), p("完。"), word__footnotes=footnotes))
    assert source.paragraphs == ("共有9个县。", "注：数据截至六月底。 由某局提供。", "完。")
    assert source.notes == {1}
