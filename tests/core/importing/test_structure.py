"""Reports are found to consist of what a reader sees in them, however their headings are written."""

from pathlib import Path

import pytest

from core.importing.outline import Role
from core.importing.structure import outline

FOLDER = Path(__file__).parent
PROSE = {
    "zh": "检查组认为，法律实施总体良好，各级政府及其部门依法履行了职责，取得了积极成效。",
    "en": "The group finds that the law is applied well on the whole and that governments have done their duty.",
}


def lines(text: str) -> list[str]:
    return [line for line in text.strip().splitlines() if line.strip()]


def roles(text: str, language: str = "zh") -> list[str]:
    """Role and place of each piece: body, part 1, item 1.2 …; `~` is a paragraph of prose."""
    paragraphs = [line.replace("~", PROSE[language]) for line in lines(text)]
    found = []
    for piece in outline(paragraphs, language).pieces:
        place = f" {piece.part}.{piece.item}" if piece.role is Role.ITEM else f" {piece.part}" if piece.part else ""
        found.append(f"{piece.role}{place}")
    return found


def headings(text: str, language: str = "zh") -> list[tuple[str, str]]:
    """Label and heading without it."""
    paragraphs = [line.replace("~", PROSE[language]) for line in lines(text)]
    pieces = outline(paragraphs, language).pieces
    return [(piece.label, piece.text.removeprefix(piece.label).strip()) for piece in pieces if piece.label]


def read(name: str) -> list[str]:
    return lines((FOLDER / name).read_text(encoding="utf-8"))


# --- Two whole reports -----------------------------------------------------------------------------------------------

FULL = [
    *["title"] * 2, "occasion", "presenter", "salutation", "body", "body",
    "part 1", "body 1", "item 1.1", "body 1", "item 1.2", "body 1", "body 1", "item 1.3", "body 1",
    "part 2", "body 2", "item 2.1", "body 2", "body 2", "item 2.2", "body 2", "body 2", "body 2",
    "part 3", "item 3.1", "body 3", "item 3.2", "body 3", "closing", "closing",
]  # fmt: skip


def test_a_chinese_report_is_read_whole():
    assert roles("\n".join(read("report_zh.txt"))) == ["title", *FULL[:3], "occasion", *FULL[3:]]


def test_its_english_has_the_same_structure():
    assert roles("\n".join(read("report_en.txt")), "en") == FULL


def test_a_piece_says_where_it_stands_in_its_paragraph():
    paragraphs = read("report_zh.txt")
    for piece in outline(paragraphs, "zh").pieces:
        assert paragraphs[piece.number - 1][piece.start :].startswith(piece.text)


def test_paragraphs_keep_the_numbers_they_have_in_their_file():
    pieces = outline(["一、概况", PROSE["zh"]], "zh", [7, 9]).pieces
    assert [piece.number for piece in pieces] == [7, 9]


# --- Labels ----------------------------------------------------------------------------------------------------------

ZH_PARTS = [
    "一、{}",
    "一 、{}",
    "　　一、{}",
    "一，{}",
    "一.{}",
    "第一部分 {}",
    "第一部分：{}",
    "壹、{}",
    "1.{}",
    "１．{}",
    "1、{}",
]
ZH_ITEMS = [
    "（一）{}",
    "(一){}",
    "( 一 ) {}",
    "（一） {}",
    "(一)、{}",
    "〔一〕{}",
    "㈠{}",
    "1.{}",
    "1、{}",
    "（1）{}",
    "⑴{}",
]
EN_PARTS = ["I. {}", "I, {}", "I: {}", "I、{}", "I) {}", "I {}", "I – {}", "Part One {}", "Part One: {}", "PART I. {}", "Part 1 {}",
            "First Part. {}", "Section One: {}", "A. {}", "1. {}", "Ⅰ. {}", "一、{}", "One. {}"]  # fmt: skip
