"""Where in the English a place of the Chinese is to be looked for, from the numbers that occur once in each."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence


class Places:
    """Maps places of the Chinese paragraph to places of the English one: straight lines between anchors.

    An anchor is a pair of places that belong together. Of anchors that cross, the longest run in order is kept.
    """

    def __init__(self, anchors: Iterable[tuple[int, int]], zh_length: int, en_length: int) -> None:
        kept = _rising(sorted(set(anchors)))
        points = [(-1, -1), *kept, (max(zh_length, 1), max(en_length, 1))]
        self._zh = [zh for zh, _ in points]
        self._en = [en for _, en in points]

    def apart(self, zh: int, en: int) -> float:
        """How many characters of English lie between where the Chinese place leads and that English place."""
        n = min(max(bisect_right(self._zh, zh) - 1, 0), len(self._zh) - 2)
        wide = self._zh[n + 1] - self._zh[n]
        share = (zh - self._zh[n]) / wide if wide else 0.0
        return abs(self._en[n] + share * (self._en[n + 1] - self._en[n]) - en)


def _rising(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence that rises in both places."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for n, (_, en) in enumerate(points):
        at = bisect_right(ends, en)
        if at and ends[at - 1] == en:
            at -= 1
        before.append(tails[at - 1] if at else -1)
        ends[at : at + 1] = [en]
        tails[at : at + 1] = [n]
    kept: list[tuple[int, int]] = []
    at = tails[-1] if tails else -1
    while at >= 0:
        kept.append(points[at])
        at = before[at]
    return kept[::-1]
