"""What a new finding begins with: where one stands, and what one did last."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from core.text import Text
from findings.enums import EvidenceKind, FindingKind
from findings.models import Lead
from findings.queries.choices import articles_of, units_of, visits_of
from inspections.enums import Arrangement
from inspections.models import Inspection, Unit, Visit

OPENING = 40  # characters of what was told that make a first title
KIND_OF = {Arrangement.RANDOM: EvidenceKind.SPOT_CHECK, Arrangement.REMOTE: EvidenceKind.THIRD_PARTY_TEST}


def begun(inspection: Inspection, asked: Mapping[str, str], lead: Lead | None, user: User) -> dict[str, Any]:
    """The data of an entry: place, unit, article and focus point as the link says; else visit and unit of the last
    finding the person wrote here. What the link names and is not there is left out."""
    unit = _row(units_of(inspection), asked.get("unit"))
    visit = _row(visits_of(inspection), asked.get("visit")) or (unit and unit.visit)
    if lead is not None:
        visit = visit or lead.visit
    elif visit is None and unit is None:
        visit, unit = last_place(inspection, user)
    article = _row(articles_of(inspection), asked.get("article"))
    focus = _row(inspection.focus_points.all(), asked.get("focus"))
    kind = asked.get("kind")
    return {
        "kind": kind if kind in FindingKind else FindingKind.PROBLEM.value,
        "visit": visit and visit.pk,
        "unit": unit and unit.pk,
        "place": _place(unit, visit, lead),
        "actor": _pair(unit.published) if unit else {},
        "actor_internal": unit.name.zh if unit else "",
        "found_on": _day(inspection, visit, unit),
        "articles": [article.pk] if article else [],
        "focus_point": focus and focus.pk,
        "evidence": _evidence(visit, unit),
        **(_told(lead) if lead else {}),
    }


def last_place(inspection: Inspection, user: User) -> tuple[Visit | None, Unit | None]:
    """Visit and unit of the finding that the person wrote last."""
    last = inspection.findings.filter(written_by=user).select_related("visit__locality", "unit").order_by("-pk").first()
    if last is None or last.visit is None or last.visit.is_void:
        return None, None
    return last.visit, last.unit if last.unit and not last.unit.is_void else None


def _row(rows: QuerySet, key: str | None) -> Any:
    """The row under the number that an address gives, None for anything else."""
    return rows.filter(pk=key).first() if key and key.isdecimal() and len(key) < 19 else None


def _place(unit: Unit | None, visit: Visit | None, lead: Lead | None) -> str | None:
    places = (unit and unit.locality_id, visit and visit.locality_id, lead and lead.place_id)
    return next((place for place in places if place), None)


def _day(inspection: Inspection, visit: Visit | None, unit: Unit | None) -> str | None:
    """The day the unit was looked at, else today while the visit or the inspection lasts."""
    if unit and unit.checked_on:
        return str(unit.checked_on)
    today = timezone.localdate()
    dated = visit if visit and visit.starts else inspection
    first, last = dated.starts, dated.ends or dated.starts
    return str(today) if first and last and first <= today <= last else None


def _evidence(visit: Visit | None, unit: Unit | None) -> list[dict[str, Any]]:
    """Where one stands is what one looked at."""
    if unit is None and visit is None:
        return []
    kind = KIND_OF.get(Arrangement(unit.arrangement), EvidenceKind.INSPECTION) if unit else EvidenceKind.INSPECTION
    return [{"id": "", "kind": kind.value, "source": {}, "name": "", "digest": ""}]


def _told(lead: Lead) -> dict[str, Any]:
    opening = " ".join(lead.content.split())
    title = opening if len(opening) <= OPENING else f"{opening[:OPENING]}…"
    return {"title": {"zh": title, "en": ""}, "facts": {"zh": lead.content, "en": ""}}


def _pair(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
