"""Two lists of readings on a board, and the joining of partners on it."""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from core.quantities.comparing.items import Item
from core.quantities.comparing.measures import Dimension
from core.quantities.comparing.places import Places

Cost = Callable[[Item, Item], float | None]


class How(StrEnum):
    """Why two readings are partners."""

    EQUAL = "equal"
    ROUNDED = "rounded"
    LOOSE = "loose"  # a date that one side states less exactly
    VALUE = "value"
    SUBJECT = "subject"  # equal numbers of different things
    UNIT = "unit"  # equal numbers in units that cannot be converted
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class Pair:
    zh: Item
    en: Item
    how: How


# Characters of English: about one sentence and a half; with proof besides the place (the same noun), a few sentences.
NEAR = 260
FAR = 700

# Above so many pairs only readings at about the same place of their lists are tried, so that time grows evenly.
_MANY = 20_000
_WINDOW = 25


class Board:
    """The readings of a Chinese and an English paragraph, and the pairs found so far, best first."""

    def __init__(self, zh: Sequence[Item], en: Sequence[Item], zh_length: int, en_length: int) -> None:
        self.zh, self.en = list(zh), list(en)
        self.lengths = zh_length, en_length
        self.pairs: list[Pair] = []
        self.places = Places((), *self.lengths)

    def sides(self) -> Iterator[tuple[list[Item], list[Item]]]:
        """Each language with the other."""
        yield self.zh, self.en
        yield self.en, self.zh

    def apart(self, zh: Item, en: Item) -> float:
        """How far two items stand from each other, in characters of English."""
        return self.places.apart(zh.reading.start, en.reading.start)

    def join(self, zh: Item, en: Item, how: How) -> None:
        """Makes two items partners."""
        zh.partners.append(en)
        en.partners.append(zh)
        self.pairs.append(Pair(zh, en, how))

    def free(self, side: Sequence[Item], dimensions: Set[Dimension]) -> list[Item]:
        """The items of those dimensions that have no partner yet."""
        return [item for item in side if item.free and item.dimension in dimensions]

    def join_free(self, how: How, dimensions: Set[Dimension], cost: Cost) -> None:
        """Joins the free items of those dimensions, cheapest first."""
        self.join_cheapest(self.free(self.zh, dimensions), self.free(self.en, dimensions), how, cost)

    def join_cheapest(self, zh: Sequence[Item], en: Sequence[Item], how: How, cost: Cost) -> None:
        """Joins what is free of two lists, cheapest first. Distance adds to the cost; None is never joined."""
        candidates = []
        wide = len(zh) * len(en) <= _MANY
        for n, one in enumerate(zh):
            if one.free:
                at = n * len(en) // len(zh)
                for other in en if wide else en[max(0, at - _WINDOW) : at + _WINDOW]:
                    if other.free and (price := cost(one, other)) is not None:
                        near = min(self.apart(one, other) / 200, 3.0)
                        candidates.append((price + near, one.place, other.place, one, other))
        for _, _, _, one, other in sorted(candidates, key=lambda candidate: candidate[:3]):
            if one.free and other.free:
                self.join(one, other, how)
