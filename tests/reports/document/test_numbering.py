import pytest

from core.text import Text
from reports.document.model import Items, Paragraph, Section
from reports.document.numbering import Number, chinese, outline, roman, walk


@pytest.mark.parametrize(
    ("n", "zh", "latin"),
    [(1, "一", "I"), (9, "九", "IX"), (10, "十", "X"), (11, "十一", "XI"), (20, "二十", "XX"), (34, "三十四", "XXXIV"),
     (99, "九十九", "XCIX"), (100, "一百", "C"), (101, "一百零一", "CI"), (110, "一百一十", "CX"), (999, "九百九十九", "CMXCIX")],
)  # fmt: skip
def test_numerals(n, zh, latin):
    assert (chinese(n), roman(n)) == (zh, latin)


@pytest.mark.parametrize("n", [0, -1, 1000])
def test_chinese_numerals_have_their_range(n):
    with pytest.raises(ValueError, match="no heading"):
        chinese(n)


@pytest.mark.parametrize("n", [0, 4000])
def test_roman_numerals_have_their_range(n):
    with pytest.raises(ValueError, match="no heading"):
        roman(n)


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [((2,), "二、", "II. "), ((2, 3), "（三）", "(3) "), ((2, 3, 4), "4.", "4. "), ((2, 3, 4, 5), "（5）", "(5) "),
     ((1, 1, 1, 1, 7), "（7）", "(7) ")],
)  # fmt: skip
def test_a_number_is_shown_by_its_level(path, zh, en):
    assert (Number(path).shown("zh"), Number(path).shown("en")) == (zh, en)


def test_one_walk_numbers_every_section_and_each_parent_anew():
    def section(name, *blocks):
        return Section(Text(name), tuple(blocks))

    parts = (section("a", Paragraph(Text("x")), section("b"), section("c", section("d"))), section("e", section("f")))
    assert [(block.heading.zh, number.path) for block, number in walk(parts)] == [
        ("a", (1,)), ("b", (1, 1)), ("c", (1, 2)), ("d", (1, 2, 1)), ("e", (2,)), ("f", (2, 1)),
    ]  # fmt: skip


def test_a_list_takes_the_number_of_its_section():
    items = Items((Text("x"),))
    assert [number.path for block, number in walk((Section(Text("a"), (items,)),)) if block is items] == [(1,)]


def test_the_outline_numbers_annexes_for_themselves(document):
    assert [(section.heading.zh, number.shown("zh")) for section, number in outline(document)] == [
        ("基本情况", "一、"), ("抓好宣传教育，社会知晓程度有所提高", "（一）"), ("开展专项行动", "1."), ("主要问题", "二、"),
    ]  # fmt: skip
