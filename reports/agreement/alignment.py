"""Which pieces of a Chinese and an English report belong together.

Order, structure, content and length are weighed in one run over both texts, so that a missing piece, heading or whole
part leaves what follows in its place, and a structure that was found in one language only does no harm. Front matter is
paired by its role. A piece that stands elsewhere in the other language is then looked for among the leftovers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from core.importing.outline import Outline, Piece, Role
from reports.agreement.course import Course, is_uncut
from reports.agreement.evidence import Content, Evidence, Span
from reports.agreement.passage import FRONT, HEADINGS
from reports.agreement.reader import Reader

_MOVED = 4.0  # content that must speak for a pair out of order


@dataclass(frozen=True, slots=True)
class Pair:
    """Pieces that say the same; one side is empty where the other language says nothing."""

    zh: tuple[Piece, ...]
    en: tuple[Piece, ...]


def align(zh: Outline, en: Outline, read: Reader | None = None) -> list[Pair]:
    """Every piece of both outlines in one pair each, in the order of the Chinese text; what only the English has
    stands behind what precedes it there."""
    front, chinese, english = _front(*_lists_whole(zh.pieces, en.pieces))
    read = read or Reader.of(en.pieces)
    zh_contents = [Content.of(piece, "zh", read) for piece in chinese]
    en_contents = [Content.of(piece, "en", read) for piece in english]
    course = Course(chinese, english, Evidence(zh_contents, en_contents))
    pairs = _moved(list(_places(course.best(), course)), course)
    found = _in_order([*front, *(_pair([chinese[at] for at in zs], [english[at] for at in es]) for zs, es in pairs)])
    return _cut_alike(found)


def _cut_alike(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs; where one language's heading is only its number and the other's has a sentence of its paragraph, that
    sentence is given back to the text."""
    found: list[Pair] = []
    for pair in pairs:
        if found and (recut := _recut(found[-1], pair)):
            found[-1:] = recut
        else:
            found.append(pair)
    return found


def _recut(heading: Pair, text: Pair) -> tuple[Pair, Pair] | None:
    """Both pairs with the sentence where it belongs; None where it is none that was cut off in one language only."""
    pieces = (*heading.zh, *text.zh, *heading.en, *text.en)
    if [piece.role for piece in pieces] not in ([role, Role.BODY] * 2 for role in HEADINGS):
        return None
    if not (heading.zh and heading.en) or pieces[0].number != pieces[1].number or pieces[2].number != pieces[3].number:
        return None
    if _is_bare(pieces[0]) is _is_bare(pieces[2]):
        return None
    zh, en = _numbered(pieces[0], pieces[1]), _numbered(pieces[2], pieces[3])
    return Pair(zh[:1], en[:1]), Pair(zh[1:], en[1:])


def _is_bare(heading: Piece) -> bool:
    return heading.text.strip() == heading.label.strip()


def _numbered(heading: Piece, text: Piece) -> tuple[Piece, Piece]:
    """A paragraph cut behind the label of its heading."""
    if _is_bare(heading):
        return heading, text
    size = len(heading.label)
    body = f"{heading.text:<{text.start - heading.start}}{text.text}"[size:]
    return replace(heading, text=heading.label), replace(text, text=body, start=heading.start + size)


