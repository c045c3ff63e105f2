"""A section of a return as an HTML form: what a page of it shows, and what was typed there.

An input is named by its address within the section. What belongs to the page and not to the section is named with
"page:", which no key can hold. A long section has several pages, each well below the number of fields a form may have;
what a page does not show stays as the person found it.
"""

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from core.payload import CLASSIFIED
from core.text import UNPRINTABLE
from findings.returns.content import (
    FILES,
    FINDING,
    LONGEST,
    MOST_PARAGRAPHS,
    ROWS,
    Value,
    Written,
    paragraphs,
)
from inspections.asking.model import Question, QuestionKind, Section, SectionKind

SEEN, PENDING, FINISHED, TEXT, SHOWN, TYPED = (
    "page:seen", "page:pending", "page:finished", "page:text", "page:shown", "page:typed"
)  # fmt: skip
FIELDS_AT_ONCE, ROWS_AT_ONCE = 500, 20  # of one page; a form may have 2,000 fields
TYPED_FIELDS = tuple(name for name in FINDING if name != "origin")
PICKED = frozenset({QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.DUTY})  # nothing is sent when none is picked

ADDRESS = re.compile(r"[\w-]{1,40}(\.[\w-]{1,40})?", re.ASCII)
UNKEPT = re.compile("[\0\ud800-\udfff]")
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")


@dataclass(frozen=True)
class Part:
    """What page `number` of `of` of a section shows: some of its questions, or some of its rows of findings."""

    section: Section
    questions: tuple[Question, ...]
    rows: tuple[str, ...]
    number: int
    of: int

    @property
    def numbers(self) -> range:
        return range(1, self.of + 1)

    def addresses(self) -> Iterator[tuple[str, Question | None]]:
        """Every address within the section that stands on the page, with its question; a text has none."""
        for question in self.questions:
            yield from ((address, question) for address in _addresses_of(self.section, question))
        for row in self.rows:
            yield from ((f"{row}.{name}", None) for name in (*TYPED_FIELDS, FILES))


