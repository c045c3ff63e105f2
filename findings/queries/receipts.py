"""Whether a receipt holds: everything it stands for is computed again from what is stored."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from findings.models import ReturnVersion
from findings.returns.content import digest_of
from inspections.models import Delegation


def faults_of_receipt(version: ReturnVersion) -> Iterator[str]:
    """A sentence for each thing that is not as the receipt says; nothing for a receipt that holds."""
    if digest_of(version.content) != version.digest:
        yield _("内容的摘要与回执不符。")
    if version.content.get("number") != version.number:
        yield _("内容中的版本号与回执不符。")
    if version.content.get("request_digest") != version.request_digest:
        yield _("委托事项的摘要与回执不符。")
    yield from _faults_of_files(version)


def _faults_of_files(version: ReturnVersion) -> Iterator[str]:
    kept = {attachment.digest: attachment for attachment in version.files.all()}
    for described in version.content.get("files", {}).values():
        attachment = kept.get(described["digest"])
        if attachment is None or not attachment.path.is_file():
            yield _("缺少附件：%(name)s") % {"name": described["name"]}
        elif not attachment.is_whole() or attachment.size != described["size"]:
            yield _("附件与报送时不同：%(name)s") % {"name": described["name"]}


def days_late(version: ReturnVersion, delegation: Delegation) -> int | None:
    """Days after the day that was set on which the version was submitted; 0 in time, None where no day was set."""
    if version.submitted_at is None or delegation.due is None:
        return None
    return max((timezone.localdate(version.submitted_at) - delegation.due).days, 0)
