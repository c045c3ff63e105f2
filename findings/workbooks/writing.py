"""The workbook as bytes: cover, sheets, lists, and the hidden sheet by which it is known again."""

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from core.text import Text
from findings.returns.content import FINDING, Content
from findings.workbooks import cover as front
from findings.workbooks import meta
from findings.workbooks.cover import Cover
from findings.workbooks.escaping import escape
from findings.workbooks.layout import FIRST, HEAD, KEY, SPARE, Sheet, sheets
from findings.workbooks.words import Words
from inspections.asking.model import Form

A4 = 9
TITLE_COLUMN = 3 + list(FINDING).index("title")
LINE_CHARACTERS, LINE_POINTS, MOST_POINTS = 0.52, 16, 128  # of the guidance: characters per unit of width; heights
INPUT_FILL = PatternFill("solid", bgColor="FFF6DC", fgColor="FFF6DC")
HEAD_FILL = PatternFill("solid", fgColor="E8F0FA")
FONT = "宋体"
_LINE = Side(style="thin", color="9AA0A8")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
WRAPPED = Alignment(wrap_text=True, vertical="top")
UNLOCKED, LOCKED = Protection(locked=False), Protection(locked=True)
FORMULA_SIGNS = ("=", "+", "-", "@")
NOT_LISTED = Text("请从列表中选择。", "Please choose from the list.")
UNKNOWN = Text(
    "列表里没有这个地名。也可以填简称或区划代码。", "The list has no such place. Short names and codes will do as well."
)
HINT = Text(
    "在浅黄色的单元格里填写。尚未报送：填好、上传都不等于报送。",
    "Write into the pale yellow cells. Not yet submitted: filling in and uploading are not submitting.",
)


