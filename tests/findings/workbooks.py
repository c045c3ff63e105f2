"""A form with a section of each kind, its workbook, and what somebody does to one in a spreadsheet."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from openpyxl import Workbook, load_workbook

from core.text import Text
from findings.returns.content import Content
from findings.returns.rules import Facts
from findings.workbooks.book import Book
from findings.workbooks.cover import Cover
from findings.workbooks.reading import Reading, meta_of, read
from findings.workbooks.writing import write
from inspections.asking.model import Column, Form, Option, Question, QuestionKind, Section, SectionKind

INLINE = re.compile(rb'<c ([^>]*?)t="inlineStr"[^>]*><is><t[^>]*>(.*?)</t></is></c>', re.DOTALL)
STEM = "w1a2b3c4d"
CHOICES = (Option("yearly", Text("每年一次", "Once a year")), Option("never", Text("没有", "Never")))
FORM = Form(
    "request",
    Text("受委托检查情况", "Entrusted inspection"),
    Text(),
    (
        Section("overview", SectionKind.TEXT, Text("总体情况", "Overview"), Text("写明检查的组织情况。")),
        Section(
            "outline", SectionKind.QUESTIONS, Text("提纲", "Outline"), required=False,
            questions=(
                Question("organised", QuestionKind.TEXT, Text("由谁组织", "Who organised it")),
                Question("reported", QuestionKind.YES_NO, Text("是否向主任会议报告", "Was it reported")),
                Question("often", QuestionKind.CHOICE, Text("多久检查一次", "How often"), options=CHOICES),
                Question("since", QuestionKind.DATE, Text("从哪天开始", "Since when")),
                Question("fines", QuestionKind.FIGURE, Text("罚款", "Fines"), unit="cny"),
                Question("paper", QuestionKind.FILE, Text("方案", "Scheme")),
            ),
        ),
        Section(
            "cases", SectionKind.FIGURES, Text("数据表", "Figures"), required=False,
            columns=(Column("y2016", Text("2016年", "2016")), Column("y2017", Text("2017年", "2017"))),
            questions=(
                Question("all", QuestionKind.FIGURE, Text("立案数", "Cases"), unit="case_tried"),
                Question("solved", QuestionKind.FIGURE, Text("办结数", "Solved"), unit="case_tried", part_of="cases.all"),
                Question("share", QuestionKind.FIGURE, Text("办结率", "Share")),
            ),
        ),
        Section("problems", SectionKind.FINDINGS, Text("问题清单", "Problems"), required=False),
        Section(
            "duties", SectionKind.DUTIES, Text("责任清单", "Duties"), required=False,
            questions=(Question("publicity", QuestionKind.DUTY, Text("第六条 宣传", "Article 6: publicity")),),
        ),
        Section(
            "papers", SectionKind.FILES, Text("材料", "Papers"), required=False,
            questions=(Question("statistics", QuestionKind.FILE, Text("统计表", "Statistics")),),
        ),
    ),
)  # fmt: skip
CONTENT: Content = {
    "overview": {"p1": "本地区开展了执法检查。", "p2": "=SUM(A1) 不是公式。"},
    "outline": {"organised": "主任会议", "reported": "yes", "often": "never", "paper.files": ["f1"]},
    "cases": {"all.y2016": "1000余万件", "all.y2017": "12件", "solved.y2017": "9件"},
    "problems": {
        "rows": ["a", "b"], "a.kind": "problem", "a.title": "有的单位未备案", "a.counted": "9", "a.counted_of": "13",
        "a.files": ["f1"], "a.origin": "x/1/problems.c", "b.kind": "achievement", "b.title": "普遍开展宣传",
    },
    "duties": {"publicity.answer": "partly", "publicity.note": "尚不经常"},
    "papers": {"statistics": ["f1"]},
}  # fmt: skip
SHEETS = {
    "overview": "1 总体情况", "outline": "2 提纲", "cases": "3 数据表", "problems": "4 问题清单", "duties": "5 责任清单",
    "papers": "6 材料",
}  # fmt: skip
COVER = Cover(
    FORM.title, Text("说明"), Text("文昌市人大常委会"), Text("海南省人大常委会"), Text("网络安全法执法检查"), "2017-10-31",
    "2017-09-01 08:30",
)  # fmt: skip
FACTS = Facts(files={"f1": "统计表.xlsx"})


def written(content: Content = CONTENT, *, form: Form = FORM, lang: str = "zh", **given: Any) -> bytes:
    """The workbook of `form` with `content`."""
    binding = {
        "request": "r", "request_digest": "d", "delegation": "e", "versions": {}, "language": lang, "stem": STEM,
    }  # fmt: skip
    return write(form, content, cover=COVER, binding=binding, token="token", **given)


def came_back(raw: bytes, base: Content = CONTENT, *, form: Form = FORM, lang: str = "zh") -> Reading:
    return read(Book(raw), form, base, lang=lang, stem=STEM)


def edited(raw: bytes, cells: Mapping[str, Any] | None = None, work: Callable[[Workbook], None] | None = None) -> bytes:
    """The workbook after somebody typed into cells ("3 数据表!D4" → value), or did `work` in it, and saved it."""
    book = load_workbook(io.BytesIO(raw))
    for where, value in (cells or {}).items():
        sheet, _, cell = where.rpartition("!")
        book[sheet][cell] = value
    if work:
        work(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def repacked(raw: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with members changed, added, or (empty) left out."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            if content:
                new.writestr(name, content)
    return whole.getvalue()


def part(raw: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return package.read(name)


def as_excel_saves(raw: bytes) -> bytes:
    """The package with its texts in a table of their own, each in two runs and with a guide to its sound."""
    table: list[bytes] = []

    def moved(match: re.Match[bytes]) -> bytes:
        runs = b'<r><t xml:space="preserve">' + match[2] + b"</t></r><r><t></t></r>"
        table.append(b"<si>" + runs + b'<rPh sb="0" eb="1"><t>yin</t></rPh></si>')
        return b'<c %s t="s"><v>%d</v></c>' % (match[1].strip(), len(table) - 1)

    changed = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                changed[name] = INLINE.sub(moved, package.read(name))
    relations = part(raw, "xl/_rels/workbook.xml.rels")
    ours = b'<Relationship Id="rIdS" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>'
    changed["xl/_rels/workbook.xml.rels"] = relations.replace(b"</Relationships>", ours)
    changed["xl/sharedStrings.xml"] = b"<sst>" + b"".join(table) + b"</sst>"
    assert table
    return repacked(raw, changed)


def meta_content(raw: bytes) -> Content:
    return meta_of(Book(raw)).content
