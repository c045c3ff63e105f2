"""The day of the deadline: 31 bodies fill in, upload, sign and submit at the same time: `make bench ARGS=returns`.

A server of its own with several workers, a database of its own. First one body alone on that server, then all at once;
then every row and every file is looked for again. Nothing may be lost, and nobody waits longer than three times her
share of the workers.
"""

import argparse
import hashlib
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.clerks import Load, Outcome, a_file, title, work
from benchmarks.findings import database
from benchmarks.serving import server

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "执法检查-2017-bench"  # noqa: S105  of a database that lives as long as this run
FACTOR = 3


# --- The stage --------------------------------------------------------------------------------------------------------


def prepare(bodies: int, *, rows: int, files: int, size: int) -> list[Load]:
    """Bodies with an officer and a signatory, each entrusted with the same request and at work on its return."""
    from accounts.enums import Role
    from accounts.models import Body
    from findings.models import Return, ReturnSection
    from tests import make

    above = Body.objects.filter(code="bench-sc").first() or make.make_body("bench-sc")
    inspection = make.make_inspection(above, f"bench-{Body.objects.count()}")
    request = make.make_request(inspection, f"{inspection.code}-request")
    loads = []
    for number in range(bodies):
        body = make.make_body(f"{inspection.code}-{number}", parent=above)
        officer, signatory = (
            make.make_user(f"{body.code}-{role}", (body, role), password=PASSWORD)
            for role in (Role.PROVINCIAL_OFFICER, Role.PROVINCIAL_SIGNATORY)
        )
        delegation = make.make_delegation(inspection, body, request=request)
        returned = Return.objects.create(delegation=delegation)
        for section in request.sections.all():
            ReturnSection.objects.create(returned=returned, section=section)
        papers = [a_file(f"{body.code}-{place}", size) for place in range(files)]
        loads.append(Load(returned.code, officer.username, signatory.username, rows, papers))
    return loads


# --- The run ----------------------------------------------------------------------------------------------------------


def at_once(port: int, loads: Sequence[Load], go: Callable[..., Outcome] = work) -> list[Outcome]:
    """Everybody's work, begun together."""
    gate, outcomes = threading.Barrier(len(loads)), [Outcome(load, error="did not end") for load in loads]

    def run(place: int) -> None:
        gate.wait()
        outcomes[place] = go(port, loads[place], PASSWORD)

    people = [threading.Thread(target=run, args=(place,)) for place in range(len(loads))]
    for person in people:
        person.start()
    for person in people:
        person.join(600)
    return outcomes


def lost(loads: Sequence[Load]) -> list[str]:
    """What was sent and is not found again, or not as it was sent."""
    from findings.models import ReturnVersion
    from findings.queries.receipts import faults_of_receipt

    missing = []
    for load in loads:
        versions = list(ReturnVersion.objects.submitted().filter(returned__code=load.code))
        if len(versions) != 1:
            missing.append(f"{load.code}: {len(versions)} submitted versions")
            continue
        version = versions[0]
        missing += [f"{load.code}: {fault}" for fault in faults_of_receipt(version)]
        written: dict[str, Any] = version.content["sections"]["problems"]
        titles = [written[f"{row}.title"] for row in written.get("rows", [])]
        if titles != [title(load, row) for row in range(load.rows)]:
            missing.append(f"{load.code}: rows")
        kept = sorted(each["digest"] for each in version.content["files"].values())
        if kept != sorted(hashlib.sha256(content).hexdigest() for content in load.files):
            missing.append(f"{load.code}: files")
    return missing


def show(name: str, outcomes: Sequence[Outcome]) -> None:
    ended = [outcome for outcome in outcomes if not outcome.error]
    print(f"\n{name}: {len(ended)} of {len(outcomes)} ended with a receipt")
    for part in ended[0].seconds if ended else ():
        taken = sorted(outcome.seconds[part] for outcome in ended)
        print(f"  {part:10} median {taken[len(taken) // 2]:7.2f} s   slowest {taken[-1]:7.2f} s")
    for outcome in outcomes:
        if outcome.error:
            print(f"  ERROR {outcome.load.code}: {outcome.error}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks returns", description=__doc__)
    parser.add_argument("--bodies", type=int, default=31)
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--files", type=int, default=10)
    parser.add_argument("--size", type=int, default=1_200_000, help="bytes of a file")
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--threads", type=int, default=4)
    options = parser.parse_args()
    given = {"rows": options.rows, "files": options.files, "size": options.size}
    with database(), tempfile.TemporaryDirectory(prefix="zhijian-bench-") as media:
        from django.test.utils import override_settings

        with override_settings(MEDIA_ROOT=Path(media)):
            loads = prepare(options.bodies + 2, **given)
            with server(media, workers=options.workers, threads=options.threads) as port:
                work(port, loads[0], PASSWORD)  # the first one warms the workers
                alone = at_once(port, loads[1:2])
                everybody = at_once(port, loads[2:])
            report(alone, everybody, loads, options)


def report(alone: list[Outcome], everybody: list[Outcome], loads: list[Load], options: Any) -> None:
    print(
        f"{options.bodies} bodies, each {options.rows} rows and {options.files} files of {options.size:,} bytes; "
        f"{options.workers} workers with {options.threads} threads, {os.cpu_count()} cores, the clerks beside it"
    )
    show("One body alone", alone)
    show("All at once", everybody)
    receipts = {outcome.receipt for outcome in everybody if outcome.receipt}
    errors = sum(bool(outcome.error) for outcome in (*alone, *everybody))
    missing = lost(loads)
    single, slowest = alone[0].total, max(outcome.total for outcome in everybody)
    share = options.bodies / options.workers
    print(f"\nReceipts: {len(receipts)} different ones of {options.bodies}; errors: {errors}; lost: {len(missing)}")
    for each in missing:
        print(f"  LOST {each}")
    print(f"One alone {single:.2f} s, the slowest of all {slowest:.2f} s, ratio {slowest / single:.1f}")
    most = FACTOR * single * share
    word = "met    " if slowest <= most and not errors and not missing else "NOT MET"
    print(f"  {word}  slowest within {FACTOR} x single x share of the workers ({share:.1f}): {most:.1f} s")
    if word != "met    ":
        sys.exit(1)
