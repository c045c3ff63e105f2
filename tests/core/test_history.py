"""The history: append-only in the database itself, chained, and telling where somebody tampered with it."""

import io
import threading
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.history import GENESIS, Entry, Verdict, entries_of, record, verify
from tests.make import make_body


@pytest.fixture
def chain(liu):
    """Five entries about one body, oldest first."""
    body = make_body("chained")
    with transaction.atomic():
        return [record(body, verb=f"step_{n}", by=liu, source="a", target="b", note=f"第{n}次") for n in range(5)]


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@contextmanager
def a_hand_in_the_database():
    """Somebody with all rights over the table takes the trigger off, and puts it back afterwards."""
    run("ALTER TABLE core_entry DISABLE TRIGGER entry_append_only")
    yield
    run("ALTER TABLE core_entry ENABLE TRIGGER entry_append_only")


# --- Append-only -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE core_entry SET note = 'nothing happened'",
        "UPDATE core_entry SET id = id",
        "DELETE FROM core_entry",
        "DELETE FROM core_entry WHERE verb = 'step_4'",
    ],
)
@pytest.mark.services
def test_the_database_refuses_to_change_a_line(chain, sql):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run(sql)
    assert verify() == Verdict(5, chain[-1].digest)


@pytest.mark.services
def test_the_database_refuses_to_empty_the_table(chain):
    """The one trigger that the tests themselves take off; here it stands as in production."""
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run("ALTER TABLE core_entry ENABLE TRIGGER entry_no_truncate")
        run("TRUNCATE core_entry")
    assert Entry.objects.count() == 5


