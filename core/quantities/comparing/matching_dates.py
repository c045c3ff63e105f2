"""Partners for dates and periods, and for names that carry numerals."""

from collections import defaultdict
from decimal import Decimal

from core.quantities.comparing import moments
from core.quantities.comparing.board import FAR, NEAR, Board, How
from core.quantities.comparing.equality import bare_year, first_months, is_ratio, other_name, same_name
from core.quantities.comparing.items import Item
from core.quantities.comparing.likeness import likeness
from core.quantities.comparing.listed_names import LISTED, match_listed, match_ratios
from core.quantities.comparing.measures import Dimension
from core.quantities.comparing.moments import Agreement
from core.quantities.comparing.standing_in import join_ends

D = Dimension
TIME = frozenset({D.TIME})


def match_dates(board: Board) -> None:
    """Dates that agree in all they state; dates of one shape that differ; then those where one side states less."""
    zh, en = board.free(board.zh, TIME), board.free(board.en, TIME)

    def agree(one: Item, other: Item) -> float | None:
        found = _agreement(one, other)
        return found.cost if found and not found.loose else None

    def agree_loosely(one: Item, other: Item) -> float | None:
        found = _agreement(one, other)
        return found.cost if found else None

    def differ(one: Item, other: Item) -> float | None:
        # Before either passes for a repetition.
        if moments.shape(one.reading) != moments.shape(other.reading) or _agreement(one, other):
            return None
        return _other_date(board, one, other) if board.apart(one, other) <= NEAR else None

    board.join_cheapest(zh, en, How.EQUAL, agree)
    board.join_cheapest(zh, board.en, How.EQUAL, bare_year)
    board.join_cheapest(board.zh, en, How.EQUAL, bare_year)
    board.join_cheapest(zh, en, How.VALUE, differ)
    join_ends(board, TIME)
    board.join_free(How.EQUAL, {D.TIME, D.DURATION}, first_months)
    _absorb(board, joined=True)
    board.join_cheapest(zh, en, How.LOOSE, agree_loosely)
    _absorb(board, joined=False)


def _agreement(zh: Item, en: Item) -> Agreement | None:
    found = moments.agreement(zh.reading, en.reading)
    if found and zh.reading.kind is not en.reading.kind and zh.goes_on is not en.goes_on:
        # 2015年以来 and "in 2015"
        return Agreement(found.cost, loose=True)
    return found


def _absorb(board: Board, joined: bool) -> None:
    """A date that another one of the other side says as well, or better, misses no partner; `joined` asks only those
    that have a partner themselves."""
    for own, others in board.sides():
        asked = [other for other in others if other.dimension is D.TIME and not (joined and other.free)]
        stated = moments.stated(one for other in asked for one in moments.moments(other.reading))
        for item in board.free(own, TIME):
            mine = moments.moments(item.reading)
            if mine and not moments.bare(item.reading) and all(moments.implied(one, stated) for one in mine):
                item.partners.append(item)


def match_other_dates(board: Board) -> None:
    """What is left: other dates at one place, and a date against a number that is none for a digit that is wrong."""

    def other_date(zh: Item, en: Item) -> float | None:
        return _other_date(board, zh, en)

    def no_date(zh: Item, en: Item) -> float | None:
        """2016年 and 2916."""
        date, number = (zh, en) if zh.dimension is D.TIME else (en, zh)
        if date.dimension is not D.TIME or number.dimension is not D.COUNT or board.apart(zh, en) > NEAR / 2:
            return None
        stated = [Decimal(one) for one in moments.numbers(date.reading)]
        slipped = any(likeness(one, other) > 0 for one in stated for other in number.numbers)
        return 0.0 if slipped and not number.reading.weak else None

    board.join_free(How.VALUE, TIME, other_date)
    board.join_free(How.VALUE, {D.TIME, D.COUNT}, no_date)


def _other_date(board: Board, zh: Item, en: Item) -> float | None:
    if moments.bare(zh.reading) or moments.bare(en.reading):
        return None
    away = board.apart(zh, en)
    common = moments.shared(zh.reading, en.reading)
    return away / NEAR - 0.5 * common if away <= (FAR if common else NEAR) else None


def match_names(board: Board) -> None:
    """Names of one key with the same numerals. A name without partner is no difference, but for a ratio."""
    zh, en = board.free(board.zh, {D.NAME}), board.free(board.en, {D.NAME})
    board.join_cheapest(zh, en, How.EQUAL, same_name)
    for own, others in ((zh, en), (en, zh)):
        told: dict[str, set[Decimal]] = defaultdict(set)
        for other in others:
            told[other.reading.key].update(other.reading.numbers)
        for item in own:
            if (
                item.free
                and item.reading.key not in LISTED
                and not is_ratio(item)
                and set(item.reading.numbers) <= told[item.reading.key]
            ):
                item.partners.append(item)


def match_other_names(board: Board) -> None:
    """Lists of names, ratios, one kind of name with other numerals, and a name that the other language spells out in
    ordinals of which one is another: 第十三届…第四次会议 and the fifth meeting of the 13th."""
    match_listed(board)
    match_ratios(board)
    board.join_free(How.VALUE, {D.NAME}, other_name)
    for own, others in board.sides():
        ordinals = [item for item in others if item.dimension is D.ORDINAL]
        told = {number for item in ordinals for number in item.numbers}
        for item in board.free(own, {D.NAME}):
            rest = set(item.reading.numbers) - told
            if 0 < len(rest) < len(item.reading.numbers):
                zh, en = ([item], ordinals) if item.language == "zh" else (ordinals, [item])
                board.join_cheapest(zh, en, How.VALUE, lambda a, b: 0.0 if board.apart(a, b) <= NEAR else None)
