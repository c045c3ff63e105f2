"""Filling in a return: the body entrusted alone finds it; who signs for it reads and does not write."""

import json

from tests.worlds import World

MISSING = "no-such-row"
NO_PAGES = {"api_return_section", "api_return_faults"}
METHODS = {"api_return_section": {"put"}}


def of_return(case: str, world: World | None) -> dict[str, object]:
    """The return that is being written; the submitted one where the case says so."""
    if world is None:
        return {"code": MISSING}
    return {"code": (world.submitted if "submitted" in case else world.delegation).code}


def of_begin(case: str, world: World | None) -> dict[str, object]:
    return of_return(case, world)


def of_section(case: str, world: World | None) -> dict[str, object]:
    return {**of_return(case, world), "key": "nothing" if "no such" in case else case.split()[0]}


def typed(case: str, world: World | None) -> dict[str, object]:
    if "broken" in case:
        return {"page:seen": "{", "page:do": "save"}
    row = world and world.returned.sections.get(section__key="outline")
    return {"page:seen": json.dumps(row.content if row else {}), "organised": "由法工委组织", "page:do": "save"}


KEYS = {
    "return": of_return,
    "return_begin": of_begin,
    "return_check": of_return,
    "return_section": of_section,
    "api_return_section": of_section,
    "api_return_faults": of_return,
}
SENT = {
    "return_section": typed,
    "api_return_faults": lambda case, world: json.dumps(
        {"section": "nothing" if "no such" in case else "outline", "content": {"organised": "由法工委组织"}}
    ).encode(),
}
