"""Two wordings laid over each other: what stayed, what was taken out, what was put in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Chinese has no spaces between words: every character counts for itself. A number or a Latin word is one whole, so that
# 12 and 13 differ as numbers and not in their last digit.
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|\s+|.", re.DOTALL)
CLAUSE = re.compile(r"[^，,。；;！？!?\n]*[，,。；;！？!?\n]?")
FINEST = 300_000  # pairs of tokens; what is longer is compared clause by clause
ISLAND = 2  # so few equal characters between two changes only tear them apart
ALIKE = 0.5  # paragraphs with fewer characters in common are two different ones
NEAR = 8  # how many paragraphs further on the same one is looked for


class Mark(StrEnum):
    """What became of a stretch; the words are those of the elements that show it."""

    SAME = "same"
    OUT = "del"
    IN = "ins"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one of the two wordings, or of both."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Places (from 0) of one paragraph before and after; None where it did not stand."""

    before: int | None
    after: int | None


def marked(before: str, after: str) -> list[Piece]:
    """The way from `before` to `after`; the pieces that are not IN make up the first, those not OUT the second."""
    if before == after:
        return [Piece(Mark.SAME, before)] if before else []
    ours, theirs = TOKEN.findall(before), TOKEN.findall(after)
    head = _shared(ours, theirs)
    tail = _shared(ours[head:][::-1], theirs[head:][::-1])
    middle = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    if len(middle[0]) * len(middle[1]) > FINEST:
        middle = CLAUSE.findall("".join(middle[0])), CLAUSE.findall("".join(middle[1]))
    pieces = [Piece(Mark.SAME, "".join(ours[:head])), *_steps(*middle)]
    pieces.append(Piece(Mark.SAME, "".join(ours[len(ours) - tail :])))
    return _joined(pieces)


def replaced(before: str, after: str) -> list[Piece]:
    """The same without looking for what stayed: all of `before` was taken out, all of `after` put in."""
    return _joined([Piece(Mark.OUT, before), Piece(Mark.IN, after)])


def aligned(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Which paragraph became which, in the order of the later text; a removed one stands where it was."""
    pairs: list[Pair] = []
    for kind, a, z, b, y in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs += [Pair(a + step, b + step) for step in range(z - a)]
        else:
            pairs += _matched(before, after, list(range(a, z)), list(range(b, y)))
    return pairs


def _matched(before: Sequence[str], after: Sequence[str], gone: list[int], come: list[int]) -> list[Pair]:
    """Changed paragraphs in order: each is paired with the first one left that is like it."""
    pairs: list[Pair] = []
    for new in come:
        old = next((old for old in gone[:NEAR] if _alike(before[old], after[new])), None)
        if old is not None:
            pairs += [Pair(left, None) for left in gone if left < old]
            gone = [left for left in gone if left > old]
        pairs.append(Pair(old, new))
    return pairs + [Pair(left, None) for left in gone]


def _alike(before: str, after: str) -> bool:
    return SequenceMatcher(None, before, after, autojunk=False).quick_ratio() >= ALIKE


def _shared(ours: Sequence[str], theirs: Sequence[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))


def _steps(ours: Sequence[str], theirs: Sequence[str]) -> list[Piece]:
    """Pieces of both sides; an island of very few equal characters is given up to the changes around it."""
    codes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    pieces = []
    for place, (kind, a, z, b, y) in enumerate(codes):
        out, put = "".join(ours[a:z]), "".join(theirs[b:y])
        inside = 0 < place < len(codes) - 1
        if kind == "equal" and not (inside and len(out) < ISLAND):
            pieces.append(Piece(Mark.SAME, out))
        else:
            pieces += [Piece(Mark.OUT, out), Piece(Mark.IN, put)]
    return pieces


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Between two stretches that stayed: what was taken out first, then what was put in, each in one piece."""
    found: list[Piece] = []
    out = put = ""
    pieces = [piece for piece in pieces if piece.text]
    for piece in [*pieces, Piece(Mark.SAME, "")]:
        if piece.mark is Mark.OUT:
            out += piece.text
        elif piece.mark is Mark.IN:
            put += piece.text
        else:
            found += [Piece(Mark.OUT, out), Piece(Mark.IN, put), piece]
            out = put = ""
    return [piece for piece in found if piece.text]
