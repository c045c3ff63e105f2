"""The demo: both inspections loaded, their reports rendered by a worker into var/demo, then the site with its worker.

    SERVE=0     end after the reports
    PORT=8000   where the site answers, on this machine only

Ends everything it started, the embedded servers too, on Ctrl-C.
"""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from scripts.embedded import CHECKOUT, ServiceError
from scripts.services import available

OUT = CHECKOUT / "var/demo"
HOST = "127.0.0.1"


def manage(*arguments: str, environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=CHECKOUT, env=environment, check=True)


@contextmanager
def background(name: str, *command: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Runs a program beside us, its words in var/NAME.log, and ends it in the end: first politely, then not."""
    log = CHECKOUT / f"var/{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=CHECKOUT,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for us alone: we end it, in order
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def collect_static(environment: dict[str, str]) -> None:
    """Collects and compresses static files, unless they are as they were last time."""
    files = [file for file in (CHECKOUT / "static").rglob("*") if file.is_file()]
    state = [f"{file} {file.stat().st_mtime_ns}" for file in sorted([*files, CHECKOUT / "requirements.lock"])]
    digest = hashlib.sha256("\n".join(state).encode()).hexdigest()
    stamp = CHECKOUT / "var/static.collected"
    if (CHECKOUT / "var/static").exists() and stamp.exists() and stamp.read_text() == digest:
        return
    manage("collectstatic", "--noinput", "--clear", "--verbosity", "0", environment=environment)
    stamp.write_text(digest)


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server will
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def await_answer(site: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and site.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("The site does not answer; see var/site.log.")


def serve(port: int, worker: subprocess.Popen[bytes], environment: dict[str, str]) -> None:
    """Serves the site until Ctrl-C, or until one of both programs ends by itself."""
    settings = ["--workers", "2", "--threads", "4", "--keep-alive", "30", "--access-logfile", "-"]
    with background("site", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}", *settings,
                    environment=environment) as site:  # fmt: skip
        await_answer(site, port)
        print(f"\n执检 Zhijian: http://{HOST}:{port}/    (Ctrl-C ends everything)\n", flush=True)
        while (ended := next((p for p in (site, worker) if p.poll() is not None), None)) is None:
            time.sleep(0.5)
    sys.exit(f"{'The site' if ended is site else 'The worker'} ended by itself; see the logs in var/.")


def demo(environment: dict[str, str], *, port: int, serving: bool) -> None:
    manage("migrate", "--verbosity", "0", environment=environment)
    celery = ["celery", "--app", "config", "worker", "--beat", "--queues", "default,pdf", "--concurrency", "2"]
    with background("worker", *celery, environment=environment) as worker:
        collect_static(environment)
        manage("load_sample", "--people", environment=environment)
        manage("render_demo", "--out", str(OUT), environment=environment)
        if serving:
            serve(port, worker, environment)


def main() -> None:
    port, serving = int(os.environ.get("PORT", "8000")), os.environ.get("SERVE", "1") != "0"
    if serving and not port_is_free(port):
        sys.exit(f"Port {port} is in use: is the demo running already? Otherwise: make demo PORT={port + 1}")
    (CHECKOUT / "var").mkdir(exist_ok=True)
    ours = {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "ZHIJIAN_DEBUG": "0"}
    with available(os.environ) as addresses:
        try:
            demo({**os.environ, **ours, **addresses}, port=port, serving=serving)
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave servers behind


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    try:
        main()
    except KeyboardInterrupt:
        print("\nEnded.")
    except subprocess.CalledProcessError as failed:
        sys.exit(f"{' '.join(map(str, failed.cmd[1:]))} ended with {failed.returncode}; see also the logs in var/.")
    except ServiceError as error:
        sys.exit(f"services: {error}")
