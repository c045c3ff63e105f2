"""A place's number above that of the territory it lies in: a fault only where both tell of the same period."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.quantities.arithmetic.fault import Fault, shown_en, shown_zh
from core.quantities.arithmetic.prose import DATES, WINDOW, Line, Prose, number
from core.quantities.difference import Severity
from core.quantities.reading import Moment, Reading

# The wider territories with their rank, and the places that lie inside one of higher rank.
_WIDE = {
    "zh": (
        (re.compile(r"全国(?!人大|人民代表|政协|性|文明|先进|模范|优秀|重点|首批|劳动|联网|统一|标准)"), 3),
        (re.compile(r"全省|全自治区|我省"), 2),
        (re.compile(r"全市(?!场)|我市(?!场)"), 1),
    ),
    "en": (
        (re.compile(r"\b(?:nationwide|the (?:whole|entire) country|nationally)\b"), 3),
        (
            re.compile(
                r"\b(?:province-wide|provincewide|(?:across|throughout) the province|the (?:whole|entire) province)\b"
            ),
            2,
        ),
        (re.compile(r"\b(?:city-wide|citywide|(?:across|throughout) the city|the (?:whole|entire) city)\b"), 1),
    ),
}
_NARROW = {
    "zh": re.compile(
        r"^(?:[^,。;、]{0,8},)?(?P<name>[\u4e00-\u9fff]{2,5}?(?P<kind>省|自治区|市|州|县|区))(?!场|级|政|民|委|人大|属|直|域|别|内|外)"
    ),
    "en": re.compile(
        r"^\s*(?:In |The )?(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?P<kind>Province|City|Prefecture|County|District)\b"
    ),
}
_RANKS = {"省": 2, "自治区": 2, "市": 1, "州": 1, "县": 0, "区": 0} | {
    "Province": 2, "City": 1, "Prefecture": 1, "County": 0, "District": 0
}  # fmt: skip
_GENERIC_ZH = re.compile(r"^(?:全|各|我|该|本|某|有|一些|部分|多|其他|大|外|自治|直辖|城|地|社|灾|园|小|景|辖)")


@dataclass(frozen=True)
class _Sentence:
    rank: int
    wide: bool
    counts: Sequence[Reading]
    period: tuple[Moment | None, ...]


def territories(prose: Prose) -> Iterator[Fault]:
    """For each place the first of its numbers that is above the same one of a territory around it."""
    wides: deque[tuple[_Sentence, Reading]] = deque(maxlen=WINDOW)
    dates = Line([one for one in prose.readings if one.kind in DATES])
    for start, end in prose.sentences():
        sentence = _sentence(prose, dates, start, end)
        if sentence is None:
            continue
        if sentence.wide:
            wides.extend((sentence, whole) for whole in sentence.counts)
            continue
        pairs = ((one, wide, whole) for one in sentence.counts for wide, whole in wides)
        for one, wide, whole in pairs:
            if wide.rank > sentence.rank and number(one) > number(whole) and _same_thing(prose, whole, one):
                yield _fault(prose, whole, one, bool(wide.period) and wide.period == sentence.period)
                break


def _sentence(prose: Prose, dates: Line, start: int, end: int) -> _Sentence | None:
    text = prose.plain[start:end]
    counts = prose.counted.within(start, end)
    if not counts:
        return None
    found = dates.within(start, counts[0].start)
    period = tuple(moment for one in found for moment in (one.first, one.last))
    narrow = _NARROW[prose.language].match(text)
    if narrow and not (prose.language == "zh" and _GENERIC_ZH.match(narrow["name"])):
        return _Sentence(_RANKS[narrow["kind"]], False, counts, period)
    ahead = prose.plain[start : counts[0].start]
    rank = next((rank for pattern, rank in _WIDE[prose.language] if pattern.search(ahead)), None)
    return None if rank is None else _Sentence(rank, True, counts, period)


def _same_thing(prose: Prose, one: Reading, other: Reading) -> bool:
    """Whether both count one thing: the same known noun, or in Chinese the same verb right before (立案300件)."""
    known = prose.concepts(one), prose.concepts(other)
    if not prose.same_unit(one, other):
        return False
    verbs = [prose.before(reading, 2) for reading in (one, other)]
    same_verb = prose.language == "zh" and len(verbs[0]) == 2 and verbs[0] == verbs[1] and one.counter != "个"
    return bool(known[0] & known[1]) or (same_verb and not all(known))


def _fault(prose: Prose, whole: Reading, part: Reading, comparable: bool) -> Fault:
    one, other = number(part), number(whole)
    if comparable:
        severity = Severity.WARNING
        zh, en = "时期相同，局部不应大于整体。", "for the same period, and a part is not larger than its whole."
    else:
        severity = Severity.NOTE
        zh, en = (
            "时期不同或者没有写明，无法比较。",
            "but the periods differ or are not stated: they cannot be compared.",
        )
    return Fault(
        "territory",
        (other, one),
        severity,
        prose.span(part, part),
        f"局部地区的{shown_zh(one)}大于整个地区的{shown_zh(other)}，{zh}",
        f"The {shown_en(one)} of one place is more than the {shown_en(other)} of the whole territory, {en}",
    )
