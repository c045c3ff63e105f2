"""Effort as a number that is the same on every machine: no test judges how long something took."""

import sys
from collections.abc import Callable


def steps(work: Callable[[], object]) -> int:
    """How many functions, Python's and C's, are called while `work` runs; loops inside of C count as one."""
    counted = 0

    def count(frame, event, argument) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted
