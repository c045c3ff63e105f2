"""Rosters as files: what is read, and every fault with its place."""

import io
import tracemalloc
import zipfile
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from inspections.drawing import checking
from inspections.drawing.faults import LARGEST, MOST_ROWS
from inspections.drawing.roster import INSPECTORS, Row, digest_of, frame_of, read_roster, row_digests, to_csv
from tests.inspections.drawing.workbooks import (
    HEAD,
    MAIN,
    PACKAGE,
    RELATIONS,
    UNIT,
    by_hand,
    people,
    repacked,
    units,
    workbook,
)
from tests.steps import steps

GOOD = "id,name,place,kind\nU1,海南省政务服务网,460000,门户\nU2,海口市政务服务网,460100,门户\n"


def read(content: str | bytes, name: str = "roster.csv", kind: str = "units"):
    return read_roster(io.BytesIO(content.encode() if isinstance(content, str) else content), name=name, kind=kind)


def faults(content: str | bytes, **given) -> list[tuple[str, str]]:
    """(place, reason) of each fault, in English."""
    reading = read(content, **given)
    assert (reading.size, bool(reading.faults)) == (0, True), "a faulty roster gives no rows"
    assert all(fault.reason.complete and bool(fault.place.zh) == bool(fault.place.en) for fault in reading.faults)
    return [(fault.cell, fault.reason.en) for fault in reading.faults]


def body(*lines: str) -> str:
    return "\n".join(["id,name,place,kind", *lines]) + "\n"


# --- What is read ----------------------------------------------------------------------------------------------------


