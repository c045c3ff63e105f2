"""Loads the reference data and the two sample inspections; run again, it changes nothing."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.actions.loading import (
    FIXTURES,
    SampleError,
    Writer,
    load_demo_people,
    load_reference,
    load_sample,
    samples,
)


class Command(BaseCommand):
    help = "Load the reference data and the sample inspections; with --people the demo people too."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--people", action="store_true", help="make the demo people and print them with their roles"
        )
        parser.add_argument("--fixtures", type=Path, default=FIXTURES, help="folder of the files (default: fixtures/)")

    def handle(self, *args: Any, people: bool, fixtures: Path, **options: Any) -> None:
        try:
            self._load(fixtures)
            if people:
                self._people(fixtures)
        except SampleError as error:
            raise CommandError(str(error)) from error
        except PermissionDenied as error:
            raise CommandError(f"Refused: {error}.") from error

    def _load(self, fixtures: Path) -> None:
        writer = Writer()
        load_reference(fixtures / "reference", writer)
        self.stdout.write(f"reference: {writer.tally}")
        for folder in samples(fixtures):
            writer = Writer()
            load_sample(folder, writer)
            self.stdout.write(f"{folder.name}: {writer.tally}")

    def _people(self, fixtures: Path) -> None:
        memberships = load_demo_people(fixtures / "people.yaml", Writer())
        self.stdout.write(f"\nDemo people (password: {settings.ZHIJIAN_DEMO_PASSWORD})")
        for membership in memberships:
            user, body, role = membership.user, membership.body, membership.get_role_display()
            self.stdout.write(
                f"  {user.username:<14}{user.name.zh} {user.name.en} · {role} {membership.role}"
                f" · {body.short.zh or body.name.zh} {body.short.en or body.name.en}"
            )
