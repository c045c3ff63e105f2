"""The shape of a return: what fits, what is refused, what is read out of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import Text
from findings.returns.content import (
    NoContent,
    clean,
    digest_of,
    files_of,
    flat,
    label_of,
    paragraphs,
    paragraphs_of,
    rows_of,
)
from tests.findings.returns.forms import FORM


@pytest.mark.parametrize(
    ("section", "address", "value"),
    [
        ("overview", "p1", "文"),
        ("outline", "how", "文"),
        ("outline", "how.files", ["f1"]),
        ("cases", "all.y2016", "9件"),
        ("cases", "all.files", ["f1"]),
        ("problems", "rows", []),
        ("duties", "publicity.answer", "met"),
        ("duties", "publicity.note", "文"),
        ("papers", "statistics", ["f1"]),
    ],
)
def test_every_address_of_the_grammar_has_its_place(section, address, value):
    kept = clean(FORM.section(section), {address: value})
    assert kept == ({address: value} if value else {})


@pytest.mark.parametrize(
    ("section", "written"),
    [
        ("overview", {"p0": "文"}),
        ("overview", {"p501": "文"}),
        ("overview", {"p1": ["f1"]}),
        ("overview", {"q1": "文"}),
        ("overview", {"p1": "文" * 20_001}),
        ("overview", {"p1": "文\0字"}),
        ("outline", {"who": "文"}),
        ("outline", {"how": ["f1"]}),
        ("outline", {"how.p1": "文"}),
        ("cases", {"all": "9件"}),
        ("cases", {"all.y2015": "9件"}),
        ("problems", {"rows": "a"}),
        ("problems", {"rows": ["a"], "b.title": "文"}),  # the list does not name it: it would be lost
        ("problems", {"rows": ["a"], "a.colour": "红"}),
        ("problems", {"rows": ["../a"], "../a.title": "文"}),
        ("problems", {"rows": [f"r{number}" for number in range(2_001)]}),
        ("duties", {"publicity.colour": "红"}),
        ("papers", {"statistics": "f1"}),
        ("papers", {"statistics": ["F1"]}),
        ("papers", {"statistics": [f"f{number}" for number in range(61)]}),
    ],
)
def test_a_stranger_is_refused(section, written):
    with pytest.raises(NoContent):
        clean(FORM.section(section), written)


def test_empty_is_the_same_as_none():
    assert clean(FORM.section("outline"), {"how": "", "how.files": []}) == {}


def test_rows_paragraphs_files_and_labels_are_read_out():
    written = {"rows": ["b", "a"], "a.title": "甲", "b.title": "乙", "b.files": ["f2"]}
    assert rows_of(written) == [("b", {"title": "乙", "files": ["f2"]}), ("a", {"title": "甲"})]
    assert paragraphs_of({"p10": "十", "p2": "二"}) == ["二", "十"]
    content = {"problems": written, "papers": {"statistics": ["f1", "f2"]}}
    assert files_of(content) == ["f2", "f1"]
    assert flat(content)["problems.b.title"] == "乙"
    assert label_of(FORM, "cases.all.y2016") == Text("案件 › 问all › 2016年", "Cases › Q all › 2016")
    assert label_of(FORM, "problems.a.title").zh == "问题 › 标题"
    assert label_of(FORM, "overview.p2").en == "Overview › paragraph 2"
    assert label_of(FORM, "gone.p2") == Text("gone.p2", "gone.p2")


@given(
    st.lists(
        st.text(
            alphabet=st.characters(codec="utf-8", exclude_characters="\n\r\x85\u2028\u2029\x0b\x0c\x1c\x1d\x1e"),
            max_size=20,
        ),
        max_size=9,
    )
)
def test_a_text_comes_back_as_it_was_typed_but_for_blanks(lines):
    typed = "\r\n".join(lines)
    assert paragraphs_of(paragraphs(typed)) == [line.strip() for line in lines if line.strip()]


def test_a_digest_is_that_of_the_values_not_of_their_order():
    assert digest_of({"a": "1", "b": "2"}) == digest_of({"b": "2", "a": "1"}) != digest_of({"a": "1", "b": "3"})
