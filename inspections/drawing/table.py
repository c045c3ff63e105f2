"""What both kinds of files become: columns of cells, and a way to say where a cell stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.text import Text


@dataclass
class Table:
    """The head and the `size` rows below it, column by column under the head; blank rows are left out.

    Columns that no roster has may be left empty. `wide` are rows with more cells than the head.
    `place(row, column)` names a cell, or a line where `column` is None; row 0 is the first below the head, -1 the head.
    `odd` are cells that the file holds as something else than text: (row, column) → which fault that is.
    """

    head: Sequence[str]
    columns: Sequence[Sequence[str]]
    size: int
    place: Callable[[int, int | None], Text]
    wide: Sequence[int] = ()
    notes: list[Text] = field(default_factory=list)
    merged: list[Text] = field(default_factory=list)
    odd: dict[tuple[int, int], str] = field(default_factory=dict)
