"""File packages: what stands in an address. "issued" is the delegation whose return is being written, "submitted" the
one of which a version was submitted."""

from tests.worlds import World

MISSING = "no-such-row"
NO_ROW = {"package_import", "package_keys", "package_workbook"}
BARE = {"package_import", "package_keys", "package_workbook"}
NO_PAGES = {"package_request", "package_answer"}


def of_delegation(case: str, world: World | None) -> dict[str, object]:
    if world is None:
        return {"code": MISSING}
    return {"code": (world.submitted if case == "submitted" else world.delegation).code}


KEYS = {"package_request": of_delegation, "package_answer": of_delegation}
SENT = {
    "package_import": lambda case, world: {
        "nothing": {},
        "take": {"step": "take", "waiting": "0" * 64},
    }[case],
    "package_workbook": lambda case, world: {
        "nothing": {},
        "take": {"step": "take", "waiting": "0" * 64, "signed_name": "某人", "signed_on": "2017-09-01"},
    }[case],
}
