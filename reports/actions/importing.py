"""Storing an imported report: all of it in one transaction, or nothing. The same files again change nothing."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models, transaction

from core.attachments import keep
from core.history import record
from core.importing.faults import fault
from core.importing.files import Files
from core.importing.joined import Item, Joined, Part, lines
from core.importing.outline import Role
from core.importing.particulars import day_of, without_dash
from core.text import Text
from inspections.enums import InspectionState
from inspections.models import Inspection
from reports.actions.checking import request_check
from reports.models import ImportedSource, Paragraph, Report, Section
from reports.queries.stated import inspection_title, organiser_of, year_stated

HEAD = {"title": Role.TITLE, "occasion": Role.OCCASION, "presenter": Role.PRESENTER, "salutation": Role.SALUTATION}


@dataclass(frozen=True)
class Outcome:
    """What an import did: created, replaced or unchanged; `edited`: people have changed the report since."""

    report: Report
    state: str
    edited: bool = False


@transaction.atomic
def store_report(*, code: str, files: Files, joined: Joined, organiser: str = "") -> Outcome:
    """Store a report under `code`, with its files, in the inspection of that code or in a new one.

    Raises SourceError: the code is no code, belongs to a report that was not imported or that people have changed
    since, the organiser is unknown, or a text is too long for its place.
    """
    check_code(code)
    report = Report.objects.select_for_update().select_related("inspection").filter(code=code).first()
    if report is None:
        inspection = Inspection.objects.filter(code=code).first() or _new_inspection(code, joined, organiser)
        report = Report(code=code, inspection=inspection)
        state = "created"
    else:
        sources = list(report.sources.all())
        if not sources:
            raise fault("not_imported", code=code)
        edited = text_digest(report) != sources[0].stored
        if {(row.language, row.digest) for row in sources} == {(f.language, f.source.digest) for f in files.files}:
            return Outcome(report, "unchanged", edited)
        if edited:
            raise fault("edited", code=code)
        state = "replaced"
    _write_head(report, joined)
    _write_sections(report, joined)
    _keep_files(report, files, joined)
    record(report, verb="import", by=None, target=report.state, note=_note(files))
    request_check(report=report, by=None)
    return Outcome(report, state)


def check_code(code: str) -> None:
    """SourceError for what is no code."""
    longest = Report._meta.get_field("code").max_length or 0
    try:
        validate_slug(code)
    except ValidationError as error:
        raise fault("code", code=code) from error
    if len(code) > longest:
        raise fault("code", code=code)


def _note(files: Files) -> str:
    """The files with their digests, for the history."""
    return "; ".join(f"{file.language} {file.source.name} {file.source.digest}" for file in files.files)


# --- The inspection --------------------------------------------------------------------------------------------------


def _new_inspection(code: str, joined: Joined, organiser: str) -> Inspection:
    """An inspection for a report that came from outside: what it says of itself, and nothing guessed beyond that."""
    inspection = Inspection(
        code=code,
        organiser=organiser_of(joined, organiser),
        year=year_stated(joined),
        state=InspectionState.REPORTING,
    )
    inspection.title = inspection_title(joined)
    inspection.save()
    record(inspection, verb="import", by=None, target=inspection.state)
    return inspection


# --- The text --------------------------------------------------------------------------------------------------------


def _write_head(report: Report, joined: Joined) -> None:
    """Title, occasion and the like; the dash before the occasion is printed, not stored."""
    for name, role in HEAD.items():
        setattr(report, name, joined.of(role))
    report.occasion = Text(*(without_dash(text) for text in _on_one_line(report.occasion)))
    report.presenter = _on_one_line(report.presenter, " ")
    report.salutation = _on_one_line(report.salutation, " ")
    report.closing = _on_one_line(lines(joined.closing), " ")
    if not report.title.zh:
        raise fault("no_title")
    report.presented_on = day_of(report.occasion.zh)
    _fit(report, (*HEAD, "closing"))
    report.save()


def _on_one_line(text: Text, chinese: str = "") -> Text:
    """A text without line breaks; `chinese` is what stands between its Chinese lines."""
    return Text(text.zh.replace("\n", chinese), text.en.replace("\n", " "))


def _fit(row: models.Model, names: Iterable[str]) -> None:
    """SourceError when a text is longer than its column."""
    for name in names:
        longest = row._meta.get_field(f"{name}_zh").max_length  # type: ignore[union-attr]
        for text in getattr(row, name):
            if longest and len(text) > longest:
                raise fault("too_long", text=text[:40], size=len(text), limit=longest)


def _write_sections(report: Report, joined: Joined) -> None:
    """The opening, the parts with their items, and under the last part what concludes the report."""
    report.sections.all().delete()
    rows = _Rows(report)
    if not joined.parts:
        rows.section(Text(), [*joined.opening, *joined.concluding])
        return
    rows.section(Text(), joined.opening)
    for part in joined.parts:
        section = rows.section(part.title or part.label, part.paragraphs)
        rows.items(part, section)
    if joined.concluding:
        rows.section(Text(), joined.concluding, section)


@dataclass
class _Rows:
    """Writes sections in reading order."""

    report: Report
    order: int = 0

    def section(self, heading: Text, paragraphs: Iterable[Text], parent: Section | None = None) -> Section:
        self.order += 1
        section = Section(report=self.report, order=self.order, parent=parent)
        section.heading = _on_one_line(heading)
        _fit(section, ("heading",))
        section.save()
        rows = []
        for place, text in enumerate(paragraphs, start=1):
            rows.append(Paragraph(section=section, order=place))
            rows[-1].text = _on_one_line(text)
        Paragraph.objects.bulk_create(rows)
        return section

    def items(self, part: Part, parent: Section) -> None:
        """The items; one that has a number and no heading keeps the number before its first paragraph."""
        for item in part.items:
            self.section(item.title, item.paragraphs if item.title else _labelled(item), parent)


def _labelled(item: Item) -> list[Text]:
    first, *rest = item.paragraphs or [Text()]
    return [Text(f"{item.label.zh}{first.zh}", f"{item.label.en} {first.en}".strip()), *rest]


def text_digest(report: Report) -> str:
    """SHA-256 over the state and every text of the report with what it rests on: says whether anybody changed it."""
    paragraphs = Paragraph.objects.filter(section__report=report).order_by("section__order", "order")
    places = {row.pk: row.order for row in report.sections.all()}
    content = [
        report.state,
        [[*getattr(report, name)] for name in (*HEAD, "closing")],
        [[row.order, places.get(row.parent_id or 0), *row.heading] for row in report.sections.all()],
        [[places[row.section_id], row.order, *row.text] for row in paragraphs],
        sorted(paragraphs.exclude(findings=None).values_list("section__order", "order", "findings")),
        sorted(paragraphs.exclude(recommendations=None).values_list("section__order", "order", "recommendations")),
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


# --- The files -------------------------------------------------------------------------------------------------------


def _keep_files(report: Report, files: Files, joined: Joined) -> None:
    """Keep the files as they are; those of an earlier import give way, their bytes stay in the store."""
    report.sources.all().delete()
    stored = text_digest(report)
    byline = joined.of(Role.BYLINE)
    for file in files.files:
        source = file.source
        ImportedSource.objects.create(
            report=report,
            language=file.language,
            attachment=keep(source.content, name=source.name, media_type=source.media_type),
            encoding=source.encoding,
            digest=source.digest,
            byline="\n".join(filter(None, byline)) if file.language == "both" else byline.get(file.language),
            stored=stored,
        )
