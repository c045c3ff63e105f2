"""Two people changed the same thing: what was chosen, and what nobody has chosen yet."""

from django.core.exceptions import ValidationError
from django.http import QueryDict

from findings.actions.filling import Saved
from findings.forms.filling import SEEN, TYPED, from_json
from findings.forms.saving import whole
from findings.models import ReturnSection
from findings.returns.changes import Conflict
from findings.returns.content import Value, Written, paragraphs
from inspections.asking.model import Section, SectionKind

WHOLE = "whole"  # what a text is called where somebody chooses between two of them


def undecided(section: Section, row: ReturnSection, sent: QueryDict) -> Saved | None:
    """The conflicts once more where nothing was chosen for one of them; None when everything is decided."""
    try:
        there, mine = from_json(sent.get(SEEN, "")), from_json(sent.get(TYPED, ""))
    except ValidationError:
        return None  # saving says so
    if all(f"take:{address}" in sent for address in mine):
        return None
    ours = {WHOLE: whole(there)} if section.kind == SectionKind.TEXT else there
    full = {address: f"{section.key}.{address}" if address != WHOLE else section.key for address in mine}
    return Saved(row, tuple(Conflict(full[one], "", ours.get(one, ""), mine[one]) for one in mine))


def chosen(section: Section, seen: Written, mine: Written, sent: QueryDict) -> dict[str, Value]:
    """The section after somebody chose between what stood there and what she had typed."""
    if section.kind == SectionKind.TEXT:
        there, typed = whole(seen), str(mine.get(WHOLE, ""))
        both = "\n".join((there, *(line for line in typed.split("\n") if line not in there.split("\n"))))
        return paragraphs({"mine": typed, "both": both}.get(sent.get(f"take:{WHOLE}", ""), there))
    written = {**seen, **{address: value for address, value in mine.items() if sent.get(f"take:{address}") == "mine"}}
    return {address: value for address, value in written.items() if value}
