"""What the loaded sample says of one row of the inventory: a mapping of names to words, None where there is no such row."""

from collections.abc import Callable, Iterable
from typing import Any

from accounts.models import Body
from findings.citations import CITATION
from findings.models import Figure
from inspections.enums import BriefingForm, CommissionKind, Part, StratumDimension
from inspections.models import Inspection, Instrument, Survey
from recommendations.models import Addressee
from reports.models import Paragraph

Seen = dict[str, str]


def plain(row: Any, *names: str) -> Seen:
    return {name: words(getattr(row, name)) for name in names}


def words(value: Any) -> str:
    if hasattr(value, "normalize"):  # 63.5000 is 63.5, 1E+7 is 10000000
        return f"{value.normalize():f}"
    return str(value)


def both(row: Any, *names: str) -> Seen:
    return plain(row, *(f"{name}_{lang}" for name in names for lang in ("zh", "en")))


def listed(values: Iterable[Any]) -> str:
    return ",".join(map(str, values))


def dated(row: Any) -> Seen:
    return plain(row, "starts", "ends", "precision", "end_precision", "open_ended", "relative") | {
        "wording_zh": row.wording_zh
    }


def see_inspection(inspection: Inspection, key: str) -> Seen | None:
    if inspection.code != key:
        return None
    return (
        plain(inspection, "year", "mode", "state", "visits_open", "is_sample")
        | both(inspection, "basis", "purpose", "note", "source")
        | dated(inspection)
        | {
            "organiser": inspection.organiser.code,
            "instruments": listed(inspection.instruments.values_list("code", flat=True)),
        }
    )


def see_report(inspection: Inspection, key: str) -> Seen | None:
    report = inspection.reports.filter(code=key).first()
    if report is None:
        return None
    parts = [section for section in report.sections.filter(parent=None) if section.heading]
    texts = Paragraph.objects.filter(section__report=report).values_list("text_zh", flat=True)
    return (
        plain(report, "presented_on", "term", "session", "state")
        | both(report, "title", "occasion", "presenter", "salutation", "closing")
        | {
            "parts": str(len(parts)),
            "items": listed(part.items.count() for part in parts),
            "texts_zh": "".join(texts),
        }
    )


def see_focus_point(inspection: Inspection, key: str) -> Seen | None:
    row = inspection.focus_points.filter(order=key).first()
    return row and both(row, "title")


def see_preparing(inspection: Inspection, key: str) -> Seen:
    rows = inspection.involved_bodies.filter(part=Part.PREPARING)
    return {"bodies": listed(rows.values_list("body__code", flat=True))}


def see_meeting(inspection: Inspection, key: str) -> Seen | None:
    row = inspection.meetings.filter(order=key).first()
    if row is None:
        return None
    reported = {
        form.value: listed(row.briefings.filter(form=form).values_list("body__code", flat=True))
        for form in BriefingForm
    }
    return plain(row, "kind", "number", "many", "oral_open", "written_open") | dated(row) | reported


def see_visit(inspection: Inspection, key: str) -> Seen | None:
    row = inspection.visits.filter(locality=key).first()
    return row and dated(row)


def see_sub_groups(inspection: Inspection, key: str) -> Seen:
    rows = inspection.sub_groups.all()
    return {
        "numbers": listed(row.number for row in rows),
        "members_stated": str(any(row.members_stated for row in rows)),
    }


def see_delegation(inspection: Inspection, key: str) -> Seen | None:
    row = inspection.delegations.stated().filter(order=key).first()
    return row and plain(row, "body", "number", "mode", "described_zh")


def see_commission(inspection: Inspection, key: str) -> Seen | None:
    row = inspection.commissions.filter(order=key).first()
    if row is None:
        return None
    strata = row.strata.all()
    seen = (
        plain(row, "kind", "blind", "bodies_open")
        | both(row, "task", "scope", "selected_by", "deliverable")
        | dated(row)
        | {
            "body": row.body.code,
            "places": listed(f"{s.locality_id}:{s.size}" for s in strata if s.dimension == StratumDimension.PLACE),
            "kinds": listed(f"{s.kind_zh}:{s.size}" for s in strata if s.dimension == StratumDimension.KIND),
        }
    )
    if survey := Survey.objects.filter(commission=row).first():
        seen |= both(survey, "territory", "topics") | {
            "questions": str(survey.questions.count()),
            "answers": str(sum(question.answers.count() for question in survey.questions.all())),
        }
    return seen


def see_spot_check(inspection: Inspection, key: str) -> Seen | None:
    row = inspection.spot_checks.filter(order=key).first()
    return row and plain(row, "announced", "units_stated") | both(row, "subject", "selection")


def see_method(inspection: Inspection, key: str) -> Seen | None:
    row = inspection.methods.filter(order=key).first()
    return row and plain(row, "title_zh", "is_new")


def see_share(inspection: Inspection, key: str) -> Seen | None:
    """A share of the survey: the base its answer has, the figure it is a part of, and whether 其中 leaves that open."""
    row = inspection.figures.filter(ref=key).exclude(answer=None).first()
    if row is None:
        return None
    return {
        "base": row.answer.base,
        "of": words(row.base and row.base.source.ref),
        "ambiguous": str(row.base_ambiguous),
    }


