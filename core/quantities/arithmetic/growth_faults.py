"""The faults of growth, differences, products and averages, with their calculation in both languages."""

from fractions import Fraction

from core.quantities.arithmetic.fault import Fault, shown_en, shown_zh
from core.quantities.arithmetic.prose import Prose, number
from core.quantities.difference import Severity
from core.quantities.reading import Reading


def fault_no_former(
    prose: Prose, count: Reading, share: Reading, falling: bool, nearest: list[tuple[int, Fraction]]
) -> Fault:
    value, rate = number(count), number(share)
    first, last = sorted((count, share), key=lambda one: one.start)
    zh = "，".join(f"若原为{base}则为{shown_zh(grown)}%" for base, grown in nearest)
    en = ", ".join(f"from {base:,} it would be {shown_en(grown)}%" for base, grown in nearest)
    return Fault(
        "growth",
        (value, rate),
        Severity.WARNING,
        prose.span(first, last),
        f"没有一个整数{'下降' if falling else '增长'}{shown_zh(rate)}%后为{shown_zh(value)}：{zh}。",
        f"No whole number {'falls' if falling else 'grows'} by {shown_en(rate)}% to {shown_en(value)}: {en}.",
    )


def fault_of_two(prose: Prose, former: Reading, latter: Reading, share: Reading) -> Fault:
    old, new, rate = number(former), number(latter), number(share)
    real = abs(new / old - 1) * 100
    zh, en = ("增长", "grows") if new > old else ("下降", "falls")
    return Fault(
        "growth_of_two",
        (old, new, rate),
        Severity.WARNING,
        prose.span(former, share),
        f"从{shown_zh(old)}到{shown_zh(new)}{zh}{shown_zh(real)}%（{shown_zh(new)} ÷ {shown_zh(old)}），"
        f"与所写的{shown_zh(rate)}%不符。",
        f"From {shown_en(old)} to {shown_en(new)} it {en} by {shown_en(real)}% ({shown_en(new)} ÷ {shown_en(old)}), "
        f"not as told by {shown_en(rate)}%.",
    )


def fault_of_difference(prose: Prose, former: Reading, latter: Reading, change: Reading) -> Fault:
    old, new, told = number(former), number(latter), number(change)
    real = new - old
    return Fault(
        "difference",
        (old, new, told),
        Severity.WARNING,
        prose.span(former, change),
        f"两数之差为{shown_zh(abs(real))}（{shown_zh(new)} - {shown_zh(old)}），不是{shown_zh(told)}。",
        f"The difference is {shown_en(abs(real))} ({shown_en(new)} - {shown_en(old)}), not {shown_en(told)}.",
    )


def fault_of_product(prose: Prose, first: Reading, second: Reading, total: Reading) -> Fault:
    one, other, told = number(first), number(second), number(total)
    return Fault(
        "product",
        (*sorted((one, other)), told),
        Severity.WARNING,
        prose.span(first, total),
        f"{shown_zh(one)} × {shown_zh(other)} = {shown_zh(one * other)}，与总数{shown_zh(told)}不符。",
        f"{shown_en(one)} × {shown_en(other)} = {shown_en(one * other)}, not the total of {shown_en(told)}.",
    )


def fault_of_average(prose: Prose, groups: Reading, total: Reading, average: Reading) -> Fault:
    count, whole, told = number(groups), number(total), number(average)
    return Fault(
        "average",
        (count, whole, told),
        Severity.WARNING,
        prose.span(groups, average),
        f"{shown_zh(whole)} ÷ {shown_zh(count)} = {shown_zh(whole / count)}，与平均数{shown_zh(told)}不符。",
        f"{shown_en(whole)} ÷ {shown_en(count)} = {shown_en(whole / count)}, not the average of {shown_en(told)}.",
    )
