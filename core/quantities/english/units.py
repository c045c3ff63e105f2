"""What stands beside an English number: per cent, currency, measure, times; and the qualifiers around it."""

from dataclasses import dataclass
from decimal import Decimal

from core.quantities.english.lexicon import (
    AFTER,
    AFTER_DIGITS_ONLY,
    AGES,
    BEFORE,
    BENCHMARKS,
    COMPARED,
    CURRENCIES_AFTER,
    CURRENCIES_BEFORE,
    DENOMINATORS,
    FILLERS,
    GROWING,
    MEASURE_WORDS,
    OCCASIONS,
    ONES,
    PERCENT_SLIPS,
    PERCENTS,
    PERMILLES,
    SCALES,
    STANDARDS_OF,
    TAKES_THE,
    TENS,
    UNIT_ADJECTIVES,
)
from core.quantities.english.tokens import Phrases, Tokens
from core.quantities.reading import Irregularity
from core.quantities.units import UnitKind
from core.quantities.words import Qualifier

_BEFORE = Phrases(BEFORE, from_end=True)
_AFTER = Phrases(AFTER)
_BENCHMARKS = Phrases(BENCHMARKS)
_FILLERS = Phrases(FILLERS, from_end=True)
_PERCENTS = Phrases(PERCENTS)
_PERMILLES = Phrases(PERMILLES)
_CURRENCIES_AFTER = Phrases(CURRENCIES_AFTER)
_AGES = Phrases(AGES)
_MEASURES = Phrases(word for word in MEASURE_WORDS if not word.isalpha())
_MOST_ADJECTIVES = 2
_BEYOND = frozenset({"than", "below", "above", "under", "over", "exceeding", "exceeded", "exceeds"})
_LONGEST_STANDARD = 5  # words
_OF_AGE = frozenset({"age", "the age of"})
_BE = frozenset({"was", "were", "been", "being", "is", "are", "be"})
_NUMBER_OPENINGS = frozenset({*ONES, *TENS, "a", "than", "half"})
_COUNTING = frozenset({*SCALES, *DENOMINATORS})  # what makes a number of the "a" before it: not "or so a year"
_SHARES = frozenset({*DENOMINATORS, "%", "percent", "cent", "point", "points", "times", "fold"})
_MOUNTING = frozenset({"add", "adds", "added", "adding", "gone", "went", "go", "goes", "going", "climbed", "pushed",
                       "rose", "risen", "came", "comes", "amounts", "amounted", "totted", "stepped", "shot", "moved",
                       "brought"})  # fmt: skip
