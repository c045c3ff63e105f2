"""A server for measuring: gunicorn with several workers on a free port, on the database of this process."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def server(
    media: str, *, workers: int, threads: int, application: str = "config.wsgi", sign: str = "/healthz"
) -> Iterator[int]:
    """The port on which `application` answers, from when `sign` does; it is ended afterwards."""
    from django.conf import settings
    from django.db import connection

    from scripts.embedded import database_url

    listener = socket.create_server(("127.0.0.1", 0))  # handed on open: nobody takes the port meanwhile
    port = listener.getsockname()[1]
    address = urlsplit(os.environ.get("DATABASE_URL") or database_url())
    environment = {
        **os.environ,
        "DATABASE_URL": urlunsplit(address._replace(path=f"/{connection.settings_dict['NAME']}")),
        "REDIS_URL": settings.REDIS_URL,
        "ZHIJIAN_MEDIA_ROOT": media,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"fd://{listener.fileno()}"]
    command += ["--workers", str(workers), "--threads", str(threads), "--keep-alive", "30", "--log-level", "error"]
    with listener:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            pass_fds=[listener.fileno()],
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}{sign}")
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(300)


def wait_for(url: str) -> None:
    """Until the address answers, with whatever."""
    for _ in range(3000):
        try:
            urlopen(url, timeout=2)  # noqa: S310  our own server
            return
        except HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)
