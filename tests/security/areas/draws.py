"""Rosters and draws: what stands in an address and what is sent. Liu and Fu are cleared for the result."""

from tests.worlds import World

MISSING = "no-such-row"
NO_PAGES = {"roster_file", "roster_table", "draw_certificate", "draw_certificate_pdf", "draw_table"}
BARE = {"roster_file"}  # the worlds keep no file of a roster


def of_inspection(case: str, world: World | None) -> dict[str, object]:
    return {"code": world.inspection.code if world else MISSING}


def of_roster(case: str, world: World | None) -> dict[str, object]:
    return {"code": world.roster.code if world else MISSING}


def of_draw(case: str, world: World | None) -> dict[str, object]:
    """The draw that was made; the planned or committed one where the case says so."""
    if world is None:
        return {"code": MISSING}
    state = next((state for state in ("planned", "committed") if state in case), "draw")
    return {"code": f"{world.inspection.code}-{state}"}


def of_ticket(case: str, world: World | None) -> dict[str, object]:
    return {**of_draw(case, world), "pk": world.draw.tickets.get().pk if world and "no such" not in case else 0}


def of_step(case: str, world: World | None) -> dict[str, object]:
    return {**of_draw(case, world), "verb": case.partition(" ")[0]}


def plan(case: str, world: World | None) -> dict[str, object]:
    return {
        "title_zh": "" if "no title" in case else "再次抽取",
        "reserves": "1",
        "public_source": "双色球开奖号码",
        "quota-1": "1",
        "reason": "首次抽取的单位已检查",
    }


KEYS = {
    "roster_new": of_inspection,
    "roster": of_roster,
    "roster_file": of_roster,
    "roster_table": of_roster,
    "draws": of_inspection,
    "draw_new": of_inspection,
    "draw": of_draw,
    "draw_change": of_draw,
    "draw_slip": of_draw,
    "draw_step": of_step,
    "draw_result": of_draw,
    "draw_certificate": of_draw,
    "draw_certificate_pdf": of_draw,
    "draw_table": of_draw,
    "draw_units": of_draw,
    "ticket_replace": of_ticket,
}
SENT = {
    "roster_new": lambda case, world: {"kind": "units", "title": "名录"},
    "draw_new": plan,
    "draw_change": plan,
    "draw_step": lambda case, world: {
        "public_value": "7 3 5", "note": "" if "without" in case else "理由", "confirmed": "yes"
    },
    "draw_units": lambda case, world: {"ticket": [world.draw.tickets.get().pk if world else 0]},
    "ticket_replace": lambda case, world: {"reason": "已注销"},
}  # fmt: skip