_CLAUSE = frozenset({",", ".", ";", ":", "("})
_WEIGHED = frozenset({"weigh", "weighs", "weighed", "weighing", "weight", "weights", "lost", "gained", "lifted"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that ends before the token `end`. `hyphened`: joined to the number by a hyphen (a three-year plan)."""

    kind: UnitKind
    counter: str
    end: int
    hyphened: bool = False
    factor: Decimal = Decimal(1)
    notes: tuple[Irregularity, ...] = ()


def currency_before(tokens: Tokens, at: int) -> int:
    """Where a currency that begins here ends: RMB, ¥, US$; 0 if there is none."""
    word, after = tokens.at(at), tokens.at(at + 1)
    if after in ("$", "¥") and tokens.glued(at + 1) and word + after in CURRENCIES_BEFORE:
        return at + 2
    return at + 1 if word in CURRENCIES_BEFORE else 0


def unit_after(tokens: Tokens, at: int, number_at: int, digits: bool, whole: bool) -> Unit | None:
    """The unit behind a number that begins at `number_at` and ends before `at`; None if the number counts nouns."""
    if unit := _percent(tokens, at, digits):
        return unit
    hyphened = tokens.hyphen(at)
    step = at + 1 if hyphened else at
    found = _CURRENCIES_AFTER.at(tokens, step)
    if found and not (found[0] == "pounds" and _WEIGHED.intersection(tokens.low[max(0, number_at - 5) : number_at])):
        return Unit(UnitKind.MONEY, found[0], step + found[1], hyphened)
    if tokens.at(step) in ("fold", "folds"):
        return Unit(UnitKind.MULTIPLE, "fold", step + 1)
    if tokens.at(step) == "times" or (tokens.at(step) == "time" and not hyphened and not whole):
        return Unit(_times(tokens, step + 1, number_at, whole), "times", step + 1)
    if found := _AGES.at(tokens, at) or _AGES.at(tokens, step):
        end = at + found[1] if _AGES.at(tokens, at) else step + found[1]
        return Unit(UnitKind.DURATION, found[0].lstrip("-"), end, hyphened)
    return _measure(tokens, step, digits, hyphened)


def _percent(tokens: Tokens, at: int, digits: bool) -> Unit | None:
    """%, per cent, percentage points, and their slips."""
    hyphened = tokens.hyphen(at)
    step = at + 1 if hyphened else at
    if tokens.starts_with(step, ("of", "a", "percentage", "point")):
        return Unit(UnitKind.PERCENTAGE_POINT, "percentage point", step + 4)
    point = _MEASURES.at(tokens, step)
    if point and MEASURE_WORDS[point[0]] is UnitKind.PERCENTAGE_POINT:
        factor = Decimal("0.01") if point[0].startswith("basis") else Decimal(1)
        return Unit(UnitKind.PERCENTAGE_POINT, point[0], step + point[1], hyphened, factor)
    if found := _PERMILLES.at(tokens, step):
        return Unit(UnitKind.PERCENT, found[0], step + found[1], hyphened, Decimal("0.1"))
    if tokens.at(step) == "&":
        slip = tokens.glued(step) and digits and not tokens.glued(step + 1)
        return Unit(UnitKind.PERCENT, "&", step + 1, False, notes=(Irregularity.MISTYPED_SIGN,)) if slip else None
    found = _PERCENTS.at(tokens, step)
    if found is None or (found[0] == "pc" and not digits):
        return None
    end = step + found[1]
    notes = [Irregularity.MISTYPED_SIGN] if found[0] in PERCENT_SLIPS else []
    if found[0] == "%" and not tokens.glued(step):
        notes.append(Irregularity.STRAY_BLANK)
    if tokens.at(end) in ("point", "points"):
        return Unit(UnitKind.PERCENTAGE_POINT, tokens.phrase(step, found[1] + 1), end + 1, hyphened)
    if again := _PERCENTS.at(tokens, end):
        notes.append(Irregularity.DOUBLE_PERCENT)
        end += again[1]
    return Unit(UnitKind.PERCENT, found[0], end, hyphened, notes=tuple(notes))


def _times(tokens: Tokens, after: int, number_at: int, whole: bool) -> UnitKind:
    """Three times as many is a multiple, three times a year a number of occasions; three times alone may be either."""
    if not whole or tokens.at(after) in COMPARED or grows(tokens, number_at):
        return UnitKind.MULTIPLE
    return UnitKind.SESSION if tokens.at(after) in OCCASIONS else UnitKind.NONE


def grows(tokens: Tokens, at: int, reach: int = 4) -> bool:
    """Whether a word of growing or shrinking stands shortly before, in the same clause."""
    for step in range(at - 1, max(at - 1 - reach, -1), -1):
        if tokens.low[step] in _CLAUSE:
            return False
        if tokens.low[step] in GROWING and tokens.low[step + 1] != "to":
            return True
    return False


def _measure(tokens: Tokens, at: int, digits: bool, hyphened: bool) -> Unit | None:
    """Kilometres, square metres, months; also with an adjective before a unit of time: four successive years."""
    if found := _MEASURES.at(tokens, at):
        return Unit(MEASURE_WORDS[found[0]], found[0], at + found[1], hyphened)
    for step in range(at, at + 1 if hyphened else at + _MOST_ADJECTIVES):
        word = tokens.at(step)
        kind = MEASURE_WORDS.get(word)
        if kind is not None and (step == at or kind is UnitKind.DURATION) and _is_unit(tokens, step, digits):
            return Unit(kind, word, step + 1, hyphened)
        if word not in UNIT_ADJECTIVES:
            return None
        if (found := _MEASURES.at(tokens, step + 1)) and MEASURE_WORDS[found[0]] is UnitKind.DURATION:
            return Unit(UnitKind.DURATION, found[0], step + 1 + found[1], hyphened)
    return None


def _is_unit(tokens: Tokens, at: int, digits: bool) -> bool:
    word = tokens.at(at)
    if word in AFTER_DIGITS_ONLY:
        return digits and not (word in ("g", "t", "m") and tokens.capital(at) and tokens.glued(at))
    return True


@dataclass(frozen=True, slots=True)
class Qualified:
    """The meanings of a qualifier and the token where it begins (before a number) or past its end (after). `age` says
    that years of age are meant."""

    meanings: tuple[Qualifier, ...]
    place: int
    word: str
    age: bool = False


def qualifier_before(tokens: Tokens, at: int) -> Qualified | None:
    """The qualifier before a number, also with "a total of", "the age of" or "the" between."""
    if tokens.hyphen(at - 1):
        at -= 1  # under-18s
    if (found := _BEFORE.at(tokens, at)) and found[0] == "up to" and tokens.at(at - 3) in _MOUNTING:
        return None  # added up to 30
    if found and found[0].endswith(" than") and tokens.at(at - found[1] - 1) in _SHARES:
        return None  # a third more than ten years ago
    if found and (found[0].endswith(" at") or not _passive(tokens, at - found[1])):
        return Qualified(BEFORE[found[0]], at - found[1], found[0])
    if standard := _of_a_standard(tokens, at):
        return standard
    filler = _FILLERS.at(tokens, at)
    if filler is None or (filler[0] == "the" and tokens.at(at - 2) not in TAKES_THE):
        return None
    found = _BEFORE.at(tokens, at - filler[1])
    if found is None:
        return None
    meanings = (*BEFORE[found[0]], Qualifier.EXACT) if filler[0] in BENCHMARKS else BEFORE[found[0]]
    return Qualified(meanings, at - filler[1] - found[1], found[0], filler[0] in _OF_AGE)


def _of_a_standard(tokens: Tokens, at: int) -> Qualified | None:
    """Below the internationally accepted warning line of 100: the qualifier stands before the line, which keeps its own
    number."""
    if tokens.at(at - 1) != "of" or tokens.at(at - 2) not in STANDARDS_OF:
        return None
    for step in range(at - 2, max(at - 3 - _LONGEST_STANDARD, 0), -1):
        if not (tokens.is_word(step) or tokens.hyphen(step)):
            return None
        found = _BEFORE.at(tokens, step)
        if found and found[0].split()[-1] in _BEYOND:
            return Qualified((*BEFORE[found[0]], Qualifier.EXACT), step - found[1], found[0])
    return None


def _passive(tokens: Tokens, at: int) -> bool:
    """Whether a verb there says what was done to something: the mark was topped 12 times."""
    return tokens.at(at).endswith(("ed", "hit")) and tokens.at(at - 1) in _BE


def qualifier_after(tokens: Tokens, at: int) -> Qualified | None:
    """The qualifier behind a number, its unit or its noun; not "and over" before another number."""
    found = _AFTER.at(tokens, at)
    if found is None or (found[0] == "+" and not tokens.glued(at)):
        return None
    end = at + found[1]
    opens = tokens.at(end) in _NUMBER_OPENINGS and (tokens.at(end) != "a" or tokens.at(end + 1) in _COUNTING)
    if tokens.is_digits(end) or opens or _BENCHMARKS.at(tokens, end):
        return None
    return Qualified(AFTER[found[0]], end, found[0])
