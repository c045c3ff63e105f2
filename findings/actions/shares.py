"""The share of an answer in a survey: a figure like any other, cited by reports and printed in both languages."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.history import record
from core.quantities import Kind
from core.text import Text
from findings.actions.numbering import next_number
from findings.figuring import Unreadable, columns_of, read_figure, written_of
from findings.models import Figure
from inspections.enums import OVER, ShareBase
from inspections.models import Inspection, SurveyAnswer

WHOLE = Decimal(100)


@transaction.atomic
def state_share(*, inspection: Inspection, answer: SurveyAnswer, written: Text, by: User) -> Figure:
    """Store the share of `answer` as it is written (63.5%, 六成); a share that stands already is changed, and what
    cites it cites the new one. The answer is one of the inspection's own.

    Raises PermissionDenied, or ValidationError by language: no per cent, above 100, unlike in the two languages.
    """
    inspection = Inspection.objects.select_for_update(no_key=True).get(pk=inspection.pk)
    if not by.has_perm("findings.raise", inspection):
        raise PermissionDenied
    if inspection.state in OVER:
        raise ValidationError({"zh": _("检查已经结束，不能再改。")})
    try:
        quantity = read_figure(written)
    except Unreadable as refusal:
        raise ValidationError({refusal.lang: str(refusal.message) % refusal.params}) from refusal
    if quantity.kind != Kind.PERCENT or quantity.value is None or not 0 <= quantity.value <= WHOLE:
        raise ValidationError({"zh": _("占比请写成0到100的百分数，例如63.5%。")})
    figure = getattr(answer, "figure", None)
    before = written_of(figure).zh if figure else ""
    if figure is None:
        number = next_number(inspection.figures.all(), "N")
        code = f"share-{answer.pk}"
        figure = Figure(inspection=inspection, answer=answer, order=number, ref=f"N{number}", code=code)
    for name, value in columns_of(quantity, written).items():
        setattr(figure, name, value)
    figure.population = answer.text
    figure.base_ambiguous = answer.base == ShareBase.AMBIGUOUS
    figure.save()
    record(inspection, verb="state_share", by=by, note=f"{answer.text.zh} {before} → {written.zh or written.en}")
    return figure
