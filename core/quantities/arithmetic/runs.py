"""A number announced and the items that follow it: 五个重点：一是……二是…… must tell five."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from core.quantities.arithmetic.fault import Fault
from core.quantities.arithmetic.prose import PLACES, Line, Prose, number
from core.quantities.difference import Severity
from core.quantities.nouns import of_one_kind
from core.quantities.reading import Reading, ReadingKind
from core.quantities.units import UnitKind

# The items announced must be what is listed: 走访12个乡镇，发现如下问题：一是…… announces nothing.
_LEAD = {
    "zh": re.compile(r"[^0-9。;,]{0,12}(?:,(?:即|分别是|分别为|具体是|具体为|也就是|包括|就是|主要是))?:$"),
    "en": re.compile(
        r"(?:(?!\b(?:and|but|following|follows|found|that|which|who|because)\b)[^.;0-9]){0,60}:$", re.IGNORECASE
    ),
}
_LISTED_EN = re.compile(r",? (?:namely|that is|as follows|and they are|which are|that are):$", re.IGNORECASE)
_BODIES = frozenset({"person", "organisation"})
_FEWEST = 2
_MOST = 30


def runs(prose: Prose) -> Iterator[Fault]:
    """Announced numbers of items that the run behind the colon does not have."""
    labels = [one for one in prose.readings if one.kind is ReadingKind.ENUMERATOR and one.value is not None]
    others = Line([one for one in prose.readings if one.kind is not ReadingKind.NAME])
    for at, first in enumerate(labels):
        announced = _announced(prose, others, first) if first.value == 1 else None
        if announced is None:
            continue
        last = _last(labels, at)
        told, found = number(announced), Fraction(last.value or 0)
        if found >= _FEWEST and found != told:
            yield Fault(
                "run",
                (told, found),
                Severity.WARNING,
                prose.span(announced, last),
                f"前面说有{told}项，后面列了{found}项。",
                f"{told} items are announced, {found} follow.",
            )


def _announced(prose: Prose, others: Line, first: Reading) -> Reading | None:
    """The whole number that stands last before the colon in front of a run."""
    before = others.before(first.start, 1)
    if not before or before[-1].kind is not ReadingKind.CARDINAL or before[-1].value is None:
        return None
    lead = _LISTED_EN.sub(":", prose.plain[before[-1].end : first.start].rstrip())
    if prose.concepts(before[-1]) & PLACES or of_one_kind(prose.concepts(before[-1]), _BODIES):
        return None
    counted = before[-1].unit in (UnitKind.NONE, UnitKind.ITEM, UnitKind.SESSION) or prose.language == "en"
    whole = _FEWEST <= before[-1].value <= _MOST and before[-1].value % 1 == 0
    return before[-1] if counted and whole and _LEAD[prose.language].fullmatch(lead) else None


def _last(labels: list[Reading], at: int) -> Reading:
    """The label with which the run from that one ends; runs inside its items are passed over, if not too long."""
    last, passed = labels[at], 0
    for label in islice(labels, at + 1, None):
        if label.value == (last.value or 0) + 1:
            last, passed = label, 0
        elif (passed := passed + 1) > _MOST:
            break
    return last
