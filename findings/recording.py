"""The entry of a finding: what a form, a device or the export of a device sends, checked against its inspection."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Locality
from core.payload import Faults, Payload
from core.quantities import Quantity
from core.text import Text
from core.uploads import LARGEST_FILE, MEDIA_TYPES
from findings.enums import EvidenceKind, FindingKind, QuantityWord
from findings.figuring import Unreadable, read_figure, written_of
from findings.ladder import fits, fitting
from findings.models import Evidence, Figure, Finding
from inspections.models import Article, FocusPoint, Inspection, Unit, Visit

SHORT, LONG = 200, 20_000  # characters of one line, and of a text
SUGGESTION = 5_000
FIGURE, NAME = 120, 200
MOST_COUNTED = 100_000_000
MOST_FIGURES, MOST_EVIDENCE = 30, 60
HEX = set("0123456789abcdef")
# Rows of the time before devices have no name for a device; it is made of their number, always the same one.
UNNAMED = uuid.UUID("6f0a3f0e-5d0b-5c1e-9f0f-2f6d7a1c9b11")

# What `entry_of` walks through, for lists.
RELATED = ("articles", Prefetch("figures", Figure.objects.select_related("same_as")), "evidence__attachment")


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """One figure as typed; `code` names the one it changes, `what` says what is counted."""

    code: str
    what: Text
    written: Text
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """One thing the finding rests on; with `digest`, a file is announced."""

    uuid: uuid.UUID | None
    kind: str
    source: Text
    name: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding as somebody writes it down. Its links are rows of the inspection it was read for."""

    kind: str
    title: Text
    facts: Text
    actor: Text
    actor_internal: str
    quantity_word: str
    counted: int | None
    counted_of: int | None
    suggestion: str
    may_be_named: bool
    found_on: date | None
    visit: Visit | None
    unit: Unit | None
    place: Locality | None
    focus_point: FocusPoint | None
    articles: tuple[Article, ...]
    figures: tuple[FigureEntry, ...]
    evidence: tuple[EvidenceEntry, ...]

    COLUMNS = (
        "kind", "title", "facts", "actor", "actor_internal", "quantity_word", "counted", "counted_of", "suggestion",
        "may_be_named", "found_on", "visit", "unit", "place", "focus_point",
    )  # fmt: skip

    @property
    def columns(self) -> dict[str, Any]:
        """The values of the finding's own columns."""
        return {name: getattr(self, name) for name in self.COLUMNS}


def read_entry(data: Mapping[str, Any], *, inspection: Inspection) -> Entry:
    """What was sent, checked. Raises ValidationError by field (`figures.0.zh`), a sentence for each fault.

    Missing keys mean empty; unknown ones, links to another inspection, days outside of the visit or the inspection, a
    quantity word that the count contradicts and figures nobody can read are refused.
    """
    faults = Faults()
    sent = Payload(data, faults)
    entry = Entry(
        kind=sent.choice("kind", FindingKind.values, required=True),
        title=sent.bilingual("title", SHORT, required=True),
        facts=sent.bilingual("facts", LONG, lines=True),
        actor=sent.bilingual("actor", SHORT),
        actor_internal=sent.text("actor_internal", SHORT),
        quantity_word=sent.choice("quantity_word", QuantityWord.values),
        counted=sent.whole("counted", MOST_COUNTED),
        counted_of=sent.whole("counted_of", MOST_COUNTED),
        suggestion=sent.text("suggestion", SUGGESTION, lines=True),
        may_be_named=sent.flag("may_be_named"),
        found_on=sent.day("found_on"),
        visit=_row(sent, "visit", inspection.visits.select_related("inspection")),
        unit=_row(sent, "unit", inspection.units.all()),
        place=_place(sent),
        focus_point=_row(sent, "focus_point", inspection.focus_points.all()),
        articles=_articles(sent, inspection),
        figures=tuple(_figure(each) for each in sent.items("figures", MOST_FIGURES)),
        evidence=tuple(_evidence(each) for each in sent.items("evidence", MOST_EVIDENCE)),
    )
    sent.done()
    _check_count(entry, faults)
    _check_visit(entry, inspection, faults)
    _check_ids(entry, faults)
    faults.raise_any()
    return entry


def entry_of(finding: Finding) -> dict[str, Any]:
    """The finding as data, the inverse of `read_entry`; `RELATED` are its links."""
    return {
        "kind": finding.kind,
        "title": pair(finding.title),
        "facts": pair(finding.facts),
        "actor": pair(finding.actor),
        "actor_internal": finding.actor_internal,
        "quantity_word": finding.quantity_word,
        "counted": finding.counted,
        "counted_of": finding.counted_of,
        "suggestion": finding.suggestion,
        "may_be_named": finding.may_be_named,
        "found_on": str(finding.found_on) if finding.found_on else None,
        "visit": finding.visit_id,
        "unit": finding.unit_id,
        "place": finding.place_id,
        "focus_point": finding.focus_point_id,
        "articles": [article.pk for article in finding.articles.all()],
        "figures": [
            {"code": figure.code, "what": pair(figure.population), **pair(written_of(figure))}
            for figure in finding.figures.all()
            if figure.inspection_id == finding.inspection_id  # a link is no way into another inspection
        ],
        "evidence": [_evidence_data(row) for row in finding.evidence.all()],
    }


def _listed(words: list[Any]) -> str:
    return ("、" if (get_language() or "zh").startswith("zh") else ", ").join(str(word) for word in words)


listed = lazy(_listed, str)  # joined in the language in which the sentence is read, like its words