EN_ITEMS = [
    "(1) {}",
    "(1){}",
    "( 1 ) {}",
    "（1） {}",
    "(1). {}",
    "1) {}",
    "(i) {}",
    "(I) {}",
    "(a) {}",
    "(One) {}",
    "(一) {}",
]
NUMBERS = {
    "一": "一二三四", "壹": "壹贰叁肆", "㈠": "㈠㈡㈢㈣", "1": "1234", "１": "１２３４", "⑴": "⑴⑵⑶⑷", "Ⅰ": "ⅠⅡⅢⅣ",
    "I": ["I", "II", "III", "IV"], "i": ["i", "ii", "iii", "iv"], "a": "abcd", "A": "ABCD",
    "One": ["One", "Two", "Three", "Four"], "First": ["First", "Second", "Third", "Fourth"],
}  # fmt: skip


def labelled(pattern: str, number: int, heading: str) -> str:
    """The pattern with another number in it."""
    label, rest = pattern.split("{}")
    for sign in ("First", "One", *NUMBERS):
        at = label.find(sign)
        around = label[at - 1 : at] + label[at + len(sign) : at + len(sign) + 1]
        if at >= 0 and not (sign.isascii() and any(char.isascii() and char.isalpha() for char in around)):
            return label[:at] + NUMBERS[sign][number - 1] + label[at + len(sign) :] + heading + rest
    raise ValueError(pattern)


def report(part: str, item: str, language: str) -> str:
    """Three parts, of which the second and third have two and three items."""
    words = {
        "zh": ("主要工作", "存在问题", "有关建议", "加强领导"),
        "en": ("The work", "The problems", "Suggestions", "Stronger lead"),
    }
    first, second, third, inner = words[language]
    return "\n".join(
        [
            labelled(part, 1, first), "~",
            labelled(part, 2, second), "~", labelled(item, 1, inner), "~", labelled(item, 2, inner), "~",
            labelled(part, 3, third), labelled(item, 1, inner), "~", "~", labelled(item, 2, inner), "~", labelled(item, 3, inner), "~",
        ]
    )  # fmt: skip


SHAPE = ["part 1", "body 1", "part 2", "body 2", "item 2.1", "body 2", "item 2.2", "body 2",
         "part 3", "item 3.1", "body 3", "body 3", "item 3.2", "body 3", "item 3.3", "body 3"]  # fmt: skip


# 1. stands below （一）: where parts are numbered so, items are (1).
ZH_PAIRS = [(part, item) for part in ZH_PARTS for item in ZH_ITEMS if part[0] not in "1１" or item[:2] in ("（1", "⑴{")]


@pytest.mark.parametrize(("part", "item"), ZH_PAIRS)
def test_chinese_labels_of_any_spelling_are_read(part, item):
    assert roles(report(part, item, "zh")) == SHAPE


@pytest.mark.parametrize("item", EN_ITEMS)
@pytest.mark.parametrize("part", EN_PARTS)
def test_english_labels_of_any_spelling_are_read(part, item):
    assert roles(report(part, item, "en"), "en") == SHAPE


@pytest.mark.parametrize("part", ["I. {}", "Part One: {}", "A. {}"])
def test_english_items_may_be_numbered_without_brackets(part):
    assert roles(report(part, "1. {}", "en"), "en") == SHAPE


def test_labels_of_several_spellings_count_on_from_each_other():
    text = "I, The work\n~\n(1) One thing\n~\n2) Another\n~\nII. Problems\n~\n（1） One thing\n~\n(2). Another\n~\nIII: Suggestions\n~"
    assert [label for label, _ in headings(text, "en")] == ["I,", "(1)", "2)", "II.", "（1）", "(2).", "III:"]


def test_the_label_is_no_part_of_the_heading():
    assert headings("一 、 主要工作\n~\n二、问题\n~") == [("一 、", "主要工作"), ("二、", "问题")]


def test_more_than_ten_items_are_counted():
    numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    text = "一、工作\n" + "\n".join(f"（{number}）加强领导\n~" for number in numbers)
    assert roles(text)[-2:] == ["item 1.12", "body 1"]


def test_a_number_that_was_left_out_or_given_twice_loses_no_heading():
    text = "一、工作\n~\n（一）甲类工作\n~\n（三）乙类工作\n~\n（三）丙类工作\n~\n（五）丁类工作\n~\n二、问题\n~\n四、建议\n~"
    assert [label for label, _ in headings(text)] == ["一、", "（一）", "（三）", "（三）", "（五）", "二、", "四、"]


