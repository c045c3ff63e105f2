"""Texts nobody should have entered: all print or end as a sentence, with bounded work, and the next print goes on."""

import os
from contextlib import suppress
from pathlib import Path

import pytest

from core.text import Text
from reports.document.model import Annex, Column, Paragraph, Section, Table, Tile, TileGrid
from reports.document.pdf import Limits, RenderFailed, render
from reports.document.store import to_json

RARE = "喆垚赟镕䶮㛃"
SECONDS = 60  # of the processor: how busy the machine is besides is not judged
PATIENT = Limits(seconds=1800)


def worked(pid: int) -> float:
    """Seconds of the processor that this process, its children and theirs have used."""
    ticks, children = 0, []
    with suppress(FileNotFoundError):  # it ended just now: its parent counts it
        ticks = sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]))
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return ticks / os.sysconf("SC_CLK_TCK") + sum(worked(int(child)) for child in children)


def within(seconds, run):
    before = worked(os.getpid())
    result = run()
    assert worked(os.getpid()) - before < seconds
    return result


@pytest.mark.parametrize("layout", ["en", "facing"])
def test_a_paragraph_of_200000_characters_prints(short, printed, layout):
    zh, en = "检查情况报告如下，" * 22_000, "word of the report, " * 9_900
    result = within(2 * SECONDS, lambda: printed(short(zh, en), layout, limits=PATIENT))
    assert result.pages > 50


def test_a_longer_paragraph_is_a_sentence_with_its_place(short, printed):
    with pytest.raises(RenderFailed) as failure:
        printed(short("字" * 200_001))
    assert failure.value.sentence == Text(
        "一段文字超过200000个字符，请拆分后重试（位置：p1）。",
        "One text is longer than 200,000 characters; split it (place: p1).",
    )


def test_a_text_that_is_too_long_as_a_whole_is_a_sentence(short, printed):
    with pytest.raises(RenderFailed) as failure:
        printed(short("字" * 2000), limits=Limits(whole=1000))
    assert failure.value.sentence.complete


@pytest.mark.parametrize("layout", ["zh", "en", "facing", "stacked"])
def test_a_title_of_one_word_5000_long_prints_inside_the_page(short, printed, read, layout):
    result = within(SECONDS, lambda: printed(short(title=Text("z" * 5000, "y" * 5000)), layout, limits=PATIENT))
    lines = [line for page in read(result.pdf) for line in page]
    assert sum(line.text.count("z") for line in lines) == (0 if layout == "en" else 5000)
    assert max(line.right for line in lines) < 200
    assert [one.where for one in result.notices if one.level == "info"] == ["title"]


def test_a_title_of_5000_han_prints(short, printed, read):
    result = within(SECONDS, lambda: printed(short(title=Text("检" * 5000, "x")), limits=PATIENT))
    assert sum(line.text.count("检") for page in read(result.pdf) for line in page) == 5000


def test_rare_characters_of_names_print(short, printed, read):
    result = printed(short(f"检查组成员：{RARE}。"))
    found = "".join(line.text for page in read(result.pdf) for line in page)
    assert RARE in found
    assert [(one.level, one.message.zh) for one in result.notices] == [
        ("info", f"以下字符用后备字体排印：{'、'.join(sorted(RARE))}")
    ]


@pytest.mark.parametrize("char", ["\U0002b689", "\U0001f9ff", "\ue123", "\ud83d", "\U0010ffff"])
@pytest.mark.parametrize("layout", ["zh", "en", "facing"])
def test_what_no_font_holds_shows_its_code(short, printed, read, char, layout):
    result = printed(short(f"前{char}后", f"a{char}b"), layout)
    found = "".join(line.text for page in read(result.pdf) for line in page)
    assert f"〔U+{ord(char):04X}〕" in found
    assert {(one.level, one.where) for one in result.notices} == {("warning", "p1")}


@pytest.mark.parametrize("char", ["\u202e", "\u200f", "\u2067", "\x00", "\x1b", "\x85"])
def test_control_and_direction_marks_go_with_a_notice(short, printed, read, char):
    result = printed(short(f"前{char}后"))
    assert "前后" in [line.text for line in read(result.pdf)[0]]
    assert [(one.level, one.where) for one in result.notices] == [("warning", "p1")]


def test_writing_from_right_to_left_prints(short, printed):
    assert printed(short("引用：שלום عربي 完", "Quoted: שלום عربي end"), "facing").pages == 1


def test_a_table_of_5000_rows_is_cut_in_bounded_time(short, printed):
    rows = tuple((Text(str(n), str(n)), Text("甲" * 20, "a")) for n in range(5000))
    table = Table((Column(Text("序号", "No.")), Column(Text("内容", "Content"))), rows, key="table")
    result = within(SECONDS, lambda: printed(short(annexes=(Annex(Text("附", "A"), (table,)),)), limits=PATIENT))
    assert [(one.level, one.where) for one in result.notices] == [("warning", "table")]


def test_sections_60_deep_print(short, printed):
    inner = Section(Text("底", "Bottom"), (Paragraph(Text("文", "Text")),))
    for _ in range(60):
        inner = Section(Text("层", "Level"), (inner,))
    assert printed(short(sections=(inner,)), "facing").pages >= 2


@pytest.mark.parametrize("depth", [300, 100_000])
def test_sections_too_deep_are_a_sentence(short, fonts, depth):
    section = '{"blocks":[],"heading":{"en":"","zh":""},"key":"","kind":"Section"}'
    deep = section.replace("[]", "[@]").partition("@")
    content = to_json(short(sections=())).replace('"sections":[]', f'"sections":[{deep[0] * depth}{deep[2] * depth}]')
    with pytest.raises(RenderFailed) as failure:
        render(content, "zh", fonts, limits=Limits(whole=10**8))
    assert failure.value.sentence.zh == "文件内容已损坏，无法读取。"


def test_a_tile_far_away_stays_on_the_page(short, printed):
    grid = TileGrid((Tile("11", Text("京" * 90, "B" * 900), Text("北京", "Beijing"), "visited", 10**6, 10**6),))
    assert printed(short(annexes=(Annex(Text("附", "A"), (grid,)),))).pages <= 3


@pytest.mark.parametrize(
    ("limits", "said"),
    [(Limits(seconds=1), "未能在1秒内"), (Limits(seconds=1800, megabytes=64), "内存")],
)
def test_limits_end_a_print_with_a_sentence_and_the_next_one_goes_on(short, printed, limits, said):
    heavy = short(sections=tuple(
        Section(Text(f"第{n}"), (Paragraph(Text("检查情况报告如下，" * 15_000)),)) for n in range(3)))  # fmt: skip
    with pytest.raises(RenderFailed) as failure:
        printed(heavy, limits=limits)
    assert said in failure.value.sentence.zh
    assert failure.value.sentence.complete
    assert printed(short()).pages == 1
