"""Workbooks of returns: what stands in an address and what is sent. The workbook of a draft is for who fills it in."""

from tests.worlds import World

MISSING = "no-such-row"
NO_PAGES = {"return_workbook"}
BARE = {"return_workbook"}  # a package: what stands in it is told in tests/findings/test_workbook_pages.py


def of_return(case: str, world: World | None) -> dict[str, object]:
    """The return that is being written; the one that was submitted where the case says so."""
    if world is None:
        return {"code": MISSING}
    return {"code": (world.submitted if case == "submitted" else world.delegation).code}


KEYS = {"return_workbook": of_return, "return_workbook_upload": of_return}
SENT = {
    "return_workbook_upload": lambda case, world: (
        {"kept": "old", "shown": "", "step": "take"} if case == "a token" else {}
    ),
}
