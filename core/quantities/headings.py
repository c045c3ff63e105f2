"""Headings of a table as somebody types them: "其中：破案数（起）" is a part with a unit, "2017年1—8月" a period."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.quantities.units import UNITS, UnitKind

# What is numbered is no figure of a table, and a bare number needs no unit.
OFFERED = {
    key: unit for key, unit in UNITS.items()
    if unit.kind not in (UnitKind.NONE, UnitKind.ORDINAL, UnitKind.LEVEL) and (unit.counter or unit.noun.zh)
}  # fmt: skip
BRACKETS = re.compile(r"^(?P<prompt>.+?)[（(](?P<unit>[^（）()]{1,20})[）)]\s*$")
PART = re.compile(r"^(?:\s+|[\s\u3000]*(?:其中|of which)[：:，,\s]\s*)", re.IGNORECASE)
NUMBERING = re.compile(
    r"^\s*(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.．、)）]|[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]|[-•·])\s*"
)
YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年?")
MONTHS = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?P<first>1[0-2]|[1-9])(?:月?\s*[—–－~～至-]+\s*(?P<last>1[0-2]|[1-9]))?月"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table as it was typed. `unit` is a key of core.quantities.units, "" where none was recognised; then
    the brackets stay in the prompt. `is_part`: it is part of the last row that is none."""

    prompt: str
    unit: str = ""
    is_part: bool = False


def lines_of(text: str, *, figures: bool) -> Iterator[Line]:
    """The lines of a pasted text without empty ones; only in a table (`figures`) units and parts are looked for."""
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if not raw.strip():
            continue
        part = bool(figures and PART.match(raw))
        prompt = NUMBERING.sub("", PART.sub("", raw) if part else raw).strip()
        found = BRACKETS.match(prompt) if figures else None
        unit = unit_named(found["unit"]) if found else ""
        yield Line(found["prompt"].strip() if found and unit else prompt, unit, part)


def unit_named(words: str) -> str:
    """The unit that `words` name: its counter with its noun, its counter, its noun in either language; "" for none.

    Where several units share a counter, the one that brings no noun of its own is meant, else the first.
    """
    words = words.strip()
    if not words:
        return ""
    named = [key for key, unit in OFFERED.items() if unit.counter + unit.noun.zh == words]
    counted = [key for key, unit in OFFERED.items() if unit.counter == words]
    nouns = [key for key, unit in OFFERED.items() if words in (unit.noun.zh, unit.noun.en, unit.noun.en_plural)]
    return next(iter([*named, *counted, *nouns]), "")


def period_of(title: str) -> tuple[date, date] | None:
    """First and last day of what the title of a column names: a year, a month, or months of a year; None for else."""
    title = title.strip()
    if found := YEAR.fullmatch(title):
        year = int(found["year"])
        return date(year, 1, 1), date(year, 12, 31)
    found = MONTHS.fullmatch(title)
    if found is None:
        return None
    year, first, last = int(found["year"]), int(found["first"]), int(found["last"] or found["first"])
    if last < first:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def precision_of(starts: date | None, ends: date | None) -> str:
    """How exactly a period is meant (`core.periods.Precision`): whole years, whole months, days; "" for none."""
    if starts is None:
        return ""
    ends = ends or starts
    if starts.day != 1 or ends.day != monthrange(ends.year, ends.month)[1]:
        return "day"
    return "year" if (starts.month, ends.month) == (1, 12) else "month"
