"""Figures of several bodies added up: the number, what may be said of it, and what is never added."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.quantities import UNITS, Kind, Qualifier, Quantity, write_en, write_zh
from core.quantities.single import single_quantity
from core.quantities.style import Extent, Style
from findings.returns.sums import NEVER, NO_NUMBER, NOTHING, OPPOSED, TOO_LARGE, UNLIKE, in_unit, read, total

Q = Qualifier
COUNT = Style(Extent.COUNT)


def added(*written, unit="case_tried"):
    return total(read(each, unit) for each in written)


def said(*written, unit="case_tried"):
    result = added(*written, unit=unit)
    return result.quantity and (write_zh(result.quantity, COUNT), write_en(result.quantity, Style(Extent.NUMBER)))


# --- As they are written ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        (["12件", "9件"], "21件", "21"),
        (["12", "9"], "21件", "21"),  # the unit asked for
        (["12件", "9起"], "21起", "21"),
        (["1000余件", "12件"], "超过1012件", "more than 1,012"),
        (["1000多件", "300余件"], "超过1300件", "more than 1,300"),
        (["近100件", "12件"], "约112件", "about 112"),
        (["约100件", "近50件"], "约150件", "about 150"),
        (["1000余件", "约100件"], "约1100件", "about 1,100"),
        (["1.2万件", "3000件"], "1.5万件", "15,000"),
        (["3亿件", "2000万件"], "3.2亿件", "320 million"),
        (["至少10件", "5件"], "至少15件", "at least 15"),
        (["至少10件", "100余件"], "超过110件", "more than 110"),
        (["不足10件", "5件"], "不足15件", "less than 15"),
        (["5件", "3～5件"], "8～10件", "eight to 10"),
    ],
)
def test_the_sum_as_it_is_written(written, zh, en):
    shown = said(*written)
    assert shown[0] == zh
    assert shown[1].lower() == en.replace("eight", "8")


def test_an_exact_sum_says_so():
    assert (added("12件", "9件").exact, added("12件", "9余件").exact, added("12件", "1～3件").exact) == (
        True, False, False,
    )  # fmt: skip


def test_a_rough_or_ranged_sum_says_why():
    assert [note.zh for note in added("约12件", "3～5件").notes] == [
        "其中有约数，合计也是约数。",
        "其中有范围，按两端分别相加。",
    ]
    assert added("12件", "9件").notes == ()


@pytest.mark.parametrize(
    ("written", "unit", "reason"),
    [
        (["63.5%", "20%"], "percent", NEVER[UNITS["percent"].kind]),
        (["50", "20"], "percent", NEVER[UNITS["percent"].kind]),
        (["3倍", "2倍"], "", NEVER[UNITS["multiple"].kind]),
        (["三级", "二级"], "", NEVER[UNITS["level"].kind]),
        (["第3位", "第5位"], "", NEVER[UNITS["rank"].kind]),
        (["3件", "5人"], "", UNLIKE),
        (["3亩", "2公顷"], "", UNLIKE),  # one kind, two sizes
        (["3元", "2美元"], "", UNLIKE),
        (["3件", "5"], "", UNLIKE),  # 5 of what?
        (["至少3件", "约5件"], "", OPPOSED),
        (["至少3件", "至多5件"], "", OPPOSED),
        (["3余件", "不足5件"], "", OPPOSED),
        ([], "", NOTHING),
        (["9000万亿元", "2000万亿元"], "", TOO_LARGE),
    ],
)
def test_what_is_never_added_is_refused_with_the_reason(written, unit, reason):
    result = added(*written, unit=unit)
    assert (result.quantity, result.exact, result.notes) == (None, False, (reason,))


def test_a_name_is_no_quantity():
    from core.quantities.model import Wording

    name = Quantity(kind=Kind.NAME, as_written=Wording("三同步", "the three synchronisations"))
    assert total([name]).notes == (NO_NUMBER,)


def test_a_bare_number_takes_the_unit_asked_for_and_no_other_figure_does():
    assert in_unit(single_quantity("12"), "cny").kind is Kind.MONEY
    assert in_unit(single_quantity("12起"), "cny").unit.key == "case_solved"
    assert in_unit(single_quantity("12"), "no such unit").unit.key == "none"
    assert in_unit(single_quantity("0.5"), "level").unit.key == "none"  # no grade


# --- As it must be for all figures -----------------------------------------------------------------------------------

NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
SINGLE = st.builds(
    lambda value, qualifier: Quantity(value=value, qualifier=qualifier, unit=UNITS["tonne"]),
    NUMBERS,
    st.sampled_from(Q),
)
RANGES = st.builds(
    lambda low, width, qualifier: Quantity(low=low, high=low + width, qualifier=qualifier, unit=UNITS["tonne"]),
    NUMBERS,
    st.integers(1, 1000).map(Decimal),
    st.sampled_from([Q.EXACT, Q.ABOUT]),
)
PARTS = st.lists(st.one_of(SINGLE, RANGES), min_size=1, max_size=8)
# How far from its number an approximate figure may be: "about 100" holds up to a third above and below.
NEAR = Decimal("0.3")


@given(st.lists(NUMBERS, min_size=1, max_size=12))
def test_exact_figures_add_up_to_the_decimal_sum(numbers):
    result = total(Quantity(value=number, unit=UNITS["tonne"]) for number in numbers)
    assert (result.quantity.value, result.quantity.qualifier, result.exact) == (sum(numbers), Q.EXACT, True)


@given(PARTS, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(parts, random):
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert total(shuffled) == total(parts)


def ends(quantity):
    return (quantity.value, quantity.value) if quantity.low is None else (quantity.low, quantity.high)


def possible(quantity, share):
    """A number that `quantity` allows: `share` (0 to 1) says where between its ends it lies."""
    low, high = ends(quantity)
    tiny = Decimal("0.001")
    match quantity.qualifier:
        case Q.MORE_THAN:
            return low + tiny + low * NEAR * share
        case Q.AT_LEAST:
            return low + 1000 * share
        case Q.LESS_THAN:
            return high * share - (tiny if high else 0)
        case Q.UP_TO:
            return high * share
        case Q.NEARLY:
            return high - high * NEAR * share
        case Q.ABOUT:
            return low * (1 - NEAR) + (high * (1 + NEAR) - low * (1 - NEAR)) * share
    return low + (high - low) * share


def allows(quantity, number):
    """Whether `quantity` says nothing that `number` contradicts."""
    low, high = ends(quantity)
    return {
        Q.EXACT: low <= number <= high,
        Q.MORE_THAN: number > low,
        Q.AT_LEAST: number >= low,
        Q.LESS_THAN: number < high or high == 0,
        Q.UP_TO: number <= high,
        Q.ABOUT: low * (1 - NEAR) <= number <= high * (1 + NEAR) + 1,
    }[quantity.qualifier]


@given(st.data(), PARTS)
def test_the_sum_never_claims_more_than_its_parts(data, parts):
    result = total(parts)
    shares = data.draw(st.lists(st.decimals(0, 1, places=2), min_size=len(parts), max_size=len(parts)))
    if result.quantity is not None:
        real = sum(possible(part, share) for part, share in zip(parts, shares, strict=True))
        assert allows(result.quantity, real)


@given(PARTS)
def test_a_sum_without_a_number_says_why(parts):
    result = total(parts)
    assert (result.quantity is None) <= bool(result.notes)


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=6), st.sampled_from([Q.EXACT, Q.MORE_THAN, Q.ABOUT]))
def test_a_sum_reads_back_as_it_is_written(numbers, qualifier):
    result = total(Quantity(value=Decimal(number), qualifier=qualifier, unit=UNITS["case_tried"]) for number in numbers)
    again = single_quantity(write_zh(result.quantity, COUNT))
    assert (again.value, again.qualifier, again.unit.kind) == (
        result.quantity.value, result.quantity.qualifier, result.quantity.unit.kind,
    )  # fmt: skip
