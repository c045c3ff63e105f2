"""The best way through both texts: which runs of pieces are each other's translation, and which have none."""

from collections.abc import Iterator, Sequence
from functools import cache

from core.importing.outline import Piece, Role
from reports.agreement.evidence import Evidence, Span
from reports.agreement.passage import FRONT, HEADINGS, is_salutation

_PROSE = (Role.BODY, Role.CLOSING)

# Prices and prizes, in natural logarithms of odds like the evidence they are added to.
_GAP = -4.0  # a piece without partner
_BLOCK_GAP = {Role.ITEM: -5.5, Role.PART: -7.0}  # a heading and all it holds
_MERGE = -3.4  # two pieces for one; each further one:
_MERGE_MORE = -0.5
_MERGE_BOTH = -9.0  # two for two
_SLIVER = 0.2  # a piece shorter than this share of what it is merged into
_MERGE_SLIVER = -1.0
_UNCUT = -0.5  # a heading and its text in one paragraph, which only the reading of its structure parted
_MOST_MERGED = 8
_SAME_HEADING = {Role.PART: 3.0, Role.ITEM: 2.5}
_SAME_NUMBER = 1.0
_OTHER_ROLE = -5.0
_OTHER_ROLE_UNSTRUCTURED = -0.3
_OTHER_FRONT = -1.0  # front matter that was recognised in one language only
_OTHER_PROSE = -0.5
_BAND = 25  # pieces off the diagonal that are looked at, at least: more than a part has
_HOPELESS = 60.0  # what a course may lie behind the best one up to the same piece, and still be followed
_NEAR = 8  # pieces off the first course that are looked at again
_NEVER = float("-inf")

Step = tuple[int, int]


