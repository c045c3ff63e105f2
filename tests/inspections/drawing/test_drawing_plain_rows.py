"""Rows that look as spreadsheets write them are taken by a pattern: it sees no less and believes no more than expat."""

import io
import random
from collections.abc import Iterator
from functools import partial

import pytest

from inspections.drawing import xlsx_file, xlsx_sheet, xml_stream
from inspections.drawing.roster import RosterReading, Row, read_roster
from tests.inspections.drawing.workbooks import HEAD, MAIN, PACKAGE, RELATIONS, by_hand
from tests.steps import steps

SHEET = "xl/worksheets/sheet1.xml"
STYLES = '<numFmts><numFmt numFmtId="200" formatCode="000000"/></numFmts><cellXfs><xf numFmtId="0"/>'
STYLES += '<xf numFmtId="14"/><xf numFmtId="200"/></cellXfs>'
TEXTS = ("id", "name", "place", "kind", "", "单位", " 海口 ", "e\u0301", "a_x0041_", "x" * 70)
STRINGS = [f"<si><t>{text}</t></si>" for text in TEXTS]
STRINGS += [
    '<si><t xml:space="preserve"> 门户 </t><phoneticPr fontId="1" type="noConversion"/></si>',
    "<si><r><t>海</t></r><r><t>南</t></r><rPh><t>hainan</t></rPh></si>",
    "<si><t>A&amp;B</t></si>",
    "<si/>",
    "<si><t/></si>",
    "<si><t>a\r\nb</t></si>",
]


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    """A piece holds a few rows, so that a file of some rows has many."""
    monkeypatch.setattr(xlsx_file, "CHUNK", 700)


def book(sheet: str | bytes, strings: str = "".join(STRINGS)) -> bytes:
    """A workbook with styles and shared texts; `sheet` are rows, or the bytes of the whole part."""
    relation = '<Relationship Id="r{}" Type="' + RELATIONS + '/{}" Target="{}"/>'
    relations = relation.format(1, "worksheet", "worksheets/sheet1.xml")
    relations += relation.format(2, "sharedStrings", "sharedStrings.xml") + relation.format(3, "styles", "styles.xml")
    extra = {
        "xl/_rels/workbook.xml.rels": f"<Relationships {PACKAGE}>{relations}</Relationships>".encode(),
        "xl/sharedStrings.xml": f"<sst {MAIN}>{strings}</sst>".encode(),
        "xl/styles.xml": f"<styleSheet {MAIN}>{STYLES}</styleSheet>".encode(),
    }
    if isinstance(sheet, bytes):
        extra[SHEET] = sheet
    return by_hand(sheet if isinstance(sheet, str) else "", extra)


def row(number: int, *cells: str, given: str = "") -> str:
    return f'<row r="{number}"{given}>{"".join(cells)}</row>'


def text(number: int, *cells: object, given: str = "") -> str:
    """A row of texts, each in its cell."""
    return row(
        number,
        *[
            f'<c r="{letter}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for letter, cell in zip("ABCDEF", cells, strict=False)
        ],
        given=given,
    )


def many(begin: int, end: int) -> str:
    return "".join(text(n, f"U{n}", f"单位{n}", "460000", "门户") for n in range(begin, end))


def read(content: bytes) -> RosterReading:
    return read_roster(io.BytesIO(content))


def seen(reading: RosterReading) -> tuple:
    return reading.columns, [str(fault) for fault in reading.faults], reading.fault_count, reading.notes


def told(content: bytes, monkeypatch) -> RosterReading:
    """What is read when expat tells everything."""
    with monkeypatch.context() as change:
        change.setattr(xml_stream, "BEGINNING", xml_stream.re.compile(b"(?!)"))
        return read(content)


# --- The same as tag by tag ------------------------------------------------------------------------------------------


def cells(chance: random.Random, number: int) -> Iterator[str]:
    """A row as no spreadsheet, or only a strange one, would write it."""
    for letter in chance.choice(["ABCD", "ABCDE", "ABCDEF", "ACD", "AECFD", "BA", "ABCDA", "E", ""]):
        where = chance.choice([f' r="{letter}{number}"'] * 30 + [f' r="{letter}"', ""])
        style = chance.choice([""] * 5 + [' s="0"', ' s="1"', ' s="2"', ' s="7"'])
        value = chance.choice(
            [f' t="s"><v>{chance.randrange(4, len(STRINGS))}</v>'] * 4
            + [f"><v>{chance.choice(['460000', '1.50', '42', '1e3', 'x', '-0', '1234567890123456'])}</v>"] * 2
            + [f' t="inlineStr"><is><t>{chance.choice(TEXTS)}</t></is>'] * 4
            + [' t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is>', ' t="str"><f>A1</f><v>7</v>', ' t="s">']
            + [' t="e"><v>#N/A</v>', ' t="b"><v>1</v>', ' t="s"><v></v>', ">", ' t="inlineStr"><is><t>a&lt;b</t></is>']
            + [' t="str"><v>=1</v>', ' t="d"><v>2017-08-01</v>', ' t="inlineStr"><is><t>a\r\nb</t></is>']
        )
        yield f"<c{where}{style}{value}</c>"


