"""The same file back, with red cells and a note on each that says why."""

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from core.archives import Archive
from findings.workbooks import meta
from findings.workbooks.escaping import escape
from findings.workbooks.refusals import Refused
from findings.workbooks.writing import INPUT_FILL

RED = PatternFill("solid", fgColor="F8C9C5", bgColor="F8C9C5")
AUTHOR = "执检 Zhijian"  # by whom notes of ours are known again
ALWAYS = "TRUE"  # the formula of the rule that colours red
WIDTH, HEIGHT = 320, 120  # of a note, in points


def mark(content: bytes, notes: Iterable[tuple[str, str]]) -> bytes:
    """The workbook with each cell of `notes` ("3 数据表!C7", reason) red. Marks of an earlier time are taken off.

    Raises Refused for a file that other programs read and this one cannot write.
    """
    reasons: dict[tuple[str, str], list[str]] = defaultdict(list)
    for where, reason in notes:
        sheet, _, cell = where.rpartition("!")
        reasons[sheet, cell].append(reason)
    try:
        _refuse_declarations(content)
        book = load_workbook(io.BytesIO(content))
        for page in book.worksheets:
            _clear(page)
            _mark(page, {place: said for (sheet, place), said in reasons.items() if sheet == page.title})
        book[meta.NAME].sheet_state = "veryHidden"
        marked = io.BytesIO()
        book.save(marked)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, SyntaxError, BadZipFile) as error:
        raise Refused("unmarkable") from error
    return marked.getvalue()


def _refuse_declarations(content: bytes) -> None:
    """An ArchiveFault for a part with a DTD: the reader only looks into what it needs, openpyxl into all."""
    archive = Archive(content)
    for name in archive.members:
        if name.lower().endswith((".xml", ".rels", ".vml")):
            archive.parse(name, lambda _tag, _given: None)


def _mark(page: Worksheet, reasons: Mapping[str, list[str]]) -> None:
    for place, said in reasons.items():
        page[place].fill = RED
        page[place].comment = Comment(escape("\n".join(said)), AUTHOR, height=HEIGHT, width=WIDTH)
    if reasons:  # the pale yellow of free rows is a rule of its own and would cover the red
        rule = FormulaRule(formula=[ALWAYS], fill=RED, stopIfTrue=True)
        rule.priority = 1
        page.conditional_formatting.add(" ".join(reasons), rule)


def _clear(page: Worksheet) -> None:
    for row in page.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment, cell.fill = None, INPUT_FILL
    kept = [(one.sqref, rule) for one in page.conditional_formatting for rule in one.rules if rule.formula != [ALWAYS]]
    page.conditional_formatting = ConditionalFormattingList()
    for area, rule in kept:
        rule.priority = max(2, rule.priority or 0)
        page.conditional_formatting.add(str(area), rule)
