"""What a letter is made from, and what stands in it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.text import Text


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where the group goes, and when, as far as that is known."""

    place: Text
    when: Text = Text()


class Mode(StrEnum):
    """As what a committee is entrusted; the same words as in `inspections.enums`."""

    INSPECTION = "inspection"
    SELF_INSPECTION = "self_inspection"
    JOINT = "joint"


@dataclass(frozen=True, slots=True)
class Asked:
    """A section of the return, and the rows, questions or files that it names."""

    title: Text
    items: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the letters of an inspection say. `due`: by when material, or the return, is to be there.

    `above` is the committee by which the sender was entrusted itself. `fingerprint` is that of the key which signs the
    sender's file packages: whoever gets one compares it with this letter.
    """

    organiser: Text
    issuer: Text
    number: str
    day: date
    addressee: Text
    basis: Text
    period: Text
    instruments: tuple[Text, ...]
    short_titles: tuple[Text, ...]  # of the instruments, for the title of the letter
    focus: tuple[Text, ...]
    stops: tuple[Stop, ...] = ()
    stops_open: bool = False  # the list of places ends with 等
    due: date | None = None
    to_one: bool = False  # the letter addresses one body
    contact: str = ""
    mode: Mode = Mode.INSPECTION
    asked: tuple[Asked, ...] = ()
    above: Text = Text()
    fingerprint: str = ""


class Kind(StrEnum):
    """How a block is set: running text, a heading of the first level, or a numbered item."""

    TEXT = "text"
    HEADING = "heading"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Block:
    text: Text
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is set, in both languages; the Chinese is authoritative."""

    mark: Text
    number: str
    title: Text
    addressee: Text
    blocks: tuple[Block, ...]
    signature: Text
    day: Text
    note: Text = field(default_factory=Text)  # 附注: whom to ask
