"""What speaks for two pieces being each other's translation: shared quantities, shared words, fitting lengths.

All scores are natural logarithms of odds: 0 says nothing, above speaks for the pair, below against it.
"""

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from core.importing.outline import Language, Piece
from core.quantities.reading import Moment, Reading, ReadingKind
from reports.agreement.passage import HEADINGS, unlabelled
from reports.agreement.reader import Reader
from reports.agreement.vocabulary import en_rows, zh_rows

Key = tuple[Hashable, ...]
Span = tuple[int, int]  # a run of pieces, the end not included
Side = tuple[frozenset[int], float]

_WORD = "word"
_EN_WORD = re.compile(r"[a-z]+")
_LATIN = re.compile(r"[A-Za-z]+[A-Za-z0-9.+-]*[A-Za-z0-9]|[A-Z]")  # LED, PM2.5, G20 inside Chinese
_EN_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]*[A-Z][A-Za-z0-9.+-]*[A-Za-z0-9]|(?<![A-Za-z0-9])[A-Z](?![A-Za-z])")

_SENTENCE_END = {"zh": re.compile(r"[。！？；]"), "en": re.compile(r"[.!?](?=[\s”’\"')]|$)|;")}

# How often a piece repeats what its partner says. Figures are repeated nearly always, words of the table mostly, and
# an English word may stand for many Chinese ones, so that one without partner says little.
_REPEATED = 0.9
_DAMPED = 0.5  # words of one sentence are no independent witnesses
_LONE_FIGURE = -1.0
_LONE_ZH_WORD = -1.0
_LONE_EN_WORD = -0.3
_CONTENT_FLOOR = -8.0
_LENGTH_FLOOR = -6.0
_LENGTH_SPREAD = 0.1  # of the logarithm of the ratio, for long paragraphs; twice what careful translations show
# Of thirty pairs of paragraphs, how many have so many sentences more in the English: translators keep sentences.
_USUAL_SENTENCES = {-2: 0.5, -1: 1.5, 0: 18.0, 1: 6.0, 2: 2.5, 3: 1.0}
_OTHER_SENTENCES = 0.5
_SENTENCE_WEIGHT = 0.3  # of the usual numbers beside what is counted in the report itself
_FAR_OFF = 99  # any other difference
_LONG_ENOUGH = 40  # Chinese characters from which a ratio says something
_USUAL_RATIO = 3.6  # English letters for a Chinese character


@dataclass(frozen=True, slots=True)
class Content:
    """`length` is in characters without blanks, headings have no `sentences`; `keys` are figures and words that the
    other language may share."""

    length: int
    sentences: int
    keys: frozenset[Key]

    @classmethod
    def of(cls, piece: Piece, language: Language, read: Reader) -> "Content":
        text = unlabelled(piece)
        if language == "zh":
            rows, latin = zh_rows(text), _LATIN.findall(text)
        else:
            rows, latin = en_rows(set(_EN_WORD.findall(text.lower()))), _EN_LATIN.findall(text)
        keys: set[Key] = {(_WORD, row) for row in rows} | {(_WORD, token.lower()) for token in latin}
        keys.update(key for reading in read(text, language) for key in _keys(reading))
        sentences = 0 if piece.role in HEADINGS else len(_SENTENCE_END[language].findall(text))
        return cls(len(text) - sum(map(text.count, " \t\u3000")), sentences, frozenset(keys))


def _keys(reading: Reading) -> Iterator[Key]:
    """What the reading states, in a form that both languages share."""
    if reading.kind is ReadingKind.NAME:
        yield ("name", reading.key, reading.numbers)
    elif reading.kind in (ReadingKind.DATE, ReadingKind.PERIOD):
        for moment in (reading.first, reading.last):
            if moment:
                yield from _moment_keys(moment)
    elif reading.kind in (ReadingKind.ORDINAL, ReadingKind.ENUMERATOR, ReadingKind.LEVEL):
        yield (reading.kind.value, reading.value)
    elif not reading.weak and not reading.malformed:
        share = reading.kind is ReadingKind.PERCENT
        for number in (reading.value, reading.low, reading.high):
            if number is not None:
                yield ("share" if share else "number", number)


def _moment_keys(moment: Moment) -> Iterator[Key]:
    if moment.day:
        yield ("day", moment.month, moment.day)
    elif moment.month:
        yield ("month", moment.month)
    if moment.year:
        yield ("year", moment.year)


