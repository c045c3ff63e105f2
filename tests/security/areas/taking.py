"""Returns side by side and what is taken over. Under the delegation of each world's "below" stands one of the next level
down, made when an address asks for it: what came back there carries the mark of a draft, for nobody above."""

from findings.models import Origin, ReturnVersion
from inspections.enums import DelegationState
from tests import make
from tests.worlds import World

MISSING = "no-such-row"
ITEMS = {
    "figures": "cases.all", "findings": "problems", "text": "overview", "answers": "outline.reported",
    "answer": "outline.organised", "duties": "duties.publicity", "files": "papers.statistics",
}  # fmt: skip


def of_inspection(case: str, world: World | None) -> dict[str, object]:
    return {"code": world.inspection.code if world else MISSING}


def of_item(case: str, world: World | None) -> dict[str, object]:
    return {**of_inspection(case, world), "address": ITEMS.get(case, "no.such")}


def of_piece(address: str):
    def key(case: str, world: World | None) -> dict[str, object]:
        at = "no.such" if "no such" in case else "overview.p1" if "paragraph" in case else address
        returned = world.version.returned.code if world else MISSING
        return {**of_inspection(case, world), "returned": returned, "number": 1, "address": at}

    return key


def of_sum(case: str, world: World | None) -> dict[str, object]:
    return {**of_inspection(case, world), "address": "no.such" if "no such" in case else "cases.all.y2016"}


def of_merged(case: str, world: World | None) -> dict[str, object]:
    if world:
        given = {"finding": world.finding, "version": world.version, "address": "overview.p2"}
        Origin.objects.get_or_create(**given, defaults={"wording": f"共立案{world.mark}Return"})
    return {**of_inspection(case, world), "finding": world.finding.code if world else MISSING}


def nested(world: World) -> ReturnVersion:
    """What came back from the next level down under `world.delegation`."""
    found = ReturnVersion.objects.filter(returned__delegation__parent=world.delegation).first()
    if found:
        return found
    inspection, mark = world.inspection, f"{world.mark}Draft"
    body = make.make_body(f"{inspection.code}-below", parent=world.delegation.body)
    request = make.make_request(inspection, f"{inspection.code}-asked-below", parent=world.delegation, mark=mark)
    delegation = make.make_delegation(
        inspection, body, mark=mark, request=request, parent=world.delegation, state=DelegationState.SUBMITTED
    )
    return make.make_version(make.make_return(delegation, mark=mark))


def of_delegation(case: str, world: World | None) -> dict[str, object]:
    if world:
        nested(world)
    return {"code": world.delegation.code if world else MISSING}


def of_item_below(case: str, world: World | None) -> dict[str, object]:
    return {**of_delegation(case, world), "address": ITEMS.get(case, "no.such")}


def taken_below(case: str, world: World | None) -> dict[str, object]:
    if world is None:
        return {}
    version = nested(world)
    address = "no.such" if "no such" in case else "problems.a"
    target = "" if "no place" in case else "problems"
    return {"from": f"{version.returned.code}/1", "address": address, "target": target}


def attached(case: str, world: World | None) -> dict[str, object]:
    return {"attach": nested(world).pk if world and "no such" not in case else 0}


KEYS = {
    "returns_item": of_item,
    "take_finding": of_piece("problems.a"),
    "take_figure": of_piece("cases.all.y2016"),
    "take_sum": of_sum,
    "merge_findings": of_inspection,
    "merge_change": of_merged,
    "returns_item_below": of_item_below,
    "below_take": of_delegation,
    "below_attach": of_delegation,
}
SENT = {
    "take_finding": lambda case, world: {} if "no kind" in case else {"kind": "problem"},
    "merge_findings": lambda case, world: {"row": [f"{world.version.pk}:problems.a" if world else "0:problems.a"]},
    "merge_change": lambda case, world: {"remove": "0"},
    "below_take": taken_below,
    "below_attach": attached,
}