@pytest.mark.parametrize(
    "change", [lambda rows: rows.update(note="x"), lambda rows: rows.delete()], ids=["update", "delete"]
)
def test_the_orm_is_refused_too(chain, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(Entry.objects.filter(pk=chain[2].pk))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        chain[2].note = "x"
        chain[2].save()


# --- Writing ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_nothing_is_recorded():
    body = make_body("alone")
    with pytest.raises(transaction.TransactionManagementError):
        record(body, verb="step", by=None)
    assert Entry.objects.count() == 0


def test_an_entry_says_who_what_when_and_why(chain, liu):
    last = chain[-1]
    assert (last.by_id, last.by_name, last.verb, last.source, last.target, last.note, last.label) == (
        liu.pk, "liu", "step_4", "a", "b", "第4次", "chained",
    )  # fmt: skip
    assert [entry.previous for entry in chain] == [GENESIS, *(entry.digest for entry in chain[:-1])]


def test_the_system_has_a_name_and_no_number(db):
    with transaction.atomic():
        entry = record(make_body("house"), verb="load_sample", by=None)
    assert (entry.by_id, entry.by_name) == (None, "system")


def test_a_line_outlives_the_account(chain, liu):
    body_entries = entries_of(make_body("other"))
    liu.delete()
    assert [entry.by_name for entry in Entry.objects.all()] == ["liu"] * 5
    assert (list(body_entries), verify().fault) == ([], "")


@pytest.mark.django_db(transaction=True)
def test_parallel_writers_make_one_chain():
    body, threads, each = make_body("busy"), 6, 5
    start = threading.Barrier(threads)

    def write(number):
        start.wait(60)
        for n in range(each):
            with transaction.atomic():
                record(body, verb=f"w{number}_{n}", by=None)
        connection.close()

    workers = [threading.Thread(target=write, args=(number,)) for number in range(threads)]
    [worker.start() for worker in workers]
    [worker.join(300) for worker in workers]
    head = Entry.objects.last().digest
    assert verify() == Verdict(threads * each, head)
    assert Entry.objects.values("previous").distinct().count() == threads * each


# --- Tampering -------------------------------------------------------------------------------------------------------


def test_a_whole_chain_has_no_fault(chain):
    assert verify() == Verdict(5, chain[-1].digest)
    assert [verify(anchor=entry.digest).fault for entry in chain] == [""] * 5


def test_an_empty_history_is_whole_but_holds_no_anchor(db):
    assert verify() == Verdict(0, GENESIS)
    assert "cut off" in verify(anchor="f" * 64).fault


COLUMNS = ("subject", "label", "verb", "source", "target", "note", "by_name", "by_id", "at")


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_part_of_the_digest(chain, column):
    value = {"by_id": 0, "at": "2001-01-01 00:00+00"}.get(column, "changed")
    with a_hand_in_the_database():
        run(f"UPDATE core_entry SET {column} = %s WHERE id = %s", value, chain[2].pk)
    assert verify() == Verdict(3, chain[1].digest, f"entry {chain[2].pk}: was changed")


def test_no_column_is_left_out():
    beside = {"id", "previous", "digest"}  # order and chain, which the walk itself compares
    assert {field.column for field in Entry._meta.concrete_fields} - beside == set(COLUMNS)


def insert_a_copy(chain):
    run(
        "INSERT INTO core_entry (subject, label, verb, source, target, note, by_id, by_name, at, previous, digest) "
        "SELECT subject, label, 'forged', source, target, note, by_id, by_name, at, previous, repeat('a', 64) "
        "FROM core_entry WHERE id = %s",
        chain[-1].pk,
    )


def swap(chain):
    run("UPDATE core_entry SET id = -1 WHERE id = %s", chain[1].pk)
    run("UPDATE core_entry SET id = %s WHERE id = %s", chain[1].pk, chain[2].pk)
    run("UPDATE core_entry SET id = %s WHERE id = -1", chain[2].pk)


@pytest.mark.parametrize(
    ("tamper", "seen_at", "fault"),
    [
        (lambda chain: run("DELETE FROM core_entry WHERE id = %s", chain[2].pk), 3, "does not follow"),
        (lambda chain: run("DELETE FROM core_entry WHERE id = %s", chain[0].pk), 1, "does not follow"),
        (swap, 2, "does not follow"),
        (insert_a_copy, 6, "does not follow"),
        (
            lambda chain: run("UPDATE core_entry SET digest = repeat('b', 64) WHERE id = %s", chain[2].pk),
            3,
            "was changed",
        ),
        (
            lambda chain: run("UPDATE core_entry SET previous = repeat('b', 64) WHERE id = %s", chain[2].pk),
            3,
            "does not follow",
        ),
    ],
    ids=["middle deleted", "first deleted", "two swapped", "one inserted", "digest", "previous"],
)
def test_tampering_is_seen_where_it_happened(chain, tamper, seen_at, fault):
    with a_hand_in_the_database():
        tamper(chain)
    verdict = verify()
    assert (verdict.entries, fault in verdict.fault) == (seen_at, True), verdict


def test_a_cut_off_tail_is_seen_only_against_an_anchor(chain):
    with a_hand_in_the_database():
        run("DELETE FROM core_entry WHERE id >= %s", chain[3].pk)
    assert verify() == Verdict(3, chain[2].digest)
    assert "cut off" in verify(anchor=chain[4].digest).fault
    assert verify(anchor=chain[2].digest).fault == ""


def test_a_history_written_anew_is_seen_only_against_an_anchor(chain):
    noted = chain[-1].digest
    with a_hand_in_the_database():
        previous = GENESIS
        for entry in chain:
            entry.note, entry.previous = "nothing happened", previous
            entry.digest = previous = entry.compute_digest()
            run(
                "UPDATE core_entry SET note = %s, previous = %s, digest = %s WHERE id = %s",
                entry.note, entry.previous, entry.digest, entry.pk,
            )  # fmt: skip
    assert (verify().fault, "cut off" in verify(anchor=noted).fault) == ("", True)


# --- The command -----------------------------------------------------------------------------------------------------


def told(*arguments: str) -> str:
    out = io.StringIO()
    call_command("verify_history", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_entries_and_head(chain):
    assert told() == f"entries 5\nhead {chain[-1].digest}\n"
    assert told("--anchor", chain[1].digest) == f"entries 5\nhead {chain[-1].digest}\n"


def test_the_command_fails_with_the_fault(chain):
    with pytest.raises(CommandError, match="cut off"):
        told("--anchor", "f" * 64)
    with a_hand_in_the_database():
        run("DELETE FROM core_entry WHERE id = %s", chain[2].pk)
    with pytest.raises(CommandError, match=f"entry number 3: entry {chain[3].pk}: does not follow") as failed:
        told()
    assert failed.value.returncode == 1
