"""An inspection to whose planning nothing is missing."""

from accounts.models import Body
from core.text import Text
from inspections.models import Inspection
from tests import make


def ready_inspection(organiser: Body, **given) -> Inspection:
    """A whole scheme with its decisions and its notice: each step may be taken from the state it belongs to."""
    period = {"starts": "2017-08-01", "ends": "2017-10-31", "precision": "month"}
    row = make.make_inspection(organiser, **{"wording_zh": "", "wording_en": "", **period, **given})
    law = make.make_article().instrument
    law.title = Text("中华人民共和国网络安全法", "Cybersecurity Law of the People’s Republic of China")
    law.short = Text("网络安全法", "Cybersecurity Law")
    law.save()
    row.instruments.add(law)
    make.make_focus_point(row, order=1)
    make.make_participant(row, capacity="group_head")
    make.make_participant(row)
    make.make_visit(row, "460000")
    make.make_letter(row)
    for subject in ("plan", "scheme", "suspend", "resume", "move", "cancel"):
        make.make_decision(row, subject=subject)
    return row
