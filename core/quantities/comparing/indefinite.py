"""English words for lengths of time that readers leave alone, read where the Chinese has a number for them.

一年以上 against "for a year" loses a qualifier; without this, nobody would see it, as a single one is never missed.
24小时 is "round the clock".
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from core.quantities.comparing.board import NEAR
from core.quantities.comparing.items import Item, items
from core.quantities.comparing.measures import Dimension
from core.quantities.reading import Number, Reading, ReadingKind
from core.quantities.units import UnitKind

_UNITS = {"年": "year", "月": "month", "周": "week", "天": "day", "日": "day", "小时": "hour"}
_LASTING = re.compile(
    r"\b(?:for|of|lasts?|lasted|lasting|takes?|took|taken|by) "
    r"(an? (?:full |whole |entire )?(year|month|week|day|hour))\b"
    r"(?!'s| or | and | at least)"
)


_WHOLE = re.compile(
    r"\b(?:all|every|each|fully|in full|entire(?:ly)?|universal(?:ly)?|whole|complete(?:ly)?|without exception|none)\b",
    re.I,
)
# What the Chinese says, and the words that say the same without a number.
_WORDS = {
    (Decimal(24), "hour"): re.compile(r"\b(?:round|around)[- ]the[- ]clock\b|\bday and night\b", re.I),
    (Decimal(2), "week"): re.compile(r"\bfortnight\b", re.I),
    (Decimal(10), "year"): re.compile(r"\bdecade\b", re.I),
}


def indefinite(zh: Sequence[Item], en: Sequence[Item], text: str, zh_length: int = 0) -> list[Item]:
    """Readings for "a year" and the like, one for each length of one unit that the Chinese qualifies, where the text
    has one and no reading says one; for "round the clock", where the Chinese has 24小时; and for "all", where it has
    100%."""
    found: list[Reading] = []
    for item in zh:
        reading = item.reading
        if item.dimension is not Dimension.DURATION:
            continue
        word = _UNITS.get(reading.counter.removeprefix("个"), "")
        if (words := _words_for(item, word)) and (match := words.search(text)):
            found.append(_reading(match, reading.value or Decimal(1), word))
            continue
        if reading.value != 1 or reading.weak or item.exact:
            continue
        said = any(one.dimension is Dimension.DURATION and one.reading.value == 1 for one in en)
        match = next((one for one in _LASTING.finditer(text) if one[2] == word), None)
        if match and not said and len(found) < 1:
            found.append(_reading(match, Decimal(1), word, group=1))
    added = items([*found, *_all(zh, en, text, zh_length)], "en", text)
    for item in added:
        item.place = len(en)
    return added


def _all(zh: Sequence[Item], en: Sequence[Item], text: str, zh_length: int) -> list[Reading]:
    """办结率100% against "all of them were closed": a word for the whole at about the place of a 100 per cent that no
    reading has."""
    left = [item for item in zh if item.dimension is Dimension.SHARE and item.numbers == (100,)]
    left = left[sum(item.dimension is Dimension.SHARE and item.numbers == (100,) for item in en) :]
    found: dict[int, Reading] = {}
    for item in left:
        place = item.reading.start * len(text) // max(zh_length, 1)
        near = [one for one in _WHOLE.finditer(text) if one.start() not in found and abs(one.start() - place) <= NEAR]
        if near:
            match = min(near, key=lambda one: abs(one.start() - place))
            found[match.start()] = Reading(
                ReadingKind.PERCENT, match.start(), match.end(), match[0], value=Decimal(100), unit=UnitKind.PERCENT
            )
    return list(found.values())


def _words_for(item: Item, unit: str) -> re.Pattern[str] | None:
    value = item.reading.value
    return _WORDS.get((Decimal(value), unit)) if isinstance(value, Decimal) else None


def _reading(match: re.Match[str], value: Number, unit: str, group: int = 0) -> Reading:
    return Reading(
        ReadingKind.CARDINAL, match.start(group), match.end(group), match[group],
        value=value, unit=UnitKind.DURATION, counter=unit,
    )  # fmt: skip