def strange(chance: random.Random) -> str:
    sheet = [text(1, *HEAD, "备注", "注")]
    for number in range(2, chance.randint(3, 60)):
        kind = chance.random()
        if kind < 0.75:
            sheet.append(text(number, f"U{number}", f"单位{number}", "460000", chance.choice(TEXTS)))
        elif kind < 0.8:
            sheet.append(chance.choice(['<row r="7"/>', "<row></row>", " \n ", "<c><v>9</v></c>", "<si/>"]))
        else:
            given = chance.choice(
                ["", ' spans="1:4"', ' hidden="1"', ' hidden="false"', " hidden='true'", ' ht="12.8"']
            )
            line = row(number, *cells(chance, number), given=given)
            sheet.append(line if chance.random() < 0.9 else line.replace(f' r="{number}"', "", 1))
    return "".join(sheet)


@pytest.mark.parametrize("seed", range(100))
def test_what_a_pattern_takes_is_what_expat_would_tell(seed, monkeypatch):
    content = book(strange(random.Random(seed)))
    assert seen(read(content)) == seen(told(content, monkeypatch))


def test_both_ways_are_gone(monkeypatch):
    """The comparison above compares something: of each file some rows are taken, and in most some are told."""
    taken, added = [], []
    plain, add = xlsx_sheet.Sheet.plain, xlsx_sheet.Sheet._add
    monkeypatch.setattr(
        xlsx_sheet.Sheet, "plain", lambda self, piece: (before := self.size, plain(self, piece), taken.append(self.size - before))[1]
    )  # fmt: skip
    monkeypatch.setattr(xlsx_sheet.Sheet, "_add", lambda self, cells: (added.append(1), add(self, cells))[1])
    for seed in range(40):
        read(book(strange(random.Random(seed))))
    assert sum(taken) > 150 and len(added) > 150


@pytest.mark.parametrize("order", [STRINGS, STRINGS[::-1], STRINGS[5:9]])
def test_shared_texts_are_the_same_both_ways(order, monkeypatch):
    strings = "".join(STRINGS[:4] + order * 40)
    sheet = text(1, *HEAD) + "".join(
        row(n, f'<c r="A{n}"><v>{n}</v></c>', f'<c r="B{n}" t="s"><v>{n + 2}</v></c>')
        for n in range(2, len(order) * 40)
    )
    content = book(sheet, strings)
    assert seen(read(content)) == seen(told(content, monkeypatch))
    assert not any("damaged" in str(fault) for fault in read(content).faults)
    assert read(book(sheet, strings[len(STRINGS[0]) * 30 :])).faults[0].reason.en.startswith("The workbook is damaged")


def test_a_few_strange_rows_do_not_make_all_slow(monkeypatch):
    """A row that is told takes more than seventy steps; most rows beside it are taken all the same."""
    monkeypatch.setattr(xlsx_file, "CHUNK", 1 << 16)
    counts = []
    for hundreds in (5, 45):
        rows = "".join(
            text(n, f"U{n}", "A&amp;B" if n % 100 == 0 else f"单位{n}", "460000", "门户")
            for n in range(2, hundreds * 100)
        )
        counts.append(steps(partial(read, book(text(1, *HEAD) + rows))))
    assert counts[1] - counts[0] < 25 * 4000


# --- Nothing is believed that expat would not ------------------------------------------------------------------------


def part(rows: str, before: str = "", after: str = "", begins: str = "") -> str:
    return f"{begins}<worksheet {MAIN}>{before}<sheetData>{text(1, *HEAD)}{rows}</sheetData>{after}</worksheet>"


@pytest.mark.parametrize(
    ("open_", "close"),
    [("<!--", "-->"), ("<?x ", "?>"), ("<v><![CDATA[", "]]></v>")],
)
@pytest.mark.parametrize("where", ["before", "between", "within"])
def test_rows_that_are_none_are_not_read(open_, close, where):
    hidden = f"{open_}{many(500, 560)}{close}"
    rows = {
        "before": part(many(2, 40), before=hidden),
        "between": part(many(2, 40) + hidden),
        "within": part(many(2, 40) + f'<row r="40">{hidden}</row>'),
    }[where]
    reading = read(book(rows.encode()))
    assert [fault.reason.en for fault in reading.faults] == []
    assert [line.ident for line in reading.rows] == [f"U{n}" for n in range(2, 40)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "gb18030", "cp037"])
