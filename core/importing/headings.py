"""Which paragraphs are headings of parts and items: labels that count on, before words that can be a heading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.importing.candidates import Candidate, candidates, chain
from core.importing.items import items, items_before, usual_family
from core.importing.labels import HEADINGS_ONLY, INNERMOST, RANKS
from core.importing.outline import Language
from core.importing.weight import RUN_IN, STANDALONE

ALONE = 1.4  # from here on a heading stands on a line of its own
LONGEST_BARE: dict[Language, int] = {"zh": 30, "en": 12}  # characters, words of a heading that nothing follows


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found: `part` and `item` from 1, `item` 0 for a part; the label ends at `label_end`."""

    at: int
    part: int
    item: int
    label_end: int
    end: int


def headings(texts: Sequence[str], language: Language, last: int) -> list[Heading]:
    """The headings among the paragraphs before `last`, in order; [] for a text without parts."""
    found = candidates(texts, language, last)
    family, parts = _parts(found, language)
    if not parts:
        return []
    borders = [-1, *(part.at for part in parts), last]
    segments = [
        {other: [one for one in row if begin < one.at < end] for other, row in found.items() if other != family}
        for begin, end in pairwise(borders)
    ]
    usual = usual_family(segments[1:], language)
    result: list[Heading] = []
    if parts[0].number == 2:
        result += _as_items(items_before(segments[0], usual, language), 1)
    numbers = [*(part.number for part in parts), 0]
    for number, (part, segment) in enumerate(zip(parts, segments[1:], strict=True), start=2 if result else 1):
        result.append(Heading(part.at, number, 0, part.label.end, part.end))
        gap = numbers.pop(0) + 1 != numbers[0]
        result += _as_items(items(segment, usual, language, gap=gap), number)
    ends = [*(heading.at for heading in result[1:]), last]
    return [
        replace(heading, end=heading.label_end) if heading.item and _is_text(texts, heading, end, language) else heading
        for heading, end in zip(result, ends, strict=True)
    ]


def _as_items(run: Sequence[Candidate], part: int) -> list[Heading]:
    return [Heading(item.at, part, place, item.label.end, item.end) for place, item in enumerate(run, start=1)]


def _is_text(texts: Sequence[str], heading: Heading, end: int, language: Language) -> bool:
    """True for a numbered sentence that no text follows: it has a number and no heading, however short it is."""
    text = texts[heading.at]
    size = len(text) - heading.label_end if language == "zh" else len(text[heading.label_end :].split())
    sentence = text.endswith(("。", ".", "；", "！"))
    return heading.end == len(text) and end == heading.at + 1 and sentence and size > LONGEST_BARE[language]


def _parts(found: dict[str, list[Candidate]], language: Language) -> tuple[str, list[Candidate]]:
    """The outermost family of which a run of headings is there, and that run; "" and none for a text without parts."""
    runs = {family: run for family, row in found.items() if _are_parts(family, run := chain(row, RUN_IN))}
    order = {
        family: (RANKS[language].get(family, INNERMOST), _begins_anew(found[family], runs, family), run[0].at)
        for family, run in runs.items()
    }
    family = min(order, key=order.__getitem__, default="")
    return family, runs.get(family, [])


def _begins_anew(row: Sequence[Candidate], runs: Mapping[str, Sequence[Candidate]], family: str) -> bool:
    """True when the numbering begins anew behind a heading of another run: this is a level below that one."""
    firsts = [one.at for one in row if one.number == 1 and one.quality >= RUN_IN]
    others = [one.at for other, run in runs.items() if other != family for one in run]
    return any(begin < at < end for begin, end in pairwise(firsts) for at in others)


def _are_parts(family: str, run: Sequence[Candidate]) -> bool:
    """True when a run is enough to show that this family numbers the outermost headings."""
    if not run or run[0].number > 2:
        return False
    if len(run) == 1:
        return family in HEADINGS_ONLY and run[0].quality >= STANDALONE
    alone = sum(one.quality >= ALONE for one in run)
    return alone * 2 >= len(run) or (family in HEADINGS_ONLY | {"han-brackets"} and run[0].number == 1)
