"""What changed, and two changes of one content brought together without losing either."""

from hypothesis import given
from hypothesis import strategies as st

from findings.returns.changes import Change, Conflict, changes, merge


def test_changes_are_what_differs():
    before = {"overview": {"p1": "旧", "p2": "同"}, "cases": {"all.y2016": "9件"}}
    after = {"overview": {"p1": "新", "p2": "同", "p3": "增"}}
    assert changes(before, after) == [
        Change("overview.p1", "旧", "新"),
        Change("overview.p3", "", "增"),
        Change("cases.all.y2016", "9件", ""),
    ]


def test_what_only_one_side_changed_is_taken():
    merged = merge({"a": "1", "b": "1"}, {"a": "2", "b": "1"}, {"a": "1", "b": "3"}, section="s")
    assert merged.written == {"a": "2", "b": "3"}
    assert merged.taken == (Change("s.b", "1", "3"),)
    assert merged.conflicts == ()


def test_what_both_changed_differently_is_a_conflict_and_neither_is_lost():
    merged = merge({"a": "1"}, {"a": "2"}, {"a": "3"}, section="s")
    assert merged.written == {"a": "2"}
    assert merged.conflicts == (Conflict("s.a", "1", "2", "3"),)


def test_the_same_change_twice_is_none():
    merged = merge({"a": "1"}, {"a": "2"}, {"a": "2"})
    assert (merged.taken, merged.conflicts) == ((), ())


def test_a_value_taken_away_is_a_change_like_another():
    assert merge({"a": "1"}, {"a": "1"}, {}).written == {}
    assert merge({"a": "1"}, {"a": "2"}, {}).conflicts == (Conflict("a", "1", "2", ""),)


def test_rows_of_both_sides_stay():
    base = {"rows": ["x", "y"]}
    merged = merge(base, {"rows": ["x", "y", "z"], "z.title": "我们"}, {"rows": ["y", "w"], "w.title": "他们"})
    assert merged.written["rows"] == ["y", "w", "z"]
    assert merged.conflicts == ()
    assert {merged.written["z.title"], merged.written["w.title"]} == {"我们", "他们"}


values = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["", "1", "2", "3"]), max_size=4).map(
    lambda given: {key: value for key, value in given.items() if value}
)


@given(values, values, values)
def test_nothing_typed_is_lost(base, ours, theirs):
    """Every value of either side that it did not just find there stands in the result or in a conflict."""
    merged = merge(base, ours, theirs)
    shown = {conflict.address for conflict in merged.conflicts}
    for side in (ours, theirs):
        for address, value in side.items():
            if value != base.get(address):
                assert merged.written.get(address) == value or address in shown


@given(values, values)
def test_one_side_alone_is_taken_whole(base, theirs):
    assert merge(base, base, theirs).written == theirs
