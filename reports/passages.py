"""The texts of a report one by one, in the order of the page and as they are printed: what a check reads.

A passage has the key under which it stands on the page of the report and in the printed document: title, s3, s3-p2.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.importing.outline import Role
from core.text import LANGUAGES, Text
from findings.citations import Sources
from findings.queries.sources import sources_of
from reports.citations import Unwritten, written_out
from reports.document.numbering import Number
from reports.models import Paragraph, Report, Section
from reports.wording import HEAD_LABELS, HEADING_LABEL, OPENING_LABEL, PARAGRAPH_LABEL

BEFORE = {"title": Role.TITLE, "occasion": Role.OCCASION, "presenter": Role.PRESENTER, "salutation": Role.SALUTATION}
AFTER = {"closing": Role.CLOSING}


@dataclass(frozen=True)
class Passage:
    """One text in both languages with its citations written out; `faults` are those that could not be, by language.

    `part` and `item` are its place in the structure from 1, 0 outside.
    """

    key: str
    role: Role
    label: Text
    text: Text
    faults: dict[str, tuple[Unwritten, ...]] = field(default_factory=dict)
    part: int = 0
    item: int = 0


def passages_of(report: Report) -> tuple[Passage, ...]:
    """Every text of `report` that is written in some language; four queries for any length."""
    sources = sources_of(report.inspection)
    paragraphs: dict[int, list[Paragraph]] = {}
    for row in Paragraph.objects.filter(section__report=report).order_by("section__order", "order"):
        paragraphs.setdefault(row.section_id, []).append(row)
    found = [
        *_head(report, BEFORE, sources),
        *_body(list(report.sections.all()), paragraphs, sources),
        *_head(report, AFTER, sources),
    ]
    return tuple(passage for passage in found if passage.text)


def passage(key: str, role: Role, label: Text, text: Text, sources: Sources, part: int = 0, item: int = 0) -> Passage:
    """A passage of `text` as written, with its citations."""
    written = {lang: written_out(text.get(lang), lang, sources) for lang in LANGUAGES}
    faults = {lang: found for lang, (_, found) in written.items() if found}
    return Passage(key, role, label, Text(*(shown for shown, _ in written.values())), faults, part, item)


def _head(report: Report, roles: dict[str, Role], sources: Sources) -> Iterable[Passage]:
    for name, role in roles.items():
        yield passage(name, role, HEAD_LABELS[name], getattr(report, name), sources)


def _body(sections: list[Section], paragraphs: dict[int, list[Paragraph]], sources: Sources) -> Iterable[Passage]:
    """The opening, the parts and their items with their paragraphs, numbered as the printed report numbers them."""
    items: dict[int, list[Section]] = {}
    for section in sections:
        if section.parent_id is not None:
            items.setdefault(section.parent_id, []).append(section)
    top = [section for section in sections if section.parent_id is None]
    for section in top:
        if not section.heading:
            yield from _section(section, (), paragraphs, sources)
    for part, section in enumerate((section for section in top if section.heading), start=1):
        yield from _section(section, (part,), paragraphs, sources)
        item = 0
        for row in items.get(section.pk, []):
            item += bool(row.heading)  # without a heading: what concludes the part belongs to none of its items
            yield from _section(row, (part, item) if row.heading else (part,), paragraphs, sources)


def _section(
    section: Section, path: tuple[int, ...], paragraphs: dict[int, list[Paragraph]], sources: Sources
) -> Iterable[Passage]:
    key, (part, item) = f"s{section.order}", (*path, 0, 0)[:2]
    number = _number(path)
    if section.heading:
        role = Role.ITEM if item else Role.PART
        yield passage(key, role, _filled(HEADING_LABEL, number, 0), section.heading, sources, part, item)
    for place, row in enumerate(paragraphs.get(section.pk, []), start=1):
        label = _filled(PARAGRAPH_LABEL if path else OPENING_LABEL, number, place)
        yield passage(f"{key}-p{row.order}", Role.BODY, label, row.text, sources, part, item)


def _number(path: tuple[int, ...]) -> Text:
    """The numbers of a heading and the one above it: 三、 三（二） and III, III (2)."""
    steps = [Number(path[:depth]) for depth in range(1, len(path) + 1)]
    zh = "".join(step.shown("zh") for step in steps).replace("、（", "（")
    return Text(zh, " ".join(step.shown("en").strip().removesuffix(".") for step in steps))


def _filled(label: Text, number: Text, place: int) -> Text:
    return Text(*(label.get(lang).format(number=number.get(lang), place=place) for lang in LANGUAGES))
