"""The folder of one draw: the commitment first, the certificate later, and between them a secret that only its owner
may read. What stands in it is never overwritten."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from core.canonical import Doubtful, canonical, strict_json
from core.text import Text
from inspections.drawing.certificate import to_bytes
from inspections.drawing.refusal import Refusal
from inspections.drawing.roster import INSPECTORS, UNITS, Row, digest_of, quoted, read_roster, to_csv

COMMITMENT, SECRET, CERTIFICATE, DRAWN = "commitment.json", "secret.txt", "certificate.json", "drawn.csv"
ROSTERS = {UNITS: "roster.csv", INSPECTORS: "inspectors.csv"}
FORMULA = frozenset("=+-@\t\r＝＋－＠")  # noqa: RUF001
HEAD = ("stratum", "rank", "state", "id", "name", "place", "kind", "inspectors")


class Folder:
    """`path` need not exist before something is written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def has(self, name: str) -> bool:
        return (self.path / name).exists()

    def write_commitment(
        self,
        commitment: Mapping[str, Any],
        secret: bytes,
        rows: Sequence[Row],
        inspectors: Sequence[Row] | None,
    ) -> None:
        """The secret, the rosters as they were read, and last the commitment; all of them, or none.

        Refusal when something else stands under one of the names; a roster may be there already.
        """
        files = {SECRET: f"{secret.hex()}\n".encode()}
        rosters = {UNITS: rows} if inspectors is None else {UNITS: rows, INSPECTORS: inspectors}
        for kind, roster in rosters.items():
            if not self.has(ROSTERS[kind]):
                files[ROSTERS[kind]] = to_csv(roster, kind).encode()
            elif read_roster(self.path / ROSTERS[kind], kind=kind).digest != digest_of(roster):
                raise Refusal([taken(self.path, ROSTERS[kind])])
        files[COMMITMENT] = canonical(commitment) + b"\n"
        for name in (*files, DRAWN):
            if self.has(name):
                raise Refusal([taken(self.path, name)])
        self.path.mkdir(parents=True, exist_ok=True)
        self._write_all(files)

    def write_certificate(self, certificate: Mapping[str, Any], drawn: str) -> None:
        """Both files of the result, or none; the secret then stands in the certificate, and its own file goes."""
        table = drawn.encode("utf-8-sig")  # the mark lets spreadsheets see that it is UTF-8
        self._write_all({DRAWN: table, CERTIFICATE: to_bytes(certificate)})
        (self.path / SECRET).unlink(missing_ok=True)

    def commitment(self) -> dict[str, Any]:
        """The commitment that stands here. Refusal when it is none."""
        try:
            found = strict_json((self.path / COMMITMENT).read_bytes())
        except (Doubtful, json.JSONDecodeError, UnicodeDecodeError) as error:
            raise Refusal([Text("承诺书已损坏。", "The commitment is damaged.")]) from error
        if not isinstance(found, dict) or not isinstance(found.get("plan"), dict):
            raise Refusal([Text("承诺书已损坏。", "The commitment is damaged.")])
        return found

    def secret(self) -> bytes:
        """The secret of the commitment. Refusal when it is gone."""
        try:
            secret = bytes.fromhex((self.path / SECRET).read_text("ascii").strip())
        except (OSError, ValueError) as error:
            zh = f"找不到承诺时的秘密（{SECRET}），无法抽取。"
            raise Refusal(
                [Text(zh, f"The secret of the commitment ({SECRET}) is gone; it cannot be drawn.")]
            ) from error
        return secret

    def _write_all(self, files: Mapping[str, bytes]) -> None:
        """New files, all of them or none. Refusal when one of them is there: somebody else was quicker."""
        written = []
        try:
            for name, content in files.items():
                self._write(name, content, 0o600 if name == SECRET else 0o640)
                written.append(name)
        except OSError as error:
            for one in written:
                (self.path / one).unlink()
            if isinstance(error, FileExistsError):
                raise Refusal([taken(self.path, name)]) from error
            raise

    def _write(self, name: str, content: bytes, mode: int) -> None:
        """A new file, on the disk when this returns; no half of it is left."""
        path = self.path / name
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            path.unlink()
            raise


def taken(path: Path, name: str) -> Text:
    return Text(f"“{path}”里已有 {name}，不会覆盖。", f"“{path}” holds {name}, which is not overwritten.")


def drawn_csv(certificate: Mapping[str, Any], rows: Sequence[Row]) -> str:
    """The result as a table: the units drawn with their inspectors, then the reserves, in ticket order."""
    known = {row.ident: row for row in rows}
    lines = [HEAD]
    for stratum, result in certificate["strata"].items():
        states = ["drawn"] * len(result["drawn"]) + ["reserve"] * len(result["reserves"])
        for rank, ident in enumerate([*result["drawn"], *result["reserves"]], start=1):
            row, people = known[ident], "; ".join(certificate["pairs"].get(ident, []))
            line = (stratum, str(rank), states[rank - 1], ident, row.name, row.place, row.kind, people)
            lines.append(tuple(map(_harmless, line)))  # type: ignore[arg-type]
    return "".join([",".join(map(quoted, line)) + "\r\n" for line in lines])


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in FORMULA and cell else cell
