"""The repository holds only what was written for it: no fonts, no minified files, no traces of a workplace."""

import re
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LARGEST = 400_000  # bytes; above that it is data or somebody else's work
LEFT_OUT = {".venv", "var", "__pycache__", ".git", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"}
HOSTS = ("pypi", "pythonhosted", "npmjs", "jsdelivr", "unpkg", "cdnjs", "crates")


def project_files():
    """Files of the project: what git has or would take, or everything but run-time folders outside of git."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        files = [CHECKOUT / name for name in listed.stdout.split("\0") if name]
    else:
        files = [path for path in CHECKOUT.rglob("*") if not LEFT_OUT & set(path.relative_to(CHECKOUT).parts)]
        files = [path for path in files if path.suffix != ".mo"]
    return [file for file in files if file.is_file()]


FILES = project_files()


def texts():
    for file in FILES:
        try:
            yield file, file.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def names(files):
    return sorted(str(file.relative_to(CHECKOUT)) for file in files)


def test_the_listing_sees_the_project():
    assert {"manage.py", "Makefile", "config/settings/base.py"} <= set(names(FILES))


def test_no_fonts_and_nothing_minified():
    foreign = re.compile(r"\.(min\.(js|css)|woff2?|ttf|otf|ttc|eot|map|whl|mo)$")
    assert names(file for file in FILES if foreign.search(file.name)) == []


def test_nothing_is_very_large():
    assert names(file for file in FILES if file.stat().st_size > LARGEST) == []


def test_no_path_of_anybodys_machine():
    home = re.compile(r"(?<![\w.$~/<])/(?:root/|work/|home/[a-z]\w*/|Users/\w+/)")
    assert names(file for file, text in texts() if home.search(text)) == []
    assert names(file for file, text in texts() if f"{CHECKOUT}/" in text) == []


def test_no_host_of_a_package_registry():
    host = re.compile(rf"[\w.-]*(?:{'|'.join(HOSTS)})[\w-]*\.(?:org|com|net|io)")
    assert names(file for file, text in texts() if host.search(text)) == []


@pytest.mark.parametrize("name", ["Makefile", ".ci/run", "scripts/services.py", "manage.py"])
def test_set_up_files_are_there(name):
    assert (CHECKOUT / name).is_file()


def test_programs_can_be_called():
    assert [name for name in (".ci/run", "manage.py") if not (CHECKOUT / name).stat().st_mode & 0o100] == []
