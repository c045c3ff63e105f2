"""Measuring: wall time and the peak of a whole process tree's memory (PSS, so that shared pages count once)."""

import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Result:
    """Seconds of each round, and the largest memory seen, in MiB."""

    seconds: list[float] = field(default_factory=list)
    peak: float = 0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


class Missing(Exception):
    """The alternative is not here and may not be installed; the text says why."""


def tree(pid: int) -> list[int]:
    """The process and all it has started."""
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                todo += map(int, children.read_text().split())
            except OSError:  # it ended while we looked
                continue
    return found


def memory(pid: int) -> float:
    """PSS of the tree in MiB; a process that has just ended counts nothing."""
    total = 0
    for one in tree(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def parents(pid: int) -> list[int]:
    """The process that started this one, the one that started that, and so on."""
    found = []
    while pid > 1:
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            break
        found.append(pid)
    return found


class Watch:
    """Watches the memory of process trees while it is open: every `every` seconds, for looking costs time itself."""

    def __init__(self, *pids: int, every: float = 0.05) -> None:
        self._pids, self._every, self._stop, self.peak = pids, every, threading.Event(), 0.0
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._stop.wait(self._every):
            self.peak = max(self.peak, sum(map(memory, self._pids)))

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


def command(arguments: list[str], environment: Mapping[str, str]) -> Callable[[bool], float]:
    """A whole process as something to measure; it tells its peak when asked to watch."""

    def run(watch: bool) -> float:
        quiet = subprocess.DEVNULL
        with subprocess.Popen(arguments, env=dict(environment), stdin=quiet, stdout=quiet, stderr=quiet) as process:
            peak = 0.0
            if watch:
                with Watch(process.pid) as watching:
                    process.wait()
                peak = watching.peak
            if process.wait():
                raise RuntimeError(f"{arguments[0]} ended with {process.returncode}")
        return peak

    return run


def interleaved(tasks: Mapping[str, Callable[[bool], float]], rounds: int) -> dict[str, Result]:
    """Every task once to warm the caches and see its memory, then `rounds` times in turn: noise falls on all alike."""
    results = {name: Result() for name in tasks}
    for name, task in tasks.items():
        results[name].peak = task(True)
    for _ in range(rounds):
        for name, task in tasks.items():
            began = time.perf_counter()
            task(False)
            results[name].seconds.append(time.perf_counter() - began)
    return results
