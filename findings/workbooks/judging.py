"""A workbook that was read, set against what the draft says by now: what it changes, where the two disagree, what in it
is wrong. Nothing is taken by this; what would be written stands in `sections`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from findings.returns.changes import Change, Conflict, changes, merge
from findings.returns.content import ROWS, Content, Value, digest_of, flat
from findings.returns.rules import Facts, Fault, faults
from findings.returns.together import fields_of, put_back
from findings.workbooks.reading import CellFault, Reading
from inspections.asking.model import Form, SectionKind


@dataclass(frozen=True, slots=True)
class Wanted:
    """A section as it is to be saved: what the person had before her, and what she makes of it."""

    seen: dict[str, Value]
    written: dict[str, Value]


@dataclass(slots=True)
class Judgement:
    """`same` counts cells that say what the draft says; `left` are faults of the draft as it would be, beyond the cells
    that are not taken."""

    same: int = 0
    changed: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    errors: list[CellFault] = field(default_factory=list)
    left: list[Fault] = field(default_factory=list)
    sections: dict[str, Wanted] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Two judgements that say the same have the same one: who confirms has seen it."""
        said = [
            [[one.address, one.before, one.after] for one in self.changed],
            [[one.address, one.base, one.ours, one.theirs] for one in self.conflicts],
            [one.where for one in self.errors],
        ]
        return digest_of(said)


def judge(
    form: Form, base: Content, ours: Content, reading: Reading, facts: Facts, taken: Collection[str] = ()
) -> Judgement:
    """`base` was written out, `ours` stands in the draft by now, `reading` came back. `taken` are the addresses of
    conflicts at which the workbook counts; at others the draft stays as it is."""
    theirs = {key: dict(written) for key, written in reading.content.items()}
    judgement = Judgement(errors=list(reading.faults))
    found = faults(form, _candidate(form, base, ours, theirs), facts)
    _leave_out_errors(base, theirs, reading, found, judgement)
    for section in form.sections:
        seen, our, written = (dict(side.get(section.key, {})) for side in (base, ours, theirs))
        if section.kind == SectionKind.FINDINGS:
            judgement.conflicts += _settle_rows(section.key, seen, our, written, taken)
        merged = merge(seen, our, written, section=section.key)
        for clash in merged.conflicts:
            address = clash.address.partition(".")[2]
            _put(seen, address, clash.ours if clash.address in taken else clash.base)
            _put(written, address, clash.theirs if clash.address in taken else clash.base)
        judgement.conflicts += merged.conflicts
        judgement.changed += merged.taken
        judgement.sections[section.key] = Wanted(seen, written)
    _count(reading, theirs, judgement)
    return judgement


def _candidate(
    form: Form, base: Content, ours: Content, theirs: Mapping[str, dict[str, Value]]
) -> dict[str, dict[str, Value]]:
    """The draft with all of the workbook in it: what the rules are asked about."""
    content = {}
    for section in form.sections:
        merged = merge(base.get(section.key, {}), ours.get(section.key, {}), theirs.get(section.key, {}))
        written = merged.written | {clash.address: clash.theirs for clash in merged.conflicts}
        content[section.key] = {address: value for address, value in written.items() if value}
    return content


def _leave_out_errors(
    base: Content, theirs: dict[str, dict[str, Value]], reading: Reading, found: list[Fault], judgement: Judgement
) -> None:
    """A cell that the rules refuse stays out; a fault at what the workbook did not touch is one of the draft."""
    was, now = flat(base), flat(theirs)
    touched = {change.address for change in changes(base, theirs)}
    touched |= {address for address in reading.cells if _row_of(address) in _new_rows(was, now)}
    for fault in found:
        if not (fault.is_error and fault.address in touched and fault.address in reading.cells):
            judgement.left.append(fault)
            continue
        section, _, address = fault.address.partition(".")
        text = str(theirs[section].get(address, ""))
        judgement.errors.append(CellFault(reading.cells[fault.address], fault.message, fault.address, text))
        _put(theirs[section], address, was.get(fault.address, ""))


def _new_rows(was: Mapping[str, Value], now: Mapping[str, Value]) -> set[str]:
    """ "problems.w1-9" of every finding that the workbook brings."""
    lists = [address for address in now if address.endswith(f".{ROWS}") and address.count(".") == 1]
    return {
        f"{address.partition('.')[0]}.{row}"
        for address in lists
        for row in now[address]
        if row not in was.get(address, [])
    }


def _row_of(address: str) -> str:
    return address.rpartition(".")[0]


# --- Whole rows ------------------------------------------------------------------------------------------------------


def _settle_rows(
    key: str, base: dict[str, Value], ours: dict[str, Value], theirs: dict[str, Value], taken: Collection[str]
) -> list[Conflict]:
    """A finding that one side took away while the other one changed it is one conflict, not one for each field. It is
    settled in place: `base` becomes what the draft says, `theirs` what is to be."""
    conflicts = []
    for row in list(base.get(ROWS, [])):
        was, our, their = (fields_of(side, row) for side in (base, ours, theirs))
        is_gone_here, is_gone_there = row not in ours.get(ROWS, []), row not in theirs.get(ROWS, [])
        clashes = (is_gone_there and not is_gone_here and our != was) or (
            is_gone_here and not is_gone_there and their != was
        )
        if not clashes:
            continue
        full = f"{key}.{row}"
        conflicts.append(Conflict(full, _title(was, row), _title(our, row), _title(their, row)))
        wanted = (their, not is_gone_there) if full in taken else (our, not is_gone_here)
        order = ours.get(ROWS, [])
        _set_row(base, row, our, is_there=not is_gone_here, order=order)
        _set_row(theirs, row, *wanted, order=order)
    return conflicts


def _title(fields: Mapping[str, Value], row: str) -> str:
    """What a finding is called; "" when it was taken away."""
    texts = [str(fields.get(f"{row}.{name}", "")) for name in ("title", "facts")]
    return next(filter(None, texts), "…" if fields else "")


def _set_row(
    written: dict[str, Value], row: str, fields: Mapping[str, Value], is_there: bool, *, order: Sequence[str]
) -> None:
    for address in fields_of(written, row):
        del written[address]
    rows = written.get(ROWS, [])
    rows = list(rows) if isinstance(rows, list) else []
    if is_there:
        written.update(fields)
        rows = rows if row in rows else put_back(row, rows, order)
    else:
        rows = [one for one in rows if one != row]
    _put(written, ROWS, rows)


def _put(written: dict[str, Value], address: str, value: Value) -> None:
    if value:
        written[address] = value
    else:
        written.pop(address, None)


def _count(reading: Reading, theirs: Mapping[str, dict[str, Value]], judgement: Judgement) -> None:
    named = {one.address for one in judgement.changed} | {one.address for one in judgement.conflicts}
    named |= {one.address for one in judgement.errors}
    said = flat(theirs)
    judgement.same = sum(1 for address in reading.cells if said.get(address) and address not in named)
