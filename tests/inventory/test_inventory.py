"""The sample against the inventory of both reports, row by row: what is missing or different is named."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from inspections.models import Inspection
from reports.actions.loading import FIXTURES, Writer, load_reference, load_sample, samples
from tests.inventory.observe import OBSERVERS, Seen

HERE = Path(__file__).parent
INVENTORIES = {"npcsc-2017": "npcsc.tsv", "hainan-2017": "hainan.tsv"}


class Line(NamedTuple):
    id: str
    record: str
    key: str
    expected: str


def inventory(code: str) -> list[Line]:
    with (HERE / INVENTORIES[code]).open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return [Line(**row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def differences(code: str) -> list[str]:
    """One sentence for every row of the inventory that the sample lacks or has otherwise."""
    inspection = Inspection.objects.get(code=code)
    found = []
    for line in inventory(code):
        seen = OBSERVERS[line.record](inspection, line.key)
        if seen is None:
            found.append(f"{line.id}: {line.record} {line.key} is missing")
        else:
            found += [f"{line.id}: {line.record} {line.key}: {fault}" for fault in faults(line.expected, seen)]
    return found


def faults(expected: str, seen: Seen) -> Iterator[str]:
    for part in expected.split("; "):
        name, equal, value = part.partition("=")
        if equal and "~" not in name:
            if seen[name] != value:
                yield f"{name} is {seen[name]!r}, not {value!r}"
        else:
            name, _, value = part.partition("~")
            if value not in seen[name]:
                yield f"{name} is {seen[name]!r}, without {value!r}"


@pytest.fixture
def loaded(db) -> None:
    load_reference(FIXTURES / "reference", Writer())
    for folder in samples():
        load_sample(folder, Writer())


def test_the_sample_has_every_row_of_the_inventory(loaded):
    assert {code: differences(code) for code in INVENTORIES} == {"npcsc-2017": [], "hainan-2017": []}


def test_the_inventory_lists_all_figures_findings_and_recommendations():
    counts = {code: Counter(line.record for line in inventory(code) if line.record in COUNTED) for code in INVENTORIES}
    assert counts == {
        "npcsc-2017": {"figure": 72, "date": 16, "finding": 77, "recommendation": 31, "focus_point": 5, "share": 11},
        "hainan-2017": {"figure": 28, "date": 9, "finding": 22, "recommendation": 6},
    }


COUNTED = {"figure", "date", "finding", "recommendation", "focus_point", "share"}


def test_what_is_missing_or_different_is_named(loaded):
    national = Inspection.objects.get(code="npcsc-2017")
    national.visits.filter(locality="410000").delete()
    national.findings.get(ref="III.3d").delete()
    national.figures.filter(ref="N76").update(value=12)
    national.figures.filter(ref="N42").update(subset_of=None)
    national.meetings.filter(number=1).update(written_open=False)
    assert differences("npcsc-2017") == [
        "5.A.2 plenary: meeting 1: written_open is 'False', not 'True'",
        "5.A.2 visit: visit 410000 is missing",
        "III.3d: finding III.3d is missing",
        "IV.4.4: recommendation IV.4.4: answers is 'III.2.2', not 'III.2.2,III.3d'",
        "N76: figure N76: value is '12', not '13'",
        "5.A.10: relation N42⊂N41: holds is 'False', not 'True'",
        "count: count findings: number is '76', not '77'",
        "count: count visits: number is '5', not '6'",
    ]
