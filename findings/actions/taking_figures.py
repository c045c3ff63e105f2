"""Taking over figures of returns into the inspection: one of a body, or the sum over all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import record
from core.periods import Dated
from core.quantities import Quantity
from core.spoken import spoken
from core.text import Text
from findings.actions.numbering import next_number
from findings.actions.taking import Taken, open_for_taking, piece_for, put_to_use, told
from findings.figuring import LARGEST, SMALLEST, Unreadable, columns_of, read_figure
from findings.models import Figure, Origin, ReturnVersion
from findings.queries.taking import figure_taken_from, form_of_version, sum_taken_from
from findings.returns.items import Piece, PieceKind, figure_place, piece_at
from findings.returns.sums import Sum, in_unit, total
from findings.taking import name_of
from inspections.asking.model import Form
from inspections.enums import OVER
from inspections.models import Inspection, RequestColumn

PERIOD = tuple(field.name for field in Dated._meta.get_fields())  # what says when a column or a figure speaks of


@dataclass(frozen=True)
class Added:
    """What the figures of several returns at one address come to: `sources` gave one, of `asked` that submitted."""

    sum: Sum
    sources: tuple[tuple[ReturnVersion, Piece], ...]
    asked: int


@transaction.atomic
def take_figure(*, version: ReturnVersion, address: str, by: User) -> Figure:
    """Keep a figure of a return as one of the inspection: whose it is, of which place and when, as it was written.

    Raises what `take_finding` raises, and ValidationError (`unreadable`) where no figure can be read.
    """
    delegation = open_for_taking(version, by)
    piece = piece_for(version, address, PieceKind.FIGURE)
    if figure := figure_taken_from(version, address):
        raise Taken(figure)
    body = delegation.body
    quantity = _read(piece)
    written = Text(zh=piece.wording)
    figure = _kept(
        delegation.inspection, by, quantity, piece, version,
        territory=name_of(body), claimant=body.name if body else Text(), claimant_body=body, written=written,
    )  # fmt: skip
    Origin.objects.create(figure=figure, version=version, address=address, wording=piece.wording)
    record(delegation.inspection, verb="take_figure", by=by, note=f"{figure.ref} {told(version, address)}")
    put_to_use(version, by)
    return figure


@transaction.atomic
def take_sum(*, versions: Sequence[ReturnVersion], address: str, by: User) -> Figure:
    """Keep what the figures of `versions` at `address` come to; each of them is an origin of the sum.

    `versions` are the last ones of all bodies that have submitted; those without a figure there are counted, not added.
    Raises PermissionDenied, Taken, ValidationError (`no_sum` with the reason, `too_few` for less than two figures).
    """
    ordered = sorted(versions, key=lambda version: version.returned.delegation_id)
    delegations = [open_for_taking(version, by) for version in ordered]
    if not delegations:
        raise ValidationError(_("还没有可以相加的报送内容。"), code="too_few")
    inspection, form = delegations[0].inspection, form_of_version(ordered[0])
    added = add_up(form, ordered, address)
    if len(added.sources) < 2:
        raise ValidationError(_("至少要有两个机构填报这一项，才能合计。"), code="too_few")
    if added.sum.quantity is None:
        raise ValidationError([str(spoken(note)) for note in added.sum.notes], code="no_sum")
    sources = [version for version, _piece in added.sources]
    if figure := sum_taken_from(inspection, sources, address):
        raise Taken(figure)
    version, piece = added.sources[0]
    place = inspection.organiser.locality
    figure = _kept(
        inspection, by, added.sum.quantity, piece, version,
        territory=place.name if place else Text(), note=note_of(added), written=Text(),
    )  # fmt: skip
    for version, piece in added.sources:
        Origin.objects.create(figure=figure, version=version, address=address, wording=piece.wording)
        put_to_use(version, by)
    record(inspection, verb="take_sum", by=by, note=f"{figure.ref} {note_of(added).zh}")
    return figure


def add_up(form: Form, versions: Sequence[ReturnVersion], address: str) -> Added:
    """What the figures at `address` come to. Raises ValidationError where one of them cannot be read."""
    section = form.section(address.partition(".")[0])
    if section is None or figure_place(section, address.partition(".")[2])[0] is None:
        raise ValidationError(_("报送的内容里没有这一项。"), code="no_such_piece")
    pieces = [
        (version, piece_at(form, version.content["sections"].get(section.key, {}), address)) for version in versions
    ]
    given = tuple((version, piece) for version, piece in pieces if piece is not None)
    return Added(total(_read(piece) for _version, piece in given), tuple(given), len(versions))


def note_of(added: Added) -> Text:
    """The count behind a sum."""
    given, asked = len(added.sources), added.asked
    return Text(
        f"合计：已报送的{asked}个机构中有{given}个填报。",
        f"Sum: {given} of the {asked} bodies that submitted gave a figure.",
    )


def _read(piece: Piece) -> Quantity:
    try:
        quantity = read_figure(Text(zh=piece.wording))
    except Unreadable as refusal:
        raise ValidationError(str(refusal.message) % refusal.params, code="unreadable") from refusal
    return in_unit(quantity, piece.question.unit if piece.question else "")


def _kept(
    inspection: Inspection,
    by: User,
    quantity: Quantity,
    piece: Piece,
    version: ReturnVersion,
    *,
    written: Text,
    **more: Any,
) -> Figure:
    """The figure as a row of the inspection, under its next number. Raises PermissionDenied for who raises nothing,
    ValidationError where the inspection is over or the number too large to be kept."""
    inspection = Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)
    if not by.has_perm("findings.raise", inspection):
        raise PermissionDenied
    if inspection.state in OVER:
        raise ValidationError(_("检查已经结束，不能再改。"), code="over")
    numbers = [number for number in (quantity.value, quantity.low, quantity.high) if number is not None]
    if any(number >= LARGEST or number != number.quantize(SMALLEST) for number in numbers):
        raise ValidationError(_("数字过大，或者小数超过四位。"), code="unreadable")
    number = next_number(inspection.figures.all(), "N")
    code = f"n{number}"
    taken = inspection.figures.filter(code=code).exists()
    figure = Figure(inspection=inspection, order=number, ref=f"N{number}", code=f"{code}-2" if taken else code)
    columns = columns_of(quantity, written) | _period(piece, version) | more
    for name, value in columns.items():
        setattr(figure, name, value)
    figure.population = _cut(piece.question.prompt if piece.question else Text())
    figure.territory, figure.claimant = _cut(figure.territory, 120), _cut(figure.claimant, 160)
    figure.save()
    return figure


def _period(piece: Piece, version: ReturnVersion) -> dict[str, Any]:
    """When the figure speaks of: the period of its column."""
    if piece.column is None:
        return {}
    request = version.returned.delegation.request_id
    column = RequestColumn.objects.get(section__request=request, section__key=piece.section.key, key=piece.column.key)
    return {name: getattr(column, name) for name in PERIOD}


def _cut(text: Text, limit: int = 200) -> Text:
    return Text(text.zh[:limit], text.en[:limit])