def pair(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def name_of(row: Evidence) -> uuid.UUID:
    """The device's name for a row of evidence, or the one made of its number."""
    return row.uuid or uuid.uuid5(UNNAMED, str(row.pk))


def announced(row: Evidence) -> tuple[str, str]:
    """Name and digest of the file that belongs to the row, whether it has arrived or not."""
    kept = row.attachment
    return row.announced_name or (kept.name if kept else ""), row.announced_digest or (kept.digest if kept else "")


def _evidence_data(row: Evidence) -> dict[str, Any]:
    name, digest = announced(row)
    kept = row.attachment
    return {
        "id": str(name_of(row)),
        "kind": row.kind,
        "source": pair(row.source),
        "name": name,
        "digest": digest,
        "size": kept.size if kept else 0,
        "media_type": kept.media_type if kept else "",
    }


# --- The parts of an entry -------------------------------------------------------------------------------------------


def _row(sent: Payload, name: str, rows: Any) -> Any:
    """The row of the inspection under the number that was sent."""
    key = sent.whole(name, 2**63 - 1)
    if key is None:
        return None
    row = rows.filter(pk=key).first()
    if row is None:
        sent.fault(name, _("这项检查里没有所选的这一项。"), "foreign")
    return row


def _place(sent: Payload) -> Locality | None:
    code = sent.text("place", 6)
    place = Locality.objects.filter(pk=code).first() if code else None
    if code and place is None:
        sent.fault("place", _("没有这个地区代码。"), "unknown")
    return place


def _articles(sent: Payload, inspection: Inspection) -> tuple[Article, ...]:
    keys = sent.keys("articles")
    if not keys:
        return ()
    found = Article.objects.filter(instrument__inspections=inspection).in_bulk(keys)
    if len(found) < len(keys):
        sent.fault("articles", _("所选条文不属于本次检查的法律。"), "foreign")
    return tuple(found[key] for key in keys if key in found)


def _figure(sent: Payload) -> FigureEntry:
    code = sent.text("code", 60)
    what = sent.bilingual("what", SHORT)
    written = Text(sent.text("zh", FIGURE), sent.text("en", FIGURE))
    sent.done()
    quantity = None
    if not written:
        sent.fault("zh", _("请填写数据。"), "required")
    else:
        try:
            quantity = read_figure(written)
        except Unreadable as error:
            sent.fault(error.lang, error.message, "unreadable", **error.params)
    return FigureEntry(code, what, written, quantity)


def _evidence(sent: Payload) -> EvidenceEntry:
    entry = EvidenceEntry(
        uuid=sent.uuid("id"),
        kind=sent.choice("kind", EvidenceKind.values, required=True),
        source=sent.bilingual("source", SHORT),
        name=sent.text("name", NAME),
        digest=sent.text("digest", 64).lower(),
    )
    size = sent.whole("size", 2**63 - 1)
    sent.choice("media_type", MEDIA_TYPES)
    sent.done()
    if entry.digest and (len(entry.digest) != 64 or set(entry.digest) - HEX):
        sent.fault("digest", _("应为文件的SHA-256摘要。"))
    if entry.digest and not entry.name:
        sent.fault("name", _("请写明文件名。"), "required")
    if size and size > LARGEST_FILE:
        sent.fault("size", _("文件太大，最多%(limit)s MB。"), "too_large", limit=LARGEST_FILE // 1_000_000)
    return entry


# --- What contradicts itself -----------------------------------------------------------------------------------------


def _check_count(entry: Entry, faults: Faults) -> None:
    """The count is one, and the word may stand for it."""
    part, whole = entry.counted, entry.counted_of
    if part is None or whole is None:
        return
    if part > whole or whole == 0:
        faults.add("counted", _("存在此情况的数量不能多于检查总数，检查总数至少为1。"), "out_of_range")
    elif entry.quantity_word and not fits(entry.quantity_word, part, whole):
        if usable := fitting(part, whole):
            message = _("%(part)s/%(whole)s不能说成“%(word)s”，可用：%(usable)s。")
        else:
            message = _("%(part)s/%(whole)s不能说成“%(word)s”。")
        label = QuantityWord(entry.quantity_word).label
        words = listed([QuantityWord(word).label for word in usable])
        faults.add("quantity_word", message, "contradiction", part=part, whole=whole, word=label, usable=words)


def _check_visit(entry: Entry, inspection: Inspection, faults: Faults) -> None:
    """The unit is one of the visit, and the day lies within the visit, or within the inspection, and is not to come."""
    visit, unit, day = entry.visit, entry.unit, entry.found_on
    if visit and unit and unit.visit_id not in (None, visit.pk):
        faults.add("unit", _("受检单位不在所选的实地检查中。"), "foreign")
    if day is None:
        return
    if day > timezone.localdate():
        faults.add("found_on", _("发现日期不能晚于今天。"), "future")
        return
    dated = visit if visit and visit.starts else inspection
    first, last = dated.span
    if first and day < first or last and day > last:
        sentence = _("发现日期不在所选实地检查的期间内。") if dated is visit else _("发现日期不在检查期间内。")
        faults.add("found_on", sentence, "outside")


def _check_ids(entry: Entry, faults: Faults) -> None:
    """No figure and no evidence stands there twice under one name."""
    for name, given in (
        ("figures", [figure.code for figure in entry.figures if figure.code]),
        ("evidence", [row.uuid for row in entry.evidence if row.uuid]),
    ):
        if len(set(given)) < len(given):
            faults.add(name, _("同一编号出现了两次。"), "twice")
