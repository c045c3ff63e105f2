"""Reading the figures of an English text: amounts with their qualifiers and nouns, ordinals, levels, multiples."""

from dataclasses import dataclass
from decimal import Decimal

from core.quantities.english.amounts import Amount, read_amount
from core.quantities.english.labels import Numbered, read_level, read_ordinal_or_level
from core.quantities.english.lexicon import (
    AGED,
    COMPARED,
    HALVINGS,
    IN_A_ROW,
    MEASURE_WORDS,
    MULTIPLES,
    NAME_HEADS,
    NUMBER_ALIKE,
    OCCASIONS,
    SUPERLATIVES,
    VAGUE_ALONE,
)
from core.quantities.english.noun_lexicon import VERBS, is_plural
from core.quantities.english.nouns import noun_after, noun_before, unit_of_noun
from core.quantities.english.tokens import Tokens
from core.quantities.english.units import Qualified, qualifier_after, qualifier_before
from core.quantities.marks import Marks
from core.quantities.reading import Irregularity, Moment, Number, ReadingKind
from core.quantities.units import UnitKind
from core.quantities.words import Qualifier

_EXACT = (Qualifier.EXACT,)
# Kinds of units that a place "within" may be said of: within three days, within 12 provinces.
_WITHIN = frozenset({
    UnitKind.DURATION, UnitKind.LENGTH, UnitKind.PERCENT, UnitKind.AREA, UnitKind.VOLUME, UnitKind.WEIGHT,
    UnitKind.MONEY,
})  # fmt: skip
# Cut to within 45, kept within 20: a bound of any number.
_HELD = frozenset({"to", "kept", "keep", "keeping", "held", "hold", "holding", "controlled", "control", "limited"})
# Before "over three years" these say how long something was; behind anything else it may say in which time.
_BEFORE_A_LENGTH = frozenset({
    "for", "of", "took", "takes", "take", "taking", "taken", "lasted", "lasts", "last", "lasting", "is", "was", "were",
    "are", "be", "been", "being", "to", "by", "at", "after", "aged", "than", "spent", "and", "or", "with", "have",
    "has", "had", "having", "in", "overdue", "delayed", "average", "averages", "averaged", "just", "well",
})  # fmt: skip
_ADJECTIVES = frozenset({"double", "triple", "treble", "quadruple"})
_BEHIND_A_MULTIPLE = COMPARED | OCCASIONS | {"by", "to", "from", "and"}
_ANNIVERSARIES = frozenset({"anniversary", "birthday", "anniversaries"})
_POWERS = frozenset(Decimal(10) ** power for power in range(2, 10))
_ENDS_OF_CLAUSE = frozenset({"", ",", ".", ";"})
_SUPERLATIVE_REACH = 6


@dataclass(slots=True)
class Found:
    """A reading in tokens, before its place in the text is known."""

    start: int
    end: int
    kind: ReadingKind
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    first: Moment | None = None
    last: Moment | None = None
    qualifiers: tuple[Qualifier, ...] = _EXACT
    unit: UnitKind = UnitKind.NONE
    scale: str = ""
    counter: str = ""
    noun: str = ""
    key: str = ""
    numbers: tuple[Decimal, ...] = ()
    alternatives: tuple[Decimal, ...] = ()
    notes: tuple[Irregularity, ...] = ()
    weak: bool = False
    malformed: bool = False


