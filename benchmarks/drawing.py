"""How fast a roster comes in, is drawn from and verified: `make bench ARGS=drawing`.

The measure is PostgreSQL's own COPY of the same rows, ready-made, into the same table with its indexes and its foreign
key, in the same run and in turn with ours. Ours begins with the file on the disk: read, check every cell, digest, COPY,
history, commit. Between two runs the table is emptied. The database is one of its own and is removed afterwards.
"""

import argparse
import gc
import io
import os
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from inspections.drawing.certificate import certificate_of, to_bytes
from inspections.drawing.plan import Plan
from inspections.drawing.protocol import commit, draw, new_secret
from inspections.drawing.roster import INSPECTORS, Row, frame_of, read_roster, to_csv

from .measure import Watch, command, memory

NAMES = ("人民政府门户网站", "公共资源交易业务系统", "电信有限公司分公司", "政务服务数据管理局")
KINDS = ("门户", "业务系统")
NS = "http://schemas.openxmlformats.org"
SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "verify_draw.py"


def made_up(number: int) -> list[Row]:
    """Units with names of the usual length, in 340 places and two kinds."""
    return [
        Row(n, f"U{n:06}", f"第{n}{NAMES[n % 4]}", str(110000 + n % 340), KINDS[n // 4 % 2])
        for n in range(1, number + 1)
    ]


def workbook(rows: list[Row]) -> bytes:
    """The rows as spreadsheets write them, texts in a table of their own (openpyxl would write them inline)."""
    texts: dict[str, int] = {}
    lines = []
    for row in [("id", "name", "place", "kind"), *(row[1:5] for row in rows)]:
        cells = "".join(
            f'<c r="{letter}{len(lines) + 1}" t="s"><v>{texts.setdefault(text, len(texts))}</v></c>'
            for letter, text in zip("ABCD", row, strict=True)
        )
        lines.append(f'<row r="{len(lines) + 1}">{cells}</row>')
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    relation = f'<Relationship Id="r{{}}" Type="{NS}/officeDocument/2006/relationships/{{}}" Target="{{}}"/>'
    relations = relation.format(1, "worksheet", "worksheets/sheet1.xml")
    relations += relation.format(2, "sharedStrings", "sharedStrings.xml")
    main = f'xmlns="{NS}/spreadsheetml/2006/main"'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{NS}/officeDocument/2006/relationships"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{NS}/package/2006/relationships">{relations}'
        "</Relationships>",
        "xl/sharedStrings.xml": f"<sst {main}>{strings}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{''.join(lines)}</sheetData></worksheet>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


@contextmanager
def database() -> Iterator[None]:
    """A database of our own on the server of the services, with all tables."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    from django.db import connection

    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def timed(task: Callable[[], object]) -> float:
    gc.collect()
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def processor(task: Callable[[], object], rounds: int) -> float:
    """Seconds of processor time, of processes it starts too; the best of some rounds."""

    def spent() -> float:
        return sum(os.times()[:4])

    found = float("inf")
    for _ in range(rounds):
        gc.collect()
        began = spent()
        task()
        found = min(found, spent() - began)
    return found


class Import:
    """The ways into the database, each from an empty table."""

    def __init__(self, path: Path, rows: list[Row]) -> None:
        from accounts.models import Body
        from inspections.actions.rosters import copied
        from inspections.models import Inspection

        self.path, self.rows = path, rows
        body = Body.objects.create(code="bench", kind="standing_committee")
        self.inspection = Inspection.objects.create(code="bench", organiser=body, year=2017)
        self.roster = self._roster()
        self.ready = copied(read_roster(path), self.roster.pk).getvalue()

    def _roster(self) -> Any:
        from inspections.models import Roster

        return Roster.objects.create(
            inspection=self.inspection, code="bench", kind="units", title="bench", digest="", size=len(self.rows)
        )

    def empty(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE inspections_rosterrow CASCADE")
            cursor.execute("CHECKPOINT")

    def copy(self) -> None:
        """COPY of rows that are ready, and the commit."""
        from django.db import connection, transaction

        from inspections.actions.rosters import INTO

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.copy_expert(INTO, io.BytesIO(self.ready))

    def ours(self, path: Path | None = None) -> None:
        """From the file to the commit."""
        from inspections.actions.rosters import import_roster

        import_roster(inspection=self.inspection, reading=read_roster(path or self.path), title="bench", by=None)

    def bulk(self) -> None:
        """What Django offers, of rows that are checked already."""
        from django.db import transaction

        from inspections.models import RosterRow

        with transaction.atomic():
            RosterRow.objects.bulk_create(
                (RosterRow(roster=self.roster, **row._asdict()) for row in self.rows), batch_size=5000
            )


def importing(path: Path, book: Path, rows: list[Row], rounds: int) -> None:
    ways = Import(path, rows)
    tasks: dict[str, Callable[[], object]] = {
        "COPY alone": ways.copy,
        "ours, .csv": ways.ours,
        "ours, .xlsx": lambda: ways.ours(book),
        "bulk_create, unchecked": ways.bulk,
    }
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(rounds + 1):
        for name, task in tasks.items():
            if name.startswith("bulk") and turn > 2:
                continue
            ways.empty()
            taken = timed(task)
            if turn:  # the first warms the caches
                seconds[name].append(taken)
    print(f"\nImport of {len(rows):,} rows, to the commit{'seconds':>9} {'least':>7} {'ratio':>6}")
    ratios = {name: ratio(taken, seconds["COPY alone"]) for name, taken in seconds.items()}
    for name, taken in seconds.items():
        print(f"  {name:42}{statistics.median(taken):8.2f} {min(taken):7.2f} {ratios[name]:6.2f}")
    ways.empty()
    gc.collect()
    before = memory(os.getpid())
    with Watch(os.getpid(), every=0.02) as watch:
        ways.ours()
    print(f"  memory of the import: {watch.peak - before:.0f} MiB above {before:.0f}")
    for suffix in (".csv", ".xlsx"):
        target(f"checked import of {suffix} / COPY alone", ratios[f"ours, {suffix}"], 2)


def ratio(taken: list[float], base: list[float]) -> float:
    """How many times the COPY of the same turn each took, the median: other work on the machine slows both."""
    return statistics.median(one / copy for one, copy in zip(taken, base, strict=False))


def stages(path: Path, book: Path, rounds: int) -> None:
    """Where the time of an import goes, without the database."""

    def best(task: Callable[[], object]) -> float:
        return processor(task, rounds)

    print("\nReading (seconds of processor time, the best of some rounds)")
    print(f"  {'.csv: read and check':42}{best(lambda: read_roster(path)):8.2f}")
    print(f"  {'.xlsx: read and check':42}{best(lambda: read_roster(book)):8.2f}")
    print(f"  {'.csv: read, check, digest':42}{best(lambda: read_roster(path).digest):8.2f}")


def drawing(folder: Path, path: Path, rounds: int) -> None:
    rows = read_roster(path).rows
    inspectors = [Row(n, f"P{n:03}", f"检查员{n}", office=str(110000 + n % 40)) for n in range(1, 301)]
    keys = sorted({f"{row.place}|{row.kind}" for row in rows})
    plan = Plan.from_json(
        {
            "strata": ["place", "kind"],
            "quota": dict.fromkeys(keys, 2),
            "inspectors": {"per_unit": 2},
            "reserves": 3,
        }
    )
    secret = new_secret()
    commitment = commit(rows, plan, secret, inspectors, "bench")
    result = draw(rows, plan, secret, "1", commitment, inspectors)
    (folder / "certificate.json").write_bytes(to_bytes(certificate_of(commitment, secret, result, rows, inspectors)))
    (folder / "inspectors.csv").write_text(to_csv(inspectors, INSPECTORS), "utf-8", newline="")
    drawn = sum(map(len, result.drawn.values()))
    print(f"\nDrawing {drawn:,} of {len(rows):,} units in {len(keys)} strata, 2 of 300 inspectors to each (as above)")

    def best(task: Callable[[], object]) -> float:
        return processor(task, rounds)

    def whole() -> None:
        certificate_of(commitment, secret, draw(rows, plan, secret, "1", commitment, inspectors), rows, inspectors)

    print(f"  {'frame digest':42}{best(lambda: frame_of(rows)):8.2f}")
    print(f"  {'commitment':42}{best(lambda: commit(rows, plan, secret, inspectors, 'bench')):8.2f}")
    seconds = best(lambda: draw(rows, plan, secret, "1", commitment, inspectors))
    print(f"  {'draw, with its checks':42}{seconds:8.2f}")
    print(f"  {'draw and certificate':42}{best(whole):8.2f}")
    papers = [str(folder / "certificate.json"), str(path), "--inspectors", str(folder / "inspectors.csv")]
    verify = command([sys.executable, "-I", "-S", str(SCRIPT), *papers], {})
    peak = verify(True)
    print(f"  {'verifier, a process of its own':42}{best(lambda: verify(False)):8.2f}  {peak:.0f} MiB")
    target("a draw over all rows, seconds of processor time", seconds, 2)


def target(name: str, value: float, most: float) -> None:
    print(f"  {'met    ' if value <= most else 'NOT MET'}  {name}: {value:.2f} (at most {most:g})")


def main() -> None:
    """Files, database, draw, verifier."""
    parser = argparse.ArgumentParser(prog="benchmarks drawing", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="zhijian-bench-") as name:
        folder, rows = Path(name), made_up(options.rows)
        path, book = folder / "roster.csv", folder / "roster.xlsx"
        path.write_text(to_csv(rows), "utf-8", newline="")
        book.write_bytes(workbook(rows))
        print(f"{len(rows):,} rows: {path.stat().st_size / 1e6:.1f} MB .csv, {book.stat().st_size / 1e6:.1f} MB .xlsx")
        with database():
            importing(path, book, rows, options.rounds)
        stages(path, book, options.rounds)
        drawing(folder, path, options.rounds)
