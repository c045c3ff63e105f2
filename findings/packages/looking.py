"""What a package that was opened would do here: shown before anything is taken."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from accounts.models import Body, User
from core.signing import fingerprint, public_key
from core.text import Text
from findings.models import KnownKey
from findings.packages.answered import Answered
from findings.packages.asked import Asked
from findings.packages.manifest import REQUEST
from findings.packages.opening import Package
from findings.packages.refusals import refused
from findings.returns.rules import Fault
from inspections.models import Delegation


class Outcome(StrEnum):
    """What happens when the package is taken."""

    DELEGATION = "delegation"  # a delegation begins here
    SENT_BACK = "sent_back"  # the return goes back to the body that wrote it
    VERSION = "version"  # a return comes in
    SAME = "same"  # nothing: it is here already


class KeyState(StrEnum):
    """What is known here of the key that signed."""

    OWN = "own"
    KNOWN = "known"
    NEW = "new"
    OTHER = "other"  # than the keys that are known of this body


@dataclass(frozen=True)
class Look:
    """A package that is whole and concerns the person who looks, and what taking it would do."""

    package: Package
    outcome: Outcome
    key_state: KeyState
    sender: Body
    recipient: Body
    title: Text
    delegation: Delegation | None = None
    asked: Asked | None = None
    remarks: Any = None
    answered: Answered | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def is_request(self) -> bool:
        return self.package.manifest.kind == REQUEST

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.package.manifest.key)

    @property
    def key_is_trusted(self) -> bool:
        return self.key_state in (KeyState.OWN, KeyState.KNOWN)

    @property
    def digest(self) -> str:
        return self.package.manifest.digest


def ends_of(package: Package) -> tuple[Body, Body]:
    """Sender and recipient. Raises PackageRefused for a body that is not known here."""
    found = Body.objects.in_bulk([package.manifest.sender, package.manifest.recipient], field_name="code")
    for code in (package.manifest.sender, package.manifest.recipient):
        if code not in found:
            raise refused("no_body", code=code)
    return found[package.manifest.sender], found[package.manifest.recipient]


def key_state_of(package: Package, sender: Body) -> KeyState:
    key = package.manifest.key
    if key == public_key():
        return KeyState.OWN
    known = set(KnownKey.objects.filter(body=sender).values_list("public_key", flat=True))
    if key in known:
        return KeyState.KNOWN
    return KeyState.OTHER if known else KeyState.NEW


def is_entrusted_here(user: User, body: Body) -> bool:
    """Whether `user` may take in what is entrusted to `body`: the same question as for a delegation that is here."""
    return user.has_perm("inspections.receive_delegation", Delegation(body=body))
