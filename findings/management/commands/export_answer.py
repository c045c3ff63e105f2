"""`manage.py export_answer`: the submitted return as a package for the body above."""

from pathlib import Path
from typing import Any

from accounts.models import User
from findings.actions.packages import export_answer
from findings.management.package_command import ExportCommand, no_such, write_out
from findings.models import Return


class Command(ExportCommand):
    help = "Write the last submitted version of a return into one signed file, for the installation of the body above."

    def handle(self, *args: Any, code: str, out: Path, **options: Any) -> None:
        def work(by: User) -> dict[str, Any]:
            row = Return.objects.visible_to(by).filter(code=code).first()
            if row is None:
                raise no_such(code)
            manifest = write_out(out, lambda file: export_answer(returned=row, by=by, file=file))
            return {"file": str(out), "digest": manifest.digest, "number": manifest.number}

        self.finish(work, options)
