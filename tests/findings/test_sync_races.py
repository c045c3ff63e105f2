"""Several requests at once: the database decides, each change happens once, and every answer is the same."""

import uuid

import pytest

from findings.actions.attaching import attach_file
from findings.actions.syncing import apply_operation
from findings.models import Evidence, Finding, Operation
from tests import make, worlds
from tests.core.pictures import a_jpeg
from tests.findings.entries import a_figure, a_photo, an_entry, an_operation
from tests.findings.test_recording_actions import at_once

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def inspection(transactional_db):
    return make.make_inspection(worlds.body("npcsc"), "field-2017")


@pytest.fixture
def liu(inspection):
    return worlds.person("liu")


def test_the_same_operation_ten_times_at_once(inspection, liu):
    operation = an_operation(inspection, data=an_entry(figures=[a_figure()], evidence=[a_photo(b"1")]), submit=True)
    answers = at_once(10, lambda number: apply_operation(operation=operation, by=liu))
    assert answers[0]["status"] == "applied" and all(answer == answers[0] for answer in answers)
    assert (Finding.objects.count(), Operation.objects.count(), Evidence.objects.count()) == (1, 1, 1)
    assert Finding.objects.get().history.count() == 2  # raised and registered


def test_a_hundred_operations_each_sent_by_four_at_once(inspection, liu):
    operations = [an_operation(inspection) for _ in range(25)]

    def send(number):
        return [apply_operation(operation=operation, by=liu) for operation in operations]

    answers = at_once(4, send)
    assert all(answer == answers[0] for answer in answers)
    assert sorted(Finding.objects.values_list("order", flat=True)) == list(range(1, 26))
    assert Operation.objects.count() == 25


def test_two_first_operations_on_one_record_make_one_finding(inspection, liu):
    record = str(uuid.uuid4())
    operations = [
        an_operation(inspection, record=record, data=an_entry(suggestion=f"第{number}个")) for number in range(4)
    ]
    answers = at_once(4, lambda number: apply_operation(operation=operations[number], by=liu))
    assert sorted(answer["status"] for answer in answers) == ["applied", "conflict", "conflict", "conflict"]
    (winner,) = [number for number, answer in enumerate(answers) if answer["status"] == "applied"]
    assert Finding.objects.get().suggestion == f"第{winner}个"


def test_one_record_in_two_inspections_at_once_is_one_finding(inspection, liu):
    other, record = make.make_inspection(inspection.organiser, "other"), str(uuid.uuid4())
    operations = [an_operation(row, record=record) for row in (inspection, other)]
    answers = at_once(2, lambda number: apply_operation(operation=operations[number], by=liu))
    assert sorted(answer["status"] for answer in answers) == ["applied", "refused"]
    assert Finding.objects.count() == Operation.objects.count() == 1


def test_two_people_change_one_finding_at_once(inspection, liu):
    chen, first = worlds.person("chen"), an_operation(inspection, submit=True)
    apply_operation(operation=first, by=liu)
    edits = [
        {**first, "id": str(uuid.uuid4()), "base": 1, "submit": False, "data": an_entry(suggestion=f"第{number}个")}
        for number in range(2)
    ]
    answers = at_once(2, lambda number: apply_operation(operation=edits[number], by=(liu, chen)[number]))
    assert sorted(answer["status"] for answer in answers) == ["applied", "conflict"]
    kept, lost = (next(each for each in answers if each["status"] == status) for status in ("applied", "conflict"))
    finding = Finding.objects.get()
    assert (finding.version, kept["version"]) == (2, 2)
    assert finding.suggestion == f"第{answers.index(kept)}个" == lost["theirs"]["data"]["suggestion"]


def test_one_file_sent_eight_times_at_once_is_kept_once(inspection, liu, media):
    apply_operation(operation=an_operation(inspection, data=an_entry(evidence=[a_photo(a_jpeg())])), by=liu)
    evidence = Evidence.objects.select_related("finding__inspection").get()
    rows = at_once(8, lambda number: attach_file(evidence=evidence, content=a_jpeg(), name="a.jpg", by=liu))
    assert len({row.attachment_id for row in rows}) == 1
    assert evidence.finding.history.filter(verb="attach").count() == 1
