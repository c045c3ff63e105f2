"""A workbook that came back: what is refused as a whole, which cells are not taken, and what numbers become."""

import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from core.payload import CLASSIFIED
from findings.workbooks.book import Book
from findings.workbooks.marking import mark
from findings.workbooks.numbers import shown
from findings.workbooks.reading import SECRET, meta_of
from findings.workbooks.refusals import CELLS, Refused
from tests.findings.workbooks import CONTENT, SHEETS, STEM, as_excel_saves, came_back, edited, part, repacked, written

OVERVIEW, OUTLINE, CASES, PROBLEMS, DUTIES = (SHEETS[key] for key in list(SHEETS)[:5])


@pytest.fixture(scope="module")
def raw():
    return written()


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        came_back(content)
    assert refused.value.text.complete
    return refused.value.text.zh


def errors(content: bytes) -> dict[str, str]:
    return {fault.where: fault.message.zh for fault in came_back(content).faults}


# --- Refused as a whole -----------------------------------------------------------------------------------------------


def test_a_sheet_that_is_missing_or_renamed_is_named(raw):
    assert f"缺少“{CASES}”表" in refusal(edited(raw, work=lambda book: book.remove(book[CASES])))
    assert f"缺少“{CASES}”表" in refusal(edited(raw, work=lambda book: setattr(book[CASES], "title", "表")))


def test_sheets_in_another_order_are_refused(raw):
    assert "顺序" in refusal(edited(raw, work=lambda book: book.move_sheet(CASES, -1)))


@pytest.mark.parametrize(
    ("where", "value", "told"),
    [
        (f"{CASES}!D3", "2015年", "3 数据表!D3被改过：应为“2016年”，现为“2015年”"),
        (f"{CASES}!B4", None, "3 数据表!B4被改过：应为“立案数（件）”，现为“”"),
        (f"{OUTLINE}!B5", "=1+1", "2 提纲!B5被改过"),
        (f"{PROBLEMS}!D3", "题目", "4 问题清单!D3被改过"),
        (f"{PROBLEMS}!A4", "zzz", "4 问题清单!A4是检查发现的编号，被改成了“zzz”"),
    ],
)
def test_a_changed_head_or_key_is_refused_with_its_cell(raw, where, value, told):
    assert told in refusal(edited(raw, {where: value}))


@pytest.mark.parametrize("shift", ["insert_rows", "insert_cols"])
def test_rows_or_columns_that_moved_are_refused(raw, shift):
    assert "被改过" in refusal(edited(raw, work=lambda book: getattr(book[CASES], shift)(2)))


def rows_of(sheet: str, count: int) -> bytes:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>' % (n, n) for n in range(1, count)
    )
    return head + rows + (b"</sheetData></worksheet>" if sheet == "whole" else b"<broken")


def test_a_hundred_thousand_rows_are_refused_before_they_are_read(raw):
    """The sheet breaks off behind its last row: whoever read that far would complain about this."""
    huge = repacked(raw, {"xl/worksheets/sheet4.xml": rows_of("broken off", 100_001)})
    assert "“3 数据表”的行数超过5000行" in refusal(huge)


def test_rows_that_hold_nothing_are_limited_too(raw):
    sheet = part(raw, "xl/worksheets/sheet4.xml").replace(b"<sheetData>", b"<sheetData>" + b"<row/>" * 50_001)
    assert "行数超过" in refusal(repacked(raw, {"xl/worksheets/sheet4.xml": sheet}))


def test_what_is_damaged_is_refused_with_a_sentence(raw):
    assert "损坏" in refusal(raw[:3000])
    assert "损坏" in refusal(repacked(raw, {"xl/worksheets/sheet4.xml": b"<worksheet"}))
    assert "损坏" in refusal(repacked(raw, {"xl/worksheets/sheet4.xml": b""}))
    assert "损坏" in refusal(repacked(raw, {"xl/workbook.xml": b""}))
    assert "损坏" in refusal(repacked(as_excel_saves(raw), {"xl/sharedStrings.xml": b"<sst></sst>"}))


def test_a_bomb_and_entities_are_refused(raw):
    bomb = repacked(raw, {"xl/media/a.bin": b"\0" * 30_000_000})
    assert "展开后过大" in refusal(bomb)
    entity = b'<!DOCTYPE a [<!ENTITY b "c">]>' + part(raw, "xl/worksheets/sheet4.xml")
    assert "DTD" in refusal(repacked(raw, {"xl/worksheets/sheet4.xml": entity}))


@pytest.mark.parametrize("spoil", [None, "", "不是", b"\xff"])
def test_without_the_hidden_sheet_nobody_knows_whose_it_is(raw, spoil):
    def work(book):
        if spoil is None:
            book.remove(book["_meta"])
        else:
            book["_meta"]["B7"] = spoil if isinstance(spoil, str) else "~~~"

    with pytest.raises(Refused, match="no_token"):
        meta_of(Book(edited(raw, work=work)))


def test_texts_that_stand_apart_are_read(raw):
    """Excel keeps texts in a table of their own, in runs, with guides to their sound."""
    reading = came_back(as_excel_saves(raw))
    assert (reading.content, reading.faults) == (CONTENT, [])


