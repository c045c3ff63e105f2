"""Citations in report text, with the places where each figure was cited and what went wrong.

An unknown code, an unknown style or a figure that cannot be written is a Notice with its place; the text then shows
the code in brackets, never an empty space.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.quantities import Period, Quantity, QuantityError
from core.text import Text
from findings.citations import CITATION, CitationError, Sources
from reports.document.notices import Notice


@dataclass
class Citations:
    """Prints the citations of one inspection and remembers where each figure was cited and what went wrong."""

    quantities: Mapping[str, Quantity | QuantityError]
    periods: Mapping[str, Period]
    places: dict[str, list[str]] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    def printed(self, text: Text, where: str) -> Text:
        """`text` with every citation written out; `where` is the key of the block it stands in."""
        return Text(self._printed(text.zh, "zh", where), self._printed(text.en, "en", where))

    def _printed(self, text: str, lang: str, where: str) -> str:
        return CITATION.sub(lambda match: self._one(match, lang, where), text)

    def _one(self, match: re.Match[str], lang: str, where: str) -> str:
        try:
            shown = Sources(self.quantities, self.periods).shown(match, lang)
        except CitationError as error:
            notice = Notice("warning", error.sentence, where)
            if notice not in self.notices:
                self.notices.append(notice)
            return error.stand_in
        code = match.group(2)
        if where not in self.places.setdefault(code, []):
            self.places[code].append(where)
        return shown


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A citation that cannot be written: what stands there instead, at `start` up to `end` of the text, and why."""

    shown: str
    start: int
    end: int
    sentence: Text


BROKEN = re.compile(r"\{\{.*?\}\}|\{\{|\}\}")
NO_CITATION = Text(
    "“{shown}”不是完整的引用，会原样印出。", "“{shown}” is not a complete citation and will be printed as it stands."
)


def written_out(text: str, lang: str, sources: Sources) -> tuple[str, tuple[Unwritten, ...]]:
    """One language of a text as it is printed, and the places of what cannot be written, braces left over included."""
    parts: list[str] = []
    faults: list[Unwritten] = []
    length = done = 0
    for match in CITATION.finditer(text):
        before = text[done : match.start()]
        faults += _left_over(before, length)
        length += len(before)
        try:
            shown = sources.shown(match, lang)
        except CitationError as error:
            shown = error.stand_in
            faults.append(Unwritten(shown, length, length + len(shown), error.sentence))
        parts += [before, shown]
        length, done = length + len(shown), match.end()
    faults += _left_over(text[done:], length)
    return "".join([*parts, text[done:]]), tuple(faults)


def _left_over(text: str, offset: int) -> list[Unwritten]:
    """Braces that were meant as a citation and are none."""
    return [
        Unwritten(
            match.group(),
            offset + match.start(),
            offset + match.end(),
            Text(*(words.format(shown=match.group()) for words in NO_CITATION)),
        )
        for match in BROKEN.finditer(text)
    ]
