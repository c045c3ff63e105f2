"""What the machine itself must bring: libraries, fonts and programs, by apt where that is allowed.

Standard library only: it runs before there is a virtual environment.
"""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FONTS = Path("/usr/share/fonts")


class Missing(Exception):
    """Something is missing that cannot be installed from here; the text says what to install."""


@dataclass(frozen=True)
class Need:
    """One thing of the machine: how to see that it is there, and the Debian package that brings it."""

    package: str
    reason: str
    there: Callable[[], bool]
    indispensable: bool = True


def _library(name: str) -> Callable[[], bool]:
    def there() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return there


def _font(pattern: str) -> Callable[[], bool]:
    return lambda: next(FONTS.rglob(pattern), None) is not None


def chromium() -> str | None:
    """The browser of the browser tests: ZHIJIAN_CHROMIUM, or the first one found by its usual names."""
    names = (os.environ.get("ZHIJIAN_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


RENDERING = (
    Need("libpango-1.0-0", "sets the reports", _library("libpango-1.0.so.0")),
    Need("libpangoft2-1.0-0", "sets the reports", _library("libpangoft2-1.0.so.0")),
    Need("libharfbuzz-subset0", "embeds fonts; without it a report takes four times as long",
         _library("libharfbuzz-subset.so.0")),
    Need("fonts-liberation", "Latin letters and digits of the reports", _font("LiberationSerif-Regular.ttf"), False),
    Need("fonts-arphic-uming", "rare characters of names", _font("uming.ttc"), False),
)  # fmt: skip
TESTING = (
    Need("chromium", "the browser tests; they fail without it", lambda: chromium() is not None, False),
    Need(
        "poppler-utils", "tests that look into finished reports", lambda: shutil.which("pdftotext") is not None, False
    ),
)


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt(*arguments: str) -> bool:
    """Runs apt-get without questions; False when it failed, with its words on the screen."""
    command = ["apt-get", "-q", "-y", "-o", "APT::Sandbox::User=root", "-o", "Dpkg::Use-Pty=0", *arguments]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode == 0


def apt_retrying(*arguments: str) -> bool:
    """As `apt`; a failure is tried once more after fetching fresh package lists, where root may do that."""
    return apt(*arguments) or (may_install() and apt("update") and apt(*arguments))


def ensure(needs: tuple[Need, ...]) -> list[str]:
    """Installs what is missing. Returns one sentence for each thing that stays missing and can be done without;
    raises `Missing` for one that cannot."""
    missing = [need for need in needs if not need.there()]
    if missing and may_install():
        packages = [need.package for need in missing]
        print(f"Installing by apt: {' '.join(packages)}", flush=True)
        apt_retrying("install", "--no-install-recommends", *packages)
        missing = [need for need in missing if not need.there()]
    if fatal := [need for need in missing if need.indispensable]:
        raise Missing(f"Please install as root: apt-get install {' '.join(need.package for need in fatal)}")
    return [f"Missing: {need.package} ({need.reason}). As root: apt-get install {need.package}" for need in missing]
