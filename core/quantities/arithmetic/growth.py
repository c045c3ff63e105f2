"""Growth and averages: percentages that the counts beside them must bear out."""

import math
import re
from collections.abc import Iterator
from fractions import Fraction

from core.quantities.arithmetic.fault import Fault
from core.quantities.arithmetic.growth_faults import (
    fault_no_former,
    fault_of_average,
    fault_of_difference,
    fault_of_product,
    fault_of_two,
)
from core.quantities.arithmetic.prose import Prose, number, slack
from core.quantities.reading import Reading, ReadingKind
from core.quantities.words import Qualifier

_MOST_TOLD = 6
_FALLING = re.compile(r"下降|减少|降低|降幅|down|decreas|declin|drop|fall|reduc", re.IGNORECASE)
# Between two subjects a percentage belongs to the second: 案件500件，金额同比增长20%; 500 cases, with losses up 20%.
_OTHER_SUBJECT_EN = re.compile(r"\b(?:with|while|whose|whereas|but|amount|value|and|which|as)\b|:", re.IGNORECASE)

# An average needs no whole number, growth per year is not that of the whole time.
_AVERAGED = re.compile(
    r"平均|年均|月均|日均|人均|户均|均值|每年|逐年|可比|不变价"
    r"|\b(?:averag|annual(?:ly)?\b|per (?:year|annum|month|capita)"
    r"|(?:each|every|a) (?:year|month)\b|compound)",
    re.IGNORECASE,
)
_SCORE = re.compile(r"^(?:分|点|度|级)|指数|得分|评分|\b(?:points?|index|score)\b", re.IGNORECASE)
# 58件72人，同比上升16.3%: it may be that of either.
_ADJACENT = re.compile(
    r"[^,。;0-9]{0,6}[、,]?[^,。;0-9]{0,6}|\W*(?:(?!(?:including|of)\b)[\w-]+\W+){0,6}and(?:\W+[\w-]+){0,3}\W*"
)
_ALSO = re.compile(r"\s*(?:[、,]|[和及与]|以及|\band\b)(?:\s|分别|\band\b)*", re.IGNORECASE)


def growth(prose: Prose) -> Iterator[Fault]:
    """Growth that no whole number fits, growth between two counts that is not what the text says, averages."""
    for share in prose.shares:
        if share.qualifiers == (Qualifier.EXACT,):
            yield from _of_two(prose, share) or _of_one(prose, share)
    yield from _differences(prose)
    yield from _products(prose)
    yield from _averages(prose)


def _of_one(prose: Prose, share: Reading) -> list[Fault]:
    """718起，比上年上升16%: some whole number of the year before must come out at this share, as precisely as told."""
    count, falling = _grown(prose, share)
    if count is None or count.kind is not ReadingKind.CARDINAL or slack(count) or number(count) % 1:
        return []
    value, rate = number(count), number(share)
    if _is_averaged(prose, count, share) or _among_several(prose, share):
        return []
    if any(_comes_out(one, share, falling) for one in _told_with(prose, count)):
        return []
    nearest = _nearest(value, rate, falling)
    return [fault_no_former(prose, count, share, falling, nearest)]


def _comes_out(count: Reading, share: Reading, falling: bool) -> bool:
    """Whether some whole number changes by that share to the count; nothing falls by all of it and is still there."""
    low, high = _former(number(count), number(share), _tolerance(share), falling)
    return low is None or math.floor(high) >= math.ceil(low)


def _told_with(prose: Prose, count: Reading) -> list[Reading]:
    """The count, and those right before it to which the growth may belong as well."""
    told = [count]
    for one in reversed(prose.counted.before(count.start, _MOST_TOLD)):
        if prose.sentence(one) != prose.sentence(count) or not _ADJACENT.fullmatch(prose.between(one, told[-1])):
            break
        told.append(one)
    return told


def _is_averaged(prose: Prose, count: Reading, share: Reading) -> bool:
    """Whether the count is an average or a score, or the growth one per year or at other prices."""
    first, last = sorted((count, share), key=lambda one: one.start)
    around = prose.before(first, 16) + " " + prose.between(first, last) + " " + prose.after(last, 24)
    return bool(_AVERAGED.search(around) or _SCORE.search(count.counter) or _SCORE.search(count.noun))


def _among_several(prose: Prose, share: Reading) -> bool:
    """Whether several growths are told at once, each of another count: 分别增长20%和33%."""
    near = (prose.before(share, 6), prose.after(share, 80))
    behind = prose.cues.sentence_end.split(near[1])[0]
    listed = _ALSO.match(behind)
    return bool(
        near[0].endswith("分别")
        or re.search(r"\brespectively\b", behind)
        or (listed and any(one.start == share.end + listed.end() for one in prose.next_shares(share)))
    )


def _former(value: Fraction, rate: Fraction, tolerance: Fraction, falling: bool) -> tuple[Fraction | None, Fraction]:
    """Between which numbers the former count lies. None where the share is one that nothing can fall by."""
    sign = -1 if falling else 1
    ends = [1 + sign * (rate + one) / 100 for one in (-tolerance, tolerance)]
    if min(ends) <= 0:
        return None, Fraction(0)
    return value / max(ends), value / min(ends)


def _nearest(value: Fraction, rate: Fraction, falling: bool) -> list[tuple[int, Fraction]]:
    """The whole numbers on both sides, each with the growth it would give."""
    former = value / (1 + (-rate if falling else rate) / 100)
    bases = [base for base in (math.floor(former), math.ceil(former)) if base > 0]
    return [(base, abs(value / base - 1) * 100) for base in bases]


