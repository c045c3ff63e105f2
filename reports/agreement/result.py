"""A result of checking a whole report: a difference and the paragraphs it stands in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.quantities.difference import DifferenceKind, Severity


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reading stands: `text` at `start` up to `end` of paragraph `paragraph` of its language, as given.

    Paragraphs are counted from 1 in each file, blank ones not counted; in a stored report in the order of the page.
    """

    text: str
    paragraph: int
    start: int
    end: int

    def as_json(self) -> Mapping[str, Any]:
        return {"text": self.text, "paragraph": self.paragraph, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Result:
    """One result; a side is None where that language has no part in it."""

    kind: DifferenceKind
    severity: Severity
    zh: Place | None
    en: Place | None
    message_zh: str
    message_en: str

    def as_json(self) -> Mapping[str, Any]:
        """The object that `check_texts --json` prints."""
        return {
            "kind": self.kind.value,
            "severity": self.severity.value,
            "zh": self.zh.as_json() if self.zh else None,
            "en": self.en.as_json() if self.en else None,
            "message_zh": self.message_zh,
            "message_en": self.message_en,
        }
