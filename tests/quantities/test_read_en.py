"""Every labelled English text is read exactly as its label says, and every row of every table is met by one of them."""

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from core.quantities.english import lexicon
from core.quantities.english.reading import read_en
from core.quantities.english.tokens import Phrases, Tokens
from core.quantities.marks import Marks
from core.quantities.reading import Irregularity, Moment, ReadingKind
from core.quantities.units import UnitKind
from core.quantities.words import Qualifier

# One text a line, then one column for each reading: [raw] kind value qualifiers unit:counter ×scale «noun» key(numbers)
# alternatives notes flags, each only where it differs from the usual.
LINES = [
    (row[0], row[1:])
    for row in csv.reader(
        (Path(__file__).parent / "en.tsv").read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
    )
]


def number(value):
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return f"{value.normalize():f}"


def day(moment):
    if moment is None:
        return ""
    year = (
        moment.year if moment.year is not None else "" if moment.year_offset is None else f"year{moment.year_offset:+d}"
    )
    return (
        f"{year}"
        + "".join(f"-{part}" for part in (moment.month, moment.day) if part)
        + (moment.part and f"({moment.part})")
    )


def label(reading):
    """A reading in the notation of the labelled lines."""
    parts = [f"[{reading.raw}]", reading.kind.value]
    if reading.value is not None:
        parts.append(number(reading.value))
    if reading.low is not None:
        parts.append(f"{number(reading.low)}..{number(reading.high)}")
    if reading.first is not None:
        parts.append(day(reading.first) + (".." + day(reading.last) if reading.kind is ReadingKind.PERIOD else ""))
    if reading.qualifiers != (Qualifier.EXACT,):
        parts.append("/".join(reading.qualifiers))
    if reading.unit is not UnitKind.NONE or reading.counter:
        parts.append(f"{reading.unit.value}:{reading.counter}".removesuffix(":"))
    parts += [f"×{reading.scale}"] if reading.scale else []
    parts += [f"«{reading.noun}»"] if reading.noun else []
    parts += [f"{reading.key}({','.join(map(str, reading.numbers))})"] if reading.key else []
    parts += [f"or {number(other)}" for other in reading.alternatives]
    parts += [note.value for note in reading.notes]
    return " ".join(parts + ["weak"] * reading.weak + ["malformed"] * reading.malformed)


@pytest.mark.parametrize(("text", "labels"), LINES, ids=[line[0][:50] for line in LINES])
def test_a_text_is_read_as_its_label_says(text, labels):
    readings = read_en(text, Marks())
    assert [label(reading) for reading in readings] == labels
    assert all(text[reading.start : reading.end] == reading.raw for reading in readings)


def test_there_are_at_least_320_labelled_texts_and_each_only_once():
    texts = [text for text, _ in LINES]
    assert len(texts) >= 320 and len(set(texts)) == len(texts)


def test_readings_of_a_text_come_in_order_and_do_not_overlap():
    whole = "\n".join(text for text, _ in LINES)
    readings = read_en(whole)
    assert all(one.end <= other.start for one, other in zip(readings, readings[1:], strict=False))
    assert all(whole[reading.start : reading.end] == reading.raw for reading in readings)


TABLES = {
    "numbers": (*lexicon.ONES, *lexicon.TENS),
    "ordinals": lexicon.ORDINALS,
    "scales": (*lexicon.SCALES, *lexicon.SHORT_SCALES),
    "vague numbers": (*lexicon.VAGUE_PLURALS, *lexicon.VAGUE_ALONE),
    "denominators": set(lexicon.DENOMINATORS) - {"second"},
    "fraction signs": lexicon.FRACTION_SIGNS,
    "multiples": lexicon.MULTIPLES,
    "qualifiers before": lexicon.BEFORE,
    "fillers": lexicon.FILLERS,
    "qualifiers after": lexicon.AFTER,
    "measures": {word for row in lexicon.MEASURES.values() for word in row.split(", ")},
    "adjectives of time": lexicon.UNIT_ADJECTIVES,
    "ages": lexicon.AGES,
    "per cent": (*lexicon.PERCENTS, *lexicon.PERMILLES),
    "currencies": (*lexicon.CURRENCIES_BEFORE, *lexicon.CURRENCIES_AFTER),
    "levels": lexicon.LEVELS,
    "months": lexicon.MONTHS,
    "parts": lexicon.PARTS,
    "parts in code": lexicon.CODED_PARTS,
    "ten days": lexicon.TEN_DAYS,
    "ratios": lexicon.RATIO_WORDS,
    "relative years": lexicon.RELATIVE_YEARS,
    "until": lexicon.UNTIL,
    "present": lexicon.PRESENT,
    "name prefixes": lexicon.NAME_PREFIXES,
    "name heads": lexicon.NAME_HEADS,
    "labels": {word for word, number in lexicon.LABELS_BY_WORD.items() if number <= 12},
    "idioms": lexicon.IDIOMS,
}
ALL = [Tokens(text) for text, _ in LINES]


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_every_table_is_met_by_a_labelled_text(table):
    unmet = [row for row in TABLES[table] if not any(met(row, tokens) for tokens in ALL)]
    assert unmet == []


