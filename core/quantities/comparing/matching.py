"""Finding for each reading of one language its partner in the other.

Best first: equal values wherever they stand in the paragraph, nearest first and things that are counted alike before
others; then what rounding, conversion or a looser date makes equal; then slips, where two readings name the same thing
or look alike; then repetitions and back references, which need no partner; and last whatever of one dimension stands
at the same place. What is still alone afterwards is stated in one language only.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from core.quantities.comparing.board import FAR, Board, How, Pair
from core.quantities.comparing.equality import (
    bare,
    bounds,
    conflict,
    converted,
    equal_cost,
    growth,
    named_alike,
    rounded,
)
from core.quantities.comparing.items import Item
from core.quantities.comparing.matching_dates import match_dates, match_names, match_other_dates, match_other_names
from core.quantities.comparing.measures import NUMERIC, Dimension
from core.quantities.comparing.places import Places
from core.quantities.comparing.slips import Slips
from core.quantities.comparing.standing_in import absorb, each_twice, join_ends

D = Dimension
VAGUE = frozenset({D.VAGUE})


@dataclass(slots=True)
class Matching:
    """The pairs, each with why it was made, and the readings that only one language has."""

    pairs: list[Pair] = field(default_factory=list)
    alone: list[Item] = field(default_factory=list)


def match(zh: Sequence[Item], en: Sequence[Item], zh_length: int = 0, en_length: int = 0) -> Matching:
    """The partners of two paragraphs' readings. Enumerators are left to the comparison of runs."""
    board = Board(
        [item for item in zh if item.dimension is not D.ENUMERATOR],
        [item for item in en if item.dimension is not D.ENUMERATOR],
        zh_length or max((item.reading.end for item in zh), default=1),
        en_length or max((item.reading.end for item in en), default=1),
    )
    match_names(board)
    _match_equal(board)
    match_dates(board)
    board.join_free(How.EQUAL, NUMERIC, converted)
    board.join_free(How.EQUAL, frozenset({D.MULTIPLE, D.SHARE}), growth)
    board.join_free(How.EQUAL, NUMERIC, bare)
    board.join_free(How.ROUNDED, NUMERIC, rounded)
    # Vague against vague: dozens and several, not hundreds and thousands.
    board.join_free(How.EQUAL, VAGUE, lambda a, b: _vaguely(board, a, b))
    join_ends(board, NUMERIC)
    slips = Slips(board)
    board.join_free(How.MALFORMED, NUMERIC, slips.malformed)
    board.join_free(How.VALUE, NUMERIC, slips.of_one_thing)
    _match_vague_numbers(board)
    board.join_free(How.SUBJECT, NUMERIC, slips.subject)
    board.join_free(How.UNIT, NUMERIC, slips.unit)
    absorb(board, surely=True)
    board.join_free(How.VALUE, NUMERIC, slips.at_one_place)
    absorb(board)
    board.join_free(How.VALUE, NUMERIC, slips.one_or_more)
    board.join_free(How.VALUE, frozenset({D.MULTIPLE, D.SHARE}), slips.growth)
    each_twice(board)
    match_other_dates(board)
    match_other_names(board)
    return Matching(board.pairs, [item for item in (*board.zh, *board.en) if item.free])


def _match_equal(board: Board) -> None:
    """Readings of one dimension and amount. Those that occur once in each language fix the places of the others."""
    groups: dict[tuple[Dimension, object], tuple[list[Item], list[Item]]] = defaultdict(lambda: ([], []))
    for side, found in enumerate((board.zh, board.en)):
        for item in found:
            for amount in item.amounts:
                groups[item.dimension, amount][side].append(item)
    same = [group for group in groups.values() if group[0] and group[1]]
    anchors = [
        (zh[0].reading.start, en[0].reading.start)
        for zh, en in same
        if len(zh) == len(en) == 1 and not conflict(zh[0], en[0])
    ]
    board.places = Places(anchors, *board.lengths)
    for zh, en in same:
        board.join_cheapest(zh, en, How.EQUAL, equal_cost)


def _match_vague_numbers(board: Board) -> None:
    """A vague number against one that it may stand for: 数百 and more than 300, 几十 and 40 of the same things."""
    for zh, en in ((VAGUE, NUMERIC), (NUMERIC, VAGUE)):
        left, right = board.free(board.zh, zh), board.free(board.en, en)
        board.join_cheapest(left, right, How.EQUAL, lambda a, b: _vaguely(board, a, b))


def _vaguely(board: Board, zh: Item, en: Item) -> float | None:
    if conflict(zh, en) or board.apart(zh, en) > FAR:
        return None
    one, other = bounds(zh), bounds(en)
    if zh.dimension is en.dimension:
        return 0.0 if one is None or other is None or (one[0] < other[1] and other[0] < one[1]) else None
    number = en if zh.dimension is D.VAGUE else zh
    if one is None or other is None or not (named_alike(zh, en) or not number.exact):
        return None
    return 0.5 if one[0] <= other[1] and other[0] <= one[1] else None
