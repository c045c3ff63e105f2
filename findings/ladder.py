"""The closed ladder of quantity words (个别 … 均): which word stands for 9 of 13, and whether a word may stand for it.

Official texts use the words by habit, not by rule, so every word has a range and the ranges overlap: a word is refused
only where a reader who knew the count would object. Shares are per cent; a range begins above its lower end and holds
its upper end. All arithmetic is in whole numbers: 1 of 3 is no rounded share.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rung:
    """One word: the share above which and up to which it may stand (None: anything but all), how many there must be at
    least, and the share above which it is proposed (None: never, as another word of the same rung is)."""

    word: str
    above: int
    up_to: int | None
    fewest: int
    proposed_above: int | None


LADDER = (
    Rung("个别", 0, 10, 1, 0),  # one in ten at most; a single one of four or more, see `fits`
    Rung("有的", 0, 50, 1, 10),  # says that there are such, and no more: it may not hide a majority
    Rung("一些", 5, 50, 2, 20),  # more than one, not the greater part
    Rung("部分", 5, 50, 2, None),  # a part is never more than half; stands beside 一些
    Rung("不少", 20, 60, 3, 30),  # more than the reader expects; one in five is where surprise begins
    Rung("许多", 30, 80, 3, 40),  # a large number, with or without a majority
    Rung("较普遍", 40, 80, 3, None),  # found in most places one looks: a judgement on spread, so people choose it
    Rung("多数", 50, None, 2, 50),  # more than half, by the meaning of the word
    Rung("绝大多数", 75, None, 3, 80),  # three quarters is where a majority becomes a great one
    Rung("普遍", 75, 100, 3, 90),  # exceptions, if any, do not matter
    Rung("均", 100, 100, 1, None),  # without exception
)
RUNGS = {rung.word: rung for rung in LADDER}
SINGLE, OF_SEVERAL = 1, 4  # one unit of at least so many may be called 个别 whatever its share


def word_for(part: int, whole: int) -> str:
    """The word proposed for `part` of `whole`; "" for none. ValueError where the count is no count."""
    _check(part, whole)
    if part == whole:
        return LADDER[-1].word
    for rung in reversed(LADDER[:-1]):
        above = rung.proposed_above
        if above is not None and part * 100 > whole * above and fits(rung.word, part, whole):
            return rung.word
    return ""


def fits(word: str, part: int, whole: int) -> bool:
    """Whether `word` may stand for `part` of `whole`. KeyError for a word that is not of the ladder."""
    _check(part, whole)
    rung = RUNGS[word]
    if part == whole:
        return rung.up_to == 100 and part >= rung.fewest
    if rung is LADDER[0] and part == SINGLE and whole >= OF_SEVERAL:
        return True
    is_within = rung.up_to is None or part * 100 <= whole * rung.up_to
    return part >= rung.fewest and part * 100 > whole * rung.above and is_within


def fitting(part: int, whole: int) -> list[str]:
    """Every word that may stand for `part` of `whole`, from the fewest to all."""
    return [rung.word for rung in LADDER if fits(rung.word, part, whole)]


def _check(part: int, whole: int) -> None:
    if not 0 <= part <= whole or whole == 0:
        raise ValueError(f"{part} of {whole} is no count")
