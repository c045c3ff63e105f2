"""The pieces of one report in one language, as structure.py finds them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Language = Literal["zh", "en"]


class Role(StrEnum):
    """What a piece is. BODY before the first part is the opening; CLOSING is what follows the last part's items:
    the concluding paragraph and the closing line (以上报告，请审议)."""

    TITLE = "title"
    OCCASION = "occasion"
    PRESENTER = "presenter"
    BYLINE = "byline"
    SALUTATION = "salutation"
    PART = "part"
    ITEM = "item"
    BODY = "body"
    CLOSING = "closing"


HEAD = frozenset((Role.TITLE, Role.OCCASION, Role.PRESENTER, Role.BYLINE, Role.SALUTATION))


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of the file, or a part of one (a byline before the first sentence).

    `number` counts the paragraphs of the file from 1, blank ones not counted; `start` is where `text` begins in that
    paragraph. `text` is raw, with its label. `part` and `item` are the places in the structure from 1; 0 is outside.
    `label` is the heading's numbering as written: 一、 or (1).
    """

    number: int
    text: str
    role: Role
    start: int = 0
    part: int = 0
    item: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """One language of a report, in the order of its file. The pieces joined are the file, but for white space."""

    language: Language
    pieces: tuple[Piece, ...]
