"""Deletes old lines of the ledger that keeps devices from doing a change twice; the findings stay as they are."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from findings.actions.purging import FEWEST_DAYS, purge_operations


class Command(BaseCommand):
    help = f"Delete what devices sent more than --days ago (at least {FEWEST_DAYS}) from the ledger of operations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=180)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            deleted = purge_operations(days=options["days"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{deleted} operations deleted")
