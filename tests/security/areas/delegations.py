"""Delegations: what stands in an address and what is sent. Beijing entrusts Hunan, Hainan entrusts Wenchang; both
entrust somebody in their turn, which nobody above sees."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Body
from core.attachments import keep
from core.text import Text
from inspections.actions.entrusting import mark_of
from inspections.enums import DelegationState
from inspections.models import Delegation, JointRecord
from tests import make
from tests.worlds import PDF, World

MISSING = "no-such-row"
NO_ROW = {"my_delegations"}
NO_PAGES = {"delegation_letter_pdf", "delegation_letter_docx", "joint_record_file"}
STATES = ("intended", "issued", "received")


def of_inspection(case: str, world: World | None) -> dict[str, object]:
    return {"code": world.inspection.code if world else MISSING}


def below(world: World) -> Body:
    """A standing committee one level below the one that `world` entrusted."""
    code = f"below-{world.inspection.code}"
    known = Body.objects.filter(code=code).first()
    return known or make.make_body(code, parent=world.delegation.body, name=Text("下一级人大常委会"))


def beside(world: World) -> Body:
    """One more that the organiser may entrust."""
    code = f"beside-{world.inspection.code}"
    known = Body.objects.filter(code=code).first()
    return known or make.make_body(code, parent=world.inspection.organiser, name=Text("另一个人大常委会"))


def made(case: str, world: World) -> Delegation:
    """The delegation that the case is about: being written, submitted, or made for the case."""
    if "submitted" in case:
        return world.submitted
    kind = next((word for word in (*STATES, "joint", "nested", "with files") if word in case), "")
    if not kind:
        return world.delegation
    code = f"{world.inspection.code}-{kind.replace(' ', '-')}"
    if known := Delegation.objects.filter(code=code).first():
        return known
    given: dict[str, object] = {"code": code, "mark": f"{world.mark}Request", "request": world.delegation.request}
    body = world.delegation.body
    if kind in STATES:
        given |= {"state": kind, "due": timezone.localdate() + timedelta(days=9)}
    if kind == "intended":
        body = beside(world)
    if kind in ("joint", "with files"):
        given |= {"mode": "joint", "state": DelegationState.INSPECTING, "request": None, "due": None}
    if kind == "nested":
        body, given = below(world), given | {"parent": world.delegation, "request": None, "state": "issued"}
    row = make.make_delegation(world.inspection, body, **given)
    if kind == "with files":
        add_files(row, world)
    return row


def add_files(row: Delegation, world: World) -> None:
    paper = keep(PDF + f"{world.mark}Request".encode(), name="paper.pdf", media_type="application/pdf")
    row.letter = make.make_letter(world.inspection, mark=f"{world.mark}Request", attachment=paper, pdf=paper)
    row.save()
    values = make.written(JointRecord, f"{world.mark}Request", day=timezone.localdate(), attachment=paper)
    by = make.make_user(f"writer-{row.code}")
    JointRecord.objects.create(delegation=row, body=row.body, written_by=by, **values)


def of_delegation(case: str, world: World | None) -> dict[str, object]:
    return {"code": made(case, world).code if world else MISSING}


def of_step(case: str, world: World | None) -> dict[str, object]:
    return {**of_delegation(case, world), "verb": case.partition(" ")[0]}


def of_record(case: str, world: World | None) -> dict[str, object]:
    number = made(case, world).joint_records.get().pk if world and case == "with files" else 0
    return {**of_delegation(case, world), "number": number}


def entrusting(case: str, world: World | None) -> dict[str, object]:
    chosen = [] if "nobody" in case or world is None else [(below if "below" in case else beside)(world).pk]
    return {"bodies": chosen, "mode": "joint"}


def letter(case: str, world: World | None) -> dict[str, object]:
    today = timezone.localdate()
    chosen = [] if "nobody" in case or world is None else [nested_to_issue(world).pk]
    number = f"某办〔{today.year}〕7号"
    return {"delegations": chosen, "number": number, "issued_on": today.isoformat(), "preview": "1"}


def nested_to_issue(world: World) -> Delegation:
    code = f"{world.inspection.code}-waiting"
    known = Delegation.objects.filter(code=code).first()
    given = {"parent": world.delegation, "state": "intended", "mode": "joint", "due": None}
    return known or make.make_delegation(world.inspection, below(world), code=code, **given)


KEYS = {
    "delegations": of_inspection,
    "delegation_new": of_inspection,
    "delegations_issue": of_inspection,
    "reminders": of_inspection,
    "delegation": of_delegation,
    "delegations_below": of_delegation,
    "delegation_new_below": of_delegation,
    "delegations_issue_below": of_delegation,
    "reminders_below": of_delegation,
    "delegation_change": of_delegation,
    "delegation_void": of_delegation,
    "delegation_urge": of_delegation,
    "delegation_letter_pdf": of_delegation,
    "delegation_letter_docx": of_delegation,
    "delegation_step": of_step,
    "joint_record_new": of_delegation,
    "joint_record_file": of_record,
}
SENT = {
    "delegation_new": entrusting,
    "delegation_new_below": entrusting,
    "delegations_issue": letter,
    "delegations_issue_below": letter,
    "delegation_change": lambda case, world: {
        "mode": "" if "no mode" in case else "joint",
        "seen": mark_of(made(case, world)) if world else "",
    },
    "delegation_void": lambda case, world: {"reason": "" if "no reason" in case else "计划有变"},
    "delegation_step": lambda case, world: {"note": "已协商"},
    "joint_record_new": lambda case, world: {
        "day": timezone.localdate().isoformat(), "text_zh": "" if "no text" in case else "上下联动检查。"
    },
}  # fmt: skip
