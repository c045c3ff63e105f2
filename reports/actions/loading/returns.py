"""Whom an inspection entrusted, what was asked, and what came back: returns.yaml.

The published reports name none of the bodies, so all of it is invented and marked so. It is loaded once: what people
did with it afterwards stays.
"""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from accounts.models import Body
from core.text import Text
from findings.enums import RemarkKind
from findings.models import Return, ReturnRemark, ReturnSection, ReturnVersion
from findings.queries.returning import form_of_return, frozen
from findings.returns.content import NoContent, clean, digest_of, paragraphs
from inspections.asking.store import digest_of as digest_of_form
from inspections.enums import LetterKind
from inspections.models import (
    Delegation,
    Inspection,
    Letter,
    Request,
    RequestQuestion,
    RequestSection,
)
from inspections.queries.asking import form_of
from reports.actions.loading.files import Row, SampleError
from reports.actions.loading.known import Known, listed
from reports.actions.loading.rows import Wanted, Writer

SAMPLE = Text("{}（示例，报告未列名）", "{} (sample; the report names nobody)")
BEGAN = frozenset({"drafting", "approved", "submitted", "accepted", "used", "returned"})
FIRST = 101  # orders of invented delegations: behind those that the report states


@dataclass
class Place:
    """Where rows of a returns.yaml go."""

    inspection: Inspection
    writer: Writer
    known: Known
    parent: Delegation | None = None


def load_returns(file: Row, inspection: Inspection, writer: Writer, known: Known) -> None:
    """Load one returns.yaml, where its request is not there yet."""
    if Request.objects.filter(inspection=inspection).exists():
        return
    place = Place(inspection, writer, known)
    below, letter = file.row("below"), file.row("letter")
    problems = _problems(file.row("problems"))
    delegations = _entrusted(file, place, problems)
    _letter(letter, delegations, place)
    file.done()
    if below is not None:
        upper = next(row for row in delegations if row.body and row.body.code == below.take("of"))
        _entrusted(below, Place(inspection, writer, known, upper), problems)
        below.done()


def _entrusted(file: Row, place: Place, problems: dict[str, Row]) -> list[Delegation]:
    asked = file.row("request")
    if asked is None:
        raise SampleError(file.where, "“request” is missing")
    request, due = _request(asked, place), file.take("due")
    first = FIRST + place.inspection.delegations.filter(is_sample=True).count()
    return [
        _delegation(row, first + number, request, due, place, problems)
        for number, row in enumerate(file.rows("returns"))
    ]


# --- What is asked ----------------------------------------------------------------------------------------------------


def _request(row: Row, place: Place) -> Request:
    fixed_on = row.take("fixed_on")
    values = {"code": row.take("code"), "title": row.text("title"), "note": row.text("note"), "days": row.take("days")}
    request = Request(inspection=place.inspection, parent=place.parent, **values)
    place.writer.make(request, row.where)
    rows = row.rows("sections")
    row.done()
    parts: list[tuple[RequestQuestion, str]] = []
    for order, section in enumerate(rows, start=1):
        _section(section, order, request, place, parts)
    for question, whole in parts:
        key, _, name = whole.partition(".")
        question.part_of = RequestQuestion.objects.get(section__request=request, section__key=key, key=name)
        question.save()
    request.fixed_at, request.digest = _moment(fixed_on), digest_of_form(form_of(request))
    request.save()
    return request


def _section(row: Row, order: int, request: Request, place: Place, parts: list[tuple[RequestQuestion, str]]) -> None:
    values = {
        "key": row.take("key"), "kind": row.take("kind"), "title": row.text("title"), "guidance": row.text("guidance"),
        "required": row.take("required", True),
    }  # fmt: skip
    section = place.writer.make(RequestSection(request=request, order=order, **values), row.where)

    def column(line: Row) -> dict[str, Any]:
        names = ("key", "starts", "ends")
        return {name: line.take(name) for name in names} | {"title": line.text("title"), "precision": "day"}

    fixed = {"section": section}
    place.writer.sync(section.columns.all(), ["key"], listed(row.rows("columns"), column), fixed=fixed)
    wholes: list[str] = []

    def question(line: Row) -> dict[str, Any]:
        wholes.append(line.take("part_of", ""))
        return {
            "key": line.take("key"), "kind": line.take("kind"), "prompt": line.text("prompt"),
            "required": line.take("required", False), "unit": line.take("unit", ""),
            "options": line.take("options", None) or [],
        }  # fmt: skip

    made = place.writer.sync(section.questions.all(), ["key"], listed(row.rows("questions"), question), fixed=fixed)
    parts += [(one, whole) for one, whole in zip(made, wholes, strict=True) if whole]
    row.done()


# --- Who was entrusted, and what they wrote ---------------------------------------------------------------------------


def _delegation(row: Row, order: int, request: Request, due: Any, place: Place, problems: dict[str, Row]) -> Delegation:
    body = Body.objects.get(pk=place.known.bodies.key(row.take("body"), row.where))
    state = row.take("state")
    values = {
        "code": f"{place.inspection.code}-d{order}", "order": order, "due": due, "state": state, "is_sample": True,
        "described": Text(SAMPLE.zh.format(body.name.zh), SAMPLE.en.format(body.name.en)),
    }  # fmt: skip
    delegation = Delegation(inspection=place.inspection, parent=place.parent, body=body, request=request, **values)
    place.writer.make(delegation, row.where)
    if state in BEGAN:
        _return(row, delegation, place, problems)
    row.done()
    return delegation