def _lists_whole(zh: Sequence[Piece], en: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Both texts, with the paragraphs that hold a list of items in one piece each, unless the items of both languages
    answer each other: then a list that runs on in one stands line by line in the other."""
    if _items(zh) == _items(en):
        return list(zh), list(en)
    return _uncut(zh), _uncut(en)


def _items(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    return [(piece.part, piece.item) for piece in pieces if piece.role is Role.ITEM]


def _uncut(pieces: Sequence[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for _, group in groupby(pieces, key=lambda piece: piece.number):
        paragraph = list(group)
        lists = sum(piece.role is Role.ITEM for piece in paragraph) > 1
        found += _whole(paragraph) if lists and paragraph[0].role is Role.ITEM else paragraph
    return found


def _pair(zh: Sequence[Piece], en: Sequence[Piece]) -> Pair:
    """The pieces as a pair; a heading goes back into its paragraph where the other language has no heading there, so
    that both are compared with their labels."""
    if is_uncut(zh, en):
        zh, en = (_whole(zh), en) if len(zh) > 1 else (zh, _whole(en))
    return Pair(tuple(zh), tuple(en))


def _whole(pieces: Sequence[Piece]) -> list[Piece]:
    """The paragraph that those pieces are."""
    first, text = pieces[0], ""
    for piece in pieces:
        text = f"{text:<{piece.start - first.start}}{piece.text}"
    return [Piece(first.number, text, Role.BODY, first.start, first.part, first.item)]


def _front(zh: Sequence[Piece], en: Sequence[Piece]) -> tuple[list[Pair], list[Piece], list[Piece]]:
    """Pairs of front matter whose role stands in both languages, and all other pieces."""
    pairs = []
    for role in FRONT:
        ours, theirs = tuple(p for p in zh if p.role is role), tuple(p for p in en if p.role is role)
        if ours and theirs:
            pairs.append(Pair(ours, theirs))
    paired = {pair.zh[0].role for pair in pairs}
    return pairs, [p for p in zh if p.role not in paired], [p for p in en if p.role not in paired]


Places = tuple[tuple[int, ...], tuple[int, ...]]


def _places(steps: Sequence[tuple[Span, Span]], course: Course) -> Iterator[Places]:
    """The places that each step covers, one by one where nothing is paired. Two for two that are only in the other
    order are taken apart."""
    for zh, en in steps:
        ours, theirs = tuple(range(*zh)), tuple(range(*en))
        if not ours or not theirs:
            yield from (((at,), ()) for at in ours)
            yield from (((), (at,)) for at in theirs)
        elif len(ours) == len(theirs) == 2 and _crossed(ours, theirs, course):
            yield from (((ours[0],), (theirs[1],)), ((ours[1],), (theirs[0],)))
        else:
            yield ours, theirs


def _crossed(zh: Sequence[int], en: Sequence[int], course: Course) -> bool:
    crossed = course.alone(zh[0], en[1]), course.alone(zh[1], en[0])
    straight = course.alone(zh[0], en[0]) + course.alone(zh[1], en[1])
    return min(crossed) > 0 and sum(crossed) > straight + _MOVED


def _moved(pairs: list[Places], course: Course) -> list[Places]:
    """Leftovers of both languages whose content says that they belong together although they stand elsewhere."""
    ours = [zh[0] for zh, en in pairs if not en]
    theirs = [en[0] for zh, en in pairs if not zh]
    candidates = sorted(
        ((course.alone(zh, en), zh, en) for zh in ours for en in theirs if _alike(course, zh, en)), reverse=True
    )
    partner: dict[int, int] = {}
    for score, zh, en in candidates:
        if score >= _MOVED and not (zh in partner or en in partner.values()):
            partner[zh] = en
    left = set(ours) - partner.keys(), set(theirs) - set(partner.values())
    # what moved took its neighbours along: the heading before a paragraph says too little by itself
    for step in (-1, 1):
        for zh, en in sorted(partner.items(), reverse=step < 0):
            zh, en = zh + step, en + step
            while zh in left[0] and en in left[1] and _fit(course, zh, en):
                partner[zh] = en
                left[0].remove(zh)
                left[1].remove(en)
                zh, en = zh + step, en + step
    kept = [(zh, en) for zh, en in pairs if zh and en]
    kept += [((zh,), (partner[zh],) if zh in partner else ()) for zh in ours]
    return kept + [((), (en,)) for en in theirs if en not in partner.values()]


def _alike(course: Course, zh: int, en: int) -> bool:
    return course.zh[zh].role is course.en[en].role and _fit(course, zh, en)


def _fit(course: Course, zh: int, en: int) -> bool:
    """Whether the lengths fit. A heading that is out of order may not have been recognised as one."""
    return course.evidence.fits((zh, zh + 1), (en, en + 1))


def _in_order(pairs: list[Pair]) -> list[Pair]:
    """By the place in the Chinese text; English leftovers behind the pair of the piece before them."""
    ordered = sorted((pair for pair in pairs if pair.zh), key=lambda pair: _place(pair.zh[0]))
    behind = {_place(pair.en[-1]): pair for pair in ordered if pair.en}
    result: list[Pair] = list(ordered)
    lone = sorted((pair for pair in pairs if not pair.zh), key=lambda pair: _place(pair.en[0]))
    for pair in lone:
        place = _place(pair.en[0])
        before = max((each for each in behind if each < place), default=None)
        at = result.index(behind[before]) + 1 if before is not None else 0
        result.insert(at, pair)
        behind[_place(pair.en[-1])] = pair
    return result


def _place(piece: Piece) -> tuple[int, int]:
    return piece.number, piece.start