def part_of(section: Section, written: Written, number: int) -> Part:
    """The page `number` of `section` as `written` stands; the nearest one where there is no such page."""
    size = _size(section)
    things = list(written.get(ROWS, [])) if section.kind == SectionKind.FINDINGS else list(section.questions)
    pages = max(1, -(-len(things) // size))
    number = min(max(1, number), pages)
    shown = things[(number - 1) * size : number * size]
    if section.kind == SectionKind.FINDINGS:
        return Part(section, (), tuple(shown), number, pages)
    return Part(section, tuple(shown), (), number, pages)


def everything(section: Section, written: Written) -> Part:
    """The whole section as one page, for reading."""
    return Part(section, section.questions, tuple(written.get(ROWS, [])), 1, 1)


def page_of(section: Section, written: Written, address: str) -> int:
    """Number of the page on which the address within `section` stands."""
    first = address.partition(".")[0]
    if section.kind == SectionKind.FINDINGS:
        keys = list(written.get(ROWS, []))
    else:
        keys = [question.key for question in section.questions]
    return keys.index(first) // _size(section) + 1 if first in keys else 1


def is_list(section: Section, address: str) -> bool:
    """Whether files stand at an address within `section`."""
    return section.kind == SectionKind.FILES or address.endswith(f".{FILES}")


def read(part: Part, sent: QueryDict, seen: Written) -> dict[str, Value]:
    """The whole section as the person left it: what the page showed as it was sent, the rest as she found it."""
    if part.section.kind == SectionKind.TEXT:
        return paragraphs(tidy(sent[TEXT])) if TEXT in sent else dict(seen)
    written = dict(seen)
    for address, question in part.addresses():
        if is_list(part.section, address):
            written[address] = list(dict.fromkeys(sent.getlist(address)))
        elif address in sent:
            written[address] = tidy(sent[address])
        elif _is_picked(question, address):
            written[address] = ""
    return {address: value for address, value in written.items() if value}


def tidy(text: str) -> str:
    """What somebody typed or pasted, without what no one sees: indents and blanks of Word, its line breaks, marks of no
    width, control characters."""
    text = UNSEEN.sub("", LINE_ENDS.sub("\n", text))
    lines = (BLANKS.sub(" ", UNPRINTABLE.sub("", line)).strip() for line in text.split("\n"))
    return "\n".join(lines).strip("\n")


def as_written(data: Any) -> dict[str, Value]:
    """`data` from a browser as what is written in a section. ValidationError for anything else."""
    if not isinstance(data, dict) or not all(_is_address(key) and _is_value(value) for key, value in data.items()):
        raise ValidationError(_("发来的内容不完整，请重新打开本页。"), code="broken")
    return {address: value if isinstance(value, str) else list(dict.fromkeys(value)) for address, value in data.items()}


def from_json(text: str) -> dict[str, Value]:
    """The same out of a hidden field; an empty one is nothing."""
    try:
        return as_written(json.loads(text or "{}"))
    except (ValueError, RecursionError) as error:
        raise ValidationError(_("发来的内容不完整，请重新打开本页。"), code="broken") from error


def refuse_broken(section: Section, written: Written) -> None:
    """ValidationError, under the addresses, for what no draft may hold: texts beyond any length, marks of secrecy."""
    found: dict[str, list[str]] = {}
    for address, value in written.items():
        if isinstance(value, str) and len(value) > LONGEST:
            sentence = _("最多%(limit)s个字符，现有%(size)s个。") % {"limit": LONGEST, "size": len(value)}
            found.setdefault(_place(section, address), []).append(sentence)
        if isinstance(value, str) and CLASSIFIED.search(value):
            found.setdefault(_place(section, address), []).append(_("文字带有密级标志。涉密内容不得录入本系统。"))
        if is_list(section, address) and isinstance(value, list) and not all(map(_is_uuid, value)):
            found.setdefault(address, []).append(_("没有这个文件。"))
    if section.kind == SectionKind.TEXT and len(written) > MOST_PARAGRAPHS:
        found.setdefault("", []).append(_("最多%(limit)s段。") % {"limit": MOST_PARAGRAPHS})
    if found:
        raise ValidationError(found)  # type: ignore[arg-type]  # a list of sentences for each address


def _place(section: Section, address: str) -> str:
    """Where the page shows what is said about an address: a text is one field."""
    return "" if section.kind == SectionKind.TEXT else address


def _size(section: Section) -> int:
    """How many rows or questions stand on one page of `section`."""
    if section.kind == SectionKind.FINDINGS:
        return ROWS_AT_ONCE
    return max(1, FIELDS_AT_ONCE // max(1, len(section.columns) + 2))


def _addresses_of(section: Section, question: Question) -> list[str]:
    match section.kind:
        case SectionKind.FIGURES:
            own = [f"{question.key}.{column.key}" for column in section.columns]
        case SectionKind.DUTIES:
            own = [f"{question.key}.answer", f"{question.key}.note"]
        case SectionKind.FILES:
            return [question.key]
        case _:
            own = [question.key]
    return [*own, f"{question.key}.{FILES}"]


def _is_picked(question: Question | None, address: str) -> bool:
    if question is None:
        return address.endswith(".kind")
    return question.kind in PICKED and not address.endswith(".note")


def _is_uuid(key: str) -> bool:
    try:
        return str(uuid.UUID(key)) == key
    except ValueError:
        return False


def _is_address(key: Any) -> bool:
    return isinstance(key, str) and bool(ADDRESS.fullmatch(key))


def _is_value(value: Any) -> bool:
    """A text that a database can hold, or a list of such."""
    texts = value if isinstance(value, list) else [value]
    return all(isinstance(one, str) and not UNKEPT.search(one) for one in texts)
