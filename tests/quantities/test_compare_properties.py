"""What holds for every figure and period: both faces of one record agree, and a changed record is found out."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from core.quantities.chinese.writing import write_zh
from core.quantities.comparing.compare import compare
from core.quantities.difference import DifferenceKind
from core.quantities.english.writing import write_en
from core.quantities.model import Kind, Quantity
from core.quantities.period import Period, Precision
from core.quantities.units import MEASURES, UNITS, UnitKind
from core.quantities.words import ZH_WORDS, Qualifier

K = DifferenceKind
KIND_OF = {UnitKind.PERCENT: Kind.PERCENT, UnitKind.MONEY: Kind.MONEY}
# A bare number and 三大 are no figures outside a sentence that says what they count.
UNITS_READ = [
    unit
    for unit in UNITS.values()
    if unit.kind not in (UnitKind.LEVEL, UnitKind.ORDINAL) and unit.key not in ("none", "major")
]
CARRIERS = (
    ("{}", "{}"),
    ("检查组发现{}。", "The group found {}."),
    ("截至目前，全省共有{}，有关工作正在推进。", "So far there are {} in the province, and work is going on."),
    ("经统计，{}；其余情况另行说明。", "Statistics show {}; the rest is told elsewhere."),
)

# Whole numbers of every size, with as many zeros at their end as round figures have. 1 is weak, 0 rare.
wholes = st.builds(
    lambda digits, zeros: Decimal(digits).scaleb(zeros), st.integers(2, 99_999), st.integers(0, 9)
)  # fmt: skip
decimals = st.builds(lambda digits, places: Decimal(digits).scaleb(-places), st.integers(2, 10**7), st.integers(0, 3))


@st.composite
def quantities(draw):
    unit = draw(st.sampled_from(UNITS_READ))
    qualifier = draw(st.sampled_from(Qualifier))
    words = [None, *(word.text for word in ZH_WORDS if word.qualifier is qualifier)]
    # 4.15日 is a day of the year, not four days and a bit.
    measured = unit.kind in MEASURES and unit.key != "day_limit"
    value = draw(wholes | decimals if measured else wholes)
    assume(unit.key != "year" or not 1000 <= value < 3000)  # 1500年 is a year
    return Quantity(
        value=value,
        unit=unit,
        kind=KIND_OF.get(unit.kind, Kind.CARDINAL),
        qualifier=qualifier,
        zh_qualifier=draw(st.sampled_from(words)),
        zh_scale=draw(st.sampled_from((None, None, "", "万", "亿"))),
    )


@st.composite
def ranges(draw):
    unit = draw(st.sampled_from([one for one in UNITS_READ if one.kind is not UnitKind.PERSON_TIME]))
    low, high = sorted((draw(wholes), draw(wholes)))
    assume(low < high)
    return Quantity(low=low, high=high, unit=unit, kind=KIND_OF.get(unit.kind, Kind.CARDINAL))


days = st.dates(date(1949, 10, 1), date(2035, 12, 31))


@st.composite
def periods(draw):
    precision = draw(st.sampled_from((Precision.DAY, Precision.MONTH, Precision.YEAR)))
    start = draw(days)
    shape = draw(st.sampled_from(("point", "span", "open")))
    if shape == "open":
        return Period(start=start, precision=precision, open_ended=True)
    end = start + timedelta(draw(st.integers(400, 4000))) if shape == "span" else None
    return Period(start=start, end=end, precision=precision)


@given(quantities(), st.sampled_from(CARRIERS))
def test_both_faces_of_a_figure_agree(quantity, carrier):
    zh, en = carrier[0].format(write_zh(quantity)), carrier[1].format(write_en(quantity))
    assert [(one.kind, one.message_en) for one in compare(zh, en)] == []


@given(ranges(), st.sampled_from(CARRIERS))
def test_both_faces_of_a_range_agree(quantity, carrier):
    zh, en = carrier[0].format(write_zh(quantity)), carrier[1].format(write_en(quantity))
    assert [(one.kind, one.message_en) for one in compare(zh, en)] == []


@given(periods(), st.sampled_from(CARRIERS))
def test_both_faces_of_a_period_agree(period, carrier):
    zh, en = carrier[0].format(write_zh(period)), carrier[1].format(write_en(period))
    assert [(one.kind, one.message_en) for one in compare(zh, en)] == []


@given(quantities(), wholes, st.sampled_from(CARRIERS))
def test_a_changed_value_is_found(quantity, value, carrier):
    assume(value != quantity.value)
    # 1,100% may be 1.1% with a decimal comma.
    assume(quantity.kind is not Kind.PERCENT or value < 1000)
    zh, en = carrier[0].format(write_zh(quantity)), carrier[1].format(write_en(replace(quantity, value=value)))
    assert [one.kind for one in compare(zh, en)] == [K.VALUE]


@given(quantities(), st.sampled_from(Qualifier), st.sampled_from(CARRIERS))
def test_a_changed_qualifier_is_found(quantity, qualifier, carrier):
    # 以上 says both more than and at least, 以下 both less than and up to.
    alike = ({Qualifier.MORE_THAN, Qualifier.AT_LEAST}, {Qualifier.LESS_THAN, Qualifier.UP_TO})
    assume(qualifier is not quantity.qualifier and {qualifier, quantity.qualifier} not in alike)
    # 近两年 is the past two years as well as nearly two.
    assume(quantity.qualifier is not Qualifier.NEARLY or quantity.unit.kind is not UnitKind.DURATION)
    changed = replace(quantity, qualifier=qualifier, zh_qualifier=None)
    zh, en = carrier[0].format(write_zh(quantity)), carrier[1].format(write_en(changed))
    assert [one.kind for one in compare(zh, en)] == [K.QUALIFIER]


@given(periods(), st.integers(1, 40), st.sampled_from(CARRIERS))
def test_a_period_that_began_in_another_year_is_found(period, years, carrier):
    start = period.start.replace(year=period.start.year - years, day=min(period.start.day, 28))
    moved = replace(period, start=start)
    zh, en = carrier[0].format(write_zh(period)), carrier[1].format(write_en(moved))
    assert [one.kind for one in compare(zh, en)] == [K.VALUE]


@given(st.lists(quantities(), min_size=2, max_size=6, unique_by=lambda one: one.value), st.randoms())
def test_a_paragraph_in_another_order_agrees(found, random):
    zh = "；".join(write_zh(one) for one in found) + "。"
    shuffled = list(found)
    random.shuffle(shuffled)
    en = "; ".join(write_en(one) for one in shuffled) + "."
    assert [(one.kind, one.message_en) for one in compare(zh, en)] == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_can_be_compared(zh, en):
    for one in compare(zh, en):
        assert one.zh is None or zh[one.zh.start : one.zh.end] == one.zh.text
        assert one.en is None or en[one.en.start : one.en.end] == one.en.text
