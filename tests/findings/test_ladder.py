"""The ladder of quantity words: which word is proposed, and which may stand, at every border."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findings.enums import QuantityWord
from findings.ladder import LADDER, fits, fitting, word_for

COUNTS = st.integers(1, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


def test_the_ladder_is_the_closed_list_of_words():
    assert [rung.word for rung in LADDER] == QuantityWord.values


@pytest.mark.parametrize(
    ("part", "whole", "word"),
    [
        (0, 13, ""),
        (1, 100, "个别"), (10, 100, "个别"), (11, 100, "有的"), (20, 100, "有的"), (21, 100, "一些"), (30, 100, "一些"),
        (31, 100, "不少"), (40, 100, "不少"), (41, 100, "许多"), (50, 100, "许多"), (51, 100, "多数"), (80, 100, "多数"),
        (81, 100, "绝大多数"), (90, 100, "绝大多数"), (91, 100, "普遍"), (99, 100, "普遍"), (100, 100, "均"),
        (9, 13, "多数"), (13, 13, "均"), (1, 1, "均"), (1, 2, "有的"), (1, 3, "有的"), (2, 3, "多数"), (2, 5, "一些"),
        (2, 2, "均"), (3, 4, "多数"),
    ],
)  # fmt: skip
def test_the_word_for_a_count(part, whole, word):
    assert word_for(part, whole) == word


@pytest.mark.parametrize(
    ("word", "below", "from_here", "up_to", "above"),
    [
        ("个别", (0, 100), (1, 100), (10, 100), (11, 100)),
        ("有的", (0, 100), (1, 100), (50, 100), (51, 100)),
        ("一些", (5, 100), (6, 100), (50, 100), (51, 100)),
        ("部分", (5, 100), (6, 100), (50, 100), (51, 100)),
        ("不少", (20, 100), (21, 100), (60, 100), (61, 100)),
        ("许多", (30, 100), (31, 100), (80, 100), (81, 100)),
        ("较普遍", (40, 100), (41, 100), (80, 100), (81, 100)),
        ("多数", (50, 100), (51, 100), (999, 1000), (1000, 1000)),
        ("绝大多数", (75, 100), (76, 100), (999, 1000), (1000, 1000)),
        ("普遍", (75, 100), (76, 100), (100, 100), None),
        ("均", (999, 1000), (1000, 1000), (1, 1), None),
    ],
)
def test_a_word_fits_between_its_borders(word, below, from_here, up_to, above):
    assert [fits(word, *count) for count in (below, from_here, up_to)] == [False, True, True]
    assert above is None or not fits(word, *above)


@pytest.mark.parametrize(
    ("word", "fewest"), [("一些", 2), ("部分", 2), ("不少", 3), ("许多", 3), ("较普遍", 3), ("绝大多数", 3)]
)
def test_a_word_that_means_several_needs_them(word, fewest):
    shares = {"一些": 30, "部分": 30, "不少": 45, "许多": 45, "较普遍": 45, "绝大多数": 85}
    whole = 100 * (fewest - 1) // shares[word]
    assert not fits(word, fewest - 1, whole)


def test_a_single_one_of_several_may_be_called_individual():
    assert fits("个别", 1, 4) and fits("个别", 1, 9)
    assert not fits("个别", 1, 3) and not fits("个别", 2, 9)


def test_many_may_stand_for_nine_of_thirteen():
    assert fitting(9, 13) == ["许多", "较普遍", "多数"]


@given(COUNTS)
def test_what_is_proposed_fits(count):
    word = word_for(*count)
    assert (word == "") == (count[0] == 0)
    assert not word or fits(word, *count)


@given(COUNTS)
def test_more_of_them_never_makes_a_smaller_word(count):
    part, whole = count
    words = ["", *QuantityWord.values]
    if part < whole:
        assert words.index(word_for(part, whole)) <= words.index(word_for(part + 1, whole))


@given(COUNTS)
def test_for_every_count_but_none_some_word_fits(count):
    assert bool(fitting(*count)) == (count[0] > 0)


@pytest.mark.parametrize("count", [(-1, 3), (4, 3), (0, 0), (1, 0)])
def test_what_is_no_count_is_refused(count):
    with pytest.raises(ValueError, match="is no count"):
        word_for(*count)
    with pytest.raises(ValueError, match="is no count"):
        fits("均", *count)


def test_a_word_of_no_ladder_is_refused():
    with pytest.raises(KeyError):
        fits("大概", 1, 2)
