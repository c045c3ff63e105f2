#!/usr/bin/env python3
"""Makes this checkout ready: system libraries, virtual environment, fonts, messages. Quick when all is there.

    setup.py [--tests]      --tests: also what the tests and the linters need

Standard library only: it is what makes the virtual environment.
"""

import argparse
import hashlib
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree

from scripts import fonts, system

CHECKOUT = Path(__file__).resolve().parents[1]
ENVIRONMENT = CHECKOUT / ".venv"
PYTHON = ENVIRONMENT / "bin/python"


def works(python: Path) -> bool:
    """Whether the interpreter starts: a moved checkout or an upgraded Python leaves one that does not."""
    try:
        return subprocess.run([python, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_environment() -> None:
    if works(PYTHON):
        return
    if find_spec("ensurepip") is None and system.may_install():
        system.apt_retrying("install", "--no-install-recommends", "python3-venv")
    if find_spec("ensurepip") is None:
        raise system.Missing("Please install as root: apt-get install python3-venv")
    if ENVIRONMENT.exists():
        rmtree(ENVIRONMENT)
    subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)


def install(lock: Path) -> None:
    """Installs exactly what `lock` lists, unless the same list was installed last time."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = ENVIRONMENT / f"{lock.name}.installed"
    if stamp.exists() and stamp.read_text() == digest:
        return
    print(f"Installing the Python packages of {lock.name} ...", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
    subprocess.run([*pip, "-r", lock], check=True)
    stamp.write_text(digest)


def compile_messages() -> None:
    """Compiles translations that are newer than their compiled form."""
    for source in CHECKOUT.glob("locale/*/LC_MESSAGES/django.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            compiler = [PYTHON, "-m", "babel.messages.frontend", "compile", "-i", source, "-o", compiled]
            subprocess.run([*compiler, "-l", source.parents[1].name], check=True, capture_output=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tests", action="store_true")
    given = parser.parse_args()
    make_environment()
    install(CHECKOUT / ("requirements-dev.lock" if given.tests else "requirements.lock"))
    hints = system.ensure(system.RENDERING + (system.TESTING if given.tests else ()))
    hints += fonts.ensure(PYTHON, CHECKOUT / "var/fonts")
    compile_messages()
    for hint in hints:
        print(hint, file=sys.stderr)


if __name__ == "__main__":
    try:
        main()
    except system.Missing as missing:
        sys.exit(str(missing))
    except subprocess.CalledProcessError as failed:
        sys.exit(f"Set-up stopped: {' '.join(map(str, failed.cmd))} ended with {failed.returncode}")
