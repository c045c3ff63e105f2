"""GB/T 9704-2012, measured in the finished PDF: not what the style sheet says but what is on the paper."""

from itertools import pairwise

import pytest

NO_START = set("，。、；：？！）》〉」』】”’…%％")
NO_END = set("（《〈「『【“‘")
LEFT = {1: 28, 0: 26}  # of odd and of even pages, mm; the type area is 156 wide
TOP, FOOT, PITCH = 37, 262, 225 / 22


@pytest.fixture(scope="module")
def pages(document, printed, read):
    return read(printed(document, "zh").pdf)


@pytest.fixture(scope="module")
def body(pages):
    """Lines of the text with their page, without page numbers and annexes."""
    last = next(n for n, lines in enumerate(pages) if lines[0].text == "附件1")
    return [(n, [line for line in lines if line.baseline < FOOT]) for n, lines in enumerate(pages[:last], start=1)]


def test_a_full_page_has_22_lines_on_a_grid(body):
    full = [lines for _, lines in body[1:-1] if len(lines) == 22]
    assert len(full) >= 3
    assert {len(lines) for _, lines in body[1:-1]} <= {21, 22}  # 21 where a heading went to the next page
    for lines in full:
        steps = [after.baseline - before.baseline for before, after in pairwise(lines)]
        assert all(abs(step - PITCH) < 0.05 for step in steps)
        assert lines[0].baseline > TOP
        assert lines[-1].baseline < FOOT


def test_a_full_line_of_han_has_28_characters(body):
    whole = [line for _, lines in body for line in lines if all("\u3400" <= c <= "\u9fff" for c in line.text)]
    full = [len(line.text) for line in whole if line.right - line.left > 155]
    assert len(full) > 20
    assert set(full) == {28}


def test_lines_lie_within_the_type_area_and_fill_it(body):
    for number, lines in body:
        left, right = LEFT[number % 2], LEFT[number % 2] + 156
        for line in lines:
            assert left - 0.3 < line.left
            assert line.right < right + 0.3
        inner = [one for one, after in pairwise(lines) if after.size == one.size == pytest.approx(15.79, abs=0.05)
                 and one.left < left + 12 and after.left < left + 3]  # followed by a line of the same paragraph  # fmt: skip
        assert all(right - line.right < 0.7 for line in inner), [
            line.text for line in inner if right - line.right > 0.7
        ]


def test_no_line_begins_or_ends_with_a_forbidden_mark(body):
    lines = [line.text for _, page in body for line in page]
    assert [line for line in lines if line[0] in NO_START or line[-1] in NO_END] == []


def test_paragraphs_are_set_in_by_two_characters(body):
    number, lines = next((n, lines) for n, lines in body for line in lines if line.text.startswith("检查组先后"))
    first = next(line for line in lines if line.text.startswith("检查组先后"))
    assert first.left == pytest.approx(LEFT[number % 2] + 2 * 156 / 28, abs=0.2)


@pytest.mark.parametrize(
    ("start", "face", "size"),
    [("示例文本", "zj-hei", 15.79), ("关于检查", "zj-title", 21), ("——2017年", "zj-kai", 15.79), ("副委员长", "zj-kai", 15.79),
     ("委员长、", "zj-fang", 15.79), ("一、基本", "zj-hei", 15.79), ("（一）抓好", "zj-kai", 15.79), ("1.开展", "zj-fang", 15.79),
     ("（1）第一项", "zj-fang", 15.79), ("检查组先后", "zj-fang", 15.79), ("以上报告", "zj-fang", 15.79)],
)  # fmt: skip
def test_faces_and_sizes(body, start, face, size):
    line = next(line for _, lines in body for line in lines if line.text.startswith(start))
    assert (line.face, line.size) == (face, pytest.approx(size, abs=0.05))


def test_title_occasion_and_presenter_are_centred(body):
    middle = LEFT[1] + 78
    for start in ("关于检查", "——2017年", "副委员长"):
        line = next(line for line in body[0][1] if line.text.startswith(start))
        assert (line.left + line.right) / 2 == pytest.approx(middle, abs=0.5)


def test_page_numbers_stand_outside_below_the_type_area(pages):
    for number, lines in enumerate(pages, start=1):
        line = lines[-1]
        assert line.text == f"—{number}—"
        assert {round(one.size, 1) for one in line.chars} == {14}
        top = line.baseline - 14 * 0.9 / (72 / 25.4)
        assert top == pytest.approx(FOOT + 7, abs=1)
        one_in = 14 / (72 / 25.4)
        if number % 2:
            assert line.right == pytest.approx(LEFT[1] + 156 - one_in, abs=0.5)
        else:
            assert line.left == pytest.approx(LEFT[0] + one_in, abs=0.5)


def test_a_heading_never_stands_last_on_a_page(body):
    assert [lines[-1].text for _, lines in body if lines[-1].face in {"zj-hei", "zj-kai"}] == []


def test_an_annex_begins_on_a_page_of_its_own(pages):
    page = next(lines for lines in pages if lines[0].text == "附件1")
    assert (page[0].face, page[1].text, page[1].face) == ("zj-hei", "引用数据一览", "zj-title")
    assert page[1].baseline - page[0].baseline == pytest.approx(2 * PITCH, abs=2)  # the third line


def test_a_number_stays_with_its_unit(short, printed, read):
    """However the text before it is long, 近1000余万个 is never cut after its figures."""
    zh = [("各" * n) + "共有1000余万个账号。" for n in range(18, 28)]
    found = [line.text for one in zh for page in read(printed(short(one)).pdf) for line in page]
    assert [line for line in found if line[-1].isdigit() or line[0] in "余万个"] == []
    assert sum("1000余万个" in line for line in found) == len(zh)


def test_digits_come_from_the_latin_face_and_marks_from_the_chinese_one(short, printed, read):
    line = next(
        line for page in read(printed(short("共“2017”个——ABC。")).pdf) for line in page if line.text.startswith("共")
    )
    assert {one.char: one.face for one in line.chars} == {
        "共": "zj-fang", "“": "zj-fang", "2": "zj-figures", "0": "zj-figures", "1": "zj-figures", "7": "zj-figures",
        "”": "zj-fang", "个": "zj-fang", "—": "zj-fang", "A": "zj-figures", "B": "zj-figures", "C": "zj-figures", "。": "zj-fang",
    }  # fmt: skip
