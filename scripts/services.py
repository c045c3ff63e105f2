#!/usr/bin/env python3
"""The embedded PostgreSQL and Valkey of this checkout, ended by whoever started them.

    services.py start | stop | status
    services.py run [--temporary] -- COMMAND ...

`run` starts what is not there yet, tells COMMAND the addresses in DATABASE_URL and REDIS_URL, and afterwards ends what
it started itself. With --temporary the servers live in a private folder that is removed afterwards. Where
DATABASE_URL or REDIS_URL is already set, that server is used and none is started in its place.
"""

import argparse
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

if not __package__:  # called by its path
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.embedded import (  # noqa: E402
    PostgreSQL,
    ServiceError,
    Valkey,
    is_root,
    servers,
    service_user,
    socket_folder,
    state_folder,
)

TEMPORARY = "zhijian-services-"

# --- Temporary servers -----------------------------------------------------------------------------------------------


def discard(folder: Path) -> None:
    for server in servers(folder):
        with suppress(ServiceError):
            server.stop()
    shutil.rmtree(folder)
    if socket_folder(folder).parent != folder:
        shutil.rmtree(socket_folder(folder), ignore_errors=True)


def discard_abandoned(parent: Path) -> None:
    """Ends temporary servers whose starter was killed: nobody holds the lock on them any more."""
    user = service_user()
    mine = {os.geteuid(), *([user.pw_uid] if user else [])}
    for folder in parent.glob(f"{TEMPORARY}*"):
        owner = folder / "owner"
        try:
            if folder.stat().st_uid not in mine or time.time() - owner.stat().st_mtime < 60:
                continue
            with owner.open() as handle:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                discard(folder)
        except (FileNotFoundError, BlockingIOError):
            continue  # ended meanwhile, or in use


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A private folder for temporary servers; they are ended and it is removed afterwards."""
    parent = Path("/tmp" if is_root() else tempfile.gettempdir())
    discard_abandoned(parent)
    folder = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=parent))
    with (folder / "owner").open("w") as owner:
        fcntl.flock(owner, fcntl.LOCK_EX)
        try:
            yield folder
        finally:
            discard(folder)


@contextmanager
def available(environment: Mapping[str, str], *, temporary: bool = False) -> Iterator[dict[str, str]]:
    """Yields the addresses of both servers as environment variables. Starts those that `environment` does not name;
    afterwards ends those it started."""
    with ExitStack() as stack:
        missing = [kind for kind in (PostgreSQL, Valkey) if not environment.get(kind.variable)]
        folder = stack.enter_context(temporary_folder()) if temporary and missing else state_folder()
        addresses = {}
        for kind in missing:
            server = kind(folder, temporary=temporary)
            if server.start():
                stack.callback(server.stop)
            addresses[kind.variable] = server.url()
        yield addresses


# --- The command -----------------------------------------------------------------------------------------------------


def run(command: list[str], *, temporary: bool) -> int:
    """Runs `command` beside the servers and passes signals on to it; its exit status."""
    child: subprocess.Popen[bytes] | None = None

    def pass_on(number: int, _frame: object) -> None:
        if child is None:
            raise SystemExit(128 + number)
        # The keyboard's Ctrl-C has reached the child already, as a member of the same foreground group.
        if not (number == signal.SIGINT and sys.stdin.isatty() and os.tcgetpgrp(0) == os.getpgrp()):
            child.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, pass_on)
    with available(os.environ, temporary=temporary) as addresses:
        child = subprocess.Popen(command, env={**os.environ, **addresses})
        status = child.wait()
    return status if status >= 0 else 128 - status


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in ("start", "stop", "status"):
        verbs.add_parser(verb)
    running = verbs.add_parser("run")
    running.add_argument("--temporary", action="store_true")
    running.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args(arguments)
    if given.verb == "run":
        command = given.command[1:] if given.command[:1] == ["--"] else given.command
        if not command:
            parser.error("run needs a command")
        return run(command, temporary=given.temporary)
    for server in servers():
        if given.verb == "start":
            print(f"{server.name}: {'started' if server.start() else 'already running'}, {server.url()}")
        elif given.verb == "stop":
            print(f"{server.name}: {'ended' if server.stop() else 'was not running'}")
        else:
            print(f"{server.name}: {'running, ' + server.url() if server.ready() else 'not running'}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except ServiceError as error:
        sys.exit(f"services: {error}")
