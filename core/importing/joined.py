"""Both languages of a report side by side: the pieces that belong together, in the shape that the commands print."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from core.importing.blanks import bare
from core.importing.outline import HEAD, Outline, Piece, Role
from core.importing.structure import closing_lines
from core.text import Text

Pieces = tuple[Sequence[Piece], Sequence[Piece]]  # Chinese and English pieces that say the same; one side may be empty


@dataclass
class Item:
    """A heading with its paragraphs. `heading` is as written, `label` its numbering; both may lack a language."""

    heading: Text = field(default_factory=Text)
    label: Text = field(default_factory=Text)
    paragraphs: list[Text] = field(default_factory=list)

    @property
    def title(self) -> Text:
        """The heading without its label."""
        return Text(*(text.removeprefix(label).strip() for text, label in zip(self.heading, self.label, strict=True)))

    def as_json(self) -> dict[str, Any]:
        return {
            "label": as_json(self.label),
            "heading": as_json(self.heading),
            "paragraphs": [as_json(paragraph) for paragraph in self.paragraphs],
        }


@dataclass
class Part(Item):
    """A part with its own paragraphs and its items."""

    items: list[Item] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {**Item.as_json(self), "items": [item.as_json() for item in self.items]}


@dataclass
class Joined:
    """A whole report. `concluding` are the paragraphs after the last item, `closing` the line that hands it over."""

    head: dict[Role, Text] = field(default_factory=dict)
    opening: list[Text] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    concluding: list[Text] = field(default_factory=list)
    closing: list[Text] = field(default_factory=list)

    def of(self, role: Role) -> Text:
        """A text of the head; several lines stand under each other."""
        return self.head.get(role, Text())

    def as_json(self) -> dict[str, Any]:
        roles = (Role.TITLE, Role.OCCASION, Role.PRESENTER, Role.SALUTATION, Role.BYLINE)
        return {
            **{role.value: as_json(self.of(role)) for role in roles},
            "opening": as_json(lines(self.opening)),
            "parts": [part.as_json() for part in self.parts],
            "closing": as_json(lines([*self.concluding, *self.closing])),
        }

    def texts(self) -> Iterator[Text]:
        """Every text once."""
        yield from self.head.values()
        yield from self.opening
        for part in self.parts:
            for one in (part, *part.items):
                yield one.heading
                yield from one.paragraphs
        yield from self.concluding
        yield from self.closing

    def holds(self, outlines: Iterable[Outline]) -> bool:
        """True when every piece of the outlines stands here whole and as often as there, and nothing else does."""
        return all(
            _count(piece.text for piece in one.pieces) == _count(text.get(one.language) for text in self.texts())
            for one in outlines
        )


def as_json(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def lines(texts: Iterable[Text]) -> Text:
    """Texts under each other, each language by itself."""
    rows = list(texts)
    return Text(*("\n".join(text.get(lang) for text in rows if text.get(lang)) for lang in ("zh", "en")))


def join(zh: Outline, en: Outline, pairs: Iterable[Pieces]) -> Joined:
    """Put a report together from the pairs of its pieces, which stand in the order of the text."""
    joined = Joined()
    own = {id(piece) for one in (zh, en) for piece in closing_lines(_closing(one), one.language)[0]}
    for chinese, english in pairs:
        for ours, theirs in _by_kind(chinese, english):
            if _agree(ours, theirs):
                _place(joined, ours, theirs, own)
            else:
                _place(joined, ours, (), own)
                _place(joined, (), theirs, own)
    return joined


def _agree(chinese: Sequence[Piece], english: Sequence[Piece]) -> bool:
    """False for a line of the head beside a sentence of the text: each goes where its own role says."""
    roles = {pieces[0].role for pieces in (chinese, english) if pieces}
    if len(roles) < 2 or not roles & HEAD:
        return True
    text = next((pieces for pieces in (chinese, english) if pieces[0].role not in HEAD), ())
    return Role.BYLINE not in roles and not any(piece.text.endswith(("。", ".", "：", ":")) for piece in text)


def _by_kind(chinese: Sequence[Piece], english: Sequence[Piece]) -> Iterator[Pieces]:
    """A pair as it is, or, where several pieces say what one says, headings apart from the text under them."""
    if len(chinese) <= 1 and len(english) <= 1:
        yield chinese, english
        return
    groups = [[list(row) for _kind, row in groupby(side, key=_kind)] for side in (chinese, english)]
    longer = max(groups, key=len)
    for place in range(len(longer)):
        yield tuple(side[place] if place < len(side) else () for side in groups)  # type: ignore[misc]


def _kind(piece: Piece) -> object:
    """Every heading by itself; text with text."""
    return (piece.part, piece.item, piece.role) if piece.role in (Role.PART, Role.ITEM) else piece.role


def _closing(one: Outline) -> list[Piece]:
    return [piece for piece in one.pieces if piece.role is Role.CLOSING]


def _place(joined: Joined, chinese: Sequence[Piece], english: Sequence[Piece], concluding: set[int]) -> None:
    """Put one pair where it belongs; where the languages differ in the role, the Chinese one counts."""
    leading = (chinese or english)[0]
    role = leading.role
    text = Text(_joined(chinese), _joined(english))
    if role in (Role.PART, Role.ITEM):
        label = Text(*(pieces[0].label if pieces else "" for pieces in (chinese, english)))
        heading = Item(text, label) if role is Role.ITEM else Part(text, label)
        if isinstance(heading, Part):
            joined.parts.append(heading)
        elif joined.parts:
            joined.parts[-1].items.append(heading)
        else:
            joined.opening.append(text)
    elif role is Role.BODY:
        _container(joined).append(text)
    elif role is Role.CLOSING:
        (joined.concluding if id(leading) in concluding else joined.closing).append(text)
    else:
        joined.head[role] = lines([joined.of(role), text])


def _container(joined: Joined) -> list[Text]:
    """Where a paragraph of the text goes: under the last heading, before the first one into the opening."""
    if not joined.parts:
        return joined.opening
    part = joined.parts[-1]
    return part.items[-1].paragraphs if part.items else part.paragraphs


def _joined(pieces: Sequence[Piece]) -> str:
    return "\n".join(piece.text for piece in pieces)


def _count(texts: Iterable[str]) -> Counter[str]:
    """How often each line occurs; the texts of several pieces stand under each other."""
    return Counter(bare(line) for text in texts for line in text.split("\n") if line)
