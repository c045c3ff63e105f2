"""The noun phrase that says what an English number counts, and the kind of unit it tells."""

from core.quantities.english.lexicon import (
    MEASURE_WORDS,
    MONTHS,
    ONES,
)
from core.quantities.english.noun_lexicon import (
    AFTER_THEIR_NOUN,
    BACK_WORDS,
    DESCRIBING_PLURALS,
    DIMENSIONS,
    LONGEST_NOUN,
    NEVER_PARTICIPLES,
    NO_PLURALS,
    OF_WHAT,
    STOPS,
    UNIT_OF_NOUN,
    VERBS,
    is_plural,
    singular,
)
from core.quantities.english.tokens import Tokens
from core.quantities.units import UnitKind

_APOSTROPHES = frozenset("'’")
_LONGEST_PARENTHESIS = 8
_REACH_OF_AND = 3  # words
# People aged 65 and over number 7.21 million: a verb where a number follows.
_TOTALLING = frozenset({"number", "numbers", "total", "totals"})
_AHEAD_OF_A_NUMBER = frozenset({"about", "around", "some", "nearly", "almost", "over", "more", "up", "less", "fewer",
                                "close", "approximately", "roughly"})  # fmt: skip
_COLLECTIVES = frozenset({"staff", "police"})


def noun_after(
    tokens: Tokens, at: int, of: bool = False, joined: bool = False, single: bool = False
) -> tuple[str, int]:
    """The noun phrase from that token on and where it ends; "" where the number has none of its own.

    `of` says that the noun stands behind "of": 60% of respondents, three years of training. `joined` says that the
    number with its unit is an adjective, so that the noun may well be in the singular: a three-year plan covers …
    `single` says that the number is one.
    """
    step = at
    if tokens.at(step) == "of" and (of or tokens.at(step + 1) in OF_WHAT):
        step += 1
        if tokens.at(step) in OF_WHAT:
            step += 1
            step += 1 if tokens.at(step) == "the" else 0
            if tokens.is_digits(step) or tokens.at(step) in ONES:
                step += 1  # three of the six counties
    elif of:
        return "", at
    if tokens.is_digits(step) and tokens.hyphen(step + 1) and tokens.is_word(step + 2):
        step += 3  # three 10-member teams
    return _phrase(tokens, step, joined, single)


def _phrase(tokens: Tokens, start: int, joined: bool, single: bool) -> tuple[str, int]:
    """Words up to the plural that heads them, or up to a stop. A phrase that opens with a verb and has no plural is
    none: "12 failed the test"."""
    step, places, plural = start, list[int](), False
    while step < tokens.count and len(places) < LONGEST_NOUN:
        word = tokens.low[step]
        if places and tokens.hyphen(step):
            plural = False  # risk-control measures: what follows is the head
        elif places and not plural and word == "(" and (after := _behind_parenthesis(tokens, step)):
            step = after
            continue
        elif places and not plural and _goes_on(tokens, step):
            pass
        elif plural and word in _APOSTROPHES and tokens.glued(step) and _plural_follows(tokens, step + 1):
            plural = False  # owners' committees
        elif _ends(tokens, step, bool(places), plural, joined):
            break
        elif len(word) == 1 and tokens.glued(step):
            break  # the s of "under-18s"
        else:
            plural = is_plural(word) and word not in NO_PLURALS
        places.append(step)
        step += 1
    if places and tokens.hyphen(places[-1]):
        places.pop()
    while len(places) > 1 and not plural and tokens.low[places[-1]].endswith("ed"):
        places.pop()
    if not places or (not plural and not single and _opens_with_verb(tokens, places)):
        return "", start
    return _joined(tokens, places), places[-1] + 1


def _ends(tokens: Tokens, at: int, inside: bool, plural: bool, joined: bool) -> bool:
    """Whether a phrase cannot go on with this token; `inside` tells that it has begun."""
    if not tokens.is_word(at) or _stops(tokens, at) or _is_verb(tokens, at, inside, plural or joined):
        return True
    return plural and not _describes(tokens, at)


