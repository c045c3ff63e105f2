"""Three hundred operations in any order, again and again: the rows are those of a model of ten lines."""

import uuid
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from findings.actions.syncing import apply_operation
from findings.models import Finding, Operation
from tests import make, worlds
from tests.findings.entries import an_entry, an_operation

pytestmark = pytest.mark.slow
RECORDS, SIZE = 6, 300

# One step of a device: a new edit of a record, or an old operation sent again. `lost`: the reply does not arrive.
EDIT = st.tuples(st.just("edit"), st.integers(0, RECORDS - 1), st.booleans())
REPLAY = st.tuples(st.just("replay"), st.integers(0, SIZE), st.booleans())
COLLEAGUE = st.tuples(st.just("colleague"), st.integers(0, RECORDS - 1), st.booleans())
STEPS = st.lists(EDIT | EDIT | REPLAY | COLLEAGUE, min_size=SIZE, max_size=SIZE)


class Model:
    """What the server should hold: record → [version, words], and what became of each operation."""

    def __init__(self) -> None:
        self.rows: dict[str, list] = {}
        self.done: dict[str, tuple[str, int]] = {}  # operation → its record, the version after it

    def apply(self, operation) -> str:
        name, record, words = operation["id"], operation["record"], operation["data"]["suggestion"]
        if name in self.done:
            return "applied"
        row = self.rows.setdefault(record, [0, ""])
        parent, version = self.done.get(operation["parent"], ("", 0))
        base = max(operation["base"], version if parent == record else 0)
        if row[0] == 0:
            row[:] = [1, words]
        elif row[1] != words:
            if row[0] != base:
                return "conflict"
            row[:] = [row[0] + 1, words]
        self.done[name] = (record, row[0])
        return "applied"


class WhateverTheNetworkDoes(TestCase):
    @settings(max_examples=3, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def test_the_rows_are_those_of_the_model(self, steps):
        inspection = make.make_inspection(worlds.body("npcsc"), "field-2017")
        by, model, sent, words = worlds.person("liu"), Model(), [], count(1)
        records = [str(uuid.uuid4()) for _ in range(RECORDS)]
        known = dict.fromkeys(records, 0)  # record → the version the device knows
        last: dict[str, str] = {}  # record → the operation before, as far as its reply is missing
        for kind, number, lost in steps:
            if kind == "replay":
                if sent:
                    operation = sent[number % len(sent)]
                    assert apply_operation(operation=operation, by=by)["status"] == model.apply(operation)
                continue
            record = records[number]
            data = an_entry(suggestion=str(next(words)))
            if kind == "colleague":  # somebody who knows the newest version
                operation = an_operation(inspection, record=record, base=model.rows.get(record, [0])[0], data=data)
            else:
                operation = an_operation(
                    inspection, record=record, base=known[record], parent=last.get(record), data=data
                )
            said = apply_operation(operation=operation, by=by)
            assert said["status"] == model.apply(operation)
            sent.append(operation)
            if kind == "edit":
                self.hear(said, operation, known, last, lost)
        stored = {str(row.uuid): [row.version, row.suggestion] for row in Finding.objects.all()}
        assert stored == {record: row for record, row in model.rows.items() if row[0]}
        assert {str(row.pk): row.version for row in Operation.objects.all()} == {
            name: version for name, (_, version) in model.done.items()
        }
        assert sorted(Finding.objects.values_list("order", flat=True)) == list(range(1, len(stored) + 1))

    def hear(self, said, operation, known, last, lost) -> None:
        """What the device makes of the answer, if it arrives."""
        record = operation["record"]
        if lost:
            last[record] = operation["id"]
        elif said["status"] == "applied":
            known[record] = said["version"]
            last.pop(record, None)
        else:
            known[record] = said["theirs"]["version"]
            last.pop(record, None)
