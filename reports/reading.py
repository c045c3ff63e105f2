"""What importing and checking need of an outline beyond its structure: both languages joined, and every quantity."""

from collections.abc import Iterator
from typing import Any

from core.importing.files import Files
from core.importing.joined import Joined, Pieces, join
from core.importing.outline import Outline
from core.quantities.chinese.reading import read_zh
from core.quantities.english.reading import read_en
from core.quantities.marks import Marks
from core.quantities.reading import Moment, Reading
from reports.agreement.alignment import align


def joined_of(files: Files) -> Joined:
    """Both languages of a report side by side."""
    zh, en = files.zh, files.en
    return join(zh, en, _pairs(zh, en))


def _pairs(zh: Outline, en: Outline) -> Iterator[Pieces]:
    if not zh.pieces or not en.pieces:
        yield from (((piece,), ()) for piece in zh.pieces)
        yield from (((), (piece,)) for piece in en.pieces)
        return
    for pair in align(zh, en):
        yield pair.zh, pair.en


def quantities_of(files: Files) -> list[dict[str, Any]]:
    """Every quantity of every piece, with the paragraph it stands in and its place there."""
    marks = Marks.of(piece.text for piece in files.en.pieces)
    return [
        _as_json(reading, one.language, piece.number, piece.start)
        for one in (files.zh, files.en)
        for piece in one.pieces
        for reading in (read_zh(piece.text) if one.language == "zh" else read_en(piece.text, marks))
    ]


def _as_json(reading: Reading, language: str, paragraph: int, offset: int) -> dict[str, Any]:
    """A reading without what it does not say."""
    stated = {
        "value": _number(reading.value),
        "low": _number(reading.low),
        "high": _number(reading.high),
        "first": _moment(reading.first),
        "last": _moment(reading.last),
        "unit": reading.unit.value,
        "noun": reading.noun,
        "name": reading.key,
        "notes": [note.value for note in reading.notes],
        "malformed": reading.malformed or None,
    }
    return {
        "language": language,
        "paragraph": paragraph,
        "start": offset + reading.start,
        "end": offset + reading.end,
        "text": reading.raw,
        "kind": reading.kind.value,
        "qualifiers": [qualifier.value for qualifier in reading.qualifiers],
        **{name: value for name, value in stated.items() if value not in (None, "", [])},
    }


def _number(number: object) -> str | None:
    """Numbers are written out exactly: 1.10 stays 1.10, a third is 100/3."""
    return None if number is None else str(number)


def _moment(moment: Moment | None) -> dict[str, Any] | None:
    if moment is None:
        return None
    stated = {name: getattr(moment, name) for name in ("year", "month", "day", "part", "year_offset")}
    return {name: value for name, value in stated.items() if value not in (None, "")}
