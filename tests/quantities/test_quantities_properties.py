"""What holds for every figure: its digits survive both languages, and the noun agrees with the number."""

import re
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from core.quantities import UNITS, Kind, Quantity, Style, UnitKind, write_en, write_zh
from core.quantities.units import MEASURES
from core.quantities.words import ZH_WORDS, Qualifier, han_numeral

ZH_POWERS = {"": 0, "万": 4, "亿": 8, "万亿": 12}
EN_POWERS = {"": 0, "million": 6, "billion": 9, "trillion": 12}
EN_DIGITS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

KIND_OF = {UnitKind.PERCENT: Kind.PERCENT, UnitKind.MONEY: Kind.MONEY}
CARDINAL_UNITS = [unit for unit in UNITS.values() if unit.kind not in (UnitKind.LEVEL, UnitKind.ORDINAL)]
COUNTED_UNITS = [unit for unit in CARDINAL_UNITS if unit.kind not in MEASURES]

# Whole numbers of every size, with as many zeros at their end as round figures have.
wholes = st.builds(
    lambda digits, zeros: Decimal(digits).scaleb(zeros), st.integers(0, 99_999), st.integers(0, 11)
)  # fmt: skip
decimals = st.builds(lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**9), st.integers(0, 4))


@st.composite
def quantities(draw):
    unit = draw(st.sampled_from(CARDINAL_UNITS))
    qualifier = draw(st.sampled_from(Qualifier))
    words = [None, *(word.text for word in ZH_WORDS if word.qualifier is qualifier)]
    return Quantity(
        value=draw(wholes | decimals if unit.kind in MEASURES else wholes),
        unit=unit,
        kind=KIND_OF.get(unit.kind, Kind.CARDINAL),
        qualifier=qualifier,
        zh_qualifier=draw(st.sampled_from(words)),
        zh_scale=draw(st.sampled_from((None, None, "", "万", "亿"))),
    )


def read_chinese(text):
    """The number of a Chinese figure written with Arabic digits; independent of the writer's tables."""
    found = re.search(r"(\d+(?:\.\d+)?)[余多]?(万亿|亿|万|)", text)
    return Decimal(found[1]).scaleb(ZH_POWERS[found[2]])


def read_english(text):
    """The number of an English figure: a word from one to nine, or digits with an optional scale."""
    found = re.search(r"(\d[\d,]*(?:\.\d+)?)(?: (million|billion|trillion))?", text)
    if found is None:
        return Decimal(next(n for n, word in enumerate(EN_DIGITS) if word and re.search(rf"\b{word}\b", text)))
    return Decimal(found[1].replace(",", "")).scaleb(EN_POWERS[found[2] or ""])


@given(quantities(), st.booleans())
def test_both_languages_give_back_the_number(quantity, plain):
    style = Style(plain=plain)
    assert (read_chinese(write_zh(quantity, style)), read_english(write_en(quantity, style))) == (
        quantity.value,
        quantity.value,
    )


@given(quantities())
def test_no_zero_is_added_after_the_point(quantity):
    assert re.search(r"\.\d*0(?!\d)", write_zh(quantity) + " " + write_en(quantity)) is None


@given(quantities())
def test_chinese_keeps_every_counter_and_qualifier(quantity):
    text = write_zh(quantity)
    words = [word.text for word in ZH_WORDS if word.qualifier is quantity.qualifier]
    assert (not words or any(word in text for word in words)) and all(char in text for char in quantity.unit.counter)


@given(wholes, st.sampled_from(COUNTED_UNITS), st.sampled_from(Qualifier))
def test_the_english_noun_agrees_with_the_number(value, unit, qualifier):
    assume(unit.noun.en)
    noun = unit.noun.en if value == 1 else unit.noun.en_plural
    assert write_en(Quantity(value=value, unit=unit, qualifier=qualifier)).endswith(f" {noun}")


@given(st.integers(0, 99_999_999))
def test_chinese_numerals_give_back_the_number(number):
    places, total, group, digit = {"十": 10, "百": 100, "千": 1000}, 0, 0, 0
    for char in han_numeral(number):
        if char == "万":
            total, group, digit = (group + digit) * 10_000, 0, 0
        elif char in places:
            group, digit = group + (digit or 1) * places[char], 0
        else:
            digit = "零一二三四五六七八九".index(char)
    assert total + group + digit == number


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_range_gives_back_both_ends(first, second):
    assume(first != second)
    low, high = sorted((Decimal(first * 1000), Decimal(second * 1000)))
    quantity = Quantity(low=low, high=high, unit=UNITS["cny"], kind=Kind.MONEY)
    zh, en = write_zh(quantity).split("～"), write_en(quantity).split(" to ")
    assert [read_chinese(end) for end in zh] == [read_english(end) for end in en] == [low, high]
