"""Reading English ratios: 1:1.3, a ratio of 1 to 20, 12 to 1, one teacher to 20 students."""

import re
from decimal import Decimal

from core.quantities.english.codes import Code
from core.quantities.english.lexicon import MEASURE_WORDS, MONTHS, ONES, PERCENTS, RATIO_WORDS, SCALES
from core.quantities.english.noun_lexicon import STOPS, VERBS
from core.quantities.english.tokens import Tokens
from core.quantities.english.units import grows

_COLONS = frozenset({":", "∶", "："})
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_TIME = re.compile(r"(?:[01]?\d|2[0-4])\Z")
_AHEAD, _BEHIND = 12, 3  # how far away the word "ratio" may stand
_CLAUSE = frozenset({".", ";", "(", ")"})
_LONGEST_SIDE = 3
_LOWER = frozenset({"lower", "higher", "less", "more", "better", "worse", "greater"})
_OPENS_A_RANGE = frozenset({"from", "between"})


def read_ratio(tokens: Tokens, at: int) -> Code | None:
    """The ratio that begins at that token, as a name of the key "ratio" with both its numbers."""
    first = _number(tokens, at)
    if first is None:
        return None
    return _signed(tokens, at, first) or _in_words(tokens, at, first) or _of_things(tokens, at, first)


def _number(tokens: Tokens, at: int) -> Decimal | None:
    word = tokens.at(at)
    if word in ONES:
        return Decimal(ONES[word])
    return Decimal(word.replace(",", "")) if _NUMBER.fullmatch(word) else None


def _signed(tokens: Tokens, at: int, first: Decimal) -> Code | None:
    """12:1, 1∶1.3, 1 : 20, 2:3:5. What may be a time of day needs the word "ratio" beside it."""
    numbers, end = [first], at + 1
    while tokens.at(end) in _COLONS and tokens.is_digits(end + 1) and tokens.is_digits(at):
        if tokens.glued(end) != tokens.glued(end + 1) or (number := _number(tokens, end + 1)) is None:
            return None
        numbers.append(number)
        end += 2
    if len(numbers) == 1 or (tokens.glued(end) and tokens.is_word(end)):
        return None
    blanks = not tokens.glued(at + 1)
    second = tokens.at(at + 2)
    clock = _TIME.match(tokens.at(at)) and re.fullmatch(r"[0-5]\d", second)
    if (clock or blanks) and not _says_ratio(tokens, at, end):
        return None
    return Code(at, end, "ratio", tuple(numbers))


def _in_words(tokens: Tokens, at: int, first: Decimal) -> Code | None:
    """A ratio of 1 to 20, outnumbered 12 to 1; not the range "1 to 20 days" nor a fall to 1."""
    second = _number(tokens, at + 2)
    if tokens.at(at + 1) != "to" or second is None or tokens.at(at - 1) in _OPENS_A_RANGE:
        return None
    after = tokens.at(at + 3)
    measured = after in PERCENTS or after in SCALES or after in MEASURE_WORDS or tokens.hyphen(at + 3)
    if measured or grows(tokens, at, reach=6):
        return None
    to_one = second == 1 and first > 1 and (not tokens.is_word(at + 3) or after in STOPS)
    return Code(at, at + 3, "ratio", (first, second)) if to_one or _says_ratio(tokens, at, at + 3) else None


def _of_things(tokens: Tokens, at: int, first: Decimal) -> Code | None:
    """One teacher to 20 students, one nurse to every three beds: what stands on both sides is named."""
    if first != 1:
        return None
    step = _behind_things(tokens, at + 1)
    if step == at + 1 or tokens.at(step) != "to":
        return None
    step += 2 if tokens.at(step + 1) == "every" else 1
    second = _number(tokens, step)
    if second is None or second <= 1 or _behind_things(tokens, step + 1) == step + 1:
        return None
    if tokens.at(step + 1) in (*SCALES, *MEASURE_WORDS, *PERCENTS):
        return None
    return Code(at, step + 1, "ratio", (first, second))


def _behind_things(tokens: Tokens, at: int) -> int:
    """Behind the few words that name a thing; a month names none (1 January to 2 February is a period)."""
    step = at
    while step < at + _LONGEST_SIDE and tokens.is_word(step) and tokens.at(step) not in STOPS | VERBS:
        if tokens.at(step) in MONTHS and tokens.capital(step):
            break
        step += 1
    return step


def _says_ratio(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the word stands in the same clause, before or just behind; no time is lower than another."""
    if tokens.at(start - 1) == "than" and tokens.at(start - 2) in _LOWER:
        return True
    for step in range(start - 1, max(start - 1 - _AHEAD, -1), -1):
        if tokens.low[step] in _CLAUSE:
            break
        if tokens.low[step] in RATIO_WORDS:
            return True
    for step in range(end, end + _BEHIND):
        if not (tokens.is_word(step) or tokens.hyphen(step)):
            return False
        if tokens.at(step) in RATIO_WORDS:
            return True
    return False