# --- Single cells -----------------------------------------------------------------------------------------------------


def test_a_formula_is_not_taken(raw):
    content = edited(raw, {f"{CASES}!D4": "=D5+1", f"{OVERVIEW}!B4": "=1"})
    assert errors(content) == {f"{CASES}!D4": CELLS["formula"].zh, f"{OVERVIEW}!B4": CELLS["formula"].zh}
    assert came_back(content).content == CONTENT


def test_a_formula_in_a_free_row_makes_no_finding(raw):
    content = edited(raw, {f"{PROBLEMS}!D20": "=1"})
    assert list(errors(content)) == [f"{PROBLEMS}!D20"]
    assert came_back(content).content == CONTENT


def test_merged_cells_are_not_taken(raw):
    content = edited(raw, work=lambda book: book[CASES].merge_cells("D4:E4"))
    assert set(errors(content)) == {f"{CASES}!D4", f"{CASES}!E4"}
    assert "合并（D4:E4）" in errors(content)[f"{CASES}!D4"]
    assert came_back(content).content == CONTENT


def test_an_error_value_and_too_long_a_text_are_not_taken(raw):
    def work(book):
        book[CASES]["D4"].value = "#REF!"
        book[CASES]["D4"].data_type = "e"
        book[OVERVIEW]["B4"] = "长" * 20_001

    assert errors(edited(raw, work=work)) == {
        f"{CASES}!D4": "是公式错误值，没有采用。", f"{OVERVIEW}!B4": "超过20000字。",
    }  # fmt: skip


def test_a_row_that_was_put_in_pushes_nothing_out(raw):
    """The number of the last line leaves the table then; nobody typed it."""

    def insert(book):
        sheet = book[SHEETS["problems"]]
        sheet.insert_rows(5)
        sheet["C5"], sheet["D5"] = "问题", "中间插入的一条"

    there = came_back(edited(raw, work=insert))
    keys = there.content["problems"]["rows"]
    assert (keys[0], keys[2], there.faults) == ("a", "b", [])
    assert there.content["problems"][f"{keys[1]}.title"] == "中间插入的一条"


def test_a_security_marking_is_refused_cell_by_cell_in_the_dry_run(raw):
    there = came_back(edited(raw, {f"{SHEETS['overview']}!B9": "机密★1年"}))
    assert [(one.where, one.address, one.message) for one in there.faults] == [
        (f"{SHEETS['overview']}!B9", "overview.p6", CELLS["secret"])
    ]
    assert "p6" not in there.content["overview"]
    assert SECRET.pattern == CLASSIFIED.pattern


def test_what_stands_outside_is_named(raw):
    content = edited(raw, {f"{CASES}!H4": "备注", f"{PROBLEMS}!D600": "一条", f"{OUTLINE}!D9": "文件"})
    assert set(errors(content)) == {f"{CASES}!H4", f"{PROBLEMS}!D600", f"{OUTLINE}!D9"}
    assert came_back(content).content == CONTENT


def test_a_sheet_that_was_added_is_named(raw):
    reading = came_back(edited(raw, work=lambda book: book.create_sheet("草稿")))
    assert [note.zh for note in reading.notes] == ["多出的工作表没有读取：草稿。"]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (2017, "General", "2017"),
        (0.5, "0%", "50%"),
        (0.125, "0.0%", "12.5%"),
        (0.3, "General", "0.3"),
        (0.1 + 0.2, "General", "0.3"),
        (12, "0.00", "12.00"),
        (12345, "#,##0", "12,345"),
        (7, "000", "007"),
        (12, '0"件"', "12件"),
        (-3, "General", "-3"),
        (date(2017, 10, 31), "yyyy-mm-dd", "2017-10-31"),
        (datetime.fromisoformat("2017-10-31 08:30"), 'yyyy"年"m"月"d"日"', "2017-10-31"),
        (True, "General", "TRUE"),
    ],
)
def test_numbers_are_read_as_they_are_shown(raw, value, form, text):
    def work(book):
        book[CASES]["D4"].value = value
        book[CASES]["D4"].number_format = form

    reading = came_back(edited(raw, work=work))
    assert (reading.content["cases"]["all.y2016"], reading.faults) == (text, [])


def test_a_long_number_has_lost_its_end(raw):
    def work(book):
        book[CASES]["D4"].value = 460000199001011234
        book[CASES]["D4"].number_format = "General"

    assert "15位" in errors(edited(raw, work=work))[f"{CASES}!D4"]


@pytest.mark.parametrize(
    ("text", "code", "wanted"),
    [
        ("43039", "m/d/yy", ("2017-10-31", "")),
        ("0.5", "h:mm", ("00:00:00", "date")),
        ("-1", "yyyy-mm-dd", ("-1", "date")),
        ("1e400", "General", ("1e400", "digits")),
        ("NaN", "General", ("NaN", "digits")),
        ("abc", "General", ("abc", "error")),
        ("1234.5", "#,##0.00_ ", ("1,234.50", "")),
        ("-5", "0;(0)", ("(5)", "")),
        ("1.50", "0.##", ("1.5", "")),
    ],
)
def test_odd_numbers_and_formats(text, code, wanted):
    found = shown(text, code, WINDOWS_EPOCH)
    assert found[1] == wanted[1]
    assert wanted[1] or found[0] == wanted[0]


