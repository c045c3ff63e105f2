"""Which inspectors go to which unit: those with the fewest units first, chance among equals, nobody to her office."""

import hmac
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from core.canonical import SPACES
from inspections.drawing.roster import Row, frame_of

_LOOSE = {ord(space): None for space in SPACES} | {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def office_key(text: str) -> str:
    """A name as offices are compared: without spaces, the letters A to Z small."""
    return text.translate(_LOOSE)


def own_names(unit: Row) -> set[str]:
    """The offices whose people may not go to this unit: those named like its number, its name or its place."""
    return {office_key(text) for text in (unit.ident, unit.name, unit.place)} - {""}


def other_spellings(
    units: Sequence[Row], inspectors: Sequence[Row], names: Iterable[Collection[str]]
) -> Iterator[tuple[Row, str]]:
    """Each inspector whose office is a place of the units under another of its `names`, and how the units spell it.

    Offices are compared as text, so such a person would be sent to her own place. `names` holds those of each place.
    """
    places = {office_key(unit.place): unit.place for unit in units}
    others: dict[str, str] = {}
    for spellings in names:
        keys = {office_key(name) for name in spellings} - {""}
        for key in keys:
            if elsewhere := sorted((keys & places.keys()) - {key}):
                others[key] = places[elsewhere[0]]
    for one in inspectors:
        if (key := office_key(one.office)) in others:
            yield one, others[key]


def eligible_counts(units: Sequence[Row], inspectors: Sequence[Row]) -> Iterator[tuple[Row, int]]:
    """Each unit with the number of inspectors who may go to it."""
    offices = Counter(office_key(one.office) for one in inspectors)
    for unit in units:
        yield unit, len(inspectors) - sum(offices[name] for name in own_names(unit))


def pair(
    units: Sequence[Row],
    inspectors: Sequence[Row],
    *,
    per_unit: int,
    seed: str,
    loads: Mapping[str, int] | None = None,
) -> dict[str, list[str]]:
    """The inspectors (their idents) of each unit, taking the units in this order.

    `loads` says how many units each inspector has already: for the unit that takes the place of another. ValueError
    when a unit is left with too few (`problems_of` says so beforehand).
    """
    load = Counter(loads or {})
    offices = [(office_key(one.office), one.ident) for one in inspectors]
    key, start = bytes.fromhex(seed), f"zhijian-inspector/v1\0{frame_of(inspectors)}\0"
    pairs: dict[str, list[str]] = {}
    for unit in units:
        own = own_names(unit)
        by_load: dict[int, list[str]] = {}
        for office, ident in offices:
            if office not in own:
                by_load.setdefault(load[ident], []).append(ident)
        chosen = list(_first(by_load, per_unit, key, f"{start}{unit.ident}\0"))
        if len(chosen) < per_unit:
            raise ValueError(f"too few inspectors may go to {unit.ident}")
        load.update(chosen)
        pairs[unit.ident] = chosen
    return pairs


def _first(by_load: dict[int, list[str]], number: int, key: bytes, start: str) -> Iterator[str]:
    """The first `number` by load, then by HMAC, then by ident; computed only for the loads that are reached."""
    for load in sorted(by_load):
        group = sorted([(hmac.digest(key, f"{start}{ident}".encode(), "sha256"), ident) for ident in by_load[load]])
        yield from [ident for _, ident in group[:number]]
        number -= len(group)
        if number <= 0:
            return
