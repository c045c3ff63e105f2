"""A paragraph with its readings, as the checks of its arithmetic look at it.

A paragraph may hold thousands of numbers. Whatever stands near a reading is found by its place, never by going through
all readings, so that the time of a check grows with the length of the paragraph.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from core.quantities.arithmetic.words import CUES, Cues, Language
from core.quantities.difference import Span
from core.quantities.nouns import Concepts, concepts, is_word_zh, may_be_same, of_one_kind
from core.quantities.reading import Reading, ReadingKind
from core.quantities.units import MEASURES, UnitKind
from core.quantities.words import Qualifier

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MEASURED = MEASURES - {UnitKind.PERCENT, UnitKind.PERCENTAGE_POINT, UnitKind.MULTIPLE, UnitKind.DURATION}
_GENERAL = frozenset({UnitKind.NONE, UnitKind.ITEM, UnitKind.PLACE, UnitKind.BATCH})
# Counters that say little about what is counted.
_GENERAL_COUNTERS = frozenset({"", "个", "项", "条", "次", "处", "种", "批", "份", "大", "类", "点", "部", "台"})
_SCALES = {"万亿": 12, "亿": 8, "万": 4, "千": 3, "百": 2}
_SCALES |= {"trillion": 12, "billion": 9, "million": 6, "thousand": 3, "hundred": 2}
_DIGITS = re.compile(r"[0-9][0-9,.  ]*")
# Divisions of the country; a wider one holds many of the narrower.
PLACES = frozenset({"division", "province", "city", "city_county", "county", "township", "village"})
DATES = frozenset({ReadingKind.DATE, ReadingKind.PERIOD})
_NEITHER = frozenset({ReadingKind.NAME, ReadingKind.ENUMERATOR})
# No more blanks stand between a noun and its number.
_BLANKS = 4
# So many counts are looked at around a reading; a sum of more parts is not checked.
WINDOW = 40


class Line:
    """Readings in order of place, none over another, found by place."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self._starts = [one.start for one in readings]
        self._ends = [one.end for one in readings]

    def within(self, start: int, end: int) -> Sequence[Reading]:
        """Those that lie wholly inside."""
        return self.readings[bisect_left(self._starts, start) : bisect_right(self._ends, end)]

    def before(self, place: int, most: int = WINDOW) -> Sequence[Reading]:
        """The last ones that end there or earlier."""
        at = bisect_right(self._ends, place)
        return self.readings[max(0, at - most) : at]

    def after(self, place: int, most: int = WINDOW) -> Sequence[Reading]:
        """The next ones that start there or later."""
        at = bisect_left(self._starts, place)
        return self.readings[at : at + most]


