"""`manage.py draw`: a random draw from files, in one go or in two steps, without a database."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from core.canonical import clean
from core.management.said import said
from core.text import Text
from inspections.drawing import protocol
from inspections.drawing.certificate import certificate_of
from inspections.drawing.folder import CERTIFICATE, COMMITMENT, DRAWN, ROSTERS, SECRET, Folder, drawn_csv, taken
from inspections.drawing.plan import Plan
from inspections.drawing.refusal import Mismatch, Refusal
from inspections.drawing.roster import INSPECTORS, UNITS, Row, read_roster

DIFFERENT, BAD_INPUT = 1, 2  # how the command ends
SHOWN = 20  # faults of a roster that are printed
LARGEST_PLAN = 10_000_000  # bytes

ONE_OF_TWO = Text(
    "请给出 --commit（只作承诺）或 --public 公开值（抽取）中的一项。",
    "Give either --commit (commit only) or --public VALUE (draw).",
)
GIVE_FILES = Text(
    "请用 --roster 给出名录，用 --plan 给出抽取计划。", "Give the roster with --roster and the plan with --plan."
)
KEEP_SECRET = Text(
    f"在抽取之前，{SECRET} 只能由您保管：没有它就无法抽取，有它的人在公开值产生后能先算出结果。",
    f"Until the draw keep {SECRET} to yourself: without it nothing can be drawn, and whoever has it can work out the"
    " result once the public value exists.",
)


OTHER_SOURCE = Text("公开值的来源与承诺的不一致。", "The source of the public value is not the one committed to.")


class Given(NamedTuple):
    """What a draw is made from."""

    commitment: Mapping[str, Any]
    plan: Plan
    rows: list[Row]
    inspectors: list[Row] | None


class Command(BaseCommand):
    help = (
        "Draw units at random so that nobody can steer the result and anybody can check it (scripts/verify_draw.py)."
        " With --commit only the commitment is made; give the public value later with --public and the same --out."
        " Ends with 0 when done, with 1 when the files are not what was committed to, with 2 for bad input."
    )
    requires_system_checks: Sequence[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--roster", type=Path, metavar="FILE", help="the units, .csv or .xlsx: id, name, place, kind"
        )
        parser.add_argument("--plan", type=Path, metavar="FILE.json", help="strata, quotas, exclusions, inspectors")
        parser.add_argument("--inspectors", type=Path, metavar="FILE", help="the inspectors: id, name, office")
        parser.add_argument("--public", metavar="VALUE", help="the public value that came after the commitment")
        parser.add_argument("--public-source", default="", metavar="TEXT", help="where the public value comes from")
        parser.add_argument("--commit", action="store_true", help="commit only; draw later")
        parser.add_argument(
            "--out", type=Path, required=True, metavar="FOLDER", help="where the files of the draw stand"
        )
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, out: Path, **options: Any) -> None:
        self.json = options["json"]
        self.printed: dict[str, Any] = {}
        self.told: list[Text] = []
        try:
            self._draw(Folder(out), options)
        except Mismatch as refusal:
            self._refuse(refusal.problems, DIFFERENT)
        except Refusal as refusal:
            self._refuse(refusal.problems, BAD_INPUT)
        except OSError as error:
            self._refuse(
                [Text(f"无法写入“{out}”：{error.strerror}。", f"“{out}” cannot be written: {error.strerror}.")]
            )
        lines = [json.dumps(self.printed, ensure_ascii=False, indent=1)] if self.json else map(said, self.told)
        self._print(self.stdout, lines)

    def _draw(self, folder: Folder, options: Mapping[str, Any]) -> None:
        """One of the steps, or both. Everything is read and checked before anything is written."""
        commits, public = options["commit"], options["public"]
        if commits == (public is not None):
            raise Refusal([ONE_OF_TWO])
        if folder.has(CERTIFICATE) or (commits and folder.has(COMMITMENT)):
            name = CERTIFICATE if folder.has(CERTIFICATE) else COMMITMENT
            raise Refusal([taken(folder.path, name)])
        value = "" if commits else protocol.public_value_of(public)
        given = self._read(folder, options) if folder.has(COMMITMENT) else self._commit(folder, options)
        if not commits:
            self._complete(folder, value, given)

    def _commit(self, folder: Folder, options: Mapping[str, Any]) -> "Given":
        if not options["roster"] or not options["plan"]:
            raise Refusal([GIVE_FILES])
        plan = _plan(options["plan"])
        rows = _rows(options["roster"], UNITS, self._note)
        people = _rows(options["inspectors"], INSPECTORS, self._note) if options["inspectors"] else None
        secret = protocol.new_secret()
        commitment = protocol.commit(rows, plan, secret, people, options["public_source"], at=_now())
        folder.write_commitment(commitment, secret, rows, people)
        self.printed["commitment"] = commitment
        self._say(Text(f"承诺：{commitment['commitment']}", f"Commitment: {commitment['commitment']}"))
        self._say(
            Text(
                f"名录{len(rows)}行，摘要 {commitment['roster']['digest']}；计划摘要 {plan.digest}。",
                f"Roster of {len(rows)} rows, digest {commitment['roster']['digest']}; plan digest {plan.digest}.",
            )
        )
        if options["commit"]:
            self._say(KEEP_SECRET)
        return Given(commitment, plan, rows, people)

    def _read(self, folder: Folder, options: Mapping[str, Any]) -> "Given":
        """What stands committed in the folder; rosters, plan and source may be given again, and must be the same."""
        commitment = folder.commitment()
        if options["public_source"] and clean(options["public_source"]) != commitment.get("public_source"):
            raise Mismatch([OTHER_SOURCE])
        plan = _plan(options["plan"]) if options["plan"] else Plan.from_json(commitment["plan"])
        rows = _rows(options["roster"] or folder.path / ROSTERS[UNITS], UNITS)
        people = None
        if options["inspectors"] or commitment.get("inspectors"):
            people = _rows(options["inspectors"] or folder.path / ROSTERS[INSPECTORS], INSPECTORS)
        return Given(commitment, plan, rows, people)

    def _complete(self, folder: Folder, value: str, given: "Given") -> None:
        """Draw what stands committed in the folder."""
        commitment, plan, rows, people = given
        secret = folder.secret()
        result = protocol.draw(rows, plan, secret, value, commitment, people)
        certificate = certificate_of(commitment, secret, result, rows, people, at=_now())
        folder.write_certificate(certificate, drawn_csv(certificate, rows))
        keys = ("public_value", "seed", "strata", "excluded", "left_out", "pairs", "digest")
        self.printed |= {"commitment": commitment, "result": {key: certificate[key] for key in keys}}
        self.printed["files"] = [str(folder.path / name) for name in (COMMITMENT, CERTIFICATE, DRAWN)]
        for line in _told(certificate, {row.ident: row for row in rows}):
            self._say(line)

    # --- Saying it ---------------------------------------------------------------------------------------------------

    def _say(self, text: Text) -> None:
        """Kept until everything is written: what goes wrong with a screen must not stop a draw half-way."""
        self.told.append(text)

    def _note(self, text: Text) -> None:
        self.printed.setdefault("notes", []).append({"zh": text.zh, "en": text.en})
        self._say(text)

    def _refuse(self, problems: Sequence[Text], status: int = BAD_INPUT) -> None:
        if self.json:
            told = {"errors": [{"zh": problem.zh, "en": problem.en} for problem in problems]}
            self._print(self.stdout, [json.dumps(told, ensure_ascii=False, indent=1)])
        else:
            self._print(self.stderr, map(said, problems))
        raise SystemExit(status)

    def _print(self, stream: Any, lines: Iterable[str]) -> None:
        """Write to a screen or a pipe that may not know all letters, or that nobody reads any more."""
        out = stream._out
        if hasattr(out, "reconfigure"):
            out.reconfigure(errors="backslashreplace")
        try:
            for line in lines:
                stream.write(line)
            stream.flush()
        except OSError:  # the files are written and the status says how it went
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())


def _now() -> str:
    return timezone.localtime().isoformat(timespec="seconds")


def _plan(path: Path) -> Plan:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_PLAN)
    except OSError as error:
        raise Refusal([Text(f"无法读取文件“{path}”。", f"The file “{path}” cannot be opened.")]) from error
    return Plan.from_json(content)


def _rows(path: Path, kind: str, note: Any = None) -> list[Row]:
    """The rows of a roster; Refusal with its first faults and how many there are."""
    reading = read_roster(path, name=path.name, kind=kind)
    if reading.fault_count:
        raise Refusal(list(_faults(path.name, reading.faults[:SHOWN], reading.fault_count)))
    for text in reading.notes if note else ():
        note(Text(f"{path.name}：{text.zh}", f"{path.name}: {text.en}"))
    return reading.rows


def _faults(name: str, faults: Sequence[Any], count: int) -> Iterator[Text]:
    for fault in faults:
        place = Text(f"，{fault.place.zh}", f", {fault.place.en}") if fault.place else Text()
        yield Text(f"{name}{place.zh}：{fault.reason.zh}", f"{name}{place.en}: {fault.reason.en}")
    if count > len(faults):
        yield Text(f"{name} 共有{count}处错误。", f"{name} has {count} faults in all.")


def _told(certificate: Mapping[str, Any], known: Mapping[str, Row]) -> Iterator[Text]:
    """The result in words."""
    yield Text(f"公开值：{certificate['public_value']}", f"Public value: {certificate['public_value']}")
    for stratum, result in certificate["strata"].items():
        drawn, size = len(result["drawn"]), result["rows"]
        yield Text(f"层“{stratum}”：{size}个中抽中{drawn}个。", f"Stratum “{stratum}”: {drawn} drawn of {size}.")
        for rank, ident in enumerate([*result["drawn"], *result["reserves"]], start=1):
            name = Text("抽中", "drawn") if rank <= drawn else Text("备选", "reserve")
            people = certificate["pairs"].get(ident, [])
            who = Text(f"（{'、'.join(people)}）", f" ({', '.join(people)})") if people else Text()
            unit = f"{ident} {known[ident].name}"
            yield Text(f"  {rank}. {name.zh} {unit}{who.zh}", f"  {rank}. {name.en} {unit}{who.en}")
    left = certificate["left_out"]
    if left["rows"]:
        yield Text(
            f"另有{left['strata']}层{left['rows']}个单位未列入抽取。",
            f"{left['rows']} units in {left['strata']} further strata were not drawn from.",
        )
