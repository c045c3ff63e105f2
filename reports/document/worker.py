"""The process that prints: `python -m reports.document.worker FONTS`, started by `pdf.Engine` and by nothing else.

It loads renderer and fonts, leaves the network, and forks a child for every request on its standard input. The child
has limits on time and memory; whatever happens to it, the answer is a file or a sentence.
"""

import ctypes
import gc
import json
import logging
import os
import resource
import select
import signal
import sys
import time
from typing import IO, Any

from core.text import Text

from . import faster, justify
from .fonts import FontSet
from .model import Document
from .pdf import CRASHED, TIME, RenderFailed, filled
from .pieces import LANGUAGES, Layout
from .printer import Printer, warm_up
from .store import from_json

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_PDEATHSIG = 1
NO_TEXT = {"zh": Text("本文件没有中文本。", "This document has no Chinese text."),
           "en": Text("本文件没有英文本。", "This document has no English text.")}  # fmt: skip
TOO_LONG = Text(
    "一段文字超过{}个字符，请拆分后重试（位置：@）。", "One text is longer than {:,} characters; split it (place: @)."
)
MEMORY = Text(
    "文件过大，超出了内存限额。请拆分表格或附件后重试。",
    "The document is too large for the memory allowed. Split its tables or annexes and try again.",
)


def serve(fonts: FontSet, source: IO[bytes], target: IO[bytes]) -> None:
    """Answer requests until the other side closes."""
    printer = Printer(fonts)
    warm_up(printer)
    leave_the_network()
    gc.collect()
    gc.freeze()
    gc.disable()
    while size := source.read(8):
        answer, pdf = in_a_child(printer, json.loads(source.read(int.from_bytes(size, "big"))), source)
        for part in (answer, pdf):
            target.write(len(part).to_bytes(8, "big") + part)
        target.flush()


def in_a_child(printer: Printer, request: dict[str, Any], source: IO[bytes]) -> tuple[bytes, bytes]:
    """The answer of a forked child, or a sentence for a child that did not answer in time or at all.

    Ends this process and the child when `source` closes: then nobody waits for the answer any more.
    """
    read_end, write_end = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(read_end)
        _child(printer, request, write_end)
    os.close(write_end)
    seconds = request["limits"]["seconds"]
    whole, late = _drain(read_end, source, time.monotonic() + seconds)
    if late:
        os.kill(pid, signal.SIGKILL)
    os.close(read_end)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if late or status == -signal.SIGXCPU:
        return _failed(filled(TIME, seconds)), b""
    if status or len(whole) < 8:
        # Pango and HarfBuzz abort where Python would raise MemoryError
        return _failed(MEMORY if status in (-signal.SIGABRT, -signal.SIGTRAP) else CRASHED), b""
    size = int.from_bytes(whole[:8], "big")
    return whole[8 : 8 + size], whole[8 + size :]


def _drain(read_end: int, source: IO[bytes], deadline: float) -> tuple[bytes, bool]:
    """Everything the child writes, and whether its time ran out."""
    parts: list[bytes] = []
    while True:
        waited: list[Any] = [read_end, source]
        ready, _, _ = select.select(waited, [], [], max(0, deadline - time.monotonic()))
        if source in ready:  # no second request comes before the answer to the first: the other side is gone
            os._exit(0)
        if not ready:
            return b"".join(parts), True
        part = os.read(read_end, 1 << 20)
        if not part:
            return b"".join(parts), False
        parts.append(part)


def _child(printer: Printer, request: dict[str, Any], write_end: int) -> None:
    """Print one request, write the answer and end; never returns."""
    status = 1
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # nobody reads the answer of an orphan
        limits = request["limits"]
        _limit(limits["seconds"], limits["megabytes"])
        try:
            answer, pdf = _printed(printer, request)
        except RenderFailed as failure:
            answer, pdf = _failed(failure.sentence), b""
        except MemoryError:
            answer, pdf = _failed(MEMORY), b""
        with os.fdopen(write_end, "wb") as pipe:
            pipe.write(len(answer).to_bytes(8, "big") + answer + pdf)
        status = 0
    except BaseException:  # the child must end here, whatever it was; the parent says so to the user
        logging.getLogger(__name__).exception("the print failed")
    finally:
        os._exit(status)


def _printed(printer: Printer, request: dict[str, Any]) -> tuple[bytes, bytes]:
    try:
        document = from_json(request["content"])
    except ValueError as error:
        raise RenderFailed(Text("文件内容已损坏，无法读取。", f"The document cannot be read: {error}.")) from error
    _check(document, request["layout"], request["limits"]["longest_text"], request["content"])
    pdf, notices, pages = printer.print(document, request["layout"], request["variant"], request["only"])
    plain = [{"level": one.level, "zh": one.message.zh, "en": one.message.en, "where": one.where} for one in notices]
    return json.dumps({"notices": plain, "pages": pages}).encode(), pdf


def _check(document: Document, layout: Layout, longest: int, content: str) -> None:
    for lang in LANGUAGES[layout]:
        if lang not in document.languages:
            raise RenderFailed(NO_TEXT[lang])
    if len(content) > longest:  # only then can one text be too long
        for where, text in _texts(json.loads(content)["document"], ""):
            if len(text) > longest:
                place = Text(TOO_LONG.zh.replace("@", where), TOO_LONG.en.replace("@", where))
                raise RenderFailed(filled(place, longest))


def _texts(value: Any, where: str) -> Any:
    """Every string of the plain JSON, with the key of the block it stands in."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, where)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(item, value.get("key") or where or name)


def _failed(sentence: Text) -> bytes:
    return json.dumps({"failed": {"zh": sentence.zh, "en": sentence.en}}).encode()


def _limit(seconds: int, megabytes: int) -> None:
    """Limits of this process: processor time, address space, and files no larger than a log may need."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 24, 1 << 24))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def leave_the_network() -> bool:
    """Move to a network namespace without any interface, where the system allows it; the fetcher refuses anyway."""
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.unshare(CLONE_NEWNET) == 0 or libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0


def main() -> None:
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing else may write between the answers
    justify.install()
    faster.install()
    serve(FontSet.from_json(sys.argv[1]), source, target)


if __name__ == "__main__":
    main()
