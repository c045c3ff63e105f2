"""The way from what is wrong to the field on the site where it is put right."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.spoken import spoken
from findings.forms.filling import page_of
from findings.returns.content import Content, Written
from findings.returns.rules import Fault, of_section
from inspections.asking.model import Section, SectionKind


@dataclass(frozen=True)
class Pointer:
    """A fault with the words of its field and the address of the field on the site."""

    label: Any
    message: Any
    url: str
    is_error: bool


def pointers(
    section: Section, url: str, content: Content, found: list[Fault], labels: Callable[[str], Any]
) -> list[Pointer]:
    """What is wrong in `section`, each with the way to its field; `url` is the page of the section, `labels` says what
    stands at a full address."""
    written = content.get(section.key, {})
    return [
        Pointer(labels(fault.address), spoken(fault.message), way_to(section, url, written, fault.address),
                fault.is_error)
        for fault in of_section(found, section.key)
    ]  # fmt: skip


def way_to(section: Section, url: str, written: Written, address: str) -> str:
    """The address of the field at a full address: its page and its anchor."""
    place = address.partition(".")[2]
    number = page_of(section, written, place) if place and section.kind != SectionKind.TEXT else 1
    anchor = section.key if section.kind == SectionKind.TEXT else address
    return f"{url}{f'?part={number}' if number > 1 else ''}#f-{anchor}"
