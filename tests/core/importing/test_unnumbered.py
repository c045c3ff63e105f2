"""Headings without numbers are found where nothing in the text is numbered."""

import pytest

from core.importing.outline import Role
from core.importing.structure import outline

TEXT = {"zh": "检查组查看了九个县，各项工作有序推进。", "en": "The group saw nine counties and heard what was done."}
TITLE = {"zh": "关于检查水法实施情况的报告", "en": "Report on the Water Law"}


def headings(rows: list[str], language: str = "zh", levels: dict[int, int] | None = None) -> list[tuple[int, int, str]]:
    lines = [TITLE[language], *(TEXT[language] if row == "~" else row for row in rows)]
    pieces = outline(lines, language, levels=levels).pieces
    return [(piece.part, piece.item, piece.text) for piece in pieces if piece.role in (Role.PART, Role.ITEM)]


def test_short_lines_before_text_are_parts():
    assert headings(["~", "主要成效", "~", "存在的问题", "~", "~"]) == [(1, 0, "主要成效"), (2, 0, "存在的问题")]
    assert headings(["~", "What was done", "~", "What is missing", "~"], "en") == [
        (1, 0, "What was done"), (2, 0, "What is missing"),
    ]  # fmt: skip


def test_short_lines_under_another_are_items():
    found = headings(["~", "主要成效", "组织领导", "~", "资金投入", "~", "存在的问题", "认识不足", "~"])
    assert [(part, item) for part, item, _text in found] == [(1, 0), (1, 1), (1, 2), (2, 0), (2, 1)]


@pytest.mark.parametrize("rows", [["~", "主要成效", "~"], ["~", "~", "~"], ["~", "某市人大常委会", "2021年3月5日"]])
def test_a_single_short_line_or_a_signature_is_no_structure(rows):
    assert headings(rows) == []


def test_numbered_headings_come_first():
    rows = ["~", "一、工作", "~", "概括地说", "~", "总体情况", "~", "二、问题", "~"]
    assert [text for _part, _item, text in headings(rows)] == ["一、工作", "二、问题"]


def test_levels_that_the_file_states_are_taken():
    rows = ["~", "主要成效如下。", "~", "组织领导", "~", "问题", "~"]
    found = headings(rows, levels={3: 2, 5: 3, 7: 2})
    assert found == [(1, 0, "主要成效如下。"), (1, 1, "组织领导"), (2, 0, "问题")]


def test_a_title_in_a_heading_style_is_no_part():
    assert headings(["~", "主要成效", "~", "问题", "~"], levels={1: 1, 3: 2, 5: 2}) == [
        (1, 0, "主要成效"), (2, 0, "问题"),
    ]  # fmt: skip
