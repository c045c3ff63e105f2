"""File packages out and in: what leaves is recorded, what comes in is looked at first and taken at most once."""

from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Body, User
from core.history import record
from core.signing import same_fingerprint
from findings.actions.answer_packages import look_at_answer, take_answer
from findings.actions.request_packages import look_at_request, take_request
from findings.enums import PackageKind
from findings.models import KnownKey, Package, Return
from findings.packages.blank import blank_workbook
from findings.packages.looking import KeyState, Look, Outcome
from findings.packages.manifest import REQUEST, Manifest
from findings.packages.opening import open_package
from findings.packages.refusals import refused
from findings.packages.writing import write_answer, write_request
from findings.queries.returning import latest_version
from inspections.enums import DelegationMode, DelegationState
from inspections.models import Delegation

NOT_OUT = (DelegationState.INTENDED, DelegationState.CONSULTED)


@transaction.atomic
def export_request(*, delegation: Delegation, by: User, file: BinaryIO, with_workbook: bool = True) -> Manifest:
    """Write into `file` what `delegation` entrusts. Raises PermissionDenied, and PackageRefused for one that is not
    issued, is void, or is a joint inspection.

    Without the workbook, which names the moment it was made, the same delegation makes the same bytes.
    """
    if not by.has_perm("inspections.export_request", delegation):
        raise PermissionDenied
    if delegation.is_void:
        raise refused("void")
    if delegation.mode == DelegationMode.JOINT:
        raise refused("joint")
    if delegation.state in NOT_OUT or delegation.request is None or not delegation.request.is_fixed:
        raise refused("not_issued")
    manifest = write_request(delegation, file, blank_workbook(delegation) if with_workbook else b"")
    _note(delegation, manifest, by, came_in=False)
    record(delegation, verb="export_request", by=by, note=manifest.digest)
    return manifest


@transaction.atomic
def export_answer(*, returned: Return, by: User, file: BinaryIO) -> Manifest:
    """Write into `file` the last version of `returned` that was submitted. Raises PermissionDenied, and PackageRefused
    where there is none."""
    delegation = returned.delegation
    if not by.has_perm("inspections.export_answer", delegation):
        raise PermissionDenied
    version = latest_version(delegation)
    if version is None:
        raise refused("nothing_submitted")
    manifest = write_answer(version, file)
    _note(delegation, manifest, by, came_in=False)
    record(delegation, verb="export_answer", by=by, note=f"{version.number} {manifest.digest}")
    return manifest


def look_into(*, file: BinaryIO, by: User) -> Look:
    """What the package in `file` is and what taking it would do; nothing is changed. Raises PackageRefused."""
    package = open_package(file)
    is_request = package.manifest.kind == REQUEST
    look = look_at_request(package, by) if is_request else look_at_answer(package, by)
    if look.outcome != Outcome.SAME and Package.objects.filter(came_in=True, digest=look.digest).exists():
        raise refused("replayed_package")
    return look


@transaction.atomic
def import_package(*, file: BinaryIO, by: User, confirmed: str = "") -> Look:
    """Take the package in `file`. `confirmed` is the fingerprint that somebody compared with the paper, needed while
    the key of the sender is not known. A package that is here already changes nothing.

    Raises PackageRefused; then nothing changed.
    """
    package = open_package(file)
    # One after another for each body entrusted, so that two imports of one package make one delegation.
    entrusted = package.manifest.recipient if package.manifest.kind == REQUEST else package.manifest.sender
    Body.objects.select_for_update(of=("self",)).filter(code=entrusted).first()
    look = look_into(file=file, by=by)
    if look.outcome == Outcome.SAME:
        return look
    if not look.key_is_trusted:
        _confirm_key(look, by, confirmed)
    delegation = take_request(look, by) if look.is_request else take_answer(look, by)
    _note(delegation, package.manifest, by, came_in=True)
    return look


def _confirm_key(look: Look, by: User, confirmed: str) -> None:
    """Who may take the package may say that its key is the one on paper; the history says who did."""
    key = look.package.manifest.key
    if not same_fingerprint(confirmed, key):
        raise refused("other_key" if look.key_state == KeyState.OTHER else "key", sender=look.sender.name)
    KnownKey.objects.create(body=look.sender, public_key=key, confirmed_by=by)
    record(look.sender, verb="confirm_key", by=by, note=look.fingerprint)


def _note(delegation: Delegation, manifest: Manifest, by: User, *, came_in: bool) -> None:
    Package.objects.create(
        delegation=delegation,
        kind=PackageKind(manifest.kind),
        number=manifest.number or 1,
        digest=manifest.digest,
        came_in=came_in,
        by=by,
    )
