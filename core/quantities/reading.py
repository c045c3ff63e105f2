"""What a reader of prose finds: a quantity, a date or a name that carries numerals, with its place in the text."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from core.quantities.model import Quantity
from core.quantities.period import Period
from core.quantities.records import quantity_of, says_period, says_quantity
from core.quantities.units import UnitKind
from core.quantities.words import Qualifier

Number = Decimal | Fraction


class ReadingKind(StrEnum):
    """What was read.

    ENUMERATOR is the label of a numbered run (一是, First,), VAGUE a number without a value (数百, dozens of),
    NAME a name that only carries numerals (十九大, G20, 〔2017〕12号). DATE is one point in time, PERIOD a span with
    ends or an open one (2015年以来). A number of years or months, relative or not (近两年, 3个月), is a CARDINAL of
    duration.
    """

    CARDINAL = "cardinal"
    PERCENT = "percent"
    MONEY = "money"
    ORDINAL = "ordinal"
    LEVEL = "level"
    RANGE = "range"
    DATE = "date"
    PERIOD = "period"
    NAME = "name"
    ENUMERATOR = "enumerator"
    VAGUE = "vague"


class Irregularity(StrEnum):
    """How a spelling departs from the house style while its value stays clear."""

    GROUPING_POINT = "grouping_point"  # 10.000 for ten thousand
    GROUPING_BLANK = "grouping_blank"  # 10 000
    DECIMAL_COMMA = "decimal_comma"  # 63,5%
    UNGROUPED = "ungrouped"  # 11590 in English; four digits are left alone
    DOUBLE_PERCENT = "double_percent"  # 52.1% percent
    MISTYPED_SIGN = "mistyped_sign"  # 21.6&
    STRAY_BLANK = "stray_blank"  # 1. 1万
    FULL_WIDTH = "full_width"  # １２
    MIXED_NUMERALS = "mixed_numerals"  # eleven thousand 200; 3百个


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as far as it is stated. `year_offset` is relative: 今年 0, 去年 -1. `part` is early, mid, late
    (上旬, 中旬, 下旬 or 年初, 年底), h1, h2 or q1 to q4."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    year_offset: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing read.

    `start` and `end` are places in the text as given, so `text[start:end] == raw`. `value` is in single units (1.1万 is
    11000) and in per cent for shares (三分之一 is Fraction(100, 3)); a range has `low` and `high`; dates have `first`
    and, for a period, `last` (None when open). `qualifiers` holds every meaning the wording may have, the plainest
    first: 以上 may be at least or more than. `unit` is NONE where the counter leaves it open (个) or none stands there.
    `counter` is the unit as written, `noun` the words that say what is counted, "" where they cannot be told.
    `alternatives` are other values that the spelling may mean (12.345 in a text without evidence). `weak` readings may
    be matched, but nobody misses them: 一个, one of, both. A `malformed` numeral fits no way of writing numbers.
    `key` names what a NAME is (table of names), `numbers` are the numerals a NAME carries; a NAME of the key `ratio`
    (不低于1:15) has qualifiers, too. The key of a count is "each" where it holds for each of the things named before it
    (养老院和医院各6家), otherwise "".
    """

    kind: ReadingKind
    start: int
    end: int
    raw: str
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    first: Moment | None = None
    last: Moment | None = None
    qualifiers: tuple[Qualifier, ...] = (Qualifier.EXACT,)
    unit: UnitKind = UnitKind.NONE
    scale: str = ""
    counter: str = ""
    noun: str = ""
    key: str = ""
    numbers: tuple[Decimal, ...] = ()
    alternatives: tuple[Decimal, ...] = ()
    notes: tuple[Irregularity, ...] = ()
    weak: bool = False
    malformed: bool = False

    def says(self, item: Quantity | Period) -> bool:
        """Whether the reading states what that record writes: number, qualifier, kind and a compatible unit, or dates.

        What the reading leaves out (the year of 8月25日) it does not contradict; nouns are not compared.
        """
        return says_period(self, item) if isinstance(item, Period) else says_quantity(self, item)

    def as_quantity(self) -> Quantity:
        """What was written as a record: 1000余万 or 13.84亿元 as typed. QuantityError says why it cannot be one."""
        return quantity_of(self)
