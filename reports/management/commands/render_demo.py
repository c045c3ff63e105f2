"""`manage.py render_demo --out FOLDER`: all files of the sample reports, made by a worker, copied into a folder."""

import shutil
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.jobs import sweep
from reports.actions.editions import request_renderings
from reports.enums import Layout, RenderingState
from reports.models import Rendering, Report

POLL = 0.5  # seconds


class Command(BaseCommand):
    help = "Have a worker render every sample report in every layout, and copy the files into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="folder for the PDF files")
        parser.add_argument("--timeout", type=int, default=300, help="seconds to wait for the worker")

    def handle(self, *, out: Path, timeout: int, **options: Any) -> None:
        reports = Report.objects.filter(inspection__is_sample=True).order_by("pk")
        if not reports:
            raise CommandError("there is no sample report; run load_sample first")
        asked = [row for report in reports for row in request_renderings(report=report, layouts=Layout.values, by=None)]
        for rendering in self.wait_for([row.pk for row in asked], timeout):
            self.copy(rendering, out)

    def wait_for(self, keys: list[int], timeout: int) -> list[Rendering]:
        """The renderings once no job is open any more; CommandError when one failed or the worker does not come."""
        deadline = time.monotonic() + timeout
        rows = Rendering.objects.filter(pk__in=keys).select_related("attachment", "job", "edition__report")
        while waiting := rows.filter(state=RenderingState.WAITING).count():
            if time.monotonic() > deadline:
                raise CommandError(f"{waiting} files are still not made; is a worker running?")
            time.sleep(POLL)
            sweep()
        failed = rows.filter(state=RenderingState.FAILED)
        if failed:
            raise CommandError(
                "; ".join(f"{row.edition.report.code} {row.layout}: {row.job.message.en}" for row in failed)
            )
        return list(rows.order_by("pk"))

    def copy(self, rendering: Rendering, out: Path) -> None:
        """Copy the file unless the very same bytes lie there already."""
        out.mkdir(parents=True, exist_ok=True)
        target = out / rendering.attachment.name
        same = target.exists() and target.read_bytes() == rendering.attachment.path.read_bytes()
        if not same:
            shutil.copyfile(rendering.attachment.path, target)
        notices = f", {len(rendering.notices)} notices" if rendering.notices else ""
        self.stdout.write(f"{target}: {rendering.pages} pages{notices}{' (unchanged)' if same else ''}")