def _return(row: Row, delegation: Delegation, place: Place, problems: dict[str, Row]) -> None:
    returned = place.writer.make(Return(delegation=delegation, code=delegation.code), row.where)
    form, unfinished = form_of_return(returned), row.names("unfinished")
    for section in delegation.request.sections.all() if delegation.request else ():
        written = _written(row, section.key, section.kind, delegation, problems)
        asked = form.section(section.key)
        if asked is None:
            raise SampleError(row.where, f"no section “{section.key}”")
        try:
            content = clean(asked, written)
        except NoContent as stranger:
            raise SampleError(row.where, f"the request has no “{stranger}”") from stranger
        done = section.key not in unfinished
        values = {"content": content, "version": 1, "finished": done}
        place.writer.make(ReturnSection(returned=returned, section=section, **values), row.where)
    _versions(row, returned, place)


def _written(row: Row, key: str, kind: str, delegation: Delegation, problems: dict[str, Row]) -> dict[str, Any]:
    """What stands in a section: the file names figures by row, duties by key, problems by their kind."""
    given = row.take(key, None) or {}
    if kind == "text":
        return paragraphs("\n".join(given))
    if kind == "figures":
        columns = list(delegation.request.sections.get(key=key).columns.all()) if delegation.request else []
        return {
            f"{name}.{column.key}": cell
            for name, cells in given.items()
            for column, cell in zip(columns, cells, strict=True)
        }
    if kind == "duties":
        return {f"{name}.answer": answer for name, answer in given.items()}
    if kind == "findings":
        return _rows(given, delegation, problems, row.where)
    return dict(given)


def _rows(given: Any, delegation: Delegation, problems: dict[str, Row], where: str) -> dict[str, Any]:
    written: dict[str, Any] = {"rows": []}
    place = delegation.body.locality.name.zh if delegation.body and delegation.body.locality else ""
    for number, one in enumerate(given or (), start=1):
        name = f"r{number}"
        kind = problems.get(one["problem"])
        if kind is None:
            raise SampleError(where, f"unknown problem “{one['problem']}”")
        written["rows"].append(name)
        fields = {
            "kind": "problem", "title": kind.take("title"), "facts": kind.take("facts"), "place": place,
            "counted": str(one["counted"]), "counted_of": str(one["counted_of"]), "word": one["word"],
        }  # fmt: skip
        written |= {f"{name}.{field}": value for field, value in fields.items()}
    return written


def _problems(row: Row | None) -> dict[str, Row]:
    return {} if row is None else {name: Row(row.take(name), f"{row.where} {name}") for name in row.data}


# --- What was submitted -----------------------------------------------------------------------------------------------


def _versions(row: Row, returned: Return, place: Place) -> None:
    submitted, before = row.take("submitted", None), row.rows("before")
    earlier, sent_back = row.take("submitted_before", None), row.rows("sent_back")
    number = 0
    if before:
        number += 1
        was = {line.take("address"): (line.take("was"), line.take("reason")) for line in before}
        version = _version(returned, number, earlier, {address: old for address, (old, _) in was.items()}, place, row)
        _remarks(version, {address: reason for address, (_, reason) in was.items()}, place)
    if submitted:
        version = _version(returned, number + 1, submitted, {}, place, row)
        _remarks(version, {line.take("address"): line.take("reason") for line in sent_back}, place)
    for line in (*before, *sent_back):
        line.done()


def _version(returned: Return, number: int, day: Any, was: dict[str, str], place: Place, row: Row) -> ReturnVersion:
    content = frozen(returned, number=number)
    sections = {key: dict(written) for key, written in content["sections"].items()}
    for address, old in was.items():
        section, _, rest = address.partition(".")
        sections[section][rest] = old
    content = {**content, "sections": sections}
    delegation, moment = returned.delegation, _moment(day)
    version = ReturnVersion(
        returned=returned,
        number=number,
        content=content,
        digest=digest_of(content),
        request_digest=content["request_digest"],
        signed_name="示例签发人",
        signed_at=moment,
        submitted_at=moment,
        receipt=f"{delegation.code}-{number}",
        on_time=not delegation.due or day <= delegation.due,
    )
    return place.writer.make(version, row.where)


def _remarks(version: ReturnVersion, reasons: dict[str, str], place: Place) -> None:
    for address, reason in reasons.items():
        remark = ReturnRemark(version=version, address=address, kind=RemarkKind.SEND_BACK, text=reason, sent=True)
        place.writer.make(remark, version.receipt or "")


def _letter(row: Row | None, delegations: list[Delegation], place: Place) -> None:
    if row is None:
        return
    values = {
        "kind": LetterKind.ENTRUSTMENT, "number": row.take("number"), "issued_on": row.take("issued_on"),
        "addressee": Text("有关人大常委会（示例）", "the standing committees concerned (sample)"),
        "contact": row.take("contact", ""),
    }  # fmt: skip
    row.done()
    fixed = {"inspection": place.inspection}
    (letter,) = place.writer.sync(
        Letter.objects.filter(inspection=place.inspection), ["number"], [Wanted(row.where, values)], fixed=fixed,
        prune=False,
    )  # fmt: skip
    place.writer.link(letter, "recipients", [row.body_id for row in delegations if row.body_id])


def _moment(day: Any) -> datetime:
    """In the afternoon of `day`."""
    return timezone.make_aware(datetime.combine(day, time(15, 20)))
