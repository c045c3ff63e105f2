"""Removes files that were begun long ago and never came to their end; what is a file of a return stays."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from findings.actions.purging_uploads import FEWEST_DAYS, purge_uploads


class Command(BaseCommand):
    help = f"Remove unfinished uploads of returns that nobody went on with for --days (at least {FEWEST_DAYS})."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=14)
        parser.add_argument("--dry-run", action="store_true", help="say what would be removed")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            removed = purge_uploads(days=options["days"], dry_run=options["dry_run"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        words = "would be removed" if options["dry_run"] else "removed"
        self.stdout.write(f"{removed.uploads} uploads and {removed.bytes} bytes {words}")
