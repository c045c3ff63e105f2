"""Shares: of what they are taken, what they add up to, and whether the counts beside them bear them out."""

import re
from collections.abc import Iterator
from fractions import Fraction

from core.quantities.arithmetic.fault import Fault, shown_en, shown_zh, sum_en, sum_zh
from core.quantities.arithmetic.overlap import exclude_each_other
from core.quantities.arithmetic.prose import DATES, Prose, number, slack
from core.quantities.difference import Severity
from core.quantities.reading import Reading
from core.quantities.words import Qualifier

# 其中, with what the share is told of; a comma behind the next clause leaves it.
_AMONG_ZH = re.compile(r"其中,?[^,。;]{0,30}$")
_AMONG = (
    r"\b(?:among|of) (?:them|whom|which|these|those)\b"
    # Those who are named again are a base of their own: of those asked, of those who came, among those in work.
    r"(?!(?<=those) (?:who|whom|that|which|with|without|in|from|at|aged|under|over|on|for"
    r"|polled|taking|\w+(?:ed|ing)\b))"
)
_AMONG_EN = re.compile(_AMONG + r",?[^,.;:()0-9]{0,40}$", re.IGNORECASE)
_AMONG_BEHIND_EN = re.compile(r"\s*" + _AMONG, re.IGNORECASE)
# A share of growth is no share of a whole: 增长20%，其中农业增长15%.
_GROWTH = re.compile(
    r"(?:增长|上升|增加|提高|下降|减少|降低|增速|增幅|降幅|高出|扩大|缩小)(?:了|为|达|达到|到)?$"
    r"|\b(?:up|down|by|growth of|increase of|rise of|rate of|decrease of|decline of|drop of|fall of)$",
    re.IGNORECASE,
)
_BASE_BEHIND_EN = re.compile(r"\s*of\b(?! (?:the )?(?:total|all|them|these|those|whole))", re.IGNORECASE)
_BASE_BEHIND = re.compile(_BASE_BEHIND_EN.pattern + "|的", re.IGNORECASE)
_JOINT = re.compile(r"(?:[、,]|[和及与]|以及|\band\b|\s)*", re.IGNORECASE)
_LONGEST_GAP = {"zh": 40, "en": 120}
_NAMED_RATE = re.compile(
    r"(?:率|度|比例|占比|比重)[^,。;0-9占]{0,6}$"
    r"|\b(?:rates?|ratio|level|proportion)\b[^,.;:0-9]{0,40}$",
    re.IGNORECASE,
)
# Above so many shares nothing is added up.
_MOST_SHARES = 40
_RATE_ENDS = re.compile(r"(?:率|度|比例|占比|比重|水平|指数)$|\b(?:rate|ratio|growth|level)$", re.IGNORECASE)
_RATE_ZH = re.compile(r"(?P<what>[^,。;、0-9的率]{1,6})率(?:为|达|达到|是)?$")


def shares(prose: Prose) -> Iterator[Fault]:
    """Shares of an unclear base, shares of one whole above 100%, shares that two counts contradict."""
    yield from _ambiguous(prose)
    yield from _above_all(prose)
    yield from _rest(prose)
    yield from _of_counts(prose)


def _ambiguous(prose: Prose) -> Iterator[Fault]:
    """超过90%的受访者认可，其中63.5%认为……: of all who were asked, or of those 90%?

    A share larger than the first can only be taken of those; then nothing is unclear.
    """
    for first, second in zip(prose.shares, prose.shares[1:], strict=False):
        if prose.sentence(first) != prose.sentence(second) or number(second) > number(first) or number(first) >= 100:
            continue
        if prose.others_between(first.end, second.start) or not _among(prose, first, second):
            continue
        between = prose.between(first, second)
        if prose.cues.base_stated.search(between) or _NAMED_RATE.search(between) or _in_brackets(prose, first):
            continue
        if _is_measure(prose, first) or _GROWTH.search(between):
            continue
        one, other = shown_zh(number(first)), shown_zh(number(second))
        yield Fault(
            "base",
            (number(first), number(second)),
            Severity.WARNING,
            prose.span(first, second),
            f"{other}%以什么为基数不清楚：是{one}%的那部分，还是全体？"
            f"按前者计算，它占全体的{shown_zh(number(first) * number(second) / 100)}%。",
            f"It is unclear of what {other}% is a share: of those {one}%, or of all? "
            f"Of those, it would be {shown_en(number(first) * number(second) / 100)}% of all.",
        )


