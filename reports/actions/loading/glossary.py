"""The sample glossary. The file gives the office its first terms; what the office then changes is the office's."""

from pathlib import Path

from django.db import transaction

from reports.actions.loading.files import Row, SampleError, read_tsv
from reports.actions.loading.rows import Wanted, Writer
from reports.agreement.glossary import LISTS, Term, term_of
from reports.models import GlossaryTerm


@transaction.atomic
def load_glossary(path: Path, writer: Writer) -> None:
    """Make and bring in step the terms of `path`, found by their code. Left alone are terms that somebody changed, and
    those whose Chinese the office has under another code."""
    codes = dict(GlossaryTerm.objects.values_list("zh", "code"))
    edited = set(GlossaryTerm.objects.filter(edited=True).values_list("code", flat=True))
    wanted = []
    for row in read_tsv(path):
        code, term = row.take("code"), _term(row)
        if code not in edited and codes.get(term.zh, code) == code:
            wanted.append(Wanted(row.where, {"code": code, **_columns(term)}))
    writer.sync(GlossaryTerm.objects.all(), ["code"], wanted, prune=False)


def _term(row: Row) -> Term:
    try:
        return term_of(row.data)
    except ValueError as error:
        raise SampleError(row.where, str(error)) from error


def _columns(term: Term) -> dict[str, object]:
    plain = ("group", "zh", "en", "checked", "valid_from", "valid_to", "note")
    return {name: getattr(term, name) for name in plain} | {name: "\n".join(getattr(term, name)) for name in LISTS}
