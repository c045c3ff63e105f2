"""Working days: the national calendar of known years, what a congress adds to it, and reckoning with both."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import Text
from inspections.models import CalendarDay
from inspections.working_days import (
    Calendar,
    add_working_days,
    due_of,
    is_exchanged,
    is_national_working,
    is_working,
    known_years,
    national_name,
    working_days_between,
)
from tests import make

NATION = Calendar()
DAYS = st.dates(date(2016, 6, 1), date(2018, 6, 30))


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


# --- The nation -------------------------------------------------------------------------------------------------------


def test_golden_week_2017_lasts_eight_days_and_a_saturday_is_worked_for_it():
    """Notice of the State Council for 2017: 1 to 8 October off, Saturday 30 September worked."""
    off = [day for day in days(date(2017, 9, 25), date(2017, 10, 13)) if not is_national_working(day)]
    assert off == days(date(2017, 10, 1), date(2017, 10, 8))
    assert (date(2017, 9, 30).weekday(), is_exchanged(date(2017, 9, 30))) == (5, True)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2017, 1, 27), date(2017, 2, 2)),  # Spring Festival
        (date(2018, 2, 15), date(2018, 2, 21)),
        (date(2019, 5, 1), date(2019, 5, 4)),
        (date(2020, 1, 24), date(2020, 2, 2)),  # prolonged during the epidemic
        (date(2023, 9, 29), date(2023, 10, 6)),
        (date(2025, 1, 28), date(2025, 2, 4)),
    ],
)
def test_announced_holidays_are_off_and_their_neighbours_worked(first, last):
    assert [day for day in days(first, last) if is_national_working(day)] == []
    assert not is_national_working(first) and not is_national_working(last)


@pytest.mark.parametrize(
    "day", [date(2017, 1, 22), date(2017, 2, 4), date(2018, 2, 11), date(2020, 1, 19), date(2024, 2, 18)]
)
def test_exchanged_weekends_are_worked(day):
    assert (day.weekday() >= 5, is_national_working(day), is_exchanged(day)) == (True, True, True)


def test_a_day_off_has_its_name_in_both_languages_and_a_weekend_has_none():
    assert national_name(date(2017, 10, 2)) == Text("国庆节", "National Day")
    assert (national_name(date(2017, 10, 14)), national_name(date(2017, 10, 16))) == (Text(), Text())


def test_beyond_the_known_years_only_weekends_are_off():
    beyond = known_years().stop
    assert (2017 in known_years(), 2000 in known_years(), known_years().start) == (True, False, 2001)
    for year in (1999, beyond, beyond + 20):
        assert [day for day in days(date(year, 1, 1), date(year, 12, 31))
                if is_national_working(day) != (day.weekday() < 5)] == []  # fmt: skip


def test_a_year_is_known_as_far_as_its_exchanged_weekends_are():
    assert all(any(map(is_exchanged, days(date(year, 1, 1), date(year, 12, 31)))) for year in known_years())


def test_the_package_is_read_by_who_counts_days_alone():
    """It is large: a page without a calendar does not wait for it."""
    code = "import django; django.setup(); import inspections.working_days, sys; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=300, check=False).returncode == 0


# --- Reckoning --------------------------------------------------------------------------------------------------------


def test_ten_working_days_over_golden_week():
    """From Monday 25 September 2017: 26 to 30 September are five, the Saturday among them; 9 to 13 October the rest."""
    assert NATION.add(date(2017, 9, 25), 10) == date(2017, 10, 13)
    assert NATION.between(date(2017, 9, 25), date(2017, 10, 13)) == 10


def test_the_day_of_the_letter_does_not_count():
    friday = date(2017, 9, 15)
    assert (NATION.add(friday, 0), NATION.add(friday, 1)) == (friday, date(2017, 9, 18))
    assert NATION.between(friday, friday) == 0


def test_backwards_it_is_the_same_way():
    assert NATION.add(date(2017, 10, 9), -1) == date(2017, 9, 30)
    assert NATION.between(date(2017, 10, 9), date(2017, 9, 29)) == -1 - 0 - len([date(2017, 9, 29)])


@given(DAYS, st.integers(1, 200))
def test_what_was_added_lies_between(start, number):
    end = NATION.add(start, number)
    assert (NATION.is_working(end), NATION.between(start, end)) == (True, number)


@given(DAYS, DAYS)
def test_between_counts_each_working_day_once(first, last):
    first, last = sorted((first, last))
    counted = sum(map(NATION.is_working, days(first + timedelta(days=1), last)))
    assert NATION.between(first, last) == counted


def test_beyond_the_last_year_there_is_nothing():
    with pytest.raises(OverflowError):
        NATION.add(date(9999, 12, 30), 5)


# --- A congress -------------------------------------------------------------------------------------------------------


def test_a_congress_departs_from_the_nation(hainan_sc, wenchang_sc, npcsc):
    """三月三 is a day off in Hainan; the city below keeps to the nation as long as it has no day of its own."""
    CalendarDay.objects.create(body=hainan_sc, day=date(2017, 3, 30), is_working=False)
    CalendarDay.objects.create(body=hainan_sc, day=date(2017, 4, 1), is_working=False)
    CalendarDay.objects.create(body=hainan_sc, day=date(2017, 4, 8), is_working=True)
    known = [date(2017, 3, 30), date(2017, 4, 1), date(2017, 4, 8)]
    assert [is_working(hainan_sc, day) for day in known] == [False, False, True]
    assert [is_working(wenchang_sc, day) for day in known] == [True, True, False]
    assert add_working_days(hainan_sc, date(2017, 3, 29), 1) == date(2017, 3, 31)
    assert add_working_days(npcsc, date(2017, 3, 29), 1) == date(2017, 3, 30)
    assert working_days_between(hainan_sc, date(2017, 3, 29), date(2017, 4, 10)) == 6
    assert working_days_between(wenchang_sc, date(2017, 3, 29), date(2017, 4, 10)) == 7


def test_a_term_is_reckoned_by_the_body_that_asks(hainan_sc, npcsc, django_assert_num_queries):
    CalendarDay.objects.create(body=hainan_sc, day=date(2017, 9, 18), is_working=False)
    inspection = make.make_inspection(npcsc)
    above = make.make_request(inspection, days=1)
    below = make.make_request(inspection, days=1, parent=make.make_delegation(inspection, hainan_sc, request=above))
    assert due_of(above, date(2017, 9, 15)) == date(2017, 9, 18)
    with django_assert_num_queries(1):
        assert due_of(below, date(2017, 9, 15)) == date(2017, 9, 19)
    assert due_of(make.make_request(inspection), date(2017, 9, 15)) is None