def write(
    form: Form,
    content: Content,
    *,
    cover: Cover,
    binding: Mapping[str, Any],
    token: str,
    places: Iterable[str] = (),
    files: Mapping[str, str] | None = None,
) -> bytes:
    """The workbook of `form` filled with `content`. `binding` is what `token` signs: request, delegation, language and
    stem of new keys among it. `places`: names of the divisions to choose from; `files`: key → name."""
    lang = binding["language"]
    made = sheets(form, content, lang, stem=binding["stem"], places=places, files=files)
    book = Workbook()
    book.security = WorkbookProtection(lockStructure=True)
    _write_cover(book.active, cover, made, lang)
    lists = book.create_sheet(meta.LISTS)
    ranges = _write_lists(lists, made)
    for number, sheet in enumerate(made, start=1):
        _write_sheet(book.create_sheet(sheet.name, number), sheet, ranges, lang)
    lists.sheet_state = "hidden"
    _write_meta(book.create_sheet(meta.NAME), meta.rows(binding, token, content))
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def put(sheet: Worksheet, row: int, column: int, text: str) -> Any:
    """A text into a cell: never a formula, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = escape(text)
    cell.data_type = "s"
    cell.number_format = "@"
    if text.startswith(FORMULA_SIGNS):
        cell.quotePrefix = True
    return cell


# --- The sections ----------------------------------------------------------------------------------------------------


def _write_sheet(page: Worksheet, sheet: Sheet, ranges: Mapping[str, str], lang: str) -> None:
    _write_head(page, sheet, lang)
    for (row, column), text in (*sheet.fixed.items(), *sheet.told.items()):
        if row >= FIRST and text:
            cell = put(page, row, column, text)
            cell.font, cell.alignment, cell.border = Font(name=FONT, size=10.5), WRAPPED, BORDER
    input_font, marked = Font(name=FONT, size=11), not sheet.is_of_findings
    for (row, column), one in sheet.inputs.items():
        cell = put(page, row, column, one.shown) if one.shown else page.cell(row, column)
        cell.number_format, cell.protection, cell.alignment, cell.font = "@", UNLOCKED, WRAPPED, input_font
        if marked:
            cell.fill, cell.border = INPUT_FILL, BORDER
    if sheet.is_of_findings:
        _mark_lines(page, sheet)
    _validate(page, sheet, ranges, lang)
    _set_page(page, sheet)


def _write_head(page: Worksheet, sheet: Sheet, lang: str) -> None:
    first = KEY + 1 if sheet.is_of_findings else 1
    put(page, 1, first, sheet.title).font = Font(name=FONT, size=16, bold=True)
    guidance = "\n".join(filter(None, (sheet.guidance, HINT.best(lang))))
    cell = put(page, 2, first, guidance)
    cell.font, cell.alignment = Font(name=FONT, size=10.5), WRAPPED
    page.merge_cells(start_row=2, end_row=2, start_column=first, end_column=len(sheet.widths))
    across = sum(sheet.widths[first - 1 :]) * LINE_CHARACTERS
    lines = sum(1 + int(len(line) // across) for line in guidance.split("\n"))
    page.row_dimensions[1].height = 28
    page.row_dimensions[2].height = min(MOST_POINTS, 4 + LINE_POINTS * lines)
    for column, (word, width) in enumerate(zip(sheet.head, sheet.widths, strict=True), start=1):
        cell = put(page, HEAD, column, word)
        cell.font, cell.fill, cell.border = Font(name=FONT, size=10.5, bold=True), HEAD_FILL, BORDER
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = page.cell(FIRST, 3 if sheet.inputs and len(sheet.head) > 2 else 1)


def _mark_lines(page: Worksheet, sheet: Sheet) -> None:
    """The rows filled in and some free ones are marked, not all five hundred: those would print as empty pages."""
    columns = sorted({column for _, column in sheet.inputs})
    letter = get_column_letter(TITLE_COLUMN)
    titles = f"${letter}${FIRST}:${letter}${sheet.last}"
    within = f"ROW()<={FIRST}+COUNTA({titles})+{SPARE}"
    area = f"{get_column_letter(columns[0])}{FIRST}:{get_column_letter(columns[-1])}{sheet.last}"
    page.conditional_formatting.add(area, FormulaRule(formula=[within], fill=INPUT_FILL, border=BORDER))
    page.column_dimensions[get_column_letter(KEY)].hidden = True


def _validate(page: Worksheet, sheet: Sheet, ranges: Mapping[str, str], lang: str) -> None:
    """One rule for a list, over whole stretches of columns."""
    cells: dict[str, list[tuple[int, int]]] = defaultdict(list)
    lists: dict[str, Words] = {}
    for (row, column), one in sheet.inputs.items():
        if one.words:
            cells[one.words.name].append((column, row))
            lists[one.words.name] = one.words
    for name, chosen in lists.items():
        rule = DataValidation("list", formula1=ranges[name], allow_blank=True, showErrorMessage=True)
        rule.errorStyle = "stop" if chosen.strict else "warning"
        rule.error = (NOT_LISTED if chosen.strict else UNKNOWN).best(lang)
        rule.sqref = " ".join(_stretches(sorted(cells[name])))
        page.add_data_validation(rule)


def _stretches(cells: list[tuple[int, int]]) -> list[str]:
    """(column, row) of cells in order → "D4:D503", one for each run down a column."""
    runs: list[list[int]] = []
    for column, row in cells:
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1][2] = row
        else:
            runs.append([column, row, row])
    return [f"{get_column_letter(column)}{first}:{get_column_letter(column)}{last}" for column, first, last in runs]


def _set_page(page: Worksheet, sheet: Sheet | None) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_options.horizontalCentered = True
    page.oddFooter.center.text = "&A  &P / &N"
    page.page_margins.left = page.page_margins.right = 0.5
    page.page_margins.top = page.page_margins.bottom = 0.6
    if sheet:
        page.print_title_rows = f"{HEAD}:{HEAD}"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False  # widths and heights may be changed


# --- Cover, lists, hidden sheet --------------------------------------------------------------------------------------


def _write_cover(page: Worksheet, cover: Cover, made: list[Sheet], lang: str) -> None:
    page.title = front.NAME.best(lang)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 16, 110
    fonts = {
        "title": Font(name=FONT, size=18, bold=True),
        "warning": Font(name=FONT, size=12, bold=True, color="8C1D18"),
        "heading": Font(name=FONT, size=13, bold=True),
        "sheet": Font(name=FONT, size=11, color="1A4E8A", underline="single"),
    }
    for row, (kind, label, text) in enumerate(front.lines(cover, made, lang), start=1):
        font = fonts.get(kind, Font(name=FONT, size=11))
        for column, said in ((1, label), (2, text)):
            cell = put(page, row, column, said)
            cell.font, cell.alignment = font, WRAPPED
        if kind == "sheet":
            name = text.replace("'", "''")
            page.cell(row, 2).hyperlink = Hyperlink(ref=f"B{row}", location=f"'{name}'!A1")
            page.cell(row, 2).font = font
    _set_page(page, None)


def _write_lists(page: Worksheet, made: list[Sheet]) -> dict[str, str]:
    """Every list in a column of its own; name → the range where it stands."""
    lists = {one.words.name: one.words for sheet in made for one in sheet.inputs.values() if one.words}
    ranges = {}
    for column, (name, chosen) in enumerate(lists.items(), start=1):
        letter = get_column_letter(column)
        put(page, 1, column, name)
        for row, word in enumerate(chosen.shown.values(), start=2):
            put(page, row, column, word)
        ranges[name] = f"'{meta.LISTS}'!${letter}$2:${letter}${1 + max(1, len(chosen.shown))}"
    page.protection.sheet = True
    return ranges


def _write_meta(page: Worksheet, rows: list[list[str]]) -> None:
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            put(page, row, column, value)
    page.protection.sheet = True
    page.sheet_state = "veryHidden"
