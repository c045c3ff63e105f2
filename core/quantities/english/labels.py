"""Reading what numbers things in English rather than counting them: labels of runs, ordinals and levels."""

from dataclasses import dataclass

from core.quantities.english.codes import roman_value
from core.quantities.english.lexicon import (
    BEFORE_A_LABEL,
    LABEL_JOINS,
    LABEL_VERBS,
    LABELS_BY_WORD,
    LEVELS,
    LEVELS_BY_ORDINAL,
    ONES,
    ORDINALS,
)
from core.quantities.english.number_words import read_ordinal
from core.quantities.english.tokens import Tokens
from core.quantities.english.units import qualifier_after
from core.quantities.words import Qualifier

_HIGHEST_LABEL = 20
_HIGHEST_LEVEL = 20
_BEHIND_A_LABEL = frozenset({".", ",", ")", ":", "、", "．", "，"})
_BRACKETS = {"(": ")", "[": "]", "（": "）"}
_SMALL_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_SAYS_LITTLE_AFTER = frozenset({"a", "was", "were", "been", "is", "are", "be", "has", "had", "not"})
_BEFORE_A_LEVEL = frozenset({"level", "tier", "grade", "class", "category", "-", "grades", "levels", "to"})
_CARDINAL_LABELS = frozenset({"one", "two", "three", "four", "five", "six", "seven"})


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number in a row, a label or a level, in the tokens from `start` up to `end`."""

    start: int
    end: int
    value: int
    high: int | None = None
    weak: bool = False
    qualifiers: tuple[Qualifier, ...] = (Qualifier.EXACT,)


def read_label(tokens: Tokens, at: int) -> Numbered | None:
    """The label of a numbered run: First, …; Firstly; the first is …; (1) …; at the very start also I, and 1."""
    word = tokens.at(at)
    if word in _BRACKETS:
        return _bracketed(tokens, at)
    if at == 0 and (value := _plain_label(tokens)):
        return Numbered(0, 2, value)
    if word in LABELS_BY_WORD:
        return Numbered(at, at + 1, LABELS_BY_WORD[word])
    if not _opens_clause(tokens, at):
        return None
    if word in ORDINALS:
        after = tokens.at(at + 1)
        if after in (",", ":") and tokens.at(at + 2) not in ORDINALS:
            return Numbered(at, at + 1, ORDINALS[word])
        if word == "first" and tokens.starts_with(at + 1, ("of", "all")):
            return Numbered(at, at + 3, 1)
    if word == "the" and tokens.at(at + 1) in ORDINALS and tokens.at(at + 2) in LABEL_VERBS:
        return Numbered(at, at + 3, ORDINALS[tokens.at(at + 1)])
    if word in _CARDINAL_LABELS and tokens.at(at + 1) == "is" and tokens.at(at + 2) in ("to", "that", "the"):
        return Numbered(at, at + 2, ONES[word])
    return None


def _opens_clause(tokens: Tokens, at: int) -> bool:
    before = tokens.at(at - 1)
    if before in LABEL_JOINS and before != ",":
        return tokens.at(at - 2) in (",", ";", ".", "") or tokens.at(at) == "the"
    return before in BEFORE_A_LABEL or (before == "," and tokens.at(at + 1) in (",", ":"))


def _bracketed(tokens: Tokens, at: int) -> Numbered | None:
    if tokens.at(at + 2) != _BRACKETS[tokens.at(at)]:
        return None
    if at and tokens.at(at - 1) not in BEFORE_A_LABEL and tokens.at(at - 1) not in LABEL_JOINS:
        return None
    word = tokens.at(at + 1)
    value = int(word) if word.isdecimal() and int(word) <= _HIGHEST_LABEL else ONES.get(word, 0)
    value = value or roman_value(tokens, at + 1) or _small_roman(tokens, at + 1)
    return Numbered(at, at + 3, value) if value else None


def _small_roman(tokens: Tokens, at: int) -> int:
    word = tokens.at(at)
    return _SMALL_ROMAN.index(word) + 1 if word in _SMALL_ROMAN else 0


def _plain_label(tokens: Tokens) -> int:
    """I, or 1. at the start of a text; 0 if there is none."""
    if tokens.at(1) not in _BEHIND_A_LABEL or tokens.count < 3 or tokens.glued(2):
        return 0
    word = tokens.at(0)
    if word.isdecimal() and tokens.at(1) != ",":
        return int(word) if int(word) <= _HIGHEST_LABEL else 0
    return roman_value(tokens, 0)


def read_ordinal_or_level(tokens: Tokens, at: int) -> tuple[Numbered, bool] | None:
    """The ordinal that begins here, and whether it is a level (third-tier, second level)."""
    found = read_ordinal(tokens, at)
    if found is None:
        return None
    value, end = found
    step = end + 1 if tokens.hyphen(end) else end
    if tokens.at(step) in LEVELS_BY_ORDINAL and value <= _HIGHEST_LEVEL:
        return _qualified(tokens, Numbered(at, step + 1, value)), True
    weak = value == 1 and (_says_little(tokens, at, end) or _before_a_number(tokens, end))
    return Numbered(at, end, value, weak=weak), False


def _says_little(tokens: Tokens, at: int, end: int) -> bool:
    """Whether "first" only says that something is new: for the first time, was first found, a first in its work."""
    return tokens.at(end) == "time" or tokens.at(at - 1) in _SAYS_LITTLE_AFTER


def _before_a_number(tokens: Tokens, at: int) -> bool:
    """Whether a number follows, so that "first" only says which: the first two years, 前两年."""
    return tokens.is_digits(at) or tokens.at(at) in ONES


def read_level(tokens: Tokens, at: int) -> Numbered | None:
    """Level 3, level-3, Grade II, tier-one, Level 3 or above, Levels 3 to 5."""
    if tokens.at(at) not in LEVELS:
        return None
    step = at + 2 if tokens.hyphen(at + 1) else at + 1
    value = _level(tokens, step)
    if not value:
        return None
    end = step + 1
    if tokens.at(end) in ("to", "-", "–", "—") and (high := _level(tokens, end + 1)) > value:
        return Numbered(at, end + 2, value, high)
    return _qualified(tokens, Numbered(at, end, value))


def _level(tokens: Tokens, at: int) -> int:
    word = tokens.at(at)
    if word.isdecimal() and len(word) <= 2:
        glued_on = tokens.glued(at + 1) and tokens.is_word(at + 1)
        return int(word) if 0 < int(word) <= _HIGHEST_LEVEL and not glued_on else 0
    if word in ONES and tokens.at(at - 1) in _BEFORE_A_LEVEL:
        return ONES[word]
    return roman_value(tokens, at) if tokens.capital(at - 1) or len(word) > 1 else 0


def _qualified(tokens: Tokens, level: Numbered) -> Numbered:
    """Behind hyphens too: Level-3-and-above."""
    after = qualifier_after(tokens, level.end)
    if after is None:
        return level
    return Numbered(level.start, after.place, level.value, None, level.weak, after.meanings)
