"""Dates of a row as a value that writes itself in both languages."""

from datetime import date

import pytest

from core.text import Text
from findings.models import CitedDate

DAY = date(2017, 12, 24)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"starts": DAY, "precision": "day"}, Text("2017年12月24日", "24 December 2017")),
        ({"starts": DAY}, Text("2017年12月24日", "24 December 2017")),
        ({"starts": DAY, "precision": "month"}, Text("2017年12月", "December 2017")),
        ({"starts": date(2015, 1, 1), "precision": "year", "open_ended": True}, Text("2015年以来", "since 2015")),
        (
            {"starts": date(2017, 8, 1), "ends": date(2017, 10, 31), "precision": "month"},
            Text("2017年8月至10月", "August to October 2017"),
        ),
        (
            {
                "starts": date(2017, 8, 1),
                "ends": date(2017, 8, 10),
                "precision": "third",
                "wording": Text("8月上旬", "early August"),
            },
            Text("8月上旬", "early August"),
        ),
        ({"wording": Text("十二五期间", "the twelfth plan period")}, Text("十二五期间", "the twelfth plan period")),
        (
            {"starts": date(2015, 1, 1), "ends": DAY, "end_precision": "day", "precision": "year"},
            Text("2015年至2017年12月24日", "2015 to 24 December 2017"),
        ),
    ],
)
def test_a_period_is_written_in_both_languages(columns, words):
    row = CitedDate(**columns)
    assert (row.period_stated, row.period_text) == (True, words)


def test_not_stated_is_empty_and_no_error():
    row = CitedDate()
    assert (row.period_stated, row.period, row.period_text) == (False, None, Text())


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="ends before it starts"):
        CitedDate(starts=DAY, ends=date(2016, 1, 1)).period  # noqa: B018
