"""Files, signing, submitting and receipts of returns. The return of a world is being written and not signed; the other one
was submitted and holds no file. Who signs with a right password is in tests/findings/test_submitting.py."""

import json
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.core.pictures import PDF

KEY = UUID(int=3)
NO_PAGES = {"api_return_uploads", "api_return_upload", "return_file", "return_version_file", "return_receipt_pdf"}
METHODS = {"api_return_upload": {"put"}}
BARE = {"api_return_uploads", "api_return_upload", "return_file", "return_version_file"}


def of_draft(case, world):
    return {"code": world.returned.code if world else "no-such-row"}


def of_step(case, world):
    """The return that is being written, or the one that was submitted where the case says so."""
    row = world and (world.version.returned if case == "submitted" else world.returned)
    return {"code": row.code if row else "no-such-row"}


def of_version(case, world):
    return {"code": world.version.returned.code if world else "no-such-row", "number": 9 if "no such" in case else 1}


def with_key(keys):
    return lambda case, world: {**keys(case, world), "uuid": KEY}


def announcement(case, world) -> bytes:
    sent = {"uuid": str(KEY), "name": "a.pdf", "size": len(PDF), "digest": "0" * 64}
    return json.dumps({} if case == "nothing" else sent).encode()


KEYS = {
    "api_return_uploads": of_draft,
    "api_return_upload": with_key(of_draft),
    "return_file": with_key(of_draft),
    "return_file_add": of_draft,
    "return_sign": of_step,
    "return_reopen": of_step,
    "return_submit": of_step,
    "return_receipt": of_version,
    "return_receipt_pdf": of_version,
    "return_version_file": with_key(of_version),
}
SENT = {
    "api_return_uploads": announcement,
    "return_file_add": lambda case, world: {"file": SimpleUploadedFile("a.pdf", PDF)},
    "return_sign": lambda case, world: {"password": ""},
    "return_reopen": lambda case, world: {"note": "理由"},
    "return_submit": lambda case, world: {},
}
