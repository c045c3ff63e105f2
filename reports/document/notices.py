"""Problems with a place: what somebody should look at before the report goes out."""

from dataclasses import dataclass
from typing import Literal

from core.text import Text

Level = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence in both languages and where it applies.

    info: the print differs from the text in a way nobody will mind (a character came from another face).
    warning: somebody should read the place again. error: the print is not what was meant.
    `where` is the `key` of a block, a field of the document's head ("title"), or "" for the whole document.
    """

    level: Level
    message: Text
    where: str = ""


def once(notices: "list[Notice] | tuple[Notice, ...]") -> tuple[Notice, ...]:
    """The notices without repetitions, in their first order."""
    return tuple(dict.fromkeys(notices))
