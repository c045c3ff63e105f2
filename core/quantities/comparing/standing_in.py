"""Readings that need no partner of their own: ends of a range, repetitions, back references, numbers within a name."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from fractions import Fraction

from core.quantities.comparing import moments
from core.quantities.comparing.board import NEAR, Board
from core.quantities.comparing.equality import conflict, is_bare
from core.quantities.comparing.items import Item
from core.quantities.comparing.measures import MEASURED, Dimension, agree_in_conversion
from core.quantities.reading import Moment, ReadingKind

D = Dimension
# So many readings of one number are looked at; more say no more.
_ENOUGH = 40
_IN = re.compile(r"\b(?:in|of)\b|分之")


def absorb(board: Board, surely: bool = False) -> None:
    """Frees repetitions, back references and the like from needing a partner. `surely` leaves those alone that may yet
    find one: the other language has a reading of their dimension that is free as well and stands at the same place."""
    for item in told_already(board):
        if not (surely and _may_yet_pair(board, item)):
            item.partners.append(item)


def _may_yet_pair(board: Board, item: Item) -> bool:
    others = board.en if item.language == "zh" else board.zh
    free = (one for one in others if one.free and not one.reading.weak and one.dimension is item.dimension)
    return not item.bracketed and any(
        board.apart(*((item, one) if item.language == "zh" else (one, item))) <= NEAR / 2 for one in free
    )


def told_already(board: Board) -> list[Item]:
    """Free items that only repeat what has its partner, or that a name or a unit conversion accounts for."""
    found = []
    for own, others in board.sides():
        names: dict[int, list[Item]] = defaultdict(list)
        for name in others:
            for number in set(name.reading.numbers) if name.dimension is D.NAME else ():
                names[int(number)].append(name)
        amounts: dict[tuple[Dimension, object], list[Item]] = defaultdict(list)
        for other in others:
            for amount in other.amounts:
                amounts[other.dimension, amount].append(other)
        for n, item in enumerate(own):
            if item.free:
                told = [one for amount in item.amounts for one in amounts[item.dimension, amount][:_ENOUGH]]
                if (
                    any(repeats(item, other) for other in told)
                    or any(carries(name, item) for name in names[_one_number(item)][:_ENOUGH])
                    or _carried_together(item, names)
                    or (item.bracketed and any(converts(item, other) for other in own[max(0, n - 1) : n]))
                ):
                    found.append(item)
    return found


def each_twice(board: Board) -> None:
    """养老院和医院各6家 against "six care homes and hospitals": the English has the number once, and no word that says
    it holds for each, so that one of the two is lost."""
    for item in board.zh:
        partner = item.partners[0] if item.each and item.partners else None
        if partner is None or partner is item or partner.each or item.numbers != partner.numbers:
            continue
        once = sum(other.numbers == item.numbers for other in board.en) == 1
        if once and partner.listed:
            item.partners.clear()
            board.pairs[:] = [pair for pair in board.pairs if pair.zh is not item]


def join_ends(board: Board, dimensions: Set[Dimension]) -> None:
    """Joins a range or a period whose two ends, or a share whose two numbers, stand alone in the other language."""
    for own, others in board.sides():
        free = [item for item in others if item.free]
        for item in board.free(own, dimensions):
            if ends := two_ends(item, free) or of_how_many(item, free):
                item.partners.extend(ends)
                for end in ends:
                    end.partners.append(item)


def two_ends(item: Item, others: Sequence[Item]) -> list[Item]:
    """The two readings that are the ends of a range or period; none where either is not there."""
    reading = item.reading
    if reading.kind is ReadingKind.PERIOD and reading.first and reading.last:
        ends: list[Item] = []
        for moment in (reading.first, reading.last):
            like = [
                o for o in others if o not in ends and (_is_date(o, moment) or (ends and _is_day(o, ends[0], moment)))
            ]
            ends += like[:1]
        return ends if len(ends) == 2 else []
    if not item.is_range:
        return []
    found = []
    for number in (reading.low, reading.high):
        like = [
            o
            for o in others
            if o not in found and o.numbers == (number,) and (o.dimension is item.dimension or is_bare(o))
        ]
        found += like[:1]
    return found if len(found) == 2 else []


def _is_day(item: Item, first: Item, moment: Moment) -> bool:
    """The second day of July 9 and 10."""
    return is_bare(item) and item.numbers == (moment.day,) and item.place == first.place + 1


def _is_date(item: Item, moment: Moment) -> bool:
    if item.reading.kind is not ReadingKind.DATE or item.reading.first is None:
        return False
    found = moments.agree(moment, item.reading.first)
    return bool(found and not found.loose)


def repeats(item: Item, other: Item) -> bool:
    """Whether `other`, already joined, says the number of `item` too, which only points back to it or repeats it."""
    if other.free or item.dimension is D.NAME:
        return False
    zh, en = (item, other) if item.language == "zh" else (other, item)
    if conflict(zh, en):
        return False
    if other.each:
        # 各6家: six homes and six hospitals
        return True
    if item.back or item.reading.weak or item.dimension is D.DURATION:
        return True
    told = [one.noun for one in other.partners]
    return any(_same_words(item.noun, noun, item.language) for noun in told)


def _same_words(one: str, other: str, language: str) -> bool:
    """Whether two nouns of one language end alike: 信息系统 and 重要信息系统."""
    if not one or not other:
        return False
    if language == "zh":
        return one[-2:] == other[-2:]
    return one.split()[-1].lower().rstrip("s") == other.split()[-1].lower().rstrip("s")


def of_how_many(item: Item, others: Sequence[Item]) -> list[Item]:
    """The part and the whole that a share is said with: 10个样品中有3个 and three in ten, 十万分之18 and 18 per
    100,000."""
    share = item.reading.value
    if item.dimension is not D.SHARE or share is None or not _IN.search(item.reading.raw):
        return []
    counts = [
        one for one in others if one.free and one.dimension is D.COUNT and len(one.numbers) == 1 and one.numbers[0]
    ]
    for whole in counts:
        for part in counts:
            beside = abs(part.place - whole.place) == 1
            if beside and Fraction(part.numbers[0]) * 100 == Fraction(share) * Fraction(whole.numbers[0]):
                return [whole, part]
    return []


def converts(item: Item, other: Item) -> bool:
    """Whether a reading in brackets gives the amount before it, which has its partner, in another unit or currency."""
    if other.free or other.place != item.place - 1 or other.dimension is not item.dimension or other.is_range:
        return False
    if item.dimension is D.MONEY:
        return item.base != other.base
    same = item.dimension in MEASURED and item.base == other.base and item.size != other.size
    if item.is_range or not item.numbers or not other.numbers:
        return False
    return same and agree_in_conversion(other.numbers[0], other.size, item.numbers[0], item.size)


def _carried_together(item: Item, names: Mapping[int, Sequence[Item]]) -> bool:
    """Whether two names beside one another have the ends of a period: the years in 《规划（2011—2020年）》."""
    if item.reading.kind is not ReadingKind.PERIOD or len(years := moments.numbers(item.reading)) != 2:
        return False
    first, last = sorted(years)
    places = {name.place for name in names[last][:_ENOUGH]}
    return any(name.place + 1 in places for name in names[first][:_ENOUGH])


def _one_number(item: Item) -> int:
    numbers = moments.numbers(item.reading) or {int(number) for number in item.numbers}
    return max(numbers, default=-1)


def carries(name: Item, item: Item) -> bool:
    """Whether a name of the other language has the numbers of this reading: 九三阅兵 and the 3 September parade. A name
    that has its partner still carries its date, which may stand beside it: Children's Day on 1 June."""
    dated = moments.numbers(item.reading)
    wanted = dated or {int(n) for n in item.numbers if n == int(n)}
    return bool(wanted) and (name.free or bool(dated)) and wanted <= {int(number) for number in name.reading.numbers}
