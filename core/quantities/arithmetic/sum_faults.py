"""The faults of totals and parts, with their calculation in both languages."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from core.quantities.arithmetic.fault import Fault, shown_en, shown_zh, sum_en, sum_zh
from core.quantities.arithmetic.prose import Prose, number, slack
from core.quantities.difference import Severity
from core.quantities.reading import Reading

_CLOSE = Fraction(3, 20)


def adds_up(total: Reading, parts: Sequence[Reading]) -> bool:
    return abs(sum(map(number, parts)) - number(total)) <= slack(total) + sum(map(slack, parts))


def some_add_up(total: Reading, parts: Sequence[Reading], fewest: int) -> bool:
    """Whether the last parts, from any one on, add up; at least so many of them."""
    added, blur = Fraction(0), slack(total)
    for found, part in enumerate(reversed(parts), start=1):
        added, blur = added + number(part), blur + slack(part)
        if found >= fewest and abs(added - number(total)) <= blur:
            return True
    return False


def close(total: Reading, parts: Sequence[Reading]) -> bool:
    """Whether the parts miss the total by so little that they were meant to be all of it."""
    return abs(sum(map(number, parts)) - number(total)) <= _CLOSE * number(total)


def unequal(prose: Prose, total: Reading, parts: Sequence[Reading]) -> Iterator[Fault]:
    if adds_up(total, parts):
        return
    values = list(map(number, parts))
    added, whole = Fraction(sum(values)), number(total)
    first, last = sorted((total, parts[0], parts[-1]), key=lambda one: one.start)[::2]
    yield Fault(
        "sum",
        (whole, *sorted(values)),
        Severity.WARNING,
        prose.span(first, last),
        f"各部分相加为{shown_zh(added)}（{sum_zh(values)}），与总数{shown_zh(whole)}不符。",
        f"The parts add up to {shown_en(added)} ({sum_en(values)}), not to the total of {shown_en(whole)}.",
    )


def together_above(prose: Prose, whole: Reading, parts: Sequence[Reading]) -> Fault:
    values, other = list(map(number, parts)), number(whole)
    added = Fraction(sum(values))
    return Fault(
        "together",
        (other, *values),
        Severity.NOTE,
        prose.span(whole, parts[-1]),
        f"各部分相加为{shown_zh(added)}（{sum_zh(values)}），大于总体{shown_zh(other)}；除非各部分互有重合。",
        f"The parts add up to {shown_en(added)} ({sum_en(values)}), more than their whole, {shown_en(other)}, "
        "unless they overlap.",
    )


def part_above(prose: Prose, whole: Reading, part: Reading) -> Fault:
    one, other = number(part), number(whole)
    return Fault(
        "above",
        (other, one),
        Severity.WARNING,
        prose.span(whole, part),
        f"部分{shown_zh(one)}大于总体{shown_zh(other)}。",
        f"The part, {shown_en(one)}, is larger than its whole, {shown_en(other)}.",
    )


def incomparable(prose: Prose, whole: Reading, part: Reading) -> Fault:
    one, other = number(part), number(whole)
    return Fault(
        "incomparable",
        (other, one),
        Severity.NOTE,
        prose.span(whole, part),
        f"{shown_zh(one)}大于{shown_zh(other)}，但两者时期不同或者没有写明，无法比较。",
        f"{shown_en(one)} is more than {shown_en(other)}, but their periods differ or are not stated: "
        "they cannot be compared.",
    )