def test_a_roster_is_read_in_the_order_of_the_file():
    reading = read(GOOD)
    assert reading.rows == [
        Row(1, "U1", "海南省政务服务网", "460000", "门户"),
        Row(2, "U2", "海口市政务服务网", "460100", "门户"),
    ]
    assert (reading.faults, reading.fault_count, reading.notes) == ((), 0, ())
    assert reading.counts == {"460000|门户": 1, "460100|门户": 1}
    assert reading.digest == digest_of(reading.rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends_make_no_difference(encoding, delimiter, end):
    content = GOOD.replace(",", delimiter).replace("\n", end).encode(encoding)
    reading = read(content)
    assert reading.digest == read(GOOD).digest
    assert [note.en for note in reading.notes] == (
        ["The file was read as GB 18030."] if encoding.startswith("gb") else []
    )


def test_chinese_heads_in_another_order_with_further_columns():
    reading = read("类别,备注,名称,编号, 地区 \n门户,无,海南省政务服务网,U1,460000\n")
    assert reading.rows == [Row(1, "U1", "海南省政务服务网", "460000", "门户")]
    assert [note.en for note in reading.notes] == ["Columns not read: 备注."]


@pytest.mark.parametrize("head", ["id,name,office", "编号,姓名,单位", "ID,Name,OFFICE"])
def test_inspectors_have_an_office(head):
    reading = read(f"{head}\nP1,张三,网信办\n", kind=INSPECTORS)
    assert reading.rows == [Row(1, "P1", "张三", office="网信办")]
    assert reading.counts == {"网信办": 1}


def test_quoted_cells_blank_lines_and_short_lines():
    reading = read(body('U1,"甲, ""乙""",p,k', "", ",,,", "U2,丙"))
    assert [row[1:] for row in reading.rows] == [("U1", '甲, "乙"', "p", "k", ""), ("U2", "丙", "", "", "")]


def test_cells_are_composed_and_lose_the_spaces_at_their_ends():
    reading = read(body("\u3000U1 ,cafe\u0301\u00a0,p q,k"))
    assert reading.rows == [Row(1, "U1", "café", "p q", "k")]


def test_a_workbook_gives_the_same_digest_as_the_text():
    rows = [(*HEAD, "备注"), (*UNIT, 1), ("U2", "海口市政务服务网", 460100, "门户", None)]
    assert read(workbook(rows), name="roster.xlsx").digest == read(GOOD).digest
    assert [note.en for note in read(workbook(rows)).notes] == ["Columns not read: 备注."]


def test_what_is_written_is_read_back():
    rows = [Row(1, "U1", '甲, "乙"; 丙', "p", "k"), Row(2, "U2", "x y", "", "")]
    assert read(to_csv(rows)).rows == rows
    assert read(to_csv(people(3), INSPECTORS), kind=INSPECTORS).rows == people(3)


def test_a_path_is_read_too(tmp_path):
    (tmp_path / "a.csv").write_text(GOOD)
    assert read_roster(tmp_path / "a.csv").size == 2
    assert [str(fault) for fault in read_roster(tmp_path / "b.csv").faults] == ["There is no file “b.csv”."]
    assert [str(fault) for fault in read_roster(tmp_path).faults] == [f"The file “{tmp_path.name}” cannot be opened."]


# --- Digests ---------------------------------------------------------------------------------------------------------


def test_order_changes_the_digest_but_not_the_frame():
    rows = units(5)
    assert digest_of(rows) != digest_of(rows[::-1])
    assert frame_of(rows) == frame_of(rows[::-1]) != digest_of(rows)
    assert row_digests(rows[::-1]) == "".join(row_digests([row]) for row in rows[::-1])


@pytest.mark.parametrize("column", ["ident", "name", "place", "kind", "office"])
def test_every_cell_counts(column):
    rows = units(3)
    changed = [rows[0], rows[1]._replace(**{column: "x"}), rows[2]]
    assert digest_of(changed) != digest_of(rows)
    assert frame_of(changed) != frame_of(rows)


def test_cells_cannot_be_shifted_into_each_other():
    with pytest.raises(ValueError, match="tab"):
        digest_of([Row(1, "a\tb", "c")])
    with pytest.raises(ValueError, match="break"):
        digest_of([Row(1, "a\nb", "c")])


# --- Faults of the head ----------------------------------------------------------------------------------------------


def test_a_missing_column_is_named_with_those_that_are_there():
    assert faults("id,title,place,kind\nU1,a,b,c\n") == [
        ("line 1", "There is no column “name” (名称). The columns are: id, title, place, kind.")
    ]


def test_a_doubled_column_is_refused_in_whichever_language():
    assert faults("id,name,place,kind,名称\nU1,a,b,c,d\n") == [
        ("line 1, column 名称", "Two columns are “name” (名称).")
    ]


def test_inspectors_are_no_units():
    assert [where for where, _ in faults("id,name,office\nP1,a,b\n")] == ["line 1", "line 1"]


# --- Faults of cells -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "where", "reason"),
    [
        (",甲,p,k", "line 3, column id", "Nothing is filled in."),
        ("U2,　,p,k", "line 3, column name", "Nothing is filled in."),
        ("U1,甲,p,k", "line 3, column id", "“U1” stands at line 2, column id already."),
        (f"{'x' * 61},甲,p,k", "line 3, column id", "It has 61 characters; the limit is 60."),
        (f"U2,{'名' * 201},p,k", "line 3, column name", "It has 201 characters; the limit is 200."),
        ("U2,甲,p|q,k", "line 3, column place", "“|” may not stand here: it separates the names of strata."),
        ("U2,甲\u200b,p,k", "line 3, column name", "It holds a character that cannot be seen (U+200B). Please remove it."),
        ("U2,甲,p,k\u202e", "line 3, column kind", "It holds a character that cannot be seen (U+202E). Please remove it."),
        ("U2,甲\x07,p,k", "line 3, column name", "It holds a character that cannot be seen (U+0007). Please remove it."),
        ("U2,甲,p,k,more", "line 3", "This line has more cells than the head; quotation marks may be missing."),
        ('U2,"甲\n乙",p,k', "line 4, column name", "It holds a character that cannot be seen (U+000A). Please remove it."),
    ],
)  # fmt: skip
def test_a_faulty_cell_is_named(line, where, reason):
    assert faults(body("U1,海南省政务服务网,460000,门户", line)) == [(where, reason)]


FORMULAS = ["=1+1", '"=HYPERLINK(""http://x"",""y"")"', "+86 10", "-", "@SUM(A1)", "\tx", '"\rx"', "＝1", "＋1", "－1", "＠x", " =1"]  # fmt: skip


@pytest.mark.parametrize("cell", FORMULAS)
@pytest.mark.parametrize("column", range(4))
def test_a_formula_is_refused_as_such(cell, column):
    cells = ["U2", "甲", "p", "k"]
    cells[column] = cell
    ((where, reason),) = faults(body(",".join(cells)))
    assert where.endswith(f"column {HEAD[column]}")
    assert reason.startswith("It begins with “") and "formula" in reason


def test_formulas_in_columns_that_are_not_read_are_left_alone():
    assert read("id,name,place,kind,x\nU1,甲,p,k,=1+1\n").size == 1


