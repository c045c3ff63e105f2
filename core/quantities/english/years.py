"""Reading English years: which four digits are one, and what else stands for a year."""

import re
from dataclasses import replace

from core.quantities.english.lexicon import (
    BEFORE_A_YEAR,
    CODED_PARTS,
    MEASURE_WORDS,
    MONTHS,
    PERCENTS,
    RELATIVE_YEARS,
    SCALES,
    SURELY_BEFORE_A_YEAR,
    YEAR_FROM,
    YEAR_TO,
)
from core.quantities.english.noun_lexicon import (
    STOPS,
    is_plural,
)
from core.quantities.english.tokens import Phrases, Tokens
from core.quantities.reading import Moment

RELATIVE = Phrases(RELATIVE_YEARS)
YEAR = re.compile(r"[12]\d{3}")
_BEFORE_A_COUNT = frozenset({
    "than", "over", "nearly", "about", "some", "almost", "around", "approximately", "total", "least",
})  # fmt: skip
Found = tuple[Moment, int]


def is_year(tokens: Tokens, at: int) -> bool:
    """Whether four digits that may be a year stand here, and nothing is joined to them."""
    word = tokens.at(at)
    if not (YEAR.fullmatch(word) and YEAR_FROM <= int(word) <= YEAR_TO):
        return False
    if tokens.glued(at) and tokens.at(at - 1) in (".", "/", "$", "¥"):
        return False
    after = tokens.at(at + 1)
    if tokens.glued(at + 1) and tokens.is_word(at + 1):
        return False
    return after not in PERCENTS and after not in SCALES


def year_after(tokens: Tokens, at: int) -> Found | None:
    """The year behind a month or a part of a year: 2017; , 2017; of 2017; of this year; in the same year."""
    step = at
    if tokens.at(step) in (",", "of", "in", "the", "-", "'", "’"):
        step += 1
    if is_year(tokens, step):
        return (Moment(year=int(tokens.at(step))), step + 1)
    if step != at and tokens.at(at) == ",":
        return None
    return relative_year(tokens, step, unnamed=True)


def with_year(tokens: Tokens, moment: Moment, at: int) -> Found:
    """That month or day with the year behind it, if there is one."""
    year = year_after(tokens, at)
    if year is None:
        return moment, at
    return replace(moment, year=year[0].year, year_offset=year[0].year_offset), year[1]


def relative_year(tokens: Tokens, at: int, unnamed: bool = False) -> Found | None:
    """This year, last year; with `unnamed` also "the year", which says no more than that there is one."""
    found = RELATIVE.at(tokens, at)
    if found is None or (RELATIVE_YEARS[found[0]] is None and not unnamed):
        return None
    return Moment(year_offset=RELATIVE_YEARS[found[0]]), at + found[1]


def bare_year(tokens: Tokens, at: int, second: bool) -> Found | None:
    """2016 in "in 2016", "the 2017 plan", "(2016)"; a count in "handled 2016 cases", "more than 2000"."""
    if not is_year(tokens, at):
        return None
    if tokens.hyphen(at) and tokens.is_word(at - 1) and tokens.at(at - 1) not in (*MONTHS, *BEFORE_A_YEAR):
        return None
    before, year = tokens.at(at - 1), int(tokens.at(at))
    if second or before in SURELY_BEFORE_A_YEAR and year % 100:
        return Moment(year=year), at + 1
    if before in _BEFORE_A_COUNT:
        return None
    counts = _count_follows(tokens, at + 1)
    if counts and (before not in BEFORE_A_YEAR or year % 100 == 0 or before in ("of", "for", "from", "to")):
        return None
    return Moment(year=year), at + 1


def _count_follows(tokens: Tokens, at: int) -> bool:
    """Whether a plural noun follows at once or after adjectives: 2016 cases, 2000 rural households."""
    if tokens.hyphen(at):
        return tokens.is_word(at + 1)
    for step in range(at, at + 4):
        word = tokens.at(step)
        if not tokens.is_word(step) or word in STOPS or tokens.capital(step):
            return False
        if is_plural(word) or word in MEASURE_WORDS:
            return True
    return False


def year_with_part(tokens: Tokens, at: int) -> Found | None:
    """2017 Q3, 2017 H1."""
    if not is_year(tokens, at) or tokens.at(at + 1) not in CODED_PARTS:
        return None
    return Moment(year=int(tokens.at(at)), part=CODED_PARTS[tokens.at(at + 1)]), at + 2
