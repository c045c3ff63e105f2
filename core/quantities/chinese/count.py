"""What was counted in Chinese prose, before it becomes a Reading."""

from dataclasses import dataclass
from decimal import Decimal

from core.quantities.chinese.lexicon import Meaning
from core.quantities.reading import Irregularity, Number, ReadingKind
from core.quantities.units import UnitKind
from core.quantities.words import Qualifier

EXACT: Meaning = (Qualifier.EXACT,)


@dataclass(frozen=True, slots=True)
class Count:
    """What will be a Reading, in places of the plain text."""

    kind: ReadingKind
    start: int
    end: int
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    qualifiers: Meaning = EXACT
    unit: UnitKind = UnitKind.NONE
    scale: str = ""
    counter: str = ""
    noun: str = ""
    alternatives: tuple[Decimal, ...] = ()
    notes: tuple[Irregularity, ...] = ()
    weak: bool = False
    malformed: bool = False


def tidy(number: Number | None) -> Number | None:
    """Without the zeros that scaling leaves behind: 11000, not 11000.0."""
    if not isinstance(number, Decimal):
        return number
    return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()


def combined(sources: list[Meaning]) -> Meaning:
    """What several words mean together: what they agree on, else all of it. 达 in 达80%以上 gives way."""
    strong = [meaning for meaning in sources if meaning[0] is not Qualifier.EXACT]
    if not strong:
        return sources[0] if sources else EXACT
    common = [one for one in strong[0] if all(one in other for other in strong)]
    return tuple(common) or tuple(dict.fromkeys(one for meaning in strong for one in meaning))