def test_all_faults_are_counted_and_the_first_hundred_are_named():
    reading = read(body(*[f",,p,k{n}" for n in range(150)]))
    assert (len(reading.faults), reading.fault_count) == (100, 300)
    assert [fault.cell for fault in reading.faults[:3]] == [
        "line 2, column id",
        "line 2, column name",
        "line 3, column id",
    ]


def test_faults_say_their_place_in_chinese():
    (fault,) = read(body("U1,,p,k")).faults
    assert (fault.place.zh, fault.reason.zh) == ("第2行“name”列", "没有填写。")


def test_the_limits_are_those_of_the_columns():
    from inspections.models import RosterRow

    for columns in checking.COLUMNS.values():
        for column in columns:
            assert column.most == RosterRow._meta.get_field(column.field).max_length


# --- Faults of a .csv file as a whole --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "begins"),
    [
        (b"", "The file is empty."),
        (b"\n\n", "The file is empty."),
        (b"id,name,place,kind\n", "The roster has a head and no rows."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "This is an old Excel file (.xls)"),
        (b"%PDF-1.7 ...", "This is no table."),
        (b"id,name\0place", "This is no table."),
        (bytes(range(256)) * 4, "This is no table."),
        (GOOD.encode("utf-16"), "The file is encoded in UTF-16."),
        (GOOD.encode() + b"U3,\xff\xff,p,k\n", "Line 4 is text neither in UTF-8 nor in GB 18030."),
        (body('U1,"甲,p,k', "U2,乙,p,k").encode(), "From line 2 on the file cannot be read: a quotation mark"),
        (body("U1,甲,p,k", 'U2,"乙"丙,p,k').encode(), "From line 3 on the file cannot be read: a quotation mark"),
        (body(f"U1,{'x' * 200_000},p,k").encode(), "From line 2 on the file cannot be read"),
        (b"," * 10_000_001, "The file holds too many cells."),
    ],
)
def test_a_file_that_is_no_roster_is_refused(content, begins):
    ((where, reason),) = faults(content)
    assert (where, reason[: len(begins)]) == ("", begins)


def test_two_hundred_thousand_rows_and_no_more():
    lines = [f"U{n},单位,p,k" for n in range(MOST_ROWS)]
    assert read(body(*lines)).size == MOST_ROWS
    assert faults(body(*lines, "V1,单位,p,k")) == [("", "The roster has more than 200000 rows.")]


class Huge(io.BytesIO):
    """Three hundred megabytes that nobody may read."""

    def tell(self) -> int:
        return 300_000_000

    def read(self, size: int | None = -1) -> bytes:
        raise AssertionError("read before its size was known")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    (fault,) = read_roster(Huge()).faults
    assert str(fault) == "The file is too large: 300 MB; the limit is 50 MB."
    with (tmp_path / "huge.csv").open("wb") as file:
        file.truncate(300_000_000)
    tracemalloc.start()
    assert str(read_roster(tmp_path / "huge.csv").faults[0]).startswith("The file is too large: 300 MB")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000
    assert LARGEST == 50_000_000


# --- Faults of a workbook --------------------------------------------------------------------------------------------


def test_a_formula_cell_is_refused_whatever_it_gives():
    rows = [HEAD, UNIT, ("U2", "=CONCATENATE(1,2)", "p", "k")]
    ((where, reason),) = faults(workbook(rows))
    assert (where, reason.split(",")[0]) == ("B3", "It begins with “=”")


def test_a_text_that_looks_like_a_formula_is_refused_too():
    def change(book):
        book.active["A2"].value = "@x"
        book.active["A2"].data_type = "s"

    assert [where for where, _ in faults(workbook([HEAD, UNIT], change))] == ["A2"]


def test_merged_cells_are_named():
    def change(book):
        book.active.merge_cells("C2:C3")

    found = faults(workbook([HEAD, UNIT, ("U2", "乙", "", "k")], change))
    assert [where for where, _ in found] == ["C2:C3"]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (date(2017, 8, 1), "It is a date."),
        (1234567890123456789, "It is a number of more than 15 digits"),
    ],
)
def test_what_a_spreadsheet_has_made_of_a_number_is_seen(value, reason):
    ((where, found),) = faults(workbook([HEAD, (value, "甲", "p", "k")]))
    assert (where, found[: len(reason)]) == ("A2", reason)


def test_numbers_are_read_as_they_are_shown():
    def change(book):
        book.active["A3"].number_format = "000000"

    rows = [HEAD, (150000, "甲", 1.5, "k"), (42, "乙", 460000.0, "k")]
    reading = read(workbook(rows, change))
    assert [row[1:5] for row in reading.rows] == [("150000", "甲", "1.5", "k"), ("000042", "乙", "460000", "k")]


