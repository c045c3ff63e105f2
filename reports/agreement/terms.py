"""Terms: whether the English says what the glossary says, and says it in one way throughout a document.

Reported at most once per term and rendering, at its first place:
* a rendering that the glossary avoids, or one close to the glossary's and yet another (Ministry of Traffic for Ministry
  of Transport);
* a term of whose rendering the English has nothing;
* two renderings of one term, each of them right, in one document;
* two English titles of one document in 《》.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from core.quantities.difference import Difference, DifferenceKind, Severity, Span
from core.text import Text
from reports.agreement.english import Form, Hit, Words
from reports.agreement.glossary import Entry, Glossary, Mention, Term
from reports.agreement.nearness import (
    by_head,
    close_name,
    head_of,
    inflected,
    listed_together,
    one_word_off,
    other_head,
    other_word,
)
from reports.agreement.titles import Naming, Titles

__all__ = ["Glossary", "Term", "TermDifference", "check_terms"]

_Rendered = tuple[Hit, int | None]  # a hit, and the number of the rendering that stands there; None for a short form

ABRIDGED = 1.8  # English characters for a Chinese one; a full translation has three. Less: nobody can say what is lost


@dataclass(frozen=True, slots=True)
class TermDifference:
    """A difference of terms and the pair it stands in: its number in the sequence that was checked, from 0."""

    pair: int
    difference: Difference


@dataclass(eq=False)
class _Pair:
    """One pair while it is looked at: the terms of its Chinese and where their renderings stand in its English."""

    number: int
    zh: str
    words: Words
    mentions: dict[Entry, list[Mention]] = field(default_factory=dict)
    right: dict[Entry, list[_Rendered]] = field(default_factory=dict)  # with the number of the rendering

    def renders_another(self, entry: Entry, name: bool, hit: Hit) -> bool:
        """Does the stretch meet the right rendering of a term other than `entry`? A name may hold a whole one."""
        return any(
            hit.meets(other) and (hit.inside(other) or not (name and other.inside(hit)))
            for one, hits in self.right.items()
            if one is not entry
            for other, _ in hits
        )

    def taken(self, entry: Entry, name: bool, hit: Hit) -> bool:
        """Does the stretch meet a right rendering, be it of `entry` or of another term?"""
        return any(hit.meets(own) for own, _ in self.right[entry]) or self.renders_another(entry, name, hit)

    @property
    def abridged(self) -> bool:
        """Is the English too short to be all of the Chinese?"""
        return len(self.words.raw) < ABRIDGED * len(self.zh)

    def wrong(self, entry: Entry) -> list[Hit]:
        """Where a rendering stands that the glossary avoids for `entry`, and that renders no other term."""
        hits: list[_Rendered] = [(hit, None) for form in entry.avoided for hit in self.words.find(form)]
        return [hit for hit, _ in _longest(hits) if not self.taken(entry, True, hit)]

    def mention(self, entry: Entry, hit: Hit | None) -> Span:
        """The mention of `entry` that stands about as far into the Chinese as `hit` does into the English."""
        place = self.words.span(hit)[0] / len(self.words.raw) if hit else 0.0
        return min(self.mentions[entry], key=lambda one: abs(one.span.start / len(self.zh) - place)).span

    def span(self, hit: Hit) -> Span:
        return Span(self.words.text(hit), *self.words.span(hit))


def check_terms(pairs: Iterable[tuple[str, str]], glossary: Glossary) -> list[TermDifference]:
    """What is to be said of the terms in `pairs` of paragraphs (Chinese, English) of one document, in their order.

    `glossary` is the one that holds on the day of the document (`Glossary.on`). A pair without one of its languages is
    passed over. All results are warnings.
    """
    looked_at: dict[Entry, list[_Pair]] = {}
    pairs = list(pairs)
    english = [en for _, en in pairs]
    titles = Titles()
    for number, (zh, en) in enumerate(pairs):
        if not zh.strip() or not en.strip():
            continue
        titles.add(number, zh, en)
        if mentions := glossary.mentions(zh):
            pair = _look(number, zh, Words(en), mentions)
            for entry in pair.mentions:
                looked_at.setdefault(entry, []).append(pair)
    found: list[TermDifference] = []
    for entry, where in looked_at.items():
        if entry.checked:
            found += _Renderings(entry, where, english).differences()
    found += [_two_titles(*two) for two in titles.differing() if not any(_meets(one, two) for one in found)]
    return sorted(found, key=lambda one: (one.pair, one.difference.zh.start if one.difference.zh else 0))


def _look(number: int, zh: str, words: Words, mentions: Sequence[Mention]) -> _Pair:
    pair = _Pair(number, zh, words)
    for mention in mentions:
        pair.mentions.setdefault(mention.entry, []).append(mention)
    for entry in pair.mentions:
        hits = [(hit, right.rendering) for right in entry.right for hit in words.find(right.form)]
        pair.right[entry] = _longest(hits)
    return pair


def _longest(hits: list[_Rendered]) -> list[_Rendered]:
    """Hits that no longer one meets; of two on the same words the first."""
    kept: list[_Rendered] = []
    for hit, rendering in sorted(hits, key=lambda one: one[0].first - one[0].last):
        if not any(hit.meets(other) for other, _ in kept):
            kept.append((hit, rendering))
    return sorted(kept, key=lambda one: one[0].first)


@dataclass
class _Renderings:
    """One term through all the pairs of the document whose Chinese has it."""

    entry: Entry
    pairs: list[_Pair]
    english: list[str]

    def differences(self) -> Iterator[TermDifference]:
        absent: list[_Pair] = []
        seen: list[str] = []
        for pair in self.pairs:
            others, stands = self._look(pair)
            for hit in others:
                key = "".join(pair.words.norms[hit.first : hit.last])
                if not any(key in one or one in key for one in seen):
                    seen.append(key)
                    yield self._otherwise(pair, hit)
            if not others and not stands:
                absent.append(pair)
        if len(absent) == len(self.pairs) and self._missed():
            yield from map(self._missing, [pair for pair in absent if not pair.abridged][:1])
        yield from self._two_ways()

    def _look(self, pair: _Pair) -> tuple[list[Hit], bool]:
        """Renderings in `pair` that are not the glossary's, and whether one stands there that may be."""
        right = pair.right[self.entry]
        if len(right) >= len(pair.mentions[self.entry]):
            return [], True
        if wrong := pair.wrong(self.entry):
            return wrong, bool(right)
        if any(self._says(pair.words, form, name) for form, name in self.entry.whole.items()):
            return [], True
        for form, name in self.entry.whole.items():
            if right and not name:
                continue  # the sentence may speak of it in another way
            if close := self._close(pair, form, name):
                return ([], True) if self._shortened(pair, close, form) else ([close], bool(right))
        return [], bool(right)

    def _close(self, pair: _Pair, form: Form, name: bool) -> Hit | None:
        """What stands in `pair` for `form` and is another rendering; None when nothing does."""
        words, taken, whole = pair.words, partial(pair.taken, self.entry, name), partial(pair.taken, self.entry, False)
        if name and (close := close_name(words, form, taken)):
            return close
        hits = [*one_word_off(words, form, taken)] if not name else [*other_head(words, form, whole)]
        hits = hits or [hit for hit in other_word(words, form, name, whole) if self._only_here(pair, hit)]
        return self._nearby(pair, hits)

    def _only_here(self, pair: _Pair, hit: Hit) -> bool:
        """Does the English say this in no paragraph whose Chinese does not have the term? Else it is something else."""
        said = pair.words.text(hit).lower()
        here = {one.number for one in self.pairs}
        return not any(said in en.lower() for number, en in enumerate(self.english) if number not in here)

    def _nearby(self, pair: _Pair, hits: Iterable[Hit]) -> Hit | None:
        """The hit that stands about as far into the English as the first mention into the Chinese."""
        place = pair.mentions[self.entry][0].span.start / len(pair.zh)
        return min(hits, key=lambda hit: abs(pair.words.span(hit)[0] / len(pair.words.raw) - place), default=None)

    @staticmethod
    def _says(words: Words, form: Form, name: bool) -> bool:
        """Does the English say it in another form?"""
        return listed_together(words, form) or (by_head(words, form) if name else inflected(words, form))

    def _shortened(self, pair: _Pair, hit: Hit, form: Form) -> bool:
        """Words of the rendering alone, its head among them, after the whole of it stood in the document."""
        words = pair.words.norms[hit.first : hit.last]
        earlier = any(one.right[self.entry] for one in self.pairs if one.number < pair.number)
        return earlier and set(words) <= set(form.words) and head_of(form) in words

    def _missed(self) -> bool:
        """Does it say something that the rendering stands nowhere? Of a term mentioned once the sentence may have been
        put differently; names are not."""
        return any(self.entry.whole.values()) or sum(len(pair.mentions[self.entry]) for pair in self.pairs) > 1

    def _otherwise(self, pair: _Pair, hit: Hit) -> TermDifference:
        zh, en, preferred = pair.mention(self.entry, hit), pair.span(hit), self.entry.preferred
        message = Text(
            f"术语表中“{zh.text}”译作“{preferred}”，此处写作“{en.text}”。",
            f"The glossary renders “{zh.text}” as “{preferred}”; here it is “{en.text}”.",
        )
        return _difference(pair.number, zh, en, message)

    def _missing(self, pair: _Pair) -> TermDifference:
        zh, preferred = pair.mention(self.entry, None), self.entry.preferred
        message = Text(
            f"术语表中“{zh.text}”译作“{preferred}”，英文中没有这一译法。",
            f"The glossary renders “{zh.text}” as “{preferred}”; the English does not have it.",
        )
        return _difference(pair.number, zh, None, message)

    def _two_ways(self) -> Iterator[TermDifference]:
        """Two right renderings: the rarer one is shown, of equally frequent ones that which came later."""
        places: dict[int, list[tuple[_Pair, Hit]]] = {}
        for pair in self.pairs:
            hits = [
                (hit, rendering)
                for hit, rendering in pair.right[self.entry]
                if rendering is not None and not pair.renders_another(self.entry, True, hit)
            ]
            if len({rendering for _, rendering in hits}) > 1 and len(hits) > len(pair.mentions[self.entry]):
                continue  # one of them is a rendering of something else
            for hit, rendering in hits:
                places.setdefault(rendering, []).append((pair, hit))
        if len(places) < 2:
            return
        order = list(places)
        usual, rare = sorted(places, key=lambda one: (-len(places[one]), order.index(one)))[:2]
        pair, hit = places[rare][0]
        zh, en = pair.mention(self.entry, hit), pair.span(hit)
        other_pair, other_hit = places[usual][0]
        other, times = other_pair.words.text(other_hit), (len(places[usual]), len(places[rare]))
        message = Text(
            f"“{zh.text}”在文中有两种译法：“{other}”{times[0]}处，“{en.text}”{times[1]}处。",
            f"“{zh.text}” is rendered in two ways: “{other}” ({times[0]}×) and “{en.text}” ({times[1]}×).",
        )
        yield _difference(pair.number, zh, en, message)


def _two_titles(first: Naming, other: Naming) -> TermDifference:
    message = Text(
        f"{other.zh.text}有两种英文名称：“{first.en.text}”和“{other.en.text}”。",
        f"{other.zh.text} has two English titles: “{first.en.text}” and “{other.en.text}”.",
    )
    return _difference(other.pair, other.zh, other.en, message)


def _difference(pair: int, zh: Span, en: Span | None, message: Text) -> TermDifference:
    return TermDifference(pair, Difference(DifferenceKind.TERM, Severity.WARNING, zh, en, message.zh, message.en))


def _meets(one: TermDifference, two: tuple[Naming, Naming]) -> bool:
    """Is the English of one of these titles reported already?"""
    en = one.difference.en
    return en is not None and any(
        one.pair == naming.pair and en.start < naming.en.end and naming.en.start < en.end for naming in two
    )