@dataclass(frozen=True)
class Prose:
    """`plain` is the text with full-width signs narrowed, character for character, so that places agree."""

    text: str
    readings: Sequence[Reading]
    language: Language
    plain: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", self.text.translate(_NARROW).replace("\n", " "))

    @property
    def cues(self) -> Cues:
        return CUES[self.language]

    @cached_property
    def counts(self) -> list[Reading]:
        """Exact numbers of things, sums of money and measured amounts, in order of place."""
        return [reading for reading in self.readings if is_count(reading) and not reading.weak]

    @cached_property
    def counted(self) -> Line:
        """The counts, to be found by place."""
        return Line(self.counts)

    @cached_property
    def _others(self) -> Line:
        return Line([one for one in self.readings if one.kind not in _NEITHER])

    @cached_property
    def _numbers(self) -> Line:
        return Line([one for one in self.readings if one.kind not in _NEITHER | DATES])

    @cached_property
    def shares(self) -> list[Reading]:
        return [one for one in self.readings if one.kind is ReadingKind.PERCENT and one.value is not None]

    @cached_property
    def _share_line(self) -> Line:
        return Line(self.shares)

    def next_shares(self, share: Reading) -> Sequence[Reading]:
        """The share that follows, if any."""
        return self._share_line.after(share.end, 1)

    @cached_property
    def _ends(self) -> list[int]:
        return [match.end() for match in self.cues.sentence_end.finditer(self.plain)]

    def sentence(self, reading: Reading) -> tuple[int, int]:
        """Where the sentence of a reading starts and ends."""
        at = bisect_left(self._ends, reading.start + 1)
        return (self._ends[at - 1] if at else 0), (self._ends[at] if at < len(self._ends) else len(self.plain))

    def sentences(self) -> list[tuple[int, int]]:
        edges = [0, *self._ends, len(self.plain)]
        return [(start, end) for start, end in zip(edges, edges[1:], strict=False) if start < end]

    def between(self, first: Reading, second: Reading) -> str:
        """What stands between two readings, without the blanks at its ends."""
        return self.plain[first.end : second.start].strip()

    def before(self, reading: Reading, length: int = 30) -> str:
        """What stands before a reading in its sentence, at most so many characters, without blanks at the end."""
        return self.plain[max(self.sentence(reading)[0], reading.start - length) : reading.start].rstrip()

    def after(self, reading: Reading, length: int = 30) -> str:
        return self.plain[reading.end : min(self.sentence(reading)[1], reading.end + length)]

    def others_between(self, start: int, end: int) -> Sequence[Reading]:
        """Quantities and dates that lie wholly inside; names and labels are neither."""
        return self._others.within(start, end)

    def numbers_between(self, start: int, end: int) -> Sequence[Reading]:
        """The same without dates and periods."""
        return self._numbers.within(start, end)

    def span(self, first: Reading, last: Reading) -> Span:
        return Span(self.text[first.start : last.end], first.start, last.end)

    def concepts(self, reading: Reading) -> Concepts:
        """What is counted, if that is known; a place named before the number (甲市30个) is not what is counted."""
        found = concepts(reading.noun, self.language)
        return frozenset() if found & PLACES and self.label(reading) and not is_word_zh(reading.noun) else found

    def label(self, reading: Reading) -> bool:
        """Whether a Chinese noun stands before its number: 合格30家."""
        if self.language != "zh" or not reading.noun:
            return False
        ahead = self.plain[max(0, reading.start - len(reading.noun) - _BLANKS) : reading.start]
        return ahead.rstrip().endswith(reading.noun)

    def same_unit(self, one: Reading, other: Reading) -> bool:
        """Whether two amounts may be added: equal counters in Chinese, equal kinds of units in English."""
        if (one.kind is ReadingKind.MONEY) != (other.kind is ReadingKind.MONEY):
            return False
        if one.unit in _MEASURED or other.unit in _MEASURED:
            return one.unit is other.unit and _measure(one) == _measure(other)
        if self.language == "zh":
            return one.counter == other.counter
        return one.unit is other.unit or bool({one.unit, other.unit} & {UnitKind.NONE, UnitKind.ITEM})

    def part_of(self, part: Reading, whole: Reading) -> bool:
        """Whether the words give reason to take one for a part of the other: 30家医院 of 120家单位."""
        if not self.same_unit(part, whole):
            return False
        if part.unit in _MEASURED or not part.noun or not whole.noun or part.noun == whole.noun:
            return True
        if (known := self.alike(part, whole)) is not None:
            return known
        if self.language == "zh":
            return part.counter not in _GENERAL_COUNTERS or part.noun[-2:] == whole.noun[-2:]
        return part.unit is whole.unit and part.unit not in _GENERAL

    def alike(self, one: Reading, other: Reading) -> bool | None:
        """Whether both count one thing or one kind of things; None where one of the nouns is unknown."""
        known = self.concepts(one), self.concepts(other)
        if not all(known):
            return None
        same_kind = one.unit is other.unit and one.unit not in _GENERAL
        return may_be_same(*known) or of_one_kind(*known) or same_kind

    def apart(self, parts: Sequence[Reading]) -> bool:
        """Whether nothing is counted twice: sums from several sources, or nouns known to be clearly different."""
        if all(part.unit in _MEASURED for part in parts):
            return True
        known = [self.concepts(part) for part in parts]
        return all(known) and all(
            not may_be_same(one, other) for at, one in enumerate(known) for other in known[at + 1 :]
        )


def is_count(reading: Reading) -> bool:
    """Whether it states one exact amount that may be added to others."""
    return (
        reading.kind in (ReadingKind.CARDINAL, ReadingKind.MONEY)
        and reading.value is not None
        and not reading.malformed
        and not reading.alternatives
        and reading.qualifiers == (Qualifier.EXACT,)
        and reading.unit not in (UnitKind.DURATION, UnitKind.MULTIPLE, UnitKind.PERCENTAGE_POINT, UnitKind.LEVEL)
    )


def number(reading: Reading) -> Fraction:
    return Fraction(reading.value or 0)


def slack(reading: Reading) -> Fraction:
    """By how much the true number may lie above or below what is written: half of the last digit.

    A count in plain digits is exact; 1.1万 stands for 10500 to 11500, 14% for 13.5 to 14.5.
    """
    if isinstance(reading.value, Fraction):
        return Fraction(0)
    found = _DIGITS.search(reading.raw.translate(_NARROW))
    scale = next((power for word, power in _SCALES.items() if word in reading.raw.lower()), 0)
    if not found:
        return Fraction(10) ** scale / 2 if scale > 3 else Fraction(0)
    written = found[0].rstrip(",.").strip()
    decimals = len(re.split(r"[.,]", written)[-1]) if _has_decimals(reading, written) else 0
    if not scale and not decimals and reading.kind is not ReadingKind.PERCENT and reading.unit not in MEASURES:
        return Fraction(0)
    return Fraction(10) ** (scale - decimals) / 2


def _has_decimals(reading: Reading, written: str) -> bool:
    """Whether the last mark in the digits is the decimal one: the value tells."""
    digits = re.sub(r"[^0-9]", "", written)
    if not re.search(r"[.,]", written) or reading.value is None:
        return False
    value = Decimal(str(reading.value))
    return (
        value != Decimal(digits)
        and value.normalize().as_tuple().digits == Decimal(digits).normalize().as_tuple().digits
    )


def _measure(reading: Reading) -> str:
    return re.sub(r"[十百千万亿余多]+", "", reading.counter).lower().strip()