def _among(prose: Prose, first: Reading, second: Reading) -> bool:
    between = prose.between(first, second)
    if prose.language == "zh":
        return bool(_AMONG_ZH.search(between))
    return bool(_AMONG_EN.search(between) or _AMONG_BEHIND_EN.match(prose.plain, second.end))


def _is_measure(prose: Prose, share: Reading) -> bool:
    """A rate or growth has a value for each sort, and none of them is a share of another: 合格率98%，其中蔬菜97%."""
    ahead = prose.before(share, 40)
    return bool(_NAMED_RATE.search(ahead) or _GROWTH.search(ahead) or _RATE_ENDS.search(share.noun))


def _in_brackets(prose: Prose, share: Reading) -> bool:
    """900人（占90%），其中……: what follows is a part of the 900."""
    ahead, behind = prose.before(share, 60), prose.after(share, 3).lstrip()
    return ahead.rfind("(") > ahead.rfind(")") and behind.startswith(")")


def _above_all(prose: Prose) -> Iterator[Fault]:
    """分别占40%、35%和30%: shares of one whole that are together more than all of it."""
    if prose.cues.several_answers.search(prose.plain):
        return
    for run in _runs(prose):
        added = sum(map(number, run[: _MOST_SHARES + 1]), Fraction(0))
        if (
            1 < len(run) <= _MOST_SHARES
            and _of_one_whole(prose, run)
            and added - sum(map(slack, run), Fraction(0)) > 100
        ):
            values = [number(one) for one in run]
            yield Fault(
                "shares",
                tuple(sorted(values)),
                Severity.WARNING,
                prose.span(run[0], run[-1]),
                f"各项占比相加为{shown_zh(added)}%（{sum_zh(values)}），超过100%。",
                f"The shares add up to {shown_en(added)}% ({sum_en(values)}), more than 100%.",
            )


def _runs(prose: Prose) -> Iterator[list[Reading]]:
    """Exact shares that follow each other in one sentence without another number between them."""
    run: list[Reading] = []
    for share in prose.shares:
        exact = share.qualifiers == (Qualifier.EXACT,)
        follows = run and prose.sentence(run[0]) == prose.sentence(share)
        if (
            follows
            and exact
            and not prose.others_between(run[-1].end, share.start)
            and not _among(prose, run[-1], share)
        ):
            run.append(share)
            continue
        yield run
        run = [share] if exact else []
    yield run


def _of_one_whole(prose: Prose, run: list[Reading]) -> bool:
    """Whether the text takes them all of one whole: a bare list behind 分别占, or 占 before each step of one scale."""
    if len({one.noun for one in run if one.noun}) > 1 and prose.language == "en":
        return False
    pairs = list(zip(run, run[1:], strict=False))
    bare = all(_JOINT.fullmatch(prose.between(one, other)) for one, other in pairs)
    dated = any(one.kind in DATES for one in prose.others_between(prose.sentence(run[0])[0], run[-1].end))
    if prose.language == "zh":
        together = re.search(r"分别占(?:比|总数的?|总量的?|全部的?|总[^0-9,。;]{1,4}的)?$", prose.before(run[0], 16))
    else:
        first = prose.cues.share_itself.search(prose.before(run[0], 40))
        together = first and re.search(r"\brespectively\b(?! of\b)", prose.after(run[-1], 80))
    if together and bare and not dated:
        return not _BASE_BEHIND_EN.match(prose.plain, run[-1].end)
    if not all(prose.cues.share_itself.search(prose.before(one, 40)) for one in run):
        return False
    labels = [prose.cues.share_itself.sub("", re.split(r"[,、:]", prose.before(one, 40))[-1]) for one in run]
    return exclude_each_other(labels, prose.language) and not dated


def _rest(prose: Prose) -> Iterator[Fault]:
    """70%合格，其余40%不合格: a share and the rest make up all."""
    for run in _runs(prose):
        if not run or prose.cues.rest.search(prose.before(run[0])):
            continue
        for at, rest in enumerate(run[1:_MOST_SHARES], start=1):
            if not prose.cues.rest.search(prose.before(rest)):
                continue
            told = run[: at + 1]
            if not any(_makes_all(told[first:]) for first in range(at)) and not _is_measure(prose, run[0]):
                yield _not_all(prose, told)
            break


