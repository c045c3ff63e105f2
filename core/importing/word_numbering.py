"""Labels that Word counts by itself: numbering.xml says how, styles and paragraphs say where (ECMA-376, 17.9)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Protocol

from core.importing.numerals import alphabetic, chinese, circled, roman
from core.importing.package import Package

LEVELS = 9
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])$")
LONGEST_CHAIN = 20  # styles based on styles; a circle ends here

# How a level writes its number → a function from 1, 2, 3 … to the text. Formats not listed are written in digits.
FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in str(n)),
    "decimalFullWidth2": lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in str(n)),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": chinese,
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "upperLetter": alphabetic,
    "lowerLetter": lambda n: alphabetic(n).lower(),
    "bullet": lambda n: "",
    "none": lambda n: "",
}


@dataclass
class Level:
    """One of the nine levels of a list. `pattern` holds %1 … %9 for the numbers of the levels."""

    start: int = 1
    shape: str = "decimal"
    pattern: str = ""
    digits_only: bool = False  # isLgl: every number of the label in digits
    style: str = ""  # the paragraph style that stands for this level

    def written(self, number: int, *, digits_only: bool = False) -> str:
        return str(number) if digits_only else FORMATS.get(self.shape, str)(max(number, 1))


@dataclass
class Style:
    """What a paragraph style says of numbering, and the style it builds on."""

    based_on: str = ""
    number: str | None = None
    level: int | None = None
    outline: int | None = None  # from 0; 9 is text
    name: str = ""


class Numbered(Protocol):
    """What a paragraph says of its numbering."""

    style: str
    number: str | None
    level: int | None


@dataclass
class Numbering:
    """The lists of a document and how far each has counted; `label` is asked once a paragraph, in order."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)  # abstractNumId → levels
    instances: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)  # numId → list, starts of its own
    styles: dict[str, Style] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def label(self, style: str, number: str | None, level: int | None) -> str:
        """The label of the next paragraph with these properties; "" where it has none or only a bullet."""
        inherited_number, inherited_level = self._of_style(style)
        number = inherited_number if number is None else number
        if number not in self.instances:
            return ""  # numId 0 takes the numbering away
        name, starts = self.instances[number]
        levels = self.lists.get(name, {})
        if level is None:
            level = next((place for place, one in levels.items() if style and one.style == style), inherited_level or 0)
        if level not in levels or not 0 <= level < LEVELS:
            return ""
        counts = self._counted(name, number, level, levels, starts)
        text = levels[level].pattern
        if levels[level].shape == "bullet":
            return ""
        for place in range(LEVELS):
            if f"%{place + 1}" in text:
                one = levels.get(place, Level())
                value = counts[place]
                shown = one.written(one.start if value is None else value, digits_only=levels[level].digits_only)
                text = text.replace(f"%{place + 1}", shown)
        return text.strip()

    def outline(self, style: str) -> int | None:
        """The outline level of headings in this style, from 0; None for a style of text or of titles."""
        for _step in range(LONGEST_CHAIN):
            one = self.styles.get(style)
            if one is None:
                return None
            if found := _HEADING.match(one.name):
                return int(found[1]) - 1
            if one.outline is not None:
                return one.outline if one.outline < LEVELS else None
            style = one.based_on
        return None

    def before(self, paragraph: Numbered, text: str) -> str:
        """The text with the label that its paragraph has, which counts on; a blank one has none."""
        label = self.label(paragraph.style, paragraph.number, paragraph.level)
        text = text.lstrip() if label else text
        blank = " " if label[-1:].isascii() and text[:1].isascii() else ""
        return f"{label}{blank}{text}" if label and text else text

    def _counted(
        self, name: str, number: str, level: int, levels: dict[int, Level], starts: dict[int, int]
    ) -> list[int | None]:
        """Count one on; deeper levels begin anew. A list with a start of its own begins there when it first occurs."""
        counts = self.counts.setdefault(name, [None] * LEVELS)
        if number not in self.begun:
            self.begun.add(number)
            for place, start in starts.items():
                counts[place] = start - 1
        value = counts[level]
        counts[level] = levels[level].start if value is None else value + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        return counts

    def _of_style(self, name: str) -> tuple[str | None, int | None]:
        number: str | None = None
        level: int | None = None
        for _step in range(LONGEST_CHAIN):
            style = self.styles.get(name)
            if style is None:
                break
            number = style.number if number is None else number
            level = style.level if level is None else level
            name = style.based_on
        return number, level


def read_numbering(package: Package, folder: PurePosixPath) -> Numbering:
    """The numbering of a document from the parts beside it; without them no paragraph has a label."""
    numbering = Numbering()
    for name, read in (("numbering.xml", _Lists), ("styles.xml", _Styles)):
        if str(folder / name) in package.members:
            events = read(numbering)
            package.parse(str(folder / name), events.start, events.end)
    return numbering


def _integer(value: str, default: int = 0) -> int:
    return int(value) if value.isdecimal() and len(value) < 6 else default


class _Lists:
    """Reads numbering.xml."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering, self.path = numbering, [""]
        self.levels: dict[int, Level] = {}
        self.level = Level()
        self.starts: dict[int, int] = {}
        self.instance = ""
        self.place = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        parent, value = self.path[-1], given.get("val", "")
        self.path.append(tag)
        if tag == "abstractNum":
            self.levels = self.numbering.lists.setdefault(given.get("abstractNumId", ""), {})
        elif tag == "num":
            self.instance, self.starts = given.get("numId", ""), {}
        elif tag == "abstractNumId" and parent == "num":
            self.numbering.instances[self.instance] = (value, self.starts)
        elif tag == "lvlOverride":
            self.place = _integer(given.get("ilvl", ""))
        elif tag == "startOverride":
            self.starts[self.place] = _integer(value, 1)
        elif tag == "lvl" and parent == "abstractNum":
            self.level = self.levels.setdefault(_integer(given.get("ilvl", "")), Level())
        elif parent == "lvl" and "lvlOverride" not in self.path:
            self._level(tag, given, value)

    def _level(self, tag: str, given: dict[str, str], value: str) -> None:
        if tag == "start":
            self.level.start = _integer(value, 1)
        elif tag == "numFmt":
            self.level.shape = value
        elif tag == "lvlText":
            self.level.pattern = value
        elif tag == "pStyle":
            self.level.style = value
        elif tag == "isLgl":
            self.level.digits_only = value not in ("0", "false")

    def end(self, _tag: str) -> None:
        self.path.pop()


class _Styles:
    """Reads styles.xml."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering, self.path = numbering, [""]
        self.style = Style()

    def start(self, tag: str, given: dict[str, str]) -> None:
        parent, value = self.path[-1], given.get("val", "")
        self.path.append(tag)
        if tag == "style":
            self.style = self.numbering.styles.setdefault(given.get("styleId", ""), Style())
            if given.get("default") in ("1", "true") and given.get("type") == "paragraph":
                self.numbering.styles[""] = self.style
        elif tag == "basedOn":
            self.style.based_on = value
        elif tag == "name" and parent == "style":
            self.style.name = value.lower()
        elif tag == "outlineLvl" and parent == "pPr":
            self.style.outline = _integer(value, LEVELS)
        elif tag == "numId" and parent == "numPr":
            self.style.number = value
        elif tag == "ilvl" and parent == "numPr":
            self.style.level = _integer(value)

    def end(self, _tag: str) -> None:
        self.path.pop()
