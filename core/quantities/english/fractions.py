"""Reading English fractions: half, two thirds, a quarter of, 1/3, nine out of ten; and half a million, half a year."""

from decimal import Decimal
from fractions import Fraction

from core.quantities.english.lexicon import (
    DENOMINATORS,
    FRACTION_SIGNS,
    MEASURE_WORDS,
    ONES,
    PERCENTS,
    SCALES,
    TENS,
    VAGUE_PLURALS,
)
from core.quantities.english.noun_lexicon import STOPS, SURE_VERBS, VERBS
from core.quantities.english.nouns import begins_noun
from core.quantities.english.number_words import Numeral, scale_after
from core.quantities.english.tokens import Tokens

_BEFORE_A_QUARTER = frozenset({"times", "twice", "once"})  # of a year
# Before a fraction, never before an ordinal.
_MEASURING = frozenset({"nearly", "almost", "about", "roughly", "approximately", "around", "over", "exceeding", "some",
                        "than", "least", "most", "fully", "barely", "scarcely", "hardly"})  # fmt: skip
_ALSO_NOUNS = frozenset({
    "report", "reports", "need", "needs", "cover", "covers", "lead", "leads", "result", "results", "use", "uses", "set",
    "sets", "work", "run", "runs", "start", "starts", "return", "cause", "causes", "rise", "rises", "fall", "falls",
    "face", "faces", "pass", "passes", "sign", "concern", "leave", "draw", "open", "hold", "holds", "stand",
    "find", "finds", "lack", "show", "shows", "move", "live", "contract",
})  # fmt: skip
_OBJECTS = frozenset({"that", "no", "fewer", "more", "less", "a", "an", "the", "their", "its", "it", "them", "this",
                      "these", "those", "only", "not", "too", "in", "at", "on", "under", "with", "from"})  # fmt: skip
_ONE_IN = (20, 25, 50, 100)
_LONGEST_OF_WHAT = 3  # words: nine registered companies out of ten
_PUNCTUATION = frozenset(',.;:)!?”"')
_PART_NAMES = frozenset({"first", "second", "latter", "last", "other", "better"})


def read_half(tokens: Tokens, at: int) -> Numeral | None:
    """Half a million, a quarter of a million; half a year is half of one year."""
    word = tokens.at(at)
    if word == "half":
        step = at + 2 if tokens.at(at + 1) in ("a", "an", "-") else at + 1
        half = Decimal("0.5")
        if tokens.at(step) in SCALES and step == at + 2 and tokens.at(step) not in VAGUE_PLURALS:
            scale, size, end = scale_after(tokens, step, False)
            return Numeral(at, end, half * size, half, scale=scale)
        if step == at + 2 and (tokens.at(step) in MEASURE_WORDS or tokens.phrase(step, 2) in MEASURE_WORDS):
            return Numeral(at, step, half, half)
    if tokens.starts_with(at, ("a", "quarter", "of", "a")) and tokens.at(at + 4) in SCALES:
        scale, size, end = scale_after(tokens, at + 4, False)
        return Numeral(at, end, Decimal("0.25") * size, Decimal("0.25"), scale=scale)
    return None


