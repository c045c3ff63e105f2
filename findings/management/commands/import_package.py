"""`manage.py import_package`: look into a package, or take it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.models import User
from findings.actions.packages import import_package, look_into
from findings.management.package_command import PackageCommand
from findings.packages.looking import Look


class Command(PackageCommand):
    help = "Take a request or a return out of a file package. With --dry-run nothing is changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help="the .zip file as it was exported")
        parser.add_argument("--dry-run", action="store_true", help="say what the package is and what it would do")
        parser.add_argument(
            "--confirm-key", default="", metavar="FINGERPRINT", help="the fingerprint as it stands on the paper letter"
        )

    def handle(self, *args: Any, file: Path, dry_run: bool, confirm_key: str, **options: Any) -> None:
        def work(by: User) -> dict[str, Any]:
            with file.open("rb") as package:
                if dry_run:
                    return told(look_into(file=package, by=by), taken=False)
                return told(import_package(file=package, by=by, confirmed=confirm_key), taken=True)

        self.finish(work, options)


def told(look: Look, *, taken: bool) -> dict[str, Any]:
    manifest = look.package.manifest
    return {
        "kind": manifest.kind,
        "outcome": look.outcome.value,
        "taken": taken,
        "sender": manifest.sender,
        "recipient": manifest.recipient,
        "delegation": manifest.delegation,
        "number": manifest.number,
        "digest": look.digest,
        "fingerprint": look.fingerprint,
        "key": look.key_state.value,
        "errors": sum(fault.is_error for fault in look.faults),
    }
