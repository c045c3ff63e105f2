"""The closing line and the concluding paragraph are told from the last item."""

import pytest

from core.importing.outline import Role
from core.importing.structure import closing_lines, outline

ZH = "各级政府要落实法律规定的职责，加大投入，加强监管，解决突出问题。"
EN = "Governments at all levels must do their duty under the law, spend more and solve the most pressing problems."
ZH_ITEMS = ["一、工作", ZH, "二、建议", ZH, "（一）加强领导", ZH, "（二）完善制度", ZH, "（三）增加投入", ZH]
EN_ITEMS = ["I. Work", EN, "II. Suggestions", EN, "(1) Lead", EN, "(2) Rules", EN, "(3) Money", EN]
ZH_WEAK = "当前，水资源保护任务繁重。我们要深入学习贯彻法律，为建设美丽中国提供坚强保障。"
EN_WEAK = "At present the task is heavy. We must study the law and give a beautiful China a firm guarantee."


def closing(paragraphs: list[str], language: str) -> list[str]:
    return [piece.text for piece in outline(paragraphs, language).pieces if piece.role is Role.CLOSING]


@pytest.mark.parametrize(
    "line",
    ["以上报告，请审议。", "以上报告,请审议.", "以上报告，请予审议。", "以上报告请予审议", "以上报告，提请审议。", "现将报告提请会议审议。", "请予审议。",
     "请审议。", "特此报告。", "以上汇报，请审议。", "报告完毕，谢谢大家！", "以上报告，请各位委员审议。", "以上意见供会议审议时参考。", "谢谢大家！"],
)  # fmt: skip
def test_a_chinese_closing_line_is_known(line):
    if "，谢谢" in line:
        line = line.split("，")[1]
    assert closing([*ZH_ITEMS, line], "zh") == [line]


@pytest.mark.parametrize(
    "line",
    ["The above report is submitted for deliberation.", "The above is submitted for your deliberation.", "Please deliberate on the above report.",
     "The foregoing report is hereby submitted to the Standing Committee for deliberation", "We hereby submit this report for consideration.",
     "This report is submitted to the Committee for review.", "This concludes my report.", "Thank you.", "Please review.",
     "The above is our report; please deliberate.", "I respectfully submit the report for your deliberation.", "Hereby reported."],
)  # fmt: skip
def test_an_english_closing_line_is_known(line):
    assert closing([*EN_ITEMS, line], "en") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "以上数据由有关部门提供。",
        "审议意见已经交有关部门研究处理。",
        "报告显示，问题依然存在。",
        "请有关部门认真研究。",
    ],
)
def test_an_ordinary_last_sentence_closes_nothing(line):
    assert closing([*ZH_ITEMS, line], "zh") == []


@pytest.mark.parametrize(
    "line",
    [
        "The report shows that problems remain.",
        "The committee reviewed the matter in 2019.",
        "The above figures come from the departments.",
    ],
)
def test_an_ordinary_last_english_sentence_closes_nothing(line):
    assert closing([*EN_ITEMS, line], "en") == []


def test_the_paragraph_after_the_last_item_concludes_the_report():
    assert closing([*ZH_ITEMS, ZH_WEAK, "以上报告，请审议。"], "zh") == [ZH_WEAK, "以上报告，请审议。"]
    assert closing([*EN_ITEMS, EN_WEAK], "en") == [EN_WEAK]


def test_where_other_items_have_two_paragraphs_the_second_belongs_to_the_item():
    assert closing([*ZH_ITEMS[:8], ZH, *ZH_ITEMS[8:], ZH_WEAK, "以上报告，请审议。"], "zh") == ["以上报告，请审议。"]
    assert closing([*EN_ITEMS[:8], EN, *EN_ITEMS[8:], EN_WEAK], "en") == []


def test_a_second_paragraph_that_concludes_nothing_belongs_to_the_item():
    assert closing([*ZH_ITEMS, ZH, "以上报告，请审议。"], "zh") == ["以上报告，请审议。"]
    assert closing([*EN_ITEMS, EN], "en") == []


@pytest.mark.parametrize(
    ("language", "line"),
    [("zh", "总之，水法的实施任重道远。"), ("zh", "综上所述，法律的实施总体良好。"), ("en", "In conclusion, much remains to be done."),
     ("en", "To sum up, the law is applied well."), ("en", "In short, the law needs work.")],
)  # fmt: skip
def test_a_paragraph_that_says_it_concludes_does_so_anywhere(language, line):
    items, text = (ZH_ITEMS, ZH) if language == "zh" else (EN_ITEMS, EN)
    assert closing([*items[:8], text, *items[8:], line], language) == [line]
    assert closing([*items[:4], line], language) == [line]  # parts without items


def test_a_closing_line_at_the_end_of_a_paragraph_is_cut_off():
    assert closing([*ZH_ITEMS[:-1], f"{ZH}以上报告，请审议。"], "zh") == ["以上报告，请审议。"]
    pieces = outline([*EN_ITEMS[:-1], f"{EN} The above report is submitted for deliberation."], "en").pieces
    assert [(piece.role, piece.item) for piece in pieces[-2:]] == [(Role.BODY, 3), (Role.CLOSING, 0)]
    assert pieces[-1].start == len(EN) + 1


def test_signature_and_annex_follow_the_closing_line():
    lines = ["以上报告，请审议。", "执法检查组", "2020年8月8日", "附件：1.用水情况表", "一、表一"]
    assert closing([*ZH_ITEMS, *lines], "zh") == lines


def test_a_note_of_the_publisher_behind_the_closing_line_is_a_byline():
    pieces = outline([*ZH_ITEMS, "以上报告，请审议。", "责任编辑：张三"], "zh").pieces
    assert [piece.role for piece in pieces[-2:]] == [Role.CLOSING, Role.BYLINE]


def test_the_concluding_paragraph_is_told_from_the_closing_line():
    one = outline([*ZH_ITEMS, ZH_WEAK, "以上报告，请审议。", "2020年8月8日"], "zh")
    concluding, last = closing_lines([piece for piece in one.pieces if piece.role is Role.CLOSING], "zh")
    assert [piece.text for piece in concluding] == [ZH_WEAK]
    assert [piece.text for piece in last] == ["以上报告，请审议。", "2020年8月8日"]


def test_a_report_without_parts_ends_as_well():
    assert closing(["关于水法的报告", ZH, ZH, "以上报告，请审议。"], "zh") == ["以上报告，请审议。"]


@pytest.mark.parametrize("line", ["特此报告，请审议。", "专此报告。", "报告完毕，请予审议。", "以上报告，请审议。"])
@pytest.mark.parametrize("before", ["（二）加强领导，压实责任。", "（二）加强领导\n各地做了工作。"])
def test_a_closing_line_at_the_end_of_the_last_item_is_none_of_it(line, before):
    text = f"一、工作\n（一）完善制度\n制度有了。\n{before}{line}".split("\n")
    last = outline(text, "zh").pieces[-1]
    assert (last.role, last.text, last.part) == (Role.CLOSING, line, 0)
