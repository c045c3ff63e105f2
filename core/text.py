"""One text in the two languages of the product."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LANGUAGES = ("zh", "en")
# What a database or a page cannot hold: control characters but tab and line feed, halves of characters, and marks that
# turn the direction of writing.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Chinese and in English; the Chinese is authoritative, the English may still be missing ("")."""

    zh: str = ""
    en: str = ""

    @property
    def complete(self) -> bool:
        """True when both languages are written."""
        return bool(self.zh.strip() and self.en.strip())

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)

    def __iter__(self) -> Iterator[str]:
        return iter((self.zh, self.en))

    def get(self, lang: str) -> str:
        """The text of one language, `zh` or `en`; "" where that language is not written."""
        if lang not in LANGUAGES:
            raise ValueError(f"unknown language {lang!r}")
        return self.zh if lang == "zh" else self.en

    def best(self, lang: str) -> str:
        """The text in `lang`, or in the other language where it is missing: for labels that must not be empty."""
        return self.get(lang) or self.zh or self.en

    @classmethod
    def of(cls, value: "Mapping[str, str] | Text | None") -> "Text":
        """A Text from `{"zh": …, "en": …}`; None is the empty Text, unknown keys are an error."""
        if isinstance(value, Text):
            return value
        if value is None:
            return cls()
        if unknown := set(value) - set(LANGUAGES):
            raise ValueError(f"unknown languages {sorted(unknown)}")
        return cls(value.get("zh") or "", value.get("en") or "")