class Figures:
    """The figures of one text. Tokens before `used` belong to earlier readings, so no qualifier is looked for there."""

    def __init__(self, tokens: Tokens, marks: Marks) -> None:
        self.tokens, self.marks, self.used = tokens, marks, 0

    def at(self, at: int) -> Found | None:
        """The figure that begins at that token, the surest kind first."""
        return self._level(at) or self._ordinal(at) or self._multiple(at) or self._amount(at) or self._vague_alone(at)

    # --- ordinals and levels ----------------------------------------------------------------------------------------

    def _level(self, at: int) -> Found | None:
        level = read_level(self.tokens, at)
        return self._of_level(level) if level else None

    def _of_level(self, level: Numbered) -> Found:
        before = self.qualifier_before(level.start)
        start = before.place if before else level.start
        qualifiers = before.meanings if before and level.qualifiers == _EXACT else level.qualifiers
        noun, _ = noun_after(self.tokens, level.end)
        noun = noun or noun_before(self.tokens, start, level=True)
        if level.high is not None:
            return Found(start, level.end, ReadingKind.RANGE, low=Decimal(level.value), high=Decimal(level.high),
                          qualifiers=qualifiers, unit=UnitKind.LEVEL, noun=noun)  # fmt: skip
        return Found(start, level.end, ReadingKind.LEVEL, Decimal(level.value), qualifiers=qualifiers,
                      unit=UnitKind.LEVEL, noun=noun)  # fmt: skip

    def _ordinal(self, at: int) -> Found | None:
        found = read_ordinal_or_level(self.tokens, at)
        if found is None:
            return None
        ordinal, is_level = found
        if is_level:
            return self._of_level(ordinal)
        if self.tokens.at(ordinal.end) in NAME_HEADS or self.tokens.at(ordinal.end + 1) == "century":
            end = ordinal.end + 1 + self.tokens.hyphen(ordinal.end)
            return Found(at, end, ReadingKind.NAME, key="century", numbers=(Decimal(ordinal.value),))
        if row := self._in_a_row(ordinal.end):
            return Found(at, row[0], ReadingKind.CARDINAL, Decimal(ordinal.value), unit=UnitKind.DURATION,
                          counter=row[1])  # fmt: skip
        noun, _ = noun_after(self.tokens, ordinal.end, single=True)
        if ordinal.weak and self.tokens.at(ordinal.end) != "time":
            noun = ""  # was first found
        return Found(at, ordinal.end, ReadingKind.ORDINAL, Decimal(ordinal.value), unit=UnitKind.ORDINAL, noun=noun,
                      weak=ordinal.weak)  # fmt: skip

    def _in_a_row(self, at: int) -> tuple[int, str] | None:
        """Where "consecutive year", "year running", "year in a row" or "anniversary" ends, and the unit: so long it
        has gone on."""
        tokens = self.tokens
        led = tokens.at(at) in IN_A_ROW
        unit = tokens.at(at + led)
        end = at + led + 1
        if unit in _ANNIVERSARIES:
            return end, "year"
        if MEASURE_WORDS.get(unit) is not UnitKind.DURATION:
            return None
        if tokens.starts_with(end, ("in", "a", "row")):
            return end + 3, unit
        if tokens.at(end) in IN_A_ROW:
            return end + 1, unit
        return (end, unit) if led else None

    # --- amounts ----------------------------------------------------------------------------------------------------

    def _multiple(self, at: int) -> Found | None:
        """Twice, doubled, tenfold; halved."""
        tokens, word = self.tokens, self.tokens.at(at)
        if word in HALVINGS and not tokens.hyphen(at + 1):
            before = self.qualifier_before(at)
            return Found(before.place if before else at, at + 1, ReadingKind.PERCENT, Decimal(50),
                          qualifiers=before.meanings if before else _EXACT, unit=UnitKind.PERCENT)  # fmt: skip
        if word not in MULTIPLES or tokens.hyphen(at + 1):
            return None
        unit, after = UnitKind.MULTIPLE, tokens.at(at + 1)
        if word in ("twice", "thrice") and after not in COMPARED:
            unit = UnitKind.SESSION if after in OCCASIONS else UnitKind.NONE
        elif word in _ADJECTIVES and tokens.is_word(at + 1) and after not in _BEHIND_A_MULTIPLE:
            return None  # a double room
        before = self.qualifier_before(at)
        return Found(before.place if before else at, at + 1, ReadingKind.CARDINAL, Decimal(MULTIPLES[word]),
                      qualifiers=before.meanings if before else _EXACT, unit=unit, counter=word)  # fmt: skip

    def _amount(self, at: int) -> Found | None:
        word = self.tokens.at(at)
        lead = word in ("between", "from")
        amount = read_amount(self.tokens, at + 1 if lead else at, self.marks, between=word == "between")
        if amount is None or (lead and amount.high is None):
            return None
        return self._found(amount, at if lead else amount.start)

    def _found(self, amount: Amount, start: int) -> Found:
        tokens = self.tokens
        before = self.qualifier_before(start, amount.unit)
        after = amount.after
        noun, noun_end = self._noun(amount, start)
        end = amount.end
        if after is None and noun_end > end and (after := qualifier_after(tokens, noun_end)):
            end = after.place
        noun_ahead = "" if noun else noun_before(tokens, start)
        start = before.place if before else start
        noun_ahead = noun_ahead or ("" if noun else noun_before(tokens, start))
        unit = amount.unit
        if unit is UnitKind.NONE and noun and amount.counter != "times":
            unit = unit_of_noun(noun)
        found = Found(
            start, end, amount.kind, amount.value, amount.low, amount.high, unit=unit, scale=amount.scale,
            counter=amount.counter, noun=noun or noun_ahead, alternatives=amount.alternatives,
            notes=amount.notes, weak=amount.weak, malformed=amount.malformed,
        )  # fmt: skip
        if self.tokens.at(start - 1) == "per" and not amount.numeral.digits and amount.value in _POWERS:
            found.weak = True  # per ten thousand vehicles
        if unit is UnitKind.NONE and not noun and ((before and before.age) or self._of_age(amount, before, start)):
            found.unit, found.counter = UnitKind.DURATION, "years of age"
        if before or after:
            found.qualifiers = self._meanings(before, after, found)
        elif bound := self._superlative(start):
            found.qualifiers = (Qualifier.EXACT, bound)
        if not noun and found.noun and found.unit is UnitKind.NONE and not found.counter:
            found.unit = unit_of_noun(found.noun)
        return found

    def _of_age(self, amount: Amount, before: Qualified | None, start: int) -> bool:
        """Aged 60, 60 or older, from the age of 6."""
        words = f"{before.word if before else ''} {amount.after.word if amount.after else ''}"
        ahead = (before.place if before else start) - 1
        if self.tokens.at(ahead) in AGED or (self.tokens.at(ahead) == "of" and self.tokens.at(ahead - 1) == "age"):
            return True
        return "older" in words or "younger" in words

    def _meanings(self, before: Qualified | None, after: Qualified | None, found: Found) -> tuple[Qualifier, ...]:
        """Over three years may also say in which time something was done: output rose by half over three years."""
        if before is None or (after and before.meanings[0] is Qualifier.EXACT):
            return after.meanings if after else _EXACT
        if before.word == "over" and self.tokens.at(before.place + 1) == "the" and not before.age:
            return _EXACT if found.unit is UnitKind.DURATION else before.meanings  # over the three years
        timed = self.tokens.at(before.place - 1) not in _BEFORE_A_LENGTH
        if before.word == "over" and found.unit is UnitKind.DURATION and timed and not before.age:
            return (*before.meanings, Qualifier.EXACT)
        return before.meanings

    def _superlative(self, start: int) -> Qualifier | None:
        """The bound that a superlative before the number makes of it, in the same clause."""
        for step in range(start - 1, max(start - 1 - _SUPERLATIVE_REACH, self.used - 1, -1), -1):
            if self.tokens.low[step] in _ENDS_OF_CLAUSE:
                return None
            if bound := SUPERLATIVES.get(self.tokens.low[step]):
                return bound
        return None

    def _noun(self, amount: Amount, start: int) -> tuple[str, int]:
        """The noun behind the number and where it ends."""
        if amount.counter == "times" or amount.unit in (UnitKind.MULTIPLE, UnitKind.PERCENTAGE_POINT):
            return "", amount.end
        if amount.hyphened and amount.unit is UnitKind.NONE:
            word = self.tokens.at(amount.end + 1)  # a ten-member panel
            return word, amount.end
        if amount.hyphened:
            return noun_after(self.tokens, amount.end, joined=True)
        direct = not (amount.counter or amount.kind is ReadingKind.PERCENT or amount.vague)
        if direct:
            return noun_after(self.tokens, amount.end, single=amount.value == 1)
        noun, end = noun_after(self.tokens, amount.end, of=True)
        if noun:
            return noun, end
        after = self.tokens.at(amount.end)
        if amount.unit is UnitKind.MONEY and after == "in" and self.tokens.at(amount.end + 1) not in ("the", "a", "an"):
            return noun_after(self.tokens, amount.end + 1)
        if amount.kind is ReadingKind.PERCENT and after in ("the", "all", "these", "those", "its", "their"):
            return noun_after(self.tokens, amount.end + 1)
        counted = amount.numeral.share and after not in VERBS and is_plural(noun_after(self.tokens, amount.end)[0])
        if amount.vague or counted:
            return noun_after(self.tokens, amount.end)
        return "", amount.end

    def qualifier_before(self, at: int, unit: UnitKind = UnitKind.NONE) -> Qualified | None:
        """The qualifier before a number there, no part of what was read already."""
        found = qualifier_before(self.tokens, at)
        if found is None or found.place < self.used:
            return None
        if found.word == "within" and unit not in _WITHIN and self.tokens.at(found.place - 1) not in _HELD:
            return None
        return found

    def _vague_alone(self, at: int) -> Found | None:
        """Several, both: nobody misses them, but 若干 and 两 may be matched."""
        tokens, word = self.tokens, self.tokens.at(at)
        few = word == "a" and tokens.at(at + 1) == "few"
        if word in VAGUE_ALONE or few:
            end = at + 2 if few else at + 1
            noun, _ = noun_after(tokens, end)
            return Found(at, end, ReadingKind.VAGUE, noun=noun, unit=unit_of_noun(noun), weak=True) if noun else None
        if word in NUMBER_ALIKE:
            value, weak = NUMBER_ALIKE[word]
            noun, _ = noun_after(tokens, at + 1)
            if not is_plural(noun):
                return None  # both … and
            unit = unit_of_noun(noun)
            return Found(at, at + 1, ReadingKind.CARDINAL, Decimal(value), noun=noun, unit=unit, weak=weak)
        return None
