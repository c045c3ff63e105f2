"""A frozen document as PDF: made in a process of its own, with limits, without a network and without our secrets.

`render` keeps one warm process per worker process and set of fonts. It has loaded the renderer and the fonts once and
forks a child for each print: nothing of one report is left for the next, and memory does not grow.
"""

import atexit
import hashlib
import json
import os
import select
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from core.text import Text

from .fonts import FontSet
from .notices import Notice
from .pieces import Layout

Variant = Literal["pdf/ua-1", "pdf/a-2u", "pdf/a-3u"]
ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "LD_LIBRARY_PATH", "TMPDIR", "TZ")
CRASHED = Text(
    "排版程序意外中止，文件没有生成。请检查最近修改的段落后重试。",
    "The renderer stopped unexpectedly; no file was made. Check the paragraphs changed last and try again.",
)
TOO_LONG = Text("全文过长，超过{}个字符。", "The text is longer than {:,} characters.")
TIME = Text(
    "文件过于复杂，未能在{}秒内生成。请缩短段落或拆分表格后重试。",
    "The document is too complex: it could not be made within {} seconds. Shorten paragraphs or split tables.",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one print. `seconds` is wall and processor time, `megabytes` of address space; the others are characters."""

    seconds: int = 120
    megabytes: int = 3072
    longest_text: int = 200_000
    whole: int = 4_000_000


@dataclass(frozen=True, slots=True)
class Rendered:
    """The file, what was noticed while it was set, the SHA-256 of the file, its number of pages, and the SHA-256 of
    the font behind each face: the same fonts are needed to get the same bytes again.
    """

    pdf: bytes
    notices: tuple[Notice, ...]
    digest: str
    pages: int
    fonts: Mapping[str, str]


class RenderFailed(Exception):
    """No file was made; `sentence` says why in both languages. Trying again without a change gives the same."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


def render(
    content: str,
    layout: Layout,
    fonts: FontSet,
    variant: Variant | None = "pdf/ua-1",
    limits: Limits | None = None,
    only: str = "",
    tick: Callable[[], None] | None = None,
) -> Rendered:
    """The document `content` (canonical JSON) as PDF; the same content, fonts and layout give the same bytes.

    `variant` asks for accessibility (PDF/UA) or archiving (PDF/A), None for neither. `only` prints the one section with
    that key: a preview while it is written. `tick` is called every second while the print goes on; what it raises ends
    the print. Raises `RenderFailed`; everything else wrong with a text is a notice.
    """
    return engine(fonts).render(content, layout, variant, limits or Limits(), only, tick)


class Engine:
    """One warm process. Prints one document at a time; threads wait for each other."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def render(
        self,
        content: str,
        layout: Layout,
        variant: Variant | None,
        limits: Limits,
        only: str = "",
        tick: Callable[[], None] | None = None,
    ) -> Rendered:
        """See the function `render`."""
        if len(content) > limits.whole:
            raise RenderFailed(filled(TOO_LONG, limits.whole))
        request = json.dumps(
            {"content": content, "layout": layout, "variant": variant, "only": only, "limits": asdict(limits)}
        ).encode()
        with self._lock:
            answer, pdf = self._ask(request, limits, tick or (lambda: None))
        if failed := answer.get("failed"):
            raise RenderFailed(Text(failed["zh"], failed["en"]))
        notices = tuple(Notice(one["level"], Text(one["zh"], one["en"]), one["where"]) for one in answer["notices"])
        return Rendered(pdf, notices, hashlib.sha256(pdf).hexdigest(), answer["pages"], self._fonts.digests())

    @property
    def pid(self) -> int | None:
        """The process that waits for prints, None before the first one."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Load the renderer now instead of with the first print."""
        with self._lock:
            self._started()

    def close(self) -> None:
        """End the process; the next print starts another."""
        if self._process:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    stream.close()
            self._process = None
        if self._folder:
            self._folder.cleanup()
            self._folder = None

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process and self._process.poll() is None:
            return self._process
        self.close()
        self._folder = tempfile.TemporaryDirectory(prefix="zhijian-pdf-")
        config = self._fonts.install(Path(self._folder.name))
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment |= {"PYTHONPATH": str(ROOT), "FONTCONFIG_FILE": str(config), "PYTHONHASHSEED": "0",
                        "HOME": self._folder.name, "LANG": "C.UTF-8"}  # fmt: skip
        self._process = subprocess.Popen(
            [sys.executable, "-m", "reports.document.worker", self._fonts.to_json()],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd=self._folder.name,
        )  # fmt: skip
        return self._process

    def _ask(self, request: bytes, limits: Limits, tick: Callable[[], None]) -> tuple[dict[str, Any], bytes]:
        """The answer to one request; a process that did not give it, or whose answer nobody waits for, is ended."""
        process = self._started()
        try:
            _write(process, len(request).to_bytes(8, "big") + request)
            deadline = time.monotonic() + limits.seconds + 30  # the process itself watches the time of its child
            head = json.loads(_read(process, deadline, tick))
            return head, _read(process, deadline, tick)
        except TimeoutError:
            self.close()
            raise RenderFailed(filled(TIME, limits.seconds)) from None
        except (BrokenPipeError, EOFError):
            self.close()
            raise RenderFailed(CRASHED) from None
        except BaseException:
            self.close()
            raise


def filled(text: Text, value: int) -> Text:
    """A sentence with its number."""
    return Text(text.zh.format(value), text.en.format(value))


def _write(process: "subprocess.Popen[bytes]", data: bytes) -> None:
    if process.stdin:  # always: it was started with a pipe
        process.stdin.write(data)
        process.stdin.flush()


def _read(process: "subprocess.Popen[bytes]", deadline: float, tick: Callable[[], None]) -> bytes:
    """One length and as many bytes as it says."""
    size = int.from_bytes(_exactly(process, 8, deadline, tick), "big")
    return _exactly(process, size, deadline, tick)


def _exactly(process: "subprocess.Popen[bytes]", size: int, deadline: float, tick: Callable[[], None]) -> bytes:
    parts = []
    while size and process.stdout:
        ready, _, _ = select.select([process.stdout], [], [], 1)
        if not ready:
            if time.monotonic() > deadline:
                raise TimeoutError
            tick()
            continue
        part = os.read(process.stdout.fileno(), min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


_engines: dict[tuple[int, str], Engine] = {}
_guard = threading.Lock()


def engine(fonts: FontSet) -> Engine:
    """The warm engine of this process for these fonts; a forked process gets its own."""
    with _guard:
        return _engines.setdefault((os.getpid(), fonts.to_json()), Engine(fonts))


@atexit.register
def close_engines() -> None:
    """End the warm processes this process has started."""
    for (pid, _), one in list(_engines.items()):
        if pid == os.getpid():
            one.close()
