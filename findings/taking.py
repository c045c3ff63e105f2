"""What a return says, as the entry of a finding (`findings.recording`): Chinese as submitted, English to come."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import Body
from core.attachments import Attachment
from core.text import Text
from findings.enums import EvidenceKind, FindingKind, QuantityWord
from findings.ladder import RUNGS, fits, word_for
from findings.models import ReturnFile, ReturnVersion
from findings.queries.returning import places_of
from findings.recording import MOST_EVIDENCE, SHORT, pair
from findings.returns.content import FINDING
from findings.returns.items import Piece, first_sentence
from findings.returns.typed import day_of, whole_of
from inspections.models import Inspection

NAME = 200
REPORT = Text("报送的执法检查情况报告", "return on the law enforcement inspection")


def entry_of_row(piece: Piece, version: ReturnVersion, inspection: Inspection) -> dict[str, Any]:
    """A row of findings. What the columns of a finding cannot hold (articles in words, a day outside of the inspection,
    a name that is too long) is said at the end of its facts: nothing that was submitted is lost."""
    said = {name: str(value) for name, value in piece.fields.items() if isinstance(value, str)}
    body = version.returned.delegation.body
    title, actor = said.get("title", ""), said.get("actor", "")
    day = _day(said.get("found_on", ""), inspection)
    behind = {
        "title": title if len(title) > SHORT else "",
        "actor": actor if len(actor) > SHORT else "",
        "articles": said.get("articles", ""),
        "found_on": "" if day else said.get("found_on", ""),
    }
    counted, counted_of = _number(said.get("counted", "")), _number(said.get("counted_of", ""))
    place = places_of(body).get(said.get("place", ""))
    if place is None:
        behind["place"] = said.get("place", "")
    return {
        "kind": said.get("kind", ""),
        "title": {"zh": first_sentence(title, SHORT) if len(title) > SHORT else title},
        "facts": {"zh": _facts(said.get("facts", ""), behind)},
        "actor": {"zh": "" if len(actor) > SHORT else actor},
        "quantity_word": _word(said.get("word", ""), counted, counted_of),
        "counted": counted,
        "counted_of": counted_of,
        "suggestion": said.get("suggestion", ""),
        "found_on": day,
        "place": place or (body.locality_id if body and body.locality_id else None),
        "evidence": evidence_of([(version, piece)]),
    }


def entry_of_paragraph(piece: Piece, version: ReturnVersion, kind: str) -> dict[str, Any]:
    """A paragraph of a text: the first sentence is the title until somebody finds a better one."""
    body = version.returned.delegation.body
    return {
        "kind": kind,
        "title": {"zh": first_sentence(piece.wording, SHORT)},
        "facts": {"zh": piece.wording},
        "place": body.locality_id if body else None,
        "evidence": evidence_of([(version, piece)]),
    }


def draft_of(pieces: Iterable[tuple[ReturnVersion, Piece]], submitted: int) -> dict[str, Any]:
    """What the form of a merged finding begins with: the title of the first, the facts numbered by body, and how many
    of the bodies that submitted say so, with the word that the ladder proposes."""
    pieces = list(pieces)
    titles = [str(piece.fields.get("title", "")) for _, piece in pieces]
    kinds = [str(piece.fields.get("kind", "")) for _, piece in pieces]
    counted = len({version.returned.delegation.body_id for version, _ in pieces})
    return {
        "kind": FindingKind.PROBLEM if FindingKind.PROBLEM in kinds else kinds[0],
        "title": first_sentence(min(titles, key=len), SHORT),
        "facts": "\n".join(f"{number}. {line_of(*each)}" for number, each in enumerate(pieces, start=1)),
        "counted": counted,
        "counted_of": submitted,
        "word": word_for(counted, submitted) if 0 < counted <= submitted else "",
    }


def line_of(version: ReturnVersion, piece: Piece) -> str:
    """One body's part in the facts of a merged finding, on one line."""
    text = str(piece.fields.get("facts") or piece.fields.get("title") or piece.wording)
    name = name_of(version.returned.delegation.body)
    return LINE.zh.format(name=name.zh, text=" ".join(text.split("\n")))


LINE = Text("{name}：{text}", "{name}: {text}")


def name_of(body: Body | None) -> Text:
    """How a body is called where its place is meant: the place's name, or its own."""
    if body is None:
        return Text()
    return body.locality.name if body.locality else body.name


def evidence_of(pieces: Iterable[tuple[ReturnVersion, Piece]]) -> list[dict[str, Any]]:
    """What such a finding rests on: the returns themselves, then their files as far as a finding holds so many; the
    others are where its origins lead."""
    pieces = list(pieces)
    versions = {version.pk: version for version, _ in pieces}
    rows = [{"kind": EvidenceKind.WRITTEN_REPORT, "source": pair(source_of(version))} for version in versions.values()]
    kept = {file.digest: file for version, piece in pieces for file in attachments_of(version, piece.files).values()}
    rows += [
        {"kind": EvidenceKind.DOCUMENT, "source": {}, "name": file.name[:NAME], "digest": file.digest}
        for file in kept.values()
    ]
    return rows[:MOST_EVIDENCE]


def source_of(version: ReturnVersion) -> Text:
    """Which return: "湖南省人大常委会报送的执法检查情况报告（第2版）"."""
    body = version.returned.delegation.body
    name = body.name if body else Text()
    zh = f"{name.zh}{REPORT.zh}" + VERSION.zh.format(number=version.number)
    en = f"{REPORT.en[:1].upper()}{REPORT.en[1:]}, {name.best('en')}" + VERSION.en.format(number=version.number)
    return Text(zh[:SHORT], en[:SHORT])


VERSION = Text("（第{number}版）", " (version {number})")


def attachments_of(version: ReturnVersion, keys: Iterable[str]) -> dict[str, Attachment]:
    """Key → the file of `version` under it: the same bytes that were submitted."""
    named = {key: version.content.get("files", {}).get(key, {}).get("digest", "") for key in keys}
    if not named:
        return {}
    by_digest = {row.digest: row for row in version.files.filter(digest__in=named.values())}
    filed = ReturnFile.objects.filter(returned=version.returned_id, key__in=named).select_related("attachment")
    by_key = {str(row.key): row.attachment for row in filed}
    found = {key: by_digest.get(digest) or by_key.get(key) for key, digest in named.items()}
    return {key: file for key, file in found.items() if file is not None}


def _facts(facts: str, behind: Mapping[str, str]) -> str:
    lines = [f"{FINDING[name].zh}{COLON.zh}{value}" for name, value in behind.items() if value]
    return "\n".join(filter(None, [facts, *lines]))


COLON = Text("：", ": ")


def _number(text: str) -> int | None:
    return whole_of(text)


def _word(word: str, part: int | None, whole: int | None) -> str:
    """The quantity word as it was given, unless the count beside it contradicts it."""
    if word not in QuantityWord.values or word not in RUNGS:
        return ""
    if part is None or not whole or part > whole:
        return word
    return word if fits(word, part, whole) else word_for(part, whole)


def _day(text: str, inspection: Inspection) -> date | None:
    """The day, where it lies within the inspection and is past."""
    day = day_of(text)
    if day is None:
        return None
    first, last = inspection.span
    if day > timezone.localdate() or (first and day < first) or (last and day > last):
        return None
    return day
