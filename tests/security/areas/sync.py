"""What devices ask and send. Files of announced evidence come by PUT: tests/findings/test_sync.py has who may send them."""

import json
from uuid import UUID

from tests.findings.entries import an_entry

NO_ROW = {"api_whoami", "api_sync", "field_import"}
BARE = {"api_whoami", "field_import"}
NO_PAGES = {"api_whoami", "api_field_package", "api_sync", "api_attachment"}
METHODS = {"api_attachment": {"put"}}
WITHOUT_CODE = {"api_attachment"}  # its address is the number that a device gave


def batch(case, world) -> bytes:
    """One finding for the inspection of `world`, under the name of a device."""
    if case == "no batch":
        return b"[]"
    operation = {
        "id": str(UUID(int=1)),
        "record": str(UUID(int=2)),
        "inspection": world.inspection.code,
        "base": 0,
        "parent": None,
        "made_at": None,
        "submit": False,
        "data": an_entry(),
    }
    return json.dumps({"operations": [operation]}).encode()


KEYS = {
    "api_field_package": lambda case, world: {"code": world.inspection.code if world else "no-such-row"},
    "api_attachment": lambda case, world: {"uuid": UUID(int=9)},
}
SENT = {"api_sync": batch, "field_import": lambda case, world: {"step": "import"}}
