"""`manage.py export_request`: the package for a body without accounts here."""

from pathlib import Path
from typing import Any

from accounts.models import User
from findings.actions.packages import export_request
from findings.management.package_command import ExportCommand, no_such, write_out
from inspections.models import Delegation


class Command(ExportCommand):
    help = "Write what a delegation entrusts into one signed file, for the installation of the body entrusted."

    def handle(self, *args: Any, code: str, out: Path, **options: Any) -> None:
        def work(by: User) -> dict[str, Any]:
            row = Delegation.objects.visible_to(by).filter(code=code).first()
            if row is None:
                raise no_such(code)
            manifest = write_out(out, lambda file: export_request(delegation=row, by=by, file=file))
            return {"file": str(out), "digest": manifest.digest, "request": manifest.request_digest}

        self.finish(work, options)