# --- Headings with their text on the same line -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("（一）加强领导。各级政府成立了专门机构，落实了责任。", "加强领导。"),
        ("(一)加强领导，压实责任。各级政府成立了专门机构。会议听取了汇报。", "加强领导，压实责任。"),
        ("（一）加强领导：各级政府成立了专门机构，落实了责任。", "加强领导："),
        ("（一）加强领导　　各级政府成立了专门机构，落实了责任，并且把各项任务逐一分解到具体的单位和个人，定期督促检查，确保法律规定不折不扣地得到执行。", "加强领导"),
    ],
)  # fmt: skip
def test_a_chinese_heading_on_the_line_of_its_text_is_cut_off(line, heading):
    text = f"一、工作\n{line}\n（二）完善制度\n~"
    assert headings(text)[1] == ("（一）" if "（一）" in line else "(一)", heading)
    assert roles(text) == ["part 1", "item 1.1", "body 1", "item 1.2", "body 1"]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("(1) Stronger leadership. Governments at all levels set up special bodies.", "Stronger leadership."),
        ("(1) Stronger leadership: Governments at all levels set up special bodies.", "Stronger leadership:"),
        ("(1) Applying Art. 5 of the law. Governments at all levels set up bodies. All is well.", "Applying Art. 5 of the law."),
    ],
)  # fmt: skip
def test_an_english_heading_on_the_line_of_its_text_is_cut_off(line, heading):
    text = f"I. Work\n{line}\n(2) Better rules\n~"
    assert headings(text, "en")[1] == ("(1)", heading)
    assert roles(text, "en") == ["part 1", "item 1.1", "body 1", "item 1.2", "body 1"]


def test_a_numbered_paragraph_without_a_heading_is_an_item_of_its_own():
    long = "各级人民政府要切实加强对法律实施工作的组织领导，把法律规定的各项职责分解到部门和岗位，定期听取汇报，及时研究解决突出问题，确保各项规定落到实处，不留死角，不走过场。"
    text = f"一、工作\n~\n（一）加强领导\n~\n（二）完善制度\n~\n二、建议\n（一）{long}\n（二）{long}"
    assert roles(text)[-5:] == ["part 2", "item 2.1", "body 2", "item 2.2", "body 2"]
    assert headings(text)[-1] == ("（二）", "")


# --- What is no heading ----------------------------------------------------------------------------------------------


def test_deeper_levels_stay_text():
    text = "一、工作\n（一）加强领导\n1.成立机构\n~\n（1）配备人员\n~\n①配备专人\n2.压实责任\n~\n（二）完善制度\n~\n二、问题\n~"
    assert [label for label, _ in headings(text)] == ["一、", "（一）", "（二）", "二、"]


def test_deeper_levels_stay_text_in_english():
    text = "I. Work\n(1) Lead\n1. New bodies\n~\n(a) More staff\n~\n2. Duties\n~\n(2) Rules\n~\nII. Problems\n~"
    assert [label for label, _ in headings(text, "en")] == ["I.", "(1)", "(2)", "II."]


@pytest.mark.parametrize(
    "sentence",
    [
        "I report to the Standing Committee on the findings of the inspection.",
        "I, on behalf of the inspection group, now report to the Standing Committee.",
        "I, Wang Hong, have the honour to report to you on behalf of the group.",
        "I have seen the problems myself.",
        "In recent years much has been done.",
        "A. Smith and others were heard.",
        "C. Wang took part.",
    ],
)
def test_an_english_sentence_is_no_heading(sentence):
    text = f"{sentence}\nI, The work\n~\n{sentence}\nII, Problems\n~\nIII, Suggestions\n~"
    assert [label for label, _ in headings(text, "en")] == ["I,", "II,", "III,"]
    assert roles(text, "en")[0] == "body"


