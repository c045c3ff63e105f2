"""Rows for tests: plain functions, no surprises. What a test does not name is filled with something ordinary.

`mark` is a canary: it stands in every text a person could have written, whatever texts a model has or will have.
"""

from datetime import timedelta
from itertools import count

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.enums import BodyKind, Role
from accounts.models import Body, Locality, Membership, User
from core.attachments import keep
from core.text import Text
from findings.enums import EvidenceKind, FindingKind, FindingState
from findings.models import CitedDate, Evidence, Figure, Finding
from inspections.models import FocusPoint, Inspection, Participant, Person, Visit
from recommendations.models import Addressee, Recommendation
from reports.actions.editions import freeze_report
from reports.enums import Layout, RenderingState
from reports.models import Edition, Paragraph, Rendering, Report, Section

PASSWORD = "旭日东升-2017-keep"
SHORTEST_TEXT = 40  # shorter columns hold keys and counters, no prose
NOT_PROSE = {"code", "digest", "password", "username"}

numbers = count(1)


def texts_of(model: type[models.Model]) -> list[models.Field]:
    """The columns of `model` that hold what a person wrote."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not isinstance(field, models.SlugField | models.JSONField)
        and field.name not in NOT_PROSE
        and (field.max_length is None or field.max_length >= SHORTEST_TEXT)
    ]


def written(model: type[models.Model], mark: str = "", **given: object) -> dict[str, object]:
    """Values for every text of `model`: an ordinary word, with `mark` behind it; `given` wins."""
    words = {field.name: f"{'文字' if field.name.endswith('_zh') else 'words'}{mark}" for field in texts_of(model)}
    for name in [name for name, value in given.items() if isinstance(value, Text)]:
        text = given.pop(name)
        given |= {f"{name}_zh": text.zh, f"{name}_en": text.en}
    return {**words, **given}


# --- People and bodies -----------------------------------------------------------------------------------------------


def make_body(code: str, *, kind: str = BodyKind.STANDING_COMMITTEE, parent: Body | None = None, **given) -> Body:
    return Body.objects.create(code=code, kind=kind, parent=parent, **written(Body, name_zh=code, **given))


def make_user(username: str, *memberships: tuple[Body, Role], password: str = "", **given) -> User:
    user = User(username=username, **{"name_zh": username, "name_en": username.title(), **given})
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    for body, role in memberships:
        make_membership(user, body, role)
    return user


def make_membership(user: User, body: Body, role: Role, **given) -> Membership:
    yesterday = timezone.localdate() - timedelta(days=1)
    return Membership.objects.create(user=user, body=body, role=role, **{"since": yesterday, **given})


# --- The records of an inspection ------------------------------------------------------------------------------------


def make_inspection(organiser: Body, code: str = "", *, mark: str = "", **given) -> Inspection:
    return Inspection.objects.create(
        code=code or f"inspection-{next(numbers)}",
        organiser=organiser,
        **written(Inspection, mark, **{"year": 2017, **given}),
    )


def make_focus_point(inspection: Inspection, *, mark: str = "", **given) -> FocusPoint:
    values = {"order": next(numbers), **given}
    return FocusPoint.objects.create(inspection=inspection, **written(FocusPoint, mark, **values))


def make_visit(inspection: Inspection, code: str, *, mark: str = "", **given) -> Visit:
    locality, _ = Locality.objects.get_or_create(
        code=code, defaults=written(Locality, kind="province", name_zh=code, name_en=code)
    )
    return Visit.objects.create(
        inspection=inspection, locality=locality, **written(Visit, mark, **{"order": next(numbers), **given})
    )


def make_participant(inspection: Inspection, *, mark: str = "", **given) -> Participant:
    number = next(numbers)
    person = Person.objects.create(code=f"person-{number}", **written(Person, mark))
    values = {"order": number, "capacity": "group_member", **given}
    return Participant.objects.create(inspection=inspection, person=person, **written(Participant, mark, **values))


def make_finding(
    inspection: Inspection,
    code: str = "",
    *,
    mark: str = "",
    by: User | None = None,
    evidence: bool = True,
    state: str = FindingState.RECORDED,
    **given,
) -> Finding:
    number = next(numbers)
    values = {"ref": f"F{number}", "order": number, "kind": FindingKind.PROBLEM, "state": state, "written_by": by}
    finding = Finding.objects.create(
        code=code or f"finding-{number}", inspection=inspection, **written(Finding, mark, **{**values, **given})
    )
    if evidence:
        make_evidence(finding, mark=mark)
    return finding


def make_evidence(finding: Finding, *, mark: str = "", **given) -> Evidence:
    values = {"order": next(numbers), "kind": EvidenceKind.INSPECTION, **given}
    return Evidence.objects.create(finding=finding, **written(Evidence, mark, **values))


def make_figure(inspection: Inspection, code: str = "", *, mark: str = "", **given) -> Figure:
    number = next(numbers)
    values = {"ref": f"N{number}", "order": number, "kind": "cardinal", "value": 12, "unit": "case_tried", **given}
    return Figure.objects.create(
        inspection=inspection,
        code=code or f"figure-{number}",
        **written(Figure, mark, **{"starts": "2017-01-01", "precision": "year", **values}),
    )


def make_date(inspection: Inspection, code: str, *, mark: str = "", **given) -> CitedDate:
    number = next(numbers)
    values = {"ref": f"D{number}", "order": number, "starts": "2017-12-24", "precision": "day", **given}
    return CitedDate.objects.create(inspection=inspection, code=code, **written(CitedDate, mark, **values))


def make_recommendation(
    inspection: Inspection,
    code: str = "",
    *,
    mark: str = "",
    answers: tuple[Finding, ...] = (),
    to: tuple[Body, ...] = (),
    **given,
) -> Recommendation:
    number = next(numbers)
    values = {"ref": f"R{number}", "order": number, **given}
    row = Recommendation.objects.create(
        inspection=inspection, code=code or f"recommendation-{number}", **written(Recommendation, mark, **values)
    )
    row.answers.set(answers)
    for order, body in enumerate(to, start=1):
        Addressee.objects.create(recommendation=row, body=body, order=order, **written(Addressee, mark))
    return row


# --- Reports ---------------------------------------------------------------------------------------------------------


def make_report(inspection: Inspection, code: str = "", *, mark: str = "", sections: bool = True, **given) -> Report:
    """A report with an opening, one part, one item and a paragraph in each."""
    report = Report.objects.create(
        code=code or f"report-{next(numbers)}", inspection=inspection, **written(Report, mark, **given)
    )
    if sections:
        opening = Section.objects.create(report=report, order=1)
        part = make_section(report, mark=mark)
        item = make_section(report, parent=part, mark=mark)
        for section in (opening, part, item):
            make_paragraph(section, mark=mark)
    return report


def make_section(report: Report, *, parent: Section | None = None, mark: str = "", **given) -> Section:
    values = {"order": next(numbers) + 1, **given}
    return Section.objects.create(report=report, parent=parent, **written(Section, mark, **values))


def make_paragraph(section: Section, text: Text | None = None, *, mark: str = "", findings=()) -> Paragraph:
    given = {"text": text} if text else {}
    row = Paragraph.objects.create(section=section, **written(Paragraph, mark, order=next(numbers), **given))
    row.findings.set(findings)
    return row


def make_edition(report: Report, *, by: User | None = None) -> Edition:
    """The frozen report, exactly as the action freezes it."""
    return freeze_report(report=report, by=by)


def make_rendering(edition: Edition, layout: str = Layout.ZH, *, pdf: bytes = b"", **given) -> Rendering:
    """A file of `edition`: waiting for a worker, or ready when `pdf` are its bytes."""
    ready = {}
    if pdf:
        kept = keep(pdf, name=f"{edition.report.code}-{edition.number}.pdf", media_type="application/pdf")
        ready = {"state": RenderingState.READY, "attachment": kept, "pages": 1}
    values = {"variant": settings.ZHIJIAN_PDF_VARIANT, **ready, **given}
    return Rendering.objects.create(edition=edition, layout=layout, **values)