def test_only_the_first_visible_sheet_is_read_and_that_is_said():
    def change(book):
        book.create_sheet("草稿").append(["id"])
        book.create_sheet("名录").append(["x"])
        book["Sheet"].sheet_state = "hidden"
        for row in (HEAD, UNIT):
            book["草稿"].append(list(row))
        book["草稿"].delete_rows(1)
        book.active = 1

    reading = read(workbook([("secret",)], change))
    assert [row.ident for row in reading.rows] == ["U1"]
    assert [note.en for note in reading.notes] == [
        "Only the worksheet “草稿” was read; others not read: 2, hidden ones among them: 1."
    ]


def test_hidden_rows_are_read_and_that_is_said():
    def change(book):
        book.active.row_dimensions[3].hidden = True

    reading = read(workbook([HEAD, UNIT, ("U2", "乙", "p", "k")], change))
    assert (reading.size, [note.en for note in reading.notes]) == (2, ["Hidden rows were read as well: 1."])


def test_links_that_a_reader_may_click_do_no_harm_but_linked_workbooks_are_refused():
    def change(book):
        book.active["B2"].hyperlink = "https://example.org/"

    linked = workbook([HEAD, UNIT], change)
    assert read(linked).size == 1
    assert faults(repacked(linked, {"xl/externalLinks/externalLink1.xml": b"<x/>"}))[0][1].startswith(
        "The workbook holds an external link (xl/externalLinks/externalLink1.xml)"
    )
    relations = f'<Relationships {PACKAGE}><Relationship Id="r" Type="x/oleObject" Target="file:///x" TargetMode="External"/></Relationships>'
    assert "external link (file:///x)" in faults(repacked(linked, {"xl/_rels/x.rels": relations.encode()}))[0][1]


@pytest.mark.parametrize("extra", [{"xl/vbaProject.bin": b"x"}, {"[Content_Types].xml": b"<a>macroEnabled</a>"}])
def test_macros_are_refused(extra):
    assert faults(repacked(workbook([HEAD, UNIT]), extra))[0][1].startswith("The file holds macros")


def test_a_name_ending_in_xlsm_is_refused():
    assert faults(workbook([HEAD, UNIT]), name="a.XLSM")[0][1].startswith("The file holds macros")


