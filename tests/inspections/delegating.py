"""An inspection on whose delegations tests work: approved, with a request, two provinces and a city below one."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Body, Locality
from core.text import Text
from inspections.enums import DelegationState
from inspections.enums import InspectionState as State
from inspections.models import Delegation, Inspection
from tests import make
from tests.inspections_planning import ready_inspection

VALUES = {"mode": "inspection", "request": None, "due": None, "days": None}
NUMBER = "常办〔{year}〕{running}号"


def approved(organiser: Body, **given) -> Inspection:
    """May entrust; decided on a day before any letter of a test."""
    return ready_inspection(organiser, **{"state": State.SCHEME_APPROVED, "year": timezone.localdate().year, **given})


def letter_values(running: int = 12, **given) -> dict:
    today = timezone.localdate()
    number = NUMBER.format(year=today.year, running=running)
    return {
        "number": number,
        "issued_on": today,
        "contact": "",
        "addressee": Text(),
        "with_fingerprint": False,
        **given,
    }


def intended(inspection: Inspection, body: Body | None, **given) -> Delegation:
    """Not issued yet; asks the ordinary request and is due in a month."""
    if "request" not in given and given.get("mode") != "joint":
        given["request"] = make.make_request(inspection, fixed=False)
    due = None if given.get("mode") == "joint" else timezone.localdate() + timedelta(days=30)
    return make.make_delegation(inspection, body, **{"state": DelegationState.INTENDED, "due": due, **given})


def placed(body: Body, code: str) -> Body:
    """`body` in the administrative division `code`."""
    kind = {"kind": "province", "name_zh": code, "name_en": code}
    body.locality = Locality.objects.get_or_create(code=code, defaults=make.written(Locality, **kind))[0]
    body.save()
    return body
