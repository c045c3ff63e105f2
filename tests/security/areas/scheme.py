"""The pages of a scheme. The cases are parts, in the states their world may be in: the inspection is proposed, so the
whole scheme is open to those who plan it."""

from typing import Any

from inspections.scheme.registry import PARTS
from tests.security.site import MISSING
from tests.worlds import World

NOBODYS = 999_999_999
NO_PAGES = {"material_file"}
PAGES = ("scheme", "scheme_itinerary", "scheme_part", "scheme_new", "scheme_row", "scheme_remove", "scheme_move")


def part_of(case: str) -> str:
    """The part that a case names first."""
    key = case.partition(" ")[0]
    return key if key in PARTS else "focus"


def row_of(case: str, world: World) -> Any:
    key = part_of(case)
    rows = {"visits": world.visit, "units": world.unit, "materials": world.material}
    return rows.get(key) or PARTS[key].rows(world.inspection).first()


def keys_of(route: str) -> Any:
    def keys(case: str, world: World | None) -> dict[str, object]:
        key: dict[str, object] = {"code": world.inspection.code if world else MISSING}
        if route not in ("scheme", "scheme_itinerary", "material_file"):
            key["part"] = part_of(case)
        if route in ("scheme_row", "scheme_remove", "scheme_move", "material_file"):
            row = row_of("materials" if route == "material_file" else case, world) if world else None
            key["number"] = row.pk if row else NOBODYS
        return key

    return keys


KEYS = {route: keys_of(route) for route in (*PAGES, "material_file")}


def typed(case: str, world: World | None) -> dict[str, object]:
    """A focus point, a visit, a unit, as a form sends them."""
    row = row_of(case, world) if world else None
    seen = PARTS[part_of(case)].seen(row) if row and "meanwhile" not in case else "0" * 64
    texts = {"focus": {"title_zh": "新的重点"}, "units": {"name_zh": "某单位", "arrangement": "random"}}
    values = texts.get(part_of(case), {"locality": "460000", "note_zh": "说明"})
    return {"seen": seen} | ({} if "empty" in case else values)


SENT = {
    "scheme_new": typed,
    "scheme_row": typed,
    "scheme_remove": typed,
    "scheme_move": lambda case, world: {"to": "up"},
}
