"""Two wordings laid over each other: nothing is lost, numbers stay whole, paragraphs find each other."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.returns.differences import Mark, Pair, aligned, marked, replaced
from tests.steps import steps


def told(before: str, after: str) -> str:
    signs = {Mark.SAME: "{}", Mark.OUT: "[-{}-]", Mark.IN: "[+{}+]"}
    return "".join(signs[piece.mark].format(piece.text) for piece in marked(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("共立案12件。", "共立案13件。", "共立案[-12-][+13+]件。"),
        ("罚款1,200.5元", "罚款1,300.5元", "罚款[-1,200.5-][+1,300.5+]元"),
        ("运营单位", "运行单位", "运[-营-][+行+]单位"),
        ("整改。", "已经整改。", "[+已经+]整改。"),
        ("甲乙丙丁戊", "甲子丙丑戊", "甲[-乙丙丁-][+子丙丑+]戊"),  # one equal character between two changes is no help
        ("", "新增", "[+新增+]"),
        ("删去", "", "[-删去-]"),
        ("照旧", "照旧", "照旧"),
        ("", "", ""),
    ],
)
def test_differences_as_a_reader_marks_them(before, after, expected):
    assert told(before, after) == expected


@given(st.text("甲乙丙12，。 \nab", max_size=60), st.text("甲乙丙12，。 \nab", max_size=60))
def test_both_wordings_come_out_whole(before, after):
    for pieces in (marked(before, after), replaced(before, after)):
        assert "".join(piece.text for piece in pieces if piece.mark is not Mark.IN) == before
        assert "".join(piece.text for piece in pieces if piece.mark is not Mark.OUT) == after
        assert all(piece.text for piece in pieces)
        marks = [piece.mark for piece in pieces]
        assert all(one is not two for one, two in zip(marks, marks[1:], strict=False))


def test_what_stayed_is_not_marked_when_all_is_replaced():
    assert [(piece.mark, piece.text) for piece in replaced("甲", "甲乙")] == [(Mark.OUT, "甲"), (Mark.IN, "甲乙")]


def long_text(clauses: int) -> tuple[str, str]:
    before = "，".join(f"第{number}项工作已经完成" for number in range(clauses))
    return before, before.replace("第7项工作已经", "第7项工作尚未").replace("第1400项", "第1400大项")


def test_a_text_twice_as_long_takes_twice_the_steps():
    one, two = (steps(partial(marked, *long_text(clauses))) for clauses in (1500, 3000))
    assert two < 2.2 * one


def test_long_texts_are_compared_clause_by_clause():
    pieces = marked(*long_text(1500))
    assert [piece.text for piece in pieces if piece.mark is Mark.IN] == ["尚未完成，", "第1400大"]


def test_a_new_paragraph_above_moves_the_others_and_changes_none():
    before, after = ["开展了检查。", "共立案12件。"], ["加强组织领导，层层压实责任。", "开展了检查。", "共立案13件。"]
    assert aligned(before, after) == [Pair(None, 0), Pair(0, 1), Pair(1, 2)]


def test_a_paragraph_taken_out_stands_where_it_was():
    assert aligned(["甲甲甲甲", "乙乙乙乙", "丙丙丙丙"], ["甲甲甲甲", "丙丙丙丙"]) == [
        Pair(0, 0),
        Pair(1, None),
        Pair(2, 1),
    ]


def test_a_paragraph_written_anew_is_another_one():
    assert aligned(["甲乙丙丁"], ["子丑寅卯"]) == [Pair(None, 0), Pair(0, None)]


@given(st.lists(st.text("甲乙丙丁", max_size=8), max_size=8), st.lists(st.text("甲乙丙丁", max_size=8), max_size=8))
def test_every_paragraph_is_told_once(before, after):
    pairs = aligned(before, after)
    assert sorted(pair.before for pair in pairs if pair.before is not None) == list(range(len(before)))
    assert [pair.after for pair in pairs if pair.after is not None] == list(range(len(after)))
