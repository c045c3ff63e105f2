"""Figures and dates of an inspection: figures.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from core.quantities import Quantity, QuantityError
from findings.enums import Qualifier
from findings.models import CitedDate, Figure
from inspections.models import Inspection
from reports.actions.loading.files import Row, SampleError, dated
from reports.actions.loading.known import Known
from reports.actions.loading.rows import Codes, Wanted, Writer

AMBIGUOUS = "ambiguous"  # base of a share of which the source says 其中 and no more


@dataclass(frozen=True)
class LoadedFigures:
    """What a text may cite, and the rows by code and by their number in the inventory."""

    figures: Codes
    dates: Codes


def load_figures(
    file: Row, inspection: Inspection, shares: Mapping[str, int], writer: Writer, known: Known
) -> LoadedFigures:
    """Load one figures.yaml. `shares` are the survey answers by the figure that states them."""
    rows = file.rows("figures")
    figures = _figures(rows, inspection, writer, known)
    dates = _dates(file.rows("dates"), inspection, writer)
    file.done()
    codes = _codes(figures, "figure")
    for name in shares:
        codes.key(name, f"{inspection.code}/inspection.yaml, survey")
    answers = {codes.key(name, file.where): answer for name, answer in shares.items()}
    for figure in figures:
        writer.bring(figure, {"answer_id": answers.get(figure.pk)}, file.where)
    return LoadedFigures(codes, _codes(dates, "date"))


def _codes(rows: "list[Figure] | list[CitedDate]", kind: str) -> Codes:
    return Codes(((name, row.pk) for row in rows for name in (row.code, row.ref)), kind)


def _figures(rows: list[Row], inspection: Inspection, writer: Writer, known: Known) -> list[Figure]:
    """Three rounds, as a figure may refer to a later one: those with a value, further mentions, their relations."""
    own: list[Wanted] = []
    mentions: list[Wanted] = []
    relations: dict[str, tuple[str, str | None, str | None, str | None]] = {}
    for order, row in enumerate(rows, start=1):
        same_as = row.take("same_as", None)
        want = Wanted(row.where, {"order": order, **_values(row, known, is_mention=same_as is not None)})
        relations[want.values["ref"]] = (row.where, same_as, row.take("subset_of", None), row.take("base", None))
        (own if same_as is None else mentions).append(want)
        row.done()
    fixed, there = {"inspection": inspection}, inspection.figures
    made = writer.sync(there.filter(same_as=None), ["ref"], own, fixed=fixed, prune=False)
    codes = _codes(made, "figure")
    named = [
        Wanted(want.where, {**want.values, "same_as_id": codes.key(relations[want.values["ref"]][1], want.where)})
        for want in mentions
    ]
    made += writer.sync(there.exclude(same_as=None), ["ref"], named, fixed=fixed, prune=False)
    codes = _codes(made, "figure")
    for figure in made:
        where, _same_as, whole, base = relations[figure.ref]
        values = {
            "subset_of_id": codes.key(whole, where),
            "base_id": None if base == AMBIGUOUS else codes.key(base, where),
            "base_ambiguous": base == AMBIGUOUS,
        }
        writer.bring(figure, values, where)
    return sorted(made, key=lambda figure: figure.order)


def _values(row: Row, known: Known, *, is_mention: bool) -> dict[str, Any]:
    """The columns of one figure; SampleError for a record that contradicts itself."""
    if not is_mention:
        try:
            Quantity.from_record(row.data)
        except QuantityError as error:
            raise SampleError(row.where, str(error)) from error
    noun = dict(row.take("noun", None) or {})
    return {
        "code": row.take("code"),
        "ref": row.take("ref"),
        "kind": row.take("kind"),
        "value": _decimal(row, "value"),
        "low": _decimal(row, "low"),
        "high": _decimal(row, "high"),
        "significant": row.take("significant", None),
        "qualifier": row.take("qualifier", Qualifier.EXACT.value),
        "qualifier_zh": row.take("zh_qualifier", None) or "",
        "scale_zh": row.take("zh_scale", None),
        "numerals_zh": row.take("zh_numerals", None) or "",
        "unit": row.take("unit", None) or "",
        "noun_zh": noun.get("zh") or "",
        "noun_en": noun.get("en") or "",
        "noun_en_plural": noun.get("en_plural") or "",
        "as_written": row.text("as_written"),
        "territory": row.text("territory"),
        "population": row.text("population"),
        "claimant": row.text("claimant"),
        "claimant_body_id": known.bodies.key(row.take("claimant_body", None), row.where),
        "compared_with": row.text("compared_with"),
        "note": row.text("note"),
        "stated_in": " ".join(row.names("stated_in")),
        **row.period(),
    }


def _decimal(row: Row, name: str) -> Decimal | None:
    value = row.take(name, None)
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation as error:
        raise SampleError(row.where, f"“{name}” is no number: {value!r}") from error


def _dates(rows: list[Row], inspection: Inspection, writer: Writer) -> list[CitedDate]:
    wanted = []
    for order, row in enumerate(rows, start=1):
        names = ("start", "end", "precision", "end_precision", "open_ended", "relative", "wording")
        stated = {name: row.take(name) for name in names if name in row.data}
        values = {
            "order": order,
            "code": row.take("code"),
            "ref": row.take("ref"),
            "subject": row.text("subject"),
            "note": row.text("note"),
            **dated(stated, row.where),
        }
        wanted.append(Wanted(row.where, values))
        row.done()
    return writer.sync(inspection.cited_dates.all(), ["ref"], wanted, fixed={"inspection": inspection}, prune=False)
