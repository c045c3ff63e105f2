"""The parts of matching by themselves: numbers that look alike, dates that agree, places, runs, and readings built by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from core.quantities.comparing.compare import compare_readings
from core.quantities.comparing.likeness import likeness, slip, transposed, vague_bounds
from core.quantities.comparing.measures import agree_in_conversion, rounds_to
from core.quantities.comparing.moments import agree, agreement, implied, stated
from core.quantities.comparing.places import Places
from core.quantities.comparing.runs import Extra, Unnumbered, compare_runs
from core.quantities.difference import DifferenceKind, Severity
from core.quantities.reading import Moment, Reading, ReadingKind
from core.quantities.units import UnitKind
from core.quantities.words import Qualifier

D, K, R, U = Decimal, DifferenceKind, ReadingKind, UnitKind
TEN_THOUSAND = D("10000")


def reading(value=None, start=0, raw="", kind=R.CARDINAL, **more):
    raw = raw or str(value)
    return Reading(kind, start, start + len(raw), raw, value=None if value is None else D(value), **more)


def kinds(zh, en):
    return [one.kind for one in compare_readings(zh, en)]


@pytest.mark.parametrize(
    ("zh", "en", "factor"),
    (("11000", "1100000", 100), ("11000", "11000", 0), ("10", "100", 10), ("3", "300000", 100_000), ("13", "12", 0), ("0", "10", 0)),
)  # fmt: skip
def test_a_slip_of_the_scale_is_a_power_of_ten(zh, en, factor):
    assert slip(D(zh), D(en)) == slip(D(en), D(zh)) == factor


@pytest.mark.parametrize(
    ("zh", "en", "swapped"),
    (("1529", "1592", True), ("13", "31", True), ("1529", "1529", False), ("1529", "1952", False), ("120", "12", False), ("63.5", "65.3", True)),
)  # fmt: skip
def test_two_digits_that_changed_places_are_seen(zh, en, swapped):
    assert transposed(D(zh), D(en)) is transposed(D(en), D(zh)) is swapped


@pytest.mark.parametrize(
    ("zh", "en", "least", "most"),
    (("53560", "53650", 1, 1), ("53560", "5356", 1, 1), ("11590", "11950", 1, 1), ("78980", "78930", 0.5, 1), ("13", "12", 0.1, 0.4),
     ("3", "5", 0, 0), ("120", "75", 0, 0), ("1529", "159", 0.5, 1)),
)  # fmt: skip
def test_numbers_look_alike_the_more_digits_they_share(zh, en, least, most):
    assert least <= likeness(D(zh), D(en)) <= most


@pytest.mark.parametrize(
    ("exact", "rounded", "fits"),
    (("1384000000", "1400000000", True), ("1384000000", "1380000000", True), ("10370", "10000", True), ("13", "12", False),
     ("13", "10", False), ("1500", "1529", False), ("1529", "1400", False)),
)  # fmt: skip
def test_a_rounder_number_stands_for_an_exact_one(exact, rounded, fits):
    assert rounds_to(D(exact), D(rounded)) is fits


def test_conversion_agrees_within_the_rounding_of_the_coarser():
    mu, hectare = Fraction(2000, 3), TEN_THOUSAND
    assert agree_in_conversion(D("123000000"), mu, D("8200000"), Fraction(hectare))
    assert agree_in_conversion(D(100), mu, D("6.7"), Fraction(hectare))
    assert not agree_in_conversion(D(100), mu, D(100), Fraction(hectare))
    assert not agree_in_conversion(D(100), mu, D("6.3"), Fraction(hectare))
    assert agree_in_conversion(Fraction(100, 3), Fraction(1), D("33.3"), Fraction(1))
    assert not agree_in_conversion(Fraction(100, 3), Fraction(1), D(30), Fraction(1))
    assert not agree_in_conversion(Fraction(100, 3), Fraction(1), D(34), Fraction(1))


def test_vague_numbers_have_a_size_where_their_words_say_one():
    assert vague_bounds(reading(raw="数百", kind=R.VAGUE)) == (100, 1000)
    assert vague_bounds(reading(raw="tens of thousands of", kind=R.VAGUE)) == (10_000, 100_000)
    assert vague_bounds(reading(raw="若干", kind=R.VAGUE)) is None


def test_dates_agree_in_what_both_state():
    assert agree(Moment(2017, 8, 25), Moment(month=8, day=25)).loose is False
    assert agree(Moment(2017, 6), Moment(month=6, year_offset=0)).loose is False
    assert agree(Moment(2017, 9), Moment(2017)).loose is True
    assert agree(Moment(2017, 9), Moment(2016, 9)) is None
    assert agree(Moment(2017), Moment(month=9)) is None
    assert agree(Moment(year_offset=0), Moment(year_offset=-1)) is None


def test_a_period_agrees_in_both_its_ends():
    august, october = Moment(2017, 8), Moment(2017, 10)
    period = Reading(R.PERIOD, 0, 1, "x", first=august, last=october)
    assert agreement(period, Reading(R.PERIOD, 0, 1, "x", first=Moment(month=8), last=october))
    assert agreement(period, Reading(R.PERIOD, 0, 1, "x", first=august, last=Moment(2017, 9))) is None
    assert agreement(period, Reading(R.DATE, 0, 1, "x", first=august)) is None


def test_a_date_is_implied_by_one_that_says_more():
    day, year = stated([Moment(2017, 9, 10)]), stated([Moment(2017)])
    assert implied(Moment(2017), day) and implied(Moment(month=9, day=10), day) and implied(Moment(year_offset=0), day)
    assert not implied(Moment(2017, 9), year) and not implied(Moment(2016), day)


def test_places_follow_the_anchors_and_forget_those_that_cross():
    straight = Places([], 100, 300)
    assert straight.apart(50, 150) == pytest.approx(0, abs=3)
    bent = Places([(10, 200), (50, 210), (60, 20)], 100, 300)
    assert bent.apart(10, 200) == 0 and bent.apart(50, 210) == 0 and bent.apart(60, 20) > 100


def test_the_nearest_partner_with_the_same_noun_is_taken():
    systems = reading("11000", 5, raw="1.1万个", noun="信息系统")
    suspects = reading(
        "11000", 50, raw="11000余名", noun="犯罪嫌疑人", unit=U.PERSON, qualifiers=(Qualifier.MORE_THAN,)
    )
    english = [
        reading("11000", 10, raw="over 11,000", noun="criminal suspects", qualifiers=(Qualifier.MORE_THAN,)),
        reading("11000", 90, raw="11,000", noun="important information systems"),
    ]
    assert kinds([systems, suspects], english) == []


def test_one_fault_gives_one_result():
    zh = [reading("13", 0, noun="单位"), reading("6", 20, noun="小组")]
    assert kinds(zh, [reading("6", 0, noun="teams"), reading("12", 40, noun="units")]) == [K.VALUE]


def test_a_name_carries_its_numbers_to_the_other_language():
    parade = reading(raw="九三", kind=R.NAME, key="parade", numbers=(D(9), D(3)))
    english = Reading(R.DATE, 0, 11, "3 September", first=Moment(month=9, day=3))
    assert kinds([parade], [english]) == []
    assert kinds([], [english]) == [K.MISSING]


def test_an_unclear_numeral_agrees_in_any_of_its_values():
    unclear = reading("12.345", raw="12.345", alternatives=(D(12345),))
    assert kinds([reading("12345", raw="12345个")], [unclear]) == []
    assert kinds([reading("12346", raw="12346个")], [unclear]) == [K.VALUE]


def test_a_malformed_numeral_takes_the_number_that_looks_like_it():
    zh = [reading("140000", 0, raw="14万个"), reading("17000", 9, raw="1.7万个")]
    bad = reading(None, 40, raw="1.7000", malformed=True)
    found = compare_readings(zh, [reading("140000", 0, raw="140,000"), bad])
    assert [(one.kind, one.zh.text, one.en.text) for one in found] == [(K.MALFORMED, "1.7万个", "1.7000")]


def test_weak_readings_names_and_vague_numbers_are_not_missed():
    assert (
        kinds(
            [reading("1", raw="一个", weak=True), reading(raw="若干", kind=R.VAGUE), reading(raw="G20", kind=R.NAME)],
            [],
        )
        == []
    )


def labels(*places, values=None):
    return [
        reading(n, at, raw=f"{n}是", kind=R.ENUMERATOR) for n, at in zip(values or range(1, 99), places, strict=False)
    ]


def test_the_item_without_partner_is_found_by_its_length():
    extras = compare_runs(labels(0, 10, 60, 70), labels(0, 30, 60), (80, 95), [])
    assert [(type(one), one.language, one.entry.label.value) for one in extras] == [(Extra, "zh", 2)]


def test_the_item_without_partner_is_found_by_its_numbers():
    shared = [(25, 35), (35, 65)]
    extras = compare_runs(labels(0, 10, 20, 30), labels(0, 30, 60), (40, 90), shared)
    assert [one.entry.label.value for one in extras] == [2]


def test_a_lost_label_is_the_one_that_the_numbering_skips():
    extras = compare_runs(labels(0, 10, 20, 30), labels(0, 10, 20, values=(1, 2, 4)), (40, 40), [])
    assert [one.entry.label.value for one in extras] == [3]


def test_a_run_that_one_language_does_not_number_is_one_result():
    assert [type(one) for one in compare_runs(labels(0, 10, 20), [], (30, 30), [])] == [Unnumbered]
    assert compare_runs(labels(0), [], (30, 30), []) == []


def test_ordinals_that_one_language_lacks_are_warnings():
    found = compare_readings([reading("3", kind=R.ORDINAL, raw="第三次")], [])
    assert [(one.kind, one.severity) for one in found] == [(K.MISSING, Severity.WARNING)]
