"""What the first sheet of a workbook says: what it is, for whom, until when, and how it is filled in."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.text import Text
from findings.workbooks.layout import Sheet

NAME = Text("填写说明", "How to fill in")
NOT_SUBMITTED = Text(
    "尚未报送。把这个文件填好、发回或上传，都不等于报送；报送须在系统中签批后办理。",
    "Not yet submitted. Filling in, sending or uploading this file is not submitting: that is done in the system, "
    "after signing.",
)
STEPS = (
    Text(
        "只在浅黄色的单元格里填写。其他单元格已锁定，表的名称、顺序、表头和项目不能改动。",
        "Write into the pale yellow cells only. The others are locked; names, order and heads of the sheets stay.",
    ),
    Text(
        "数据按原样填写，如“12”“1000余万”“约30%”。一格只填一个数据，不要写公式，不要合并单元格。",
        "Write figures as they are said, like “12”, “1000余万”, “约30%”: one in a cell, no formulas, no merged cells.",
    ),
    Text(
        "文字一段填一格；检查发现一行填一条，整行清空就是删去这一条。",
        "One paragraph in a cell; one finding in a row. Clearing the whole row removes the finding.",
    ),
    Text(
        "附件不放进本表，请在网页上传，或放进文件包。",
        "Files do not go into this workbook: upload them, or use a package.",
    ),
    Text(
        "填好后在“上传工作簿”页面上传：先列出会改变什么、哪些单元格有误，确认后才写入。",
        "Upload it on the page of the workbook: what would change and which cells are wrong is listed first.",
    ),
    Text(
        "上传前后都可以在网页上继续填写。两边都改过的地方会并列出来，由您选择，不会互相覆盖。",
        "Go on filling in on the website as you like. Where both were changed you choose; nothing is overwritten.",
    ),
    Text("本工作簿不得录入、存储国家秘密。", "No state secrets may be written into this workbook."),
)
FACTS = {
    "body": Text("受委托单位", "Entrusted"),
    "entruster": Text("委托单位", "Entrusted by"),
    "inspection": Text("执法检查", "Inspection"),
    "due": Text("报送期限", "Due"),
    "made": Text("下载时间", "Downloaded"),
}
SHEETS = Text("各表", "Sheets")
HOW = Text("怎样填写", "How to fill in")


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover; `due` and `made` as they are printed."""

    title: Text
    note: Text
    body: Text
    entruster: Text
    inspection: Text
    due: str
    made: str


def lines(cover: Cover, made: list[Sheet], lang: str) -> Iterator[tuple[str, str, str]]:
    """(kind of line, label, text), from top to bottom."""
    yield "title", "", cover.title.best(lang)
    yield "warning", "", NOT_SUBMITTED.best(lang)
    for name, label in FACTS.items():
        value = getattr(cover, name)
        yield "fact", label.best(lang), value.best(lang) if isinstance(value, Text) else value
    if cover.note:
        yield "text", "", cover.note.best(lang)
    yield "heading", "", HOW.best(lang)
    for number, step in enumerate(STEPS, start=1):
        yield "step", str(number), step.best(lang)
    yield "heading", "", SHEETS.best(lang)
    for sheet in made:
        yield "sheet", "", sheet.name
