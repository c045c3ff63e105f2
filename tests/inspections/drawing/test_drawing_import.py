"""A roster that was read goes into the database whole, or not at all."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from inspections.actions.rosters import import_roster
from inspections.drawing.roster import INSPECTORS, Row, digest_of, read_roster, to_csv
from inspections.models import Inspection, Roster, RosterRow
from tests.inspections.drawing.workbooks import people, units

pytestmark = pytest.mark.django_db


def reading_of(rows, kind="units"):
    return read_roster(io.BytesIO(to_csv(rows, kind).encode()), kind=kind)


def stored(roster: Roster) -> list[Row]:
    values = roster.rows.values_list("position", "ident", "name", "place", "kind", "office")
    return [Row(*row) for row in values]


def test_rows_are_stored_as_they_were_read(beijing, liu):
    rows = [Row(1, "A\\N", "反斜线 \\t \\\\ 𠮷", "", "k"), Row(2, "\\.", '引号 "', "p", "")]
    roster = import_roster(
        inspection=beijing.inspection, reading=reading_of(rows), title="门户网站名录", source="网信办", by=liu
    )
    assert stored(roster) == rows
    assert roster.digest == digest_of(stored(roster))
    assert (roster.size, roster.counts) == (2, {"p|": 1, "|k": 1})
    assert (roster.title, roster.source, roster.kind, roster.imported_by) == ("门户网站名录", "网信办", "units", liu)
    (entry,) = roster.history
    assert (entry.verb, entry.by_id, entry.note) == ("import_roster", liu.pk, f"{roster.digest} 2")


def test_inspectors_are_stored_with_their_office(beijing, liu):
    reading = reading_of(people(3), INSPECTORS)
    roster = import_roster(inspection=beijing.inspection, reading=reading, title="人员", kind=INSPECTORS, by=liu)
    assert stored(roster) == people(3)


def test_each_roster_gets_a_code_of_its_own(beijing, liu):
    Inspection.objects.filter(pk=beijing.inspection.pk).update(code="x" * 80)
    codes = {
        import_roster(inspection=beijing.inspection, reading=reading_of(units(n)), title="名录", by=liu).code
        for n in (1, 2, 3)
    }
    assert len(codes) == 3 and max(map(len, codes)) <= 80


@pytest.mark.parametrize("who", ["wang", "zhao", "sun", "chen", "fu", "cac", "wenchang", "superuser"])
def test_others_import_nothing(beijing, cast, who):
    before = Roster.objects.count()
    with pytest.raises(PermissionDenied):
        import_roster(inspection=beijing.inspection, reading=reading_of(units(2)), title="名录", by=cast[who])
    assert Roster.objects.count() == before


def test_the_head_of_the_group_may_too(beijing, zhang):
    assert import_roster(inspection=beijing.inspection, reading=reading_of(units(2)), title="名录", by=zhang).size == 2


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (b"id,name,place,kind\nU1,,p,k\n", "units", "faulty"),
        (b"", "units", "faulty"),
        (b"id,name,place,kind\nU1,a,p,k\n", "inspectors", "kind"),
    ],
)
def test_a_roster_with_faults_is_not_stored(beijing, liu, content, kind, code):
    before = RosterRow.objects.count()
    reading = read_roster(io.BytesIO(content))
    with pytest.raises(ValidationError) as refusal:
        import_roster(inspection=beijing.inspection, reading=reading, title="名录", kind=kind, by=liu)
    assert (refusal.value.code, RosterRow.objects.count()) == (code, before)


@pytest.mark.parametrize("state", ["closed", "archived", "moved", "cancelled"])
def test_an_inspection_that_is_over_takes_no_roster(beijing, liu, state):
    Inspection.objects.filter(pk=beijing.inspection.pk).update(state=state)
    with pytest.raises(ValidationError) as refusal:
        import_roster(inspection=beijing.inspection, reading=reading_of(units(2)), title="名录", by=liu)
    assert refusal.value.code == "wrong_state"
    assert not beijing.inspection.rosters.filter(size=2).exists()


def test_the_number_of_queries_does_not_grow_with_the_roster(beijing, liu):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for size in (1, 1, 3, 500):  # the first also asks who she is
        with CaptureQueriesContext(connection) as queries:
            import_roster(inspection=beijing.inspection, reading=reading_of(units(size)), title="名录", by=liu)
        counts.append(len(queries))
    assert counts[1] == counts[2] == counts[3]