class Evidence:
    """Weighs pieces of one report against each other: what stands in few pieces says much, what stands in all nothing.

    Pieces are named by their places in the two lists. `ratio` is how many English letters go on a Chinese character.
    """

    def __init__(self, zh: Sequence[Content], en: Sequence[Content]) -> None:
        self.zh_lengths, self.en_lengths = (_sums(each.length for each in side) for side in (zh, en))
        self._zh_sentences, self._en_sentences = (_sums(each.sentences for each in side) for side in (zh, en))
        self.ratio = _ratio(self.zh_lengths[-1], self.en_lengths[-1])
        self._more_sentences = _logarithms(Counter())
        counts = [Counter(key for each in side for key in each.keys) for side in (zh, en)]
        numbers = {key: at for at, key in enumerate(counts[0] | counts[1])}
        # What a key says when it stands in a Chinese piece alone, in an English one alone, and in both: the last with
        # what the two pieces count for it already.
        self._alone = [[_DAMPED * _lone(key, zh=side) for key in numbers] for side in (True, False)]
        self._shared = [-ours - theirs for ours, theirs in zip(*self._alone, strict=True)]
        for key in counts[0].keys() & counts[1].keys():
            share = max((count[key] - 0.5) / len(side) for count, side in zip(counts, (zh, en), strict=True))
            self._shared[numbers[key]] += max(0.0, _DAMPED * math.log(_REPEATED / share))
        self._zh = [frozenset(map(numbers.__getitem__, each.keys)) for each in zh]
        self._en = [frozenset(map(numbers.__getitem__, each.keys)) for each in en]
        self._known: dict[tuple[Span, Span], float] = {}
        self._joined: tuple[dict[Span, Side], dict[Span, Side]] = {}, {}

    def content(self, zh: Span, en: Span) -> float:
        """What the shared figures and words of those runs of pieces say."""
        if (zh, en) not in self._known:
            (ours, alone), (theirs, lone) = self._side(0, zh), self._side(1, en)
            score = sum(map(self._shared.__getitem__, ours & theirs)) + alone + lone
            self._known[zh, en] = max(_CONTENT_FLOOR, score)
        return self._known[zh, en]

    def learn(self, pairs: Sequence[tuple[Span, Span]]) -> None:
        """Take the ratio of lengths, and how sentences are kept, from pairs of single pieces found so far."""
        ratios = sorted(
            self.en_length(en) / self.zh_length(zh) for zh, en in pairs if self.zh_length(zh) >= _LONG_ENOUGH
        )
        if len(ratios) >= 3:
            self.ratio = ratios[len(ratios) // 2] or self.ratio
        more = [self._more(zh, en) for zh, en in pairs]
        self._more_sentences = _logarithms(Counter(each for each in more if each is not None))

    def sentences(self, zh: Span, en: Span) -> float:
        """What the numbers of sentences say: 0 for the usual difference, less for any other."""
        more = self._more(zh, en)
        return 0.0 if more is None else self._more_sentences.get(more, self._more_sentences[_FAR_OFF])

    def _more(self, zh: Span, en: Span) -> int | None:
        ours = self._zh_sentences[zh[1]] - self._zh_sentences[zh[0]]
        theirs = self._en_sentences[en[1]] - self._en_sentences[en[0]]
        return theirs - ours if ours and theirs else None

    def length(self, zh: Span, en: Span) -> float:
        """What the lengths say; short pieces vary more."""
        ours, theirs = self.zh_length(zh), self.en_length(en)
        if not ours or not theirs:
            return 0.0
        spread = _LENGTH_SPREAD**2 + 1.2 / ours
        return max(_LENGTH_FLOOR, -(math.log(theirs / (self.ratio * ours)) ** 2) / (2 * spread))

    def fits(self, zh: Span, en: Span) -> bool:
        """Whether the lengths leave it possible that the one is the translation of the other."""
        ours, theirs = self.zh_length(zh), self.en_length(en)
        return bool(ours and theirs) and abs(math.log(theirs / (self.ratio * ours))) < 0.8 + 4.0 / ours

    def zh_length(self, span: Span) -> int:
        return self.zh_lengths[span[1]] - self.zh_lengths[span[0]]

    def en_length(self, span: Span) -> int:
        return self.en_lengths[span[1]] - self.en_lengths[span[0]]

    def _side(self, side: int, span: Span) -> Side:
        """The keys of a run of pieces, and what they say while each stands alone."""
        if span not in self._joined[side]:
            keys = frozenset[int]().union(*(self._en if side else self._zh)[slice(*span)])
            self._joined[side][span] = keys, sum(map(self._alone[side].__getitem__, keys))
        return self._joined[side][span]


def _lone(key: Key, *, zh: bool) -> float:
    if key[0] != _WORD:
        return _LONE_FIGURE
    return _LONE_ZH_WORD if zh else _LONE_EN_WORD


def _sums(numbers: Iterable[int]) -> list[int]:
    """Numbers added up: that of a run is the difference of two."""
    return list(accumulate(numbers, initial=0))


def _logarithms(counted: Counter[int]) -> dict[int, float]:
    """How likely each difference in sentences is beside the likeliest, from what was counted and what is usual."""
    numbers = {
        more: _SENTENCE_WEIGHT * usual for more, usual in {**_USUAL_SENTENCES, _FAR_OFF: _OTHER_SENTENCES}.items()
    }
    for more, count in counted.items():
        numbers[more] = numbers.get(more, numbers[_FAR_OFF]) + count
    most = max(numbers.values())
    return {more: math.log(number / most) for more, number in numbers.items()}


def _ratio(zh: int, en: int) -> float:
    """The ratio of the whole texts, held near the usual one: a part may be missing in one of them."""
    return min(max(en / zh, 0.7 * _USUAL_RATIO), 1.4 * _USUAL_RATIO) if zh and en else _USUAL_RATIO
