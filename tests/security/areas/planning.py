"""Planning: proposing, steps, decisions, letters, copying."""

from inspections.workflow.inspections import STEPS
from tests.security.site import MISSING

NO_ROW = {"inspection_new"}
BARE = {"inspection_new", "letter_file"}


def of_inspection(case, world):
    return {"code": world.inspection.code if world else MISSING}


def step(case, world):
    verb = case.partition(" ")[0]
    return {**of_inspection(case, world), "verb": verb if verb in STEPS else "plan"}


def file(case, world):
    return {**of_inspection(case, world), "number": world.letter.pk if world else 0}


KEYS = {
    "inspection_step": step,
    "decisions": of_inspection,
    "decision_new": of_inspection,
    "letters": of_inspection,
    "letter_new": of_inspection,
    "letter_file": file,
    "inspection_copy": of_inspection,
}


def topic(case, world):
    body = {"organiser": world.inspection.organiser_id} if world else {}
    title = "" if case == "no title" else "新的议题"
    return {"title_zh": title, "purpose_zh": "理由", "year": "2018", **body}


def decision(case, world):
    held = "2999-01-01" if case == "to come" else "2017-03-02"
    return {"subject": "plan", "outcome": "approved", "meeting_zh": "委员长会议", "held_on": held}


def letter(case, world):
    return {
        "kind": "notice",
        "number": "常办〔2017〕3号",
        "issued_on": "2017-09-01",
        "recipients": "国家网信办",
        "preview": "1",
    }


def source(case, world):
    return {"source": world.inspection.code if world else MISSING}


SENT = {
    "inspection_new": topic,
    "inspection_step": lambda case, world: {} if "without" in case else {"note": "理由"},
    "decision_new": decision,
    "letter_new": letter,
    "inspection_copy": source,
}
