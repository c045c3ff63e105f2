"""Rows of findings of all returns of an inspection, put together where they seem to say the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import Body
from findings.models import ReturnVersion
from findings.queries.taking import Standing, entrusted_with, latest_of, requests_of, taken_over
from findings.returns.content import Value, rows_of
from findings.returns.likeness import alike, groups
from inspections.asking.model import Section, SectionKind
from inspections.models import Inspection, Request
from inspections.queries.asking import body_of, form_of

SHOWN = 400  # rows of one page; a filter leads to the others


@dataclass(frozen=True)
class Found:
    """One row of findings of one body: where it stands, what it says, what was made of it."""

    standing: Standing
    section: Section
    address: str
    fields: Mapping[str, Value]
    taken: Any = None

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.standing.version.pk}:{self.address}" if self.standing.version else ""

    @property
    def title(self) -> str:
        return str(self.fields.get("title", ""))


@dataclass(frozen=True)
class Rows:
    """All rows that may be taken over, with what a filter offers, and how many bodies have submitted."""

    found: Sequence[Found]
    sections: Sequence[tuple[str, Any]]
    bodies: Sequence[Body]
    submitted: int


@dataclass(frozen=True)
class Group:
    """Rows that seem to say the same, of `bodies` bodies."""

    rows: Sequence[Found]
    bodies: int

    @property
    def keys(self) -> list[str]:
        """How a form names all those of which nothing was made yet."""
        return [row.key for row in self.rows if row.taken is None]


def rows_in(user: Any, inspection: Inspection) -> Rows:
    """Every row of findings in the last submitted versions of the organiser's own delegations, in standard order."""
    found: list[Found] = []
    sections: dict[str, Any] = {}
    bodies: list[Body] = []
    submitted: set[int] = set()
    for request in requests_of(user, inspection):
        wanted = [section for section in form_of(request).sections if section.kind == SectionKind.FINDINGS]
        sections |= {section.key: section.title for section in wanted}
        standings = [each for each in _standings(user, request) if each.is_open]
        taken = taken_over(user, standings)
        bodies += [each.body for each in standings if each.body.pk not in submitted]
        submitted |= {each.body.pk for each in standings}
        found += [row for each in standings for section in wanted for row in _rows(each, section, taken)]
    return Rows(found, list(sections.items()), bodies, len(submitted))


def _standings(user: Any, request: Request) -> list[Standing]:
    """Every body with its whole version: rows may stand in any section of findings."""
    delegations = list(entrusted_with(user, request))
    versions = {row.returned.delegation_id: row for row in latest_of(user, delegations)}
    return [Standing(row, body_of(row), versions.get(row.pk)) for row in delegations]


def _rows(standing: Standing, section: Section, taken: Mapping[tuple[int, str], Any]) -> list[Found]:
    version: ReturnVersion | None = standing.version
    written = version.content["sections"].get(section.key, {}) if version else {}
    addresses = [(f"{section.key}.{row}", fields) for row, fields in rows_of(written)]
    return [
        Found(standing, section, address, fields, taken.get((standing.delegation.pk, address)))
        for address, fields in addresses
    ]


def narrowed(rows: Sequence[Found], asked: Mapping[str, Any]) -> list[Found]:
    """Those rows that a filter asks for: the words stand anywhere in a row, whatever their case."""
    words = str(asked.get("q", "")).casefold().split()

    def fits(row: Found) -> bool:
        text = " ".join(value for value in row.fields.values() if isinstance(value, str)).casefold()
        return (
            asked.get("kind") in ("", None, row.fields.get("kind"))
            and asked.get("section") in ("", None, row.section.key)
            and asked.get("body") in ("", None, row.standing.body.code)
            and all(word in text for word in words)
        )

    return [row for row in rows if fits(row)]


def grouped(rows: Sequence[Found]) -> list[Group]:
    """Rows of several bodies that seem to say the same first, those that nobody else has after them; within each, and
    among the groups, in the order they came in."""
    found = []
    for places in groups([row.title for row in rows]):
        group = [rows[place] for place in places]
        found.append(Group(group, len({row.standing.body.pk for row in group})))
    return sorted(found, key=lambda group: group.bodies < 2)


def nearest(rows: Sequence[Found], title: str, most: int) -> list[Found]:
    """The rows not taken yet whose titles have most in common with `title`."""
    free = [row for row in rows if row.taken is None]
    return sorted(free, key=lambda row: -alike(row.title, title))[:most]
