"""Numbered runs (一是 … 二是 … / First, … Second, …) of two paragraphs: whether one language numbers an item more.

The items of two runs are laid side by side by the numbers that they share, by their labels and by their length, so that
the item without partner is found also where the rest was numbered anew.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import log

from core.quantities.reading import Reading

_NUMERALS = re.compile(
    r"[0-9０-９一二三四五六七八九十]+|\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[ivx]+)(?:ly)?\b",
    re.I,
)
# Above so many pairs runs are taken in their order, so that time grows evenly.
_MANY = 10_000
# How many items of each language are taken together: one and one, one left out, two that the other language joins.
_STEPS = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2))
# Characters of English for one of Chinese, in reports of both languages.
_RATIO = 3
_CLAUSE = {"zh": re.compile(r"[。；;！？]"), "en": re.compile(r"[.;!?](?=\s|$|[”\"’])")}


Place = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered item: its label, and where its text ends, which is where the next label of the run begins."""

    label: Reading
    end: int

    @property
    def start(self) -> int:
        return self.label.start

    def holds(self, place: int) -> bool:
        """Whether that place lies in the item."""
        return self.start <= place < self.end


@dataclass(frozen=True, slots=True)
class Extra:
    """An item that only one language numbers."""

    language: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Unnumbered:
    """A whole run that the other language does not number."""

    language: str
    run: tuple[Entry, ...]


def compare_runs(
    zh: Sequence[Reading], en: Sequence[Reading], lengths: tuple[int, int], pairs: Sequence[Place]
) -> list[Extra | Unnumbered]:
    """What only one language numbers. `lengths` are those of the paragraphs, `pairs` the places of joined readings and,
    with None on the other side, of those without partner."""
    left, right = _runs(zh, lengths[0]), _runs(en, lengths[1])
    found: list[Extra | Unnumbered] = []
    for one, other in _partners(left, right):
        if one and other:
            found += _extras(one, other, pairs)
        elif max(len(one), len(other)) > 1:
            found.append(Unnumbered("zh" if one else "en", one or other))
    return found


def clause(entry: Entry, text: str, language: str) -> tuple[int, int]:
    """From the label up to the end of the sentence or clause that it opens."""
    stop = _CLAUSE[language].search(text, entry.label.end, entry.end)
    end = stop.start() if stop else entry.end
    return entry.start, max(entry.label.end, len(text[:end].rstrip()))


def _runs(labels: Sequence[Reading], length: int) -> list[tuple[Entry, ...]]:
    """Runs of one style that begin with 1; where that leaves pieces over, whatever the style."""
    if not labels:
        return []
    styles: dict[str, list[Reading]] = {}
    for label in labels:
        styles.setdefault(_NUMERALS.sub("#", label.raw.strip().lower()), []).append(label)
    runs = [run for group in styles.values() for run in _split(group)]
    if any(run[0].value != 1 for run in runs):
        runs = _split(labels)
    return sorted((_entries(run, length) for run in runs), key=lambda run: run[0].start)


def _split(labels: Sequence[Reading]) -> list[list[Reading]]:
    runs: list[list[Reading]] = []
    for label in labels:
        last = runs[-1][-1].value if runs else None
        if last is not None and label.value is not None and label.value > last:
            runs[-1].append(label)
        else:
            runs.append([label])
    return runs


def _entries(run: Sequence[Reading], length: int) -> tuple[Entry, ...]:
    ends = [label.start for label in run[1:]]
    # The last item is taken to be about as long as the others: what follows may be no part of it.
    longest = max((end - label.start for label, end in zip(run, ends, strict=False)), default=length)
    return tuple(
        Entry(label, end) for label, end in zip(run, [*ends, min(length, run[-1].start + 2 * longest)], strict=True)
    )


def _partners(
    zh: Sequence[tuple[Entry, ...]], en: Sequence[tuple[Entry, ...]]
) -> list[tuple[tuple[Entry, ...], tuple[Entry, ...]]]:
    """Runs in order, such that as few items as possible are left over."""
    if len(zh) == len(en) or len(zh) * len(en) > _MANY:
        return list(zip_longest(zh, en, fillvalue=()))
    best: dict[tuple[int, int], tuple[int, tuple[int, int]]] = {(0, 0): (0, (0, 0))}
    for i in range(len(zh) + 1):
        for j in range(len(en) + 1):
            steps = []
            if i and j:
                steps.append((best[i - 1, j - 1][0] + abs(len(zh[i - 1]) - len(en[j - 1])), (i - 1, j - 1)))
            if i:
                steps.append((best[i - 1, j][0] + len(zh[i - 1]), (i - 1, j)))
            if j:
                steps.append((best[i, j - 1][0] + len(en[j - 1]), (i, j - 1)))
            if steps:
                best[i, j] = min(steps, key=lambda step: step[0])
    pairs: list[tuple[tuple[Entry, ...], tuple[Entry, ...]]] = []
    i, j = len(zh), len(en)
    while i or j:
        a, b = best[i, j][1]
        pairs.append((zh[a] if a < i else (), en[b] if b < j else ()))
        i, j = a, b
    return pairs[::-1]


def _extras(zh: Sequence[Entry], en: Sequence[Entry], pairs: Sequence[Place]) -> list[Extra | Unnumbered]:
    """The items that one run has beyond the other: left out as a whole, or run into the item before them."""
    if len(zh) == len(en):
        return []
    shorter = zh if len(zh) < len(en) else en
    skips = [entry.label.value for entry in shorter] != list(range(1, len(shorter) + 1))

    def worth(i: int, before: int, j: int, ahead: int) -> float:
        return _likeness(_joined(zh[i - before : i]), _joined(en[j - ahead : j]), skips, pairs)

    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(zh) + 1):
        for j in range(len(en) + 1):
            steps = [
                (
                    best[i - before, j - ahead][0] + (worth(i, before, j, ahead) if before and ahead else 0.0),
                    before,
                    ahead,
                )
                for before, ahead in _STEPS
                if before <= i and ahead <= j
            ]
            if steps:
                value, before, ahead = max(steps, key=lambda step: step[0])
                best[i, j] = value, (before, ahead)
    extras: list[Extra | Unnumbered] = []
    i, j = len(zh), len(en)
    while i or j:
        before, ahead = best[i, j][1]
        if before > ahead:
            extras.append(Extra("zh", zh[i - 1]))
        elif ahead > before:
            extras.append(Extra("en", en[j - 1]))
        i, j = i - before, j - ahead
    return extras[::-1]


def _joined(entries: Sequence[Entry]) -> Entry:
    return Entry(entries[0].label, entries[-1].end)


def _likeness(zh: Entry, en: Entry, skips: bool, pairs: Sequence[Place]) -> float:
    """Above 0 in any case: as many items as possible find a partner. Where the shorter run skips a number, its labels
    tell which item is lost; where it does not, it may have been numbered anew."""
    shared = alone = 0
    for one, other in pairs:
        left, right = one is not None and zh.holds(one), other is not None and en.holds(other)
        shared += left and right
        alone += (left and other is None) or (right and one is None)
    length = abs(log(_RATIO * max(1, zh.end - zh.start) / max(1, en.end - en.start)))
    label = (2.0 if skips else 0.3) if zh.label.value == en.label.value else 0.0
    return max(0.1, 0.1 + 2 * min(shared, 3) - 0.4 * min(alone, 3) + label + max(0.0, 1.5 - 1.5 * length))
