"""Files that belong to evidence: chosen on a page, or announced by a device and brought later."""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from core.attachments import keep
from core.history import record
from core.payload import CLASSIFIED
from core.text import Text
from core.uploads import Readable, Upload, UploadRefused, examine, read_limited
from findings.actions.recording import EDITABLE
from findings.models import Evidence, Finding

ANOTHER = (
    Text(
        "这个文件与登记的不是同一个，未保存。原来的文件没有改变。",
        "This is not the file that was announced. It was not stored; the one before is unchanged.",
    ),
    "digest",
)
DAMAGED = (Text("文件在传输中损坏，请重新发送。", "The file was damaged on its way. Please send it again."), "damaged")
CLOSED = (
    Text("这条检查发现已核实或撤回，不能再添加文件。", "The finding is verified or withdrawn; no file can be added."),
    "state",
)
MARKED = (
    Text(
        "文件名带有密级标志。涉密内容不得录入本系统。",
        "The name of the file carries a security marking. Classified content must not be entered here.",
    ),
    "classified",
)


def attach_file(
    *,
    evidence: Evidence,
    content: bytes | Readable,
    name: str,
    by: User,
    digest: str = "",
    keep_original: bool = False,
) -> Evidence:
    """Keep `content` as the file of `evidence`, which is returned with it. `digest` is what the sender says it has.

    A file that a device announced is kept byte by byte, in whatever state the finding is by then: that it belongs to it
    was said before. Any other photo is written anew without place, time and device unless `keep_original`. The same
    file again changes nothing. Raises PermissionDenied, and UploadRefused: not a file to keep, not the one that was
    announced (`digest`), other than it was sent (`damaged`), or a finding that takes no more (`state`).
    """
    if not by.has_perm("findings.attach", evidence.finding):
        raise PermissionDenied
    if CLASSIFIED.search(name):
        raise UploadRefused(*MARKED)
    if digest and evidence.announced_digest not in ("", digest):
        raise UploadRefused(*ANOTHER)  # before anything of it is read
    whole = content if isinstance(content, bytes) else read_limited(content)
    arrived = hashlib.sha256(whole).hexdigest()
    if digest and digest != arrived:
        raise UploadRefused(*DAMAGED)
    if evidence.announced_digest not in ("", arrived):
        raise UploadRefused(*ANOTHER)
    upload = examine(whole, name=name, keep_original=keep_original or bool(evidence.announced_digest))
    return _store(evidence, upload, arrived, by)


@transaction.atomic
def _store(evidence: Evidence, upload: Upload, arrived: str, by: User) -> Evidence:
    """`arrived` is the digest of the file as it came; what is kept of a photo may be another."""
    finding = Finding.objects.select_for_update().get(pk=evidence.finding_id)
    evidence = Evidence.objects.select_for_update(of=("self",)).select_related("attachment").get(pk=evidence.pk)
    if evidence.announced_digest not in ("", arrived):
        raise UploadRefused(*ANOTHER)
    if evidence.attachment:
        if evidence.attachment.digest == hashlib.sha256(upload.content).hexdigest():
            return evidence
        raise UploadRefused(*ANOTHER)
    if not evidence.announced_digest and finding.state not in EDITABLE:
        raise UploadRefused(*CLOSED)
    evidence.attachment = keep(upload.content, name=upload.name, media_type=upload.media_type, by=by)
    evidence.save(update_fields=["attachment"])
    record(finding, verb="attach", by=by, note=f"+ {evidence.attachment.name} (SHA-256 {evidence.attachment.digest})")
    return evidence
