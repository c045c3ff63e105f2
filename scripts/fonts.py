"""The free Chinese faces of a report (Fandol 仿宋, 楷体, 黑体, 宋体), out of Debian's texlive-lang-chinese.

Only the font files are unpacked, no TeX and nothing system-wide; one cache serves all checkouts of a user. The fonts
have no distributor of their own among packages that pip could install, and are under a licence (GPL with the font
exception) that lets a document embed them.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from scripts.system import apt_retrying

CHECKOUT = Path(__file__).resolve().parents[1]
PACKAGE = "texlive-lang-chinese"
LICENCE = f"COPYING.{PACKAGE}"
FACES = (
    "FandolFang-Regular.otf",
    "FandolKai-Regular.otf",
    "FandolHei-Regular.otf",
    "FandolSong-Regular.otf",
    "FandolSong-Bold.otf",
)
INSTALLED = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
SPARE = "requirements-fonts.lock"  # two faces as a Python package, for where apt is out of reach
SPARE_FACES = ("NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf")


def cache_folder() -> Path:
    if os.geteuid() == 0:
        return Path("/var/cache/zhijian/fonts")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zhijian/fonts"


def is_font(file: Path) -> bool:
    """Whether `file` is an OpenType font: by its first four bytes and a size no empty or broken file has."""
    if not file.is_file() or file.stat().st_size < 1_000_000:
        return False
    with file.open("rb") as handle:
        return handle.read(4) == b"OTTO"


def complete(folder: Path) -> bool:
    return all(is_font(folder / name) for name in FACES)


def place(source: Path, target: Path) -> None:
    """Puts a file at `target` in one step: another checkout may be doing the same."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        os.link(source, unfinished)
    except OSError:  # another file system
        shutil.copy2(source, unfinished)
    unfinished.replace(target)


def fetch(folder: Path) -> bool:
    """Downloads the package and keeps its Fandol fonts and licence in `folder`; False when apt cannot."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return False
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        before = Path.cwd()
        os.chdir(temporary)  # apt-get downloads into the folder it is called in
        try:
            downloaded = apt_retrying("download", PACKAGE)
        finally:
            os.chdir(before)
        archive = next(Path(temporary).glob(f"{PACKAGE}_*.deb"), None)
        if not downloaded or archive is None:
            return False
        unpack(archive, Path(temporary))
        for name in (*FACES, LICENCE):
            place(Path(temporary) / name, folder / name)
    return True


def unpack(archive: Path, folder: Path) -> None:
    wanted = {name: name for name in FACES} | {"copyright": LICENCE}
    with (
        subprocess.Popen(["dpkg-deb", "--fsys-tarfile", archive], stdout=subprocess.PIPE) as unpacking,
        tarfile.open(fileobj=unpacking.stdout, mode="r|") as members,
    ):
        for member in members:
            name = wanted.get(Path(member.name).name)
            if name and member.isfile() and ("/fandol/" in member.name or name == LICENCE):
                content = members.extractfile(member)
                if content:
                    (folder / name).write_bytes(content.read())


def spare(python: Path, folder: Path) -> bool:
    """The faces of the Python package, where apt is out of reach: upright Song and Hei, no 仿宋 and no 楷体."""
    if all((folder / name).exists() for name in SPARE_FACES):
        return True
    with tempfile.TemporaryDirectory() as temporary:
        command = [python, "-m", "pip", "install", "-q", "--require-hashes", "--no-deps", "--target", temporary]
        if subprocess.run([*command, "-r", CHECKOUT / SPARE], check=False).returncode:
            return False
        for name in SPARE_FACES:
            place(next(Path(temporary).rglob(name)), folder / name)
    return True


def ensure(python: Path, folder: Path) -> list[str]:
    """Puts the faces into `folder`. Returns sentences about what could not be had."""
    if complete(folder):
        return []
    cache = next((place for place in (cache_folder(), INSTALLED) if complete(place)), cache_folder())
    if not complete(cache):
        print(f"Fetching the Fandol fonts out of Debian's {PACKAGE} (49 MB, once) ...", flush=True)
        if not fetch(cache):
            there = spare(python, folder)
            instead = "the reports use Noto instead" if there else "the reports use whatever Chinese font is installed"
            return [f"The Fandol fonts could not be fetched by apt; {instead}. On Debian: apt-get update, then again."]
    for name in (*FACES, LICENCE):
        if (cache / name).exists():
            place(cache / name, folder / name)
    if not complete(folder):
        sys.exit(f"The fonts in {folder} are broken; remove the folder and {cache_folder()}, then try again.")
    return []
