"""Paragraphs that may be headings, and the run of them that counts on best.

A label alone proves nothing: (1) may begin a sentence, I, may be the speaker. Candidates are weighed by what stands
behind the label.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.importing.labels import Label, labels
from core.importing.outline import Language
from core.importing.weight import RUN_IN, weigh

REACH = 300  # candidates that one may follow; no list is longer
WEAK = 0.5  # what a label loses that is also an ordinary beginning of a sentence

_FIRST_PERSON = re.compile(
    r"\b(?:on behalf|hereby|now|will|am|would|have|had|was|did|shall|must|report to|present|submit)\b|,\s*[a-z]"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Paragraph `at` may be the heading `label`; the heading ends at `end`, its text goes on to the paragraph's end."""

    at: int
    label: Label
    quality: float
    end: int

    @property
    def number(self) -> int:
        return self.label.number


def candidates(texts: Sequence[str], language: Language, last: int) -> dict[str, list[Candidate]]:
    """Every possible heading before paragraph `last`, by the family of its label."""
    found: dict[str, list[Candidate]] = {}
    for at in range(last):
        for label in labels(texts[at], language):
            quality, end = weigh(texts[at], label, language)
            if label.weak:
                quality -= WEAK
            if texts[at][label.end : label.end + 1].islower():
                quality -= 0.3  # headings begin with a capital where any do
            if label.family == "roman" and label.number == 1:
                quality -= _speaks(texts[at], label)
            found.setdefault(label.family, []).append(Candidate(at, label, quality, end))
    if "roman" in found:
        found["roman"] = _in_usual_spelling(found["roman"])
    return found


def _speaks(text: str, label: Label) -> float:
    """What `I,` loses as a heading because a sentence can begin with it."""
    rest = text[label.end :]
    return 2.0 if label.mark in ",，" and (rest[:1].islower() or _FIRST_PERSON.search(rest)) else 0.0


def _in_usual_spelling(row: list[Candidate]) -> list[Candidate]:
    """`I` loses a little as a heading when the later numbers are written otherwise: `I,` beside `II.`"""
    marks = Counter(one.label.mark for one in row if one.number > 1 and one.quality >= RUN_IN)
    usual = {mark for mark, _count in marks.most_common(1)}
    return [
        replace(one, quality=one.quality - 0.2) if usual and one.number == 1 and one.label.mark not in usual else one
        for one in row
    ]


def chain(row: Sequence[Candidate], floor: float) -> list[Candidate]:
    """The candidates of at least `floor` that count on best; of equal runs the latest, as a table of contents comes
    first. A number may be left out, and a heading that repeats the number before it is kept."""
    usable = [one for one in row if one.quality >= floor]
    scores: list[float] = []
    before: list[int] = []
    for place, one in enumerate(usable):
        best, link = (0.5 if one.number == 1 else -1.5 - 0.3 * one.number), -1
        for other in range(max(0, place - REACH), place):
            step = one.number - usable[other].number
            if step <= 0:
                continue
            gain = scores[other] + (1.0 if step == 1 else -0.4 * step)
            if gain >= best:
                best, link = gain, other
        scores.append(best + one.quality)
        before.append(link)
    if not scores:
        return []
    place = max(range(len(scores)), key=lambda at: (scores[at], at))
    result: list[Candidate] = []
    while place >= 0:
        result.append(usable[place])
        place = before[place]
    return _mended(result[::-1], row)


def _mended(run: list[Candidate], row: Sequence[Candidate]) -> list[Candidate]:
    """The run with the headings whose number was mistyped, given the number they should have: one where a number is
    left out, one given twice, the only one ahead of 2 or behind the last."""
    headed = [one for one in row if one.quality >= RUN_IN]
    ahead = [one for one in row if one.at < run[0].at]
    result = [*(_numbered(ahead, 1) if run[0].number == 2 else []), run[0]]
    for before, after in pairwise(run):
        if after.number - before.number == 2:
            since = result[-2].at if len(result) > 1 else -1
            between = [one for one in headed if before.at < one.at < after.at]
            likely = [one for one in between if one.number in (before.number, after.number)]
            twice = [one for one in headed if since < one.at < before.at]
            if between:
                result += _numbered(likely[:1] or between, before.number + 1)
            elif len(twice) == 1 and twice[0].number == before.number:
                result[-1:] = [*twice, *_numbered([before], before.number + 1)]
        result.append(after)
    twice = [one for one in row if len(result) > 1 and result[-2].at < one.at < run[-1].at]
    if len(twice) == 1 and twice[0].number == run[-1].number and twice[0].quality >= RUN_IN:
        result[-1:] = [*twice, *_numbered(result[-1:], run[-1].number + 1)]
    behind = [one for one in row if one.at > run[-1].at]
    return [*result, *_numbered(behind, result[-1].number + 1)]


def _numbered(only: Sequence[Candidate], number: int) -> list[Candidate]:
    """The candidate with that number, where there is only one and it looks like a heading."""
    if len(only) != 1 or only[0].quality < RUN_IN:
        return []
    return [replace(only[0], label=replace(only[0].label, number=number))]
