"""What changed between two contents, and two changes of one content brought together."""

from collections.abc import Mapping
from dataclasses import dataclass

from findings.returns.content import ROWS, Content, Value, flat

NOTHING: Value = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What stood at a full address and what stands there now; "" where there was or is nothing."""

    address: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides changed what stood at an address, and differently."""

    address: str
    base: Value
    ours: Value
    theirs: Value


@dataclass(frozen=True, slots=True)
class Merged:
    """`written` of a section with both changes in it; at a conflict ours stands until somebody decides."""

    written: dict[str, Value]
    taken: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]


def changes(before: Content, after: Content) -> list[Change]:
    """Every address whose value differs, in the order of the later content, then what was taken away."""
    was, now = flat(before), flat(after)
    order = [*now, *(address for address in was if address not in now)]
    return [
        Change(address, was.get(address, NOTHING), now.get(address, NOTHING))
        for address in order
        if was.get(address, NOTHING) != now.get(address, NOTHING)
    ]


def merge(
    base: Mapping[str, Value], ours: Mapping[str, Value], theirs: Mapping[str, Value], *, section: str = ""
) -> Merged:
    """Three-way, address by address: what only `theirs` changed is taken, what both changed differently is a conflict.

    Lists of rows are united in the order of `theirs`: rows that either side added stay, rows that one took away go.
    """
    written = dict(ours)
    taken, conflicts = [], []
    for address in dict.fromkeys((*base, *ours, *theirs)):
        was, our, their = (side.get(address, NOTHING) for side in (base, ours, theirs))
        full = f"{section}.{address}" if section else address
        if their in (was, our):
            continue
        if our == was or address == ROWS:
            value = _united(was, our, their) if address == ROWS else their
            taken.append(Change(full, our, value))
            _put(written, address, value)
        else:
            conflicts.append(Conflict(full, was, our, their))
    return Merged(written, tuple(taken), tuple(conflicts))


def _put(written: dict[str, Value], address: str, value: Value) -> None:
    if value:
        written[address] = value
    else:
        written.pop(address, None)


def _united(was: Value, our: Value, their: Value) -> Value:
    gone = (set(was) - set(our)) | (set(was) - set(their))
    return [row for row in dict.fromkeys((*their, *our)) if row not in gone]
