"""Leads: what stands in an address and what is sent."""

from tests.worlds import World

NO_ROW = {"leads"}


def of_inspection(case: str, world: World | None) -> dict[str, object]:
    return {"code": world.inspection.code if world else "no-such-row"}


def of_lead(case: str, world: World | None) -> dict[str, object]:
    return {"code": world.lead.code if world else "no-such-row"}


def of_step(case: str, world: World | None) -> dict[str, object]:
    verb = case.partition(" ")[0]
    return {**of_lead(case, world), "verb": verb if verb != "-" else "register_lead"}


def typed(case: str, world: World | None) -> dict[str, object]:
    return {
        "channel": "letter",
        "received_on": "2017-09-02",
        "content": "" if case == "no content" else "反映某平台不删除违法信息",
        "base": 99 if case == "changed meanwhile" else 1,
    }


KEYS = {"lead": of_lead, "lead_edit": of_lead, "lead_new": of_inspection, "lead_step": of_step}
SENT = {"lead_new": typed, "lead_edit": typed, "lead_step": lambda case, world: {"note": "理由"}}