def see_instrument(inspection: Inspection, key: str) -> Seen | None:
    row = Instrument.objects.filter(code=key).first()
    if row is None:
        return None
    issuers = listed(row.issuers.values_list("code", flat=True))
    return plain(row, "kind", "state", "in_force_on") | both(row, "title", "issuer") | dated(row) | {"issuers": issuers}


def see_body(inspection: Inspection, key: str) -> Seen | None:
    """The part a body has: Oral report, Written report, Preparer, Claimant of a figure, Third party, eXpert source,
    Addressee, Mentioned where nothing else says so."""
    body = Body.objects.filter(code=key).first()
    if body is None:
        return None
    commissions = body.commissions.filter(inspection=inspection)
    briefings = body.briefings.filter(meeting__inspection=inspection)
    involved = body.involvements.filter(inspection=inspection)
    parts = {
        "O": briefings.filter(form=BriefingForm.ORAL),
        "W": briefings.filter(form=BriefingForm.WRITTEN),
        "P": involved.filter(part=Part.PREPARING),
        "C": Figure.objects.filter(inspection=inspection, claimant_body=body),
        "T": commissions.exclude(kind=CommissionKind.EXPERTS),
        "X": commissions.filter(kind=CommissionKind.EXPERTS),
        "A": Addressee.objects.filter(recommendation__inspection=inspection, body=body),
        "M": involved.filter(part=Part.MENTIONED),
    }
    return {"flags": "".join(letter for letter, rows in parts.items() if rows.exists())}


def see_person(inspection: Inspection, key: str) -> Seen | None:
    rows = list(inspection.participants.filter(person__code=key).order_by("capacity"))
    if not rows:
        return None
    return {
        "name_zh": rows[0].person.name_zh,
        "capacities": listed(row.capacity for row in rows),
        "post_zh": rows[0].post_zh,
    }


def see_figure(inspection: Inspection, key: str) -> Seen | None:
    row = inspection.figures.filter(ref=key).first()
    if row is None:
        return None
    source = row.source
    return (
        plain(source, "kind", "value", "qualifier", "unit", "stated_in")
        | both(source, "as_written", "note")
        | {"period_zh": source.wording_zh, "period": "stated" if source.period_stated else "none"}
    )


def see_date(inspection: Inspection, key: str) -> Seen | None:
    row = inspection.cited_dates.filter(ref=key).first()
    return row and dated(row)


def see_compared(inspection: Inspection, key: str) -> Seen | None:
    row = inspection.figures.filter(ref=key).first()
    return row and {"with_zh": row.compared_with_zh}


def see_finding(inspection: Inspection, key: str) -> Seen | None:
    row = inspection.findings.filter(ref=key).first()
    if row is None:
        return None
    refs = [*row.figures.values_list("ref", flat=True), *row.cited_dates.values_list("ref", flat=True)]
    return (
        plain(row, "kind", "state", "quantity_word")
        | both(row, "title", "facts", "actor")
        | {
            "figures": listed(sorted(refs)),
            "evidence": listed(row.evidence.values_list("kind", flat=True)),
            "bodies": listed(sorted(row.bodies.values_list("code", flat=True))),
            "localities": listed(sorted(row.localities.values_list("code", flat=True))),
            "instruments": listed(sorted(row.instruments.values_list("code", flat=True))),
        }
    )


def see_recommendation(inspection: Inspection, key: str) -> Seen | None:
    row = inspection.recommendations.filter(ref=key).first()
    if row is None:
        return None
    codes = {code for _kind, code, _styles in CITATION.findall(row.content_zh)}
    cited = inspection.cited_dates.filter(code__in=codes).values_list("ref", flat=True)
    return plain(row, "category", "state") | {
        "addressees": listed(one.body.code if one.body else one.wording_zh for one in row.addressees.all()),
        "answers": listed(row.answers.values_list("ref", flat=True)),
        "asks_for": listed(row.asks_for.values_list("code", flat=True)),
        "cites": listed(cited),
    }


def see_relation(inspection: Inspection, key: str) -> Seen:
    """N42⊂N41: part of it; N73+N74=N72, N19×N18=N26: the values agree; N53≡N22: a further mention of it."""
    figures = {figure.ref: figure for figure in inspection.figures.all()}

    def of(ref: str) -> Figure:
        return figures[ref].source

    if "⊂" in key:
        part, whole = key.split("⊂")
        holds = of(part).subset_of is not None and of(part).subset_of.source == of(whole)
    elif "≡" in key:
        mention, first = key.split("≡")
        holds = figures[mention].same_as == figures[first]
    else:
        left, total = key.split("=")
        one, two = left.split("+") if "+" in left else left.split("×")
        values = of(one).value, of(two).value
        holds = of(total).value == (sum(values) if "+" in left else values[0] * values[1])
    return {"holds": str(holds)}


def see_count(inspection: Inspection, key: str) -> Seen:
    rows = getattr(inspection, key).all()
    rows = rows.stated() if key == "delegations" else rows  # without the invented ones
    return {"number": str(rows.count())}


OBSERVERS: dict[str, Callable[[Inspection, str], Seen | None]] = {
    name.removeprefix("see_"): function for name, function in list(globals().items()) if name.startswith("see_")
}
