"""Pasted text brings along where its lines were broken and what its pages carried; the paragraphs are found again."""

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.importing.blanks import bare
from core.importing.files import read_files
from core.importing.layout import Layout, laid_out
from core.importing.outline import Outline
from core.importing.source import Source, read_source
from core.importing.structure import is_complete, outline

FOLDER = Path(__file__).parent
ZH, EN = ((FOLDER / f"report_{language}.txt").read_text(encoding="utf-8") for language in ("zh", "en"))
NARROW = [
    "各市县把节约用水列入年度考核，建成节水型社区一百二十六个、节水型企业三百余家，重点用水单位全部安装了在线计量设施。",
    "调查中也发现，一些园区的中水回用管网没有建成，每年约有两千万吨再生水直接排入河道；有的县用水定额十年没有修订。",
    "农业用水计量率不到四成，灌区渠系老化，末级渠道渗漏严重，节水改造资金缺口很大，群众对水价改革还有顾虑。",
]


def read(text: str) -> Layout:
    return laid_out(read_source(text.encode(), "report.txt"))


def shape(text: str, tmp_path: Path, language: str = "zh") -> list[tuple]:
    """What every piece is and says."""
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    files = read_files(**{language: path})
    assert files.is_complete
    one: Outline = getattr(files, language)
    return [(piece.role, piece.part, piece.item, "".join(piece.text.split())) for piece in one.pieces]


def broken(text: str, width: int, indent: str = "", between: str = "\n") -> str:
    """Every line cut at a width, as a text area or a mail does it."""
    rows = []
    for line in text.splitlines():
        line = f"{indent}{line}" if line else line
        rows.append("\n".join(line[at : at + width] for at in range(0, len(line), width)))
    return between.join(rows)


# --- Broken lines ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [28, 35, 40])
@pytest.mark.parametrize(("indent", "between"), [("", "\n"), ("　　", "\n"), ("", "\n\n")])
def test_a_chinese_report_cut_at_a_width_is_read_as_it_was(tmp_path, width, indent, between):
    assert shape(broken(ZH, width, indent, between), tmp_path) == shape(ZH, tmp_path)


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_an_english_report_cut_at_a_width_is_read_as_it_was(tmp_path, width, between):
    text = between.join(textwrap.fill(line, width) for line in EN.splitlines() if line)
    assert shape(text, tmp_path, "en") == shape(EN, tmp_path, "en")


def test_a_figure_that_was_cut_is_whole_again():
    text = "\n".join(line[at : at + 24] for line in NARROW for at in range(0, len(line), 24))
    assert list(read(text).paragraphs) == NARROW


def test_english_lines_are_joined_by_a_blank_and_numbered_by_their_first_line():
    text = "\n".join(
        textwrap.fill(f"{name} said that {'the group had seen much ' * 6}in the city.", 60) for name in "ABC"
    )
    found = read(text)
    assert [one[:6] for one in found.paragraphs] == ["A said", "B said", "C said"]
    assert not any("  " in one or "\n" in one for one in found.paragraphs)
    assert found.numbers == (1, 4, 7)


@pytest.mark.parametrize(
    "text", [ZH, EN, "\n".join(NARROW), ZH.replace("\n", "\n\n"), "一是加强领导\n二是完善制度\n三是加大投入\n"]
)
def test_a_text_that_was_not_cut_keeps_its_lines(text):
    assert read(text).paragraphs == tuple(line for line in text.splitlines() if line.strip())


# --- Page numbers and running heads ----------------------------------------------------------------------------------


def paged(text: str, number: str, head: str = "", every: int = 8) -> str:
    rows: list[str] = []
    for at, line in enumerate(text.splitlines(), start=1):
        rows.append(line)
        if at % every == 0:
            rows += ["", number.format(at // every), *([head] if head else [])]
    return "\n".join(rows)


@pytest.mark.parametrize(
    "number", ["— {} —", "-{}-", "· {} ·", "第{}页", "第 {} 页 共 9 页", "{}/9", "{}", "Page {} of 9", "－ {} －"]
)
@pytest.mark.parametrize("head", ["", "某省人大常委会会议文件"])
def test_page_numbers_and_running_heads_are_no_text(tmp_path, number, head):
    assert shape(paged(ZH, number, head), tmp_path) == shape(ZH, tmp_path)


def test_they_are_kept_beside_the_text():
    found = read(
        "一、工作\n各地开展了工作。\n— 1 —\n某省常委会公报\n二、问题\n还有问题。\n— 2 —\n某省常委会公报\n三、建议\n抓好落实。"
    )
    assert [margin.text for margin in found.margins] == ["— 1 —", "某省常委会公报", "— 2 —", "某省常委会公报"]
    assert [margin.number for margin in found.margins] == [3, 4, 7, 8]
    assert found.numbers == (1, 2, 5, 6, 9, 10)


def test_a_sentence_that_a_page_broke_is_whole_again():
    text = "一、工作\n各地加强领导，完善制度，设立专门机构，取得\n— 3 —\n了明显成效。\n二、问题\n还有问题。"
    assert read(text).paragraphs[1] == "各地加强领导，完善制度，设立专门机构，取得了明显成效。"


@pytest.mark.parametrize(
    "text",
    [
        "年份\n1\n2\n3\n说明",  # a table's column
        "关于检查水法实施情况的报告\n一、工作\n加强领导\n二、问题\n加强领导",
        "某县\n12\n某市\n15",
    ],
)
def test_numbers_and_lines_that_recur_without_pages_are_text(text):
    assert read(text).margins == ()


def test_a_title_that_is_the_running_head_too_stays_the_title():
    text = "关于检查水法实施情况的报告\n一、工作\n有工作。\n— 1 —\n关于检查水法实施情况的报告\n二、问题\n有问题。\n— 2 —\n关于检查水法实施情况的报告\n三、建议\n有建议。"
    found = read(text)
    assert found.paragraphs[0] == "关于检查水法实施情况的报告" and found.paragraphs.count(found.paragraphs[0]) == 1


# --- Nothing is lost -------------------------------------------------------------------------------------------------

PIECES = [*NARROW, *(line[:20] for line in NARROW), "— 1 —", "3", "4", "第5页", "Page 1 of 2", "某省常委会公报", "", "一、工作",
          "（一）领导。做了。（二）制度。有了。", "The group went to nine cities and", "saw much that was new.", "\ufeff", "I. Work"]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), min_size=1, max_size=40))
def test_every_character_stands_in_a_paragraph_or_beside_one(lines):
    text = "\n".join(lines)
    written = tuple(line for part in lines for line in part.splitlines() if line.strip())
    if not written:
        return
    found = laid_out(Source("x", b"", "utf-8", text, written))
    one = outline(found.paragraphs, "zh", found.numbers)
    assert is_complete(text, [one], found.margins)
    if found.margins:
        assert not is_complete(text, [one], found.margins[1:])
    seen = [piece for piece in one.pieces if bare(piece.text)]
    if seen:
        assert not is_complete(text, [Outline("zh", tuple(seen[:-1]))], found.margins)