def test_the_calendar_of_the_mac():
    assert shown("41577", "yyyy-mm-dd", MAC_EPOCH) == ("2017-10-31", "")


# --- Words and rows ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "typed", "address", "value"),
    [
        (f"{OUTLINE}!D5", "否", "outline.reported", "no"),
        (f"{OUTLINE}!D5", "Yes", "outline.reported", "yes"),
        (f"{OUTLINE}!D5", False, "outline.reported", "no"),
        (f"{OUTLINE}!D6", "每年一次", "outline.often", "yearly"),
        (f"{OUTLINE}!D6", "有时", "outline.often", "有时"),
        (f"{DUTIES}!D4", "不涉及", "duties.publicity.answer", "not_applicable"),
        (f"{PROBLEMS}!C5", "问题", "problems.b.kind", "problem"),
        (f"{PROBLEMS}!K5", "均", "problems.b.word", "均"),
    ],
)
def test_words_become_keys(raw, cell, typed, address, value):
    section, _, rest = address.partition(".")
    reading = came_back(edited(raw, {cell: typed}))
    assert (reading.content[section][rest], reading.cells[address]) == (value, cell)


def test_a_new_row_has_the_same_key_in_every_reading(raw):
    content = edited(raw, {f"{PROBLEMS}!C9": "问题", f"{PROBLEMS}!D9": "新的一条"})
    for _ in range(2):
        reading = came_back(content)
        assert reading.content["problems"]["rows"] == ["a", "b", f"{STEM}-9"]
        assert reading.content["problems"][f"{STEM}-9.title"] == "新的一条"


def test_a_row_that_was_cleared_is_gone_with_its_files(raw):
    cleared = {f"{PROBLEMS}!{column}4": None for column in "CDEFGHIJKLM"}
    found = came_back(edited(raw, cleared)).content["problems"]
    assert found == {"rows": ["b"], "b.kind": "achievement", "b.title": "普遍开展宣传"}


def test_rows_that_were_sorted_stay_what_they_are(raw):
    def swap(book):
        page = book[PROBLEMS]
        for column in range(1, 16):
            page.cell(4, column).value, page.cell(5, column).value = (
                page.cell(5, column).value,
                page.cell(4, column).value,
            )

    found = came_back(edited(raw, work=swap)).content["problems"]
    assert found == {**CONTENT["problems"], "rows": ["b", "a"]}


def test_a_row_that_was_copied_is_another_finding(raw):
    def copy(book):
        for column in range(1, 14):
            book[PROBLEMS].cell(8, column).value = book[PROBLEMS].cell(4, column).value

    found = came_back(edited(raw, work=copy)).content["problems"]
    assert found["rows"] == ["a", "b", f"{STEM}-8"]
    assert found[f"{STEM}-8.title"] == found["a.title"]


# --- Marks ------------------------------------------------------------------------------------------------------------


def test_marked_cells_are_red_with_the_reason_and_the_rest_is_as_it_was(raw):
    odd = edited(raw, {f"{CASES}!D4": "很多", f"{PROBLEMS}!D4": "=1"})
    marked = mark(
        odd, [(f"{CASES}!D4", "这里看不出数字。"), (f"{PROBLEMS}!D4", "是公式。"), (f"{CASES}!D4", "再说一次。")]
    )
    book = load_workbook(io.BytesIO(marked))
    cell = book[CASES]["D4"]
    assert (cell.fill.fgColor.rgb, cell.comment.text) == ("00F8C9C5", "这里看不出数字。\n再说一次。")
    first = min(book[PROBLEMS].conditional_formatting, key=lambda area: area.rules[0].priority)
    assert str(first.sqref) == "D4"  # before the rule that colours free rows
    assert book["_meta"].sheet_state == "veryHidden"
    assert came_back(marked).content == came_back(odd).content


def test_marks_of_an_earlier_time_are_taken_off(raw):
    marked = mark(mark(raw, [(f"{CASES}!D4", "错"), (f"{PROBLEMS}!D4", "错")]), [(f"{CASES}!E4", "错")])
    book = load_workbook(io.BytesIO(marked))
    assert (book[CASES]["D4"].comment, book[PROBLEMS]["D4"].comment) == (None, None)
    assert book[CASES]["D4"].fill.fgColor.rgb != "00F8C9C5"
    assert book[CASES]["E4"].comment.text == "错"
    assert [str(area.sqref) for area in book[PROBLEMS].conditional_formatting] == ["C4:M503"]


def test_a_file_that_cannot_be_marked_says_so(raw):
    with pytest.raises(Refused, match="unmarkable"):
        mark(repacked(raw, {"xl/styles.xml": b"<broken"}), [(f"{CASES}!D4", "错")])
    with pytest.raises(Refused, match="unmarkable"):
        mark(raw[:2000], [])
