"""Rosters as the draw reads them, and as a table of places and kinds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from accounts.models import Locality
from core.text import Text
from inspections.drawing.pairing import other_spellings
from inspections.drawing.plan import DIMENSIONS, WHOLE, Plan, problems_of
from inspections.drawing.roster import Row
from inspections.models import Draw, Roster

BETWEEN = "|"  # place|kind
MOST_NAMED = 8  # inspectors in one refusal


def rows_of(roster: Roster) -> list[Row]:
    """The rows of `roster` in their order."""
    columns = roster.rows.order_by("position").values_list("position", "ident", "name", "place", "kind", "office")
    return [Row(*values) for values in columns.iterator(chunk_size=5000)]


def rows_of_draw(draw: Draw) -> tuple[list[Row], list[Row] | None]:
    """Units and inspectors (None where none are drawn) of a draw."""
    return rows_of(draw.roster), rows_of(draw.inspectors) if draw.inspectors else None


def plan_of(draw: Draw) -> Plan:
    """The plan as it is stored; a planned draw holds one too."""
    return Plan.from_json(draw.plan)


def problems_with(plan: Plan, rows: Sequence[Row], inspectors: Sequence[Row] | None) -> list[Text]:
    """Why this plan cannot be drawn from these rosters, a sentence each: what `problems_of` finds, and offices that
    are a place of the units in other words, whose people would not be kept from it."""
    problems = problems_of(plan, rows, inspectors)
    if not plan.per_unit or inspectors is None:
        return problems
    divisions = Locality.objects.all()
    names = [(one.code, one.name.zh, one.name.en, one.short.zh, one.short.en) for one in divisions]
    for person, place in islice(other_spellings(rows, inspectors, names), MOST_NAMED):
        problems.append(
            Text(
                f"检查人员“{person.ident}”（{person.name}）的单位“{person.office}”就是检查对象名录里的地区“{place}”，"
                "但写法不同，无法回避。请把两份名录改成同一写法，再上传。",
                f"The office “{person.office}” of inspector “{person.ident}” ({person.name}) is the place “{place}” of "
                "the units, spelt otherwise, so nothing would keep her from it. Please spell both alike, and upload "
                "the rosters again.",
            )
        )
    return problems


@dataclass(frozen=True)
class Cell:
    """One stratum of a grid: its key, how many units it holds, and what it is called."""

    key: str
    size: int
    name: Text


@dataclass(frozen=True)
class GridRow:
    """A place with one cell for each kind; None where there is no unit of that kind."""

    place: Text
    cells: list[Cell | None]
    size: int


@dataclass(frozen=True)
class Grid:
    """Strata as places by kinds, with sums. A dimension that does not count is one row or column without a name."""

    kinds: list[str]
    sizes: list[int]  # of each kind
    rows: list[GridRow]
    size: int

    @property
    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.cells if cell]


def grid_of(counts: Mapping[str, int], strata: Sequence[str] = DIMENSIONS) -> Grid:
    """The grid of `counts` (stratum key → number of units), places in the order of their codes."""
    parts = {key: parts_of(key, strata) for key in counts}
    places, kinds = (sorted({part[dimension] for part in parts.values()}) for dimension in (0, 1))
    keys = {part: key for key, part in parts.items()}
    names = names_of_places(places)
    rows = []
    for place in places:
        inside = [keys.get((place, kind)) for kind in kinds]
        cells = [
            None if key is None else Cell(key, counts[key], called(names[place], kind))
            for key, kind in zip(inside, kinds, strict=True)
        ]
        rows.append(GridRow(names[place], cells, sum(cell.size for cell in cells if cell)))
    sizes = [sum(counts[key] for key, (_place, of_kind) in parts.items() if of_kind == kind) for kind in kinds]
    return Grid(kinds, sizes, rows, sum(sizes))


def parts_of(key: str, strata: Sequence[str]) -> tuple[str, str]:
    """Place and kind of a stratum; "" for a dimension that does not count."""
    values = dict(zip(strata, key.split(BETWEEN, maxsplit=max(len(strata) - 1, 0)), strict=False)) if strata else {}
    return values.get("place", ""), values.get("kind", "")


def called(place: Text, kind: str) -> Text:
    """The name of a stratum. The whole roster as one stratum has one too."""
    if not place and not kind:
        return Text("全部", "The whole roster")
    return Text(" · ".join(filter(None, (place.zh, kind))), " · ".join(filter(None, (place.best("en"), kind))))


def names_of_strata(keys: Iterable[str], strata: Sequence[str]) -> dict[str, Text]:
    """Stratum key → its name."""
    parts = {key: parts_of(key, strata) for key in keys}
    places = names_of_places(place for place, _ in parts.values())
    return {key: called(places[place], kind) for key, (place, kind) in parts.items()}


def names_of_places(places: Iterable[str]) -> dict[str, Text]:
    """Place as the roster has it → how it is called: a code of a division by its name, anything else by itself."""
    wanted = set(places)
    known = {row.code: row.short or row.name for row in Locality.objects.filter(code__in=wanted)}
    return {place: known.get(place, Text(place, "")) for place in wanted}


def counts_by(roster: Roster, strata: Sequence[str]) -> dict[str, int]:
    """How many units each stratum holds when `roster` is divided by `strata` ("place", "kind", both or neither)."""
    counts: dict[str, int] = {}
    for pair, size in roster.counts.items():
        values = dict(zip(DIMENSIONS, pair.split(BETWEEN, maxsplit=1), strict=False))
        key = BETWEEN.join(values[name] for name in strata) if strata else WHOLE
        counts[key] = counts.get(key, 0) + size
    return counts
