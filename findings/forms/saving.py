"""Saving what one person typed into a section, from a page or from its autosave; the row itself is only ever changed by
`findings.actions.filling`."""

from accounts.models import User
from findings.actions.filling import Saved, save_section
from findings.enums import Source
from findings.forms.filling import refuse_broken
from findings.models import ReturnSection
from findings.returns.changes import Conflict
from findings.returns.content import Written, paragraphs_of
from findings.returns.together import brought_together
from inspections.asking.model import Section


def save_typed(
    *,
    row: ReturnSection,
    section: Section,
    typed: Written,
    seen: Written,
    by: User,
    pending: Written | None = None,
    finished: bool | None = None,
    source: str = Source.WEB,
) -> Saved:
    """Save `typed`. `pending` is what the page sent last without hearing that it arrived: when just that stands there,
    it was the same person, and her own words are no conflict.

    A text that two people changed in the same place is not saved: the one conflict holds both of them whole.
    Raises ValidationError by address for broken content, and what `save_section` raises.
    """
    refuse_broken(section, typed)
    if pending and pending == row.content:
        seen = pending
    together = brought_together(section, seen=seen, there=row.content, typed=typed)
    if together is None:
        return Saved(row, (Conflict(section.key, whole(seen), whole(row.content), whole(typed)),))
    typed, seen = together
    return save_section(row=row, written=typed, seen=seen, by=by, source=source, finished=finished)


def whole(written: Written) -> str:
    """A text section as one text."""
    return "\n".join(paragraphs_of(written))