@pytest.mark.parametrize(
    "sentence", ["一是加强领导，成立专门机构。", "二要完善制度。", "第一，加强领导。", "1.5万人参加了活动。", "1、5万人参加。",
                 "十九大以来，成绩显著。", "2017年以来，成绩显著。", "一些地方重视不够。", "（一）项规定的罚款已经取消；"]
)  # fmt: skip
def test_a_chinese_sentence_is_no_heading(sentence):
    text = f"一、工作\n~\n{sentence}\n（一）加强领导\n{sentence}\n（二）完善制度\n~\n二、问题\n{sentence}"
    assert [label for label, _ in headings(text)] == ["一、", "（一）", "（二）", "二、"]


def test_a_list_of_conditions_is_no_row_of_items():
    text = "一、工作\n~\n（一）加强领导\n~\n（二）完善制度\n~\n二、问题\n~\n（一）没有台账；\n（二）没有设施；\n（三）没有经费。"
    assert roles(text)[-3:] == ["body 2"] * 3


def test_a_table_of_contents_is_no_structure():
    contents = "目　录\n一、工作……1\n二、问题……5\n三、建议……9"
    text = f"关于检查水法实施情况的报告\n{contents}\n~\n一、工作\n~\n二、问题\n~\n三、建议\n~"
    assert [label for label, _ in headings(text)] == ["一、", "二、", "三、"]
    assert roles(text)[-6:] == ["part 1", "body 1", "part 2", "body 2", "part 3", "body 3"]


# --- Less structure --------------------------------------------------------------------------------------------------


def test_parts_need_no_items():
    assert roles("一、工作\n~\n二、问题\n~\n~") == ["part 1", "body 1", "part 2", "body 2", "body 2"]


def test_items_without_parts_are_the_parts():
    assert roles("（一）工作\n~\n（二）问题\n~") == ["part 1", "body 1", "part 2", "body 2"]


@pytest.mark.parametrize(
    ("language", "title"), [("zh", "关于检查水法实施情况的报告"), ("en", "Report on the Water Law")]
)
def test_a_text_without_headings_is_an_opening(language, title):
    assert roles(f"{title}\n~\n~\n~", language) == ["title", "body", "body", "body"]


def test_nothing_has_no_pieces():
    assert outline([], "zh").pieces == ()
    assert outline(["  ", "\t"], "en").pieces == ()


# --- Each part by itself ---------------------------------------------------------------------------------------------


def test_a_part_may_number_its_items_otherwise_than_the_next():
    text = "一、工作\n1.成立机构。~\n2.压实责任。~\n二、问题\n1.认识不足。~\n2.投入不够。~\n三、建议\n（一）加强领导。~\n（二）完善制度。~"
    assert [label for label, _ in headings(text)] == [
        "一、",
        "1.",
        "2.",
        "二、",
        "1.",
        "2.",
        "三、",
        "（一）",
        "（二）",
    ]


def test_an_english_part_may_number_its_items_otherwise_than_the_next():
    text = "1. Work\n(1) New bodies. ~\n(2) Duties. ~\n2. Gaps\n(i) Little known. ~\n(ii) Little spent. ~"
    assert [label for label, _ in headings(text, "en")] == ["1.", "(1)", "(2)", "2.", "(i)", "(ii)"]


def test_levels_are_told_apart_where_one_part_has_both():
    text = "一、工作\n1.成立机构\n~\n2.压实责任\n~\n二、问题\n（一）认识不足\n1.宣传少\n~\n2.培训少\n~\n（二）投入不够\n1.经费少\n~\n2.人员少\n~"
    assert [label for label, _ in headings(text)] == ["一、", "1.", "2.", "二、", "（一）", "（二）"]


@pytest.mark.parametrize("lost", ["一、工作", "二、问题", "三、建议"])
def test_the_items_of_a_part_stay_where_its_heading_is_missing(lost):
    text = "一、工作\n（一）成立机构\n~\n（二）压实责任\n~\n二、问题\n（一）认识不足\n~\n（二）投入不够\n~\n三、建议\n（一）加强领导\n~\n（二）完善制度\n~"
    found = headings(f"~\n{text}".replace(f"{lost}\n", ""))
    assert [label for label, _ in found if label[0] == "（"] == ["（一）", "（二）"] * 3
    assert len(found) == 8