def test_another_encoding_is_left_to_expat(encoding, monkeypatch):
    """Declared as what it is, or not at all, the bytes are read as expat reads them, or the part is damaged."""
    for begins in (f'<?xml version="1.0" encoding="{encoding}"?>', '<?xml version="1.0" encoding="UTF-8"?>', ""):
        ascii_only = part(many(2, 60), begins=begins).replace("单位", "unit").replace("门户", "k")
        for content in (ascii_only.encode(encoding), ascii_only.encode()):
            assert seen(read(book(content))) == seen(told(book(content), monkeypatch))


def test_bytes_that_look_like_rows_in_another_encoding_are_not_rows():
    """Two bytes of UTF-16 are one character: rows in ASCII are Chinese characters there."""
    rows = many(500, 560).replace("单位", "unit").replace("门户", "k").encode()
    rows += b" " * (len(rows) % 2)
    begin, end = f"<worksheet {MAIN}><sheetData>{text(1, *HEAD)}{many(2, 40)}".split("<sheetData>"), "</sheetData>"
    sheet = (begin[0] + "<sheetData>" + begin[1]).encode("utf-16") + rows + (end + "</worksheet>").encode("utf-16-le")
    reading = read(book(sheet))
    assert not [line for line in reading.rows if line.ident.startswith("U5") and len(line.ident) == 4]
    assert reading.size == 38


@pytest.mark.parametrize(
    "spoilt",
    [
        '<row r="41" r="41"></row>',
        '<row r="41" x14ac:dyDescent="0.2"></row>',
        '<row r="41" ht=12></row>',
        '<row r="41"><c r="A41"><v>1</c></v></row>',
        '<row r="41"><c r="A41" t="inlineStr"><is><t>1</v></is></c></row>',
        '<row r="41"><c r="E41" t="s" t="s"><v>1</v></c></row>',
        '<row r="41"><c r="E41"><v>1</t></c></row>',
        '<row r="41"><c r="A41" t="inlineStr"><is><t>\x0b</t></is></c></row>',
        '<row r="41"><c r="A41" t="s"><v>99999</v></c></row>',
        '<!DOCTYPE a><row r="41"></row>',
    ],
)
@pytest.mark.parametrize("again", [1, 30])
def test_what_is_not_well_formed_stays_damaged(spoilt, again):
    sheet = part(many(2, 41) + spoilt * again + many(42, 90)).replace("备注", "x")
    (fault,) = read(book(sheet.encode())).faults
    assert fault.reason.en.startswith("The workbook is damaged")


def test_bytes_that_are_no_utf_8_are_damaged():
    sheet = part(many(2, 41)).encode().replace("单位39".encode(), b"\xff39")
    assert read(book(sheet)).faults[0].reason.en.startswith("The workbook is damaged")


def test_hidden_and_merged_cells_and_formulas_are_seen_among_plain_rows():
    rows = many(2, 40) + text(40, "U40", "a", "p", "k", given=' hidden="1"') + many(41, 80)
    reading = read(book(part(rows).encode()))
    assert (reading.size, [note.en for note in reading.notes]) == (78, ["Hidden rows were read as well: 1."])
    formula = row(40, '<c r="A40"><f>1</f><v>5</v></c>')
    merged = '<mergeCells><mergeCell ref="A3:A4"/></mergeCells>'
    reading = read(book(part(many(2, 40) + formula + many(41, 80), after=merged).encode()))
    assert [fault.cell for fault in reading.faults] == ["A3:A4", "A40", "B40"]


def test_a_row_without_end_is_read_without_believing_what_follows(monkeypatch):
    monkeypatch.setattr(xml_stream, "MOST_HELD", 2000)
    long = f'<row r="40"><c r="E40" t="inlineStr"><is><t>{"x" * 9000}</t></is></c></row>'
    reading = read(book(part(many(2, 40) + long + many(41, 80)).encode()))
    assert reading.fault_count == 2  # E40 holds something, so A40 and B40 should
    good = part(many(2, 40) + f"<!--{'x' * 9000}{many(500, 520)}-->" + many(40, 80))
    assert read(book(good.encode())).rows[-1] == Row(78, "U79", "单位79", "460000", "门户")


def test_a_comment_that_begins_where_a_piece_was_cut_is_one(monkeypatch):
    """Its first two signs may stand in two pieces when there was no end of a row to cut behind."""
    monkeypatch.setattr(xlsx_file, "CHUNK", 400)
    monkeypatch.setattr(xml_stream, "MOST_HELD", 400)
    for before in range(400):
        long = f'<c r="E3"><v>{"7" * (2500 + before)}</v></c>'
        filled = text(3, "U3", "a", "p", "k").replace("</row>", long)
        sheet = part(many(2, 3) + f"{filled}<!--{' ' * 2500}{many(500, 505)}--></row>" + many(4, 6))
        assert [line.ident for line in read(book(sheet.encode())).rows] == ["U2", "U3", "U4", "U5"], before
