"""What somebody typed and what others saved meanwhile, brought together before it is merged address by address.

Addresses of paragraphs are numbers, so one paragraph put in moves all that follow; and a field of a finding has no
place any more when its row was taken away. Both are settled here, by what people wrote and not by where it stood.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from findings.returns.content import ROWS, Value, Written, paragraphs_of
from inspections.asking.model import Section, SectionKind


def brought_together(
    section: Section, *, seen: Written, there: Written, typed: Written
) -> tuple[dict[str, Value], dict[str, Value]] | None:
    """`typed` and `seen` such that merging them with `there` loses nothing; None for a text that both changed in the
    same place, where somebody has to choose."""
    if section.kind == SectionKind.TEXT:
        paragraphs = merge_paragraphs(paragraphs_of(seen), paragraphs_of(there), paragraphs_of(typed))
        return None if paragraphs is None else (numbered(paragraphs), dict(there))
    return rows_kept(seen, there=there, typed=typed)


def numbered(paragraphs: Sequence[str]) -> dict[str, Value]:
    """Paragraphs as the content of a text section."""
    return {f"p{number}": paragraph for number, paragraph in enumerate(paragraphs, start=1)}


def merge_paragraphs(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """Both changes of `base` in one text; None where they change, or put something into, the same place differently."""
    in_ours, in_theirs = _places(base, ours), _places(base, theirs)
    kept = sorted(in_ours.keys() & in_theirs.keys())
    merged: list[str] = []
    start = (0, 0, 0)
    for place in (*kept, len(base)):
        end = (place, in_ours.get(place, len(ours)), in_theirs.get(place, len(theirs)))
        was, our, their = (list(side[a:b]) for side, a, b in zip((base, ours, theirs), start, end, strict=True))
        if our != was and their not in (was, our):
            return None
        merged += their if our == was else our
        merged += base[place : place + 1]
        start = (end[0] + 1, end[1] + 1, end[2] + 1)
    return merged


def _places(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Paragraph of `base` → the same paragraph in `other`, both in rising order."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def rows_kept(seen: Written, *, there: Written, typed: Written) -> tuple[dict[str, Value], dict[str, Value]]:
    """`typed` and `seen` such that a row which one side took away while the other changed it stays, where it stood."""
    seen, typed = dict(seen), dict(typed)
    for row in seen.get(ROWS, []):
        was, now, mine = (fields_of(side, row) for side in (seen, there, typed))
        if row not in there.get(ROWS, []) and row in typed.get(ROWS, []) and mine != was:
            seen = {address: value for address, value in seen.items() if not address.startswith(f"{row}.")}
            seen[ROWS] = [one for one in seen.get(ROWS, []) if one != row]
        elif row not in typed.get(ROWS, []) and row in there.get(ROWS, []) and now != was:
            typed |= now
            typed[ROWS] = put_back(row, typed.get(ROWS, []), there.get(ROWS, []))
            seen = {**seen, **now}
    return typed, seen


def fields_of(written: Written, row: str) -> dict[str, Value]:
    """What stands in a row, by its addresses within the section."""
    return {address: value for address, value in written.items() if address.startswith(f"{row}.")}


def put_back(row: str, rows: Sequence[str], order: Sequence[str]) -> list[str]:
    """`rows` with `row` behind the same one as in `order`; first where none of those before it is left."""
    before = list(order[: order.index(row)])
    place = next((rows.index(one) + 1 for one in reversed(before) if one in rows), 0)
    return [*rows[:place], row, *rows[place:]]
