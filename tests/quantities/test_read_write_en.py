"""What English says of a figure or a period is read back as that figure or period, and as nothing else."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.quantities.english.reading import read_en
from core.quantities.english.writing import write_en
from core.quantities.marks import Marks
from core.quantities.model import Kind, Quantity
from core.quantities.period import Period, Precision
from core.quantities.reading import Moment, ReadingKind
from core.quantities.style import Extent, Style
from core.quantities.units import MEASURES, UNITS, Noun, UnitKind
from core.quantities.words import EN_SCALES, Qualifier

KIND_OF = {UnitKind.PERCENT: Kind.PERCENT, UnitKind.MONEY: Kind.MONEY, UnitKind.LEVEL: Kind.LEVEL}
CARDINALS = [unit for unit in UNITS.values() if unit.kind not in (UnitKind.LEVEL, UnitKind.ORDINAL)]
SENTENCES = (
    "{}",
    "The group found {}.",
    "In the six cities ({}), things are well.",
    "By then there were {}; of these, most are new.",
)
# Sentences that hold another quantity.
WITH_SIX = {SENTENCES[2]}

wholes = st.builds(
    lambda digits, zeros: Decimal(digits).scaleb(zeros), st.integers(0, 99_999), st.integers(0, 11)
)  # fmt: skip
decimals = st.builds(lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**9), st.integers(0, 4))
styles = st.builds(Style, st.sampled_from(Extent), st.booleans(), st.booleans(), st.booleans())
THINGS = (
    Noun("高危漏洞", "high-risk vulnerability", "high-risk vulnerabilities"),
    Noun("报告", "written report", "written reports"),
    Noun("村", "administrative village", "administrative villages"),
)
PEOPLE = (Noun("受访者", "respondent", "respondents"), Noun("职工", "migrant worker", "migrant workers"))
NOUNS = {
    UnitKind.NONE: THINGS,
    UnitKind.ITEM: THINGS,
    UnitKind.PERSON: PEOPLE,
    UnitKind.PERCENT: THINGS + PEOPLE,
    UnitKind.MONEY: (Noun("经费", "state funding", "state funding"),),
    UnitKind.AREA: (Noun("耕地", "farmland", "farmland"),),
}


def numbers(unit):
    return wholes | decimals if unit.kind in MEASURES else wholes


@st.composite
def quantities(draw, qualifiers=Qualifier, units=CARDINALS):
    unit = draw(st.sampled_from(units))
    noun = draw(st.sampled_from((None, *NOUNS.get(unit.kind, ()))))
    return Quantity(
        value=draw(numbers(unit)),
        unit=unit,
        noun=noun,
        kind=KIND_OF.get(unit.kind, Kind.CARDINAL),
        qualifier=draw(st.sampled_from(qualifiers)),
    )


@st.composite
def ranges(draw):
    unit = draw(st.sampled_from(CARDINALS))
    low, high = sorted((draw(numbers(unit)), draw(numbers(unit))))
    assume(low < high and not ambiguous(low, high))
    qualifier = draw(st.sampled_from((Qualifier.EXACT, Qualifier.ABOUT)))
    kind = KIND_OF.get(unit.kind, Kind.CARDINAL)
    return Quantity(low=low, high=high, unit=unit, kind=kind, qualifier=qualifier)


def ambiguous(low, high):
    """Whether "1 to 2 million" would be written for one up to two million: the scale would seem to hold for both."""
    for scale in EN_SCALES:
        if high >= scale.size and high % scale.step == 0:
            return low < high / scale.size
    return False


def says(reading, quantity, style):
    """Whether a reading states that figure: number, qualifier, kind of unit, and noun as far as one is printed."""
    kind = ReadingKind.RANGE if quantity.is_range else ReadingKind(quantity.kind)
    if kind is ReadingKind.MONEY and style.extent is Extent.NUMBER:
        kind = ReadingKind.CARDINAL  # the currency is not printed
    figures = (reading.value, reading.low, reading.high) == (quantity.value, quantity.low, quantity.high)
    return (
        reading.kind is kind
        and figures
        and quantity.qualifier in reading.qualifiers
        and says_unit(reading, quantity, style)
        and says_noun(reading, quantity, style)
        and not reading.malformed
        and (not reading.alternatives or style.extent is Extent.NUMBER)
    )


def says_unit(reading, quantity, style):
    if quantity.kind is Kind.ORDINAL:
        return reading.unit is UnitKind.ORDINAL
    unit, bare = quantity.unit.kind, style.extent is Extent.NUMBER
    if unit in MEASURES and unit is not UnitKind.MULTIPLE:
        return reading.unit is unit or (bare and unit is not UnitKind.PERCENT and reading.unit is UnitKind.NONE)
    if unit is UnitKind.MULTIPLE:  # "three times" alone may be a multiple or a number of occasions
        return reading.unit in (UnitKind.MULTIPLE, UnitKind.NONE)
    return reading.unit in (unit, UnitKind.NONE) or quantity.noun is not None


def says_noun(reading, quantity, style):
    """The noun as printed; of a list of nouns at least the first."""
    noun = quantity.printed_noun
    if style.extent is not Extent.FULL or not noun.en or quantity.unit.kind in MEASURES - {UnitKind.PERCENT}:
        return True
    if quantity.kind is Kind.LEVEL and quantity.noun is None:
        return True
    printed = (noun.en.lower(), noun.en_plural.lower())
    return reading.counter in printed or any(reading.noun and one.startswith(reading.noun) for one in printed)


def check(quantity, style, sentence):
    text = sentence.format(write_en(quantity, style))
    readings = read_en(text, Marks(comma_groups=1))
    if sentence in WITH_SIX:
        readings = readings[1:]
    assert len(readings) == 1, (text, readings)
    assert says(readings[0], quantity, style), (text, readings[0])
    assert readings[0].says(quantity) or style.extent is Extent.NUMBER
    assert text[readings[0].start : readings[0].end] == readings[0].raw


@given(quantities(), styles, st.sampled_from(SENTENCES))
def test_every_figure_is_read_as_it_was_written(quantity, style, sentence):
    check(quantity, style, sentence)


@pytest.mark.parametrize("unit", CARDINALS, ids=lambda unit: unit.key)
@pytest.mark.parametrize("qualifier", Qualifier)
def test_every_unit_is_read_with_every_qualifier(unit, qualifier):
    for value in ("1", "7", "12", "30", "1500", "11000", "400000", "59800000", "1384000000", "1200000000000"):
        quantity = Quantity(
            value=Decimal(value), unit=unit, kind=KIND_OF.get(unit.kind, Kind.CARDINAL), qualifier=qualifier
        )
        check(quantity, Style(), SENTENCES[1])


@given(ranges(), styles, st.sampled_from(SENTENCES))
def test_every_range_is_read_as_it_was_written(quantity, style, sentence):
    check(quantity, style, sentence)


@given(
    st.integers(1, 9999),
    st.sampled_from([unit for unit in UNITS.values() if unit.kind is UnitKind.ORDINAL]),
    styles,
    st.sampled_from(("{}", "This belongs to the {}.", "They opened the {} in spring.")),
)
def test_every_ordinal_is_read_as_it_was_written(number, unit, style, sentence):
    check(Quantity(value=Decimal(number), unit=unit, kind=Kind.ORDINAL), style, sentence)


@given(
    st.integers(1, 20),
    st.sampled_from((Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.UP_TO)),
    st.sampled_from((None, Noun("信息系统", "information system", "information systems"))),
    styles,
    st.sampled_from(SENTENCES),
)
def test_every_level_is_read_as_it_was_written(number, qualifier, noun, style, sentence):
    level = Quantity(value=Decimal(number), unit=UNITS["level"], kind=Kind.LEVEL, qualifier=qualifier, noun=noun)
    check(level, style, sentence)


# --- any text at all ------------------------------------------------------------------------------------------------

SCRAPS = [
    "12",
    "1,234",
    "1.5",
    "11.000",
    "0",
    "007",
    "2017",
    "31st",
    "½",
    "1/3",
    "9:30",
    "one",
    "two",
    "twenty",
    "first",
    "third",
    "half",
    "dozen",
    "hundred",
    "thousand",
    "million",
    "bn",
    "k",
    "m",
    "%",
    "&",
    "per",
    "cent",
    "percentage",
    "points",
    "RMB",
    "US$",
    "¥",
    "yuan",
    "of",
    "to",
    "and",
    "or",
    "–",
    "-",
    "(",
    ")",
    "[",
    "]",
    ",",
    ".",
    ";",
    ":",
    "'",
    "’",
    "the",
    "a",
    "an",
    "between",
    "from",
    "since",
    "until",
    "over",
    "nearly",
    "at",
    "least",
    "more",
    "than",
    "or",
    "above",
    "Level",
    "Article",
    "No.",
    "May",
    "March",
    "in",
    "December",
    "years",
    "people",
    "times",
    "twice",
    "IV",
    "I",
    "x",
] + ["9" * 5000, "12,34,567", "２０１７", "٣", "²", "\u00a0", "\n", "İ", "ﬀ", "中文", "𝟙"]


@given(st.lists(st.sampled_from(SCRAPS), max_size=14), st.sampled_from((" ", "", "-")))
def test_any_row_of_words_is_read_without_overlap_and_in_place(words, glue):
    text = glue.join(words)
    readings = read_en(text)
    assert all(text[reading.start : reading.end] == reading.raw for reading in readings)
    assert all(one.end <= other.start for one, other in zip(readings, readings[1:], strict=False))


@given(st.text(max_size=80))
def test_any_characters_can_be_read(text):
    assert all(text[reading.start : reading.end] == reading.raw for reading in read_en(text))


# --- dates and periods ----------------------------------------------------------------------------------------------

days = st.dates(date(1949, 10, 1), date(2060, 12, 31))
PRECISIONS = (Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.THIRD)
THIRDS = ("early", "mid", "late")
DATE_SENTENCES = ("{}", "The law was inspected {}.", "This was done ({}) by the group.")


@st.composite
def periods(draw):
    start = draw(days)
    precision = draw(st.sampled_from(PRECISIONS))
    if draw(st.booleans()):
        return Period(start=start, precision=precision, open_ended=draw(st.booleans()))
    end = start + timedelta(days=draw(st.integers(0, 1500)))
    end_precision = draw(st.sampled_from((None, *PRECISIONS)))
    return Period(start=start, end=end, precision=precision, end_precision=end_precision)


def moment(day, precision):
    if precision is Precision.YEAR:
        return Moment(day.year)
    if precision is Precision.MONTH:
        return Moment(day.year, day.month)
    if precision is Precision.DAY:
        return Moment(day.year, day.month, day.day)
    return Moment(day.year, day.month, part=THIRDS[min((day.day - 1) // 10, 2)])


@given(periods(), st.booleans(), st.sampled_from(DATE_SENTENCES))
def test_every_period_is_read_as_it_was_written(period, cap, sentence):
    first = moment(period.start, period.precision)
    last = moment(period.end or period.start, period.end_precision or period.precision)
    text = sentence.format(write_en(period, Style(cap=cap)))
    (reading,) = read_en(text)
    spans = period.open_ended or first != last
    expected = (
        ReadingKind.PERIOD if spans else ReadingKind.DATE,
        first,
        None if period.open_ended or not spans else last,
    )
    assert (reading.kind, reading.first, reading.last) == expected, (text, reading)
    assert reading.says(period)


@given(quantities(), st.sampled_from(SENTENCES))
def test_a_changed_number_is_not_taken_for_the_old_one(quantity, sentence):
    other = replace(quantity, value=(quantity.value or Decimal(0)) + 1)
    readings = read_en(sentence.format(write_en(other)), Marks(comma_groups=1))
    assert not any(says(reading, quantity, Style()) for reading in readings)
