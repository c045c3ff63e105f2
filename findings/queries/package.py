"""What a device takes along into the field: the scheme of one inspection as far as findings need it, and the person's
own open findings."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from accounts.models import Locality, User
from core.spoken import in_both
from core.text import Text
from core.uploads import LARGEST_FILE, PHOTOS
from findings.enums import EvidenceKind, FindingState, QuantityWord
from findings.ladder import LADDER
from findings.models import Finding
from findings.recording import RELATED, entry_of, pair
from inspections.models import Article, Inspection, Unit, Visit

MOST_FINDINGS = 500


def own_open(inspection: Inspection, user: User) -> QuerySet[Finding]:
    """What `user` wrote in `inspection` and may still have to do with: drafts, and those sent back."""
    states = [FindingState.DRAFT, FindingState.SENT_BACK]
    return Finding.objects.visible_to(user).filter(inspection=inspection, written_by=user, state__in=states)


def package_of(inspection: Inspection, user: User) -> dict[str, Any]:
    """The package of `inspection`, in which `user` may raise findings; a fixed number of queries."""
    visits = _visits(inspection)
    return {
        "inspection": {
            "code": inspection.code,
            "title": pair(inspection.title),
            "state": inspection.state,
            **_span(inspection),
        },
        "visits": [_visit(visit) for visit in visits],
        "units": [_unit(unit) for unit in inspection.units.filter(visit=None, void_reason="")],
        "places": [{"code": place.code, "name": pair(place.name)} for place in _places(visits)],
        "articles": [_article(article) for article in _articles(inspection)],
        "focus_points": [
            {"id": point.pk, "order": point.order, "title": pair(point.title)}
            for point in inspection.focus_points.all()
        ],
        "evidence_kinds": [{"key": kind.value, "label": pair(in_both(kind.label))} for kind in EvidenceKind],
        "words": _words(),
        "findings": [
            {"uuid": str(row.uuid), "code": row.code, "version": row.version, "state": row.state, "data": entry_of(row)}
            for row in own_open(inspection, user).prefetch_related(*RELATED).order_by("-order")[:MOST_FINDINGS]
        ],
        "limits": {"photo_bytes": LARGEST_FILE, "photo_types": PHOTOS},
        "made": timezone.now().isoformat(),
    }


def _span(row: Any) -> dict[str, str | None]:
    first, last = row.span
    return {"starts": first and first.isoformat(), "ends": last and last.isoformat()}


def _visits(inspection: Inspection) -> list[Visit]:
    units = Prefetch("units", Unit.objects.filter(void_reason=""))
    return list(inspection.visits.filter(void_reason="").select_related("locality").prefetch_related(units))


def _visit(visit: Visit) -> dict[str, Any]:
    place, period = visit.locality, visit.period_text
    label = Text(f"{place.name.zh}（{period.zh}）", f"{place.name.best('en')} ({period.en})") if period else place.name
    return {
        "id": visit.pk,
        "label": pair(label),
        "place": {"code": place.code, "name": pair(place.name)},
        "units": [_unit(unit) for unit in visit.units.all()],
        **_span(visit),
    }


def _unit(unit: Unit) -> dict[str, Any]:
    return {"id": unit.pk, "name": pair(unit.name), "published": pair(unit.published)}


def _places(visits: list[Visit]) -> QuerySet[Locality]:
    """Where the group goes, and what lies within: the codes of a province's places begin with its own two digits."""
    codes = {visit.locality_id for visit in visits}
    return Locality.objects.filter(pk__in=codes) | Locality.objects.filter(parent__in=codes)


def _articles(inspection: Inspection) -> QuerySet[Article]:
    return Article.objects.filter(instrument__inspections=inspection).select_related("instrument")


def _article(article: Article) -> dict[str, Any]:
    instrument = article.instrument
    return {
        "id": article.pk,
        "instrument": pair(instrument.short or instrument.title),
        "number": article.number,
        "insertion": article.insertion,
        "label": pair(article.label),
        "subject": pair(article.subject),
    }


def _words() -> list[dict[str, Any]]:
    """The ladder. A word fits a share above `from` and up to `to` per cent (99: anything but all, 100: all too)."""
    return [
        {
            "word": rung.word,
            "label": pair(in_both(QuantityWord(rung.word).label)),
            "from": rung.above,
            "to": 99 if rung.up_to is None else rung.up_to,
            "fewest": rung.fewest,
            "proposed_above": rung.proposed_above,
        }
        for rung in LADDER
    ]
