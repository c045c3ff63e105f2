"""The paragraphs of a .docx: body and tables, tracked insertions counted in, deletions and hidden text left out.

Line and page breaks end a paragraph, as they end a line of a plain text file. Labels that Word counts itself
(一、 （一） 1.) are written out before the text. A foot- or endnote is a paragraph behind the one that refers to it;
short cells that stand in a row are one paragraph. Comments, headers and footers are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import PurePosixPath

from core.importing.faults import fault
from core.importing.labels import labels
from core.importing.outline import Language
from core.importing.package import Package
from core.importing.scripts import script
from core.importing.word_notes import read_notes
from core.importing.word_numbering import Numbering, read_numbering
from core.importing.wrapping import is_broken_off, joined

OFFICE_DOCUMENT = "/officeDocument"
# Elements whose text is not part of the report as it stands: deleted or moved away, the second copy of a drawing for
# old programs, the pinyin above characters, field codes.
NOTES = {"footnoteReference": "footnotes.xml", "endnoteReference": "endnotes.xml"}
LONGEST_CELL, LONGEST_HEADING = 40, 60  # characters of a cell in a row, of a heading before its text
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_MARK = re.compile(r"[。！？；：.!?;:，,、]$")
LEFT_OUT = frozenset(("del", "moveFrom", "Fallback", "rt", "instrText", "delText", "delInstrText"))
CHARACTERS = {"tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": ""}
BREAKS = frozenset(("br", "cr"))
OFF = frozenset(("0", "false", "off", "none"))


@dataclass
class _Paragraph:
    """A paragraph being read; `lines` are parted by its breaks. `joined`: its end is deleted, the next one goes on."""

    lines: list[list[str]] = field(default_factory=lambda: [[]])
    style: str = ""
    number: str | None = None
    level: int | None = None
    joined: bool = False
    outline: int | None = None  # the outline level that the paragraph itself states
    notes: list[tuple[str, str]] = field(default_factory=list)  # the part and the number of each note referred to
    place: tuple[int, int] | None = None  # of a table: the row and the cell
    bold: int | None = 0  # characters of the bold beginning, blanks counted; None once the beginning is over
    headed: int = 0  # how many characters that beginning had when it was over

    def add(self, text: str, *, bold: bool = False) -> None:
        self.lines[-1].append(text)
        if self.bold is not None and (bold or not text.strip()):
            self.bold += len(text)
        elif self.bold is not None:
            self.headed, self.bold = (self.bold if len(self.lines) == 1 else 0), None

    @property
    def text(self) -> str:
        return "\n".join("".join(parts) for parts in self.lines)


class _Reader:
    """Takes the events of document.xml one after the other and gathers paragraphs, in the order in which they begin."""

    def __init__(self) -> None:
        self.paragraphs: list[_Paragraph] = []
        self.open: list[_Paragraph] = []  # one inside another where a text box stands in a paragraph
        self.path: list[str] = []
        self.left_out = 0
        self.hidden = False
        self.bold = False
        self.rows = self.cells = 0
        self.tables: list[tuple[int, int]] = []  # the row and the cell that are open, of each table inside another

    def start(self, tag: str, given: dict[str, str]) -> None:
        parent = self.path[-1] if self.path else ""
        self.path.append(tag)
        if tag in LEFT_OUT and parent not in ("rPr", "pPr", "trPr", "tcPr"):
            self.left_out += 1
        if self.left_out:
            return
        if tag == "p":
            self._paragraph()
        elif tag in ("tbl", "tr", "tc"):
            self._table(tag)
        elif not self.open:
            return
        elif tag == "r":
            self.hidden = self.bold = False
        elif tag in NOTES:
            self.open[-1].notes.append((NOTES[tag], given.get("id", "")))
        elif tag in CHARACTERS and parent == "r" and not self.hidden:
            self.open[-1].add(CHARACTERS[tag])
        elif tag in BREAKS and parent == "r":
            self.open[-1].lines.append([])
        elif tag == "sym" and parent == "r" and not self.hidden:
            self._symbol(given)
        else:
            self._property(tag, given, parent)

    def _paragraph(self) -> None:
        """One more; a text box that stands before any text of its paragraph comes before it."""
        new = _Paragraph(place=self.tables[-1] if self.tables and not self.open else None)
        if self.open and not self.open[-1].text.strip():
            at = next(place for place, one in enumerate(self.paragraphs) if one is self.open[-1])
            self.paragraphs.insert(at, new)
        else:
            self.paragraphs.append(new)
        self.open.append(new)

    def _table(self, tag: str) -> None:
        if tag == "tbl":
            self.tables.append((0, 0))
        elif self.tables:
            self.rows += tag == "tr"
            self.cells += tag == "tc"
            row, _cell = self.tables[-1]
            self.tables[-1] = (self.rows, 0) if tag == "tr" else (row, self.cells)

    def _symbol(self, given: dict[str, str]) -> None:
        """A character by its number; those of symbol fonts lie in the private area and mean nothing outside of it."""
        try:
            char = chr(int(given.get("char", ""), 16))
        except (ValueError, OverflowError):
            return
        if not "\ue000" <= char <= "\uf8ff" and not "\ud800" <= char <= "\udfff":
            self.open[-1].add(char)

    def _property(self, tag: str, given: dict[str, str], parent: str) -> None:
        now, value = self.open[-1], given.get("val", "")
        if tag == "vanish" and self.path[-3:-1] == ["r", "rPr"]:
            self.hidden = value not in OFF
        elif tag == "b" and self.path[-3:-1] == ["r", "rPr"]:
            self.bold = value not in OFF
        elif tag == "outlineLvl" and parent == "pPr" and value.isdigit():
            now.outline = int(value)
        elif tag == "pStyle" and parent == "pPr":
            now.style = value
        elif tag == "numId" and self.path[-3:-1] == ["pPr", "numPr"]:
            now.number = value
        elif tag == "ilvl" and self.path[-3:-1] == ["pPr", "numPr"]:
            now.level = int(value) if value.isdigit() else 0
        elif tag == "del" and self.path[-3:-1] == ["pPr", "rPr"]:
            now.joined = True

    def end(self, tag: str) -> None:
        self.path.pop()
        if self.left_out:
            if tag in LEFT_OUT and (self.path[-1] if self.path else "") not in ("rPr", "pPr", "trPr", "tcPr"):
                self.left_out -= 1
        elif tag == "p" and self.open:
            self.open.pop()
        elif tag == "tbl" and self.tables:
            self.tables.pop()

    def data(self, text: str) -> None:
        if self.open and self.path[-1] == "t" and not self.left_out and not self.hidden:
            self.open[-1].add(text, bold=self.bold)


@dataclass
class Words:
    """The paragraphs of a .docx, blank ones too. `levels` are the outline levels of its headings by their place, from
    1; `notes` the places of foot- and endnotes."""

    paragraphs: list[str] = field(default_factory=list)
    levels: dict[int, int] = field(default_factory=dict)
    notes: set[int] = field(default_factory=set)


def read_docx(content: bytes) -> Words:
    """The paragraphs of a .docx as they stand; SourceError for one that is damaged or may do harm."""
    package = Package(content)
    main = _main(package)
    reader = _Reader()
    package.parse(main, reader.start, reader.end, reader.data)
    folder = PurePosixPath(main).parent
    numbering = read_numbering(package, folder)
    notes = {part: read_notes(package, folder / part) for part in NOTES.values()}
    words = Words()
    for row in _rows(_joined(reader.paragraphs)):
        if len(row) > 1:
            words.paragraphs.append("\t".join(numbering.before(one, one.text.strip()) for one in row))
        else:
            lines = _lines(row[0], numbering)
            level = row[0].outline if row[0].outline is not None else numbering.outline(row[0].style)
            if level is not None and row[0].text.strip():
                words.levels[len(words.paragraphs)] = level + 1
            words.paragraphs += lines
        for part, number in (note for one in row for note in one.notes):
            if text := notes[part].get(number):
                words.notes.add(len(words.paragraphs))
                words.paragraphs.append(text)
    return words


def _main(package: Package) -> str:
    """The name of the main part; SourceError when the package is none of Word's or points outside of itself."""
    main, types = "", []

    def look(tag: str, given: dict[str, str]) -> None:
        nonlocal main
        if tag != "Relationship":
            return
        if given.get("TargetMode", "").lower() == "external":
            raise fault("external", target=given.get("Target", "")[:200])
        if given.get("Type", "").endswith(OFFICE_DOCUMENT) and name == "_rels/.rels":
            main = given.get("Target", "").lstrip("/")

    if "OFD.xml" in package.members:
        raise fault("ofd")
    types = [name for name in package.relations() if name == "_rels/.rels"]
    if not types or "[Content_Types].xml" not in package.members:
        raise fault("zip")
    for name in package.relations():
        package.parse(name, look)
    if main not in package.members:
        raise fault("zip")
    if not _is_word(package, main):
        raise fault("zip")
    return main


