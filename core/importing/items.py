"""The numbered items of one part. Each part is asked by itself: one may have 1. where the next has (1)."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from core.importing.candidates import WEAK, Candidate, chain
from core.importing.labels import INNERMOST, RANKS
from core.importing.numerals import from_chinese
from core.importing.outline import Language
from core.importing.weight import NO_HEADING, RUN_IN, STANDALONE

Row = Sequence[Candidate]
Segment = Mapping[str, Row]  # the candidates of one part, by the family of their labels


def usual_family(segments: Sequence[Segment], language: Language) -> str:
    """The family that numbers the items of most parts; "" where no part has any."""
    votes: Counter[str] = Counter()
    first: dict[str, int] = {}
    for segment in segments:
        if family := _outermost(segment, "", language):
            votes[family] += 1
            first.setdefault(family, segment[family][0].at)
    ranks = RANKS[language]
    return max(votes, key=lambda each: (votes[each], -ranks.get(each, INNERMOST), -first[each]), default="")


def items(segment: Segment, usual: str, language: Language, *, gap: bool = False) -> list[Candidate]:
    """The headings of the items of one part, in order. Where the numbering begins anew, the heading of a part is
    missing before it, and its items are kept all the same.

    `usual` is the family of most parts. `gap`: the heading of a part may be missing, as the number of the next one
    shows or because no other part follows: what is numbered otherwise ahead of the items or behind them may be its.
    """
    family = _outermost(segment, usual, language) or usual
    run = _whole(segment.get(family, ()), usual=family == usual) or _without_first(segment)
    if not run:
        return []
    family, places = run[0].label.family, {one.at for one in run}
    ahead, behind = (
        {
            other: [one for one in row if beyond(one)]
            for other, row in segment.items()
            if other == family or (gap and all(beyond(one) or one.at in places for one in row))
        }
        for beyond in (lambda one: one.at < run[0].at, lambda one: one.at > run[-1].at)
    )
    return [*_first_anew(ahead, family, language), *run, *_first_anew(behind, family, language)]


def items_before(segment: Segment, usual: str, language: Language) -> list[Candidate]:
    """The items of the first part where its heading is missing: only such as leave no doubt."""
    return _first_anew(segment, usual, language)


def _first_anew(segment: Segment, usual: str, language: Language) -> list[Candidate]:
    family = _outermost(segment, usual, language)
    return _anew(segment[family]) if family else []


# --- Which family ----------------------------------------------------------------------------------------------------


def _outermost(segment: Segment, usual: str, language: Language) -> str:
    """The family of a part's items: of those that number headings, one that does not count within another's items."""
    runs = {family: run for family, row in segment.items() if (run := _run(row))}
    outer = [
        family
        for family, run in runs.items()
        if not any(_within(segment[family], run, other, language) for name, other in runs.items() if name != family)
    ]
    ranks = RANKS[language]
    order = {
        family: (
            max(one.quality for one in runs[family]) < RUN_IN - WEAK,
            ranks.get(family, INNERMOST),
            family != usual,
            runs[family][0].at,
        )
        for family in outer
    }
    return min(outer, key=order.__getitem__, default="")


def _run(row: Row) -> list[Candidate]:
    """A run that may be the items of a part: headings, or paragraphs that are numbered from 1 without a gap."""
    run = chain(row, RUN_IN)
    if _are_items(run):
        return run
    weak = any(one.label.weak for one in row)
    run = chain(row, RUN_IN - WEAK if weak else NO_HEADING)
    return run if len(run) > 1 and _counts(run) else []


def _are_items(run: Row) -> bool:
    """True for a run that may be the items of a part: from 1, and more than one unless it is a line of its own."""
    return bool(run) and run[0].number == 1 and (len(run) > 1 or run[0].quality >= STANDALONE)


def _counts(run: Row) -> bool:
    """True for 1, 2, 3 and on."""
    return [one.number for one in run] == list(range(1, len(run) + 1))


def _within(row: Row, run: Row, outer: Row, language: Language) -> bool:
    """True when `run` is a level below `outer`: it begins behind it, and counts within one of its items or anew in
    several of them."""
    ranks = RANKS[language]
    above = ranks.get(run[0].label.family, INNERMOST) < ranks.get(outer[0].label.family, INNERMOST)
    if above or run[0].at < outer[0].at:
        return False
    anew = sum(one.number == 1 and one.quality >= RUN_IN for one in row if one.at > outer[0].at)
    between = any(one.at < run[0].at and run[-1].at < other.at for one, other in pairwise(outer))
    return anew > 1 or between or run[0].at > outer[-1].at


# --- Its headings ----------------------------------------------------------------------------------------------------


def _whole(row: Row, *, usual: bool) -> list[Candidate]:
    """The items of a family, with those that have a number and no heading."""
    run = chain(row, NO_HEADING)
    if not run:
        return []
    if len(run) == 1:  # the others may be missing
        least = RUN_IN if run[0].number <= 2 else STANDALONE
        return run if usual and run[0].quality >= least else []
    lines = usual and all(one.quality >= STANDALONE for one in run)
    return run if run[0].number <= 2 or lines else []


def _without_first(segment: Segment) -> list[Candidate]:
    """Items of any family from 2 on: the first one is missing."""
    runs = [chain(row, RUN_IN) for row in segment.values()]
    return max((run for run in runs if run and run[0].number == 2 and not run[0].label.weak), key=len, default=[])


def _anew(row: Row) -> list[Candidate]:
    """Headings that count from 1, more than one."""
    run = chain(row, RUN_IN)
    return run if len(run) > 1 and run[0].number == 1 else []


# --- Within one paragraph --------------------------------------------------------------------------------------------

# A label in the middle of a paragraph, behind a sentence; a list of conditions is parted by semicolons.
_INLINE = re.compile(r"(?:^|(?<=[。！？]))\s*(?=[(（]\s*([一二三四五六七八九十]{1,3})\s*[)）]\s*[^。；]{2,40}。)")


def items_within(paragraph: str, language: Language) -> list[int]:
    """Where the items begin that stand in one paragraph: （一）…。…。（二）…。…。 [] where they do not count from 1."""
    if language != "zh":
        return []
    found = [(match.end(), from_chinese(match[1])) for match in _INLINE.finditer(paragraph)]
    if len(found) < 2 or [number for _at, number in found] != list(range(1, len(found) + 1)):
        return []
    return [at for at, _number in found if at]
