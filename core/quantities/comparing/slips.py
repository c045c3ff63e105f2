"""Readings that are partners although they differ: for each way, the cost of joining them, or None."""

from core.quantities.comparing.board import FAR, NEAR, Board
from core.quantities.comparing.equality import conflict, named_alike, one_sort, qualified_alike
from core.quantities.comparing.items import Item
from core.quantities.comparing.likeness import likeness
from core.quantities.comparing.measures import MEASURED, NUMERIC, Dimension
from core.quantities.comparing.standing_in import told_already
from core.quantities.units import UnitKind

# What is measured may be mistaken for another measure; numbers of other sorts that are equal are so by chance.
_MEASURES = MEASURED - {Dimension.DURATION}


class Slips:
    """The rules, with what is known of the board when all that is equal has been joined."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._told, self._spoken = set(told_already(board)), _spoken_for(board)

    def malformed(self, zh: Item, en: Item) -> float | None:
        """A numeral that fits no way of writing numbers, and the number with its digits or at its place."""
        if not (zh.reading.malformed or en.reading.malformed) or zh.reading.weak or en.reading.weak:
            return None
        alike = _leading(zh) == _leading(en)
        return (-1.0 if alike else 0.0) if self._board.apart(zh, en) <= (FAR if alike else NEAR) else None

    def of_one_thing(self, zh: Item, en: Item) -> float | None:
        """Other values of what is surely the same: the same noun, or digits that look alike."""
        away = self._board.apart(zh, en)
        if not one_sort(zh, en) or away > FAR or conflict(zh, en) or zh.is_range is not en.is_range or _weak(zh, en):
            return None
        # A noun that is only taken from the phrase before proves nothing.
        alike, named = _likeness(zh, en), named_alike(zh, en) and en.noun == en.reading.noun
        # Equal to something that only counts another thing, or told already: then more than the noun has to show it.
        spoken = zh in self._spoken or en in self._spoken
        told = (zh in self._told) + (en in self._told)
        sure = told == 0 or (told == 1 and bool(zh.concepts & en.concepts) and named and away <= NEAR / 2)
        if alike < (0.3 if spoken or not sure else 0.0 if named else 0.5):
            return None
        return away / NEAR - alike - named - 0.3 * qualified_alike(zh, en) + 0.8 * bool(spoken or told)

    def at_one_place(self, zh: Item, en: Item) -> float | None:
        """Other values at the same place of the paragraph."""
        away = self._board.apart(zh, en)
        if not one_sort(zh, en) or away > NEAR or _weak(zh, en):
            return None
        alike = _likeness(zh, en)
        # Another noun keeps them apart, unless it is only taken from the phrase before, or the digits tell.
        if conflict(zh, en) and en.noun == en.reading.noun and (alike < 0.3 or away > NEAR / 2):
            return None
        same = zh.reading.unit is en.reading.unit and zh.reading.unit is not UnitKind.NONE
        return away / NEAR - alike - 0.3 * same - 0.3 * qualified_alike(zh, en)

    def growth(self, zh: Item, en: Item) -> float | None:
        """增长1.5倍 and an increase of 250%: a multiple and a share of one growth."""
        share = en if en.dimension is Dimension.SHARE else zh
        away = self._board.apart(zh, en)
        large = (
            zh.dimension is not en.dimension and share.base == "percent" and share.numbers and share.numbers[0] >= 100
        )
        return away / NEAR if large and away <= NEAR / 2 else None

    def one_or_more(self, zh: Item, en: Item) -> float | None:
        """三个漏洞 and "one vulnerability": a weak reading is a slip only of a few of the same things close by."""
        if zh.reading.weak is en.reading.weak or zh.dimension is not en.dimension or not named_alike(zh, en):
            return None
        few = all(number < 10 for number in (*zh.numbers, *en.numbers))
        away = self._board.apart(zh, en)
        return away / NEAR if few and away <= NEAR / 2 else None

    def subject(self, zh: Item, en: Item) -> float | None:
        """Equal numbers of different things at one place."""
        alike = zh.dimension is en.dimension and zh.dimension not in MEASURED
        return 0.0 if alike and self._equal(zh, en) else None

    def unit(self, zh: Item, en: Item) -> float | None:
        """Equal numbers at one place in units that cannot be converted; small ones of two dimensions may be chance."""
        if zh.dimension is not en.dimension and not ({zh.dimension, en.dimension} <= _MEASURES or _one_thing(zh, en)):
            # 24 beds and 24 hours have nothing to do with each other.
            return None
        if zh.dimension is not en.dimension and zh.numbers and zh.numbers[0] < 10:
            return None
        return 0.0 if self._equal(zh, en) else None

    def _equal(self, zh: Item, en: Item) -> bool:
        equal = bool(zh.numbers) and zh.numbers == en.numbers and not _weak(zh, en)
        return equal and self._board.apart(zh, en) <= NEAR


def _one_thing(zh: Item, en: Item) -> bool:
    """Whether nouns or many equal digits show that a number and a measure are one: 572公里高速公路, 572 expressways."""
    if Dimension.DURATION in (zh.dimension, en.dimension):
        return False
    return named_alike(zh, en) or (len(_leading(zh)) >= 3 and _leading(zh) == _leading(en))


def _weak(zh: Item, en: Item) -> bool:
    return zh.reading.weak or en.reading.weak


def _spoken_for(board: Board) -> set[Item]:
    """Numbers that stand free in both languages, if only for counting different things."""
    zh, en = board.free(board.zh, NUMERIC), board.free(board.en, NUMERIC)
    numbers = {item.numbers for item in zh} & {item.numbers for item in en}
    return {item for item in (*zh, *en) if item.numbers in numbers}


def _likeness(zh: Item, en: Item) -> float:
    pairs = list(zip(zh.numbers, en.numbers, strict=False))
    return sum(likeness(one, other) for one, other in pairs) / len(pairs) if pairs else 0.0


def _leading(item: Item) -> str:
    """The first digits of a numeral, whatever it is worth: 17 for 1.7万 and for 1.7000."""
    return "".join(char for char in item.reading.raw if char.isdigit()).strip("0")