class Course:
    """The best way through both texts, by dynamic programming over the steps 1:1, 1:n, n:1, 2:2, 1:0 and 0:1."""

    def __init__(self, zh: Sequence[Piece], en: Sequence[Piece], evidence: Evidence) -> None:
        self.zh, self.en, self.evidence = zh, en, evidence
        self._structured = {
            role: any(p.role is role for p in zh) and any(p.role is role for p in en) for role in HEADINGS
        }
        # how many pieces before this one may be merged with it
        self._zh_run, self._en_run = _runs(zh), _runs(en)
        # sizes of the items and parts that end with this one, with the price of leaving them out
        self._zh_blocks, self._en_blocks = _blocks(zh), _blocks(en)
        # the steps that leave out what ends before each place
        self._zh_gaps: list[tuple[Step, ...]] = [(), *(((1, 0), *((n, 0) for n in sizes)) for sizes in self._zh_blocks)]
        self._en_gaps: list[tuple[Step, ...]] = [(), *(((0, 1), *((0, n) for n in sizes)) for sizes in self._en_blocks)]
        self._slivers: tuple[dict[Span, bool], dict[Span, bool]] = {}, {}

    def best(self) -> list[tuple[Span, Span]]:
        """The steps from the beginning to the end: spans of places in `zh` and `en`. Found first with what is usual,
        then, near that, with what these two texts show of their translator."""
        rows, columns = len(self.zh), len(self.en)
        band = max(_BAND, max(rows, columns) // 10) + abs(rows - columns)
        middles = [row * columns // max(rows, 1) for row in range(rows + 1)]
        steps = self._through([(middle - band, middle + band) for middle in middles])
        self.evidence.learn([(zh, en) for zh, en in steps if zh[1] - zh[0] == en[1] - en[0] == 1])
        return self._through(_near(steps, rows))

    def _through(self, bounds: Sequence[Span]) -> list[tuple[Span, Span]]:
        """The best steps that stay within `bounds`: for each place in `zh` the first and last place in `en`."""
        columns = len(self.en)
        best = [[_NEVER] * (columns + 1) for _ in bounds]
        came: list[list[Step]] = [[(0, 0)] * (columns + 1) for _ in bounds]
        best[0][0] = 0.0
        for row, (first, last) in enumerate(bounds):
            for column in range(max(0, first), min(columns, last) + 1):
                for step in self._steps(row, column):
                    before = best[row - step[0]][column - step[1]]
                    if before == _NEVER or not self._may_take(row, column, step):
                        continue
                    score = before + self._score(row, column, step)
                    if score > best[row][column]:
                        best[row][column], came[row][column] = score, step
            hopeless = max(best[row]) - _HOPELESS
            best[row] = [score if score >= hopeless else _NEVER for score in best[row]]
        return list(reversed(list(self._back(came))))

    def _back(self, came: list[list[Step]]) -> Iterator[tuple[Span, Span]]:
        row, column = len(self.zh), len(self.en)
        while row or column:
            zh, en = came[row][column]
            yield (row - zh, row), (column - en, column)
            row, column = row - zh, column - en

    def _steps(self, row: int, column: int) -> tuple[Step, ...]:
        gaps = self._zh_gaps[row] + self._en_gaps[column]
        return _joins(self._zh_run[row - 1], self._en_run[column - 1]) + gaps if row and column else gaps

    def _may_take(self, row: int, column: int, step: Step) -> bool:
        """Whether the lengths of what is merged fit. A heading is merged with its text only where the other side has
        both in one."""
        zh, en = step
        if not (zh and en) or zh == en == 1:
            return True
        if zh == en and (self.zh[row - zh].role in HEADINGS or self.en[column - en].role in HEADINGS):
            return False
        return self.evidence.fits((row - zh, row), (column - en, column))

    def _score(self, row: int, column: int, step: Step) -> float:
        if not all(step):
            if sum(step) == 1:
                return _GAP
            return self._zh_blocks[row - 1][step[0]] if step[0] else self._en_blocks[column - 1][step[1]]
        zh, en = (row - step[0], row), (column - step[1], column)
        score = self.evidence.content(zh, en) + self.evidence.length(zh, en)
        if step != (1, 1) and is_uncut(self.zh[zh[0] : zh[1]], self.en[en[0] : en[1]]):
            return score + _UNCUT
        score += self._roles(self.zh[zh[0]], self.en[en[0]]) + self.evidence.sentences(zh, en)
        return score if step == (1, 1) else score + self._prior(zh, en)

    def _prior(self, zh: Span, en: Span) -> float:
        """How rare the step is by itself: translators seldom merge, and hardly ever a sliver."""
        sizes = zh[1] - zh[0], en[1] - en[0]
        prior = _MERGE + _MERGE_MORE * (max(sizes) - 2) if 1 in sizes else _MERGE_BOTH
        return prior + _MERGE_SLIVER * (self._has_sliver(0, zh) + self._has_sliver(1, en))

    def _has_sliver(self, side: int, span: Span) -> bool:
        """Whether one of the merged pieces is hardly a part of the whole."""
        if span not in self._slivers[side]:
            length = self.evidence.en_length if side else self.evidence.zh_length
            shortest = min(length((at, at + 1)) for at in range(*span))
            self._slivers[side][span] = shortest < _SLIVER * length(span)
        return self._slivers[side][span]

    def alone(self, zh: int, en: int) -> float:
        """What roles and content say about two single pieces, wherever they stand."""
        return self._roles(self.zh[zh], self.en[en]) + self.evidence.content((zh, zh + 1), (en, en + 1))

    def _roles(self, zh: Piece, en: Piece) -> float:
        if zh.role is en.role:
            same_number = (zh.part == en.part) if zh.role is Role.PART else (zh.item == en.item)
            return _SAME_HEADING.get(zh.role, 0.0) + (_SAME_NUMBER if zh.role in HEADINGS and same_number else 0.0)
        if zh.role in _PROSE and en.role in _PROSE:
            return _OTHER_PROSE
        if Role.SALUTATION not in (zh.role, en.role) and {zh.role, en.role} <= {*FRONT, Role.BODY}:
            return _OTHER_FRONT
        heading = zh.role if zh.role in HEADINGS else en.role
        return _OTHER_ROLE if self._structured.get(heading, True) else _OTHER_ROLE_UNSTRUCTURED


@cache
def _joins(zh_run: int, en_run: int) -> tuple[Step, ...]:
    """The steps that pair pieces, where runs of so many may be merged."""
    merged = [(count, 1) for count in range(2, zh_run + 1)] + [(1, count) for count in range(2, en_run + 1)]
    return ((1, 1), *merged, *([(2, 2)] if min(zh_run, en_run) > 1 else []))


def is_uncut(zh: Sequence[Piece], en: Sequence[Piece]) -> bool:
    """Whether one side is a paragraph that was cut at its headings, and the other prose where no heading was seen."""
    cut, prose = (zh, en) if len(zh) > len(en) else (en, zh)
    if len(cut) < 2 or len(prose) != 1:
        return False
    return cut[0].role in HEADINGS and cut[0].number == cut[-1].number and _is_prose(prose[0])


def _near(steps: Sequence[tuple[Span, Span]], rows: int) -> list[Span]:
    """For each place in `zh` the places in `en` that lie near those steps."""
    reached: list[list[int]] = [[] for _ in range(rows + 1)]
    for zh, en in steps:
        for row in range(zh[0], zh[1] + 1):
            reached[row] += en
    return [(min(places, default=0) - _NEAR, max(places, default=0) + _NEAR) for places in reached]


def _runs(pieces: Sequence[Piece]) -> list[int]:
    """For each piece how many pieces up to it may be one in the other language: prose of one section, with its heading
    at most."""
    runs: list[int] = []
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else None
        if before and before.role in HEADINGS and before.number == piece.number:
            runs.append(min(runs[-1] + 1, _MOST_MERGED))
        elif before and before.role in HEADINGS and _is_prose(piece):
            runs.append(2)
        elif before and _is_prose(before) and _is_prose(piece):
            runs.append(min(runs[-1] + 1, _MOST_MERGED))
        else:
            runs.append(1)
    return runs


def _is_prose(piece: Piece) -> bool:
    return piece.role in _PROSE and not is_salutation(piece)


def _blocks(pieces: Sequence[Piece]) -> list[dict[int, float]]:
    """For each piece the sizes of the items and parts, longer than a heading, that end with it."""
    blocks: list[dict[int, float]] = [{} for _ in pieces]
    for begin, heading in enumerate(pieces):
        if heading.role not in HEADINGS:
            continue
        end = begin + 1
        while end < len(pieces) and _within(heading, pieces[end]):
            end += 1
        if end > begin + 1:
            blocks[end - 1].setdefault(end - begin, _BLOCK_GAP[heading.role])
    return blocks


def _within(heading: Piece, piece: Piece) -> bool:
    """Whether the piece, some place behind the heading, still belongs to it."""
    if piece.role is Role.ITEM:
        return heading.role is Role.PART
    return piece.role is Role.BODY
