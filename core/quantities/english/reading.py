"""Reading quantities, dates and names with numerals out of English prose."""

from collections.abc import Iterator
from decimal import Decimal

from core.quantities.english.codes import read_code, rest_of_list
from core.quantities.english.dates import read_date
from core.quantities.english.figures import Figures, Found
from core.quantities.english.labels import read_label
from core.quantities.english.lexicon import (
    CODED_PARTS,
    CURRENCIES_BEFORE,
    DENOMINATORS,
    FRACTION_SIGNS,
    HALVINGS,
    IDIOM_UNLESS,
    IDIOMS,
    LABELS_BY_WORD,
    LEVELS,
    MONTHS,
    MULTIPLES,
    NAME_PREFIXES,
    NUMBER_ALIKE,
    ONES,
    ORDINALS,
    PARTS,
    SCALES,
    STANDARDS,
    TEN_DAYS,
    TENS,
    VAGUE_ALONE,
    VAGUE_PLURALS,
)
from core.quantities.english.ratios import read_ratio
from core.quantities.english.tokens import Phrases, Tokens
from core.quantities.marks import Marks
from core.quantities.names import en_names
from core.quantities.plain import Plain
from core.quantities.reading import Irregularity, Reading, ReadingKind

_IDIOMS = Phrases(IDIOMS)
_FULL_WIDTH = frozenset("０１２３４５６７８９％．，")


# Words and signs at which something may begin, beside digits and words joined to digits.
STARTERS = frozenset({
    *ONES, *TENS, *ORDINALS, *MONTHS, *PARTS, *LEVELS, *MULTIPLES, *HALVINGS, *VAGUE_ALONE, *VAGUE_PLURALS,
    *NUMBER_ALIKE,
    *NAME_PREFIXES, *CURRENCIES_BEFORE, *CODED_PARTS, *FRACTION_SIGNS, *LABELS_BY_WORD, *TEN_DAYS,
    "half", "since", "from",
    "between", "this", "last", "next", "year", "current", "latter", "http", "https", "www", "hundred", "thousand",
    "us", "hk",     "(", "[", "（", "〔", "【", "+", *(name.lower().removesuffix("\\d{0,2}") for name in STANDARDS),
})  # fmt: skip


_ARTICLES = frozenset({"a", "an", "the"})
_AFTER_ARTICLES = frozenset({
    *SCALES, *DENOMINATORS, *ORDINALS, *PARTS, *CODED_PARTS, *TEN_DAYS, "few", "couple", "latter", "last",
    "year", "current", "$",
    *(str(day) for day in range(1, 32)),
})  # fmt: skip


def read_en(text: str, marks: Marks | None = None) -> list[Reading]:
    """Every quantity, date and name with numerals of an English text, in order of place.

    `marks` is what the whole document shows of its grouping and decimal marks; without it the text itself is asked.
    """
    plain = Plain.english(text)
    return _Reader(plain, marks or Marks.of([plain.text])).read()


class _Reader:
    def __init__(self, plain: Plain, marks: Marks) -> None:
        self.plain = plain
        self.tokens = Tokens(plain.text)
        self.figures = Figures(self.tokens, marks)

    def read(self) -> list[Reading]:
        return list(self._readings())

    def _readings(self) -> Iterator[Reading]:
        tokens, at = self.tokens, 0
        names = en_names(self.plain.text)
        name = next(names, None)
        while at < tokens.count:
            while name and name[0] < tokens.starts[at]:
                name = next(names, None)
            if name and name[0] == tokens.starts[at]:
                end = at + 1
                while end < tokens.count and tokens.starts[end] < name[1]:
                    end += 1
                more, end = rest_of_list(tokens, tokens.low[at], end)
                found: Found | None = Found(at, end, ReadingKind.NAME, key=name[2], numbers=(*name[3], *more))
            else:
                word = tokens.low[at]
                idiom = _IDIOMS.at(tokens, at)
                if idiom and self._is_idiom(at, *idiom):
                    at += idiom[1]
                    continue
                found = self._at(at) if self._may_begin(at, word) else None
            if found is None:
                at += 1
                continue
            yield self._placed(found)
            at = self.figures.used = max(found.end, at + 1)

    def _is_idiom(self, at: int, phrase: str, length: int) -> bool:
        """Whether the words are no number here: not "from the first quarter", "in half of the cases"."""
        if self.tokens.at(at + length) in IDIOM_UNLESS.get(phrase, ()):
            return False
        return not (self.tokens.low[at] == "from" and self._date(at))

    def _may_begin(self, at: int, word: str) -> bool:
        """A quick look whether anything begins at that token at all."""
        tokens = self.tokens
        if word in _ARTICLES and at:
            return tokens.at(at + 1) in _AFTER_ARTICLES
        if word in STARTERS or tokens.is_digits(at) or at == 0:
            return True
        return tokens.glued(at + 1) and (tokens.is_digits(at + 1) or tokens.is_digits(at + 2))

    def _placed(self, found: Found) -> Reading:
        tokens = self.tokens
        start, end = self.plain.span(tokens.starts[found.start], tokens.ends[found.end - 1])
        raw = self.plain.raw[start:end]
        notes = found.notes
        if any(char in _FULL_WIDTH for char in raw):
            notes = (*notes, Irregularity.FULL_WIDTH)
        return Reading(
            found.kind, start, end, raw, found.value, found.low, found.high, found.first, found.last, found.qualifiers,
            found.unit, found.scale, found.counter, found.noun, found.key, found.numbers, found.alternatives, notes,
            found.weak, found.malformed,
        )  # fmt: skip

    def _at(self, at: int) -> Found | None:
        """What begins at that token, the surest first."""
        return (
            (self._date(at) if self.tokens.is_digits(at) and at else None)
            or self._code(at)
            or self._label(at)
            or self._date(at)
            or self.figures.at(at)
        )

    # --- names, labels, dates ---------------------------------------------------------------------------------------

    def _code(self, at: int) -> Found | None:
        code = read_ratio(self.tokens, at) or read_code(self.tokens, at)
        if code is None:
            return None
        if code.key == "ratio" and (before := self.figures.qualifier_before(code.start)):
            return Found(before.place, code.end, ReadingKind.NAME, key=code.key, numbers=code.numbers,
                         qualifiers=before.meanings)  # fmt: skip
        return Found(code.start, code.end, ReadingKind.NAME, key=code.key, numbers=code.numbers)

    def _label(self, at: int) -> Found | None:
        label = read_label(self.tokens, at)
        return Found(label.start, label.end, ReadingKind.ENUMERATOR, Decimal(label.value)) if label else None

    def _date(self, at: int) -> Found | None:
        dated = read_date(self.tokens, at)
        if dated is None:
            return None
        kind = ReadingKind.PERIOD if dated.period else ReadingKind.DATE
        return Found(dated.start, dated.end, kind, first=dated.first, last=dated.last)
