"""The receipt of a return on paper, in both languages: one sheet with what was submitted, when, and how to check it.

Plain HTML out of plain texts, every one of them escaped; `inspections.printing` sets it on pages.
"""

from collections.abc import Iterable
from html import escape

from django.utils import timezone

from core.text import Text
from findings.models import ReturnVersion
from findings.queries.receipts import days_late
from findings.queries.submitting import NamedFile, Sheet, sheet_of_version
from inspections.certificates import both, grouped, label, note, section, table, table_of_facts
from inspections.models import Delegation

TITLE = Text("报送回执", "Receipt of a return")
LONGEST_NAME, MOST_ENCLOSED = 36, 8
MOST_FILES = 5  # on one sheet; the digest of the content covers all of them
# One sheet: closer than a certificate, which runs over several.
CLOSER = (
    "@page{margin:15mm 22mm 15mm 24mm!important}html{font-size:9pt;line-height:1.35}"
    "body .organiser{font-size:17pt}body .rule{margin:2mm 0 4mm}body h1{font-size:19pt}body .subtitle{margin:0 0 2mm}"
    "body .name{margin:0 0 3mm;font-size:12pt}body h2{margin:4mm 0 1.5mm;font-size:11pt}body .digest{font-size:7.5pt}"
    "body th,body td{padding:.7mm 1.6mm}body .facts th{width:46mm}body .facts th .en{display:inline;margin-left:.4em}"
    "body td:nth-child(2){min-width:14mm}"
)
COMMAND = "manage.py check_receipt {code} {number}"


def receipt_html(version: ReturnVersion) -> str:
    """The whole receipt of a submitted version; the caller was allowed to see it."""
    delegation, sheet = version.returned.delegation, sheet_of_version(version)
    body = [
        f'<p class="organiser">{escape(delegation.entruster.name.zh)}</p><div class="rule"></div>',
        f'<h1>{escape(TITLE.zh)}</h1><p class="subtitle" lang="en">{TITLE.en}</p>',
        f'<p class="name" data-code="{escape(version.receipt or "")}">{escape(version.receipt or "")}</p>',
        table_of_facts(_facts(version, delegation, sheet)),
        *section(Text("附件", "Files"), _files(sheet.files)),
        note(HOW),
        f'<p class="command">{escape(COMMAND.format(code=version.returned.code, number=version.number))}</p>',
    ]
    title = f"<title>{escape(TITLE.zh)} {escape(version.receipt or '')}</title>"
    head = f'<meta charset="utf-8"><style>{CLOSER}</style>{title}'
    return f'<!DOCTYPE html><html lang="zh-Hans"><head>{head}</head><body>{"".join(body)}</body></html>'


HOW = Text(
    "内容摘要由报送内容的规范JSON算出，附件摘要由文件本身算出。双方均可用下面的命令根据保存的内容重新计算：",
    "The digest of the content is that of its canonical JSON, the digest of a file that of its bytes. Both sides can "
    "compute them again from what is stored:",
)


def _facts(version: ReturnVersion, delegation: Delegation, sheet: Sheet) -> Iterable[tuple[Text, str]]:
    body = delegation.body
    yield Text("报送单位", "Submitted by"), both(body.name) if body else ""
    yield Text("接收单位", "Submitted to"), both(delegation.entruster.name)
    yield Text("执法检查", "Inspection"), both(delegation.inspection.title)
    yield Text("版次", "Version"), str(version.number)
    yield Text("报送时间", "Submitted"), _moment(version.submitted_at)
    yield Text("期限", "Due"), _due(version, delegation)
    yield Text("签署人", "Signed by"), f"{escape(version.signed_name)} {_moment(version.signed_at)}"
    yield Text("内容摘要", "Digest of the content"), grouped(version.digest)
    yield Text("委托事项摘要", "Digest of the request"), grouped(version.request_digest)
    if sheet.attached:
        named = "；".join(name.zh for name in sheet.attached[:MOST_ENCLOSED])
        more = len(sheet.attached) - MOST_ENCLOSED
        rest = label(Text(f" 另{more}份", f"and {more} more")) if more > 0 else ""
        yield Text("所附下级报送", "Enclosed returns"), escape(named) + rest


def _due(version: ReturnVersion, delegation: Delegation) -> str:
    late = days_late(version, delegation)
    if late is None or delegation.due is None:
        return label(Text("未定期限", "No day was set"))
    fact = Text("按期", "in time") if late == 0 else Text(f"逾期{late}天", f"{late} day{'s' * (late > 1)} late")
    return f"{delegation.due:%Y-%m-%d} {label(fact)}"


def _files(files: tuple[NamedFile, ...]) -> str:
    if not files:
        return note(Text("没有附件。", "No files."))
    shown = files if len(files) <= MOST_FILES else files[: MOST_FILES - 1]
    rows = [[escape(_cut(each.name)), f"{each.size:,}", grouped(each.digest)] for each in shown]
    heads = [label(Text("名称", "Name")), label(Text("字节", "Bytes")), "SHA-256"]
    more = len(files) - len(shown)
    rest = note(
        Text(
            f"另有{more}个附件，名称和摘要都包含在内容摘要之内，列于报送页面。",
            f"{more} more files; their names and digests are part of the digest above and stand on the receipt's page.",
        )
    )
    return table(heads, rows) + (rest if more else "")


def _cut(name: str) -> str:
    """A name as it fits on the sheet, with its ending."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 9]}…{name[-8:]}"


def _moment(value: object) -> str:
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S} UTC{timezone.localtime(value):%z}" if value else "–"  # type: ignore[arg-type]
