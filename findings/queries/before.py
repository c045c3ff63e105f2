"""What a body gave before: nobody is asked to type the same thing twice (State Council rules on government apps: the
same material is submitted once at most)."""

from collections.abc import Iterator
from dataclasses import dataclass

from findings.models import Return, ReturnVersion
from findings.returns.content import FILES, ROWS, Value, Written
from inspections.asking.model import Column, Question, Section, SectionKind
from inspections.queries.asking import form_of

LOOKED_AT = 5  # submitted returns of the body, the latest first


@dataclass(frozen=True)
class Before:
    """What stood in the same section of an earlier return, under the addresses of the section that is filled now."""

    version: ReturnVersion
    written: dict[str, Value]


def before(returned: Return, section: Section) -> Before | None:
    """The last submitted return of the same body that says something to what `section` asks: the same keys, or the same
    words in Chinese. Files are left out: each return carries its own."""
    body = returned.delegation.body_id
    versions = ReturnVersion.objects.submitted().filter(returned__delegation__body=body)
    versions = versions.exclude(returned=returned).select_related(
        "returned__delegation__request", "returned__delegation__inspection"
    )
    for version in versions.order_by("-submitted_at", "-pk")[:LOOKED_AT]:
        request = version.returned.delegation.request
        content = version.content.get("sections", {})
        if request is None or not content:
            continue
        for earlier in form_of(request).sections:
            written = content.get(earlier.key)
            if written and earlier.kind == section.kind and _same(earlier, section):
                found = carried_over(earlier, section, written)
                if found:
                    return Before(version, found)
    return None


def carried_over(earlier: Section, section: Section, written: Written) -> dict[str, Value]:
    """`written` in `earlier`, under the addresses of `section`, as far as it asks the same."""
    if section.kind == SectionKind.TEXT:
        return dict(written)
    if section.kind == SectionKind.FINDINGS:
        kept = {address: value for address, value in written.items() if _is_own_words(address)}
        return kept if kept.get(ROWS) else {}
    names = dict(_names(earlier, section))
    return {names[address]: value for address, value in written.items() if address in names}


def filled_up(section: Section, there: Written, earlier: Written) -> dict[str, Value]:
    """`there` with what stood in `earlier` wherever nothing stands now. A text or a list of findings that was begun is
    left as it is."""
    if section.kind in (SectionKind.TEXT, SectionKind.FINDINGS):
        return dict(there) if there else dict(earlier)
    return {**earlier, **there}


def _same(earlier: Section, section: Section) -> bool:
    return earlier.key == section.key or earlier.title.zh == section.title.zh


def _is_own_words(address: str) -> bool:
    return not address.endswith((f".{FILES}", ".origin"))


def _names(earlier: Section, section: Section) -> Iterator[tuple[str, str]]:
    """Address within the earlier section → the one that asks the same now."""
    columns = list(_pairs(earlier.columns, section.columns))
    for old, new in _pairs(earlier.questions, section.questions):
        if section.kind == SectionKind.FIGURES:
            yield from ((f"{old}.{was}", f"{new}.{now}") for was, now in columns)
        elif section.kind == SectionKind.DUTIES:
            yield from ((f"{old}.{name}", f"{new}.{name}") for name in ("answer", "note"))
        elif section.kind == SectionKind.QUESTIONS:
            yield old, new


def _pairs(
    earlier: tuple[Question, ...] | tuple[Column, ...], now: tuple[Question, ...] | tuple[Column, ...]
) -> Iterator[tuple[str, str]]:
    """Keys of what asks the same then and now: the same key, else the same words; and answered in the same way."""
    by_key = {one.key: one for one in earlier}
    by_words = {_words(one): one for one in earlier}
    for one in now:
        was = by_key.get(one.key) or by_words.get(_words(one))
        if was is not None and _answered_alike(was, one):
            yield was.key, one.key


def _words(one: Question | Column) -> str:
    return one.prompt.zh if isinstance(one, Question) else one.title.zh


def _answered_alike(was: Question | Column, now: Question | Column) -> bool:
    if isinstance(was, Question) and isinstance(now, Question):
        return (was.kind, was.unit) == (now.kind, now.unit)
    return isinstance(was, Column) and isinstance(now, Column) and (was.starts, was.ends) == (now.starts, now.ends)