def read_share(tokens: Tokens, at: int) -> Numeral | None:
    """One third, two-thirds, a third of, half, ½, nine out of ten: in per cent."""
    word = tokens.at(at)
    if tokens.at(at - 1) in _PART_NAMES and word == "half":
        return None  # the first half
    if word in FRACTION_SIGNS:
        return _of(at, at + 1, FRACTION_SIGNS[word])
    if word == "half" or (word in ("a", "one") and tokens.at(_next(tokens, at + 1)) == "half"):
        end = at + 1 if word == "half" else _next(tokens, at + 1) + 1
        return None if tokens.hyphen(end) and tokens.at(end + 1) != "year" else _of(at, end, Fraction(1, 2))
    if word in ("a", "an"):
        part = DENOMINATORS.get(tokens.at(at + 1), 0)
        alone = not begins_noun(tokens, at + 2) or _subject(tokens, at)
        takes = alone and not tokens.hyphen(at + 2) and tokens.at(at - 1) not in _BEFORE_A_QUARTER
        return _of(at, at + 2, Fraction(1, part)) if part > 2 and takes and _singular(tokens.at(at + 1)) else None
    if tokens.is_digits(at):
        return _out_of(tokens, at, int(word)) if word.isdecimal() and len(word) == 1 else None
    number = ONES.get(word, 0)
    if not number:
        return None
    step = _next(tokens, at + 1)
    below = tokens.at(step)
    part = DENOMINATORS.get(below, 0)
    if part and below not in ("half", "halves") and _singular(below) == (number == 1) and number < part:
        name = tokens.at(step + 1) in ("party", "parties") or tokens.hyphen(step + 1)
        return None if name else _of(at, step + 1, Fraction(number, part))
    return _out_of(tokens, at, number)


def _subject(tokens: Tokens, at: int) -> bool:
    """Whether "a third" is itself what a verb speaks of: a third receive fewer, nearly a third see …; but a third
    report was published."""
    verb = tokens.at(at + 2)
    if tokens.at(at - 1) in _MEASURING:
        return True
    if verb not in SURE_VERBS and verb not in VERBS:
        return False
    if verb in _ALSO_NOUNS or verb.endswith("ed"):
        return tokens.at(at + 3) in _OBJECTS
    return True


def read_slash(tokens: Tokens, at: int) -> Numeral | None:
    """1/3 and 2/3 as shares; 9/11, 24/7 and 1/2/2017 are not."""
    if tokens.at(at + 1) != "/" or not (tokens.glued(at + 1) and tokens.glued(at + 2)) or tokens.at(at + 3) == "/":
        return None
    above, below = tokens.at(at), tokens.at(at + 2)
    if not (above.isdecimal() and below.isdecimal() and 0 < int(above) < int(below) <= 20) or tokens.at(at - 1) == "/":
        return None
    return _of(at, at + 3, Fraction(int(above), int(below)), digits=True)


def _out_of(tokens: Tokens, at: int, number: int) -> Numeral | None:
    """Nine out of ten, one in every three: with round numbers only, for 30 out of 120 are two counts."""
    step = _behind_things(tokens, at + 1)
    if tokens.starts_with(step, ("out", "of")) or tokens.starts_with(step, ("in", "every")):
        step += 2
    elif tokens.at(step) == "in" and (tokens.at(step + 1) in (*ONES, "10") or number == 1):
        step += 1
    else:
        return None
    if tokens.at(step) == "every":
        step += 1
    word = tokens.at(step)
    whole = int(word) if word.isdecimal() and len(word) <= 3 else ONES.get(word) or TENS.get(word, 0)
    if tokens.at(step + 1) in PERCENTS or (tokens.glued(step + 1) and tokens.at(step + 1) not in _PUNCTUATION):
        return None
    return _of(at, step + 1, Fraction(number, whole)) if 0 < number < whole and _is_usual(number, whole) else None


def _is_usual(number: int, whole: int) -> bool:
    """Whether a share is said like that: nine in ten, one in 20."""
    return whole <= 10 or (number == 1 and whole in _ONE_IN)


def _behind_things(tokens: Tokens, at: int) -> int:
    """Where "out of" stands behind the words that say of what: nine companies out of ten; else the same place."""
    for step in range(at + 1, at + 1 + _LONGEST_OF_WHAT):
        if not tokens.is_word(step - 1) or tokens.low[step - 1] in STOPS:
            return at
        if tokens.starts_with(step, ("out", "of")):
            return step
    return at


def _next(tokens: Tokens, at: int) -> int:
    return at + 1 if tokens.hyphen(at) else at


def _singular(word: str) -> bool:
    return not word.endswith("s")


def _of(start: int, end: int, part: Fraction, digits: bool = False) -> Numeral:
    return Numeral(start, end, part * 100, part * 100, digits, share=True)
