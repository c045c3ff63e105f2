"""What one typed and others saved meanwhile: paragraphs go together by their words, rows stay where somebody changed
them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import Text
from findings.returns.changes import merge
from findings.returns.content import clean
from findings.returns.together import brought_together, merge_paragraphs, put_back
from inspections.asking.model import Section, SectionKind

FINDINGS = Section("problems", SectionKind.FINDINGS, Text("发现", "Findings"))
PARAGRAPHS = st.lists(st.text("甲乙丙", max_size=2), max_size=6)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        (["a", "b"], ["a", "b"], ["a", "c"], ["a", "c"]),
        (["a", "b", "c"], ["new", "a", "b", "c"], ["a", "b", "d"], ["new", "a", "b", "d"]),
        (["a", "b", "c"], ["b", "c"], ["a", "b", "c", "d"], ["b", "c", "d"]),
        (["a"], ["b"], ["b"], ["b"]),
        (["a"], ["b"], ["c"], None),
        ([], ["a"], ["b"], None),
        (["a", "b"], ["b"], ["A", "b"], None),
    ],
)
def test_changes_in_different_places_go_together(base, ours, theirs, merged):
    assert merge_paragraphs(base, ours, theirs) == merged


@given(PARAGRAPHS, PARAGRAPHS)
def test_what_only_one_side_changed_is_taken(base, changed):
    assert merge_paragraphs(base, base, changed) == changed
    assert merge_paragraphs(base, changed, base) == changed
    assert merge_paragraphs(base, changed, changed) == changed


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_no_paragraph_that_anybody_put_in_is_lost(base, ours, theirs):
    merged = merge_paragraphs(base, ours, theirs)
    if merged is not None:
        assert {*ours, *theirs} - {*base} <= {*merged}


ROWS = st.lists(st.sampled_from("abcd"), unique=True)


def findings(rows: list[str], title: str) -> dict:
    return {"rows": rows, **{f"{row}.title": f"{row}{title}" for row in rows}} if rows else {}


@given(ROWS, ROWS, ROWS, st.booleans(), st.booleans())
def test_whatever_two_people_do_to_the_rows_can_be_saved(base, ours, theirs, ours_change, theirs_change):
    seen = findings(base, "")
    there, typed = findings(ours, "改" if ours_change else ""), findings(theirs, "又改" if theirs_change else "")
    typed, seen = brought_together(FINDINGS, seen=seen, there=there, typed=typed)
    merged = merge(seen, there, typed, section="problems")
    saved = clean(FINDINGS, merged.written)  # raises where a field has lost its row
    if theirs_change:
        assert set(theirs) <= set(saved.get("rows", []))
    if ours_change:
        assert set(ours) <= set(saved.get("rows", []))


@pytest.mark.parametrize("row", ["a", "b", "c"])
def test_a_row_that_one_took_away_and_the_other_changed_stays_where_it_stood(row):
    seen = findings(["a", "b", "c"], "")
    there = {**seen, f"{row}.title": "改了"}
    typed = findings([one for one in "abc" if one != row], "")
    typed, seen = brought_together(FINDINGS, seen=seen, there=there, typed=typed)
    merged = merge(seen, there, typed, section="problems")
    assert (merged.written, merged.conflicts) == (there, ())


@pytest.mark.parametrize(
    ("row", "rows", "wanted"),
    [
        ("b", ["c", "a"], ["c", "a", "b"]),
        ("c", ["a", "n"], ["a", "c", "n"]),
        ("a", [], ["a"]),
        ("a", ["c"], ["a", "c"]),
    ],
)
def test_a_row_is_put_back_behind_the_nearest_one_that_is_left(row, rows, wanted):
    assert put_back(row, rows, ["a", "b", "c"]) == wanted