def met(row, tokens):
    """Whether the words of a row, or their plural, stand in that text."""
    rows = Phrases({row, row + "s"} - {"ss"})
    return any(rows.at(tokens, at) for at in range(tokens.count))


def test_no_idiom_states_a_quantity():
    for idiom in lexicon.IDIOMS:
        readings = [
            reading for reading in read_en(f"They spoke of {idiom} yesterday.") if reading.kind is not ReadingKind.NAME
        ]
        assert readings == [], idiom


# --- marks of a document --------------------------------------------------------------------------------------------

COMMA = "There are 1,284,000 wells."
POINT = "There are 11.000 wells and 1.384 billion litres."
DECIMAL_COMMA = "Of these, 63,5% are lined and 52,1% covered."
DOCUMENTS = (
    ("12.345 wells", COMMA, 12345, [12.345], [Irregularity.GROUPING_POINT]),
    ("12.345 km", COMMA, 12.345, [], []),
    ("12.345 km", POINT, 12345, [12.345], [Irregularity.GROUPING_POINT]),
    ("12.345 km", "", 12.345, [12345], []),
    ("It is 12.345 here.", "", 12.345, [12345], []),
    ("It is 12.345 here.", POINT, 12345, [12.345], [Irregularity.GROUPING_POINT]),
    ("12.345 wells", POINT, 12345, [], [Irregularity.GROUPING_POINT]),
    ("1.384 billion litres", POINT, 1384000000, [], []),
    ("52.1%", POINT, 52.1, [], []),
    ("1,384 billion litres", DECIMAL_COMMA, 1384000000, [1384000000000], []),
    ("28,675 million yuan", DECIMAL_COMMA, 28675000, [28675000000], []),
    ("28,675 km", DECIMAL_COMMA, 28.675, [28675], []),
    ("28,675 million yuan", POINT + DECIMAL_COMMA, 28675000, [28675000000], [Irregularity.DECIMAL_COMMA]),
    ("28,675%", DECIMAL_COMMA, 28.675, [28675], [Irregularity.DECIMAL_COMMA]),
    ("1,384 billion litres", COMMA, 1384000000000, [], []),
    ("1,384 billion litres", "", 1384000000000, [1384000000], []),
    ("12,345 wells", DECIMAL_COMMA, 12345, [], []),
    ("2,5 hectares", "", 2.5, [], [Irregularity.DECIMAL_COMMA]),
    ("0,5 points", "", 0.5, [], [Irregularity.DECIMAL_COMMA]),
)


@pytest.mark.parametrize(("text", "document", "value", "alternatives", "notes"), DOCUMENTS)
def test_the_document_decides_what_a_mark_means(text, document, value, alternatives, notes):
    (reading,) = read_en(text, Marks.of([text, document]))
    assert reading.value == Decimal(str(value))
    assert list(reading.alternatives) == [Decimal(str(other)) for other in alternatives]
    assert list(reading.notes) == notes


def test_the_evidence_is_counted_by_kind():
    assert Marks.of([COMMA, POINT, DECIMAL_COMMA, "1.234,56 and 1,234.56 and 2.5"]) == Marks(2, 2, 2, 3)


@pytest.mark.parametrize("text", ("192.168.1.10", "2017.12.24", "Version 10.15.7", "Article 12.3", "CVE-2017-0144"))
def test_what_is_no_number_is_no_evidence_and_not_malformed(text):
    assert Marks.of([text]).point_groups == 0
    assert not any(reading.malformed for reading in read_en(text))


# --- places in the text ---------------------------------------------------------------------------------------------


def test_places_are_those_of_the_text_as_given():
    text = "“The”\u00a0group saw １１\u2009000 wells in ２０１７."
    readings = read_en(text)
    assert [text[reading.start : reading.end] for reading in readings] == ["１１\u2009000", "２０１７"]
    assert (readings[0].value, readings[1].first) == (11000, Moment(2017))
    assert readings[0].notes == (Irregularity.GROUPING_BLANK, Irregularity.FULL_WIDTH)


@pytest.mark.parametrize(
    "text",
    ("", " ", "\n\t", "没有数字", "…—“”", "½", "-", "–1", "a", "the", "first", "RMB", "between", "1", "(", "No."),
)
def test_any_scrap_of_text_can_be_read(text):
    assert all(text[reading.start : reading.end] == reading.raw for reading in read_en(text))
