"""Reads each text of a report once, though alignment and comparison both ask for it."""

from collections.abc import Iterable

from core.importing.outline import Language, Piece
from core.quantities.chinese.reading import read_zh
from core.quantities.english.reading import read_en
from core.quantities.marks import Marks
from core.quantities.reading import Reading


class Reader:
    """What stands in a text, by `read_zh` or `read_en`. `marks` is the evidence of the whole English text on its marks.

    It lives as long as one check: a reader keeps every text it has read.
    """

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self._known: dict[tuple[str, Language], list[Reading]] = {}

    @classmethod
    def of(cls, english: Iterable[Piece]) -> "Reader":
        """The reader for a report with that English text."""
        return cls(Marks.of(piece.text for piece in english))

    def __call__(self, text: str, language: Language) -> list[Reading]:
        known = self._known.get((text, language))
        if known is None:
            known = read_zh(text) if language == "zh" else read_en(text, self.marks)
            self._known[text, language] = known
        return known
