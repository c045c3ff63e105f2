"""A quantity: one figure as a record, from which both languages are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Self

from core.quantities.units import MEASURES, UNITS, Noun, Unit, UnitKind, unit
from core.quantities.words import EN_LEVEL_WORDS, ZH_SCALES, ZH_WORDS, Place, Qualifier, ZhWord


class QuantityError(ValueError):
    """The record contradicts itself or lacks what a language needs. The message says which."""


class Kind(StrEnum):
    """What the numeral is: a count or measure, a share, a sum of money, a place in a row, a grade, or only a name."""

    CARDINAL = "cardinal"
    PERCENT = "percent"
    MONEY = "money"
    ORDINAL = "ordinal"
    LEVEL = "level"
    NAME = "name"


class Numerals(StrEnum):
    """Which numerals the Chinese is written with."""

    ARABIC = "arabic"
    HAN = "han"


@dataclass(frozen=True, slots=True)
class Wording:
    """The short expression of the source in each language; empty where the source has none."""

    zh: str = ""
    en: str = ""


# Kinds that fix the unit's kind. The others take any unit.
_UNIT_KINDS = {Kind.PERCENT: UnitKind.PERCENT, Kind.MONEY: UnitKind.MONEY, Kind.LEVEL: UnitKind.LEVEL}
_KIND_OF_UNIT = {unit_kind: kind for kind, unit_kind in _UNIT_KINDS.items()}
_NO_NOUN = frozenset({UnitKind.PERCENTAGE_POINT, UnitKind.MULTIPLE})

# Bounds within which decimal arithmetic is exact and no record can ask for a million digits.
MAX_POWER = 17
MAX_PLACES = 8


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure.

    `value` is in single units of `unit` (1.1万 is 11000, 13.84亿元 is 1384000000); a range has `low` and `high`
    instead; a name that only carries numerals has neither and prints `as_written`. `significant` counts the digits that
    the source gives, for zeros after the point (50.0%). `zh_scale`, `zh_qualifier` and `zh_numerals` fix the
    Chinese spelling; where they are None, the spelling of `as_written` is taken if it is a correct one for this value,
    otherwise the house's. A record that contradicts itself raises QuantityError.
    """

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    unit: Unit = field(default_factory=lambda: UNITS["none"])
    noun: Noun | None = None
    kind: Kind = Kind.CARDINAL
    zh_scale: str | None = None
    zh_qualifier: str | None = None
    zh_numerals: Numerals | None = None
    significant: int | None = None
    as_written: Wording = Wording()

    def __post_init__(self) -> None:
        if self.kind is Kind.NAME:
            self._check_name()
            return
        self._check_numbers()
        self._check_unit()
        self._check_qualifier()
        self._check_spelling()

    @property
    def is_range(self) -> bool:
        return self.low is not None

    @property
    def printed_noun(self) -> Noun:
        """The figure's own noun, else its unit's."""
        return self.noun or self.unit.noun

    @property
    def is_count(self) -> bool:
        """Whether whole things are counted, so that decimals never carry meaningless zeros."""
        return self.unit.kind not in MEASURES

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """The quantity of a record with plain values, as files and forms hold them; other keys are left alone."""
        noun, written = record.get("noun"), record.get("as_written")
        try:
            return cls(
                value=_decimal(record.get("value")),
                low=_decimal(record.get("low")),
                high=_decimal(record.get("high")),
                qualifier=Qualifier(record.get("qualifier") or Qualifier.EXACT),
                unit=unit(record.get("unit") or ""),
                noun=Noun(*(noun.get(part) or "" for part in ("zh", "en", "en_plural"))) if noun else None,
                kind=Kind(record.get("kind") or Kind.CARDINAL),
                zh_scale=record.get("zh_scale"),
                zh_qualifier=record.get("zh_qualifier") or None,
                zh_numerals=Numerals(record["zh_numerals"]) if record.get("zh_numerals") else None,
                significant=record.get("significant"),
                as_written=Wording(written.get("zh") or "", written.get("en") or "") if written else Wording(),
            )
        except QuantityError:
            raise
        except (KeyError, ValueError) as error:
            raise QuantityError(str(error.args[0])) from error

    def numeral(self, number: Decimal) -> str:
        """The digits of a number of this figure, already divided by its scale.

        Zeros after the point are written only where the source gives them and something is measured:
        50.0%, never 1.7000万.
        """
        shown = number.normalize()
        places = (self.significant or 0) - shown.adjusted() - 1
        if not self.is_count and shown and places > max(0, -int(shown.as_tuple().exponent)):
            shown = shown.quantize(Decimal(1).scaleb(-places))
        return format(shown, "f")

    def qualifier_word(self, text: str) -> ZhWord:
        """The Chinese qualifier of that spelling; QuantityError if it does not say what the figure's qualifier says."""
        for word in ZH_WORDS:
            if word.text == text and word.qualifier is self.qualifier:
                return word
        raise QuantityError(f"{text} does not say {self.qualifier.value}")

    def _check_name(self) -> None:
        if (self.value, self.low, self.high) != (None, None, None):
            raise QuantityError("a name has no value")
        if not (self.as_written.zh or self.as_written.en):
            raise QuantityError("a name needs its wording")

    def _check_numbers(self) -> None:
        if (self.low is None) != (self.high is None):
            raise QuantityError("a range needs both ends")
        if (self.value is None) == (self.low is None):
            raise QuantityError("a figure has either a value or a range; one without number is a name")
        numbers = [number for number in (self.value, self.low, self.high) if number is not None]
        if not all(number.is_finite() and number >= 0 for number in numbers):
            raise QuantityError("a figure is a finite number from 0 up")
        if any(number.adjusted() > MAX_POWER or int(number.as_tuple().exponent) < -MAX_PLACES for number in numbers):
            raise QuantityError(f"a figure stays below 10^{MAX_POWER + 1} and has at most {MAX_PLACES} decimals")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise QuantityError("the low end of a range is below its high end")
        if self.kind in (Kind.ORDINAL, Kind.LEVEL) and (self.value is None or self.value % 1 or self.value < 1):
            raise QuantityError(f"{self.kind.value} needs a whole number from 1 up")
        digits = max(len(number.normalize().as_tuple().digits) for number in numbers)
        if self.significant is not None and self.significant < digits:
            raise QuantityError(f"{self.significant} significant digits, but the number has {digits}")

    def _check_unit(self) -> None:
        expected = _UNIT_KINDS.get(self.kind)
        if expected and self.unit.kind is not expected:
            raise QuantityError(f"{self.kind.value} cannot be given in unit {self.unit.key!r}")
        if self.kind is Kind.CARDINAL and self.unit.kind in _KIND_OF_UNIT:
            raise QuantityError(f"unit {self.unit.key!r} needs kind {_KIND_OF_UNIT[self.unit.kind].value}")
        if self.noun and self.unit.kind in _NO_NOUN:
            raise QuantityError(f"unit {self.unit.key!r} takes no noun")

    def _check_qualifier(self) -> None:
        if self.is_range and self.qualifier not in (Qualifier.EXACT, Qualifier.ABOUT):
            raise QuantityError(f"a range cannot be {self.qualifier.value}")
        if self.kind is Kind.ORDINAL and self.qualifier is not Qualifier.EXACT:
            raise QuantityError("an ordinal is exact")
        if self.kind is Kind.LEVEL and self.qualifier not in EN_LEVEL_WORDS:
            raise QuantityError(f"a level cannot be {self.qualifier.value}")

    def _check_spelling(self) -> None:
        if self.zh_scale is not None and self.zh_scale not in ("", *(scale.word for scale in ZH_SCALES)):
            raise QuantityError(f"no scale {self.zh_scale!r}")
        if self.zh_qualifier and self.qualifier_word(self.zh_qualifier).place is Place.INSIDE and self.is_range:
            raise QuantityError(f"a range cannot take {self.zh_qualifier}")
        if self.zh_numerals is Numerals.HAN and (self.value is None or self.value % 1):
            raise QuantityError("only a whole number is written in Chinese numerals")


def _decimal(number: object) -> Decimal | None:
    if number is None or isinstance(number, Decimal):
        return number
    if isinstance(number, float):
        raise QuantityError(f"{number!r} is not exact: give the number as text")
    try:
        return Decimal(str(number))
    except InvalidOperation:
        raise QuantityError(f"{number!r} is not a number") from None
