"""The lines of a file become its paragraphs: what its pages added is put aside, and broken lines are joined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.importing.blanks import bare
from core.importing.pages import furniture
from core.importing.source import Source
from core.importing.wrapping import joined, paragraphs


@dataclass(frozen=True, slots=True)
class Margin:
    """A line beside the text: a page number or running head. `at`: how many characters of the text stand before it,
    white space not counted; `number`: which of the lines of the file it is, from 1."""

    number: int
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The paragraphs of a file, the number of the line that each begins with, and what stands beside them. `levels`
    are the outline levels of headings by the number of their line."""

    paragraphs: tuple[str, ...]
    numbers: tuple[int, ...]
    margins: tuple[Margin, ...] = ()
    notes: tuple[Margin, ...] = ()
    levels: Mapping[int, int] = field(default_factory=dict)


def laid_out(source: Source) -> Layout:
    """The paragraphs that the lines of a file make."""
    lines = source.paragraphs
    beside = furniture(lines) - source.notes
    body = [at for at in range(len(lines)) if at not in beside and at not in source.notes]
    if not body:
        return Layout(lines, tuple(range(1, len(lines) + 1)))
    place = {at: index for index, at in enumerate(body)}
    groups = paragraphs(
        [lines[at] for at in body],
        apart=frozenset(place[at] for at in source.apart if at in place),
        turned=frozenset(place[at] for at in body[1:] if at - 1 in beside),
        barred=frozenset(place[at] for at in body if at - 1 in source.notes or at in source.levels),
    )
    return Layout(
        tuple(joined([lines[body[index]] for index in group]) for group in groups),
        tuple(body[group[0]] + 1 for group in groups),
        _beside(lines, beside),
        tuple(one for one in _beside(lines, source.notes) if one.number - 1 not in beside),
        {at + 1: level for at, level in source.levels.items()},
    )


def _beside(lines: Sequence[str], places: frozenset[int]) -> tuple[Margin, ...]:
    rows, size = [], 0
    for at, line in enumerate(lines):
        if at in places:
            rows.append(Margin(at + 1, line.strip(), size))
        else:
            size += len(bare(line))
    return tuple(rows)