@pytest.mark.parametrize("lost", ["2. Gaps", "3. Advice"])
def test_the_items_of_an_english_part_stay_where_its_heading_is_missing(lost):
    text = "1. Work\n(1) Bodies\n~\n(2) Duties\n~\n2. Gaps\n(i) Little known\n~\n(ii) Little spent\n~\n3. Advice\n(a) Lead\n~\n(b) Rules\n~"
    found = headings(f"~\n{text}".replace(f"{lost}\n", ""), "en")
    assert [label for label, _ in found if label[0] == "("] == ["(1)", "(2)", "(i)", "(ii)", "(a)", "(b)"]
    assert len(found) == 8


@pytest.mark.parametrize("wrong", [1, 2, 3])
@pytest.mark.parametrize("other", ["1", "2", "3", "5"])
def test_a_mistyped_number_loses_no_heading(wrong, other):
    numbers = ["1", "2", "3"]
    numbers[wrong - 1] = other
    text = "一、工作\n" + "\n".join(f"（{number}）加强领导\n~" for number in numbers) + "\n二、问题\n~"
    assert roles(text) == [
        "part 1",
        *["item 1.1", "body 1", "item 1.2", "body 1", "item 1.3", "body 1"],
        "part 2",
        "body 2",
    ]


@pytest.mark.parametrize(
    "line", ["1、加强领导. 各地成立了专门机构,共有4.18万人.", "1、加强领导.各地成立了专门机构,覆盖率达97.5%."]
)
def test_a_half_width_full_stop_ends_a_chinese_heading(line):
    assert headings(f"一.工作\n{line}\n2、完善制度\n~")[1] == ("1、", "加强领导.")


# --- Other numberings, and headings that run into their text ---------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "item"), [("{} ", "{}.{} "), ("{}. ", "{}.{} "), ("{}、", "{}.{}、"), ("第{}章 ", "第{1}节 ")]
)
def test_decimal_numbers_and_sections_are_items(part, item):
    rows = [
        [part.format(n) + "主要情况", "~", *(line for k in (1, 2) for line in (item.format(n, k) + "加强领导", "~"))]
        for n in (1, 2)
    ]
    assert roles("\n".join(line for row in rows for line in row)) == [
        one
        for n in (1, 2)
        for one in (f"part {n}", f"body {n}", f"item {n}.1", f"body {n}", f"item {n}.2", f"body {n}")
    ]


def test_english_items_may_repeat_the_number_of_their_part():
    text = "I. Work\nI.1 Bodies\n~\nI.2 Duties\n~\nII. Gaps\nII.1 Little known\n~\nII.2 Little spent\n~"
    assert [label for label, _ in headings(text, "en")] == ["I.", "I.1", "I.2", "II.", "II.1", "II.2"]


def test_items_in_one_paragraph_are_parted():
    text = "一、工作\n~\n二、建议。（一）加强领导，压实责任。成立机构。（二）完善制度。（三）增加投入。三年翻番。"
    assert roles(text) == ["part 1", "body 1", "part 2", "item 2.1", "body 2", "item 2.2", "item 2.3", "body 2"]


@pytest.mark.parametrize(
    "text",
    [
        "要求：（一）没有台账；（二）没有设施。",
        "依照第九条（一）、（二）项处罚。",
        "做到了。（二）加强领导。（三）完善制度。",
        "如下。（一）加强领导。",
    ],
)
def test_other_numbers_in_a_paragraph_part_nothing(text):
    assert roles(f"一、工作\n~\n二、建议\n{text}")[-2:] == ["part 2", "body 2"]


def test_one_blank_parts_a_heading_from_its_text():
    text = "一、工作\n（一）组织领导不断加强 各级政府成立了专门的协调机构，落实了责任。\n（二）完善制度\n~"
    assert headings(text)[1] == ("（一）", "组织领导不断加强")
    stray = "一、工作\n（一）组织 领导不断 加强，各级 政府成立了专门的协调机构。\n（二）完善制度\n~"
    assert "组织 领导不断 加强" in headings(stray)[1][1]
