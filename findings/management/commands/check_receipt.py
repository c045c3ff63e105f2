"""Checks a receipt: computes digests of content and files again, so that nobody need believe the page that shows it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from findings.models import ReturnVersion
from findings.queries.receipts import faults_of_receipt


class Command(BaseCommand):
    help = "Compute again what the receipt of a submitted return stands for: the digests of its content and its files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="code of the delegation")
        parser.add_argument("number", type=int, help="number of the version")

    def handle(self, *args: Any, **options: Any) -> None:
        version = ReturnVersion.objects.submitted().filter(
            returned__code=options["code"], number=options["number"] if 0 < options["number"] < 2**15 else 0
        ).first()  # fmt: skip
        if version is None or version.submitted_at is None:
            raise CommandError(f"no receipt for {options['code']} {options['number']}")
        faults = list(faults_of_receipt(version))
        if faults:
            raise CommandError("\n".join([f"{version.receipt}: does not hold", *faults]))
        moment = timezone.localtime(version.submitted_at)
        self.stdout.write(f"{version.receipt}: holds")
        self.stdout.write(f"submitted {moment:%Y-%m-%d %H:%M:%S %z}, SHA-256 {version.digest}")
        self.stdout.write(f"{len(version.content['files'])} files, each with the digest that was signed")