def _is_word(package: Package, main: str) -> bool:
    """True when the main part is a document of Word, not a sheet or a slide show."""
    kinds: dict[str, str] = {}

    def look(tag: str, given: dict[str, str]) -> None:
        if tag == "Override":
            kinds[given.get("PartName", "").lstrip("/")] = given.get("ContentType", "")

    package.parse("[Content_Types].xml", look)
    return (
        "wordprocessingml" in kinds.get(main, "")
        or (main not in kinds and main.startswith("word/"))
        or ("ms-word" in kinds.get(main, ""))
    )


def _joined(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """Paragraphs whose end was deleted run on into the next one, whose properties the whole then has."""
    result: list[_Paragraph] = []
    held: list[list[str]] | None = None
    for paragraph in paragraphs:
        if held is not None:
            paragraph.lines = [*held[:-1], held[-1] + paragraph.lines[0], *paragraph.lines[1:]]
        held = paragraph.lines if paragraph.joined else None
        if held is None:
            result.append(paragraph)
    return [*result, _Paragraph(held)] if held is not None else result


def _rows(paragraphs: list[_Paragraph]) -> Iterator[list[_Paragraph]]:
    """Each paragraph by itself; the cells of a table's row together where they are short and of one language."""
    for place, group in groupby(paragraphs, key=lambda one: one.place and one.place[0]):
        row = list(group)
        texts = [one for one in row if one.text.strip()]
        alone = len({one.place for one in texts}) == len(texts) > 1
        short = all(len(one.text) <= LONGEST_CELL and "\n" not in one.text for one in texts)
        if place and alone and short and len({script(one.text) for one in texts} - {""}) < 2:
            yield texts
        else:
            yield from ([one] for one in row)


def _lines(paragraph: _Paragraph, numbering: Numbering) -> list[str]:
    """The lines of a paragraph, its label before the first one that holds text."""
    lines = ["".join(parts) for parts in paragraph.lines]
    if heading := _heading(lines[0], paragraph.headed):
        lines[:1] = [heading, lines[0][len(heading) :]]
    kept: list[str] = []
    for line in lines:
        if kept and kept[-1].strip() and line.strip() and is_broken_off(kept[-1], line):
            kept[-1] = joined([kept[-1], line])
        else:
            kept.append(line)
    first = next((at for at, line in enumerate(kept) if line.strip()), 0)
    kept[first] = numbering.before(paragraph, kept[first])
    return kept


def _heading(line: str, bold: int) -> str:
    """The bold beginning of a line where it is a heading that no mark parts from the text behind it."""
    text = line[:bold]
    numbered = any(True for language in LANGUAGES for _label in labels(text.strip(), language))
    return text if numbered and len(text.strip()) <= LONGEST_HEADING and not _MARK.search(text.strip()) else ""
