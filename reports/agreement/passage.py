"""The text of the pieces of one side of a pair, with the way back to the paragraphs of the file."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from core.importing.outline import Piece, Role
from core.quantities.difference import Span
from reports.agreement.result import Place

FRONT = (Role.TITLE, Role.OCCASION, Role.PRESENTER, Role.BYLINE, Role.SALUTATION)
HEADINGS = (Role.PART, Role.ITEM)
_SHOWN = 40  # characters of a paragraph that a message quotes


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is what is compared: pieces without the numbers of their headings, one a line. `starts` says where each
    begins in it, `offsets` where that is in its paragraph."""

    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> "Passage":
        texts = [unlabelled(piece) for piece in pieces]
        starts, at = [], 0
        for text in texts:
            starts.append(at)
            at += len(text) + 1
        offsets = (piece.start + len(piece.text) - len(text) for piece, text in zip(pieces, texts, strict=True))
        return cls("\n".join(texts), tuple(pieces), tuple(starts), tuple(offsets))

    def place(self, span: Span) -> Place:
        """Where a span of `text` stands in the file. One that runs over the end of a paragraph is cut there."""
        index = bisect_right(self.starts, span.start) - 1
        shift = self.offsets[index] - self.starts[index]
        text = span.text.partition("\n")[0]
        return Place(text, self.pieces[index].number, span.start + shift, span.start + shift + len(text))


def unlabelled(piece: Piece) -> str:
    """The text of a piece without the number of its heading."""
    return piece.text[len(piece.label) :] if piece.label and piece.text.startswith(piece.label) else piece.text


def whole(piece: Piece) -> Place:
    """The place of a whole piece."""
    return Place(piece.text, piece.number, piece.start, piece.start + len(piece.text))


def quoted(piece: Piece) -> str:
    """The beginning of a piece, for a message."""
    text = " ".join(piece.text.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + "…"


def is_salutation(piece: Piece) -> bool:
    """Whether the piece addresses the reader, also where the structure did not tell: a short line ending in a colon
    before the first part."""
    if piece.role is Role.SALUTATION:
        return True
    text = piece.text.rstrip()
    return piece.role is Role.BODY and not piece.part and len(text) < 90 and text.endswith((":", "："))
