"""Names that stand in lists, number by number, and ratios.

第十九条、第二十二条 are two names, "Articles 19 and 22" is one, so that what counts is which numbers each language has
of a kind. A number that only one language has is a difference where the other has another in its stead, or where it
has the rest of the list.
"""

from collections.abc import Sequence
from decimal import Decimal

from core.quantities.comparing.board import FAR, NEAR, Board, How
from core.quantities.comparing.equality import is_ratio, name_numbers
from core.quantities.comparing.items import Item
from core.quantities.comparing.measures import Dimension

_KINDS = "article chapter section part paragraph item_of_article annex table figure plenary_session"
LISTED = frozenset(_KINDS.split())
_PLENARY = "plenary"
_PLENARY_ALONE = "plenary_session_alone"
_PARTS = ("款", "项", "aragraph", "tem ", "(")
_RANGE = (" to ", "–", "—", " through ", "至", "到", "-")
# So many characters lie between two members of a list.
_BESIDE = 7


def match_listed(board: Board) -> None:
    """Joins, as another value, what only one language has of a kind of names that both list."""
    for key in sorted({item.reading.key for item in board.zh} & {item.reading.key for item in board.en} & LISTED):
        zh, en = ([item for item in side if item.reading.key == key] for side in (board.zh, board.en))
        _match_kind(board, zh, en)
    _match_plenary_sessions(board)


def _match_kind(board: Board, zh: Sequence[Item], en: Sequence[Item]) -> None:
    left, right = _odd(zh, en), _odd(en, zh)
    used: set[Item] = set()
    for one in left:
        fits = [other for other in right if other not in used and board.apart(one, other) <= FAR]
        if fits:
            used.add(nearest := min(fits, key=lambda other: board.apart(one, other)))
            board.join(one, nearest, How.VALUE)
        elif beside := _member(one, zh, en):
            board.join(one, beside, How.VALUE)
    for other in right:
        if other not in used and (beside := _member(other, en, zh)):
            board.join(beside, other, How.VALUE)
    _match_parts(board, zh, en)
    # What the lists share is told, however it is divided.
    for item in (*zh, *en):
        if item.free and item not in left and item not in right:
            item.partners.append(item)


def _match_parts(board: Board, zh: Sequence[Item], en: Sequence[Item]) -> None:
    """第三十条第二款 and Article 30, paragraph 3: one article, another part of it."""
    composed = [
        [item for item in side if item.free and len(item.reading.numbers) > 1 and _parts(item)] for side in (zh, en)
    ]

    def cost(one: Item, other: Item) -> float | None:
        mine, theirs = set(one.reading.numbers), set(other.reading.numbers)
        same = _own_numbers(one) == _own_numbers(other) and len(one.reading.numbers) == len(other.reading.numbers)
        return 0.0 if same and mine != theirs and board.apart(one, other) <= FAR else None

    board.join_cheapest(composed[0], composed[1], How.VALUE, cost)


def _parts(item: Item) -> bool:
    return any(part in item.reading.raw for part in _PARTS)


def _odd(own: Sequence[Item], others: Sequence[Item]) -> list[Item]:
    """Those that have a number which the other language has not, and no partner."""
    told = {number for item in others for number in item.reading.numbers}
    spans = _spans(others)
    return [
        item
        for item in own
        if item.free
        and any(n not in told and not any(low < n < high for low, high in spans) for n in _own_numbers(item))
    ]


def _own_numbers(item: Item) -> tuple[Decimal, ...]:
    """The numbers of its kind: of 第三十条第二款 the article only."""
    numbers = item.reading.numbers
    return numbers[:1] if _parts(item) else numbers


def _spans(items: Sequence[Item]) -> list[tuple[Decimal, Decimal]]:
    """From where to where ranges reach: Articles 19 to 22, 第十九条至第二十二条."""
    found = []
    for item, after in zip(items, [*items[1:], None], strict=True):
        numbers = _own_numbers(item)
        if len(numbers) > 1 and any(sign in item.reading.raw for sign in _RANGE):
            found.append((min(numbers), max(numbers)))
        elif item.joined and after and after.reading.numbers and numbers:
            found.append((numbers[0], after.reading.numbers[0]))
    return found


def _member(odd: Item, own: Sequence[Item], others: Sequence[Item]) -> Item | None:
    """The reading of the other language that has the rest of the list in which an odd number stands."""
    listed = set(odd.reading.numbers)
    listed.update(n for item in own if _beside(item, odd) for n in item.reading.numbers)
    return next((other for other in others if listed & set(other.reading.numbers)), None)


def _beside(one: Item, other: Item) -> bool:
    gap = max(one.reading.start, other.reading.start) - min(one.reading.end, other.reading.end)
    return one is not other and 0 < gap <= _BESIDE and abs(one.place - other.place) == 1


def _match_plenary_sessions(board: Board) -> None:
    """二中、三中、四中全会 and "the Second and Third Plenary Sessions": a name in Chinese, ordinals in English."""
    plenary = [item for item in board.en if item.dimension is Dimension.ORDINAL and _PLENARY in item.noun.lower()]
    told = {n for item in board.en if item.dimension is Dimension.ORDINAL for n in item.numbers}
    told |= {n for item in board.en if item.reading.key.startswith("plenary_session") for n in item.reading.numbers}
    for one in board.free(board.zh, {Dimension.NAME}):
        if one.reading.key == _PLENARY_ALONE and plenary and not set(one.reading.numbers) & told:
            alone = [item for item in board.en if item.dimension is Dimension.ORDINAL and item.free]
            fits = [item for item in alone or plenary if board.apart(one, item) <= NEAR]
            if fits:
                board.join(one, min(fits, key=lambda item: board.apart(one, item)), How.VALUE)


def match_ratios(board: Board) -> None:
    """A ratio whose terms the other language spells out, or states as a share: 12:1, 12 bicycles to one point."""
    for own, others in board.sides():
        for item in own:
            if item.free and is_ratio(item) and len(terms := name_numbers(item)) == 2:
                spelled = _terms(terms, others) or _share(terms, others)
                for one in spelled:
                    one.partners.append(item)
                item.partners.extend(spelled)
                if not spelled and (odd := _nearly(terms, others)):
                    board.join(*((item, odd) if item.language == "zh" else (odd, item)), How.VALUE)


def _terms(terms: Sequence[Decimal], others: Sequence[Item]) -> list[Item]:
    for one, other in zip(others, others[1:], strict=False):
        if one.numbers == terms[:1] and other.numbers == terms[1:]:
            return [one, other]
    # 0.3 spaces for each car
    return [one for one in others if one.free and one.numbers == terms[:1] and terms[1] == 1 and terms[0] != 1][:1]


def _nearly(terms: Sequence[Decimal], others: Sequence[Item]) -> Item | None:
    """The one of two numbers beside each other that is not as in the ratio, where the other one is."""
    for one, other in zip(others, others[1:], strict=False):
        if other.numbers == terms[1:] and one.free and len(one.numbers) == 1 and other.place == one.place + 1:
            other.partners.append(other)
            return one
        if one.numbers == terms[:1] and other.free and len(other.numbers) == 1 and other.reading.weak is False:
            one.partners.append(one)
            return other
    return None


def _share(terms: Sequence[Decimal], others: Sequence[Item]) -> list[Item]:
    first, second = terms
    shares = [item for item in others if item.dimension is Dimension.SHARE and item.free and item.reading.value]
    return [item for item in shares if second and item.reading.value * second == first * 100][:1]  # type: ignore[operator]
