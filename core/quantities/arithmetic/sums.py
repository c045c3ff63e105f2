"""Totals and their parts: what a text adds up must add up."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from core.quantities.arithmetic.fault import Fault
from core.quantities.arithmetic.overlap import persons_overlap
from core.quantities.arithmetic.prose import WINDOW, Prose, number
from core.quantities.arithmetic.sum_faults import close, some_add_up, unequal
from core.quantities.reading import Reading

_BRACKETS = {"(": ")", "[": "]", "〔": "〕"}
_LONGEST_NAME = {"zh": 24, "en": 90}
_LONGEST_BRACKET = 400
_LONGEST_GAP = {"zh": 30, "en": 80}
# Below this part of the total, a list was hardly meant to be all of it.
_MEANT = Fraction(1, 2)
# So many characters before what is left over begins the whole of it at the earliest.
_FARTHEST_WHOLE = 160
_BLANKS = 4


def sums(prose: Prose) -> Iterator[Fault]:
    """Every total of the text whose parts do not add up to it."""
    if len(prose.counts) < 2:
        return
    for check in (_bracketed, _summed_up, _named, _rest):
        yield from check(prose)


def _bracketed(prose: Prose) -> Iterator[Fault]:
    """120个设施（60个网站和60个系统）: a bracket with a list behind a total is all of it, unless it says otherwise."""
    for total in prose.counts:
        inside = _bracket_behind(prose, total)
        if not inside:
            continue
        start, end = inside
        parts = prose.counted.within(start, end)
        closed = not prose.cues.open_list.search(prose.plain[start:end])
        if len(parts) < 2 or not closed or parts != prose.others_between(start, end) or persons_overlap(prose, parts):
            continue
        if all(prose.part_of(part, total) for part in parts) or _nearly(prose, total, parts):
            yield from unequal(prose, total, parts)


def _bracket_behind(prose: Prose, total: Reading) -> tuple[int, int] | None:
    """Where the inside of a bracket lies that opens behind the total and its noun."""
    plain, longest = prose.plain, _LONGEST_NAME[prose.language]
    for at in range(total.end, min(total.end + longest, len(plain))):
        if plain[at] in _BRACKETS:
            close = plain.find(_BRACKETS[plain[at]], at, at + _LONGEST_BRACKET)
            return (at + 1, close) if close > 0 else None
        if plain[at] in ",。;:.、!?" or plain[at].isdigit():
            return None
    return None


def _nearly(prose: Prose, total: Reading, parts: Sequence[Reading]) -> bool:
    """Whether parts whose nouns tell nothing come so close to the total that they were meant to be all of it."""
    return close(total, parts) and all(prose.same_unit(part, total) and not prose.concepts(part) for part in parts)


def _summed_up(prose: Prose) -> Iterator[Fault]:
    """甲30家、乙40家，合计80家: a list, and then its total."""
    for total in prose.counts:
        if not _cued(prose, total):
            continue
        start = prose.sentence(total)[0]
        earlier = [
            one for one in prose.counted.before(total.start) if one.start >= start and prose.same_unit(one, total)
        ]
        parts = _run_before(prose, earlier)
        if len(parts) < 2 or prose.cues.partly.search(prose.plain[parts[0].start : total.start]):
            continue
        if prose.language == "en" and not _list_or_sum(prose, parts):
            continue
        if not all(prose.part_of(part, total) for part in parts) or persons_overlap(prose, parts):
            continue
        if not _directly(prose, parts[-1], total) and not close(total, parts):
            continue
        if not some_add_up(total, parts, 2):
            yield from unequal(prose, total, parts)


def _run_before(prose: Prose, counts: list[Reading]) -> list[Reading]:
    """The last counts that follow each other closely, nothing else being counted between them."""
    run = counts[-1:]
    for one in reversed(counts[:-1]):
        between = prose.between(one, run[0])
        far = len(between) > _LONGEST_GAP[prose.language] or prose.numbers_between(one.end, run[0].start)
        if far or prose.cues.each.fullmatch(between):
            break
        run.insert(0, one)
    return run


def _list_or_sum(prose: Prose, parts: Sequence[Reading]) -> bool:
    """Whether an English run is one list: every member counts the same kind of thing as the first, or says no thing."""
    named = [part for part in parts if part.noun]
    return all(part.noun == named[0].noun or prose.alike(named[0], part) for part in named[1:])


def _directly(prose: Prose, last: Reading, total: Reading) -> bool:
    """Whether nothing but the word for a sum stands before the total in its clause: not 移送司法机关共20件."""
    if prose.others_between(last.end, total.start):
        return False
    lead = prose.cues.total.sub("", prose.between(last, total)).removeprefix(last.noun)
    return bool(prose.cues.bare.fullmatch(lead.rpartition(",")[2].strip()))


def _named(prose: Prose) -> Iterator[Fault]:
    """共120个，分别为60个和50个; 120 schools, comprising 60 … and 50 …: all parts are said to be told."""
    for total in prose.counts:
        parts = _following(prose, total)
        if not 2 <= len(parts) <= WINDOW or prose.others_between(total.end, parts[0].start):
            continue
        if not _all_told(prose, total, parts) or not all(prose.part_of(part, total) for part in parts):
            continue
        added = sum(map(number, parts))
        if not persons_overlap(prose, parts) and (added > number(total) or added >= _MEANT * number(total)):
            yield from unequal(prose, total, parts)


def _following(prose: Prose, total: Reading) -> list[Reading]:
    """The counts behind a total in its sentence that follow each other closely; the first must stand near."""
    end = prose.sentence(total)[1]
    following = prose.counted.after(total.end, WINDOW + 1)
    parts = list(following[:1])
    if not parts or parts[0].end > end or parts[0].start - total.end > _LONGEST_NAME[prose.language] + _BLANKS:
        return []
    for one in following[1:]:
        far = len(prose.between(parts[-1], one)) > _LONGEST_GAP[prose.language]
        if one.end > end or far or prose.numbers_between(parts[-1].end, one.start):
            break
        parts.append(one)
    return parts


def _cued(prose: Prose, total: Reading) -> bool:
    return bool(prose.cues.total.search(prose.before(total)) or prose.cues.total_after.search(prose.after(total, 60)))


def _all_told(prose: Prose, total: Reading, parts: Sequence[Reading]) -> bool:
    """Whether the words between a total and its parts, and behind them, say that these are all the parts."""
    lead = prose.between(total, parts[0])
    whole = prose.plain[total.end : parts[-1].end] + prose.after(parts[-1], 12)
    if len(lead) > _LONGEST_NAME[prose.language] or prose.cues.open_list.search(whole):
        return False
    if prose.language == "en" and re.search(r"\brespectively\b", prose.after(parts[-1], 80)):
        return True
    if close(total, parts) and (lead.endswith(":") or (_cued(prose, total) and prose.apart(parts))):
        return True
    head = re.sub(r"[^,:(]{0,8}$", "", lead) if prose.language == "zh" else lead
    return bool(prose.cues.each_named.search(lead) or prose.cues.each_named.search(head))


def _rest(prose: Prose) -> Iterator[Fault]:
    """120家中，90家合格，其余40家不合格: parts and the rest are all there is."""
    for rest in prose.counts:
        if not prose.cues.rest.search(prose.before(rest)):
            continue
        start = max(prose.sentence(rest)[0], rest.start - _FARTHEST_WHOLE)
        earlier = [one for one in prose.counted.within(start, rest.start) if prose.same_unit(one, rest)]
        if len(earlier) < 2:
            continue
        most = max(map(number, earlier))
        at = max(at for at, one in enumerate(earlier) if number(one) == most)
        whole, parts = earlier[at], earlier[at + 1 :]
        if not parts or prose.others_between(whole.end, rest.end) != [*parts, rest] or number(rest) > most:
            continue
        one_noun = all(prose.part_of(one, whole) for one in (*parts, rest))
        if one_noun and _told_as_whole(prose, whole, parts[0]) and not some_add_up(whole, [*parts, rest], 2):
            yield from unequal(prose, whole, [*parts, rest])


def _told_as_whole(prose: Prose, whole: Reading, part: Reading) -> bool:
    """Whether the words make it the whole of what follows: 120家中, of the 120, 120 in total, or how they came out."""
    between = prose.between(whole, part)
    return bool(
        prose.cues.whole_before.search(prose.before(whole))
        or prose.cues.whole_after.search(between)
        or prose.cues.partly.search(between)
        or prose.cues.outcome.search(between + prose.after(part, 16).partition(",")[0])
        or _cued(prose, whole)
    )