@pytest.mark.parametrize(
    ("content", "begins"),
    [
        (workbook([]), "The file is empty."),
        (workbook([HEAD]), "The roster has a head and no rows."),
        (workbook([HEAD, UNIT])[:-200], "The workbook is damaged"),
        (repacked(workbook([HEAD, UNIT]), {"xl/workbook.xml": b"<workbook"}), "The workbook is damaged"),
        (repacked(workbook([HEAD, UNIT]), {"xl/worksheets/sheet1.xml": b"<worksheet>"}), "The workbook is damaged"),
        (by_hand("", {"xl/workbook.xml": f"<workbook {MAIN}/>".encode()}), "The workbook has no visible worksheet."),
        (by_hand("", {"xl/worksheets/sheet1.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "“xl/worksheets/sheet1.xml” in"),
        (by_hand("", {"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "“xl/workbook.xml” in the workbook"),
        (by_hand("<row><c r='1'><v>1</v></c></row>" * 2), "There is no column “id”"),
        (by_hand("<row><c r='ABCDE1'><v>1</v></c></row>"), "The workbook is damaged"),
        (by_hand("<row><c s='x'><v>1</v></c></row>"), "The workbook is damaged"),
        (by_hand("<row><c t='s'><v>7</v></c></row>"), "The workbook is damaged"),
    ],
)  # fmt: skip
def test_a_workbook_that_is_none_is_refused(content, begins):
    reason = faults(content)[0][1]
    assert reason[: len(begins)] == begins


def test_a_package_of_something_else_is_no_table():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert faults(buffer.getvalue())[0][1].startswith("This is no table.")


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = repacked(workbook([HEAD, UNIT]), {"xl/worksheets/sheet1.xml": bytes(200_000_000)})
    assert len(bomb) < 300_000
    tracemalloc.start()
    assert "may be a zip bomb" in faults(bomb)[0][1]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


def test_too_many_members_are_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for n in range(3001):
            package.writestr(str(n), "")
    assert faults(buffer.getvalue())[0][1].startswith("The workbook holds too many files (3001")


def test_inline_and_rich_texts_are_read_without_their_phonetic_guides():
    def cell(column: str, text: str) -> str:
        return f'<c r="{column}{{0}}" t="inlineStr"><is>{text}</is></c>'

    head = "".join(cell(letter, f"<t>{name}</t>") for letter, name in zip("ABCD", HEAD, strict=True)).format(1)
    rich = "<r><t>海</t></r><r><t>口</t></r><rPh><t>haikou</t></rPh>"
    unit = "".join(map(cell, "ABCD", ["<t>U1</t>", rich, "<t>p</t>", "<t>a_x0041_</t>"])).format(2)
    reading = read(by_hand(f"<row r='1'>{head}</row><row r='2'>{unit}</row>"))
    assert reading.rows == [Row(1, "U1", "海口", "p", "aA")]


def shared(strings: str, cells: str) -> bytes:
    """A workbook as spreadsheets write it: texts in a table of their own."""
    relation = '<Relationship Id="r{}" Type="' + RELATIONS + '/{}" Target="{}"/>'
    relations = relation.format(1, "worksheet", "/xl/worksheets/sheet1.xml")
    relations += relation.format(2, "sharedStrings", "sharedStrings.xml")
    return by_hand(
        cells,
        {
            "xl/_rels/workbook.xml.rels": f"<Relationships {PACKAGE}>{relations}</Relationships>".encode(),
            "xl/sharedStrings.xml": f"<sst {MAIN}>{strings}</sst>".encode(),
        },
    )


def test_shared_texts_are_read_without_their_phonetic_guides():
    texts = ("id", "name", "place", "kind", "U1", " 单位 ")
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    strings += "<si><r><t>海</t></r><r><t>口</t></r><rPh><t>haikou</t></rPh></si>"
    rows = [(0, 1, 2, 3), (4, 5, 6, 6)]
    cells = "".join("<row>" + "".join(f'<c t="s"><v>{n}</v></c>' for n in row) + "</row>" for row in rows)
    assert read(shared(strings, cells)).rows == [Row(1, "U1", "单位", "海口", "海口")]
    assert faults(shared("<si/>", cells))[0][1].startswith("The workbook is damaged")


def test_a_text_that_is_shared_by_all_cells_does_not_fill_the_memory():
    strings = "".join(f"<si><t>{text}</t></si>" for text in (*HEAD, "x" * 1_000_000))
    cells = "<row>" + "".join(f'<c t="s"><v>{n}</v></c>' for n in range(4)) + "</row>"
    cells += ("<row>" + '<c t="s"><v>4</v></c>' * 4 + "</row>") * 50_000
    reading = read(shared(strings, cells))
    assert reading.fault_count == 4 * 50_000 + 49_999
    assert str(reading.faults[0]) == "A2: It has 1000 characters; the limit is 60."


def test_a_control_character_in_disguise_is_seen():
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEAD)
    unit = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("U1", "a_x000D_b", "p", "k"))
    assert [where for where, _ in faults(by_hand(f"<row>{head}</row><row>{unit}</row>"))] == ["B2"]


def test_blank_rows_do_not_count_but_keep_their_numbers():
    rows = [HEAD, UNIT, (None,) * 4, ("U2", "", "p", "k")]
    assert faults(workbook(rows)) == [("B4", "Nothing is filled in.")]


@pytest.mark.parametrize("blank", ["", " ", "　", "\u00a0", ",,,", " ,　,\u00a0,", '"  "'])
def test_rows_of_spaces_do_not_count_but_keep_their_lines(blank):
    text = f"id,name,place,kind\n{blank}\nU1,甲,p,k\n{blank}\n  U2,乙,p,k\n{blank}\n"
    assert read(text).columns[0] == ["U1", "U2"]
    assert faults(f"{text},丙,p,k\n") == [("line 7, column id", "Nothing is filled in.")]


def test_rows_are_checked_by_column_and_not_cell_by_cell():
    """Six steps for a row of four cells; looking at each cell for itself would take four more."""
    texts = [body(*[f"U{n},单位{n},{460000 + n % 20},门户" for n in range(rows)]) for rows in (10, 20_000)]
    read(texts[0])
    few, many = (steps(partial(read, text)) for text in texts)
    assert many - few < 8 * 20_000


def test_the_readers_are_found_by_content_not_by_name(tmp_path: Path):
    assert read(GOOD, name="roster.xlsx").size == 2
    assert read(workbook([HEAD, UNIT]), name="roster.csv").size == 1
