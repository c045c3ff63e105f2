"""Which mark groups digits and which is the decimal one: the evidence of a document, and each numeral in its light.

English writes 11,590 and 1.384. Reports that were translated also write 11.000 for eleven thousand and 63,5%, sometimes
beside regular numerals, so that the numeral itself and what follows it are asked before the document is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import Self

from core.quantities.reading import Irregularity

_NUMERAL = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d+)+(?![\w/-]|[.,]\d)")
_COMMA_GROUPS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_POINT_GROUPS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_MIXED_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+\.\d+")
_MIXED_OTHER = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+,\d+")
_APOSTROPHE_GROUPS = re.compile(r"[1-9]\d{0,2}(?:['’]\d{3})+(?:\.\d+)?")
_DECIMAL_POINT = re.compile(r"\d+\.\d+")
_DECIMAL_COMMA = re.compile(r"\d+,\d+")
_UNGROUPED_FROM = 5  # four digits are left alone
_DECIMALS_OF_NOTHING = 4  # no count has four decimals


@dataclass(frozen=True, slots=True)
class Marks:
    """How often a document's numerals can be read in one way only: 1,234,567 or 52.1 on the English side, 1.234,56 or
    63,5 on the other. Numerals with one mark and three digits behind it tell nothing."""

    comma_groups: int = 0
    point_groups: int = 0
    point_decimals: int = 0
    comma_decimals: int = 0

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        counts = dict.fromkeys(("comma_groups", "point_groups", "point_decimals", "comma_decimals"), 0)
        for text in texts:
            for match in _NUMERAL.finditer(text):
                for evidence in _evidence(match[0]):
                    counts[evidence] += 1
        return cls(**counts)

    @property
    def point_may_group(self) -> bool:
        """Whether the document writes 11.000 for eleven thousand and nowhere groups with commas."""
        return self.point_groups > 0 and self.comma_groups == 0

    @property
    def point_is_decimal(self) -> bool:
        return self.point_groups == 0 and (self.comma_groups > 0 or self.point_decimals > 0)

    @property
    def comma_is_decimal(self) -> bool:
        return self.comma_decimals > 0 and self.comma_groups == 0


def _evidence(numeral: str) -> list[str]:
    if _MIXED_ENGLISH.fullmatch(numeral):
        return ["comma_groups", "point_decimals"]
    if _MIXED_OTHER.fullmatch(numeral):
        return ["point_groups", "comma_decimals"]
    if _COMMA_GROUPS.fullmatch(numeral) and (numeral.count(",") > 1 or numeral.endswith(",000")):
        return ["comma_groups"]
    if _POINT_GROUPS.fullmatch(numeral) and (numeral.count(".") > 1 or numeral.endswith(".000")):
        return ["point_groups"]
    whole, mark, places = numeral.partition("." if "." in numeral else ",")
    if not places.isdecimal() or (len(places) == 3 and whole != "0"):
        return []
    if mark == ".":
        return ["point_decimals"]
    return ["comma_decimals"] if len(places) < 3 else []


class Follows(Enum):
    """What stands behind a numeral. A count has no decimals, a measure and a share may have some, a scale often has."""

    NOTHING = auto()
    COUNT = auto()
    MEASURE = auto()
    SHARE = auto()
    SCALE = auto()


@dataclass(frozen=True, slots=True)
class Digits:
    """A numeral read: `alternatives` are other values it may mean, `malformed` fits no way of writing numbers."""

    value: Decimal
    alternatives: tuple[Decimal, ...] = ()
    notes: tuple[Irregularity, ...] = ()
    malformed: bool = False


def read_digits(numeral: str, follows: Follows, marks: Marks) -> Digits:
    """The value of a numeral of digits and marks, in the light of what follows it and of the document."""
    if numeral.isdecimal():
        ungrouped = len(numeral) >= _UNGROUPED_FROM and follows is not Follows.SCALE
        return Digits(Decimal(numeral), notes=(Irregularity.UNGROUPED,) if ungrouped else ())
    if _APOSTROPHE_GROUPS.fullmatch(numeral):
        return Digits(Decimal(re.sub("['’]", "", numeral)))
    if _MIXED_ENGLISH.fullmatch(numeral):
        return Digits(Decimal(numeral.replace(",", "")))
    if _MIXED_OTHER.fullmatch(numeral):
        value = Decimal(numeral.replace(".", "").replace(",", "."))
        return Digits(value, notes=(Irregularity.GROUPING_POINT, Irregularity.DECIMAL_COMMA))
    if _COMMA_GROUPS.fullmatch(numeral):
        return _comma_groups(numeral, follows, marks)
    if _POINT_GROUPS.fullmatch(numeral):
        return _point_groups(numeral, follows, marks)
    if _DECIMAL_POINT.fullmatch(numeral):
        return _decimal_point(numeral, follows)
    if _DECIMAL_COMMA.fullmatch(numeral):
        return _decimal_comma(numeral, follows, marks)
    return _malformed(numeral)


def _comma_groups(numeral: str, follows: Follows, marks: Marks) -> Digits:
    """1,384 is regular; 1,384 billion in a document with decimal commas is not."""
    grouped = Decimal(numeral.replace(",", ""))
    if numeral.count(",") > 1 or follows in (Follows.COUNT, Follows.NOTHING):
        return Digits(grouped)
    decimal = Decimal(numeral.replace(",", "."))
    if follows is Follows.MEASURE and not marks.comma_is_decimal:
        return Digits(grouped)
    if marks.comma_is_decimal and not numeral.endswith(",000"):
        # Three digits may be a group even so: only a share, or a document that groups with points, leaves no doubt.
        sure = follows is Follows.SHARE or marks.point_groups > 0
        return Digits(decimal, (grouped,), (Irregularity.DECIMAL_COMMA,) if sure else ())
    return Digits(grouped, () if marks.comma_groups else (decimal,))


def _point_groups(numeral: str, follows: Follows, marks: Marks) -> Digits:
    """11.000 is eleven thousand, 1.384 before a scale or a per-cent sign a decimal; 12.345 alone asks the document."""
    grouped = Decimal(numeral.replace(".", ""))
    as_groups = (Irregularity.GROUPING_POINT,)
    if numeral.count(".") > 1:
        return Digits(grouped, notes=as_groups)
    decimal = Decimal(numeral)
    if follows in (Follows.SCALE, Follows.SHARE):
        return Digits(decimal)
    if numeral.endswith(".000"):
        return Digits(grouped, notes=as_groups)
    if marks.point_may_group:
        return Digits(grouped, (decimal,) if follows is not Follows.COUNT else (), as_groups)
    if follows is Follows.COUNT:
        return Digits(grouped, (decimal,), as_groups)
    return Digits(decimal, () if marks.point_is_decimal and follows is Follows.MEASURE else (grouped,))


def _decimal_point(numeral: str, follows: Follows) -> Digits:
    whole, _, places = numeral.partition(".")
    value = Decimal(numeral)
    counted = follows in (Follows.COUNT, Follows.NOTHING)
    if int(whole) and len(places) >= _DECIMALS_OF_NOTHING and places.endswith("000"):
        # Nobody measures to four places and finds nothing in three of them: a group torn from its scale.
        return Digits(value, (Decimal(whole + places),), malformed=True)
    if counted and len(places) >= _DECIMALS_OF_NOTHING and int(whole):
        # An index may have four decimals, but neither does it end in a nought nor does it count anything.
        impossible = follows is Follows.COUNT or places.endswith("0")
        return Digits(value, (Decimal(whole + places),), malformed=impossible)
    if len(whole) > 1 and whole[0] == "0":
        return Digits(value, malformed=True)
    return Digits(value)


def _decimal_comma(numeral: str, follows: Follows, marks: Marks) -> Digits:
    """63,5% and 2,5 hectares are decimals; 12,3456 and 1,00 of a count are nothing."""
    whole, _, places = numeral.partition(",")
    value, joined = Decimal(f"{whole}.{places}"), Decimal(whole + places)
    measured = follows not in (Follows.COUNT, Follows.NOTHING)
    if len(places) > 3 or (len(whole) > 1 and whole[0] == "0"):
        return Digits(joined, (value,), malformed=True)
    if measured or whole == "0" or (marks.comma_is_decimal and len(places) < 3 and not places.endswith("0")):
        return Digits(value, notes=(Irregularity.DECIMAL_COMMA,))
    return Digits(joined, (value,), malformed=True)


def _malformed(numeral: str) -> Digits:
    """12,34,567 or 1.234,56,7: the digits alone are offered as a guess."""
    return Digits(Decimal(re.sub(r"\D", "", numeral)), malformed=True)
