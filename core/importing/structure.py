"""The paragraphs of one language become an Outline. Nothing gets lost: every character stands in one piece."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from core.importing.blanks import bare
from core.importing.ending import closing_line, closing_within, concluding, is_closing_line
from core.importing.head import head
from core.importing.head_words import BYLINE
from core.importing.headings import Heading, headings
from core.importing.items import items_within
from core.importing.layout import Margin
from core.importing.outline import Language, Outline, Piece, Role
from core.importing.scripts import split_by_script
from core.importing.unnumbered import unnumbered

__all__ = ["bare", "closing_lines", "is_complete", "outline", "split_by_script"]

_LONGEST_BYLINE = 120  # characters
Row = tuple[int, str, int]  # the number of a paragraph, a stretch of it that may be a piece, and where that begins


def outline(
    paragraphs: Sequence[str],
    language: Language,
    numbers: Sequence[int] | None = None,
    levels: Mapping[int, int] | None = None,
) -> Outline:
    """The structure of a report. `numbers` are those of the paragraphs in their file, where it holds others too;
    `levels` the outline levels that the file states of them, asked where no heading is numbered."""
    counted = list(enumerate(paragraphs, start=1)) if numbers is None else list(zip(numbers, paragraphs, strict=True))
    rows = [
        (number, paragraph[begin:stop], begin)
        for number, paragraph in counted
        for begin, stop in pairwise([0, *items_within(paragraph, language), len(paragraph)])
        if paragraph[begin:stop].strip()
    ]
    texts = [paragraph.strip() for _number, paragraph, _begin in rows]
    end = closing_line(texts, language)
    stated = {at: levels[number] for at, (number, _text, _begin) in enumerate(rows) if levels and number in levels}
    found = headings(texts, language, end) or unnumbered(texts, language, end, stated)
    first = found[0].at if found else end
    cuts = head(texts, language, first)
    pieces = [
        _piece(rows[at], begin, stop, role)
        for at, row in enumerate(cuts)
        for begin, stop, role in _spans(row, len(texts[at]))
    ]
    if found:
        pieces += _parts(rows, texts, found, end, language)
    if pieces:
        pieces[-1:] = _closing_split(pieces[-1], language)
    pieces += [_piece(rows[at], 0, len(texts[at]), _after(texts[at], language)) for at in range(end, len(texts))]
    return Outline(language, tuple(pieces))


def _spans(cuts: Sequence[tuple[int, Role]], size: int) -> list[tuple[int, int, Role]]:
    """Cuts as pieces from one place up to the next one."""
    ends = [begin for begin, _role in cuts[1:]] + [size]
    return [(begin, stop, role) for (begin, role), stop in zip(cuts, ends, strict=True)]


def _parts(
    rows: Sequence[Row], texts: Sequence[str], found: Sequence[Heading], end: int, language: Language
) -> list[Piece]:
    """The pieces from the first heading up to the closing line."""
    pieces: list[Piece] = []
    last = concluding(texts, found, end, language)
    for heading, stop in zip(found, [*(other.at for other in found[1:]), end], strict=True):
        role = Role.ITEM if heading.item else Role.PART
        place = (heading.part, heading.item)
        label = texts[heading.at][: heading.label_end].rstrip()
        pieces.append(_piece(rows[heading.at], 0, heading.end, role, *place, label))
        if heading.end < len(texts[heading.at]):
            pieces.append(_piece(rows[heading.at], heading.end, len(texts[heading.at]), Role.BODY, *place))
        for at in range(heading.at + 1, stop):
            if at >= last:
                pieces.append(_piece(rows[at], 0, len(texts[at]), Role.CLOSING))
            else:
                pieces.append(_piece(rows[at], 0, len(texts[at]), Role.BODY, *place))
    return pieces


def _closing_split(piece: Piece, language: Language) -> list[Piece]:
    """The last piece, and the closing line that stands at its end without a line of its own."""
    if piece.role is Role.BODY and is_closing_line(piece.text, language):
        return [Piece(piece.number, piece.text, Role.CLOSING, piece.start)]
    at = closing_within(piece.text, language) if piece.role in (Role.BODY, Role.CLOSING) else 0
    if not at:
        return [piece]
    return [
        Piece(piece.number, piece.text[:at].rstrip(), piece.role, piece.start, piece.part, piece.item),
        Piece(piece.number, piece.text[at:], Role.CLOSING, piece.start + at),
    ]


def _after(text: str, language: Language) -> Role:
    """What stands behind the closing line belongs to it, but for a note of the publisher."""
    byline = len(text) <= _LONGEST_BYLINE and BYLINE[language].search(text) and not text[:4].isdigit()
    return Role.BYLINE if byline else Role.CLOSING


def _piece(row: Row, begin: int, stop: int, role: Role, part: int = 0, item: int = 0, label: str = "") -> Piece:
    """The piece from `begin` up to `stop` of the paragraph without the blanks at its ends."""
    number, paragraph, offset = row
    margin = len(paragraph) - len(paragraph.lstrip())
    text = paragraph[margin + begin : margin + stop].rstrip() if stop else ""
    lead = len(text) - len(text.lstrip())
    return Piece(number, text.lstrip(), role, offset + margin + begin + lead, part, item, label)


def closing_lines(pieces: Sequence[Piece], language: Language) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Of the CLOSING pieces the concluding paragraphs, and the closing line with what stands behind it."""
    for place, piece in enumerate(pieces):
        if is_closing_line(piece.text, language) or len(piece.text) <= 30:
            return tuple(pieces[:place]), tuple(pieces[place:])
    return tuple(pieces), ()


def is_complete(text: str, outlines: Sequence[Outline], margins: Sequence[Margin] = ()) -> bool:
    """True when the pieces of all outlines of a file, put in its order with what stands beside them, are its text but
    for white space."""
    pieces = sorted((piece for one in outlines for piece in one.pieces), key=lambda piece: (piece.number, piece.start))
    body = bare("".join(piece.text for piece in pieces))
    places = [0, *(margin.at for margin in margins), len(body)]
    whole = [body[begin:end] for begin, end in pairwise(places)]
    for place, margin in enumerate(margins):
        whole[place] += bare(margin.text)
    return "".join(whole) == bare(text)