def _makes_all(run: list[Reading]) -> bool:
    return abs(sum(map(number, run), Fraction(0)) - 100) <= sum(map(slack, run), Fraction(0))


def _not_all(prose: Prose, run: list[Reading]) -> Fault:
    values = [number(one) for one in run]
    added = sum(values, Fraction(0))
    return Fault(
        "rest",
        tuple(values),
        Severity.WARNING,
        prose.span(run[0], run[-1]),
        f"各项与其余部分相加为{shown_zh(added)}%（{sum_zh(values)}），不是100%。",
        f"The shares and the rest add up to {shown_en(added)}% ({sum_en(values)}), not to 100%.",
    )


def _of_counts(prose: Prose) -> Iterator[Fault]:
    """120家中有30家，占20%: both counts are told, and give another share."""
    for share in prose.shares:
        if share.qualifiers != (Qualifier.EXACT,) or not number(share):
            continue
        part = next(iter(prose.counted.before(share.start, 1)), None)
        if (
            part is None
            or _BASE_BEHIND.match(prose.plain, share.end)
            or prose.others_between(part.end, share.start)
            or not _its_share(prose, part, share)
        ):
            continue
        fits = prose.same_unit if _is_rate(prose, part, share) else prose.part_of
        wholes = [one for one in prose.counted.before(part.start) if fits(part, one) and number(one)]
        if not wholes or not _whole_of(prose, wholes[-1], part, share):
            continue
        if not _is_share_of_any(part, wholes, share):
            yield _other_share(prose, wholes[-1], part, share)


def _its_share(prose: Prose, part: Reading, share: Reading) -> bool:
    """Whether the share is said to be that of the count before it: 占 with nothing between, or 合格980批，合格率98%."""
    between = prose.between(part, share)
    if prose.language == "zh":
        between = between.removeprefix(part.noun)
    return bool(prose.cues.share_of_count.fullmatch(between)) or _is_rate(prose, part, share)


def _is_rate(prose: Prose, part: Reading, share: Reading) -> bool:
    """合格980批，合格率98%: the rate of what was counted."""
    rate = _RATE_ZH.search(prose.between(part, share)) if prose.language == "zh" else None
    return bool(rate and prose.before(part).endswith(rate["what"]) and rate.start() <= 2)


def _whole_of(prose: Prose, whole: Reading, part: Reading, share: Reading) -> bool:
    """Whether the part is introduced as one of the whole: 其中; where a rate is told, by standing behind it."""
    between = prose.between(whole, part)
    if len(between) > _LONGEST_GAP[prose.language]:
        return False
    if prose.language == "zh":
        told = re.search(r"中[,有]|其中|中$", between)
        return bool(told) or (_is_rate(prose, part, share) and prose.sentence(whole) == prose.sentence(part))
    ahead = prose.before(whole, 20).lower()
    return bool(re.search(r"\b(?:of|among)(?: the| these| those| all)?$", ahead) or prose.cues.partly.search(between))


def _is_share_of_any(part: Reading, wholes: list[Reading], share: Reading) -> bool:
    """Whether the part is such a share of one of the wholes, as precisely as all three are told."""
    told, blur, one, blurred = number(share), 2 * slack(share), number(part), slack(part)
    for whole in reversed(wholes):
        all_ = number(whole)
        # one / all_ * 100 against told, without a division: the wholes may be many.
        if abs(100 * one - told * all_) * all_ <= blur * all_ * all_ + 100 * (blurred * all_ + slack(whole) * one):
            return True
    return False


def _other_share(prose: Prose, whole: Reading, part: Reading, share: Reading) -> Fault:
    one, all_, told = number(part), number(whole), number(share)
    real = one / all_ * 100
    return Fault(
        "share",
        (all_, one, told),
        Severity.WARNING,
        prose.span(whole, share),
        f"{shown_zh(one)} ÷ {shown_zh(all_)} = {shown_zh(real)}%，与所写的{shown_zh(told)}%不符。",
        f"{shown_en(one)} ÷ {shown_en(all_)} = {shown_en(real)}%, not {shown_en(told)}%.",
    )
