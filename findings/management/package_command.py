"""What the three commands for file packages share: who acts, what they export where, how they end, what they print."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand

from accounts.models import User
from core.management.said import said
from core.text import Text
from findings.packages.refusals import PackageRefused

REFUSED, BAD_INPUT = 1, 2  # how a command ends


class BadInput(Exception):
    """The command was not called as it can be; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class PackageCommand(BaseCommand):
    """Ends with 0 when done, with 1 when the package, or the export, is refused, with 2 for bad input."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--by", required=True, metavar="USERNAME", help="who does it: her roles decide, the history names her"
        )
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def finish(self, work: Callable[[User], dict[str, Any]], options: dict[str, Any]) -> None:
        """Do `work` for the person of --by and print what it says, or why not."""
        try:
            told = work(self._person(options["by"]))
        except PackageRefused as refusal:
            self._refuse(refusal.text, refusal.code, REFUSED, options["json"])
        except PermissionDenied:
            text = Text(f"{options['by']}无权办理。", f"{options['by']} may not do this.")
            self._refuse(text, "denied", REFUSED, options["json"])
        except BadInput as fault:
            self._refuse(fault.text, "bad_input", BAD_INPUT, options["json"])
        except OSError as error:
            text = Text(f"文件无法读写：{error.strerror}。", f"The file cannot be read or written: {error.strerror}.")
            self._refuse(text, "file", BAD_INPUT, options["json"])
        else:
            if options["json"]:
                self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            else:
                for name, value in told.items():
                    self.stdout.write(f"{name}: {value}")

    def _person(self, name: str) -> User:
        person = User.objects.filter(username=name, is_active=True).first()
        if person is None:
            raise BadInput(Text(f"没有用户“{name}”。", f"There is no user “{name}”."))
        return person

    def _refuse(self, text: Text, code: str, status: int, as_json: bool) -> None:
        if as_json:
            told = {"error": {"code": code, "zh": text.zh, "en": text.en}}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self.stderr.write(said(text))
        raise SystemExit(status)


class ExportCommand(PackageCommand):
    """Writes one package of a delegation."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("code", help="code of the delegation")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the new .zip file")


def no_such(code: str) -> BadInput:
    return BadInput(Text(f"没有委托“{code}”。", f"There is no delegation “{code}”."))


def write_out(out: Path, write: Callable[[Any], Any]) -> Any:
    """Let `write` fill a new file; a file that is there is not overwritten, and a refused export leaves none."""
    if out.exists():
        raise BadInput(Text(f"文件“{out}”已存在。", f"The file “{out}” is there already."))
    try:
        with out.open("xb") as file:
            return write(file)
    except BaseException:
        out.unlink(missing_ok=True)
        raise
