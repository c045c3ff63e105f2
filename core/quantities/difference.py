"""What a comparison of two languages, or of a text with itself, may find."""

from dataclasses import dataclass
from enum import StrEnum

from core.quantities.reading import Reading


class DifferenceKind(StrEnum):
    VALUE = "value"
    MALFORMED = "malformed"
    QUALIFIER = "qualifier"
    MISSING = "missing"
    UNIT = "unit"  # unit or subject: persons and participations, vulnerabilities and systems
    NOTATION = "notation"
    TERM = "term"
    ARITHMETIC = "arithmetic"


class Severity(StrEnum):
    """An error keeps a report from approval, a warning asks for a look, a note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one paragraph: `text` stands at `start` up to `end` of it, as given."""

    text: str
    start: int
    end: int

    @classmethod
    def of(cls, reading: Reading) -> "Span":
        return cls(reading.raw, reading.start, reading.end)


@dataclass(frozen=True, slots=True)
class Difference:
    """One result inside a pair of paragraphs. A side is None where that language says nothing.

    The two messages say the same to a reader of Chinese and of English, with both readings in them.
    """

    kind: DifferenceKind
    severity: Severity
    zh: Span | None
    en: Span | None
    message_zh: str
    message_en: str
