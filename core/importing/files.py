"""The files of one report, in two languages or one, as outlines: what the commands begin with."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.importing.blanks import bare
from core.importing.faults import fault
from core.importing.layout import Layout, laid_out
from core.importing.outline import HEAD, Language, Outline, Piece, Role
from core.importing.scripts import HAN, WORD, Side, holds_both, sides
from core.importing.source import Source, read_source
from core.importing.structure import is_complete, outline

NAMES: dict[Language, tuple[str, str]] = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}


@dataclass(frozen=True, slots=True)
class File:
    """One file and what was found in it: an outline for each language that it holds, Chinese first. Pieces have the
    number of the line that their paragraph begins with."""

    source: Source
    layout: Layout
    outlines: tuple[Outline, ...]

    @property
    def is_complete(self) -> bool:
        """True when the pieces are the whole text of the file but for white space."""
        return is_complete(self.source.text, self.outlines, self.layout.margins)

    @property
    def characters(self) -> int:
        """How many characters the file has, white space not counted."""
        return len(bare(self.source.text))

    @property
    def language(self) -> str:
        """zh, en or both."""
        return "both" if len(self.outlines) > 1 else self.outlines[0].language


@dataclass(frozen=True, slots=True)
class Files:
    """One or two files of one report. Paragraphs are numbered in the file they stand in."""

    files: tuple[File, ...]

    @property
    def zh(self) -> Outline:
        """The Chinese outline, without pieces when there is no Chinese."""
        return self._of("zh")

    @property
    def en(self) -> Outline:
        """The English outline, without pieces when there is no English."""
        return self._of("en")

    def _of(self, language: Language) -> Outline:
        found = (one for file in self.files for one in file.outlines if one.language == language)
        return next(found, Outline(language, ()))

    @property
    def is_complete(self) -> bool:
        return all(file.is_complete for file in self.files)


def read_files(zh: Path | None = None, en: Path | None = None, both: Path | None = None) -> Files:
    """Read what was given: `both` in two languages, or one file for each; a lone `zh` or `en` may hold both too.

    SourceError for a file that cannot be read, that lacks its language, or that holds both beside another one.
    """
    if both is not None:
        return Files((_both(_Read.of(both), require_both=True),))
    chinese = _Read.of(zh) if zh is not None else None
    english = _Read.of(en) if en is not None else None
    if chinese and english and chinese.source.digest == english.source.digest:
        return Files((_both(chinese, require_both=True),))
    lone = chinese or english
    if lone and not (chinese and english) and holds_both(lone.layout.paragraphs):
        return Files((_both(lone),))
    given: tuple[tuple[_Read | None, Language], ...] = ((chinese, "zh"), (english, "en"))
    return Files(tuple(_one(read, language) for read, language in given if read is not None))


@dataclass(frozen=True, slots=True)
class _Read:
    """A file and its paragraphs."""

    source: Source
    layout: Layout

    @classmethod
    def of(cls, path: Path) -> "_Read":
        source = read_source(path)
        return cls(source, laid_out(source))

    def outline(self, side: Side, language: Language) -> Outline:
        """The structure of a side, its pieces under the numbers of their lines."""
        numbers = [self.layout.numbers[number - 1] for number in side.numbers]
        return outline(side.paragraphs, language, numbers, self.layout.levels)

    def with_notes(self, outlines: Sequence[Outline]) -> File:
        """The file with each note behind what it belongs to, in the outline that it stands in."""
        rows = [list(one.pieces) for one in outlines]
        for note in self.layout.notes:
            before = [max((piece.number for piece in row if piece.number < note.number), default=0) for row in rows]
            row = rows[before.index(max(before))]
            at = sum(piece.number < note.number for piece in row)
            last = row[at - 1] if at else None
            role = Role.BODY if last and last.role not in HEAD else Role.BYLINE
            role = Role.CLOSING if last and last.role is Role.CLOSING else role
            place = (last.part, last.item) if last else (0, 0)
            row.insert(at, Piece(note.number, note.text, role, 0, *place))
        parts = zip(outlines, rows, strict=True)
        return File(self.source, self.layout, tuple(Outline(one.language, tuple(row)) for one, row in parts))

    def whole(self) -> Side:
        size = len(self.layout.paragraphs)
        return Side(self.layout.paragraphs, tuple(range(1, size + 1)))


def _one(read: _Read, language: Language) -> File:
    """A file that must hold this language and not both."""
    name = {"name": read.source.name, "zh": NAMES[language][0], "en": NAMES[language][1]}
    if holds_both(read.layout.paragraphs):
        raise fault("two_languages", **name)
    zh, en = sides(read.layout.paragraphs)
    ours, theirs, words = (zh, en, HAN) if language == "zh" else (en, zh, WORD)
    if _letters(ours) <= _letters(theirs) or not any(words.search(text) for text in ours.paragraphs):
        raise fault("wrong_language", **name)
    return read.with_notes([read.outline(read.whole(), language)])


def _both(read: _Read, *, require_both: bool = False) -> File:
    """A file with an outline for each of its languages."""
    outlines = []
    parts: tuple[tuple[Side, Language], ...] = tuple(zip(sides(read.layout.paragraphs), ("zh", "en"), strict=True))
    for side, language in parts:
        if side.paragraphs:
            outlines.append(read.outline(side, language))
        elif require_both:
            raise fault("one_language", zh=NAMES[language][0], en=NAMES[language][1])
    return read.with_notes(outlines)


def _letters(side: Side) -> int:
    return sum(map(len, side.paragraphs))
