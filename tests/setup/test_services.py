"""The embedded servers: started once, told apart, ended, and nothing else on the machine touched."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
import redis

from scripts import embedded, services

CHECKOUT = embedded.CHECKOUT
PRINT_ADDRESSES = (
    "import json, os; print(json.dumps([os.environ['DATABASE_URL'], os.environ['REDIS_URL']]), flush=True)"
)
pytestmark = pytest.mark.slow


@pytest.fixture
def place():
    """A folder for servers that are ended afterwards."""
    with services.temporary_folder() as folder:
        yield folder


@pytest.fixture
def bare_environment():
    """The environment of somebody who has named no servers."""
    return {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}


def start(*command, environment, **more):
    return subprocess.Popen(
        [sys.executable, "-m", "scripts.services", "run", "--temporary", "--", sys.executable, "-c", *command],
        cwd=CHECKOUT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        **more,
    )


def rows(url, statement):
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def folder_of(redis_url):
    return Path(redis_url.removeprefix("unix://")).parents[1]


def modes(paths):
    return {path: oct(path.stat().st_mode) for path in paths}


def above(folder):
    return [parent for parent in folder.parents if parent.exists()]


def test_run_starts_both_and_leaves_nothing(bare_environment):
    watched = {*above(CHECKOUT), *above(embedded.state_folder()), *above(Path(sys.prefix)), CHECKOUT, Path.home()}
    before = modes(watched)
    program = f"{PRINT_ADDRESSES}; import psycopg2, redis, sys; psycopg2.connect(os.environ['DATABASE_URL']); "
    program += "redis.Redis.from_url(os.environ['REDIS_URL']).ping(); sys.exit(7)"
    running = start(program, environment=bare_environment)
    answer, _ = running.communicate(timeout=300)

    assert running.returncode == 7
    database, queue = json.loads(answer)
    assert not folder_of(queue).exists()
    assert modes(watched) == before
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(database)


def test_started_twice_is_started_once(place):
    with ThreadPoolExecutor(4) as pool:
        for kind in (embedded.PostgreSQL, embedded.Valkey):
            started = list(pool.map(lambda _, kind=kind: kind(place, temporary=True).start(), range(4)))
            assert sorted(started) == [False, False, False, True]
            assert kind(place).stop() is True
            assert kind(place).stop() is False


def test_the_folders_are_closed_to_other_users(place):
    for server in embedded.servers(place, temporary=True):
        server.start()
        for folder in (server.folder, server.sockets, server.data):
            assert oct(folder.stat().st_mode & 0o777) == "0o700"


def test_two_checkouts_do_not_see_each_other(place):
    with services.temporary_folder() as other:
        for folder in (place, other):
            for server in embedded.servers(folder, temporary=True):
                server.start()
        rows(embedded.database_url(place), "CREATE TABLE only_here ()")
        redis.Redis.from_url(embedded.redis_url(place)).set("only", "here")

        assert rows(embedded.database_url(other), "SELECT to_regclass('only_here')") == [(None,)]
        assert redis.Redis.from_url(embedded.redis_url(other)).keys() == []
        for server in embedded.servers(other):
            server.stop()
        assert rows(embedded.database_url(place), "SELECT to_regclass('only_here')") == [("only_here",)]


def test_each_checkout_has_a_folder_of_its_own(monkeypatch):
    one = embedded.state_folder()
    monkeypatch.setattr(embedded, "CHECKOUT", CHECKOUT / "copy")
    assert embedded.state_folder() != one


@pytest.mark.fault
def test_killed_servers_start_again_with_what_was_kept(place):
    postgres, valkey = embedded.servers(place)
    postgres.start(), valkey.start()
    rows(postgres.url(), "CREATE TABLE kept AS SELECT 1 AS one")
    queue = redis.Redis.from_url(valkey.url())
    queue.set("kept", "yes")
    assert queue.waitaof(1, 0, 60_000) == [1, 0]  # it is on the disk, where Valkey writes every second
    os.kill(int((postgres.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    os.kill(queue.info()["process_id"], signal.SIGKILL)
    postgres.wait(answering=False)
    valkey.wait(answering=False)

    assert (postgres.start(), valkey.start()) == (True, True)
    assert rows(postgres.url(), "SELECT one FROM kept") == [(1,)]
    assert redis.Redis.from_url(valkey.url()).get("kept") == b"yes"


@pytest.mark.fault
def test_lock_left_by_a_dead_server_whose_number_another_program_has(place):
    postgres = embedded.PostgreSQL(place, temporary=True)
    postgres.start()
    files = (postgres.data / "postmaster.pid", postgres.sockets / ".s.PGSQL.5432.lock")
    locks = {file: file.read_text().splitlines() for file in files}
    postgres.stop()
    for file, lock in locks.items():
        file.write_text("\n".join([str(os.getpid()), *lock[1:]]) + "\n")

    assert postgres.start() is True


def test_servers_named_by_the_environment_are_used_and_none_started(place):
    named = {"DATABASE_URL": "postgres://db.example/zhijian", "REDIS_URL": "redis://queue.example/0"}
    with services.available(named, temporary=True) as addresses:
        assert addresses == {}
    with services.available({"DATABASE_URL": named["DATABASE_URL"]}, temporary=True) as addresses:
        assert list(addresses) == ["REDIS_URL"]
        assert redis.Redis.from_url(addresses["REDIS_URL"]).ping() is True
        assert not (folder_of(addresses["REDIS_URL"]) / "postgres").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_the_command_and_the_servers(bare_environment, number):
    default = "import signal, time; [signal.signal(n, signal.SIG_DFL) for n in (1, 2, 15)]"
    running = start(
        f"{default}; {PRINT_ADDRESSES}; time.sleep(600)", environment=bare_environment, stdin=subprocess.DEVNULL
    )
    queue = json.loads(running.stdout.readline())[1]
    running.send_signal(number)

    assert running.wait(timeout=300) == 128 + number
    assert not folder_of(queue).exists()


@pytest.mark.fault
def test_servers_of_a_killed_starter_are_ended_by_the_next_one(bare_environment):
    program = f"{PRINT_ADDRESSES}; import sys; sys.stdin.read()"  # as long as the test lives
    running = start(program, environment=bare_environment, stdin=subprocess.PIPE)
    queue = json.loads(running.stdout.readline())[1]
    running.kill()
    running.wait()
    abandoned = folder_of(queue)
    assert redis.Redis.from_url(queue).ping() is True
    two_minutes_ago = time.time() - 120
    os.utime(abandoned / "owner", (two_minutes_ago, two_minutes_ago))

    services.discard_abandoned(abandoned.parent)

    assert not abandoned.exists()
    with pytest.raises(redis.ConnectionError):
        redis.Redis.from_url(queue).ping()
    running.stdin.close()


def test_servers_in_use_are_not_taken_for_abandoned(place):
    valkey = embedded.Valkey(place, temporary=True)
    valkey.start()
    two_minutes_ago = time.time() - 120
    os.utime(place / "owner", (two_minutes_ago, two_minutes_ago))

    services.discard_abandoned(place.parent)

    assert valkey.ready()


def test_sockets_have_short_paths_however_deep_the_folder():
    deep = Path("/home") / ("a" * 60) / ("b" * 60)
    assert embedded.socket_folder(deep) != embedded.socket_folder(deep / "c")
    assert len(str(embedded.socket_folder(deep) / ".s.PGSQL.5432")) <= embedded.LONGEST_SOCKET
    shallow = Path("/var/lib/zhijian/0123456789ab")
    assert embedded.socket_folder(shallow) == shallow / "run"
