"""What is written into a workbook comes out of it, whatever it is; and the file is what a spreadsheet expects."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from findings.returns.content import FINDING, clean
from findings.workbooks import layout
from findings.workbooks.layout import FIRST, MOST_ROWS, name_of, sheets
from findings.workbooks.writing import INPUT_FILL
from tests.findings.workbooks import CONTENT, FORM, SHEETS, STEM, came_back, edited, meta_content, part, written

SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
ROOT = Path(__file__).resolve().parents[2]

# Texts with everything that files of spreadsheets have trouble with: signs of formulas, marks of characters, line
# breaks of all kinds, characters XML does not hold, spaces at the ends.
TEXTS = st.one_of(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=60),
    st.sampled_from(["=1+1", "+1", "-1", "@a", "_x0041_", "_x000B_", "\x0b", "a\r\nb", " 两端 ", "#N/A", "TRUE", "2017-10-31", "1e5", "yes"]),
)  # fmt: skip
KEYS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,10}", fullmatch=True)


@st.composite
def contents(draw, paragraphs=500):
    """Any content that FORM has room for."""
    numbers = draw(st.sets(st.integers(1, paragraphs), max_size=4))
    rows = draw(st.lists(KEYS.filter(lambda key: key != "rows"), unique=True, max_size=4))
    fields = [f"{row}.{name}" for row in rows for name in draw(st.sets(st.sampled_from(sorted(FINDING)), max_size=4))]
    figures = [f"{row}.{column}" for row in ("all", "solved", "share") for column in ("y2016", "y2017")]
    wanted = {
        "overview": [f"p{number}" for number in numbers],
        "outline": ["organised", "reported", "often", "since", "fines"],
        "cases": figures,
        "problems": fields,
        "duties": ["publicity.answer", "publicity.note"],
        "papers": [],
    }
    made = {}
    for section in FORM.sections:
        names = draw(st.sets(st.sampled_from(wanted[section.key]))) if wanted[section.key] else set()
        made[section.key] = {name: draw(TEXTS) for name in sorted(names)}
    made["problems"]["rows"] = rows
    made["papers"]["statistics"] = draw(st.lists(KEYS, max_size=2))
    return {section.key: clean(section, made[section.key]) for section in FORM.sections}


@pytest.fixture
def few_lines():
    """Twelve rows for findings instead of five hundred: the same workbook, written forty times as fast."""
    with mock.patch.object(layout, "LINES", 12):
        yield


@settings(max_examples=40, suppress_health_check=SLOW)
@given(contents())
def test_what_is_written_out_comes_back_to_the_letter(few_lines, content):
    reading = came_back(written(content), content)
    assert reading.content == content
    assert (reading.faults, reading.notes) == ([], [])


@settings(max_examples=40, suppress_health_check=SLOW)
@given(contents(paragraphs=30))
def test_what_is_typed_into_an_empty_workbook_is_read(few_lines, content):
    """The same cells, typed by somebody else: keys of new rows are those of the workbook, spaces at the ends are gone."""
    raw = written({})
    cells = {}
    for sheet in sheets(FORM, {}, "zh", stem=STEM):
        for (row, column), one in sheet.inputs.items():
            value = _typed_at(content, sheet.key, row, one.address)
            if value:
                cells[f"{sheet.name}!{get_column_letter(column)}{row}"] = value

    def type_in(book):
        for where, value in cells.items():
            sheet, _, cell = where.rpartition("!")
            book[sheet][cell].value = value
            book[sheet][cell].data_type = "s"

    reading = came_back(edited(raw, work=type_in), {})
    assert reading.faults == []
    for section, found in reading.content.items():
        wanted = {address: value.strip() for address, value in _readable(content, section).items() if value.strip()}
        assert {address: value for address, value in found.items() if address != "rows"} == wanted


def _plain(text):
    """As XML keeps it: what it does not hold cannot be typed."""
    return re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", text)


def _typed_at(content, section, row, address):
    """What of `content` goes into the cell; findings go into the rows in their order. What looks like a mark of a
    character is left out: a spreadsheet writes it in another way than openpyxl."""
    given = content[section]
    if section == "problems":
        place = row - FIRST
        rows = given.get("rows", [])
        address = f"{rows[place]}.{address.partition('.')[2]}" if place < len(rows) else ""
    value = _plain(str(given.get(address, "")))
    return "" if "_x" in value else value


def _readable(content, section):
    """What is read of it: new keys for new rows, keys of answers for their words."""
    given = {address: value for address, value in content[section].items() if isinstance(value, str)}
    if section == "problems":
        rows = content[section].get("rows", [])
        given = {
            f"{STEM}-{FIRST + rows.index(address.partition('.')[0])}.{address.partition('.')[2]}": value
            for address, value in given.items()
            if not address.endswith(".origin")
        }
    kept = {address: _plain(value) for address, value in given.items()}
    kept = {address: value for address, value in kept.items() if "_x" not in value}
    if section == "outline" and kept.get("reported") == "TRUE":
        kept["reported"] = "yes"
    return kept


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_both_languages_come_back(lang):
    assert came_back(written(lang=lang), lang=lang).content == CONTENT


def test_a_spreadsheet_that_saves_it_again_changes_nothing():
    assert came_back(edited(edited(written()))).content == CONTENT


def test_the_hidden_sheet_carries_what_was_written_out():
    book = load_workbook(io.BytesIO(written()))
    assert meta_content(edited(written())) == CONTENT
    assert (book["_meta"].sheet_state, book["_lists"].sheet_state) == ("veryHidden", "hidden")


def test_two_hundred_findings_and_more_have_their_rows():
    rows = [f"r{number}" for number in range(200)]
    content = {**CONTENT, "problems": {"rows": rows, **{f"{row}.title": f"问题{row}" for row in rows}}}
    reading = came_back(written(content), content)
    assert reading.content == content
    assert reading.cells["problems.r199.title"] == "4 问题清单!D203"


def test_more_findings_than_free_rows_still_leave_some_free():
    for count, lines in ((0, 500), (490, 510), (MOST_ROWS, MOST_ROWS)):
        content = {"problems": {"rows": [f"r{number}" for number in range(count)]}}
        sheet = next(sheet for sheet in sheets(FORM, content, "zh", stem=STEM) if sheet.key == "problems")
        assert len(sheet.rows) == lines


# --- The file ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book():
    return load_workbook(io.BytesIO(written(places=["海口市", "文昌市"], files={"f1": "统计表.xlsx"})))


def test_every_section_has_its_sheet_behind_a_cover(book):
    assert book.sheetnames == ["填写说明", *SHEETS.values(), "_lists", "_meta"]
    said = " ".join(str(cell.value) for row in book["填写说明"].iter_rows() for cell in row if cell.value)
    for words in ("文昌市人大常委会", "海南省人大常委会", "网络安全法执法检查", "2017-10-31", "尚未报送", "4 问题清单"):
        assert words in said


def test_no_cell_holds_a_formula(book):
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    odd = book["1 总体情况"]["B5"]
    assert (odd.value, odd.quotePrefix) == ("=SUM(A1) 不是公式。", True)


def test_only_what_is_filled_in_is_unlocked_and_marked(book):
    for sheet in sheets(FORM, CONTENT, "zh", stem=STEM):
        page = book[sheet.name]
        assert (page.protection.sheet, page.protection.password) == (True, None)
        unlocked = {(cell.row, cell.column) for row in page.iter_rows() for cell in row if not cell.protection.locked}
        assert unlocked == set(sheet.inputs)
        if not sheet.is_of_findings:
            marked = {(cell.row, cell.column) for row in page.iter_rows() for cell in row
                      if cell.fill.fgColor.rgb == INPUT_FILL.fgColor.rgb}  # fmt: skip
            assert marked == set(sheet.inputs)
    assert [str(area.sqref) for area in book["4 问题清单"].conditional_formatting] == ["C4:M503"]
    assert book.security.lockStructure


def test_lists_stand_in_ranges_and_validate_whole_columns(book):
    rules = {str(rule.sqref): rule.formula1 for rule in book["4 问题清单"].data_validations.dataValidation}
    assert set(rules) == {"C4:C503", "F4:F503", "K4:K503"}
    for page in book:
        for rule in page.data_validations.dataValidation:
            sheet, _, area = rule.formula1.rpartition("!")
            words = [row[0].value for row in book[sheet.strip("'")][area.replace("$", "")]]
            assert all(words)
            assert len(words) >= 2
    answers = next(rule for rule in book["5 责任清单"].data_validations.dataValidation)
    assert str(answers.sqref) in ("D4", "D4:D4")


def test_sheets_are_set_for_a4_across_with_frozen_heads(book):
    for name in SHEETS.values():
        page = book[name]
        assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
        assert page.page_setup.fitToWidth == 1
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.freeze_panes in ("A4", "C4")
        assert page.print_title_rows in ("3:3", "$3:$3")


def test_units_stand_in_the_headings(book):
    assert book["3 数据表"]["B4"].value == "立案数（件）"


def test_files_are_named_and_not_asked_for(book):
    assert book["6 材料"]["D4"].value == "统计表.xlsx"
    assert book["4 问题清单"]["O4"].value == "统计表.xlsx"
    assert book["4 问题清单"]["N4"].value == "取自下级报送"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("总体情况", "1 总体情况"),
        ("数据：[2016/2017]*?", "1 数据： 2016 2017"),
        ("一" * 40, "1 " + "一" * 29),
        ("'", "1"),
    ],
)
def test_titles_become_names_that_a_sheet_may_have(title, name):
    assert name_of(1, title) == name


def test_nothing_of_the_file_reaches_outside():
    raw = written()
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        names = [name for name in package.namelist() if name.endswith(".rels")]
    assert names
    assert [name for name in names if b'TargetMode="External"' in part(raw, name)] == []


def test_the_layer_runs_without_django():
    code = (
        "import sys, importlib, pathlib\n"
        "sys.modules['django'] = None\n"
        "for path in sorted(pathlib.Path('findings/workbooks').glob('*.py')):\n"
        "    importlib.import_module('.'.join(path.with_suffix('').parts))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
