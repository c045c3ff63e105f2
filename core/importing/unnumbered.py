"""Headings without numbers: as the file states them by its styles, or short lines that stand alone before text."""

from collections.abc import Iterator, Mapping, Sequence

from core.importing.ending import is_closing_line
from core.importing.head import head
from core.importing.headings import Heading
from core.importing.outline import Language, Role

# Characters of a Chinese heading, words of an English one, without a number.
_ZH_LONGEST, _EN_LONGEST = 25, 12
_LEAST = 2  # fewer such lines are no structure
_MARKS = tuple("。！？；：，、,.!?;:…—－-”）)】")


def unnumbered(texts: Sequence[str], language: Language, last: int, stated: Mapping[int, int]) -> list[Heading]:
    """The headings before paragraph `last`; [] for a text that has none. `stated`: outline levels by place."""
    first = sum(cuts[0][1] is not Role.BODY for cuts in head(texts, language, last))
    levels = {at: level for at, level in stated.items() if first <= at < last and texts[at]}
    rows = _by_level(levels) if levels else _by_looks(texts, language, first, last)
    found: list[Heading] = []
    part = item = 0
    for at, inner in rows:
        part, item = (part, item + 1) if inner else (part + 1, 0)
        found.append(Heading(at, part, item, 0, len(texts[at])))
    return found


def _by_level(levels: Mapping[int, int]) -> list[tuple[int, bool]]:
    """The headings of the two outermost levels, and whether each is of the second."""
    outer, *inner = sorted(set(levels.values()))
    rows = [(at, level != outer) for at, level in sorted(levels.items()) if level in (outer, *inner[:1])]
    return rows[next(place for place, row in enumerate(rows) if not row[1]) :]


def _by_looks(texts: Sequence[str], language: Language, first: int, last: int) -> list[tuple[int, bool]]:
    """Short lines with text behind them. Where one follows another directly, it and those after it are items."""
    alone = [at for at in range(first, last) if _stands_alone(texts[at], language)]
    alone = [at for at in alone if at + 1 < last and (at + 1 in alone or _is_text(texts[at + 1], language))]
    above = [at for at in alone if at + 1 in alone]
    if any(at + 1 in above for at in above) or len(alone) < _LEAST:
        return []
    return list(_nested(alone, above))


def _nested(alone: Sequence[int], above: Sequence[int]) -> Iterator[tuple[int, bool]]:
    inside = False
    for at in alone:
        inside = inside and at not in above
        yield at, inside
        inside = inside or at in above


def _stands_alone(text: str, language: Language) -> bool:
    size = len("".join(text.split())) if language == "zh" else len(text.split())
    longest = _ZH_LONGEST if language == "zh" else _EN_LONGEST
    return (
        1 < size <= longest and not text.endswith(_MARKS) and "\t" not in text and not is_closing_line(text, language)
    )


def _is_text(text: str, language: Language) -> bool:
    return text.endswith(_MARKS[:5]) or text.rstrip('”"’').endswith((".", "!", "?", "。", ":"))
