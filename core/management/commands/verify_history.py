"""Walks the chain of the history and says whether it is whole."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.history import verify


class Command(BaseCommand):
    help = (
        "Verifies the hash chain of the history. Prints the number of entries and the head, or ends with status 1 and "
        "the first fault. Note the head elsewhere and give it later as --anchor: only so a cut-off tail is seen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anchor", default="", metavar="HEX", help="a head noted earlier that must still be there")

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify(options["anchor"])
        if verdict.fault:
            raise CommandError(f"entry number {verdict.entries}: {verdict.fault}")
        self.stdout.write(f"entries {verdict.entries}\nhead {verdict.head}")
