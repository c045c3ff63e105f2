"""Returns as they are read, annotated, accepted and sent back. Beijing's are below Hunan, Hainan's below Wenchang."""

from tests.worlds import World

MISSING = "no-such-row"
NO_PAGES = {"returns_table", "returns_below_table"}


def of_inspection(case: str, world: World | None) -> dict[str, object]:
    return {"code": world.inspection.code if world else MISSING}


def of_delegation(case: str, world: World | None) -> dict[str, object]:
    """The delegation whose return is being written: under it others may be entrusted."""
    return {"code": world.delegation.code if world else MISSING}


def of_version(case: str, world: World | None) -> dict[str, object]:
    number = 9 if "no such version" in case else 1
    return {"code": world.submitted.code if world else MISSING, "number": number}


def of_remark(case: str, world: World | None) -> dict[str, object]:
    remark = world.version.remarks.get().pk if world and "no such remark" not in case else 0
    return {**of_version(case, world), "pk": remark}


def of_step(case: str, world: World | None) -> dict[str, object]:
    return {"code": world.submitted.code if world else MISSING, "verb": case.partition(" ")[0]}


def remark(case: str, world: World | None) -> dict[str, object]:
    item = "cases.nothing" if "no such item" in case else "overview.p1"
    return {"item": item, "kind": "note", "text": "" if "no words" in case else "请核实"}


KEYS = {
    "returns": of_inspection,
    "returns_table": of_inspection,
    "returns_below": of_delegation,
    "returns_below_table": of_delegation,
    "return_version": of_version,
    "return_changes": of_version,
    "return_remark": of_version,
    "return_remark_change": of_remark,
    "return_step": of_step,
}
SENT = {"return_remark": remark, "return_remark_change": remark, "return_step": lambda case, world: {"note": ""}}
