"""Figures out of the tables of a paper: a row is found by its first cell, a column by its head.

Readers of papers give a row of a table as one paragraph, its cells parted by tabs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.importing.outline import Piece
from core.quantities.single import NotOne, single_quantity
from inspections.asking.model import Column, Question

CELL = "\t"
BLANK = re.compile(r"\s+")
ALIKE = 0.8  # of the pairs of characters of a prompt, how many must stand in the first cell


@dataclass(frozen=True, slots=True)
class Table:
    """The heads of the columns, and the rows with their cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[Piece, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in a table: `said` is the row and the head under which it stands."""

    piece: Piece
    written: str
    said: str


def is_row(piece: Piece) -> bool:
    """Whether `piece` is a row of a table, and no text to be taken as one."""
    return CELL in piece.text


def tables(pieces: Sequence[Piece]) -> list[Table]:
    """The tables among `pieces`, in order."""
    return [Table(rows[0][1], tuple(rows[1:])) for rows in _runs(pieces) if len(rows) > 1]


def figure_in(found: Sequence[Table], question: Question, column: Column | None) -> Cell | None:
    """The figure that answers `question` in `column`: in the row most like the prompt, under the head of the column.
    Without a column it is the one figure of the row."""
    scored = []
    rows = [(table.head, piece, cells) for table in found for piece, cells in table.rows]
    for place, (head, piece, cells) in enumerate(rows):
        score = likeness(question.prompt.zh, cells[0])
        at = _place(head, column) if column else _only(cells)
        if score >= ALIKE and at is not None and at < len(cells) and _is_figure(cells[at]):
            said = "　".join(filter(None, (cells[0], head[at] if column else "", cells[at])))
            scored.append((score, -place, Cell(piece, cells[at], said)))
    return max(scored, key=lambda one: one[:2])[2] if scored else None


def likeness(wanted: str, text: str) -> float:
    """Which part of the pairs of characters of `wanted` stands in `text`."""
    pairs = {wanted[place : place + 2] for place in range(len(wanted) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _runs(pieces: Sequence[Piece]) -> Iterator[list[tuple[Piece, tuple[str, ...]]]]:
    """Rows that follow each other, with their cells."""
    run: list[tuple[Piece, tuple[str, ...]]] = []
    for piece in pieces:
        if is_row(piece):
            run.append((piece, tuple(cell.strip() for cell in piece.text.split(CELL))))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _place(head: Sequence[str], column: Column) -> int | None:
    """Where the head says what the column says; else where it alone names the year of the column."""
    plain = [BLANK.sub("", cell) for cell in head]
    wanted = BLANK.sub("", column.title.zh)
    if wanted in plain[1:]:
        return plain.index(wanted, 1)
    years = re.findall(r"\d{4}", wanted) or ([str(column.starts.year)] if column.starts else [])
    named = [at for at, cell in enumerate(plain) if at and years and all(year in cell for year in years)]
    return named[0] if len(named) == 1 else None


def _only(cells: Sequence[str]) -> int | None:
    figures = [at for at, cell in enumerate(cells) if at and _is_figure(cell)]
    return figures[0] if len(figures) == 1 else None


def _is_figure(text: str) -> bool:
    try:
        return bool(text) and single_quantity(text) is not None
    except NotOne:
        return False