def _grown(prose: Prose, share: Reading) -> tuple[Reading | None, bool]:
    """The count that is said to have grown or fallen by that share, and whether it fell."""
    before = prose.counted.before(share.start)
    if before and not _numbers_between(prose, before[-1], share) and not prose.cues.by.search(prose.before(before[-1])):
        for falling, cue in ((False, prose.cues.rise), (True, prose.cues.fall)):
            if cue.fullmatch(_without_noun(prose, before[-1], share)) and not _new_subject(prose, before[-1], share):
                return before[-1], falling
    after = next(iter(prose.counted.after(share.end, 1)), None)
    if after and not _numbers_between(prose, share, after):
        lead = prose.before(share, 40)
        for falling, cue, way in (
            (False, prose.cues.rise_to, prose.cues.rise),
            (True, prose.cues.fall_to, prose.cues.fall),
        ):
            if cue.fullmatch(prose.between(share, after)) and way.search(lead):
                return after, falling
    return None, False


def _numbers_between(prose: Prose, first: Reading, second: Reading) -> bool:
    apart = prose.sentence(first) != prose.sentence(second)
    return apart or bool(prose.numbers_between(first.end, second.start))


def _without_noun(prose: Prose, count: Reading, share: Reading) -> str:
    between = prose.between(count, share)
    return between.removeprefix(count.noun) if prose.language == "zh" else between


def _new_subject(prose: Prose, count: Reading, share: Reading) -> bool:
    return prose.language == "en" and bool(_OTHER_SUBJECT_EN.search(prose.between(count, share)))


def _of_two(prose: Prose, share: Reading) -> list[Fault]:
    """从500件增加到600件，增长20%: both counts are told."""
    earlier = prose.counted.before(share.start, 2)
    if len(earlier) < 2:
        return []
    former, latter = earlier
    if not _from_to(prose, former, latter) or _numbers_between(prose, latter, share) or not number(former):
        return []
    way = prose.cues.change.fullmatch(prose.between(latter, share))
    if not way or number(latter) == number(former) or _is_averaged(prose, latter, share):
        return []
    rates = [
        (a / b - 1) * 100
        for a in (number(latter) - slack(latter), number(latter) + slack(latter))
        for b in (number(former) - slack(former), number(former) + slack(former))
        if b > 0
    ]
    rate = number(share) * (-1 if _FALLING.search(way["way"]) else 1)
    if min(rates) - _tolerance(share) <= rate <= max(rates) + _tolerance(share):
        return []
    return [fault_of_two(prose, former, latter, share)]


def _from_to(prose: Prose, former: Reading, latter: Reading) -> bool:
    return (
        bool(prose.cues.from_.search(prose.before(former)))
        and not _numbers_between(prose, former, latter)
        and bool(prose.cues.to.fullmatch(prose.between(former, latter)))
        and (prose.same_unit(former, latter) or not former.counter)
    )


def _differences(prose: Prose) -> Iterator[Fault]:
    """从500件增加到600件，增加100件: the change told as a count."""
    for former, latter, change in zip(prose.counts, prose.counts[1:], prose.counts[2:], strict=False):
        if not _from_to(prose, former, latter) or _numbers_between(prose, latter, change):
            continue
        way = prose.cues.change.fullmatch(prose.between(latter, change))
        if not way or not prose.same_unit(latter, change) or _is_averaged(prose, latter, change):
            continue
        told = number(change) * (-1 if _FALLING.search(way["way"]) else 1)
        if abs(number(latter) - number(former) - told) > slack(former) + slack(latter) + slack(change):
            yield fault_of_difference(prose, former, latter, change)


def _products(prose: Prose) -> Iterator[Fault]:
    """6个省各抽取20个，共120个: groups times members is the total, where all three follow each other."""
    for first, second, total in zip(prose.counts, prose.counts[1:], prose.counts[2:], strict=False):
        members = second if prose.language == "zh" else first
        if not prose.cues.total.search(prose.before(total)) and not prose.cues.total_after.search(prose.after(total)):
            continue
        if not prose.cues.each.fullmatch(prose.between(first, second)) or not _alone(prose, first, second, total):
            continue
        product = number(first) * number(second)
        if prose.part_of(members, total) and abs(product - number(total)) > slack(total):
            yield fault_of_product(prose, first, second, total)


def _averages(prose: Prose) -> Iterator[Fault]:
    """6个县共检查120次，平均每县25次: the average must come out at its own precision."""
    for groups, total, average in zip(prose.counts, prose.counts[1:], prose.counts[2:], strict=False):
        cue = prose.cues.average.fullmatch(prose.between(total, average))
        if not cue or not prose.same_unit(total, average) or not _alone(prose, groups, total, average):
            continue
        named = cue.groupdict().get("group")
        if not number(groups) or (named and named not in groups.noun and named not in groups.counter):
            continue
        real = number(total) / number(groups)
        if abs(real - number(average)) > max(slack(average), Fraction(1, 2)) + slack(total) / number(groups):
            yield fault_of_average(prose, groups, total, average)


def _alone(prose: Prose, *three: Reading) -> bool:
    """Whether those are all the numbers of their stretch, within one sentence."""
    same = prose.sentence(three[0]) == prose.sentence(three[-1])
    return same and prose.numbers_between(three[0].start, three[-1].end) == list(three)


def _tolerance(share: Reading) -> Fraction:
    """Half of the last digit told, and a hair for cutting off instead of rounding: 74.578% told as 74.57%."""
    return 2 * slack(share)