def _stops(tokens: Tokens, at: int) -> bool:
    """Whether a word ends any phrase. More does, but not in "12 more-than-average yields"; long does in "500m long"."""
    if tokens.hyphen(at + 1):
        return False
    return tokens.low[at] in STOPS or (tokens.low[at] in DIMENSIONS and not begins_noun(tokens, at + 1))


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether a phrase that has not reached its head goes on behind an "and": Party and government bodies."""
    return tokens.low[at] in ("and", "or") and not _is_head(tokens, at - 1) and _plural_follows(tokens, at + 1)


def _is_head(tokens: Tokens, at: int) -> bool:
    return unit_of_noun(tokens.low[at]) is not UnitKind.NONE


def _plural_follows(tokens: Tokens, at: int) -> bool:
    step, words = at, 0
    while step < tokens.count and words < _REACH_OF_AND:
        if tokens.hyphen(step):
            step += 1  # part-time is one word
            continue
        word = tokens.low[step]
        if not tokens.is_word(step) or word in STOPS or word in VERBS or word in ONES:
            return False
        if is_plural(word) and not (tokens.at(step + 1) in _APOSTROPHES and tokens.glued(step + 1)):
            return True
        step += 1
        words += not tokens.hyphen(step)
    return False


def _is_verb(tokens: Tokens, at: int, inside: bool, plural: bool) -> bool:
    word = tokens.low[at]
    if tokens.hyphen(at + 1):
        return False
    if word in _TOTALLING and (tokens.is_digits(at + 1) or tokens.at(at + 1) in _AHEAD_OF_A_NUMBER):
        return True
    if not inside:
        return word in NEVER_PARTICIPLES
    return word in VERBS and (plural or (word in NEVER_PARTICIPLES and not is_plural(word)))


def _opens_with_verb(tokens: Tokens, places: list[int]) -> bool:
    word = tokens.low[places[0]]
    past = word.endswith("ed") and not word.endswith("eed")
    return past or (len(places) == 1 and (word in VERBS or word.endswith("ly")) and not is_plural(word))


def _describes(tokens: Tokens, at: int) -> bool:
    """Whether the plural before this token only describes what follows it: news websites, systems operators."""
    word = tokens.low[at]
    if word in VERBS or word.endswith("ing"):
        return False
    if tokens.at(at - 1) in _COLLECTIVES and is_plural(word):
        return True  # staff members
    return tokens.at(at - 1) in DESCRIBING_PLURALS or (is_plural(word) and _is_head(tokens, at))


def _behind_parenthesis(tokens: Tokens, at: int) -> int:
    """Where the phrase goes on behind a short parenthesis; 0 if no noun follows it."""
    for step in range(at + 1, min(at + _LONGEST_PARENTHESIS, tokens.count)):
        if tokens.is_digits(step):
            return 0
        if tokens.low[step] == ")":
            goes_on = tokens.is_word(step + 1) and tokens.at(step + 1) not in STOPS and tokens.at(step + 1) not in VERBS
            return step + 1 if goes_on else 0
    return 0


def noun_before(tokens: Tokens, at: int, level: bool = False) -> str:
    """The noun that a verb joins to the number behind it: complaints totalled 718; systems at Level 3."""
    step = at - 1
    if tokens.at(step) not in AFTER_THEIR_NOUN:
        return ""
    if tokens.at(step) in ("at", "to") and not level and tokens.at(step - 1) not in BACK_WORDS:
        return ""
    while tokens.at(step) in BACK_WORDS:
        step -= 1
    while tokens.at(step) in VERBS and not is_plural(tokens.at(step)):
        step -= 1
    places: list[int] = []
    while step >= 0 and tokens.is_word(step) and len(places) < LONGEST_NOUN:
        word = tokens.low[step]
        if word in STOPS or word in MONTHS or (word in VERBS and not (is_plural(word) and not places)):
            break
        places.insert(0, step)
        step -= 1
    return _joined(tokens, places) if places else ""


def _joined(tokens: Tokens, places: list[int]) -> str:
    text = tokens.low[places[0]]
    for before, place in zip(places, places[1:], strict=False):
        text += tokens.low[place] if place == before + 1 and tokens.glued(place) else " " + tokens.low[place]
    return text


def unit_of_noun(noun: str) -> UnitKind:
    """The kind of unit a noun phrase tells by its last words; NONE where they leave it open."""
    words = noun.split()
    for first in range(len(words)):
        if kind := UNIT_OF_NOUN.get(" ".join(words[first:])):
            return kind
    return UNIT_OF_NOUN.get(singular(words[-1]), UnitKind.NONE) if words else UnitKind.NONE


def begins_noun(tokens: Tokens, at: int) -> bool:
    """Whether a word stands here that may begin what a number counts: no stop, no unit, not joined to what precedes."""
    word = tokens.at(at)
    if not tokens.is_word(at) or word in STOPS or word in MEASURE_WORDS or tokens.glued(at):
        return False
    return word not in DIMENSIONS or begins_noun(tokens, at + 1)
