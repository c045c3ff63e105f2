"""Divisions, bodies, instruments and people that the samples refer to."""

from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.enums import BodyKind, LocalityKind
from accounts.models import Body, Locality
from core.text import Text
from inspections.models import Article, Instrument, Person
from reports.actions.loading.files import Row, SampleError, read_tsv, read_yaml
from reports.actions.loading.glossary import load_glossary
from reports.actions.loading.rows import Codes, Wanted, Writer


@transaction.atomic
def load_reference(folder: Path, writer: Writer) -> None:
    """Load divisions.tsv, bodies.yaml, instruments.yaml, articles.yaml, people.yaml and glossary.tsv of `folder`; all
    or nothing."""
    load_localities(folder / "divisions.tsv", writer)
    load_bodies(folder / "bodies.yaml", writer)
    load_instruments(folder / "instruments.yaml", writer)
    load_articles(folder / "articles.yaml", writer)
    load_people(folder / "people.yaml", writer)
    load_glossary(folder / "glossary.tsv", writer)


def load_localities(path: Path, writer: Writer) -> None:
    parents: list[tuple[str, str | None, str]] = []
    wanted = []
    for row in read_tsv(path):
        code = row.take("code")
        parents.append((code, row.take("parent") or None, row.where))
        values = {
            "code": code,
            "name": Text(row.take("zh"), row.take("en")),
            "short": Text(row.take("zh_short"), row.take("en_short")),
            "kind": row.take("kind"),
        }
        wanted.append(Wanted(row.where, values))
    rows = writer.sync(Locality.objects.all(), ["code"], wanted, prune=False)
    codes = Codes(((row.code, row.pk) for row in rows), "division")
    for locality, (_code, parent, where) in zip(rows, parents, strict=True):
        writer.bring(locality, {"parent_id": codes.key(parent, where)}, where)


def load_bodies(path: Path, writer: Writer) -> None:
    file = read_yaml(path)
    localities = Codes.of(Locality.objects.all(), "division")
    wanted, parents = [], []
    for row in file.rows("bodies"):
        values = {
            "code": row.take("code"),
            "name": row.text("name"),
            "short": row.text("short"),
            "kind": row.take("kind"),
            "locality_id": localities.key(row.take("locality", None), row.where),
        }
        wanted.append(Wanted(row.where, values))
        parents.append(row.take("parent", None))
        row.done()
    rule = file.row("standing_committees")
    file.done()
    if rule is None:
        raise SampleError(file.where, "“standing_committees” is missing")
    for committee, parent in standing_committees(rule):
        wanted.append(committee)
        parents.append(parent)
    rows = writer.sync(Body.objects.all(), ["code"], wanted, prune=False)
    codes = Codes(((row.code, row.pk) for row in rows), "body")
    for body, parent, want in zip(rows, parents, wanted, strict=True):
        writer.bring(body, {"parent_id": codes.key(parent, want.where)}, want.where)


def standing_committees(rule: Row) -> list[tuple[Wanted, str]]:
    """A standing committee, with the code of the one above it, for every division but the country and `none`."""
    top, own_codes, none = rule.take("parent"), rule.take("codes"), rule.names("none")
    name, short = rule.take("name"), rule.text("short")
    endings = {row.take("zh"): row.take("en") for row in rule.rows("endings")}
    rule.done()

    def code(locality: str) -> str:
        return str(own_codes.get(locality, f"sc-{locality}"))

    below = Locality.objects.exclude(kind=LocalityKind.COUNTRY).exclude(code__in=none)
    committees = []
    for locality in below:
        parts = {"zh": locality.name.zh, "en": locality.name.en, "short": locality.short.en}
        pattern = next((pattern for ending, pattern in endings.items() if parts["zh"].endswith(ending)), None)
        if pattern is None:
            raise SampleError(rule.where, f"no ending fits {parts['zh']}")
        values: dict[str, Any] = {
            "code": code(locality.code),
            "name": Text(name.format(**parts), pattern.format(**parts)),
            "short": Text(*(text.format(**parts) for text in short)),
            "kind": BodyKind.STANDING_COMMITTEE.value,
            "locality_id": locality.pk,
        }
        province = locality.kind == LocalityKind.PROVINCE
        committees.append((Wanted(rule.where, values), top if province else code(str(locality.parent_id))))
    return committees


def load_instruments(path: Path, writer: Writer) -> None:
    file = read_yaml(path)
    bodies = Codes.of(Body.objects.all(), "body")
    wanted, links = [], []
    for row in file.rows("instruments"):
        values = {
            "code": row.take("code"),
            "title": row.text("title"),
            "short": row.text("short"),
            "kind": row.take("kind"),
            "state": row.take("state"),
            "in_force_on": row.take("in_force_on", None),
            "issuer": row.text("issuer"),
            **row.period(),
        }
        wanted.append(Wanted(row.where, values))
        links.append((bodies.all(row.names("issuers"), row.where), row.take("implements", None)))
        row.done()
    file.done()
    rows = writer.sync(Instrument.objects.all(), ["code"], wanted, prune=False)
    codes = Codes(((row.code, row.pk) for row in rows), "instrument")
    for instrument, (issuers, implemented), want in zip(rows, links, wanted, strict=True):
        writer.link(instrument, "issuers", issuers)
        writer.bring(instrument, {"implements_id": codes.key(implemented, want.where)}, want.where)


def load_articles(path: Path, writer: Writer) -> None:
    file = read_yaml(path)
    instruments = Codes.of(Instrument.objects.all(), "instrument")
    wanted = []
    for row in file.rows("articles"):
        values = {
            "instrument_id": instruments.key(row.take("instrument"), row.where),
            "number": row.take("number"),
            "insertion": row.take("insertion", 0),
            "subject": row.text("subject"),
        }
        wanted.append(Wanted(row.where, values))
        row.done()
    file.done()
    writer.sync(Article.objects.all(), ["instrument_id", "number", "insertion"], wanted, prune=False)


def load_people(path: Path, writer: Writer) -> None:
    file = read_yaml(path)
    wanted = []
    for row in file.rows("people"):
        wanted.append(Wanted(row.where, {"code": row.take("code"), "name": row.text("name")}))
        row.done()
    file.done()
    writer.sync(Person.objects.all(), ["code"], wanted, prune=False)
