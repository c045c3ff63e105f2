"""What changed between two versions of a return, item by item, and what became of what had been sent back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.text import Text
from findings.models import ReturnRemark
from findings.queries.papers import name_of, names_of, paragraph_addresses, words_of
from findings.returns.changes import changes
from findings.returns.content import Content, Written, is_rows, paragraphs_of
from findings.returns.differences import Piece, aligned, marked, replaced
from inspections.asking.model import Form, Section, SectionKind

MOST_MARKED = 100_000  # characters laid over each other for one page; what comes after stands side by side as a whole


@dataclass(frozen=True)
class Revision:
    """An item before and after. `address` is where it stands now, `was` where it stood; "" for what is new, or gone."""

    address: str
    was: str
    label: Text
    before: str
    after: str
    pieces: list[Piece]

    @property
    def place(self) -> str:
        """Which item of the earlier version this concerns; the section, where a paragraph is new."""
        return self.was or self.address.partition(".")[0]

    @property
    def kind(self) -> str:
        """What happened to the item: added, removed or changed."""
        return "added" if not self.before else "removed" if not self.after else "changed"


@dataclass(frozen=True)
class Answered:
    """An item that was sent back, each reason, and what was changed there; nothing, if it stands as it stood."""

    address: str
    label: Text
    reasons: list[ReturnRemark]
    revisions: list[Revision]
    now: str = ""  # where the unchanged item stands in the later version

    @property
    def is_changed(self) -> bool:
        return bool(self.revisions)


@dataclass(frozen=True)
class Comparison:
    """Two versions laid over each other: first what had been sent back, then the rest section by section."""

    answered: list[Answered]
    sections: list[tuple[Section, list[Revision]]]
    changed: int

    @property
    def unchanged_though_sent_back(self) -> int:
        return sum(not one.is_changed for one in self.answered)


def comparison_of(
    form: Form, before: Mapping[str, Any], after: Mapping[str, Any], reasons: list[ReturnRemark]
) -> Comparison:
    """`before` and `after` are the contents of two versions, `reasons` why the earlier one was sent back."""
    work = _Work(form, before, after)
    revisions = {section.key: list(work.revisions_of(section)) for section in form.sections}
    by_address: dict[str, list[ReturnRemark]] = {}
    for reason in reasons:
        by_address.setdefault(reason.address, []).append(reason)
    order = {section.key: place for place, section in enumerate(form.sections)}
    answered, told = [], set()
    for address in sorted(by_address, key=lambda one: order.get(one.partition(".")[0], len(order))):
        own = [one for one in revisions.get(address.partition(".")[0], []) if _lies_in(one.place, address)]
        told |= {id(one) for one in own}
        label = name_of(form, before["sections"], address)
        answered.append(Answered(address, label, by_address[address], own, work.now(address)))
    rest = [(section, [one for one in revisions[section.key] if id(one) not in told]) for section in form.sections]
    return Comparison(
        answered=answered,
        sections=[(section, found) for section, found in rest if found],
        changed=sum(map(len, revisions.values())),
    )


def _lies_in(address: str, item: str) -> bool:
    return address == item or address.startswith(f"{item}.")


class _Work:
    """One comparison under way: it counts how much was marked, since a page must not take minutes."""

    def __init__(self, form: Form, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        self.form = form
        self.before: Content = before["sections"]
        self.after: Content = after["sections"]
        self.names = names_of(before) | names_of(after)
        self.left = MOST_MARKED
        self.moved: dict[str, str] = {}  # address of a paragraph before → after, where it only moved

    def revisions_of(self, section: Section) -> Iterator[Revision]:
        was, now = self.before.get(section.key, {}), self.after.get(section.key, {})
        if section.kind == SectionKind.TEXT:
            yield from self._paragraphs(section, was, now)
            return
        for change in changes({section.key: was}, {section.key: now}):
            if is_rows(change.address):  # a row that came or went shows by its fields
                continue
            before, after = (
                words_of(self.form, change.address, one, self.names) for one in (change.before, change.after)
            )
            if before == after:  # another file under the same name
                after = _("%(names)s（文件已更换）") % {"names": after}
            yield self._revision(change.address, change.address, before, after)

    def now(self, address: str) -> str:
        """Where an item of the earlier version stands in the later one."""
        return self.moved.get(address, address)

    def _paragraphs(self, section: Section, was: Written, now: Written) -> Iterator[Revision]:
        old, new = paragraphs_of(was), paragraphs_of(now)
        places = paragraph_addresses(was), paragraph_addresses(now)
        for pair in aligned(old, new):
            before = "" if pair.before is None else old[pair.before]
            after = "" if pair.after is None else new[pair.after]
            stood = "" if pair.before is None else f"{section.key}.{places[0][pair.before]}"
            stands = "" if pair.after is None else f"{section.key}.{places[1][pair.after]}"
            if stood and stands:
                self.moved[stood] = stands
            if before != after:
                yield self._revision(stands, stood, before, after)

    def _revision(self, address: str, was: str, before: str, after: str) -> Revision:
        content = self.after if address and after else self.before
        self.left -= len(before) + len(after)
        pieces = marked(before, after) if self.left >= 0 else replaced(before, after)
        return Revision(address, was, name_of(self.form, content, address or was), before, after, pieces)
