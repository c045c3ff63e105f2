"""What stands in a return: for each section a flat mapping from address to what was written.

A value is a text as it was typed, or a list of the keys of files. Addresses within a section, by its kind:

| Section | Addresses |
|---|---|
| text | `p1`, `p2` … the paragraphs in order |
| questions | `<question>`; `<question>.files` |
| figures | `<row>.<column>`, as written ("1000余万"); `<row>.files` |
| findings | `rows` (list of row keys, in order); `<row>.<field>` for the fields of FINDING; `<row>.files` |
| duties | `<question>.answer`, `<question>.note`, `<question>.files` |
| files | `<question>` (list of keys) |

A full address begins with the key of the section: `cases.cracked.y2016`. An empty value is the same as none.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from core.canonical import canonical
from core.text import Text
from inspections.asking.model import Form, QuestionKind, Section, SectionKind

Value = str | list[str]
Written = Mapping[str, Value]  # of one section
Content = Mapping[str, Written]  # section key → what stands there

# The fields of a finding of a return. `place` is a name or a code of a division, `origin` where a row of the next level
# down was taken from ("<delegation key>/<version>/<address>").
FINDING = {
    "kind": Text("类别", "Kind"),
    "title": Text("标题", "Title"),
    "facts": Text("具体情况", "Facts"),
    "place": Text("所在地区", "Place"),
    "actor": Text("涉及单位", "Whose"),
    "articles": Text("涉及条文", "Articles"),
    "counted": Text("存在此情况的数量", "How many"),
    "counted_of": Text("检查总数", "Out of"),
    "word": Text("数量词", "Quantity word"),
    "found_on": Text("发现日期", "Found on"),
    "suggestion": Text("建议", "Suggestion"),
    "origin": Text("来源", "Origin"),
}
DUTY = {"answer": Text("落实情况", "Answer"), "note": Text("说明", "Remark")}
FILES = "files"
ROWS = "rows"
ROW_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
LONGEST, MOST_ROWS, MOST_PARAGRAPHS, MOST_FILES = 20_000, 2_000, 500, 60


class NoContent(ValueError):
    """An address that the form does not have, or a value of another kind; the message is the address."""


def clean(section: Section, written: Written) -> dict[str, Value]:
    """`written` without empty values, in order of the addresses. Raises NoContent for what `section` has no place for,
    or what is longer than anything a person writes."""
    kept: dict[str, Value] = {}
    for address in sorted(written):
        value = written[address]
        if not value:
            continue
        if not _fits(section, address, value):
            raise NoContent(f"{section.key}.{address}")
        kept[address] = value
    _refuse_strangers(section, kept)
    return kept


def flat(content: Content) -> dict[str, Value]:
    """Full address → value of everything written."""
    return {f"{key}.{address}": value for key, written in content.items() for address, value in written.items()}


def rows_of(written: Written) -> list[tuple[str, dict[str, Value]]]:
    """The rows of a section of findings in their order: key, and its fields."""
    rows = written.get(ROWS, [])
    return [
        (row, {address.removeprefix(f"{row}."): value for address, value in written.items() if _of(address, row)})
        for row in rows
    ]


def paragraphs_of(written: Written) -> list[str]:
    """The paragraphs of a text section, in order."""
    numbers = sorted(int(address[1:]) for address in written if re.fullmatch(r"p[1-9]\d*", address))
    return [str(written[f"p{number}"]) for number in numbers]


def last_paragraph(written: Written) -> int:
    """The number of the last paragraph of a text section, 0 where none stands; a workbook leaves gaps between them."""
    return max((int(address[1:]) for address in written if re.fullmatch(r"p[1-9]\d*", address)), default=0)


def paragraphs(text: str) -> dict[str, Value]:
    """A text as somebody types it, as the content of a text section; blank lines part nothing."""
    lines = [line.strip() for line in text.replace("\r", "\n").split("\n")]
    return {f"p{number}": line for number, line in enumerate(filter(None, lines), start=1)}


def digest_of(data: Any) -> str:
    """SHA-256 of the canonical JSON of `data`."""
    return hashlib.sha256(canonical(data)).hexdigest()


def files_of(content: Content) -> list[str]:
    """Keys of the files that `content` names, each once, in order."""
    lists = (value for address, value in flat(content).items() if isinstance(value, list) and not is_rows(address))
    return list(dict.fromkeys(key for keys in lists for key in keys))


def is_rows(address: str) -> bool:
    """Whether a full address is the list of rows of a section of findings."""
    return address.endswith(f".{ROWS}") and address.count(".") == 1


def label_of(form: Form, address: str) -> Text:
    """What stands at a full address, in words: "数据表 › 立案数 › 2016年"."""
    section = form.section(address.partition(".")[0])
    if section is None:
        return Text(address, address)
    parts = [section.title, *_labels(section, address.partition(".")[2])]
    return Text(" › ".join(part.zh for part in parts), " › ".join(part.en or part.zh for part in parts))


def _labels(section: Section, address: str) -> Iterator[Text]:
    first, _, rest = address.partition(".")
    if not first:
        return
    question = section.question(first)
    if question:
        yield question.prompt
    elif section.kind == SectionKind.TEXT:
        yield Text(f"第{first[1:]}段", f"paragraph {first[1:]}")
    elif section.kind == SectionKind.FINDINGS and rest:
        yield FINDING.get(rest, Text("附件", "Files"))
    column = next((column for column in section.columns if column.key == rest), None)
    if column:
        yield column.title
    elif question and rest in DUTY:
        yield DUTY[rest]
    elif question and rest == FILES:
        yield Text("附件", "Files")


def _of(address: str, row: str) -> bool:
    return address.startswith(f"{row}.")


def _fits(section: Section, address: str, value: Value) -> bool:
    first, _, rest = address.partition(".")
    is_list = isinstance(value, list)
    if is_list and (len(value) > (MOST_ROWS if address == ROWS else MOST_FILES) or not all(map(_is_key, value))):
        return False
    if not is_list and (not isinstance(value, str) or len(value) > LONGEST or "\0" in value):
        return False
    question = section.question(first)
    match section.kind:
        case SectionKind.TEXT:
            return not is_list and bool(re.fullmatch(r"p[1-9]\d{0,2}", address)) and int(address[1:]) <= MOST_PARAGRAPHS
        case SectionKind.QUESTIONS:
            return bool(question) and (rest == FILES if is_list else not rest)
        case SectionKind.FIGURES:
            columns = {column.key for column in section.columns}
            return bool(question) and (rest == FILES if is_list else rest in columns)
        case SectionKind.FINDINGS:
            if address == ROWS:
                return is_list
            return bool(ROW_KEY.fullmatch(first)) and (rest == FILES if is_list else rest in FINDING)
        case SectionKind.DUTIES:
            return bool(question) and (rest == FILES if is_list else rest in DUTY)
        case SectionKind.FILES:
            return question is not None and question.kind == QuestionKind.FILE and is_list and not rest
    return False


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and bool(ROW_KEY.fullmatch(value))


def _refuse_strangers(section: Section, kept: dict[str, Value]) -> None:
    """A field of a row that the list of rows does not name would be lost without a word."""
    if section.kind != SectionKind.FINDINGS:
        return
    rows = set(kept.get(ROWS, []))
    for address in kept:
        if address != ROWS and address.partition(".")[0] not in rows:
            raise NoContent(f"{section.key}.{address}")
