"""One text of a report by the key under which it stands on the page: title, s3 (a heading), s3-p2 (a paragraph)."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from core.history import Entry, entries_of
from core.importing.outline import Role
from core.text import LANGUAGES, Text
from findings.queries.sources import sources_of
from reports.examination import examine_one
from reports.models import CheckResult, Paragraph, Report, Section
from reports.passages import AFTER, BEFORE, passage, passages_of
from reports.queries.glossary import glossary_of
from reports.wording import HEAD_LABELS

HEAD = (*BEFORE, *AFTER)
JOINT = {"zh": "", "en": " "}  # what stands for a line break: a paragraph has none
KEY = re.compile(r"s(\d{1,5})(?:-p(\d{1,5}))?")
EDIT = "edit_text"  # verb of the history; its note begins with the key
MOST = 50_000  # characters of a paragraph in one language
# Beyond these a text is left to the check in the background: an answer while somebody types must come at once.
AT_ONCE = 10_000  # characters of one language
NUMERALS_AT_ONCE = 200
NUMERAL = re.compile(r"\d+")


@dataclass(frozen=True)
class Written:
    """A text as it is written, citations and all: `row` holds it in the two columns of `name`."""

    row: Report | Section | Paragraph
    name: str

    @property
    def text(self) -> Text:
        text: Text = getattr(self.row, self.name)
        return text

    @property
    def required(self) -> bool:
        """Whether the Chinese has to be there: only some lines of the head may be left out."""
        return not (isinstance(self.row, Report) and self._column.blank)

    @property
    def most(self) -> int:
        """How many characters one language may have."""
        return self._column.max_length or MOST

    @property
    def _column(self) -> Any:
        return self.row._meta.get_field(f"{self.name}_zh")


def text_at(report: Report, key: str, *, lock: bool = False) -> Written | None:
    """The text under `key` of a report that the caller may see; None where there is none. `lock` holds its row.

    A section without a heading has none to change: it is the opening.
    """
    if key in HEAD:
        return Written(_held(Report.objects.all(), lock).get(pk=report.pk) if lock else report, key)
    found = KEY.fullmatch(key)
    if found is None:
        return None
    section, paragraph = found.groups()
    if paragraph is None:
        heading = _held(report.sections.exclude(heading_zh=""), lock).filter(order=section).first()
        return Written(heading, "heading") if heading else None
    rows = Paragraph.objects.filter(section__report=report, section__order=section, order=paragraph)
    row = _held(rows, lock).first()
    return Written(row, "text") if row else None


def last_change(report: Report, key: str) -> Entry | None:
    """Who changed the text under `key` last, if the history knows."""
    return entries_of(report).filter(verb=EDIT, note__startswith=f"{key} ").last()


def one_line(text: str, lang: str) -> str:
    """`text` as one paragraph: without line breaks, and without the NUL that no database holds."""
    lines = (line.strip() for line in text.replace("\0", "").splitlines())
    return JOINT[lang].join(line for line in lines if line)


def base_of(text: Text) -> Text:
    """What a form remembers of the two texts it was opened with: another digest means that somebody changed one."""
    return Text(*(hashlib.sha256(one_line(text.get(lang), lang).encode()).hexdigest() for lang in LANGUAGES))


@dataclass(frozen=True)
class Examined:
    """A text while it is written: where it stands, how it prints, and what a check finds in it alone; None: it is too
    long to be checked at once."""

    label: Text
    printed: Text
    results: list[CheckResult] | None


def examine_text(report: Report, key: str, text: Text) -> Examined:
    """`text` in the place of what stands under `key`; ten queries for any length."""
    all_of_it = passages_of(report)
    there = next((one for one in all_of_it if one.key == key), None)
    role, label = (there.role, there.label) if there else (Role.BODY, HEAD_LABELS.get(key, Text()))
    one = passage(key, role, label, text, sources_of(report.inspection))
    if any(len(said) > AT_ONCE or len(NUMERAL.findall(said)) > NUMERALS_AT_ONCE for said in one.text):
        return Examined(label, one.text, None)
    english = (other.text.en for other in all_of_it if other.key != key)
    return Examined(label, one.text, examine_one(one, glossary_of(report), english))


def _held(rows: QuerySet, lock: bool) -> QuerySet:
    return rows.select_for_update(no_key=True, of=("self",)) if lock else rows
