"""`manage.py remind_due`: reminds those whose return is due, or shows whom it would remind."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from core.management.said import said
from core.text import Text
from inspections.actions.reminding import planned, remind_all
from inspections.models import Delegation

NOBODY = Text("今天没有要提醒的单位。", "Nobody is to be reminded today.")
WOULD = Text("{count}个单位会收到提醒（试运行，没有发送）：", "{count} would be reminded (dry run, nothing sent):")
SENT = Text("已提醒{count}个单位：", "{count} reminded:")


class Command(BaseCommand):
    help = (
        "Remind the bodies whose return is due in five working days, today, or since a week (once a week). Runs by"
        " itself every morning; whoever was reminded today, or has submitted, gets nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="show who would be reminded, and send nothing")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            rows = [line_of(one.delegation, one.kind, one.text) for one in planned()]
        else:
            rows = [line_of(one.delegation, one.kind, one.text) for one in remind_all()]
        if options["json"]:
            day = timezone.localdate().isoformat()
            self.stdout.write(json.dumps({"day": day, "sent": not options["dry_run"], "reminders": rows}, indent=2))
            return
        self.tell(rows, WOULD if options["dry_run"] else SENT)

    def tell(self, rows: list[dict[str, Any]], head: Text) -> None:
        if not rows:
            self.stdout.write(said(NOBODY))
            return
        count = str(len(rows))
        self.stdout.write(said(Text(head.zh.format(count=count), head.en.format(count=count))))
        self.stdout.write("\n".join(lines(rows)))


def lines(rows: Iterable[dict[str, Any]]) -> Iterable[str]:
    return (f"{row['delegation']}\t{row['kind']}\t{row['name']}\t{row['due']}" for row in rows)


def line_of(delegation: Delegation, kind: str, text: Text) -> dict[str, Any]:
    """What is told about one reminder."""
    body = delegation.body
    return {
        "delegation": delegation.code,
        "kind": str(kind),
        "body": body.code if body else "",
        "name": body.name.zh if body else "",
        "due": str(delegation.due),
        "text": {"zh": text.zh, "en": text.en},
    }
