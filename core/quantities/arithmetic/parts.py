"""Parts and their whole: no part is larger than its whole, nor are parts that share nothing."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from core.quantities.arithmetic.fault import Fault
from core.quantities.arithmetic.overlap import persons_overlap
from core.quantities.arithmetic.prose import DATES, PLACES, Prose, is_count, number, slack
from core.quantities.arithmetic.sum_faults import adds_up, incomparable, part_above, together_above, unequal
from core.quantities.reading import Reading, ReadingKind
from core.quantities.units import MEASURES, UnitKind

_LONGEST_GAP = {"zh": 30, "en": 80}
_FARTHEST_WHOLE = 160
# 14 documents, among them a plan, and drew up 26 standards: the second number is no part any more.
_ASIDE_ENDS = re.compile(r"\w, and\b")
_LONGEST_LEAD = {"zh": 1, "en": 4}
# Kinds of which one whole may hold several: 3 projects with 20 sub-projects.
_SMALLER = re.compile(
    r"sub-?\w|smaller|individual|子|小(?=项目|课题|组|类|区)|分(?=项目|课题|公司|店|院|支)|下属", re.IGNORECASE
)
_SIZES = frozenset({ReadingKind.CARDINAL, ReadingKind.MONEY, ReadingKind.VAGUE, ReadingKind.RANGE})


def above(prose: Prose) -> Iterator[Fault]:
    """120家，其中130家: a part above its whole, or parts that share nothing and are together above it."""
    for cue in prose.cues.partly.finditer(prose.plain):
        whole, part = _around(prose, cue)
        if not whole or not part or prose.cues.rise_to.search(prose.between(whole, part)):
            continue
        if _dated_between(prose, whole, part):
            if _larger(part, whole):
                yield incomparable(prose, whole, part)
            continue
        parts = _list_after(prose, part, whole)
        larger = [one for one in parts if _larger(one, whole)]
        if larger:
            yield part_above(prose, whole, larger[0])
        elif len(parts) > 1 and sum(map(number, parts)) > number(whole) + slack(whole) and not adds_up(whole, parts):
            if prose.apart(parts) and not persons_overlap(prose, parts):
                yield from unequal(prose, whole, parts)
            elif _sorts(parts):
                yield together_above(prose, whole, parts)


def _larger(part: Reading, whole: Reading) -> bool:
    return number(part) > number(whole) and number(part) - slack(part) >= number(whole) + slack(whole)


def _sorts(parts: Sequence[Reading]) -> bool:
    """Whether a list names a sort of thing for each part. Persons are left out: one may be a woman and a member."""
    nouns = {part.noun for part in parts if part.noun}
    return len(nouns) == len(parts) and all(part.unit is not UnitKind.PERSON for part in parts)


def _around(prose: Prose, cue: re.Match[str]) -> tuple[Reading | None, Reading | None]:
    """The whole before such a word, and the first part behind it. No whole where another number may be it."""
    part = next(iter(prose.counted.after(cue.end(), 1)), None)
    if not part or part.start - cue.end() > _LONGEST_GAP[prose.language] or prose.sentence(part)[0] > cue.start():
        return None, None
    if prose.numbers_between(cue.end(), part.start):
        return None, None
    if prose.language == "en" and _ASIDE_ENDS.search(prose.plain, cue.end(), part.start):
        return None, None
    start = prose.sentence(part)[0]
    wholes = [one for one in prose.counted.before(cue.start()) if one.start >= start and prose.part_of(part, one)]
    if not wholes or any(number(one) >= number(part) for one in wholes[:-1]):
        return None, None
    if _is_smaller(prose, part, wholes[-1]) or _in_another_clause(prose, part, wholes[-1], cue.start()):
        return None, None
    near = prose.numbers_between(max(start, wholes[-1].start - _FARTHEST_WHOLE), cue.start())
    if any(_may_be_whole(one, part, wholes[-1]) for one in near):
        return None, None
    return wholes[-1], part


def _is_smaller(prose: Prose, part: Reading, whole: Reading) -> bool:
    """Whether a whole may hold more parts of such a kind than there are wholes: 2 townships with 30 villages."""
    known = prose.concepts(part), prose.concepts(whole)
    narrower = all(one & PLACES for one in known) and not known[0] & known[1]
    return narrower or bool(_SMALLER.match(part.noun))


def _in_another_clause(prose: Prose, part: Reading, whole: Reading, place: int) -> bool:
    """Whether something else is told before the part, which may be its whole: 5人带队查验证件，发现其中30人无证."""
    told = prose.plain[whole.end : place].rpartition(",")[2].strip()
    elsewhere = "," in prose.plain[whole.end : place] and len(told) > _LONGEST_LEAD[prose.language]
    alike = prose.alike(part, whole) or bool(part.noun and part.noun == whole.noun)
    return elsewhere and not alike and whole.unit not in MEASURES


def _may_be_whole(one: Reading, part: Reading, whole: Reading) -> bool:
    """Whether a number without an exact value is large enough, or stands nearer than the whole and tells no size."""
    if one.kind not in _SIZES or one.unit is UnitKind.DURATION or (is_count(one) and not one.weak):
        return False
    size = one.high if one.value is None else one.value
    if one.start > whole.start and (size is None or one.weak):
        return True
    return size is not None and Fraction(size) >= number(part)


def _list_after(prose: Prose, first: Reading, whole: Reading) -> list[Reading]:
    """The parts that follow each other as one list, beginning with the first."""
    parts = [first]
    for one in prose.counted.after(first.end):
        between = prose.between(parts[-1], one)
        if one.end > prose.sentence(first)[1] or prose.others_between(parts[-1].end, one.start):
            break
        if (
            len(between) > _LONGEST_GAP[prose.language]
            or not prose.part_of(one, whole)
            or prose.cues.total.search(between)
        ):
            break
        if prose.language == "zh" and not re.search(r"[、,和及]", between):
            break
        parts.append(one)
    return parts


def _dated_between(prose: Prose, whole: Reading, part: Reading) -> bool:
    return any(one.kind in DATES for one in prose.others_between(whole.end, part.start))
