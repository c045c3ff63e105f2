"""What was committed stays, not even with SQL at hand: the database itself refuses."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests import make


def execute(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(statement: str, *values: object) -> bool:
    try:
        execute(statement, *values)
    except IntegrityError as error:
        assert "draw:" in str(error)
        return True
    return False


@pytest.fixture
def roster(npcsc, liu):
    return make.make_roster(make.make_inspection(npcsc))


@pytest.fixture
def committed(roster, liu):
    return make.make_draw(roster, state="committed", cleared=(liu,))


@pytest.fixture
def drawn(roster, liu):
    return make.make_draw(roster, cleared=(liu,))


PLAN = {
    "plan": """'{"quota": {}}'""",
    "public_source": "'another source'",
    "roster_id": "roster_id + 1",
    "inspectors_id": "roster_id",
    "embargo_until": "now()",
    "reason": "'another reason'",
    "title_zh": "'另一个名称'",
    "number": "number + 100",
    "inspection_id": "inspection_id + 1",
}
COMMITMENT = {"commitment": "'{}'", "sealed": r"'\x00'", "committed": "now()", "committed_by_id": "NULL"}
RESULT = {"public_value": "'8 8 8'", "certificate": "'{}'", "drawn": "now()", "drawn_by_id": "NULL"}


@pytest.mark.parametrize("column", [*PLAN, *COMMITMENT])
def test_nothing_that_was_committed_changes(committed, column):
    value = {**PLAN, **COMMITMENT}[column]
    assert refused(f"UPDATE inspections_draw SET {column} = {value} WHERE id = %s", committed.pk)


@pytest.mark.parametrize("column", [*PLAN, *COMMITMENT, *RESULT])
def test_nothing_of_a_drawn_draw_changes(drawn, column):
    value = {**PLAN, **COMMITMENT, **RESULT}[column]
    assert refused(f"UPDATE inspections_draw SET {column} = {value} WHERE id = %s", drawn.pk)


@pytest.mark.parametrize("column", ["plan", "public_source", "embargo_until", "reason", "title_zh"])
def test_a_planned_draw_may_change(roster, column):
    draw = make.make_draw(roster, state="planned")
    execute(f"UPDATE inspections_draw SET {column} = {PLAN[column]} WHERE id = %s", draw.pk)


@pytest.mark.parametrize("state", ["planned", "committed", "abandoned"])
def test_a_drawn_draw_goes_no_further(drawn, state):
    assert refused("UPDATE inspections_draw SET state = %s WHERE id = %s", state, drawn.pk)


def test_a_draw_goes_no_step_back_and_skips_none(roster, committed):
    planned = make.make_draw(roster, state="planned")
    assert refused("UPDATE inspections_draw SET state = 'planned' WHERE id = %s", committed.pk)
    assert refused("UPDATE inspections_draw SET state = 'drawn' WHERE id = %s", planned.pk)
    execute("UPDATE inspections_draw SET state = 'abandoned' WHERE id = %s", committed.pk)
    assert refused("UPDATE inspections_draw SET state = 'committed' WHERE id = %s", committed.pk)


def test_a_committed_draw_is_not_deleted_and_a_planned_one_may_be(roster, committed, drawn):
    planned = make.make_draw(roster, state="planned")
    execute("DELETE FROM inspections_draw WHERE id = %s", planned.pk)
    assert refused("DELETE FROM inspections_draw WHERE id = %s", committed.pk)
    assert refused("DELETE FROM inspections_draw WHERE id = %s", drawn.pk)


def test_who_is_cleared_stays(committed, liu, wang):
    add = "INSERT INTO inspections_draw_cleared (draw_id, user_id) VALUES (%s, %s)"
    assert refused(add, committed.pk, wang.pk)
    assert refused("DELETE FROM inspections_draw_cleared WHERE draw_id = %s", committed.pk)
    assert refused("UPDATE inspections_draw_cleared SET user_id = %s WHERE draw_id = %s", wang.pk, committed.pk)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE inspections_rosterrow SET name = '另一家' WHERE roster_id = %s AND position = 1",
        "UPDATE inspections_rosterrow SET ident = 'U999' WHERE roster_id = %s AND position = 1",
        "DELETE FROM inspections_rosterrow WHERE roster_id = %s AND position = 6",
        (
            "INSERT INTO inspections_rosterrow (roster_id, position, ident, name, place, kind, office)"
            " VALUES (%s, 7, 'U007', '新单位', '150000', 'portal', '')"
        ),
        "UPDATE inspections_roster SET digest = repeat('0', 64) WHERE id = %s",
        "UPDATE inspections_roster SET counts = '{}' WHERE id = %s",
    ],
)
def test_the_roster_stays(committed, statement):
    assert refused(statement, committed.roster_id)


def test_no_row_moves_into_a_committed_roster(committed):
    other = make.make_roster(committed.inspection)
    move = "UPDATE inspections_rosterrow SET roster_id = %s, position = 99, ident = 'X' WHERE roster_id = %s AND position = 1"
    assert refused(move, committed.roster_id, other.pk)


def test_the_roster_of_the_inspectors_stays_too(npcsc, liu):
    inspection = make.make_inspection(npcsc)
    people = make.make_roster(inspection, kind="inspectors", counts={})
    plan = {"strata": [], "quota": {"*": 1}, "inspectors": {"per_unit": 1}}
    make.make_draw(make.make_roster(inspection), state="committed", inspectors=people, plan=plan)
    assert refused("UPDATE inspections_rosterrow SET office = '本单位' WHERE roster_id = %s", people.pk)


def test_a_roster_nobody_committed_to_may_change(roster):
    execute("UPDATE inspections_rosterrow SET name = '另一家' WHERE roster_id = %s AND position = 1", roster.pk)


@pytest.mark.parametrize(
    "change", ["rank = rank + 1", "row_id = row_id - 1", "stratum = 'x'", "inspectors = '[\"P1\"]'", "reason = '改'"]
)
def test_tickets_stay(drawn, change):
    assert refused(f"UPDATE inspections_ticket SET {change} WHERE draw_id = %s", drawn.pk)


def test_no_ticket_is_added_removed_or_brought_back(drawn, committed):
    add = (
        "INSERT INTO inspections_ticket (draw_id, stratum, rank, row_id, state, reason, inspectors)"
        " VALUES (%s, '150000|portal', 9, %s, %s, '', '[]')"
    )
    row = drawn.roster.rows.get(position=1)
    assert refused(add, drawn.pk, row.pk, "drawn")
    assert refused(add, drawn.pk, row.pk, "substitute")  # for nobody
    assert refused(add, committed.pk, row.pk, "drawn")
    assert refused("DELETE FROM inspections_ticket WHERE draw_id = %s", drawn.pk)
    execute("UPDATE inspections_ticket SET state = 'replaced' WHERE draw_id = %s", drawn.pk)
    assert refused("UPDATE inspections_ticket SET state = 'drawn' WHERE draw_id = %s", drawn.pk)


def test_a_result_without_a_draw_is_refused(committed):
    assert refused("UPDATE inspections_draw SET certificate = '{}' WHERE id = %s", committed.pk)
    assert refused("UPDATE inspections_draw SET drawn = now() WHERE id = %s", committed.pk)
