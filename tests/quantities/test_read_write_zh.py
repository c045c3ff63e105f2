"""Whatever the writer writes in Chinese, the reader reads back: one reading, and it says that figure."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from core.quantities import UNITS, Extent, Kind, Noun, Numerals, Period, Precision, Quantity, Style, UnitKind, write_zh
from core.quantities.chinese.reading import read_zh
from core.quantities.units import MEASURES
from core.quantities.words import ZH_WORDS, Place, Qualifier

KIND_OF = {UnitKind.PERCENT: Kind.PERCENT, UnitKind.MONEY: Kind.MONEY}
CARDINAL_UNITS = [unit for unit in UNITS.values() if unit.kind not in (UnitKind.LEVEL, UnitKind.ORDINAL)]
COUNTED_UNITS = [unit for unit in CARDINAL_UNITS if unit.kind not in MEASURES]
ORDINAL_UNITS = [unit for unit in UNITS.values() if unit.kind is UnitKind.ORDINAL]
ZH_SIZES = {"万": 10**4, "亿": 10**8, "万亿": 10**12}
NOUNS = [None, Noun("食品抽检样品", "food sample", "food samples"), Noun("在校学生", "student", "students")]
STYLES = [Style(), Style(plain=True), Style(extent=Extent.COUNT)]

# Whole numbers of every size, with as many zeros at their end as round figures have.
wholes = st.builds(lambda digits, zeros: Decimal(digits).scaleb(zeros), st.integers(0, 99_999), st.integers(0, 11))
decimals = st.builds(lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**9), st.integers(0, 4))
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def quantities(draw):
    unit = draw(st.sampled_from(CARDINAL_UNITS))
    qualifier = draw(st.sampled_from(Qualifier))
    han = draw(st.booleans())
    value = draw(wholes | decimals if unit.kind in MEASURES and not han else wholes)
    words = [None, *(word.text for word in ZH_WORDS if word.qualifier is qualifier)]
    return Quantity(
        value=value,
        unit=unit,
        kind=KIND_OF.get(unit.kind, Kind.CARDINAL),
        qualifier=qualifier,
        noun=None if unit.kind in (UnitKind.PERCENTAGE_POINT, UnitKind.MULTIPLE) else draw(st.sampled_from(NOUNS)),
        zh_qualifier=draw(st.sampled_from(words)),
        zh_scale=None if han else draw(st.sampled_from((None, None, "", "万", "亿", "万亿"))),
        zh_numerals=Numerals.HAN if han else draw(st.sampled_from((None, Numerals.ARABIC))),
    )


@st.composite
def ranges(draw):
    unit = draw(st.sampled_from(CARDINAL_UNITS))
    qualifier = draw(st.sampled_from((Qualifier.EXACT, Qualifier.ABOUT)))
    numbers = st.integers(0, 10**9).map(Decimal) | (decimals if unit.kind in MEASURES else wholes)
    low, high = sorted((draw(numbers), draw(numbers)))
    assume(low < high)
    words = [word.text for word in ZH_WORDS if word.qualifier is qualifier and word.place is not Place.INSIDE]
    return Quantity(
        low=low,
        high=high,
        unit=unit,
        kind=KIND_OF.get(unit.kind, Kind.CARDINAL),
        qualifier=qualifier,
        zh_qualifier=draw(st.sampled_from([None, *words])),
        zh_scale=draw(st.sampled_from((None, None, "", "万", "亿"))),
    )


def names_a_year(quantity):
    """A duration of 2017 years is written as the year 2017 is; no reader can tell them apart."""
    return quantity.unit.key == "year" and any(
        number is not None and 1500 <= number <= 2199 for number in (quantity.value, quantity.low, quantity.high)
    )


def is_no_chinese(quantity):
    """Without a counter, Chinese numerals count nothing and 余 needs a round number: nobody writes 五样品, 1余样品."""
    if quantity.unit.counter:
        return False
    return quantity.zh_numerals is Numerals.HAN or (quantity.noun is not None and quantity.zh_qualifier in ("余", "多"))


def reads_back(quantity, style=Style()):  # noqa: B008 - a Style is frozen
    readings = read_zh(write_zh(quantity, style))
    return len(readings) == 1 and readings[0].says(quantity)


@given(quantities(), st.sampled_from(STYLES))
def test_a_figure_reads_back_in_every_style(quantity, style):
    assume(not names_a_year(quantity) and not is_no_chinese(quantity))
    assert reads_back(quantity, style)


@given(ranges())
def test_a_range_reads_back(quantity):
    assume(not names_a_year(quantity))
    assert reads_back(quantity)


@given(st.integers(1, 99_999), st.sampled_from(ORDINAL_UNITS), st.sampled_from((None, *Numerals)))
def test_an_ordinal_reads_back(number, unit, numerals):
    assert reads_back(Quantity(value=Decimal(number), unit=unit, kind=Kind.ORDINAL, zh_numerals=numerals))


@given(
    st.integers(1, 99),
    st.sampled_from((Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.UP_TO)),
    st.sampled_from((None, *Numerals)),
)
def test_a_level_reads_back(number, qualifier, numerals):
    level = Quantity(
        value=Decimal(number), unit=UNITS["level"], kind=Kind.LEVEL, qualifier=qualifier, zh_numerals=numerals
    )
    assert reads_back(level)


@given(
    quantities(),
    st.sampled_from(("共有", "去年全省有", "其中，", "（", "涉及的")),
    st.sampled_from(("。", "，", "；", "）", "")),
)
def test_a_figure_reads_back_inside_a_sentence(quantity, before, after):
    assume(not names_a_year(quantity) and not is_no_chinese(quantity))
    text = before + write_zh(quantity) + after
    assert [reading for reading in read_zh(text) if reading.says(quantity)]


@given(quantities())
def test_a_reading_makes_the_record_that_prints_as_it_was_written(quantity):
    assume(not names_a_year(quantity) and not is_no_chinese(quantity))
    text = write_zh(quantity, Style(extent=Extent.COUNT))
    (reading,) = read_zh(text)
    record = reading.as_quantity()
    assert reading.says(record) and record.value == quantity.value
    if quantity.value >= (ZH_SIZES[quantity.zh_scale] if quantity.zh_scale else 1):
        assert write_zh(record, Style(extent=Extent.COUNT)) == text


@st.composite
def periods(draw):
    start = draw(days)
    precision = draw(st.sampled_from([one for one in Precision if one is not Precision.PLAN]))
    end = draw(st.none() | st.integers(0, 900).map(lambda days: start + timedelta(days)))
    if end is None:
        return Period(start=start, precision=precision, open_ended=draw(st.booleans()))
    return Period(start=start, end=end, precision=precision)


@given(periods())
def test_a_period_reads_back(period):
    readings = read_zh(write_zh(period))
    assert len(readings) == 1 and readings[0].says(period)


@given(days, st.integers(0, 900), st.permutations((Precision.YEAR, Precision.MONTH, Precision.DAY)))
def test_a_period_whose_end_is_known_better_or_worse_reads_back(start, length, precisions):
    period = Period(start=start, end=start + timedelta(length), precision=precisions[0], end_precision=precisions[1])
    readings = read_zh(write_zh(period))
    assert len(readings) == 1 and readings[0].says(period)


@given(
    st.text(
        alphabet="0123456789.,，、：％%万亿千百十零一二三两半多余近约年月日个名第《》（）()-～至到 　以上成倍元几数中",
        max_size=30,
    )
)
def test_any_text_is_read_in_order_and_in_its_own_places(text):
    readings = read_zh(text)
    assert all(text[reading.start : reading.end] == reading.raw for reading in readings)
    assert all(one.end <= other.start for one, other in zip(readings, readings[1:], strict=False))
