"""Titles that say nearly the same, as a proposal for a person who decides: how many pairs of characters two share."""

import re
from collections import defaultdict
from collections.abc import Sequence

from findings.ladder import RUNGS

UNSPOKEN = re.compile(r"[\s，。、；：！？“”‘’（）《》·,.;:!?()\"'-]+")
# A title may begin with a word of the ladder: how many there are says nothing about what it is about.
COMMON = re.compile(f"^(?:{'|'.join(sorted(RUNGS, key=len, reverse=True))})")
ALIKE = 0.5  # half of all the pairs that occur in either
MOST_COMPARED = 800  # titles of one page; beyond that only what is the same is put together


def groups(titles: Sequence[str]) -> list[list[int]]:
    """Places in `titles` that belong together, in the order of the first of each; every place is in one group."""
    pairs = [_pairs(title) for title in titles]
    leader = list(range(len(titles)))

    def find(place: int) -> int:
        while leader[place] != place:
            place = leader[place]
        return place

    for first, second in _candidates(pairs):
        if likeness(pairs[first], pairs[second]) >= ALIKE:
            one, other = sorted((find(first), find(second)))
            leader[other] = one
    found: dict[int, list[int]] = defaultdict(list)
    for place in range(len(titles)):
        found[find(place)].append(place)
    return list(found.values())


def alike(first: str, second: str) -> float:
    """How much two titles have in common, from 0 to 1."""
    return likeness(_pairs(first), _pairs(second))


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    both = len(first | second)
    return len(first & second) / both if both else 0.0


def _pairs(title: str) -> frozenset[str]:
    plain = UNSPOKEN.sub("", title)
    said = COMMON.sub("", plain) or plain
    return frozenset({said} if len(said) < 2 else {said[place : place + 2] for place in range(len(said) - 1)})


def _candidates(pairs: Sequence[frozenset[str]]) -> set[tuple[int, int]]:
    """Places that share something; with very many titles, those that are the same."""
    by_key: dict[object, list[int]] = defaultdict(list)
    for place, own in enumerate(pairs):
        for key in own if len(pairs) <= MOST_COMPARED else [own]:
            by_key[key].append(place)
    if len(pairs) > MOST_COMPARED:
        return {(places[0], place) for places in by_key.values() for place in places[1:]}
    return {(one, other) for places in by_key.values() for one in places for other in places if one < other}
